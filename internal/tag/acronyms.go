package tag

import "strings"

// fromAcronyms takes the words that initials stand for: "Union nationale du sport scolaire (UNSS)". Most of them have no
// capital, so nothing else tells where such a name ends.
func (n *names) fromAcronyms() {
	d := n.d
	seen := map[string]bool{}
	for i := 1; i < len(d.tokens) && len(seen) < acronymsMax; i++ {
		short := d.tokens[i]
		if !short.caps || short.kind != word || len(short.fold) < 3 || len(short.fold) > 7 || seen[short.fold] || n.title && i < d.s[0].to {
			continue
		}
		seen[short.fold] = true
		bracketed := d.tokens[i-1].fold == "(" && i+1 < len(d.tokens) && d.tokens[i+1].fold == ")"
		if n.t.gazetteer.named(short.fold, d.country) != nil || n.nameless(i, i+1) || !bracketed && len(short.fold) < 4 {
			continue
		}
		if bracketed {
			if goes := i + 2; goes < len(d.tokens) && d.tokens[goes].kind == word && (d.tokens[goes].capital || of(d.tokens[goes].fold)) && n.gap(goes) == " " {
				continue // "centre hospitalier régional (CHR) de Lens"
			}
			n.spellOut(short.fold, n.spelled(short.fold, i-1), i-1)
			continue
		}
		last := short.fold[len(short.fold)-1]
		for end := len(short.fold); end < len(d.tokens); end++ {
			if tok := d.tokens[end-1]; tok.kind == word && tok.fold[0] == last {
				if from := n.spelled(short.fold, end); from >= 0 {
					n.spellOut(short.fold, from, end)
					break
				}
			}
		}
	}
}

// acronymsMax is how many initials of an article are looked up.
const acronymsMax = 12

func of(w string) bool {
	return w == "de" || w == "du" || w == "des" || w == "d" || w == "van" || w == "of"
}

// spellOut adds a name with all places where it or its initials stand.
func (n *names) spellOut(short string, from, to int) {
	d := n.d
	if from < 0 || !n.free(from, to) || n.nameless(from, to) {
		return
	}
	name := n.surface(span{from, to})
	k := n.t.gazetteer.named(name, d.country)
	if k != nil {
		name = k.org.Name
	}
	family := n.institutionAt(from)
	c := n.add(name, span{from, to}, k, k != nil || family != "")
	c.family = family
	for at, tok := range d.tokens {
		if at < len(n.taken) && tok.caps && tok.fold == short && n.free(at, at+1) {
			if len(c.mentions) < mentionsMax {
				c.mentions = append(c.mentions, span{at, at + 1})
			}
			n.take(at, at+1)
			n.owned[at] = true
		}
	}
}

// institutionAt returns the family of the noun of an institution that begins at a token, or nothing.
func (n *names) institutionAt(at int) string {
	for _, h := range n.d.at(at).hits {
		if v := n.d.lang.values[h.class]; h.from == at && v.table == "institution" {
			return v.ids[0]
		}
	}
	return ""
}

// spelled returns where the words begin that end before a token and whose initials are these, or -1. Small words may count
// or not; the first has a capital.
func (n *names) spelled(short string, end int) int {
	d := n.d
	left := len(short)
	for i := end - 1; i >= 0 && end-i <= 14; i-- {
		tok := d.tokens[i]
		if tok.kind == punct && (tok.fold == "'" || tok.fold == "-" || tok.fold == "’") {
			continue
		}
		if tok.kind != word {
			return -1
		}
		switch {
		case tok.fold[0] == short[left-1]:
			left--
		case !connector(tok.fold) && tok.fold != "et" && tok.fold != "en" && tok.fold != "and":
			return -1
		}
		if left == 0 {
			if !tok.capital || end-i < 3 {
				return -1
			}
			return i
		}
	}
	return -1
}

// nameless reports words of which some name data, an authority or what is no organisation.
func (n *names) nameless(from, to int) bool {
	d := n.d
	s := d.at(from)
	if s == nil {
		return true
	}
	for _, h := range s.hits {
		if h.from < to && h.to > from {
			switch table := d.lang.values[h.class].table; {
			case table == "data", table == "list", table == "regulator", h.class == d.lang.cue["not_org"]:
				return true
			}
		}
	}
	return false
}

// overlong reports what is no name: nobody is called so, but a page may repeat a word for ever.
func overlong(name string) bool { return len(name) > 80 || len(strings.Fields(name)) > 8 }
