package site

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"saison/internal/news"
)

// latest is how many incidents the home shows.
const latest = 12

type homeBody struct {
	Season     string // 2025-2026, with a dash
	Said       string // the season so far
	Versus     string // against the last at the same day
	Week       string
	Calendar   calendar
	Before     *calendar // the season before
	BeforeHref string
	Latest     []template.HTML
	All        string
	Leaks      chart
	Sectors    chart
	Todo       string // address of the advice; empty where there is none
}

func (b *builder) home(lang string) (File, error) {
	t := b.tongues[lang]
	season := b.x.season()
	year := b.x.between(b.x.listed, news.DateOf(b.in.AsOf.Time().AddDate(-1, 0, 1)), b.in.AsOf)
	list := b.x.between(b.x.listed, season.First, b.in.AsOf)
	body := homeBody{
		Season: dashed(season.Name), Said: b.seasonSaid(lang, season, list), Versus: b.versus(lang, season, len(list)),
		Week: b.week(lang), Calendar: b.calendar(lang, season),
		Latest: b.rows(lang, b.x.listed[:min(latest, len(b.x.listed))]), All: b.href(lang, incidentKind, ""),
		Leaks: b.leaks(lang, year), Sectors: b.sectors(lang, year),
	}
	body.Leaks.Title, body.Sectors.Title = t.text("chart.leaks.year"), t.text("chart.sectors.year")
	if b.has(lang, adviceKind) {
		body.Todo = b.href(lang, adviceKind, "")
	}
	if before, ok := b.before(season); ok {
		c := b.calendar(lang, before)
		c.Description = ""
		body.Before, body.BeforeHref = &c, b.href(lang, seasonKind, before.Name)
	}
	return b.render(lang, spec{
		look: "home", kind: homeKind, at: func(l string) string { return pathOf(l, homeKind, "") }, feed: true,
		title:       b.in.Site.Title.In(lang) + " – " + b.in.Site.Tagline.In(lang),
		description: strings.Join([]string{t.text("home.description"), body.Said}, " "),
		linked:      b.website(lang), body: body,
	})
}

// dashed writes the name of a season for readers: 2025–2026.
func dashed(season string) string { return strings.ReplaceAll(season, "-", "–") }

// seasonSaid says how many incidents a season holds, and how many are confirmed.
func (b *builder) seasonSaid(lang string, s news.Season, list []int) string {
	t := b.tongues[lang]
	if len(list) == 0 {
		return t.text("season.none", t.date(s.First))
	}
	confirmed := 0
	for _, n := range list {
		if b.x.incidents[n].Status == "confirmed" {
			confirmed++
		}
	}
	said := t.count("season.so.far", len(list), t.date(s.First))
	if s.Last < b.in.AsOf {
		said = t.count("season.over", len(list), t.date(s.First), t.date(s.Last))
	}
	return said + " " + t.count("season.confirmed", confirmed)
}

// versus compares a season with the one before at the same day. It is empty when there was none.
func (b *builder) versus(lang string, s news.Season, n int) string {
	t := b.tongues[lang]
	before, ok := b.before(s)
	if !ok {
		return ""
	}
	if s.Last < b.in.AsOf {
		had := len(b.x.between(b.x.listed, before.First, before.Last))
		return t.count("season.versus.whole", had, dashed(before.Name))
	}
	days := int(b.in.AsOf.Time().Sub(s.First.Time()).Hours() / 24)
	last := before.First.Time().AddDate(0, 0, days)
	had := len(b.x.between(b.x.listed, before.First, news.DateOf(last)))
	return t.count("season.versus", had, dashed(before.Name))
}

// before returns the season before another; ok is false where the site knows nothing of it.
func (b *builder) before(s news.Season) (before news.Season, ok bool) {
	before, ok = b.x.seasons.At(news.DateOf(s.First.Time().AddDate(0, 0, -1)))
	_, known := b.x.group(seasonKind, before.Name)
	return before, ok && known
}

// week tells the last seven days in one or two sentences.
func (b *builder) week(lang string) string {
	t := b.tongues[lang]
	s := sentences{t, b.in.Taxonomy}
	first := news.DateOf(b.in.AsOf.Time().AddDate(0, 0, -6))
	list := b.x.between(b.x.listed, first, b.in.AsOf)
	if len(list) == 0 {
		return t.text("week.none")
	}
	var names []string
	gravest := b.x.incidents[list[0]]
	for _, n := range list {
		i := b.x.incidents[n]
		names = append(names, i.Organisations...)
		if gravity(b.in.Taxonomy, i) > gravity(b.in.Taxonomy, gravest) {
			gravest = i
		}
	}
	const few = 4
	said := t.count("week.some", len(list), s.at(names[:min(few, len(names))]))
	if len(names) > few {
		said = t.count("week.many", len(list), s.at(names[:few]))
	}
	if len(list) > 1 && gravity(b.in.Taxonomy, gravest) > 2 {
		words := s.dataWords(gravest)
		said += " " + t.text("week.gravest", s.at(gravest.Organisations), t.list(words[:min(3, len(words))]))
	}
	return said
}

// chart is bars with their labels: the same marks are its table.
type chart struct {
	Title, Note string
	Bars        []bar
}

type bar struct {
	Label, Href string
	N           int
	Width       int // of 100
	Risk        int
}

// chartBars is how many bars a chart shows.
const chartBars = 8

func (b *builder) leaks(lang string, list []int) chart {
	t := b.tongues[lang]
	c := chart{Title: t.text("chart.leaks"), Note: t.text("chart.leaks.note")}
	c.Bars = b.bars(lang, dataTypeKind, b.x.tallies(list, dataTypesOf), len(list), func(id string) string {
		label := t.maybe("short."+id, t.label(b.in.Taxonomy.DataTypes, id))
		if where := b.x.tallies(list, func(i *news.Incident) []string { return i.Countries }); len(where) == 1 {
			label = t.maybe("short."+id+"."+where[0].id, label) // "numéro de sécurité sociale" where all is French
		}
		return label
	})
	return c
}

func (b *builder) sectors(lang string, list []int) chart {
	t := b.tongues[lang]
	c := chart{Title: t.text("chart.sectors"), Note: t.text("chart.sectors.note")}
	c.Bars = b.bars(lang, sectorKind, b.x.tallies(list, sectorOf), 0, func(id string) string {
		return t.label(b.in.Taxonomy.Sectors, id)
	})
	return c
}

// bars draws tallies against a whole, or against the highest where whole is 0.
func (b *builder) bars(lang string, k kind, counts []tally, whole int, label func(string) string) []bar {
	var out []bar
	for _, c := range counts[:min(chartBars, len(counts))] {
		if whole == 0 {
			whole = c.n
		}
		r := bar{Label: label(c.id), N: c.n, Width: max(1, c.n*100/whole)}
		if term, ok := news.Find(b.in.Taxonomy.DataTypes, c.id); ok && k == dataTypeKind {
			r.Risk = term.Risk
		}
		if _, ok := b.x.group(k, keyOf(c.id)); ok {
			r.Href = b.href(lang, k, keyOf(c.id))
		}
		out = append(out, r)
	}
	return out
}

// calendar is the days of a season, darker where more and graver incidents became known.
type calendar struct {
	Title, Description string
	Months             []calendarMonth
}

type calendarMonth struct {
	Name, Year string
	Href       string // of its page; empty where nothing became known
	Count      string
	N          int
	Quiet      string // path that draws the days on which nothing became known
	Ahead      string // path that draws the days to come
	Days       []calendarDay
	Height     int
}

type calendarDay struct {
	X, Y, Level int
	Title, Href string
}

const cellStep = 12 // of a calendar, with its gap

func (b *builder) calendar(lang string, s news.Season) calendar {
	t := b.tongues[lang]
	c := calendar{Title: t.text("calendar.title", dashed(s.Name)), Description: t.text("calendar.description")}
	count, weight := map[news.Date]int{}, map[news.Date]int{}
	for _, n := range b.x.between(b.x.listed, s.First, s.Last) {
		i := b.x.incidents[n]
		if i.Published.IsDay() {
			count[i.Published]++
			weight[i.Published] += gravity(b.in.Taxonomy, i)
		}
	}
	for first := s.First.Time(); !first.After(s.Last.Time()); first = first.AddDate(0, 1, 1-first.Day()) {
		c.Months = append(c.Months, b.calendarMonth(lang, first, s.Last.Time(), count, weight))
	}
	return c
}

func (b *builder) calendarMonth(lang string, first, end time.Time, count, weight map[news.Date]int) calendarMonth {
	t := b.tongues[lang]
	month := news.DateOf(first).Month()
	m := calendarMonth{Name: t.text("month." + first.Format("1")), Year: first.Format("2006")}
	if g, ok := b.x.group(monthKind, month); ok {
		m.N = len(g.incidents)
		m.Href, m.Count = b.href(lang, monthKind, month), t.count("incidents", m.N)
	}
	start := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC)
	shift := (int(start.Weekday()) + 6) % 7 // weeks begin on Monday
	m.Height = 6*cellStep - 2
	for d := first; d.Month() == first.Month() && !d.After(end); d = d.AddDate(0, 0, 1) {
		at := d.Day() - 1 + shift
		x, y := at%7*cellStep, at/7*cellStep
		day := news.DateOf(d)
		switch {
		case count[day] > 0:
			title := t.dayMonth(day) + t.text("colon") + t.count("incidents", count[day])
			m.Days = append(m.Days, calendarDay{x, y, level(weight[day]), title, b.dayHref(lang, month, day)})
		case day > b.in.AsOf:
			m.Ahead += square(x+3, y+3, 4)
		default:
			m.Quiet += square(x, y, 10)
		}
	}
	return m
}

// dayHref leads to a day in the list of its month, on the page of the list that has it.
func (b *builder) dayHref(lang, month string, day news.Date) string {
	g, _ := b.x.group(monthKind, month)
	at := slices.IndexFunc(g.incidents, func(n int) bool { return b.x.incidents[n].Published == day })
	return b.base + pagePath(lang, pathOf(lang, monthKind, month), at/perPage+1) + "#d" + string(day)
}

// level is how dark a day is, 1 to 4, from the gravities of its incidents added up.
func level(weight int) int {
	switch {
	case weight <= 2:
		return 1
	case weight <= 4:
		return 2
	case weight <= 8:
		return 3
	}
	return 4
}
