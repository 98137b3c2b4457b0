package tag

// predicate is what a clause says of data: that it went out, or that it did not.
type predicate struct {
	from, to int // tokens
	leaked   bool
	weak     bool // what the stolen thing holds, or only a general word
}

// predicates returns those of a sentence in order. A negation beside a word of leaking turns it round.
func (d *doc) predicates(s *sentence) []predicate {
	leak, contain, safe := d.lang.cue["leak"], d.lang.cue["contain"], d.lang.cue["safe"]
	var found []predicate
	for _, h := range s.hits {
		if h.to > s.to {
			continue
		}
		switch h.class {
		case leak:
			found = addPredicate(found, predicate{h.from, h.to, !d.negated(s, h), false})
		case contain:
			found = addPredicate(found, predicate{h.from, h.to, !d.negated(s, h), true})
		case safe:
			found = addPredicate(found, predicate{h.from, h.to, false, false})
		}
	}
	return found
}

// addPredicate keeps the longer of two that overlap, and the safe of two that are as long.
func addPredicate(found []predicate, p predicate) []predicate {
	if n := len(found); n > 0 && p.from < found[n-1].to {
		last := &found[n-1]
		if p.to-p.from > last.to-last.from || p.to-p.from == last.to-last.from && !p.leaked && !p.weak {
			*last = p
		}
		return found
	}
	return append(found, p)
}

// negated reports whether a negation stands just before the words, or "aucun" before them in the same clause.
func (d *doc) negated(s *sentence, h hit) bool {
	neg, none := d.lang.cue["neg"], d.lang.cue["none"]
	for _, n := range s.hits {
		if n.to > s.to {
			continue
		}
		if (n.class == neg || n.class == none) && d.notOnly(s, n) {
			continue
		}
		switch n.class {
		case neg:
			if n.to <= h.from && h.from-n.to <= 4 && !d.breaks(s, n.to, h.from) && !d.colon(n.to, h.from) || n.from >= h.from && n.to <= h.to {
				return true
			}
			if n.from >= h.to && n.from-h.to <= d.reach() && !d.marked(h.to, n.from) && !d.breaks(s, h.to, n.from) && (d.lang.Lang != "fr" || d.ne(h.from)) {
				return true
			}
		case none:
			if n.to <= h.from && (h.from-n.to <= 4 || h.from-n.to <= 16 && d.ofData(s, n.to)) && !d.breaks(s, n.to, h.from) && !d.stronger(s, n.to, h.from) {
				return true
			}
		}
	}
	return false
}

// notOnly reports words that begin with a negation and deny nothing here: "niet alleen", "sans autorisation".
func (d *doc) notOnly(s *sentence, n hit) bool {
	for _, h := range s.hits {
		if h.class == d.lang.cue["not_only"] && h.from == n.from {
			return true
		}
	}
	return false
}

// reach is how far after its verb a negation may stand: Dutch puts the subject between, "bewaart de winkel niet".
func (d *doc) reach() int {
	if d.lang.Lang == "nl" {
		return 3
	}
	return 1
}

// stronger reports a predicate between two tokens: the first negation has done its work there.
func (d *doc) stronger(s *sentence, from, to int) bool {
	c := d.lang.cue["leak"]
	for _, h := range s.hits {
		if h.class == c && h.from >= from && h.to <= to && h.to < to-3 {
			return true
		}
	}
	return false
}

// breaks reports whether a new clause begins between two tokens.
func (d *doc) breaks(s *sentence, from, to int) bool {
	for i := from; i < to; i++ {
		switch d.tokens[i].fold {
		case ")":
			return true
		case "(":
			end := i
			for end < to && d.tokens[end].fold != ")" {
				end++
			}
			if end == to {
				return true
			}
			i = end
			continue
		}
		if end := d.clause[i]; end > 0 && end <= to {
			return true
		}
	}
	return false
}

// goesOn reports that what looks like a new clause goes on with the list: "mais aussi".
func (d *doc) goesOn(s *sentence, b hit) bool {
	for _, h := range s.hits {
		if h.class == d.lang.cue["and"] && h.from == b.from && h.to > b.to {
			return true
		}
	}
	return false
}

// marked reports a mark between two tokens.
func (d *doc) marked(from, to int) bool {
	for i := from; i < to; i++ {
		if d.tokens[i].kind == punct {
			return true
		}
	}
	return false
}

// ne reports the first half of a French negation just before a token.
func (d *doc) ne(at int) bool {
	for i := max(0, at-3); i < at; i++ {
		if f := d.tokens[i].fold; f == "ne" || f == "n" {
			return true
		}
	}
	return false
}

// ofData reports that data stands just after a negation: "aucune donnée bancaire".
func (d *doc) ofData(s *sentence, at int) bool {
	for _, h := range s.hits {
		if h.from < at || h.from > at+4 {
			continue
		}
		if t := d.lang.values[h.class].table; h.class == d.lang.cue["data"] || t == "data" || t == "list" {
			return true
		}
	}
	return false
}

// onlyNegated reports whether every predicate of a sentence says that nothing went out.
func (d *doc) onlyNegated(s *sentence) bool {
	any := false
	for _, p := range d.predicates(s) {
		if p.leaked {
			return false
		}
		any = true
	}
	return any
}

// elsewhere reports a sentence about the data or the misfortune of somebody else.
func (d *doc) elsewhere(s *sentence) bool {
	c := d.lang.cue
	if s.has(c["elsewhere"]) {
		return true
	}
	if d.recalls(s) {
		return true
	}
	return d.subject(s, d.others) && !d.mentions(s, d.own)
}

// recalls reports a sentence about an earlier case, or one of a paragraph that begins with one.
func (d *doc) recalls(s *sentence) bool {
	if d.mentions(s, d.own) {
		return false
	}
	if s.has(d.lang.cue["earlier"]) {
		return true
	}
	first := &d.s[d.paras[s.para]]
	return first.from < s.from && first.zone == body && first.has(d.lang.cue["earlier"]) && !d.mentions(first, d.own)
}

// subject reports that one of the names stands in the sentence before what is said of data there.
func (d *doc) subject(s *sentence, names []span) bool {
	said := s.to
	if p := d.predicates(s); len(p) > 0 {
		said = p[0].from
	}
	for _, n := range names {
		if n.from >= s.from && n.to <= said {
			return true
		}
	}
	return false
}

// recalled reports a sentence that says itself that it is about another case.
func (d *doc) recalled(s *sentence) bool {
	c := d.lang.cue
	return s.has(c["elsewhere"]) || s.has(c["earlier"]) && !d.mentions(s, d.own)
}

// mentions reports whether one of the names stands in the sentence.
func (d *doc) mentions(s *sentence, names []span) bool {
	for _, n := range names {
		if n.from >= s.from && n.to <= s.to {
			return true
		}
	}
	return false
}

func (d *doc) colon(from, to int) bool {
	for i := from; i < to; i++ {
		if d.tokens[i].fold == ":" {
			return true
		}
	}
	return false
}

// clauses notes where new clauses begin.
func (d *doc) clauses() {
	d.clause = make([]int, len(d.tokens))
	c := d.lang.cue["break"]
	for i := range d.s {
		s := &d.s[i]
		for _, h := range s.hits {
			if h.class == c && (d.clause[h.from] == 0 || h.to < d.clause[h.from]) && !d.goesOn(s, h) {
				d.clause[h.from] = h.to
			}
		}
	}
}
