package tag

import (
	"slices"

	"saison/internal/news"
)

// dataTypes returns what the article says went out, in the order of the taxonomy, each with the words that say so.
func (t *Tagger) dataTypes(d *doc) []news.Finding {
	proof := map[string]string{}
	lists := map[int]int{} // sentence that introduces a list -> what is known of it: 1 leaked, 2 safe
	last := false          // the sentence before told of leaked data
	for i := range d.s {
		s := &d.s[i]
		if s.zone == furniture || s.heading && !d.speaks(s) {
			continue
		}
		if d.endsWith(s, ":") || s.heading {
			lists[i] = d.promise(s)
		}
		if s.zone != headline && d.elsewhere(s) {
			last = false
			continue
		}
		leaked := false
		runs := d.runs(s)
		for k, r := range runs {
			if !d.leaked(i, runs, k, lists, last) {
				continue
			}
			for _, m := range r {
				if m.list && r.kinds() < 2 && s.list < 0 && !(s.words() < 6 && d.enumerates(i)) || d.renewed(s, m) || d.channel(s, m) || d.wayIn(s, m) || d.excepted(s, r, m) || m.list && d.owner(s, m) {
					continue
				}
				leaked = true
				for _, id := range m.ids {
					if proof[id] == "" {
						proof[id] = d.typeProof(s, m.from, m.to)
					}
				}
			}
		}
		last = leaked || last && len(runs) == 0 && s.words() < 6
	}
	var found []news.Finding
	for _, term := range t.tax.DataTypes {
		if p := proof[term.ID]; p != "" {
			found = append(found, news.Finding{Value: term.ID, Proof: p})
		}
	}
	return found
}

// speaks reports a heading that names data itself.
func (d *doc) speaks(s *sentence) bool { return len(d.mentionsOf(s)) > 0 || d.endsWith(s, ":") }

// promise is what a line that introduces a list says of its items: 1 they leaked, 2 they are safe, 0 neither.
func (d *doc) promise(s *sentence) int {
	if d.lang.cue["neg"] > 0 && s.has(d.lang.cue["neg"]) && s.words() < 14 {
		return 2
	}
	for _, p := range slices.Backward(d.predicates(s)) {
		if p.leaked {
			return 1
		}
		return 2
	}
	if s.has(d.lang.cue["head_leak"]) {
		return 1
	}
	return 0
}

// leaked decides of one list of a sentence whether it went out.
func (d *doc) leaked(i int, runs []run, k int, lists map[int]int, last bool) bool {
	s, r, c := &d.s[i], runs[k], d.lang.cue
	from, to := r[0].from, r[len(r)-1].to
	switch s.bullet {
	case "❌":
		return false
	case "✅":
		return s.list < 0 || lists[s.list] != 2
	}
	if d.noneBefore(s, from) {
		return false
	}
	before, after := d.around(s, runs, k)
	hypothetical := d.ifBefore(s, from) && s.zone != headline
	warned := s.has(c["risk"]) || s.has(c["advice"])
	if after != nil && !after.leaked && (before == nil || !before.leaked || after.from-to <= 6) {
		return false
	}
	if before != nil && !before.leaked {
		return false
	}
	p := before
	if p == nil || p.weak && after != nil && !after.weak {
		p = after
	}
	if p != nil && !p.weak {
		near := p.to <= from && from-p.to <= 8 || p.from >= to && p.from-to <= 8
		return !hypothetical && (!warned && s.zone != advice || near && !s.has(c["advice"]))
	}
	if hypothetical || warned {
		return false
	}
	if p != nil {
		return (s.zone != advice || r.kinds() > 2) && (len(r) > 1 || d.onData(i) || d.amountBefore(s, from))
	}
	if s.list >= 0 && s.zone != advice {
		return lists[s.list] != 2 && (lists[s.list] == 1 || s.bullet != "" || d.listKinds(s.list) > 1)
	}
	if s.zone == advice {
		return false
	}
	switch d.asked(i) {
	case 1:
		return true
	case 2:
		return false
	}
	return len(r) > 1 || d.amountBefore(s, from) || last && s.words() < 16 && !s.has(c["neg"]) || d.enumerates(i)
}

// onData reports a sentence about data or their theft, or one that goes on from such: what a hospital "holds" is no data.
func (d *doc) onData(i int) bool {
	c := d.lang.cue
	for k := i; k >= max(0, i-2); k-- {
		if s := &d.s[k]; s.has(c["data"]) || s.has(c["leak"]) || s.has(c["data_leak"]) {
			return true
		}
	}
	return d.s[i].list >= 0
}

// asked is what the sub-heading above, or the question just before, promises of a sentence: 1 it tells what leaked, 2 what
// did not, 0 neither.
func (d *doc) asked(i int) int {
	s := &d.s[i]
	if i > 0 && d.s[i-1].para == s.para && d.endsWith(&d.s[i-1], "?") {
		if p := d.promise(&d.s[i-1]); p > 0 {
			return p
		}
	}
	if s.header < 0 || d.s[s.header].zone == headline {
		return 0
	}
	return d.promise(&d.s[s.header])
}

// amountBefore reports a number just before the words: "850 000 adresses e-mail".
func (d *doc) amountBefore(s *sentence, from int) bool {
	for at := from - 1; at >= s.from && at >= from-3; at-- {
		t := d.tokens[at]
		if t.kind == number && len(t.fold) > 2 || d.lang.times[t.fold] >= 1000 && len(t.fold) > 1 {
			return true
		}
		if t.kind != word || !d.lang.common[t.fold] {
			return false
		}
	}
	return false
}

// channel reports what people are written through, and not what leaked: "par mail ou par SMS".
func (d *doc) channel(s *sentence, m mention) bool {
	if !m.list {
		return false
	}
	for _, h := range s.hits {
		if h.class == d.lang.cue["channel"] && h.to <= m.from && m.from-h.to <= 3 && !d.marked(h.to, m.from) {
			return true
		}
	}
	return false
}

// enumerates reports one of several short sentences that name a thing each.
func (d *doc) enumerates(i int) bool {
	kinds, near := 0, 0
	for k := max(0, i-4); k < min(len(d.s), i+5); k++ {
		if d.s[k].para != d.s[i].para || d.s[k].words() > 24 || d.s[k].zone == furniture {
			continue
		}
		if n := len(d.mentionsOf(&d.s[k])); n > 0 {
			kinds += n
			near++
		}
	}
	return near > 2 && kinds > 2 && d.s[i].words() <= 24
}

// listKinds is how many items of the list that a sentence introduces name data.
func (d *doc) listKinds(at int) int {
	n := 0
	for i := at + 1; i < min(len(d.s), at+60) && (d.s[i].list == at || d.s[i].list < 0 && i == at+1); i++ {
		n += len(d.mentionsOf(&d.s[i]))
	}
	return n
}

// noneBefore reports "aucun", "ni", "sauf" before a list, with no new clause between.
func (d *doc) noneBefore(s *sentence, from int) bool {
	for _, h := range s.hits {
		if h.class == d.lang.cue["none"] && !d.notOnly(s, h) && h.to <= from && from-h.to <= 5 && !d.breaks(s, h.to, from) && !d.stronger(s, h.to-3, from) {
			return true
		}
	}
	return false
}

// excepted reports a mention after "sauf" inside its list.
func (d *doc) excepted(s *sentence, r run, m mention) bool {
	return m.from > r[0].from && d.noneBefore(s, m.from)
}

// around returns the predicates on both sides of a list, as far as no other list or clause stands between.
func (d *doc) around(s *sentence, runs []run, k int) (before, after *predicate) {
	from, to := runs[k][0].from, runs[k][len(runs[k])-1].to
	for _, p := range d.predicates(s) {
		switch {
		case p.to <= from:
			if before != nil && d.closed(s, p) {
				continue
			}
			if !d.breaks(s, p.to, from) || d.tokens[from-1].fold == "(" && p.leaked {
				before = &p
			} else {
				before = nil
			}
		case p.from >= to && after == nil:
			if k+1 < len(runs) && runs[k+1][0].from < p.from && d.breaks(s, to, p.from) {
				return before, nil
			}
			after = &p
		}
	}
	return before, after
}

// wayIn reports a password or a mailbox through which the intruder came.
func (d *doc) wayIn(s *sentence, m mention) bool {
	if !slices.Contains(m.ids, "password") && !slices.Contains(m.ids, "messages") && !slices.Contains(m.ids, "username") {
		return false
	}
	for _, h := range s.hits {
		if h.class == d.lang.cue["way_in"] && h.from >= m.from && h.from-m.to <= 3 {
			return true
		}
	}
	return false
}

// renewed reports a password that is to be changed: advice, wherever it stands.
func (d *doc) renewed(s *sentence, m mention) bool {
	if !slices.Contains(m.ids, "password") {
		return false
	}
	for _, h := range s.hits {
		if h.class == d.lang.cue["renew"] && (h.to <= m.from && m.from-h.to <= 4 || h.from >= m.to && h.from-m.to <= 4) && !d.marked(min(h.to, m.to), max(h.from, m.from)) {
			return true
		}
	}
	return false
}

// ifBefore reports a condition before a list: "si votre IBAN fait partie".
func (d *doc) ifBefore(s *sentence, from int) bool {
	at := s.find(d.lang.cue["if"])
	return at >= 0 && at < from
}

// owner reports a word that says whose data it is, not which: "contactgegevens van ouders".
func (d *doc) owner(s *sentence, m mention) bool {
	if m.from < s.from+2 || !d.lang.common[d.tokens[m.from-1].fold] {
		return false
	}
	for _, h := range s.hits {
		if h.class == d.lang.cue["data"] && h.to == m.from-1 {
			return true
		}
	}
	return false
}
