package tag

import (
	"slices"
	"strings"
)

// fromInstitutions builds names of a head noun and its complement.
func (n *names) fromInstitutions() {
	d := n.d
	var bare []span
	known := map[int]int{}
	for _, h := range n.knownAt {
		for i := h.from + 1; i < h.to; i++ {
			known[i] = max(known[i], h.to)
		}
	}
	n.building = true
	defer func() { n.building = false }()
	for _, h := range d.hits {
		v := d.lang.values[h.class]
		if v.table != "institution" || !n.free(h.from, h.to) {
			continue
		}
		family := v.ids[0]
		if known[h.from] > h.to {
			continue // "Assistance publique-Hôpitaux de Paris"
		}
		at, ok := n.complement(h, family)
		if !ok {
			if family == "town" && !n.indefinite(h.from) {
				n.halls = append(n.halls, span{h.from, h.to})
			}
			if d.tokens[h.from].caps && h.to == h.from+1 {
				bare = append(bare, span{h.from, h.to})
			}
			continue
		}
		if n.indefinite(h.from) {
			n.take(h.from, at)
			continue
		}
		for family == "topic" && at < len(d.tokens) && d.tokens[at].kind == word && !d.tokens[at].capital && d.adjective(d.tokens[at].fold) && n.gap(at) == " " {
			at++ // "Ministère de l'Éducation nationale"
		}
		name := n.surface(span{h.from, at})
		n.also(h, at)
		if k := n.t.gazetteer.named(name, d.country); k != nil {
			n.add(k.org.Name, span{h.from, at}, k, true).family = family
		} else {
			n.add(name, span{h.from, at}, nil, true).family = family
		}
	}
	for _, at := range bare { // "le CHU" is the one that was named, or goes by that name alone: GGD
		head, own := d.tokens[at.from].fold, (*candidate)(nil)
		for _, c := range n.list {
			if own == nil && c.built && strings.HasPrefix(c.key, head+" ") {
				own = c
			}
		}
		switch {
		case !n.free(at.from, at.to):
		case own != nil:
			n.take(at.from, at.to)
			own.mentions = append(own.mentions, at)
		case len(head) > 2:
			n.add(n.surface(at), at, n.t.gazetteer.named(head, d.country), true).bare = true
		}
	}
}

// complement finds the end of "de l'Intérieur", "van Arnhem en Nijmegen", "Paris-Saclay", "de tir".
func (n *names) complement(h hit, family string) (end int, ok bool) {
	d, at := n.d, h.to
	if family == "whole" {
		return at, d.tokens[h.from].capital
	}
	limit := min(len(d.tokens), h.to+10)
	if at < limit && d.tokens[at].kind == word && !d.tokens[at].capital && d.adjective(d.tokens[at].fold) {
		at++
	}
	connected := false
	for at < limit && connector(d.tokens[at].fold) && d.tokens[at].kind == word && !d.tokens[at].capital {
		at++
		connected = true
	}
	if at >= limit || d.tokens[at].kind != word {
		return 0, false
	}
	if d.tokens[at].capital {
		saint := strings.HasPrefix(d.tokens[at].fold, "saint") || d.tokens[at].fold == "notre" || d.tokens[at].fold == "st"
		open := family != "linked" && (n.places[at] == 0 || !strings.HasPrefix(d.tokens[h.from].fold, "hopita"))
		return n.capitals(at, limit), connected || saint || open
	}
	if n.t.gazetteer.matcher.begins(d.tokens, at) {
		return 0, false
	}
	if family == "topic" && connected && !d.lang.common[d.tokens[at].fold] && len(d.tokens[at].fold) > 2 {
		at++
		if at+1 < limit && (d.tokens[at].fold == "de" || d.tokens[at].fold == "a") && d.tokens[at+1].kind == word && d.tokens[at+1].fold == "table" {
			at += 2
		}
		if of := at; of+1 < limit && connector(d.tokens[of].fold) {
			for of < limit && d.tokens[of].kind == word && connector(d.tokens[of].fold) && !d.tokens[of].capital {
				of++
			}
			if of < limit && d.tokens[of].kind == word && d.tokens[of].capital { // Chambre de métiers du Vexin
				at = n.capitals(of, limit)
			}
		}
		return at, true
	}
	return 0, false
}

// also takes the other subjects of a ministry: ", de la Jeunesse et de la Vie associative".
func (n *names) also(h hit, at int) {
	d := n.d
	for strings.HasPrefix(d.tokens[h.from].fold, "minist") && at+2 < len(d.tokens) && (d.tokens[at].fold == "," || d.tokens[at].fold == "et" || d.tokens[at].fold == "en") {
		next := at + 1
		for next < len(d.tokens) && connector(d.tokens[next].fold) {
			next++
		}
		if next == at+1 || next >= len(d.tokens) || !d.tokens[next].capital {
			return
		}
		at = n.capitals(next, min(len(d.tokens), next+4))
		n.take(next, at)
	}
}

// indefinite reports that a head noun names no one in particular: "une commune du Lot-et-Garonne".
func (n *names) indefinite(at int) bool {
	for i := at - 1; i >= max(0, at-2); i-- {
		tok := n.d.tokens[i]
		if tok.kind != word || tok.capital && i > 0 && n.d.tokens[i-1].kind == word {
			return false
		}
		switch tok.fold {
		case "un", "une", "een", "a", "an", "plusieurs", "deux", "trois", "quelques", "certaines", "certains", "autres", "twee", "drie", "enkele", "verschillende", "meerdere", "several", "two", "three", "another":
			return true
		case "le", "la", "l", "les", "de", "du", "the", "het":
			return false
		}
	}
	return false
}

// surface returns the name as it is written, with a capital at its beginning and without the adjective of a ministry.
func (n *names) surface(at span) string {
	d := n.d
	text := strings.Join(strings.Fields(clean(d.text[d.tokens[at.from].start:d.tokens[at.to-1].end])), " ")
	text = strings.ReplaceAll(text, "’", "'")
	if strings.HasPrefix(d.tokens[at.from].fold, "minist") {
		for _, adjective := range []string{" français", " française", " belge", " fédéral", " wallon", " flamand"} {
			text = strings.Replace(text, adjective+" ", " ", 1)
		}
	}
	return capitalise(text)
}

// adjective reports the adjectives that may stand inside a name.
func (d *doc) adjective(w string) bool {
	for _, begin := range []string{"francais", "belge", "national", "universitaire", "regional", "departemental", "communal", "municipal", "intercommunal", "federal", "hospitali", "royal", "general", "prive", "public", "social"} {
		if strings.HasPrefix(w, begin) {
			return true
		}
	}
	return false
}

// fromHalls names the town of which a text only says "la commune" or "de stad": the place it speaks of most. It leaves
// out texts that name a town or another institution of one.
func (n *names) fromHalls() {
	d := n.d
	if len(n.halls) < 2 || slices.ContainsFunc(n.list, func(c *candidate) bool { return c.family == "town" }) {
		return
	}
	var best *candidate
	most := 2 // what it must be worth
	for _, c := range n.list {
		worth := len(c.mentions)
		for _, at := range c.mentions {
			if s := d.at(at.from); s != nil && (s.zone == headline || s.zone == lead) {
				worth += 2
			}
		}
		if c.place && !c.built && c.known == nil && worth > most {
			best, most = c, worth
		}
	}
	if best == nil {
		return
	}
	name := n.surface(best.mentions[0])
	switch d.lang.Lang {
	case "fr":
		of := "de "
		if strings.ContainsAny(best.key[:1], "aeiouh") {
			of = "d'"
		}
		name = "Ville " + of + name
	case "nl":
		name = n.surface(n.halls[0]) + " " + name
	default:
		return
	}
	c := n.add(name, n.halls[0], n.t.gazetteer.named(name, d.country), true)
	c.family = "town"
	for _, at := range n.halls[1:] {
		if n.free(at.from, at.to) {
			c.mentions = append(c.mentions, at)
		}
	}
	c.mentions = append(c.mentions, best.mentions...)
	best.mentions = nil
}

// fromForces names the police where it is what leaked or was hacked: "hack bij de politie", "Federale politie lekt".
// Elsewhere it only looks for who did it.
func (n *names) fromForces() {
	d := n.d
	var all []span
	hit := false
	for i := range d.s {
		s := &d.s[i]
		for at := s.from; at < s.to; at++ {
			if w := d.tokens[at].fold; len(all) >= mentionsMax || w != "politie" && w != "police" || !n.free(at, at+1) {
				continue
			}
			m := span{at, at + 1}
			if at > s.from && d.adjective(d.tokens[at-1].fold) {
				m.from--
			} else if at+1 < s.to && d.lang.Lang == "fr" && d.adjective(d.tokens[at+1].fold) {
				m.to++
			}
			all = append(all, m)
			hit = hit || (s.zone == headline || s.zone == lead) && n.leaks(s, m)
		}
	}
	if !hit || d.lang.Lang == "en" {
		return
	}
	longest := all[0]
	for _, m := range all {
		if m.to-m.from > longest.to-longest.from {
			longest = m
		}
	}
	name := n.surface(longest)
	for _, m := range all {
		n.add(name, m, n.t.gazetteer.named(name, d.country), true).family = "police"
	}
}

// leaks reports a word for a leak or a hack right behind a name, or before it with nothing between but "bij de".
func (n *names) leaks(s *sentence, m span) bool {
	for _, h := range s.hits {
		leak := h.class == n.d.lang.cue["leak"]
		if !leak && n.d.lang.values[h.class].table != "cause" {
			continue
		}
		if leak && h.from == m.to {
			return true
		}
		between := span{h.to, m.from}
		ok := between.to >= between.from && between.to-between.from <= 2
		for i := between.from; ok && i < between.to; i++ {
			w := n.d.tokens[i].fold
			ok = connector(w) || w == "bij"
		}
		if ok {
			return true
		}
	}
	return false
}
