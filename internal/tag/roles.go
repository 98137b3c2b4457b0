package tag

import (
	"slices"
	"strings"
)

// role is what a mention of a name is doing there.
type role uint8

const (
	actor     role = iota // nothing else is known
	attacker              // it attacks
	human                 // a title or an office stands before it
	somewhere             // a place
	bracket               // in brackets, behind another name
	supplier              // the data leaked there, and are not its own
	owner                 // the parent of another
	compared              // another case
	outlet                // who tells it
)

// naming is one place where a candidate is named.
type naming struct {
	span
	s     *sentence
	c     *candidate
	role  role
	frame int // how surely the words around it say that it was hit
}

// mentions looks at each place where a candidate is named; those that are listed together share what is said of them.
func (n *names) look() {
	var all []*naming
	for _, c := range n.list {
		c.seen = c.seen[:0]
		for _, at := range c.mentions {
			if s := n.d.at(at.from); s != nil && s.zone != furniture {
				m := &naming{span: at, s: s, c: c}
				m.frame = n.frame(m)
				m.role = n.role(m)
				c.seen = append(c.seen, m)
				all = append(all, m)
			}
		}
	}
	slices.SortFunc(all, func(a, b *naming) int { return a.from - b.from })
	all = slices.DeleteFunc(all, func(m *naming) bool { return m.role == bracket })
	for from := 0; from < len(all); {
		to, joined := from+1, false
		for to < len(all) && all[to].s == all[from].s {
			ok, and := n.listed(all[from].s, all[to-1].to, all[to].from)
			if !ok || (all[to-1].role == compared) != (all[to].role == compared) {
				break
			}
			joined = joined || and
			to++
		}
		last := all[to-1]
		joined = joined || n.starts("together", last.s, last.to) // "Audi, Volkswagen et certains concessionnaires"
		if joined || to-from > 2 {                               // of two with a comma between, one tells what the other is
			n.share(all[from:to])
		}
		from = to
	}
}

// share gives the members of a list the surest frame of one of them.
func (n *names) share(list []*naming) {
	frame := 0
	for i, m := range list {
		if m.role == actor || m.role == outlet {
			frame = max(frame, m.frame)
		}
		if i > 0 && m.role == actor && (list[0].role == supplier || list[0].role == attacker) {
			m.role = list[0].role
		}
	}
	if len(list) < 2 {
		return
	}
	told := frame > 0 || len(list) > 3 || list[0].s.zone != body || list[0].s.has(n.d.lang.cue["data"]) || n.d.tokens[max(0, list[0].from-1)].fold == ":"
	for i, m := range list {
		if m.role != actor {
			continue
		}
		m.frame = max(m.frame, frame)
		if i > 0 && told && !slices.Contains(m.c.after, list[0].c) {
			m.c.after = append(m.c.after, list[0].c)
			list[0].c.after = append(list[0].c.after, m.c)
		}
	}
}

// listed reports that two names are members of one list, and whether it ends with them: "X, Y et Z".
func (n *names) listed(s *sentence, from, to int) (ok, and bool) {
	d := n.d
	if to <= from || to-from > 6 && (d.tokens[from].fold != "(" || to-from > 20) {
		return false, false
	}
	for _, h := range s.hits {
		if h.class == d.lang.cue["together"] && h.from >= from && h.to <= to {
			and = true
		}
	}
	if to == from+1 && (d.tokens[from].fold == "ou" || d.tokens[from].fold == "of" || d.tokens[from].fold == "or") {
		return true, true
	}
	comma := false
	for i := from; i < to; i++ {
		switch w := d.tokens[i].fold; {
		case w == "(":
			for i < to && d.tokens[i].fold != ")" {
				i++
			}
			i = min(i, to-1)
		case w == ",":
			comma = true
		case n.inside("together", s, i), n.inside("generic", s, i), n.inside("country", s, i):
		case connector(w), w == "een", w == "un", w == "une", w == "ook", w == "aussi", w == "chez", w == "bij":
		default:
			return false, false
		}
	}
	return and || comma, and
}

// starts reports that a phrase of a class begins at a token.
func (n *names) starts(class string, s *sentence, at int) bool {
	return slices.ContainsFunc(s.hits, func(h hit) bool { return h.from == at && h.class == n.d.lang.cue[class] })
}

// inside reports that a token is part of a phrase of a class or a table.
func (n *names) inside(class string, s *sentence, at int) bool {
	for _, h := range s.hits {
		if h.from <= at && at < h.to && (h.class == n.d.lang.cue[class] && n.d.lang.values[h.class].table == "" || n.d.lang.values[h.class].table == class) {
			return true
		}
	}
	return false
}

// frame is how surely the words around a name say that it was hit.
func (n *names) frame(m *naming) int {
	cue := n.d.lang.cue
	switch {
	case n.precedes(cue["victim_before"], m.s, m.span), n.noun1(m.s, m.from) && n.precedes(cue["victim_before"], m.s, span{m.from - 1, m.to}), n.follows(cue["victim_after"], m.s, m.span), n.leakBehind(m.span):
		return 4
	case n.precedes(cue["owner_after"], m.s, m.span), m.c.known == nil && n.kindBefore(m.s, m.span):
		return 2
	case m.s.zone == headline && !m.c.town() && n.headed(m.s, m.span):
		return 5
	}
	return 0
}

// role tells what a name is doing where it is mentioned.
func (n *names) role(m *naming) role {
	cue, s, c := n.d.lang.cue, m.s, m.c
	before := func(class string) bool { return n.precedes(cue[class], s, m.span) }
	after := func(class string) bool { return n.follows(cue[class], s, m.span) }
	switch {
	case n.attacks(s, m.span), n.named(s, m.span) && !(n.kindBefore(s, m.span) && (m.frame == 4 || before("owner_after") || !s.has(cue["attacker"]) && !s.has(cue["claim"]))):
		return attacker
	case c.known == nil && !c.built && m.to > m.from+1 && !n.inTitle(c) && before("person_before"):
		return human
	case c.known == nil && !c.built && (c.place || m.frame < 4) && n.placed(s, m.span):
		return somewhere
	case n.bracketed(s, m.span):
		return bracket
	case before("provider_before"):
		return supplier
	case before("parent_before"), after("parent_after"):
		return owner
	case n.other[m.from], after("other_after"):
		return compared
	case before("press_before"), after("press_after"):
		return outlet
	}
	return actor
}

// precedes reports whether a phrase of the class ends just before the name; articles and words such as "l'enseigne"
// may stand between.
func (n *names) precedes(class uint16, s *sentence, m span) bool {
	for i := len(s.hits) - 1; i >= 0; i-- {
		h := s.hits[i]
		if h.class == class && h.to <= m.from && m.from-h.to <= 6 && n.light(s, h.to, m.from) {
			return true
		}
	}
	return false
}

// noun1 reports that the word before a name is one that says what it is, though we do not know it: "chez le livreur X".
func (n *names) noun1(s *sentence, to int) bool {
	if to-1 < s.from {
		return false
	}
	tok := n.d.tokens[to-1]
	if tok.kind != word || tok.capital || len(tok.fold) < 5 || n.d.lang.common[tok.fold] || n.gap(to) != " " {
		return false
	}
	for _, h := range s.hits {
		if h.from <= to-1 && to-1 < h.to {
			return false
		}
	}
	return true
}

// follows reports whether a phrase of the class begins just after the name; a comma may stand between.
func (n *names) follows(class uint16, s *sentence, m span) bool {
	from := m.to
	if from+1 < s.to && n.d.tokens[from].fold == "," {
		from++
	}
	for _, h := range s.hits {
		if h.class == class && h.from >= m.to && h.from-m.to <= 7 && h.to <= s.to && (n.light(s, m.to, h.from) || h.from == from) {
			return true
		}
	}
	return false
}

// light reports whether only articles, brackets and the like stand between two tokens.
func (n *names) light(s *sentence, from, to int) bool {
	d, c := n.d, n.d.lang.cue["generic"]
	for i := from; i < to; i++ {
		tok := d.tokens[i]
		if tok.fold == "(" || tok.fold == `"` {
			for k := i + 1; tok.fold == "(" && k < to; k++ {
				if d.tokens[k].fold == ")" {
					i = k
					break
				}
			}
			continue
		}
		if tok.kind == word && d.lang.common[tok.fold] || d.adjective(tok.fold) {
			continue
		}
		inside := false
		for _, h := range s.hits {
			inside = inside || h.class == c && h.from <= i && i < h.to
		}
		if !inside {
			return false
		}
	}
	return true
}

// kindBefore reports a word such as "l'enseigne" or "zorginstelling" just before the name.
func (n *names) kindBefore(s *sentence, m span) bool {
	for _, h := range s.hits {
		if h.class == n.d.lang.cue["generic"] && h.to == m.from {
			return true
		}
	}
	return false
}

// named reports that a word for attackers stands right before the name: "le groupe DumpSec".
func (n *names) named(s *sentence, m span) bool {
	for _, h := range s.hits {
		if h.class == n.d.lang.cue["attacker_before"] && h.to <= m.from && m.from-h.to <= 1 && (h.to == m.from || n.d.tokens[h.to].kind == punct) && !n.participle(h.to-1) {
			return true
		}
	}
	return false
}

// participle reports a word that only its accent tells from a noun: "piraté", not "pirate".
func (n *names) participle(at int) bool {
	text := n.d.text[n.d.tokens[at].start:n.d.tokens[at].end]
	return strings.HasSuffix(text, "é") || strings.HasSuffix(text, "és")
}

// attacks reports that what follows the name is what attackers do or are: "DumpSec dit avoir piraté", "Play, de bende".
func (n *names) attacks(s *sentence, m span) bool {
	for _, h := range s.hits {
		if h.class == n.d.lang.cue["attacker_after"] && h.from >= m.to && h.from-m.to <= 1 && (h.from == m.to || n.d.tokens[m.to].fold == ",") {
			return true
		}
	}
	return false
}

// placed reports the name of a place: "tribunal de Lille", "in Kortessem".
func (n *names) placed(s *sentence, m span) bool {
	for _, h := range s.hits {
		if h.class == n.d.lang.cue["place_before"] && h.to == m.from {
			return true
		}
	}
	return false
}

// bracketed reports a name in brackets: a brand of the one before, a place, an agency.
func (n *names) bracketed(s *sentence, m span) bool {
	for i := m.from - 1; i >= max(s.from, m.from-12); i-- {
		switch n.d.tokens[i].fold {
		case "(":
			return i > s.from
		case ")":
			return false
		}
	}
	return false
}

// headed reports a name that opens the headline and is followed by a colon or a comma, or closes it after one.
func (n *names) headed(s *sentence, m span) bool {
	d := n.d
	from := m.from
	for from > s.from && (d.lang.common[d.tokens[from-1].fold] || d.tokens[from-1].fold == `"`) {
		from--
	}
	to := m.to
	if to+2 < s.to && d.tokens[to].fold == "(" {
		to += 3
	}
	return from == s.from && to < s.to && (d.tokens[to].fold == ":" || d.tokens[to].fold == ",")
}

// comparisons notes the names of other cases, and those joined to them: "après Free et SFR".
func (n *names) comparisons() {
	var all []span
	for _, c := range n.list {
		all = append(all, c.mentions...)
	}
	slices.SortFunc(all, func(a, b span) int { return a.from - b.from })
	for i, m := range all {
		s := n.d.at(m.from)
		if s == nil {
			continue
		}
		n.other[m.from] = n.precedes(n.d.lang.cue["other_before"], s, m) ||
			i > 0 && n.other[all[i-1].from] && n.together(all[i-1].to, m.from)
	}
}

// together reports that only a comma or "et" stands between two names.
func (n *names) together(from, to int) bool {
	if to <= from || to-from > 2 {
		return false
	}
	for i := from; i < to; i++ {
		switch n.d.tokens[i].fold {
		case "et", "en", "and", "ou", "puis", "&":
		default:
			return false
		}
	}
	return true
}
