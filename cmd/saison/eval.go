package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"saison/internal/eval"
)

var evalVerb = verb{
	name: "eval", args: "GOLD", short: "score the tagger on labelled articles",
	long: `Tags labelled articles (JSON lines, with the label in "gold") and prints every score, then every error, sorted by kind, with
what was wanted, what was found, and the words that made it so.`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		aliases := f.String("aliases", "", "`file` of other names: canonical name, tab, name")
		return func(_ context.Context, a *app, args []string) error {
			if len(args) != 1 {
				return usageError("eval takes one file of labelled articles")
			}
			return a.eval(args[0], *aliases)
		}
	},
}

// miss is one field of one article that was read wrongly.
type miss struct {
	Kind  string   `json:"kind"`
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Want  []string `json:"want"`
	Got   []string `json:"got"`
	Proof []string `json:"proof"`
}

func (a *app) eval(name, aliasName string) error {
	src, mistakes := a.readReader()
	if len(mistakes) > 0 {
		return mistakes
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	gold, err := eval.ReadInputs(text)
	if err != nil {
		return fmt.Errorf("%s: %v", name, err)
	}
	var aliases eval.Aliases
	if aliasName != "" {
		text, err := os.ReadFile(aliasName)
		if err != nil {
			return err
		}
		aliases = eval.ReadAliases(text)
	}
	r := newReader(src)
	predictions := make([]eval.Prediction, len(gold))
	for i, g := range gold {
		predictions[i] = r.read(g.Article())
	}
	scores, misses := eval.Scores(gold, predictions, aliases), missesOf(gold, predictions, aliases)
	if a.json {
		values := make(map[string]float64)
		for _, s := range scores {
			values[s.Name] = s.Value
		}
		return json.NewEncoder(a.stdout).Encode(map[string]any{"scores": values, "errors": misses})
	}
	for _, s := range scores {
		fmt.Fprintf(a.stdout, "%s %.4f\n", s.Name, s.Value)
	}
	for _, m := range misses {
		fmt.Fprintf(a.stdout, "\n%s %s: %s\n  want %s\n  got  %s\n", m.Kind, m.ID, m.Title, strings.Join(m.Want, ", "), strings.Join(m.Got, ", "))
		for _, p := range m.Proof {
			fmt.Fprintf(a.stdout, "  | %s\n", p)
		}
	}
	return nil
}

func missesOf(gold []eval.Input, predictions []eval.Prediction, aliases eval.Aliases) []miss {
	misses := []miss{}
	for i, g := range gold {
		p := predictions[i]
		add := func(kind, field string, want, got []string) {
			misses = append(misses, miss{kind, g.ID, g.Title, want, got, p.Evidence[field]})
		}
		switch {
		case g.Gold == nil:
			continue
		case g.Gold.Relevant != p.Relevant:
			add("relevance", "relevant", []string{fmt.Sprint(g.Gold.Relevant)}, []string{fmt.Sprintf("%v (%.2f)", p.Relevant, p.Score)})
			continue
		case !g.Gold.Relevant:
			continue
		}
		for _, s := range eval.Sets {
			if want, got := sorted(s.Want(*g.Gold, aliases)), sorted(s.Got(p, aliases)); !slices.Equal(want, got) {
				add(s.Name, s.Name, want, got)
			}
		}
		if !eval.SamePeople(*g.Gold, p) {
			add("people", "people", []string{number(g.Gold.People)}, []string{number(p.People)})
		}
		for _, f := range eval.Facts {
			if !f.Equal(*g.Gold, p) {
				field := strings.TrimSuffix(f.Name, "_accuracy")
				add(field, strings.Replace(field, "breach_month", "breach_date", 1), []string{labelOf(*g.Gold, field)}, []string{foundOf(p, field)})
			}
		}
	}
	slices.SortStableFunc(misses, func(a, b miss) int { return cmp.Compare(a.Kind, b.Kind) })
	return misses
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

func number[T int | float64](n *T) string {
	if n == nil {
		return "unknown"
	}
	return fmt.Sprint(int(*n))
}

func labelOf(l eval.Label, field string) string {
	return map[string]string{"status": l.Status, "cause": l.Cause, "regulator": l.Regulator}[field] + when(field, l.BreachDate)
}

func foundOf(p eval.Prediction, field string) string {
	return map[string]string{"status": p.Status, "cause": p.Cause, "regulator": p.Regulator}[field] + when(field, p.BreachDate)
}

func when(field, date string) string {
	if strings.HasPrefix(field, "breach_") {
		return date
	}
	return ""
}
