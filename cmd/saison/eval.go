package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"saison/internal/content"
	"saison/internal/eval"
	"saison/internal/news"
)

var evalVerb = verb{
	name: "eval", args: "GOLD", short: "score the tagger on labelled articles",
	long: `Tags labelled articles (JSON lines, with the label in "gold") and prints every score, then every error, sorted by kind, with
what was wanted, what was found, and the words that made it so.`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		aliases := f.String("aliases", "", "`file` of other names: canonical name, tab, name")
		quality := f.String("quality", "", "write the scores to this `file`: content/quality.json, for the method page")
		return func(_ context.Context, a *app, args []string) error {
			if len(args) != 1 {
				return usageError("eval takes one file of labelled articles")
			}
			return a.eval(args[0], *aliases, *quality)
		}
	},
}

func (a *app) eval(name, aliasName, qualityName string) error {
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
	scores, misses := eval.Scores(gold, predictions, aliases), eval.Errors(gold, predictions, aliases)
	values := make(map[string]float64)
	for _, s := range scores {
		values[s.Name] = s.Value
	}
	if qualityName != "" {
		for _, g := range gold {
			if g.Gold != nil {
				values["articles"]++
				if g.Gold.Relevant {
					values["articles_relevant"]++
				}
			}
		}
		if err := writeQuality(qualityName, values); err != nil {
			return err
		}
	}
	if a.json {
		return json.NewEncoder(a.stdout).Encode(map[string]any{"scores": values, "errors": append([]eval.Error{}, misses...)})
	}
	for _, s := range scores {
		fmt.Fprintf(a.stdout, "%s %.4f\n", s.Name, s.Value)
	}
	titles := make(map[string]string)
	for _, g := range gold {
		titles[g.ID] = g.Title
	}
	for _, m := range misses {
		fmt.Fprintf(a.stdout, "\n%s %s: %s\n  want %s\n  got  %s\n", m.Field, m.ID, titles[m.ID], m.Want, m.Got)
		if m.Proof != "" {
			fmt.Fprintf(a.stdout, "  | %s\n", m.Proof)
		}
	}
	return nil
}

// measured are the scores that the method page shows: a set of values has precision and recall, one value is right or not.
var measured = []struct{ name, precision, recall, articles string }{
	{"relevance", "relevance_precision", "relevance_recall", "articles"},
	{"organisations", "organisations_precision", "organisations_recall", "articles_relevant"},
	{"countries", "countries_precision", "countries_recall", "articles_relevant"},
	{"data_types", "data_types_precision", "data_types_recall", "articles_relevant"},
	{"people", "people_match", "people_match", "articles_relevant"},
	{"status", "status_accuracy", "status_accuracy", "articles_relevant"},
	{"cause", "cause_accuracy", "cause_accuracy", "articles_relevant"},
	{"breach_date", "breach_month_accuracy", "breach_month_accuracy", "articles_relevant"},
	{"regulator", "regulator_accuracy", "regulator_accuracy", "articles_relevant"},
	{"grouping", "cluster_pair_all_precision", "cluster_pair_all_recall", "articles"},
}

// writeQuality writes the scores as content/quality.json keeps them.
func writeQuality(name string, values map[string]float64) error {
	var list []news.Score
	for _, m := range measured {
		list = append(list, news.Score{Name: m.name, Precision: values[m.precision], Recall: values[m.recall], Articles: int(values[m.articles])})
	}
	text, err := content.QualityFile(list)
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}
