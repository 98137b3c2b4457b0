package site

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"saison/internal/news"
)

// perPage is how many incidents a page of a list shows.
const perPage = 50

type listBody struct {
	Heading, Lede string
	Note          string
	Parts         []listPart
	Pager         pager
	First         bool
	Charts        []chart
	Calendar      *calendar
	Does          string // data type: what it lets a thief do
	Mark          *mark
	Advice        []adviceGroup
	Search        anchor // the same list in the search page
	Near          []anchor
	Mine          []mineButton // of an organisation
}

// listPart is the rows under one heading; lists that are not by day have one part without a heading.
type listPart struct {
	ID, Heading string
	Rows        []template.HTML
}

type pager struct {
	Newer, Older string
	Page, Pages  int
	Label        string
}

// chartWorth is how many incidents make a chart say more than a sentence.
const chartWorth = 3

// group renders the pages of a group in one language, and its feed.
func (b *builder) group(lang string, g group) ([]File, error) {
	at := func(l string) string { return pathOf(l, g.kind, g.key) }
	t := b.tongues[lang]
	name := b.groupName(lang, g)
	heading := b.heading(lang, g, name)
	body := listBody{Heading: heading, Lede: b.groupLede(lang, g), Search: b.searchLink(lang, g), Near: b.near(lang, g)}
	list := g.incidents
	switch g.kind {
	case dataTypeKind:
		m := b.marks(lang, []string{g.id})[0]
		body.Mark, body.Does = &m, m.Does
		body.Advice = b.advice(lang, []string{g.id, ""}, countryIDs(b.in.Taxonomy))
		body.Charts = []chart{b.sectors(lang, list)}
	case sectorKind, organisationKind, providerKind:
		body.Charts = []chart{b.leaks(lang, list)}
	case countryKind:
		body.Note = t.maybe("country."+g.id, "")
		body.Charts = []chart{b.leaks(lang, list), b.sectors(lang, list)}
		if texts := b.advisedIn(lang, []string{""}, 2, g.id); len(texts) > 0 { // first steps and help lines
			body.Advice = []adviceGroup{{Advice: texts}}
		}
	case seasonKind:
		s, _ := b.x.seasons.At(b.x.incidents[list[0]].Published)
		c := b.calendar(lang, s)
		body.Calendar = &c
		body.Charts = []chart{b.leaks(lang, list), b.sectors(lang, list)}
	case monthKind, statusKind, causeKind, regulatorKind, reviewKind:
		body.Charts = []chart{b.leaks(lang, list)}
	}
	if len(list) < chartWorth {
		body.Charts = nil
	}
	organisation := ""
	if g.kind == organisationKind || g.kind == providerKind {
		organisation = name
	}
	s := spec{kind: g.kind, at: at, title: heading, description: body.Lede, trail: b.trail(lang, g.kind),
		linked: b.collection(lang, heading, body.Lede, at(lang), organisation)}
	if g.kind == organisationKind {
		body.Mine, s.script = []mineButton{{name, g.key}}, "mine-add.js"
	}
	return b.list(lang, s, body, list)
}

func countryIDs(tax news.Taxonomy) []string {
	var ids []string
	for _, c := range tax.Countries {
		ids = append(ids, c.ID)
	}
	return ids
}

// all renders the list of all incidents.
func (b *builder) all(lang string) ([]File, error) {
	t := b.tongues[lang]
	s := spec{kind: incidentKind, at: func(l string) string { return pathOf(l, incidentKind, "") },
		title: t.text("all.title"), description: t.count("all.lede", len(b.x.listed)), trail: b.trail(lang)}
	body := listBody{Heading: s.title, Lede: s.description, Search: anchor{t.text("search.all"), b.href(lang, searchKind, ""), "", false}}
	return b.list(lang, s, body, b.x.listed)
}

// list renders a list in pages of perPage, with its feed.
func (b *builder) list(lang string, s spec, body listBody, list []int) ([]File, error) {
	t := b.tongues[lang]
	root := s.at
	pages := max(1, (len(list)+perPage-1)/perPage)
	title := s.title
	var files []File
	for n := 1; n <= pages; n++ {
		rows := list[(n-1)*perPage : min(n*perPage, len(list))]
		body.First = n == 1
		body.Parts = b.parts(lang, s.kind, rows)
		body.Pager = pager{Page: n, Pages: pages, Label: t.text("pager.page", n, pages)}
		if n > 1 {
			body.Pager.Newer = b.base + pagePath(lang, root(lang), n-1)
			s.title = title + " (" + body.Pager.Label + ")"
		}
		if n < pages {
			body.Pager.Older = b.base + pagePath(lang, root(lang), n+1)
		}
		s.look, s.body, s.feed, s.near = "list", body, n == 1, anchor{Text: title, Href: b.base + root(lang)}
		s.at = func(l string) string { return pagePath(l, root(l), n) }
		f, err := b.render(lang, s)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	feeds, err := b.feed(lang, root(lang), title, list)
	return append(files, feeds...), err
}

// parts puts the rows of a month under their days, and those of other lists under their months.
func (b *builder) parts(lang string, k kind, rows []int) []listPart {
	t := b.tongues[lang]
	var out []listPart
	for _, n := range rows {
		d := b.x.incidents[n].Published
		id, heading := "m"+d.Month(), capital(t.date(news.Date(d.Month())))
		if k == monthKind && d.IsDay() {
			id, heading = "d"+string(d), capital(t.dayMonth(d))
		}
		if d == "" {
			id, heading = "undated", t.text("undated")
		}
		if len(out) == 0 || out[len(out)-1].ID != id {
			out = append(out, listPart{ID: id, Heading: heading})
		}
		p := &out[len(out)-1]
		p.Rows = append(p.Rows, b.told[lang][n].row)
	}
	return out
}

// groupName names a group inside a sentence or a menu.
func (b *builder) groupName(lang string, g group) string {
	t := b.tongues[lang]
	switch g.kind {
	case countryKind:
		return t.country(b.in.Taxonomy.Countries, g.id)
	case dataTypeKind:
		return t.label(b.in.Taxonomy.DataTypes, g.id)
	case sectorKind:
		return t.label(b.in.Taxonomy.Sectors, g.id)
	case statusKind:
		return t.label(b.in.Taxonomy.Statuses, g.id)
	case causeKind:
		return t.label(b.in.Taxonomy.Causes, g.id)
	case regulatorKind:
		return t.maybe("authority."+g.id, g.id)
	case reviewKind:
		return t.text("review." + g.id)
	case seasonKind:
		return dashed(g.id)
	case monthKind:
		return t.date(news.Date(g.id))
	}
	return typeset(g.id)
}

func (b *builder) heading(lang string, g group, name string) string {
	t := b.tongues[lang]
	if g.kind == organisationKind || g.kind == providerKind {
		return name
	}
	return t.text("heading."+string(g.kind), name)
}

// groupLede says a group in a sentence or two.
func (b *builder) groupLede(lang string, g group) string {
	t := b.tongues[lang]
	s := sentences{t, b.in.Taxonomy}
	n := len(g.incidents)
	var said []string
	switch g.kind {
	case seasonKind:
		season, _ := b.x.seasons.At(b.x.incidents[g.incidents[0]].Published)
		said = []string{b.seasonSaid(lang, season, g.incidents), b.versus(lang, season, n)}
	case organisationKind:
		said = []string{t.count("lede.organisation", n, s.at([]string{g.id}))}
	case providerKind:
		said = []string{t.count("lede.provider", n, s.the([]string{g.id}))}
	case dataTypeKind:
		said = []string{t.count("lede.data_type", n, s.dataWord(g.id))}
	case countryKind:
		said = []string{t.count("lede.country", n, t.maybe("in."+g.id, b.groupName(lang, g)))}
	case sectorKind:
		said = []string{t.count("lede.sector", n, lowered(b.groupName(lang, g)))}
	case statusKind, causeKind, regulatorKind, reviewKind:
		said = []string{t.count("lede.facet", n)}
	case monthKind:
		said = []string{t.count("lede.month", n, t.on(news.Date(g.id)))}
	}
	if g.kind != dataTypeKind {
		said = append(said, b.mostLeaked(lang, g.incidents))
	}
	return strings.TrimSpace(strings.Join(said, " "))
}

// mostLeaked names the data types that leaked most in a list.
func (b *builder) mostLeaked(lang string, list []int) string {
	s := sentences{b.tongues[lang], b.in.Taxonomy}
	var words []string
	for _, c := range b.x.tallies(list, dataTypesOf) {
		if len(words) < 3 {
			words = append(words, s.dataWord(c.id))
		}
	}
	if len(words) == 0 {
		return ""
	}
	if len(list) == 1 {
		return ""
	}
	return s.text("lede.most", s.list(words))
}

// searchLink leads to the same list in the search page, where it can be narrowed.
func (b *builder) searchLink(lang string, g group) anchor {
	param := searchParam[g.kind]
	if param == "" {
		return anchor{}
	}
	return anchor{Text: b.tongues[lang].text("search.narrow"), Href: b.href(lang, searchKind, "") + "?" + param + "=" + g.id}
}

// near are the neighbours of a season or a month, and the months of a season.
func (b *builder) near(lang string, g group) []anchor {
	if g.kind != seasonKind && g.kind != monthKind {
		return nil
	}
	groups := b.x.groups[g.kind]
	at := b.x.at[g.kind][g.key]
	var out []anchor
	if at+1 < len(groups) {
		out = append(out, anchor{Text: "← " + b.groupName(lang, groups[at+1]), Href: b.href(lang, g.kind, groups[at+1].key)})
	}
	if at > 0 {
		out = append(out, anchor{Text: b.groupName(lang, groups[at-1]) + " →", Href: b.href(lang, g.kind, groups[at-1].key)})
	}
	return out
}

type indexBody struct {
	Heading, Lede string
	Parts         []indexPart
	Pager         pager
}

type indexPart struct {
	ID, Heading string
	Links       []anchor
	Marks       []mark // of data types, with how many incidents in Does
}

// perIndex is how many groups a page of an index shows.
const perIndex = 400

// index renders the list of all groups of a kind, and the feed of its incidents.
func (b *builder) index(lang string, k kind) ([]File, error) {
	t := b.tongues[lang]
	root := func(l string) string { return pathOf(l, k, "") }
	title := t.text("nav." + string(k))
	groups := b.x.groups[k]
	pages := max(1, (len(groups)+perIndex-1)/perIndex)
	var files []File
	for n := 1; n <= pages; n++ {
		body := indexBody{Heading: title, Lede: t.text("index." + string(k)), Pager: pager{Page: n, Pages: pages, Label: t.text("pager.page", n, pages)}}
		body.Parts = b.indexParts(lang, k, groups[(n-1)*perIndex:min(n*perIndex, len(groups))])
		if n > 1 {
			body.Pager.Newer = b.base + pagePath(lang, root(lang), n-1)
		}
		if n < pages {
			body.Pager.Older = b.base + pagePath(lang, root(lang), n+1)
		}
		f, err := b.render(lang, spec{look: "index", kind: k, at: func(l string) string { return pagePath(l, root(l), n) },
			title: title, description: body.Lede, trail: b.trail(lang), body: body})
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// indexParts sorts the groups of an index under headings: letters for names, families for data types, years for months.
func (b *builder) indexParts(lang string, k kind, groups []group) []indexPart {
	t := b.tongues[lang]
	var out []indexPart
	at := map[string]int{}
	for _, g := range groups {
		id, heading := "all", ""
		switch k {
		case organisationKind, providerKind:
			if id, heading = g.key[:1], strings.ToUpper(g.key[:1]); id < "a" {
				id, heading = "0", "0–9"
			}
		case monthKind:
			id, heading = "y"+g.key[:4], g.key[:4]
		case dataTypeKind:
			if term, _ := news.Find(b.in.Taxonomy.DataTypes, g.id); term.Group != "" {
				id, heading = "g-"+keyOf(term.Group), t.label(b.in.Taxonomy.Groups, term.Group)
			}
		}
		if _, ok := at[id]; !ok {
			at[id] = len(out)
			out = append(out, indexPart{ID: id, Heading: heading})
		}
		p := &out[at[id]]
		n := len(g.incidents)
		if k == dataTypeKind {
			m := b.marks(lang, []string{g.id})[0]
			m.Label, m.Does = b.groupName(lang, g), t.count("incidents", n)
			p.Marks = append(p.Marks, m)
			continue
		}
		name := b.groupName(lang, g)
		if k == monthKind {
			name = capital(name)
		}
		p.Links = append(p.Links, anchor{Text: name, Href: b.href(lang, k, g.key), Count: t.count("incidents", n)})
	}
	if k == dataTypeKind { // families in the order of the taxonomy
		rank := func(p indexPart) int {
			return slices.IndexFunc(b.in.Taxonomy.Groups, func(g news.Term) bool { return "g-"+keyOf(g.ID) == p.ID })
		}
		slices.SortStableFunc(out, func(a, b indexPart) int { return cmp.Compare(rank(a), rank(b)) })
	}
	return out
}
