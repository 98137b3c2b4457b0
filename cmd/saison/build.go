package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"saison/internal/content"
	"saison/internal/news"
	"saison/internal/search"
	"saison/internal/site"
	"saison/internal/sources"
)

var buildVerb = verb{
	name: "build", short: "write content/ as a site into public/",
	long: `Writes the site: pages, feeds, open data, search. It is written beside public/ and swapped in, so that a build that fails
leaves public/ as it was. The same input gives the same bytes: the day of the build is the last one content/ speaks of,
or the one that --now says.`,
	bind: func(*flag.FlagSet) func(context.Context, *app, []string) error {
		return func(_ context.Context, a *app, args []string) error {
			if len(args) > 0 {
				return usageError("build takes no argument")
			}
			return a.build()
		}
	},
}

// build is everything right of content/.
func (a *app) build() error {
	spend()
	src, c, mistakes := a.readAll()
	if len(mistakes) > 0 {
		return mistakes
	}
	n, err := site.Write(a.public, func(put func(site.File) error) error { return a.makeSite(src, c, put) })
	if err != nil {
		return err
	}
	a.say("%d files in %s", n, filepath.ToSlash(a.public))
	return nil
}

// spend lets memory grow to five times what is in use before it is collected: a build is short, and collecting took a
// fifth of it.
func spend() { debug.SetGCPercent(400) }

// makeSite makes the site and hands on each file once it is made.
func (a *app) makeSite(src sources.Sources, c *content.Content, put func(site.File) error) error {
	theme, err := a.themeFS()
	if err != nil {
		return err
	}
	a.past(c)
	err = site.Make(site.Input{
		Site: c.Site, Incidents: c.Incidents, Outlets: src.Outlets, Organisations: src.Organisations, Taxonomy: src.Taxonomy,
		Pages: c.Pages, Advice: c.Advice, Health: c.Health, Nights: c.Nights, Quality: quality(c.Quality), Theme: theme, AsOf: a.asOf(c), Pictures: site.PictureMax, Old: os.DirFS(a.public), Kept: &a.kept,
	}, put)
	if err != nil {
		return err
	}
	index, err := searchFiles(src, c)
	if err != nil {
		return err
	}
	for _, f := range index {
		if err := put(site.File{Name: f.Name, Data: f.Bytes}); err != nil {
			return err
		}
	}
	return nil
}

// siteFiles makes the site in memory.
func (a *app) siteFiles(src sources.Sources, c *content.Content) ([]site.File, error) {
	return site.Gather(func(put func(site.File) error) error { return a.makeSite(src, c, put) })
}

func quality(measured []news.Score) []site.Score {
	var scores []site.Score
	for _, m := range measured {
		scores = append(scores, site.Score(m))
	}
	return scores
}

func searchFiles(src sources.Sources, c *content.Content) ([]search.File, error) {
	paths := make(map[string]string)
	for _, lang := range news.Langs {
		paths[lang] = site.IncidentPath(lang)
	}
	files, err := search.Files(search.Input{Incidents: c.Incidents, Organisations: src.Organisations, Taxonomy: src.Taxonomy, Seasons: c.Site.Seasons, Paths: paths})
	if err != nil {
		return nil, fmt.Errorf("search: %v", err)
	}
	return files, nil
}

// asOf is the day of the build: what --now says, else the last day that content/ speaks of.
func (a *app) asOf(c *content.Content) news.Date {
	if !a.fixed.IsZero() {
		return news.DateOf(a.fixed)
	}
	var last news.Date
	today := news.DateOf(a.today())
	see := func(d news.Date) {
		if d.IsDay() && d <= today {
			last = max(last, d)
		}
	}
	for _, in := range c.Incidents {
		if !in.Shown() {
			continue // it must not tell that it is there
		}
		see(in.Published)
		for _, art := range in.Articles {
			see(art.Published)
		}
		for _, h := range in.History {
			see(h.Date)
		}
		for _, e := range in.Edits {
			see(e.Date)
		}
	}
	for _, d := range c.Nights {
		see(d)
	}
	if last == "" {
		return today
	}
	return last
}
