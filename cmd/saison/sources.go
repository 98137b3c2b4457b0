package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"saison/internal/news"
	"saison/internal/sources"
)

var sourcesVerb = verb{
	name: "sources", short: "the outlets and their health; OPML in and out",
	long: `Lists the outlets of sources/feeds.yaml: how many feeds, how many articles kept, and what fails since when.`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		opml := f.Bool("opml", false, "write the feeds that are read as OPML")
		from := f.String("import", "", "add the feeds of an OPML `file` to sources/feeds.yaml")
		return func(_ context.Context, a *app, args []string) error {
			switch {
			case len(args) > 0:
				return usageError("sources takes no argument")
			case *opml && *from != "":
				return usageError("--opml or --import")
			case *opml:
				return a.writeOPML()
			case *from != "":
				return a.importOPML(*from)
			}
			return a.health()
		}
	},
}

func (a *app) writeOPML() error {
	src, mistakes := a.readSources()
	if len(mistakes) > 0 {
		return mistakes
	}
	text, err := sources.OPML(src.Outlets)
	if err != nil {
		return err
	}
	_, err = a.stdout.Write(text)
	return err
}

func (a *app) importOPML(name string) error {
	src, mistakes := a.readSources()
	if len(mistakes) > 0 {
		return mistakes
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	blocks, added, err := sources.ImportOPML(text, src.Outlets)
	if err != nil {
		return fmt.Errorf("%s: %v", name, err)
	}
	if added > 0 {
		if err := appendFile(filepath.Join(a.sources, "feeds.yaml"), blocks); err != nil {
			return err
		}
	}
	a.say("%d feeds added to %s", added, path.Join(a.nameOf(a.sources), "feeds.yaml"))
	return nil
}

// appendFile adds to a file: what is there is written again beside, with the addition, and renamed into place.
func appendFile(name string, text []byte) error {
	was, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if len(was) > 0 && was[len(was)-1] != '\n' {
		was = append(was, '\n')
	}
	if err := os.WriteFile(name+".new", append(was, text...), 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

type sourceRow struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Country  string    `json:"country"`
	Lang     string    `json:"lang"`
	Kind     string    `json:"kind"`
	Feeds    int       `json:"feeds"`
	Articles int       `json:"articles"`
	Off      string    `json:"off"`
	Read     news.Date `json:"read"` // last night on which it was read
	Since    news.Date `json:"failing_since"`
	Nights   int       `json:"nights"`
	Error    string    `json:"error"`
}

func (a *app) health() error {
	src, c, mistakes := a.readAll()
	if len(mistakes) > 0 {
		return mistakes
	}
	articles := make(map[string]int)
	for _, in := range c.Incidents {
		for _, art := range in.Articles {
			articles[art.Outlet]++
		}
	}
	health := make(map[string]news.Health)
	for _, h := range c.Health {
		health[h.Outlet] = h
	}
	rows := []sourceRow{}
	for _, o := range src.Outlets {
		h := health[o.ID]
		rows = append(rows, sourceRow{o.ID, o.Name, o.Country, o.Lang, o.Kind, len(o.Feeds), articles[o.ID], o.Off, h.Read, h.Since, h.Failures, h.Error})
	}
	if a.json {
		return json.NewEncoder(a.stdout).Encode(map[string]any{"nights": append([]news.Date{}, c.Nights...), "missed": append([]news.Date{}, news.Missed(c.Nights)...), "sources": rows})
	}
	if n := len(c.Nights); n > 0 {
		fmt.Fprintf(a.stdout, "read on %d nights since %s, last on %s; %s\n\n", n, c.Nights[0], c.Nights[n-1], missed(c.Nights))
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "outlet\tcountry\tlang\tkind\tfeeds\tarticles\tlast read\thealth")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%d\t%s\t%s\n", r.ID, r.Country, r.Lang, r.Kind, r.Feeds, r.Articles, cmp.Or(string(r.Read), "never"), r.state())
	}
	return w.Flush()
}

// missed names the nights between the first and the last on which the press was not read.
func missed(nights []news.Date) string {
	days := news.Missed(nights)
	if len(days) == 0 {
		return "none missed"
	}
	return fmt.Sprintf("%d missed: %s", len(days), strings.Join(texts(days), ", "))
}

func texts(days []news.Date) (list []string) {
	for _, d := range days {
		list = append(list, string(d))
	}
	return list
}

func (r sourceRow) state() string {
	switch {
	case r.Off != "":
		return "off: " + r.Off
	case r.Nights > 0:
		return fmt.Sprintf("fails since %s (%d nights): %s", cmp.Or(string(r.Since), "?"), r.Nights, r.Error)
	}
	return "ok"
}
