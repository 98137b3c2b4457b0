package tag

import (
	"slices"
	"strings"

	"saison/internal/news"
)

// gazetteer finds the organisations we know.
type gazetteer struct {
	orgs    []news.Organisation
	matcher matcher
	names   []known // by class
}

// known is one name of an organisation.
type known struct {
	org    *news.Organisation
	name   string
	common bool   // also a common word
	small  bool   // written without a capital
	mixed  bool   // no word of the language is written like it: FFGolf
	caps   bool   // a short name in capitals, only found so
	shared bool   // more than one organisation has it
	short  string // the name without its country, where no other organisation has that
	next   int    // index of the next one with the same name; 0 for none
}

func newGazetteer(orgs []news.Organisation) *gazetteer {
	g := &gazetteer{orgs: orgs, names: make([]known, 1)}
	byFold := map[string]int{}
	add := func(o *news.Organisation, name string, common bool) {
		words := fold(name)
		if len(words) == 0 {
			return
		}
		key := strings.Join(words, " ")
		k := known{org: o, name: name, common: common, small: strings.ToLower(name) == name, mixed: mixed(name), caps: len(name) <= 5 && strings.ToUpper(name) == name}
		if first := byFold[key]; first > 0 {
			if g.names[first].org == o {
				return
			}
			g.names[first].shared, k.shared = true, true
			k.next = g.names[first].next
			g.names[first].next = len(g.names)
			g.names = append(g.names, k)
			return
		}
		byFold[key] = len(g.names)
		g.matcher.addWords(words, uint16(len(g.names)))
		g.names = append(g.names, k)
	}
	for i := range orgs {
		o := &orgs[i]
		add(o, o.Name, o.CommonWord)
		for _, a := range o.Aliases {
			common := false
			for _, c := range o.CommonAliases {
				common = common || c == a
			}
			add(o, a, common || o.CommonWord && len(fold(a)) == 1)
		}
		if short := withoutCountry(o); short != o.Name {
			add(o, short, o.CommonWord)
		}
	}
	g.matcher.sort()
	for i := range g.names {
		if k := &g.names[i]; k.org != nil {
			if short := withoutCountry(k.org); short != k.org.Name && !g.names[byFold[strings.Join(fold(short), " ")]].shared {
				k.short = short
			}
		}
	}
	return g
}

// mixed reports one word with more capitals than its first letter.
func mixed(name string) bool {
	return len(name) > 4 && !strings.ContainsRune(name, ' ') && name[1:] != strings.ToLower(name[1:]) && name != strings.ToUpper(name)
}

// withoutCountry drops the country at the end of a name: "Lidl Belgique", "Croix-Rouge de Belgique". One that the
// address of the site has too belongs to the name: Air France.
func withoutCountry(o *news.Organisation) string {
	words := strings.Fields(o.Name)
	last := len(words) - 1
	if last < 1 || !slices.Contains(endings, words[last]) || strings.Contains(o.Domain, strings.Join(fold(words[last]), "")) {
		return o.Name
	}
	for last > 1 && inner(words[last-1]) {
		last--
	}
	return strings.Join(words[:last], " ")
}

var endings = []string{"France", "Belgique", "België", "Belgium", "Belux", "Benelux", "Nederland", "Vlaanderen", "Wallonie", "Europe", "UK"}

// pick chooses among the organisations that share a name the one of the country the text speaks of.
func (g *gazetteer) pick(class uint16, country string) known {
	k := g.names[class]
	for at := int(class); at > 0; at = g.names[at].next {
		if g.names[at].org.Country == country {
			k = g.names[at]
			break
		}
	}
	return k
}

// named returns the organisation with exactly this name or alias, or nil.
func (g *gazetteer) named(name, country string) *known {
	n := &g.matcher.root
	for _, w := range fold(name) {
		if n = n.next(w); n == nil {
			return nil
		}
	}
	if len(n.ends) == 0 {
		return nil
	}
	k := g.pick(n.ends[0], country)
	return &k
}
