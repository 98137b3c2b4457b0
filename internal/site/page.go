package site

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strconv"

	"saison/internal/news"
)

// anchor is a link of the site.
type anchor struct {
	Text  string
	Href  string
	Count string // how many are behind it; may be empty
	Here  bool
}

// alternate is a page in another language.
type alternate struct {
	Lang, Name, URL, Href string
	Here                  bool
}

// page is what the frame shows around each page.
type page struct {
	Lang, Site, Tagline, Home string
	Kind                      kind
	Title                     string // of the window
	Description               string
	Canonical                 string
	Others                    []alternate   // every language, this one too
	Feed, JSONFeed            string        // addresses of its feeds; may be empty
	Near                      anchor        // the feed that is nearest to a page without one
	Trail                     []anchor      // from the home to the parent
	Menu, Foot                template.HTML // shared by the pages of a kind
	Linked                    template.HTML // JSON-LD, with its element
	AsOf                      string
	Picture, Locale           string
	Published, Modified       news.Date // of an incident
	Hidden                    bool      // not for search engines
	Script, Integrity         string
	Body                      any
}

// spec is what a kind of page gives to be framed.
type spec struct {
	look        string
	kind        kind
	at          func(lang string) string // path in each language
	title       string
	description string
	feed        bool
	near        anchor // the page whose feed is nearest; the home where it is empty
	trail       []anchor
	linked      *thing // what the page is to schema.org
	hidden      bool
	script      string
	picture     string // name of its file; the site's where it is empty
	published   news.Date
	modified    news.Date
	body        any
}

// render frames a page in one language.
func (b *builder) render(lang string, s spec) (File, error) {
	path := s.at(lang)
	t := b.tongues[lang]
	p := page{
		Lang: lang, Site: b.in.Site.Title.In(lang), Tagline: b.in.Site.Tagline.In(lang), Home: b.href(lang, homeKind, ""),
		Kind: s.kind, Title: s.title, Description: s.description, Canonical: b.abs(path), Trail: s.trail,
		AsOf: t.date(b.in.AsOf), Hidden: s.hidden, Body: s.body, Menu: b.frames[lang][s.kind].menu, Foot: b.frames[lang][s.kind].foot,
	}
	p.Picture, p.Locale = b.abs(cmp.Or(s.picture, b.sitePicture[lang])), locales.In(lang)
	p.Published, p.Modified = s.published, s.modified
	if s.script != "" {
		p.Script, p.Integrity = b.assets[s.script], b.sums[s.script]
	}
	if s.kind != homeKind {
		p.Title = s.title + " – " + p.Site
	}
	for _, l := range news.Langs {
		p.Others = append(p.Others, alternate{l, b.tongues[l].text("language"), b.abs(s.at(l)), b.base + s.at(l), l == lang})
	}
	near := cmp.Or(s.near, anchor{Text: p.Site, Href: p.Home})
	p.Near = anchor{Text: near.Text, Href: near.Href + "feed.xml"}
	if s.feed {
		p.Feed, p.JSONFeed = b.base+path+"feed.xml", b.base+path+"feed.json"
	}
	var linked []byte
	if s.linked != nil {
		linked = script(linked, s.linked.appended)
	}
	if len(s.trail) > 0 {
		linked = script(linked, func(out []byte) []byte { return b.crumbs(out, s.trail, s.title, path) })
	}
	p.Linked = trusted(linked)
	return b.page(lang, s.look, path+"index.html", p)
}

// frame is what pages of a kind share: their menus, rendered once.
type frame struct {
	menu, foot template.HTML
}

func (b *builder) renderFrames() error {
	b.frames = map[string]map[kind]frame{}
	kinds := append(slices.Collect(maps.Keys(segments)), homeKind, notFoundKind)
	for _, lang := range news.Langs {
		b.frames[lang] = map[kind]frame{}
		for _, k := range kinds {
			menu, err := b.execute(lang, "home", "anchors", b.menu(lang, k))
			if err != nil {
				return err
			}
			foot, err := b.execute(lang, "home", "anchors", b.foot(lang))
			if err != nil {
				return err
			}
			b.frames[lang][k] = frame{trusted(menu), trusted(foot)}
		}
	}
	return nil
}

func (b *builder) menu(lang string, here kind) []anchor {
	kinds := []kind{incidentKind, searchKind, mineKind, adviceKind, dataTypeKind, organisationKind, sectorKind, countryKind, seasonKind}
	return b.links(lang, kinds, here)
}

func (b *builder) foot(lang string) []anchor {
	return b.links(lang, []kind{aboutKind, methodKind, sourcesKind, correctionsKind, openDataKind, extractsKind, legalKind,
		providerKind, monthKind}, "")
}

// links names kinds of pages, leaving out those of which the site has none.
func (b *builder) links(lang string, kinds []kind, here kind) []anchor {
	var out []anchor
	for _, k := range kinds {
		if b.has(lang, k) {
			out = append(out, anchor{Text: b.tongues[lang].text("nav." + string(k)), Href: b.href(lang, k, ""), Here: k == here})
		}
	}
	return out
}

// has reports whether the site has a page or an index of a kind.
func (b *builder) has(lang string, k kind) bool {
	switch k {
	case aboutKind, methodKind, legalKind, openDataKind, extractsKind:
		_, ok := b.doc(lang, k)
		return ok
	case adviceKind:
		return slices.ContainsFunc(b.in.Advice, func(d news.Doc) bool { return d.Lang == lang })
	}
	if slices.Contains(groupKinds, k) {
		return len(b.x.groups[k]) > 0
	}
	return true
}

// doc returns a page in Markdown.
func (b *builder) doc(lang string, k kind) (news.Doc, bool) {
	for _, d := range b.in.Pages {
		if d.Name == string(k) && d.Lang == lang {
			return d, true
		}
	}
	return news.Doc{}, false
}

// trail returns the way from the home to a kind of page.
func (b *builder) trail(lang string, kinds ...kind) []anchor {
	out := []anchor{{Text: b.tongues[lang].text("nav.home"), Href: b.href(lang, homeKind, "")}}
	return append(out, b.links(lang, kinds, "")...)
}

// crumbs is the trail as schema.org has it.
func (b *builder) crumbs(out []byte, trail []anchor, title, path string) []byte {
	out = append(out, `{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[`...)
	item := func(n int, name, url string) {
		out = append(out, `{"@type":"ListItem","position":`...)
		out = strconv.AppendInt(out, int64(n), 10)
		out = append(property(property(out, "name", name, true), "item", url, true), '}')
	}
	for n, a := range trail {
		item(n+1, a.Text, b.abs(a.Href[len(b.base):]))
		out = append(out, ',')
	}
	item(len(trail)+1, title, b.abs(path))
	return append(out, "]}"...)
}

// card is the row of an incident in lists.
type card struct {
	Href, Headline    string
	ISO, Date         string
	Organisations     string
	Countries, Sector string
	Status, StatusID  string
	Said              string // the status in a few words
	Marks             []mark
	More              int // marks not shown
	People, Claimed   string
	Sources           int
	Machine           bool // read by the machine only
}

// mark is a data type that leaked.
type mark struct {
	Label, Href string
	Risk        int
	RiskWord    string
	Art9        bool
	Does        string // what it lets a thief do
}

// cardMarks is how many data types a row shows.
const cardMarks = 6

func (b *builder) card(lang string, n int) card {
	t := b.tongues[lang]
	i := &b.x.incidents[n]
	c := card{
		Href: b.href(lang, incidentKind, i.ID), Headline: b.told[lang][n].headline, ISO: string(i.Published), Date: capital(t.date(i.Published)),
		Organisations: t.list(i.Organisations), Countries: b.countries(lang, i.Countries),
		StatusID: i.Status, Status: b.statusWord(lang, *i), Sources: len(b.shared[n].covered), Machine: i.Review == "auto",
	}
	if i.Sector != "" {
		c.Sector = t.label(b.in.Taxonomy.Sectors, i.Sector)
	}
	if i.People > 0 {
		c.People = t.count("people", i.People)
	} else if i.PeopleClaimed > 0 {
		c.Claimed = t.count("people", i.PeopleClaimed)
	}
	c.Marks = b.marks(lang, i.DataTypes, i.Countries...)
	if len(c.Marks) > cardMarks {
		c.More = len(c.Marks) - cardMarks + 1
		c.Marks = c.Marks[:cardMarks-1]
	}
	return c
}

func (b *builder) countries(lang string, codes []string) string {
	t := b.tongues[lang]
	return t.list(apply(codes, func(c string) string { return t.country(b.in.Taxonomy.Countries, c) }))
}

func (b *builder) statusWord(lang string, i news.Incident) string {
	if i.Status == "" {
		return b.tongues[lang].text("status.unknown")
	}
	return b.tongues[lang].label(b.in.Taxonomy.Statuses, i.Status)
}

// marks are the data types of a list, gravest first.
func (b *builder) marks(lang string, ids []string, countries ...string) []mark {
	t := b.tongues[lang]
	country := ""
	if len(countries) == 1 {
		country = countries[0]
	}
	out := make([]mark, 0, len(ids))
	for _, id := range (sentences{t, b.in.Taxonomy}).byRisk(ids) {
		of := markOf{lang, id, country}
		m, ok := b.marked.Load(of)
		if !ok {
			m = b.mark(of)
			b.marked.Store(of, m)
		}
		out = append(out, m.(mark))
	}
	return out
}

// markOf is what a mark depends on. They are few, and are made once.
type markOf struct{ lang, id, country string }

func (b *builder) mark(of markOf) mark {
	t := b.tongues[of.lang]
	term, _ := news.Find(b.in.Taxonomy.DataTypes, of.id)
	m := mark{Label: t.label(b.in.Taxonomy.DataTypes, of.id), Risk: max(term.Risk, 1), Art9: term.Art9}
	m.Label = t.maybe("short."+of.id, m.Label)
	if of.country != "" {
		m.Label = t.maybe("short."+of.id+"."+of.country, m.Label)
	}
	m.RiskWord = t.text("risk." + string(rune('0'+m.Risk)))
	m.Does = t.maybe("does."+of.id, "")
	if _, ok := b.x.group(dataTypeKind, keyOf(of.id)); ok {
		m.Href = b.href(of.lang, dataTypeKind, keyOf(of.id))
	}
	return m
}

// rows returns the rendered rows of a list of incidents.
func (b *builder) rows(lang string, list []int) []template.HTML {
	out := make([]template.HTML, len(list))
	for n, i := range list {
		out[n] = b.told[lang][i].row
	}
	return out
}
