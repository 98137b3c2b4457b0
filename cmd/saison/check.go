package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"saison/internal/content"
	"saison/internal/diag"
	"saison/internal/schema"
	"saison/internal/site"
	"saison/internal/sources"
)

var checkVerb = verb{
	name: "check", short: "tell every mistake in sources/, content/ and themes/",
	long: `Tells every mistake in sources/, content/ and themes/ as file:line: fact, all at once, and exits 1 where there is one. Where
there is none it also makes the site in memory, which tells what is wrong with the theme and what the law forbids.
--schemas writes JSON Schemas of the files that people edit, by which an editor of code completes and checks them.`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		schemas := f.String("schemas", "", "check nothing; write the JSON Schemas into this `folder`")
		annotate := f.Bool("annotate", false, "also write each mistake as an annotation of GitHub Actions")
		return func(_ context.Context, a *app, args []string) error {
			switch {
			case len(args) > 0:
				return usageError("check takes no argument")
			case *schemas != "":
				return a.writeSchemas(*schemas)
			}
			err := a.check()
			var mistakes diag.List
			if errors.As(err, &mistakes) && *annotate {
				a.annotate(mistakes)
			}
			return err
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

// checkSite makes the site and keeps nothing: what it refuses is a mistake of the content or of the theme.
func (a *app) checkSite(src sources.Sources, c *content.Content) (diag.List, error) {
	err := a.makeSite(src, c, func(site.File) error { return nil })
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

// annotate writes the mistakes as commands of GitHub Actions, which shows them at their line.
func (a *app) annotate(mistakes diag.List) {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, m := range mistakes.Sorted() {
		fmt.Fprintf(a.stdout, "::error file=%s,line=%d::%s\n", property.Replace(m.File), max(m.Line, 1), value.Replace(m.Fact))
	}
}

// writeSchemas writes what an editor of code reads.
func (a *app) writeSchemas(dir string) error {
	src, mistakes := a.readSources()
	if len(mistakes) > 0 {
		return mistakes
	}
	shapes := content.Shapes()
	maps.Copy(shapes, sources.Shapes())
	files, err := schema.Files(shapes, src.Taxonomy)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join(dir, name), files[name], 0o644); err != nil {
			return err
		}
	}
	a.say("%d schemas in %s", len(files), filepath.ToSlash(dir))
	return nil
}
