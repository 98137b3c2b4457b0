package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html/template"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"saison/internal/diag"
	"saison/internal/news"
	"saison/internal/yamlfile"
)

// mineBody is the page on which readers tick organisations. All that may be shown is in it, for all readers alike: the
// script hides what is not theirs, so that no request tells what was ticked.
type mineBody struct {
	Heading, Lede string
	Search        string // addresses that the script reads: the folder of the search index, its code, the organisations
	Code          string
	Organisations string
	Doors         []anchor // a sector and the words for it
	Countries     []anchor
	Mixes         []mix
	Advice        []mineAdvice
	Lists         []anchor // for those without scripts
	Facts         mineFacts
}

// mineFacts is what the script composes its sentences of.
type mineFacts struct {
	Say   map[string]string    `json:"say"`
	Count map[string][2]string `json:"count"` // one, other
	Types []mineType           `json:"types"` // by family, gravest first
	Means map[string]string    `json:"means"` // by status
}

type mineType struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Does   string `json:"does"`
	Family string `json:"family"`
	Risk   int    `json:"risk"`
	Word   string `json:"word"` // for the risk
}

// mineAdvice is what to do in one country, or everywhere.
type mineAdvice struct {
	Country, Label string
	Texts          []mineText
}

type mineText struct {
	Name, Type string
	Steps      string // keys of its steps, in their order
	Markup     template.HTML
}

func (b *builder) minePage(lang string) (File, error) {
	t := b.tongues[lang]
	mixes, err := b.mixes(lang)
	if err != nil {
		return File{}, err
	}
	table, err := b.mineTable()
	if err != nil {
		return File{}, err
	}
	sum := sha256.Sum256(table.Data)
	body := mineBody{
		Heading: t.text("mine.title"), Lede: t.text("mine.lede"), Search: b.base + "data/search/", Code: b.assets["search-index.js"],
		Organisations: b.base + table.Name + "?v=" + hex.EncodeToString(sum[:4]), Mixes: mixes, Advice: b.mineAdvice(lang),
		Lists: b.links(lang, []kind{organisationKind, incidentKind, dataTypeKind, sectorKind}, ""), Facts: b.mineFacts(lang),
	}
	for _, id := range mineDoors {
		if _, ok := news.Find(b.in.Taxonomy.Sectors, id); ok {
			body.Doors = append(body.Doors, anchor{Text: t.text("mine.door." + id), Href: id})
		}
	}
	for _, c := range b.in.Taxonomy.Countries {
		body.Countries = append(body.Countries, anchor{Text: t.country(b.in.Taxonomy.Countries, c.ID), Href: c.ID})
	}
	return b.render(lang, spec{look: "mine", kind: mineKind, at: func(l string) string { return pathOf(l, mineKind, "") },
		title: body.Heading, description: body.Lede, trail: b.trail(lang), script: "mine.js", body: body})
}

// mineDoors are sectors in the order in which a reader thinks of who has their data.
var mineDoors = strings.Fields("telecom finance insurance health public retail logistics energy sport education transport leisure " +
	"employment technology media association food real_estate industry other")

func (b *builder) mineFacts(lang string) mineFacts {
	t := b.tongues[lang]
	tax := b.in.Taxonomy
	f := mineFacts{Say: map[string]string{}, Count: map[string][2]string{}, Means: map[string]string{}}
	for key, s := range t.words.Text {
		if key, ok := strings.CutPrefix(key, "mine.say."); ok {
			f.Say[key] = s
		}
	}
	for key, p := range t.words.Count {
		if key, ok := strings.CutPrefix(key, "mine.say."); ok {
			f.Count[key] = [2]string{p.One, p.Other}
		}
	}
	f.Say["unknown"] = t.text("status.unknown")
	for _, status := range []string{"claimed", "denied", "withdrawn", "unknown"} {
		f.Means[status] = t.text("means." + status)
	}
	for _, id := range b.gravestFirst(lang) {
		d, _ := news.Find(tax.DataTypes, id)
		m := b.marks(lang, []string{id})[0]
		family := t.text("family.other")
		if d.Group != "" {
			family = t.label(tax.Groups, d.Group)
		}
		f.Types = append(f.Types, mineType{id, m.Label, m.Does, family, m.Risk, m.RiskWord})
	}
	return f
}

// gravestFirst is all the data types.
func (b *builder) gravestFirst(lang string) []string {
	var ids []string
	for _, d := range b.in.Taxonomy.DataTypes {
		ids = append(ids, d.ID)
	}
	return sentences{b.tongues[lang], b.in.Taxonomy}.byRisk(ids)
}

// mineAdvice is every advice, in the order in which it is to be followed: a country's first steps, then the gravest data.
func (b *builder) mineAdvice(lang string) []mineAdvice {
	t := b.tongues[lang]
	types := append([]string{""}, b.gravestFirst(lang)...)
	var out []mineAdvice
	for _, country := range append(countryIDs(b.in.Taxonomy), "") {
		a := mineAdvice{Country: country, Label: t.text("advice.everywhere")}
		if country != "" {
			a.Label = t.country(b.in.Taxonomy.Countries, country)
		}
		seen := map[string]bool{}
		for _, d := range types {
			for _, doc := range b.in.Advice {
				if doc.Lang == lang && doc.About(d) && doc.Country == country && !seen[doc.Name] {
					seen[doc.Name] = true
					about := strings.TrimSpace(doc.DataType + " " + strings.Join(doc.Also, " "))
					a.Texts = append(a.Texts, mineText{doc.Name, about, b.stepKeys(lang, doc.Name), b.advised[lang+"/"+doc.Name].open})
				}
			}
		}
		if len(a.Texts) > 0 {
			out = append(out, a)
		}
	}
	return out
}

var tags = regexp.MustCompile(`<[^>]*>`)

// stepKeys names the steps of an advice after their words in French, so that a step stays ticked in every language and
// when steps come before it, and is open again when it says something else. A translation with other steps has its own.
func (b *builder) stepKeys(lang, name string) string {
	keys := keysOf(b.advised[lang+"/"+name].steps)
	if first := keysOf(b.advised[news.Langs[0]+"/"+name].steps); len(first) == len(keys) {
		keys = first
	}
	return strings.Join(keys, " ")
}

func keysOf(markup template.HTML) (keys []string) {
	for _, item := range strings.Split(string(markup), "<li>")[1:] {
		item, _, _ = strings.Cut(item, "</li>")
		sum := sha256.Sum256([]byte(strings.Join(strings.Fields(tags.ReplaceAllString(item, " ")), " ")))
		keys = append(keys, hex.EncodeToString(sum[:4]))
	}
	return keys
}

// mix is a combination of data that is worse than its parts.
type mix struct{ ID, Needs, Title, Text string }

type combination struct {
	ID    string   `yaml:"id"`
	Needs []string `yaml:"needs"` // data types; a|b is one of the two
	Title tritext  `yaml:"title"`
	Text  tritext  `yaml:"text"`
}

type tritext struct {
	FR string `yaml:"fr"`
	NL string `yaml:"nl"`
	EN string `yaml:"en"`
}

const combinationsFile = "words/combinations.yaml"

func readCombinations(theme fs.FS) ([]combination, diag.List) {
	text, err := fs.ReadFile(theme, combinationsFile)
	if err != nil {
		return nil, nil // a theme need not tell any
	}
	var list []combination
	_, bad := yamlfile.Decode(combinationsFile, 0, text, &list)
	return list, bad
}

// mixes are the combinations in one language. One that needs what the taxonomy does not have can never be met.
func (b *builder) mixes(lang string) ([]mix, error) {
	list, bad := readCombinations(b.in.Theme)
	var out []mix
	for _, c := range list {
		known := true
		for _, id := range strings.Split(strings.Join(c.Needs, "|"), "|") {
			_, ok := news.Find(b.in.Taxonomy.DataTypes, id)
			known = known && ok
		}
		if known {
			out = append(out, mix{c.ID, strings.Join(c.Needs, " "), news.Labels(c.Title).In(lang), news.Labels(c.Text).In(lang)})
		}
	}
	return out, bad.Err()
}

// mineTable is every organisation that a reader may tick: those of the incidents and those of the gazetteer. A row is a
// name (or several that share an address), the key of its page, its country and sector, then its other names; the key is
// empty where it is the name in lower case without accents, its words joined by hyphens.
func (b *builder) mineTable() (File, error) {
	rows := map[string]*mineRow{}
	row := func(name string) *mineRow {
		key := slugOf(name)
		if rows[key] == nil {
			rows[key] = &mineRow{key: key}
		}
		if r := rows[key]; !slices.Contains(r.names, name) {
			r.names = append(r.names, name)
		}
		return rows[key]
	}
	for _, i := range b.x.incidents {
		for _, name := range i.Organisations {
			r := row(name)
			r.sector = cmp.Or(r.sector, i.Sector)
			if len(i.Countries) == 1 {
				r.country = cmp.Or(r.country, i.Countries[0])
			}
		}
	}
	for _, o := range b.in.Organisations {
		r := row(o.Name)
		r.sector, r.country = cmp.Or(o.Sector, r.sector), o.Country
		r.aliases = append(r.aliases, o.Aliases...)
	}
	var list [][]any
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		list = append(list, rows[key].cells())
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(list)
	return File{Name: "data/organisations.json", Data: out.Bytes()}, err
}

type mineRow struct {
	key, country, sector string
	names, aliases       []string
}

func (r *mineRow) cells() []any {
	var name any = r.names
	key := r.key
	if len(r.names) == 1 {
		name = r.names[0]
	}
	if key == strings.ReplaceAll(strings.ToLower(r.names[0]), " ", "-") {
		key = ""
	}
	cells := []any{name, key, r.country, r.sector}
	for _, alias := range r.aliases {
		cells = append(cells, alias)
	}
	return cells
}

// mineButton adds an organisation to the list of the reader.
type mineButton struct{ Name, Key string }

// mineButtonsMax is how many organisations of one incident have a button; the page of each has its own.
const mineButtonsMax = 6

func mineButtons(names []string) []mineButton {
	var out []mineButton
	for _, name := range names[:min(len(names), mineButtonsMax)] {
		out = append(out, mineButton{typeset(name), slugOf(name)})
	}
	return out
}
