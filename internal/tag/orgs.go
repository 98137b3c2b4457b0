package tag

import (
	"slices"
	"strings"

	"saison/internal/news"
)

// organisations chooses among the names of an article those whose data leaked, and tells which others it speaks of.
func (t *Tagger) organisations(d *doc) (hit []*candidate, via *candidate) {
	n := t.candidates(d)
	hit = n.choose(nameWeights[:])
	for _, c := range n.list {
		switch {
		case slices.Contains(hit, c):
			d.own = append(d.own, c.mentions...)
		case c.provider:
			if via == nil {
				via = c
			}
		case c.known != nil && !c.barred && c.known.org.Sector != "media" || c.built:
			if len(hit) > 0 && !related(c, hit[0]) && (c.known == nil || !c.known.common || c.framed) {
				d.others = append(d.others, c.mentions...)
			}
		}
	}
	if via == nil && len(hit) > 0 {
		d.victim = n.otherVictim(hit)
	}
	slices.SortStableFunc(hit, func(a, b *candidate) int { return a.mentions[0].from - b.mentions[0].from })
	return hit, via
}

// candidates returns the names of an article, with what each mention of them is doing.
func (t *Tagger) candidates(d *doc) *names {
	n := t.names(d)
	n.people()
	n.comparisons()
	n.look()
	d.homes = map[string]int{}
	for _, c := range n.list {
		n.gather(c)
		if c.known != nil && !c.known.common && !c.known.shared && c.known.org.Sector != "media" {
			d.homes[c.known.org.Country]++
		}
	}
	return n
}

// otherVictim returns the other organisation that was attacked in this story: the supplier, where one is the cause.
func (n *names) otherVictim(hit []*candidate) *candidate {
	for _, c := range n.list {
		if slices.Contains(hit, c) || c.barred || c.town() || c.frames == 0 || c.known == nil && c.chance < chanceMate || c.known != nil && c.known.org.Sector == "media" || related(c, hit[0]) {
			continue
		}
		for _, m := range c.seen {
			if m.role == actor && m.frame >= 4 && m.s.zone != advice {
				return c
			}
		}
	}
	return nil
}

// related reports parent and child in the gazetteer: to name one is not to speak of another organisation.
func related(a, b *candidate) bool {
	if a.known == nil || b.known == nil {
		return false
	}
	x, y := a.known.org, b.known.org
	return x.Parent == y.Name || y.Parent == x.Name
}

// gather notes of a candidate what its mentions say together.
func (n *names) gather(c *candidate) {
	for _, m := range c.seen {
		switch m.role {
		case attacker:
			c.attacks++
		case supplier:
			c.provider = true
		case outlet:
			m.frame = 0
		}
		if m.role != actor && m.role != outlet {
			continue
		}
		if m.frame >= 4 {
			c.frames++
		}
		if m.frame > 0 {
			c.framed = true
			if c.proof.to == 0 {
				c.proof = m.span
			}
		}
		c.titled = c.titled || m.s.zone == headline
	}
	c.barred = n.isPerson(c) || c.attacks*2 > len(c.mentions) || c.attacks > c.frames && c.known == nil && !c.built
	if c.proof.to == 0 {
		c.proof = c.mentions[0]
	}
}

// own1st reports a text that an organisation has written itself: it says "nos clients", not within quotation marks.
func (d *doc) own1st() bool {
	quoted, count := false, 0
	for _, t := range d.tokens {
		switch t.fold {
		case `"`:
			quoted = !quoted
		case "nos", "notre", "nous", "onze", "ons", "wij", "our", "we":
			if !quoted {
				count++
			}
		}
	}
	return count >= 3
}

// echoed reports a name whose first words stand in the headline without their capitals: "Legal aid applicants".
func (n *names) echoed(c *candidate) bool {
	d, words := n.d, strings.Fields(c.key)
	if len(words) < 2 || len(d.s) == 0 || d.s[0].zone != headline || d.lang.common[words[0]] || d.lang.common[words[1]] {
		return false
	}
	for i := d.s[0].from; i+1 < d.s[0].to; i++ {
		if d.tokens[i].fold == words[0] && (d.tokens[i+1].fold == words[1] || len(words[0]) > 7 && len(words) == 2 && slices.ContainsFunc(endings, func(e string) bool { return strings.EqualFold(e, words[1]) })) {
			return true
		}
	}
	return false
}

// once reports a word that is written with a capital once only, and that where every word would be.
func (n *names) once(c *candidate) bool {
	m := c.mentions[0]
	s := n.d.at(m.from)
	return len(c.mentions) == 1 && s != nil && n.opening(s, m.from) && !n.d.tokens[m.from].caps
}

func (n *names) singleWord(c *candidate) bool { return !strings.Contains(c.key, " ") }

// at returns the sentence of a token.
func (d *doc) at(token int) *sentence {
	i, found := slices.BinarySearchFunc(d.s, token, func(s sentence, token int) int { return s.from - token })
	if !found {
		i--
	}
	if i < 0 || token >= d.s[i].to {
		return nil
	}
	return &d.s[i]
}

// organisationFindings tells the chosen names with their proofs.
func (d *doc) organisationFindings(hit []*candidate) []news.Finding {
	var found []news.Finding
	for _, c := range hit {
		s := d.at(c.proof.from)
		if s == nil {
			continue
		}
		found = append(found, news.Finding{Value: c.shown(d), Proof: d.proof(s, c.proof.from, c.proof.to)})
	}
	return found
}

// shown is the name to tell: that of the gazetteer; without its country where the text leaves that out.
func (c *candidate) shown(d *doc) string {
	if c.known == nil {
		return c.name
	}
	if short := c.known.short; short != "" && len(fold(c.known.name)) <= len(fold(short)) && c.known.name != c.known.org.Name {
		return short
	}
	if c.known.common && c.known.org.Country != "" && c.known.org.Country != d.country && strings.EqualFold(c.name, c.known.org.Name) && c.short(d) {
		return c.known.name // "Match" is Match et Smatch in Belgium only
	}
	return c.known.org.Name
}

// short reports a text that calls a known organisation by the alias only by which it was found.
func (c *candidate) short(d *doc) bool {
	alias := strings.Join(fold(c.known.name), " ")
	return !slices.ContainsFunc(c.mentions, func(m span) bool {
		return strings.Join(fold(d.text[d.tokens[m.from].start:d.tokens[m.to-1].end]), " ") != alias
	})
}

// isPerson reports an unknown name that shares its last word with one that a title or an office introduces.
func (n *names) isPerson(c *candidate) bool {
	if c.known != nil || c.built {
		return false
	}
	last := c.key[strings.LastIndex(c.key, " ")+1:]
	return n.persons[last]
}

// people notes the last words of the names of persons.
func (n *names) people() {
	for _, c := range n.list {
		if c.known != nil || c.built || n.singleWord(c) || n.inTitle(c) {
			continue
		}
		for _, m := range c.mentions {
			if s := n.d.at(m.from); s != nil && m.to > m.from+1 && n.precedes(n.d.lang.cue["person_before"], s, m) {
				n.persons[c.key[strings.LastIndex(c.key, " ")+1:]] = true
			}
		}
	}
}

// inTitle reports a name that the headline has, whole: no person that a text quotes.
func (n *names) inTitle(c *candidate) bool {
	return slices.ContainsFunc(c.mentions, func(m span) bool {
		s := n.d.at(m.from)
		return s != nil && s.zone == headline && !n.starts("forename", s, m.from)
	})
}

// town reports a town known by its bare name: "Lille :" only says where.
func (c *candidate) town() bool {
	return c.place || c.known != nil && !c.built && c.known.org.Sector == "public" && c.known.name != c.known.org.Name && strings.HasSuffix(c.known.org.Name, c.known.name)
}
