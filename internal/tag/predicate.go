package tag

// predicate is what a clause says of data: that it went out, or that it did not.
type predicate struct {
	from, to int // tokens
	leaked   bool
	weak     bool // what the stolen thing holds, or only a general word
}

// predicates returns those of a sentence in order. A negation beside a word of leaking turns it round.
func (d *doc) predicates(s *sentence) []predicate {
	c := d.lang.cue
	var found []predicate
	for _, h := range s.hits {
		if h.to > s.to {
			continue
		}
		switch h.class {
		case c["leak"]:
			found = addPredicate(found, predicate{h.from, h.to, !d.negated(s, h), false})
		case c["contain"]:
			found = addPredicate(found, predicate{h.from, h.to, !d.negated(s, h), true})
		case c["safe"]:
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
	c := d.lang.cue
	for _, n := range s.hits {
		if n.to > s.to {
			continue
		}
		switch n.class {
		case c["neg"]:
			if n.to <= h.from && h.from-n.to <= 4 && !d.breaks(s, n.to, h.from) || n.from >= h.from && n.to <= h.to {
				return true
			}
			if d.lang.Lang == "nl" && n.from >= h.to && n.from-h.to <= 1 && !d.breaks(s, h.to, n.from) {
				return true
			}
		case c["none"]:
			if n.to <= h.from && h.from-n.to <= 16 && !d.breaks(s, n.to, h.from) && !d.stronger(s, n.to, h.from) {
				return true
			}
		}
	}
	return false
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
	c := d.lang.cue["break"]
	for _, h := range s.hits {
		if h.class == c && h.from >= from && h.to <= to {
			return true
		}
	}
	for i := from; i < to; i++ {
		if f := d.tokens[i].fold; f == ")" || f == "(" {
			return true
		}
	}
	return false
}

// onlyNegated reports whether every predicate of a sentence says that nothing went out.
func (d *doc) onlyNegated(s *sentence) bool {
	any := false
	for _, p := range d.predicates(s) {
		if p.leaked && !p.weak {
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
	if s.has(c["earlier"]) && !d.mentions(s, d.own) {
		return true
	}
	return d.mentions(s, d.others) && !d.mentions(s, d.own)
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
