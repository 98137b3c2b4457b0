package content

import (
	"cmp"
	"maps"
	"slices"

	"saison/internal/news"
)

// strength orders statuses that the machine may set: an admission outweighs a denial, and both a claim.
var strength = map[string]int{"claimed": 1, "denied": 2, "confirmed": 3}

// Fold returns the facts that articles tell together: status the strongest; data types, countries, organisations and
// regulators the union in the order they came; people the most recent count of an article that confirms, else the most
// recent; dates the earliest; cause and provider the one most articles give. A breach that came after the first report is unknown.
func Fold(articles []news.Article) (facts news.Facts, review string) {
	var people, claimed voice
	causes, vias := make(map[string]int), make(map[string]int)
	for _, a := range articles {
		s := a.Says
		facts.Organisations = union(facts.Organisations, s.Organisations)
		facts.Countries = union(facts.Countries, s.Countries)
		facts.DataTypes = union(facts.DataTypes, s.DataTypes)
		facts.Regulator = union(facts.Regulator, s.Regulator)
		facts.Published = news.Earliest(facts.Published, a.Published)
		facts.BreachDate = news.Earliest(facts.BreachDate, news.Date(s.BreachDate.Value))
		if strength[s.Status.Value] > strength[facts.Status] {
			facts.Status = s.Status.Value
		}
		people.hear(s.People.N, s.Status.Value == "confirmed", a.Published)
		claimed.hear(s.PeopleClaimed.N, false, a.Published)
		causes[s.Cause.Value]++
		vias[s.Via.Value]++
		if review == "" || a.Review == "auto" {
			review = a.Review
		}
	}
	facts.People, facts.PeopleClaimed = people.n, claimed.n
	facts.Cause, facts.Via = most(causes, "intrusion"), most(vias, "")
	if facts.ReportedEarly() {
		facts.BreachDate = ""
	}
	return facts, review
}

// voice is the count to believe so far.
type voice struct {
	n    int
	sure bool
	date news.Date
}

func (v *voice) hear(n int, sure bool, date news.Date) {
	if n == 0 || v.sure && !sure {
		return
	}
	if v.n == 0 || sure && !v.sure || date >= v.date {
		*v = voice{n, sure, date}
	}
}

// most returns the value that most articles give; of equals the one that says more than the general word, then the first in order.
func most(votes map[string]int, general string) string {
	delete(votes, "")
	best := ""
	for _, v := range slices.Sorted(maps.Keys(votes)) {
		switch d := cmp.Compare(votes[v], votes[best]); {
		case best == "", d > 0, d == 0 && best == general:
			best = v
		}
	}
	return best
}

func union(values []string, found []news.Finding) []string {
	for _, f := range found {
		if !slices.Contains(values, f.Value) {
			values = append(values, f.Value)
		}
	}
	return values
}
