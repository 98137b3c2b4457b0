package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"saison/internal/news"
)

// gazetteer finds an organisation by its name, or by an alias that no other has as its name; the key is folded.
func gazetteer(list []news.Organisation) map[string]news.Organisation {
	known := map[string]news.Organisation{}
	for _, o := range list {
		for _, alias := range o.Aliases {
			if _, taken := known[fold(alias)]; !taken {
				known[fold(alias)] = o
			}
		}
	}
	for _, o := range list {
		known[fold(o.Name)] = o
	}
	return known
}

// table is the organisations of a shard, sorted by name, and the place of each.
type table struct {
	table [][]string
	place map[string]int
}

// organisationsOf lists the organisations and providers that incidents name, each with its other names.
func organisationsOf(incidents []news.Incident, known map[string]news.Organisation) table {
	var names []string
	for _, i := range incidents {
		names = append(names, i.Organisations...)
		if i.Via != "" {
			names = append(names, i.Via)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(fold(a), fold(b)), cmp.Compare(a, b)) })
	t := table{place: map[string]int{}, table: [][]string{}}
	for n, name := range slices.Compact(names) {
		t.place[name] = n
		t.table = append(t.table, append([]string{name}, otherNames(name, known)...))
	}
	return t
}

// otherNames returns the aliases of an organisation that a search for its name would not find by itself.
func otherNames(name string, known map[string]news.Organisation) []string {
	o, ok := known[fold(name)]
	if !ok {
		return nil
	}
	have := " " + fold(name) + " "
	var other []string
	for _, alias := range append([]string{o.Name}, o.Aliases...) {
		if f := fold(alias); f != "" && !strings.Contains(have, " "+f+" ") {
			have += f + " "
			other = append(other, alias)
		}
	}
	return other
}

// of returns the place of one organisation, or the places of several.
func (t table) of(names []string) any {
	if len(names) == 1 {
		return t.place[names[0]]
	}
	places := []int{}
	for _, n := range names {
		places = append(places, t.place[n])
	}
	return places
}

func (t table) via(name string) int {
	if name == "" {
		return 0
	}
	return t.place[name] + 1
}

var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d")

// fold writes text without case, accents and signs, words separated by a blank. The script folds in the same way.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(ligatures.Replace(strings.ToLower(s))) {
		switch {
		case unicode.Is(unicode.M, r):
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// slug returns a name as it stands in IDs; ok is false where the script might write it another way.
func slug(name string) (s string, ok bool) {
	s = strings.ReplaceAll(fold(name), " ", "-")
	return s, s != "" && strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}
