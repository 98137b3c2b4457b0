package site

import (
	"html/template"
	"slices"

	"saison/internal/news"
)

// adviceGroup is what to do in one country.
type adviceGroup struct {
	Country string // label; empty where it holds everywhere
	Advice  []template.HTML
}

// advised is an advice as pages show it, open or closed.
type advised struct {
	open, closed template.HTML
}

// advice is what to do when one type of data is out.
type advice struct {
	Title    string
	Text     template.HTML
	Sources  []anchor
	Reviewed string
	Open     bool
}

// advice returns what to do for data types, gravest first, in the countries of an incident. Where a country has its own
// text it is shown for that country; texts for every country come first.
func (b *builder) advice(lang string, types, countries []string) []adviceGroup {
	ordered := append([]string{""}, (sentences{b.tongues[lang], b.in.Taxonomy}).byRisk(types)...)
	var out []adviceGroup
	for _, c := range append([]string{""}, countries...) {
		g := adviceGroup{}
		if c != "" {
			g.Country = b.countries(lang, []string{c})
		}
		for _, d := range ordered {
			for _, doc := range b.in.Advice {
				if doc.Lang == lang && doc.DataType == d && doc.Country == c {
					a := b.advised[lang+"/"+doc.Name]
					if len(g.Advice) == 0 {
						g.Advice = append(g.Advice, a.open)
					} else {
						g.Advice = append(g.Advice, a.closed)
					}
				}
			}
		}
		if len(g.Advice) > 0 {
			out = append(out, g)
		}
	}
	// The general text of a country comes before what holds everywhere.
	slices.SortStableFunc(out, func(x, y adviceGroup) int {
		switch {
		case (x.Country == "") == (y.Country == ""):
			return 0
		case x.Country == "":
			return 1
		}
		return -1
	})
	return out
}

// readAdvice renders each text once.
func (b *builder) readAdvice() error {
	b.advised = map[string]advised{}
	for _, d := range b.in.Advice {
		if b.tongues[d.Lang] == nil {
			continue
		}
		a := b.adviceOf(d.Lang, d)
		closed, err := b.execute(d.Lang, "home", "one-advice", a)
		if err != nil {
			return err
		}
		a.Open = true
		open, err := b.execute(d.Lang, "home", "one-advice", a)
		if err != nil {
			return err
		}
		b.advised[d.Lang+"/"+d.Name] = advised{trusted(open), trusted(closed)}
	}
	return nil
}

func (b *builder) adviceOf(lang string, d news.Doc) advice {
	a := advice{Title: d.Title, Text: b.prose(d.Text, 4), Reviewed: b.tongues[lang].date(d.Reviewed)}
	for _, s := range d.Sources {
		if href := webURL(s.URL); href != "" {
			text := s.Outlet
			if s.Title != "" {
				text += b.tongues[lang].text("colon") + s.Title
			}
			a.Sources = append(a.Sources, anchor{Text: text, Href: href})
		}
	}
	return a
}
