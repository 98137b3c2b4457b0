package tag

import (
	"slices"
	"strings"
)

// mention is a data type named in a sentence.
type mention struct {
	hit
	ids  []string
	list bool // counts only among others
}

// run is mentions joined to a list: "le nom, le prénom et l'adresse".
type run []mention

// mentionsOf returns the data types a sentence names, the longest phrase at each place.
func (d *doc) mentionsOf(s *sentence) []mention {
	var found []mention
	for _, h := range s.hits {
		v := d.lang.values[h.class]
		if h.to > s.to || v.table != "data" && v.table != "list" {
			continue
		}
		if d.participle(h) || d.inName(h) {
			continue
		}
		m := mention{h, v.ids, v.table == "list"}
		if n := len(found); n > 0 && h.from < found[n-1].to {
			last := &found[n-1]
			switch {
			case h.to-h.from > last.to-last.from:
				*last = m
			case h.to > last.to && slices.Equal(last.ids, m.ids): // "copie de leur pièce", "pièce d'identité"
				last.to = h.to
			}
			continue
		}
		found = append(found, m)
	}
	return slices.DeleteFunc(found, func(m mention) bool { return m.ids[0] == "none" })
}

// inName reports a word that is a part of a name: "Agence nationale des titres sécurisés".
func (d *doc) inName(h hit) bool {
	for _, names := range [][]span{d.own, d.others} {
		for _, n := range names {
			if n.from <= h.from && h.to <= n.to {
				return true
			}
		}
	}
	return false
}

// participle reports a French word that only looks like a noun without its accent: "adressé" for "adresse".
func (d *doc) participle(h hit) bool {
	if h.to != h.from+1 || d.lang.Lang != "fr" {
		return false
	}
	t := d.text[d.tokens[h.from].start:d.tokens[h.from].end]
	return strings.HasSuffix(t, "é") && !strings.HasSuffix(t, "té")
}

// runs joins the mentions of a sentence to lists.
func (d *doc) runs(s *sentence) []run {
	var runs []run
	for _, m := range d.mentionsOf(s) {
		if n := len(runs); n > 0 {
			prev := runs[n-1][len(runs[n-1])-1]
			if d.joined(s, prev.to, m.from) {
				runs[n-1] = append(runs[n-1], m)
				continue
			}
		}
		runs = append(runs, run{m})
	}
	return runs
}

// joined reports whether only what a list holds stands between two mentions.
func (d *doc) joined(s *sentence, from, to int) bool {
	c := d.lang.cue
	if to-from > 12 || d.breaks(s, from, to) && !d.aside(s, from, to) {
		return false
	}
	comma := false
	for i := from; i < to; i++ {
		switch d.tokens[i].fold {
		case ",", "/", "+", "(", ")", "-", `"`, "&":
			comma = true
		case ":":
			return false
		}
	}
	for _, h := range s.hits {
		if h.from < from || h.to > to {
			continue
		}
		switch h.class {
		case c["leak"], c["safe"], c["contain"], c["none"]:
			return false
		case c["and"]:
			comma = true
		}
	}
	return comma
}

// aside reports that only brackets, and no word, open the new clause.
func (d *doc) aside(s *sentence, from, to int) bool {
	for _, h := range s.hits {
		if h.class == d.lang.cue["break"] && h.from >= from && h.to <= to {
			return false
		}
	}
	open := false
	for i := from; i < to; i++ {
		if d.tokens[i].fold == ")" && !open {
			return false
		}
		open = open || d.tokens[i].fold == "("
	}
	return to-from <= 6
}

// closed reports a denial that a relative clause keeps to itself: "un nombre de cas qui n'est pas publié, le nom…".
func (d *doc) closed(s *sentence, p predicate) bool {
	if p.leaked || p.to >= len(d.tokens) || d.tokens[p.to].kind != punct {
		return false
	}
	for _, h := range s.hits {
		if h.class == d.lang.cue["relative"] && h.to <= p.from && p.from-h.to <= 4 && !d.marked(h.to, p.from) {
			return true
		}
	}
	return false
}

// kinds is how many different data types a list names.
func (r run) kinds() int {
	var ids []string
	for _, m := range r {
		for _, id := range m.ids {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return len(ids)
}
