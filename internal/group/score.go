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
	joinVia       = 3.0  // where only the supplier is the same
	sameMonth     = 3.0  // both tell when it happened, and agree
	otherMonth    = -4.0 // both tell, and disagree
	samePeople    = 3.0
	otherPeople   = -1.0
	sameWeeks     = 2.0 // published within weeks
	sameHalfYear  = 0.5
	otherYear     = -2.0
	impossible    = -4.0 // published before it happened
	alikeTypes    = 0.5
	otherHalfYear = -1.0
	claimAfterAll = -1.0 // a claim with other figures than an incident that was confirmed
)

// best returns the incident of an organisation that an article fits best, of those that are not different from where it
// goes already; nil where it fits none. apart says that it would have fitted one of the different ones.
func (g *Grouper) best(a news.Article, org string, places []Place) (best *known, apart bool) {
	top := joinAt
	for _, key := range g.keys(org) {
		for _, k := range g.byKey[key] {
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
		if best != nil {
			return best, apart
		}
	}
	// a supplier that its customers have told of
	for _, k := range g.byVia[g.canon(org)] {
		if s := 1 + fitDates(a, k); s >= top && s >= joinVia && !apart && !slices.ContainsFunc(places, func(p Place) bool { return p.ID == k.id }) {
			best, top = k, s
		}
	}
	if best == nil && !apart {
		if k := g.byRare(a, org); k != nil && !slices.ContainsFunc(places, func(p Place) bool { return g.different[[2]string{p.ID, g.resolve(k.id)}] }) {
			best = k
		}
	}
	return best, apart
}

// bySupplier returns the incident of the supplier that an article names, or of another of its customers; nil for none.
// Each customer has figures of its own, so only the dates are compared.
func (g *Grouper) bySupplier(a news.Article) (best *known) {
	via := a.Says.Via.Value
	if via == "" {
		return nil
	}
	top := joinAt
	for _, k := range g.byKey[g.canon(via)] {
		if s := 1 + fitDates(a, k); s >= top && !k.refused {
			best, top = k, s
		}
	}
	if best != nil {
		return best
	}
	top = joinVia
	for _, k := range g.byVia[g.canon(via)] {
		if s := 1 + fitDates(a, k); s >= top && !k.refused {
			best, top = k, s
		}
	}
	return best
}

func fit(a news.Article, k *known) float64 {
	return 1 + fitDates(a, k) + fitPeople(a, k) + fitTypes(a, k)
}

// fitDates weighs when it happened and when it was told. Where only one of the two tells when it happened, what was
// told before that is about something else, and what was told soon after may be about it however late the other came.
func fitDates(a news.Article, k *known) float64 {
	breach := news.Date(a.Says.BreachDate.Value)
	if breach != "" && k.breach != "" {
		switch d := math.Abs(days(breach, k.breach)); {
		case d <= 35:
			return sameMonth
		case d <= 75:
			return sameHalfYear
		}
		return otherMonth
	}
	var all []float64
	if a.Published != "" && k.first != "" {
		all = append(all, fitTold(max(days(a.Published, k.last), days(k.first, a.Published), 0)))
	}
	if a.Published != "" && k.breach != "" {
		all = append(all, fitReport(days(a.Published, k.breach)))
	}
	if breach != "" && k.first != "" {
		all = append(all, fitReport(days(k.first, breach)))
	}
	switch {
	case len(all) == 0:
		return 0
	case slices.Contains(all, impossible):
		return impossible
	}
	return slices.Max(all)
}

// fitTold weighs two reports by the days between them.
func fitTold(d float64) float64 {
	switch {
	case d <= 45:
		return sameWeeks
	case d <= 180:
		return sameHalfYear
	case d <= 400:
		return otherHalfYear
	}
	return otherYear
}

// fitReport weighs a report by the days since the breach.
func fitReport(d float64) float64 {
	switch {
	case d < -31:
		return impossible
	case d <= 120:
		return sameWeeks
	case d <= 210:
		return 0
	case d <= 400:
		return otherHalfYear
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
	near := false
	for _, n := range given {
		for _, m := range k.people {
			switch apart := math.Abs(float64(n-m)) / float64(max(n, m)); {
			case apart <= 0.03:
				return samePeople
			case apart <= 0.15: // half a million, 547 000
				near = true
			}
		}
	}
	if near {
		return 0
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
