package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Error is a field of an article that a prediction has wrong, with the words it was read from.
type Error struct {
	ID    string
	Field string
	Want  string
	Got   string
	Proof string
}

// Errors returns every difference that costs a score, sorted by field and article.
func Errors(gold []Input, predictions []Prediction, aliases Aliases) []Error {
	guess := map[string]Prediction{}
	for _, p := range predictions {
		guess[p.ID] = p
	}
	var all []Error
	for _, g := range gold {
		if g.Gold == nil {
			continue
		}
		p := guess[g.ID]
		if g.Gold.Relevant != p.Relevant {
			all = append(all, Error{g.ID, "relevant", fmt.Sprint(g.Gold.Relevant), fmt.Sprint(p.Relevant), fmt.Sprintf("score %.3f", p.Score)})
		}
		if g.Gold.Relevant {
			all = append(all, differences(g, p, aliases)...)
		}
	}
	slices.SortStableFunc(all, func(a, b Error) int { return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.ID, b.ID)) })
	return all
}

func differences(g Input, p Prediction, aliases Aliases) []Error {
	var all []Error
	add := func(field, want, got string) {
		all = append(all, Error{g.ID, field, want, got, strings.Join(p.Evidence[field], " | ")})
	}
	for _, set := range Sets {
		want, got := set.Want(*g.Gold, aliases), set.Got(p, aliases)
		if !slices.Equal(want, got) {
			add(set.Name, strings.Join(want, ", "), strings.Join(got, ", "))
		}
	}
	if !SamePeople(*g.Gold, p) {
		want, got := "unknown", "unknown"
		if g.Gold.People != nil {
			want = fmt.Sprintf("%.0f", *g.Gold.People)
		}
		if p.People != nil {
			got = fmt.Sprint(*p.People)
		}
		add("people", want, got)
	}
	for _, f := range []struct{ field, want, got string }{
		{"status", g.Gold.Status, p.Status}, {"cause", g.Gold.Cause, p.Cause}, {"breach_date", month(g.Gold.BreachDate), month(p.BreachDate)},
	} {
		if f.want != f.got {
			add(f.field, f.want, f.got)
		}
	}
	if regulator(g.Gold.Regulator) != regulator(p.Regulator) {
		add("regulator", g.Gold.Regulator, p.Regulator)
	}
	return all
}
