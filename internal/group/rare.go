package group

import (
	"slices"
	"strings"

	"saison/internal/news"
)

// rareLetters is how many a word needs to be told from another by chance.
const rareLetters = 5

// count notes the words of the names of the gazetteer and the nouns of organisations: none of those is rare.
func (g *Grouper) count(orgs []news.Organisation) {
	for _, k := range g.kinds {
		for _, w := range strings.Split(k.words, "-") {
			g.usual[w] += 2
		}
	}
	for _, w := range append(small, tails...) {
		g.usual[w] += 2
	}
	for _, o := range orgs {
		for _, w := range strings.Split(slugKey(o.Name), "-") {
			g.usual[w]++
		}
	}
}

// rare returns the words of a name that no more than one organisation of the gazetteer has.
func (g *Grouper) rare(name string) (all []string) {
	for _, w := range strings.Split(slugKey(name), "-") {
		if len(w) >= rareLetters && g.usual[w] <= 1 {
			all = append(all, w)
		}
	}
	return all
}

// remember notes under which key the rare words of a name are found.
func (g *Grouper) remember(name, key string) {
	for _, w := range g.rare(name) {
		if !slices.Contains(g.byWord[w], key) {
			g.byWord[w] = append(g.byWord[w], key)
		}
	}
}

// byRare returns the incident of an organisation that shares a rare word with one of another spelling: "Maternité des
// Bluets", "Hôpital Pierre Rouquès-Les Bluets". Two that the gazetteer knows are two, and both have to tell the same facts.
func (g *Grouper) byRare(a news.Article, org string) (best *known) {
	top := joinAt
	for _, w := range g.rare(org) {
		for _, key := range g.byWord[w] {
			if key == g.canon(org) || g.names[key] != "" && g.known(org) != "" {
				continue
			}
			for _, k := range g.byKey[key] {
				if k.refused || !sameFacts(a, k) {
					continue
				}
				if s := fit(a, k); s >= top {
					best, top = k, s
				}
			}
		}
	}
	return best
}

// sameFacts reports an article and an incident that tell the same day, or the same number of people to the last digit.
func sameFacts(a news.Article, k *known) bool {
	if day := news.Date(a.Says.BreachDate.Value); day.IsDay() && day == k.breach {
		return true
	}
	for _, n := range []int{a.Says.People.N, a.Says.PeopleClaimed.N} {
		if n%1000 != 0 && n > 100 && slices.Contains(k.people, n) {
			return true
		}
	}
	return false
}
