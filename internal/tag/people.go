package tag

import "saison/internal/news"

// figure is an amount with what it counts.
type figure struct {
	amount
	s       *sentence
	score   int
	tier    int // see counted
	claimed bool
}

// people returns how many people are concerned, as the organisation, an authority or the press says, and as only an
// attacker says.
func (d *doc) people() (said, claimed news.Count) {
	var best, bestClaimed figure
	vagueTold, seen := false, map[int]bool{}
	onSale := d.claimed()
	for i := range d.s {
		s := &d.s[i]
		if s.zone == furniture {
			continue
		}
		for at := s.from; at < s.to; at++ {
			if at > s.from && d.tokens[at-1].kind == number && d.tokens[at].kind == number && d.tokens[at].glued {
				continue
			}
			a, ok := d.amountAt(at)
			if !ok {
				continue
			}
			if end := d.rangeEnd(s, a); end > a.to || d.isTime(a) {
				at = max(at, end-1)
				continue
			}
			f, ok := d.figure(s, a)
			if f.tier == 1 && onSale && !s.has(d.lang.cue["confirm"]) {
				ok = false // what a thief counts are lines
			}
			vagueTold = vagueTold || a.bare && ok
			at = max(at, a.to-1)
			if !ok && f.score > 0 && seen[a.n] { // said twice: once as what leaked, once as those who are told
				f.score, ok = f.score+2, true
			}
			seen[a.n] = seen[a.n] || a.n > 1
			if !ok || a.bare {
				continue
			}
			if f.claimed {
				bestClaimed = better(bestClaimed, f)
			} else {
				best = better(best, f)
			}
		}
	}
	if best.s != nil && !(vagueTold && best.score < 5) {
		said = news.Count{N: best.n, Proof: d.proof(best.s, best.from, best.to+2)}
	}
	if bestClaimed.s != nil {
		claimed = news.Count{N: bestClaimed.n, Proof: d.proof(bestClaimed.s, bestClaimed.from, bestClaimed.to+2)}
	}
	return said, claimed
}

// better prefers the higher score; of two near each other the more precise.
func better(a, b figure) figure {
	switch {
	case a.s == nil:
		return b
	case round(b.n) < round(a.n) && b.score >= a.score-6 && b.n*100 > a.n*90 && b.n*100 < a.n*111:
		b.score = max(a.score, b.score)
		return b
	case round(a.n) < round(b.n) && a.score >= b.score-6 && b.n*100 > a.n*90 && b.n*100 < a.n*111:
		return a
	case b.score > a.score || b.score == a.score && b.n > a.n:
		return b
	}
	return a
}

// round is how many zeros a number ends with.
func round(n int) int {
	zeros := 0
	for ; n > 0 && n%10 == 0; n /= 10 {
		zeros++
	}
	return zeros
}

// figure weighs an amount; ok is false when it is none of people hit.
func (d *doc) figure(s *sentence, a amount) (f figure, ok bool) {
	c := d.lang.cue
	f = figure{amount: a, s: s}
	noun, tier := d.counted(s, a)
	f.tier = tier
	if tier == 0 || a.n < 10 && !d.ofPeople(s, a) || d.elsewhere(s) || s.has(c["statistic"]) || d.inComparison(s, a) {
		return f, false
	}
	dataOf, estimated := false, false
	for _, h := range s.hits {
		if h.to > s.to {
			continue
		}
		before, after := a.from-h.to, h.from-noun
		dataOf = dataOf || before >= 0 && before <= 4 && d.names(h) && !d.marked(h.to, a.from)
		estimated = estimated || (h.class == c["estimate"] || h.class == c["confirm"] && tier == 3) && before >= 0 && before <= 4
		switch h.class {
		case c["owns"]:
			if before >= 0 && before <= 4 && !s.has(c["leak"]) && !s.has(c["confirm"]) && !s.has(c["told"]) {
				return f, false // a size, unless it is an auxiliary
			}
		case c["justice"]:
			if a.n < 100 && (before >= 0 && before <= 3 || after >= 0 && after <= 4) {
				return f, false // those who were arrested
			}
		case c["unit"]:
			if h.from >= a.to && h.from-a.to <= 1 {
				return f, false
			}
		case c["vague"], c["subset"]:
			if before >= 0 && before <= 1 {
				return f, false
			}
		case c["size"]:
			if s.has(c["claim"]) && d.follows(s, c["attacker"], h.from) {
				continue // "le vendeur revendique 3 millions de clients": a thief, not a shop
			}
			if before >= 0 && before <= 4 || after >= 0 && after <= 4 {
				return f, false
			}
		}
	}
	hit := (s.has(c["leak"]) || tier == 1 && s.has(c["contain"]) || dataOf && tier > 1 || tier == 3 && s.has(c["listed"]) || tier > 1 && estimated) && !d.onlyNegated(s)
	f.score = 2 * tier
	if hit {
		f.score += 2
	}
	if s.zone == headline {
		f.score += 2
	}
	if s.zone == lead {
		f.score++
	}
	if d.mentions(s, d.own) {
		f.score++
	}
	if s.zone == advice {
		f.score -= 3
	}
	if dataOf && hit {
		f.score++
	}
	f.claimed = s.has(c["attacker"]) && !s.has(c["confirm"])
	switch {
	case f.claimed && tier == 3:
		return f, true
	case tier == 1:
		return f, hit && !f.claimed
	case tier == 2:
		return f, hit || s.zone == headline || s.zone == lead
	}
	return f, f.score >= 7 || hit
}

// counted returns the end of the noun an amount counts and how well it stands for people: 3 people, 2 accounts, 1 records.
func (d *doc) counted(s *sentence, a amount) (end, tier int) {
	c := d.lang.cue
	limit := min(a.to+5, s.to)
	for i := a.to; i < limit; i++ {
		if t := d.tokens[i]; t.kind == punct && t.fold != `"` || t.kind == number {
			limit = i
		}
	}
	for _, h := range s.hits {
		if h.from < a.to || h.from >= limit {
			continue
		}
		found := 0
		if d.isUnit(s, h) {
			continue
		}
		switch h.class {
		case c["person"]:
			found = 3
		case c["account"]:
			found = 2
		case c["record"]:
			found = 1
		}
		if found > tier {
			end, tier = h.to, found
		}
	}
	if tier == 0 && d.standsAlone(s, a) {
		return a.to, 2
	}
	if tier == 0 && a.to < s.to && d.demonym(d.tokens[a.to]) {
		return a.to + 1, 3
	}
	return end, tier
}

// isUnit reports a word that counts something else, though it ends like a word for people: "serveurs".
func (d *doc) isUnit(s *sentence, h hit) bool {
	for _, o := range s.hits {
		if o.class == d.lang.cue["unit"] && o.from == h.from && o.to >= h.to {
			return true
		}
	}
	return false
}

// rangeEnd returns where a vague amount ends, "de 11 à 15 millions"; a.to where the amount is none.
func (d *doc) rangeEnd(s *sentence, a amount) int {
	if a.to+1 >= s.to {
		return a.to
	}
	switch d.tokens[a.to].fold {
	case "a", "tot", "to", "et", "en", "and":
	default:
		return a.to
	}
	b, ok := d.amountAt(a.to + 1)
	if !ok || b.n <= a.n && b.n < 1000 || a.bare || b.bare {
		return a.to
	}
	if between := d.tokens[a.to].fold; between == "et" || between == "en" || between == "and" {
		before := ""
		if a.from > s.from {
			before = d.tokens[a.from-1].fold
		}
		if before != "entre" && before != "tussen" && before != "between" {
			return a.to
		}
	}
	return b.to
}

// isTime reports an hour: 6:30 am, 20 h 46.
func (d *doc) isTime(a amount) bool {
	if a.n > 60 {
		return false
	}
	if a.from > 1 && d.tokens[a.from-1].fold == ":" && d.tokens[a.from-2].kind == number && d.tokens[a.from].glued {
		return true
	}
	if a.to < len(d.tokens) {
		switch d.tokens[a.to].fold {
		case "h", "am", "pm", "heures", "uur", "u":
			return true
		}
	}
	return false
}

// inComparison reports an amount of somebody else, before the comma: "Après le tennis et son 1,2 million de licenciés, …".
func (d *doc) inComparison(s *sentence, a amount) bool {
	for _, h := range s.hits {
		if h.class == d.lang.cue["other_before"] && h.from == s.from {
			for i := a.to; i < s.to; i++ {
				if d.tokens[i].fold == "," {
					return !d.marked(h.to, a.from)
				}
			}
		}
	}
	return false
}

// ofPeople reports data just before an amount: "de gegevens van twee patiënten". Small numbers count anything.
func (d *doc) ofPeople(s *sentence, a amount) bool {
	for _, h := range s.hits {
		if h.to <= a.from && a.from-h.to <= 2 && d.names(h) {
			return true
		}
	}
	return false
}

// follows reports a phrase of the class just before a token.
func (d *doc) follows(s *sentence, class uint16, at int) bool {
	for _, h := range s.hits {
		if h.class == class && h.to <= at && at-h.to <= 2 && h.from < at {
			return true
		}
	}
	return false
}

// standsAlone reports an amount of people named before: "sur nos 45 000 clients, 1 800 sont touchés".
func (d *doc) standsAlone(s *sentence, a amount) bool {
	c := d.lang.cue
	counted := false
	for _, h := range s.hits {
		switch h.class {
		case c["person"]:
			counted = counted || h.to <= a.from
		case c["leak"]:
			if counted && h.from >= a.to && h.from-a.to <= 3 && !d.marked(a.to, h.from) {
				return d.be(a.to, h.from)
			}
		}
	}
	return false
}

// be reports that only small words, and at least one, stand between two tokens.
func (d *doc) be(from, to int) bool {
	for i := from; i < to; i++ {
		if t := d.tokens[i]; t.kind != word || !d.lang.common[t.fold] {
			return false
		}
	}
	return to > from
}

// names reports a phrase that stands for data: a general word or a type.
func (d *doc) names(h hit) bool {
	t := d.lang.values[h.class].table
	return h.class == d.lang.cue["data"] || t == "data" || t == "list"
}

// demonym reports the people of a place: Limbourgeois, Antwerpenaren.
func (d *doc) demonym(t token) bool {
	if t.kind != word || !t.capital || t.caps || len(t.fold) < 5 {
		return false
	}
	for _, end := range map[string][]string{
		"fr": {"ais", "ois", "iens", "eens", "ains", "ges", "ns"}, "nl": {"aars", "ers", "aren", "gen"}, "en": {"ans", "ians", "ers"},
	}[d.lang.Lang] {
		if len(t.fold) > len(end) && t.fold[len(t.fold)-len(end):] == end {
			return true
		}
	}
	return false
}
