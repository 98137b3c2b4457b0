package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"

	"saison/internal/content"
	"saison/internal/diag"
	"saison/internal/sources"
)

var checkVerb = verb{
	name: "check", short: "tell every mistake in sources/, content/ and themes/",
	long: `Tells every mistake in sources/, content/ and themes/ as file:line: fact, all at once, and exits 1 where there is one. Where
there is none it also makes the site in memory, which tells what is wrong with the theme and what the law forbids.`,
	bind: func(*flag.FlagSet) func(context.Context, *app, []string) error {
		return func(_ context.Context, a *app, args []string) error {
			if len(args) > 0 {
				return usageError("check takes no argument")
			}
			return a.check()
		}
	},
}

func (a *app) check() error {
	src, c, mistakes := a.readAll()
	if len(mistakes) == 0 {
		var err error
		if mistakes, err = a.checkSite(src, c); err != nil {
			return err
		}
	}
	mistakes = mistakes.Sorted()
	if a.json {
		return a.checkJSON(mistakes)
	}
	if err := mistakes.Err(); err != nil {
		return err
	}
	a.say("%d outlets, %d organisations, %d incidents, %d documents: no mistake", len(src.Outlets), len(src.Organisations), len(c.Incidents), len(c.Pages)+len(c.Advice))
	return nil
}

// checkSite makes the site in memory: what it refuses is a mistake of the content or of the theme.
func (a *app) checkSite(src sources.Sources, c *content.Content) (diag.List, error) {
	_, err := a.makeSite(src, c)
	var mistakes diag.List
	if errors.As(err, &mistakes) {
		return mistakes, nil
	}
	return nil, err
}

func (a *app) checkJSON(mistakes diag.List) error {
	type row struct {
		File string `json:"file"`
		Line int    `json:"line"`
		Fact string `json:"fact"`
	}
	rows := []row{}
	for _, m := range mistakes {
		rows = append(rows, row{m.File, max(m.Line, 1), m.Fact})
	}
	if err := json.NewEncoder(a.stdout).Encode(map[string]any{"mistakes": rows}); err != nil {
		return err
	}
	return mistakes.Err()
}
