package site

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"saison/internal/news"
)

// The open data is a contract: fields are added, never renamed nor dropped. Unknown is null or "".
type openData struct {
	Schema    string `json:"schema"`
	Generated string `json:"generated"`
	Licence   string `json:"licence"`
	// and "incidents", a list of openIncident, one a line
}

type openIncident struct {
	ID            string             `json:"id"`
	URL           string             `json:"url"`
	Title         map[string]string  `json:"title"`
	Summary       map[string]string  `json:"summary"`
	Organisations []openOrganisation `json:"organisations"`
	Countries     []string           `json:"countries"`
	Sector        string             `json:"sector"`
	DataTypes     []string           `json:"data_types"`
	People        *int               `json:"people"`
	PeopleClaimed *int               `json:"people_claimed"`
	Status        string             `json:"status"`
	Cause         string             `json:"cause"`
	Via           string             `json:"via"`
	Regulator     []string           `json:"regulator"`
	BreachDate    string             `json:"breach_date"`
	Published     string             `json:"published"`
	Season        string             `json:"season"`
	Review        string             `json:"review"`
	Articles      []openArticle      `json:"articles"`
}

type openOrganisation struct {
	Name    string `json:"name"`
	Slug    string `json:"slug"`
	Country string `json:"country"`
	Sector  string `json:"sector"`
}

type openArticle struct {
	URL       string `json:"url"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Lang      string `json:"lang"`
}

func (b *builder) openIncident(n int) openIncident {
	i := &b.x.incidents[n]
	season, _ := b.x.seasons.At(i.Published)
	o := openIncident{
		ID: i.ID, URL: b.abs(pathOf(news.Langs[0], incidentKind, i.ID)), Title: map[string]string{}, Summary: map[string]string{},
		Organisations: []openOrganisation{}, Countries: list(i.Countries), Sector: i.Sector, DataTypes: list(i.DataTypes),
		People: known(i.People), PeopleClaimed: known(i.PeopleClaimed), Status: i.Status, Cause: i.Cause, Via: i.Via,
		Regulator: list(i.Regulator), BreachDate: string(i.BreachDate), Published: string(i.Published), Season: season.Name,
		Review: i.Review, Articles: []openArticle{},
	}
	for _, lang := range news.Langs {
		o.Title[lang], o.Summary[lang] = b.told[lang][n].headline, b.told[lang][n].summary
	}
	for _, name := range i.Organisations {
		org := openOrganisation{Name: name, Slug: slugOf(name), Country: b.orgs[name].Country, Sector: b.orgs[name].Sector}
		if len(i.Organisations) == 1 && org.Sector == "" {
			org.Sector = i.Sector
		}
		if len(i.Organisations) == 1 && len(i.Countries) == 1 && org.Country == "" {
			org.Country = i.Countries[0]
		}
		o.Organisations = append(o.Organisations, org)
	}
	for _, a := range b.shared[n].covered {
		o.Articles = append(o.Articles, openArticle{a.URL, b.outlet(a.Outlet), a.Title, string(a.Published), a.Lang})
	}
	return o
}

// known returns nil for an unknown number: null, never 0.
func known(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// list is never null in JSON.
func list(s []string) []string { return append([]string{}, s...) }

// openData renders the data files: all incidents as JSON and CSV, one JSON an incident, and the schema.
func (b *builder) openData() ([]File, error) {
	var files []File
	var incidents []openIncident
	var lines [][]byte
	for n, i := range b.x.incidents {
		o := b.openIncident(n)
		text, err := toJSON(o)
		if err != nil {
			return nil, err
		}
		incidents, lines = append(incidents, o), append(lines, bytes.TrimSpace(text))
		files = append(files, File{Name: "data/incidents/" + i.ID + ".json", Data: text})
	}
	text, err := toJSON(openData{Schema: b.abs("data/incidents.schema.json"), Generated: string(b.in.AsOf), Licence: b.in.Site.Licence})
	if err != nil {
		return nil, err
	}
	text = withList(text, "incidents", lines)
	schema, err := json.MarshalIndent(b.schema(), "", " ") // people read it
	if err != nil {
		return nil, err
	}
	table, err := toCSV(incidents)
	return append(files, File{Name: "data/incidents.json", Data: text}, File{Name: "data/incidents.schema.json", Data: schema}, File{Name: "data/incidents.csv", Data: table}), err
}

func toJSON(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return out.Bytes(), err
}

// withList adds a list to a JSON object, one item a line.
func withList(text []byte, name string, items [][]byte) []byte {
	out := bytes.TrimSuffix(bytes.TrimSpace(text), []byte("}"))
	out = append(out, `,"`+name+"\":[\n"...)
	out = append(out, bytes.Join(items, []byte(",\n"))...)
	return append(out, "\n]}\n"...)
}

// toCSV writes one incident a line. A cell that a spreadsheet would take for a formula begins with an apostrophe.
func toCSV(incidents []openIncident) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write([]string{"id", "url", "title_fr", "title_nl", "title_en", "organisations", "countries", "sector", "data_types", "people",
		"people_claimed", "status", "cause", "via", "regulator", "breach_date", "published", "season", "review", "articles"})
	for _, i := range incidents {
		var names, urls []string
		for _, o := range i.Organisations {
			names = append(names, o.Name)
		}
		for _, a := range i.Articles {
			urls = append(urls, a.URL)
		}
		row := []string{i.ID, i.URL, i.Title["fr"], i.Title["nl"], i.Title["en"], joined(names), joined(i.Countries), i.Sector,
			joined(i.DataTypes), cell(i.People), cell(i.PeopleClaimed), i.Status, i.Cause, i.Via, joined(i.Regulator),
			i.BreachDate, i.Published, i.Season, i.Review, joined(urls)}
		w.Write(apply(row, harmless))
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func joined(s []string) string { return strings.Join(s, "; ") }

func cell(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func harmless(s string) string {
	if s != "" && slices.Contains([]byte("=+-@\t\r"), s[0]) {
		return "'" + s
	}
	return s
}
