package tag

import (
	"slices"
	"strings"
)

// merge joins the names of one organisation: an acronym in brackets, a part of a longer name, initials.
func (n *names) merge() {
	n.brackets()
	n.towns()
	n.bases()
	for _, short := range n.list {
		for _, long := range n.list {
			if short == long || len(short.mentions) == 0 || len(long.mentions) == 0 || short.known != nil && !short.known.common {
				continue
			}
			if n.partOf(short, long) {
				n.into(short, long)
				break
			}
		}
	}
	n.list = slices.DeleteFunc(n.list, func(c *candidate) bool { return len(c.mentions) == 0 })
}

// bases finds the known organisation of which a longer name is a part, and takes the longer one for a slip of it where
// the text says the shorter one as often.
func (n *names) bases() {
	for _, long := range n.list {
		if long.known != nil || long.built || len(long.mentions) == 0 {
			continue
		}
		for _, short := range n.list {
			if short.known == nil || len(short.mentions) == 0 || !strings.HasPrefix(long.key, strings.Join(fold(short.known.name), " ")+" ") {
				continue
			}
			long.base = short.known
			if len(short.mentions) >= len(long.mentions) {
				n.into(long, short)
			}
			break
		}
	}
}

// brackets joins a name and its initials: "Fédération française de tir (FFTir)". A known one keeps its name.
func (n *names) brackets() {
	d := n.d
	at := map[int]*candidate{}
	for _, c := range n.list {
		for _, m := range c.mentions {
			at[m.from] = c
		}
	}
	for _, long := range n.list {
		for _, m := range long.mentions {
			if m.to+1 >= len(d.tokens) || d.tokens[m.to].fold != "(" {
				continue
			}
			short, end := at[m.to+1], 0
			if short == nil || short == long || short.place {
				continue
			}
			for _, o := range short.mentions {
				if o.from == m.to+1 {
					end = o.to
				}
			}
			if end >= len(d.tokens) || d.tokens[end].fold != ")" {
				continue
			}
			switch {
			case (short.known == nil || short.known.common && long.known == nil && d.tokens[m.to+1].caps) && (end == m.to+2 || initials(short.key, long.key)):
				n.into(short, long)
			case short.known != nil && long.known == nil && d.tokens[m.to+1].caps:
				n.into(long, short)
			}
			break
		}
	}
}

func (n *names) into(short, long *candidate) {
	long.mentions = append(long.mentions, short.mentions...)
	slices.SortFunc(long.mentions, func(a, b span) int { return a.from - b.from })
	short.mentions = nil
}

// partOf reports whether one name is a part or the initials of another.
func (n *names) partOf(short, long *candidate) bool {
	if long.built && long.family != "court" && strings.HasSuffix(long.key, " "+short.key) && len(short.key) > 3 {
		return true
	}
	if long.built && short.built && strings.HasPrefix(long.key, short.key+" ") {
		return true // CHR Sambre et Meuse
	}
	if strings.HasPrefix(long.key, short.key+" ") && !long.built && (long.known != nil || len(short.mentions) >= len(long.mentions)) {
		return long.known != nil || len(strings.Fields(long.key)) <= 3
	}
	if short.known == nil && !strings.Contains(short.key, " ") && strings.HasPrefix(long.key, short.key+".") {
		return true // Limburg.net
	}
	return initials(short.key, long.key)
}

// initials reports an acronym: HAN of Hogeschool van Arnhem en Nijmegen, M&S of Marks & Spencer.
func initials(short, long string) bool {
	if len(short) < 2 || len(short) > 6 || strings.Contains(short, " ") {
		return false
	}
	words := strings.Fields(long)
	if len(words) < 2 {
		return false
	}
	all, great := "", ""
	for _, w := range words {
		all += w[:1]
		if !inner(w) {
			great += w[:1]
		}
	}
	return short == all || short == great
}

// towns joins "la ville de Lens" and "la commune de Lens", "l'hôpital de Lens" and "le centre hospitalier de Lens":
// heads of one family with the same complement. The name stays the one that is used first.
func (n *names) towns() {
	first := map[string]*candidate{}
	for _, c := range n.list {
		if c.family != "town" && c.family != "hospital" || len(c.mentions) == 0 {
			continue
		}
		key := c.family + " " + n.complementOf(c)
		switch other := first[key]; {
		case other == nil:
			first[key] = c
		case other.known == nil && (c.known != nil || n.longer(c, other)):
			n.into(other, c)
			first[key] = c
		default:
			n.into(c, other)
		}
	}
}

// longer prefers "Centre hospitalier de Lens" to "Hôpital de Lens": the official name to the common one.
func (n *names) longer(c, other *candidate) bool {
	return c.family == "hospital" && strings.HasPrefix(c.key, "centre hospitalier ") && !strings.HasPrefix(other.key, "ch")
}

// complementOf returns the words of a name that have a capital, but for the first.
func (n *names) complementOf(c *candidate) string {
	var words []string
	m := c.mentions[0]
	for i := m.from + 1; i < m.to; i++ {
		if n.d.tokens[i].capital {
			words = append(words, n.d.tokens[i].fold)
		}
	}
	return strings.Join(words, " ")
}
