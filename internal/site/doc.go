package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"

	"saison/internal/news"
)

type docBody struct {
	Heading string
	Text    template.HTML
	Scores  []scoreRow
	Fields  bool // open data: the files
	Legal   []fact
}

type scoreRow struct {
	Name, Precision, Recall string
	Articles                int
}

// docKinds are the pages that content/pages writes.
var docKinds = []kind{aboutKind, methodKind, legalKind, openDataKind, extractsKind}

func (b *builder) docPage(lang string, k kind) ([]File, error) {
	d, ok := b.doc(lang, k)
	if !ok {
		return nil, nil
	}
	t := b.tongues[lang]
	body := docBody{Heading: d.Title, Text: b.prose(d.Text, 2)}
	s := spec{look: "doc", kind: k, at: func(l string) string { return pathOf(l, k, "") }, title: d.Title,
		description: t.text("describe." + string(k)), trail: b.trail(lang)}
	switch k {
	case methodKind:
		body.Scores = b.scores(lang)
	case openDataKind:
		body.Fields = true
		s.linked = b.dataset(lang)
	case legalKind:
		body.Legal = b.legal(lang)
	}
	s.body = body
	f, err := b.render(lang, s)
	return []File{f}, err
}

func (b *builder) scores(lang string) []scoreRow {
	t := b.tongues[lang]
	var out []scoreRow
	for _, q := range b.in.Quality {
		percent := func(x float64) string { return t.text("percent", fmt.Sprintf("%.0f", x*100)) }
		out = append(out, scoreRow{t.maybe("field."+q.Name, q.Name), percent(q.Precision), percent(q.Recall), q.Articles})
	}
	return out
}

func (b *builder) legal(lang string) []fact {
	t := b.tongues[lang]
	contact := b.contact()
	out := []fact{
		{Name: t.text("legal.publisher"), Text: cmp.Or(b.in.Site.Publisher, t.text("legal.unknown"))},
		{Name: t.text("legal.host"), Text: cmp.Or(b.in.Site.Host, t.text("legal.unknown"))},
	}
	if contact != "" {
		out = append(out, fact{Name: t.text("legal.contact"), Links: []anchor{{Text: contact, Href: contact}}})
	}
	return out
}

type sourcesBody struct {
	Heading, Lede string
	Nights        string // on how many the press was read, and which were missed; empty where none is known
	Parts         []outletPart
}

type outletPart struct {
	Country string
	Outlets []outletRow
}

type outletRow struct {
	Name, Href     string
	Lang, Kind     string
	Feeds          int
	State, StateID string // on, off, failing
	Since, Why     string
	ReadISO, Read  string // last night on which it was read
	Articles       int
}

// sourcesPage lists what is read, and how each outlet does.
func (b *builder) sourcesPage(lang string) (File, error) {
	t := b.tongues[lang]
	shown := map[string]int{}
	for _, i := range b.x.incidents {
		for _, a := range i.Articles {
			shown[a.Outlet]++
		}
	}
	health := map[string]news.Health{}
	for _, h := range b.in.Health {
		health[h.Outlet] = h
	}
	on := 0
	body := sourcesBody{Heading: t.text("nav.sources"), Nights: nightsWords(t, b.in.Nights)}
	for _, o := range b.in.Outlets {
		r := b.outletRow(lang, o, health)
		r.Articles = shown[o.ID]
		if o.Off == "" {
			on++
		}
		country := cmp.Or(t.country(b.in.Taxonomy.Countries, o.Country), t.text("unknown"))
		at := slices.IndexFunc(body.Parts, func(p outletPart) bool { return p.Country == country })
		if at < 0 {
			at = len(body.Parts)
			body.Parts = append(body.Parts, outletPart{Country: country})
		}
		body.Parts[at].Outlets = append(body.Parts[at].Outlets, r)
	}
	body.Lede = t.count("sources.lede", on)
	return b.render(lang, spec{look: "sources", kind: sourcesKind, at: func(l string) string { return pathOf(l, sourcesKind, "") },
		title: body.Heading, description: body.Lede, trail: b.trail(lang), body: body})
}

func (b *builder) outletRow(lang string, o news.Outlet, health map[string]news.Health) outletRow {
	t := b.tongues[lang]
	r := outletRow{Name: o.Name, Href: webURL(o.Homepage), Lang: t.maybe("lang."+o.Lang, o.Lang), Kind: t.maybe("kind."+o.Kind, o.Kind), Feeds: len(o.Feeds)}
	h := health[o.ID]
	switch {
	case o.Off != "":
		r.StateID, r.Why = "off", o.Off
	case h.Failures > 0:
		r.StateID, r.Why, r.Since = "failing", h.Error, t.date(h.Since)
	default:
		r.StateID = "on"
	}
	r.State = t.text("state." + r.StateID)
	if o.Off == "" {
		r.ReadISO, r.Read = string(h.Read), t.date(h.Read)
	}
	return r
}

// nightsWords tells on how many nights the press was read, and names those that were missed.
func nightsWords(t *tongue, nights []news.Date) string {
	if len(nights) == 0 {
		return ""
	}
	said := t.count("sources.nights", len(nights), t.date(nights[0]))
	missed := news.Missed(nights)
	if len(missed) == 0 {
		return said + " " + t.text("sources.missed.none")
	}
	var days []string
	for _, d := range missed {
		days = append(days, t.date(d))
	}
	return said + " " + t.count("sources.missed", len(missed), t.list(days))
}

type correctionsBody struct {
	Heading, Lede string
	Rows          []correction
}

type correction struct {
	step
	Headline, Href string
}

// correctionsMax is how many changes the page shows; the pages of the incidents keep them all.
const correctionsMax = 300

// correctionsPage lists every change that was told, the newest first, and its feed.
func (b *builder) correctionsPage(lang string) ([]File, error) {
	t := b.tongues[lang]
	path := pathOf(lang, correctionsKind, "")
	body := correctionsBody{Heading: t.text("nav.corrections"), Lede: t.text("corrections.lede")}
	for at, i := range b.x.incidents {
		for _, c := range b.corrections(lang, i) {
			body.Rows = append(body.Rows, correction{c, b.told[lang][at].title, b.href(lang, incidentKind, i.ID)})
		}
	}
	slices.SortStableFunc(body.Rows, func(a, b correction) int { return cmp.Compare(b.ISO, a.ISO) })
	body.Rows = body.Rows[:min(correctionsMax, len(body.Rows))]
	page, err := b.render(lang, spec{look: "corrections", kind: correctionsKind, at: func(l string) string { return pathOf(l, correctionsKind, "") },
		feed: true, title: body.Heading, description: body.Lede, trail: b.trail(lang), body: body})
	if err != nil {
		return nil, err
	}
	f := b.newFeed(lang, path, body.Heading)
	for _, c := range body.Rows {
		if day := news.Date(c.ISO); day != "" && day <= b.in.AsOf && len(f.entries) < feedMax {
			f.entries = append(f.entries, feedItem{id: b.tag(lang + ":" + c.key), title: xmlText(c.Headline + t.text("colon") + c.What),
				published: moment(day), updated: moment(day), summary: xmlText(c.Who), href: b.abs(c.Href[len(b.base):])}.written())
		}
	}
	return append(f.files(path), page), nil
}

type searchBody struct {
	Heading, Lede string
	Data, Feeds   string
	Parts         []indexPart
}

// searchPage is a list of doors that works without JavaScript; the script of the search puts a form in its place.
func (b *builder) searchPage(lang string) (File, error) {
	t := b.tongues[lang]
	feeds, err := b.feedRules(lang)
	if err != nil {
		return File{}, err
	}
	body := searchBody{Heading: t.text("nav.search"), Lede: t.text("search.lede"), Data: b.base + "data/search/", Feeds: feeds}
	for _, k := range append([]kind{countryKind, dataTypeKind, sectorKind, seasonKind}, facetKinds...) {
		p := indexPart{ID: string(k), Heading: t.text("nav." + string(k))}
		for _, g := range b.x.groups[k] {
			p.Links = append(p.Links, anchor{Text: b.groupName(lang, g), Href: b.href(lang, k, g.key), Count: t.number(len(g.incidents))})
		}
		if len(p.Links) > 0 {
			body.Parts = append(body.Parts, p)
		}
	}
	return b.render(lang, spec{look: "search", kind: searchKind, at: func(l string) string { return pathOf(l, searchKind, "") },
		title: body.Heading, description: body.Lede, trail: b.trail(lang), script: "search.js", body: body})
}

// otherTongue is the same said in another language.
type otherTongue struct {
	Lang, Title, Lede, Href, Home string
}

// notFound is the page for an address that is not there, at the root and in each language.
func (b *builder) notFound(lang string) (File, error) {
	t := b.tongues[lang]
	var others []otherTongue
	for _, l := range news.Langs {
		if o := b.tongues[l]; l != lang && lang == news.Langs[0] { // a host gives the page at the root for every language
			others = append(others, otherTongue{l, o.text("notfound.title"), o.text("notfound.lede"), b.href(l, homeKind, ""), o.text("nav.home")})
		}
	}
	f, err := b.render(lang, spec{look: "notfound", kind: notFoundKind, at: func(l string) string { return pathOf(l, homeKind, "") },
		title: t.text("notfound.title"), description: t.text("notfound.lede"), hidden: true, body: others})
	f.Name = pathOf(lang, homeKind, "") + "404.html"
	return f, err
}
