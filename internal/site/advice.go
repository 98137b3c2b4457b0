package site

import (
	"html/template"
	"slices"

	"saison/internal/news"
)

// adviceGroup is what to do in one country.
type adviceGroup struct {
	Country string // label; empty where there is one group without a country
	ID      string // where the page leads to it
	Advice  []template.HTML
}

// advised is an advice as pages show it, open or closed, and the text with its steps alone.
type advised struct {
	open, closed, steps template.HTML
}

// advice is what to do when one type of data is out.
type advice struct {
	Title    string
	Text     template.HTML
	Sources  []anchor
	Reviewed string
	Open     bool
}

// advice returns what to do in the countries of an incident for the data types of a list; "" among them is the first steps.
// One country has its own texts and those that hold everywhere in one list; several have theirs and a last one for both.
// The first text of each country is open, so is the very first.
func (b *builder) advice(lang string, types, countries []string) []adviceGroup {
	t := b.tongues[lang]
	if len(countries) == 1 {
		if texts := b.advisedIn(lang, types, 1, countries[0], ""); len(texts) > 0 {
			return []adviceGroup{{Country: b.countries(lang, countries), Advice: texts}}
		}
		return nil
	}
	var out []adviceGroup
	add := func(label, country string) {
		open := 0
		if len(out) == 0 || country != "" {
			open = 1
		}
		if texts := b.advisedIn(lang, types, open, country); len(texts) > 0 {
			out = append(out, adviceGroup{Country: label, Advice: texts})
		}
	}
	last := len(types) > 0 && types[0] == "" // first steps are a country's, and come before what holds everywhere
	if !last {
		add(t.text("advice.everywhere"), "")
	}
	for _, c := range countries {
		add(b.countries(lang, []string{c}), c)
	}
	if last {
		add(t.text("advice.everywhere"), "")
	}
	if len(out) == 1 {
		out[0].Country = ""
	}
	return out
}

// firstSteps puts the first steps before the advice on data types, the gravest first.
func (b *builder) firstSteps(lang string, types []string) []string {
	return append([]string{""}, (sentences{b.tongues[lang], b.in.Taxonomy}).byRisk(types)...)
}

// advisedIn returns the texts of countries for data types, each once, the first ones open.
func (b *builder) advisedIn(lang string, types []string, open int, countries ...string) []template.HTML {
	var out []template.HTML
	var seen []string
	for _, d := range types {
		for _, doc := range b.about[[2]string{lang, d}] {
			if !slices.Contains(countries, doc.Country) || slices.Contains(seen, doc.Name) {
				continue
			}
			seen = append(seen, doc.Name)
			a := b.advised[lang+"/"+doc.Name]
			if len(out) < open {
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
	b.advised, b.about = map[string]advised{}, map[[2]string][]*news.Doc{}
	for n := range b.in.Advice {
		d := &b.in.Advice[n]
		for _, about := range slices.Compact(append([]string{d.DataType}, d.Also...)) {
			if on := [2]string{d.Lang, about}; d.About(about) && !slices.Contains(b.about[on], d) {
				b.about[on] = append(b.about[on], d)
			}
		}
	}
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
		b.advised[d.Lang+"/"+d.Name] = advised{trusted(open), trusted(closed), a.Text}
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
