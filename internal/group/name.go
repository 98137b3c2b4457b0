package group

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"saison/internal/news"
)

// kind is a noun that begins a name, as a key, with its family.
type kind struct{ words, family string }

// sorted returns the longest nouns first.
func sorted(kinds map[string][]string) []kind {
	var all []kind
	for _, family := range slices.Sorted(maps.Keys(kinds)) {
		for _, noun := range kinds[family] {
			all = append(all, kind{slugKey(noun), family})
		}
	}
	slices.SortStableFunc(all, func(a, b kind) int {
		return cmp.Or(len(b.words)-len(a.words), strings.Compare(a.words, b.words))
	})
	return all
}

// small words come and go inside the same name.
var small = []string{"le", "la", "les", "l", "the", "de", "het", "du", "des", "d", "van", "der", "den", "of"}

// tails come and go at the end of the same name.
var tails = []string{"groupe", "group", "groep", "france", "belgique", "belgie", "belgium", "nederland", "nv", "sa", "bv", "inc", "ltd", "plc", "com", "fr", "be", "nl"}

// slugKey is a name without its small words, unless it has no other.
func slugKey(name string) string {
	words := strings.Split(wholeSlug(name), "-")
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(small, w) })
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, "-")
}

// key is what two names of one organisation have in common: a town and its town hall have one.
func (g *Grouper) key(name string) string {
	s := slugKey(name)
	for _, k := range g.kinds {
		if rest, ok := strings.CutPrefix(s, k.words+"-"); ok && rest != "" {
			return k.family + ":" + rest
		}
	}
	return s
}

// list takes in the gazetteer. A name or an alias stands for its organisation as it is written; only a town's is
// stretched to the other nouns of its family, for a town has one town hall and may have two hospitals.
func (g *Grouper) list(orgs []news.Organisation) {
	owner := make(map[string]string) // key -> the organisation that has it; "" where several do
	for _, o := range orgs {
		for _, name := range append([]string{o.Name}, o.Aliases...) {
			k := g.key(name)
			if was, ok := owner[k]; ok && was != o.Name {
				owner[k] = ""
				continue
			}
			owner[k] = o.Name
		}
	}
	for _, o := range orgs {
		own := g.key(o.Name)
		if owner[own] != o.Name {
			own = slugKey(o.Name)
		}
		g.names[own] = o.Name
		for _, name := range append([]string{o.Name}, o.Aliases...) {
			if k := slugKey(name); g.canonical[k] == "" {
				g.canonical[k] = own
			}
			if k := g.key(name); strings.HasPrefix(k, town+":") && owner[k] == o.Name {
				g.canonical[k] = own
			}
		}
	}
}

// town is the family of nouns of which a place has one.
const town = "town"

// known returns the key of the organisation of the gazetteer that a name stands for; empty where there is none.
func (g *Grouper) known(name string) string {
	return cmp.Or(g.canonical[slugKey(name)], g.canonical[g.key(name)])
}

func (g *Grouper) canon(name string) string { return cmp.Or(g.known(name), g.key(name)) }

// cutKey begins the key of a refused incident as its ID has it, where a long name is cut.
const cutKey = "cut:"

// keys are the ways an organisation may have been called before, also in the ID of a refused incident.
func (g *Grouper) keys(name string) []string {
	all := g.called(name)
	if s := g.proper(name); Slug(s) != wholeSlug(s) {
		all = append(all, cutKey+Slug(s))
	}
	return all
}

// called are the ways an organisation that is not in the gazetteer may have been called before: its canonical key first.
func (g *Grouper) called(name string) []string {
	k := g.key(name)
	if known := g.known(name); known != "" {
		return []string{known}
	}
	all := []string{k}
	if short := letters(name); short != "" {
		all = append(all, g.initials[short]...)
	} else if short := initials(name); short != "" {
		all = append(all, g.letters[short]...)
	}
	if _, town, ok := strings.Cut(k, ":"); ok {
		if g.canonical[town] == "" {
			all = append(all, town)
		}
		return all
	}
	for _, family := range g.families() {
		all = append(all, family+":"+k)
	}
	words := strings.Split(k, "-")
	if last := len(words) - 1; last > 0 && slices.Contains(tails, words[last]) {
		short := strings.Join(words[:last], "-")
		all = append(all, cmp.Or(g.canonical[short], short))
	} else if last > 0 && slices.Contains(tails, words[0]) {
		short := strings.Join(words[1:], "-")
		all = append(all, cmp.Or(g.canonical[short], short))
	} else if g.canonical[k] == "" {
		for _, tail := range tails {
			all = append(all, k+"-"+tail, tail+"-"+k)
		}
	}
	return all
}

// letters returns the letters of a name that is nothing but initials (FFF, M&S), else nothing.
func letters(name string) string {
	var all []rune
	for _, r := range name {
		switch {
		case unicode.IsUpper(r):
			all = append(all, unicode.ToLower(r))
		case r != '&' && r != '-' && r != '.' && r != ' ':
			return ""
		}
	}
	if len(all) < 2 || len(all) > 6 || len(all) == 2 && !strings.Contains(name, "&") {
		return ""
	}
	return string(all)
}

// initials returns the first letters of the words of a name, without the small ones; nothing for one word.
func initials(name string) string {
	var all []byte
	for _, w := range strings.Split(slugKey(name), "-") {
		if w != "" && w != "et" && w != "and" && w != "en" {
			all = append(all, w[0])
		}
	}
	if len(all) < 2 {
		return ""
	}
	return string(all)
}

// families are those of the nouns, the town first: a name alone is that of the place before it is that of its hospital.
func (g *Grouper) families() []string {
	var all []string
	for _, k := range g.kinds {
		all = append(all, k.family)
	}
	slices.SortFunc(all, func(a, b string) int {
		switch {
		case a == b:
			return 0
		case a == town || b != town && a < b:
			return -1
		}
		return 1
	})
	return slices.Compact(all)
}
