package group

import (
	"math"
	"slices"

	"saison/internal/news"
)

// The weights below say how much an agreement or a contradiction counts beside the fact that the organisation is the
// same, which alone is worth 1; an article joins where the sum is joinAt or more. They are few and round on purpose.
const (
	joinAt        = 1.0
	sameMonth     = 3.0  // both tell when it happened, and agree
	otherMonth    = -4.0 // both tell, and disagree
	samePeople    = 3.0
	otherPeople   = -1.5
	sameWeeks     = 2.0 // published within weeks
	sameHalfYear  = 0.5
	otherYear     = -2.0
	impossible    = -4.0 // published before it happened
	alikeTypes    = 1.0
	claimAfterAll = -1.0 // a claim with other figures than an incident that was confirmed
)

// best returns the incident of an organisation that an article fits best, of those that are not different from where it
// goes already; nil where it fits none. apart says that it would have fitted one of the different ones.
func (g *Grouper) best(a news.Article, org string, places []Place) (best *known, apart bool) {
	top := joinAt
	for _, k := range g.byKey[org] {
		s := fit(a, k)
		if s < joinAt {
			continue
		}
		if slices.ContainsFunc(places, func(p Place) bool { return g.different[[2]string{p.ID, g.resolve(k.id)}] }) {
			apart = true
			continue
		}
		if s >= top { // of equals the latest
			best, top = k, s
		}
	}
	return best, apart
}

func fit(a news.Article, k *known) float64 {
	return 1 + fitDates(a, k) + fitPeople(a, k) + fitTypes(a, k)
}

func fitDates(a news.Article, k *known) float64 {
	breach := news.Date(a.Says.BreachDate.Value)
	switch {
	case breach != "" && k.breach != "":
		switch d := days(breach, k.breach); {
		case math.Abs(d) <= 35:
			return sameMonth
		case math.Abs(d) <= 75:
			return sameHalfYear
		}
		return otherMonth
	case a.Published != "" && k.first != "":
		switch d := max(days(a.Published, k.last), days(k.first, a.Published), 0); {
		case d <= 45:
			return sameWeeks
		case d <= 180:
			return sameHalfYear
		case d <= 400:
			return -sameHalfYear
		}
		return otherYear
	case a.Published != "" && k.breach != "":
		return fitReport(days(a.Published, k.breach))
	case breach != "" && k.first != "":
		return fitReport(days(k.first, breach))
	}
	return 0
}

// fitReport weighs a report by the days since the breach.
func fitReport(d float64) float64 {
	switch {
	case d < -31:
		return impossible
	case d <= 120:
		return sameWeeks
	case d <= 400:
		return 0
	}
	return otherYear
}

// days returns the days from b to a; a month counts as its nearest day.
func days(a, b news.Date) float64 {
	d := a.Time().Sub(b.Time()).Hours() / 24
	slack := 0.0
	if !a.IsDay() && d < 0 || !b.IsDay() && d > 0 {
		slack = min(math.Abs(d), 30)
	}
	if d < 0 {
		return d + slack
	}
	return d - slack
}

func fitPeople(a news.Article, k *known) float64 {
	var given []int
	for _, n := range []int{a.Says.People.N, a.Says.PeopleClaimed.N} {
		if n > 0 {
			given = append(given, n)
		}
	}
	if len(given) == 0 || len(k.people) == 0 {
		return 0
	}
	for _, n := range given {
		for _, m := range k.people {
			if math.Abs(float64(n-m)) <= 0.03*float64(max(n, m)) {
				return samePeople
			}
		}
	}
	if a.Says.Status.Value == "claimed" && k.status == "confirmed" {
		return otherPeople + claimAfterAll
	}
	return otherPeople
}

func fitTypes(a news.Article, k *known) float64 {
	shared := 0
	for _, t := range a.Says.DataTypes {
		if k.types[t.Value] {
			shared++
		}
	}
	if all := len(k.types) + len(a.Says.DataTypes) - shared; shared >= 3 && 2*shared >= all {
		return alikeTypes
	}
	return 0
}
