package site

import (
	"html/template"

	"saison/internal/news"
)

// adviceGroup is what to do in one country.
type adviceGroup struct {
	Country string // label; empty where there is one group without a country
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

// advice returns what to do for data types, gravest first, in the countries of an incident: each country has its own
// texts, then come those that hold everywhere. The first text is open.
func (b *builder) advice(lang string, types, countries []string) []adviceGroup {
	t := b.tongues[lang]
	ordered := append([]string{""}, (sentences{t, b.in.Taxonomy}).byRisk(types)...)
	var out []adviceGroup
	for _, c := range countries {
		if texts := b.advisedIn(lang, c, ordered, len(out) == 0); len(texts) > 0 {
			out = append(out, adviceGroup{b.countries(lang, []string{c}), texts})
		}
	}
	everywhere := b.advisedIn(lang, "", ordered, len(out) == 0)
	switch {
	case len(everywhere) == 0:
	case len(out) == 1:
		out[0].Advice = append(out[0].Advice, everywhere...)
	case len(out) == 0:
		out = append(out, adviceGroup{"", everywhere})
	default:
		out = append(out, adviceGroup{t.text("advice.everywhere"), everywhere})
	}
	return out
}

// advisedIn returns the texts of one country for data types, the first open where that is wanted.
func (b *builder) advisedIn(lang, country string, types []string, open bool) []template.HTML {
	var out []template.HTML
	for _, d := range types {
		for _, doc := range b.in.Advice {
			if doc.Lang != lang || doc.DataType != d || doc.Country != country {
				continue
			}
			a := b.advised[lang+"/"+doc.Name]
			if open && len(out) == 0 {
				out = append(out, a.open)
			} else {
				out = append(out, a.closed)
			}
		}
	}
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
