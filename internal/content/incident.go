package content

import (
	"cmp"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"saison/internal/diag"
	"saison/internal/news"
	"saison/internal/yamlfile"
)

// incidentFile is the front matter of an incident's .md. Pointers tell blank from given.
type incidentFile struct {
	Organisations []string     `yaml:"organisations"`
	Countries     []string     `yaml:"countries"`
	Sector        string       `yaml:"sector"`
	Published     news.Date    `yaml:"published"`
	BreachDate    news.Date    `yaml:"breach_date"`
	People        *int         `yaml:"people"`
	PeopleClaimed *int         `yaml:"people_claimed"`
	DataTypes     []string     `yaml:"data_types"`
	Status        string       `yaml:"status"`
	Cause         string       `yaml:"cause"`
	Via           string       `yaml:"via"`
	Regulator     []string     `yaml:"regulator"`
	Review        string       `yaml:"review"`
	Sources       []sourceFile `yaml:"sources"`
	History       []changeFile `yaml:"history"`
	Reply         string       `yaml:"reply"`
}

type changeFile struct {
	Date       news.Date `yaml:"date"`
	Status     string    `yaml:"status"`
	Withdrawal string    `yaml:"withdrawal"`
	Field      string    `yaml:"field"`
	Reason     string    `yaml:"reason"`
	Source     string    `yaml:"source"`
}

// idShape: slug, year, month, and a number where several would have the same name.
var idShape = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*-(\d{4})-(?:0[1-9]|1[0-2])(?:-(?:[2-9]|[1-9]\d+))?$`)

const articlesSuffix = ".articles.yaml"

// incidents reads incidents/YYYY/, a .md and perhaps an .articles.yaml each.
func (r *reader) incidents(c *Content) {
	strays, _ := fs.Glob(r.fsys, "incidents/*.*")
	for _, name := range strays {
		if !strings.HasPrefix(path.Base(name), ".") {
			r.mistakes.Addf(r.pos(name, 0), "not in the folder of a year: move it to incidents/2025/")
		}
	}
	names, _ := fs.Glob(r.fsys, "incidents/*/*")
	have := make(map[string]bool)
	for _, name := range names {
		have[name] = true
	}
	for _, name := range names {
		switch {
		case strings.HasSuffix(name, articlesSuffix):
			if md := strings.TrimSuffix(name, articlesSuffix) + ".md"; !have[md] {
				r.mistakes.Addf(r.pos(name, 0), "no %s beside it: restore it, or remove both and name the incident in excluded.yaml", path.Base(md))
			}
		case strings.HasSuffix(name, ".md"):
			r.incident(c, name, have[strings.TrimSuffix(name, ".md")+articlesSuffix])
		case !strings.HasPrefix(path.Base(name), "."):
			r.mistakes.Addf(r.pos(name, 0), "neither a .md nor an .articles.yaml: remove it")
		}
	}
	slices.SortFunc(c.Incidents, func(a, b news.Incident) int { return cmp.Compare(a.ID, b.ID) })
}

func (r *reader) incident(c *Content, name string, hasArticles bool) {
	id := strings.TrimSuffix(path.Base(name), ".md")
	if m := idShape.FindStringSubmatch(id); m == nil {
		r.mistakes.Addf(r.pos(name, 0), "%q is not an ID: organisation-2025-01.md", id)
	} else if year := path.Base(path.Dir(name)); m[1] != year {
		r.mistakes.Addf(r.pos(name, 0), "year %s of the ID in folder %s: move it to incidents/%s/", m[1], year, m[1])
	}
	if old, ok := c.files[id]; ok {
		r.mistakes.Addf(r.pos(name, 0), "ID %q is also in %s: keep one", id, path.Join(r.dir, old.folder))
		return
	}
	text, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		r.mistakes.Addf(r.pos(name, 0), "%v", err)
		return
	}
	f := &file{folder: path.Dir(name), page: string(text)}
	c.files[id] = f
	in, ok := r.page(id, name, text)
	if hasArticles {
		articlesName := strings.TrimSuffix(name, ".md") + articlesSuffix
		if text, err := fs.ReadFile(r.fsys, articlesName); err != nil {
			r.mistakes.Addf(r.pos(articlesName, 0), "%v", err)
		} else {
			f.articles = string(text)
			in.Articles = r.articles(articlesName, text)
		}
	}
	if !ok {
		return
	}
	if in.Shown() && len(in.Sources) == 0 && len(in.Articles) == 0 {
		r.mistakes.Addf(r.pos(name, 1), "no source: add one under sources:")
	}
	in.ByHand = byHand(in)
	c.Incidents = append(c.Incidents, in)
}

// page reads an incident's .md; ok is false where there is no front matter to read.
func (r *reader) page(id, name string, text []byte) (news.Incident, bool) {
	page, ok := yamlfile.Split(text)
	if !ok {
		r.mistakes.Addf(r.pos(name, 1), `no front matter: the file begins with a line "---", and a second one ends it`)
		return news.Incident{ID: id}, false
	}
	var f incidentFile
	tree, mistakes := yamlfile.Decode(path.Join(r.dir, name), page.Line, []byte(page.Front), &f)
	r.mistakes = append(r.mistakes, mistakes...)
	if root := yamlfile.Root(tree); root == nil || root.Kind != yaml.MappingNode || root.Style&yaml.FlowStyle != 0 {
		if len(mistakes) == 0 {
			r.mistakes.Addf(r.pos(name, page.Line+1), "front matter wants one key a line")
		}
		return news.Incident{ID: id}, false
	}
	if len(mistakes) > 0 && reflect.DeepEqual(f, incidentFile{}) { // nothing was read: what is missing is not missing
		return news.Incident{ID: id}, false
	}
	at := func(keys ...any) diag.Pos { return r.pos(name, page.Line+yamlfile.Line(tree, keys...)) }
	in := news.Incident{ID: id, Review: f.Review, Reply: f.Reply, Text: strings.TrimSpace(page.Body), Facts: news.Facts{
		Organisations: f.Organisations, Countries: f.Countries, Sector: f.Sector, Published: f.Published, BreachDate: f.BreachDate,
		People: r.count(f.People, at("people")), PeopleClaimed: r.count(f.PeopleClaimed, at("people_claimed")), DataTypes: f.DataTypes,
		Status: f.Status, Cause: f.Cause, Via: f.Via, Regulator: f.Regulator,
	}}
	r.checkFacts(in, at)
	in.Sources = r.sources(f.Sources, at)
	in.History = r.history(f.History, at)
	return in, true
}

func (r *reader) count(n *int, at diag.Pos) int {
	if n == nil {
		return 0
	}
	if *n <= 0 {
		r.mistakes.Addf(at, "%d is not a number of people: leave it blank where it is not known", *n)
		return 0
	}
	return *n
}

func (r *reader) checkFacts(in news.Incident, at func(...any) diag.Pos) {
	if len(in.Organisations) == 0 {
		r.mistakes.Addf(at("organisations"), "no organisation")
	}
	for i, o := range in.Organisations {
		if strings.TrimSpace(o) == "" || slices.Contains(in.Organisations[:i], o) {
			r.mistakes.Addf(at("organisations", i), "organisation %q is blank or given twice: remove it", o)
		}
	}
	for i, code := range in.Countries {
		if !news.IsCountry(code) {
			r.mistakes.Addf(at("countries", i), "unknown country %q: an ISO 3166 code, as FR or BE", code)
		}
	}
	for i, id := range in.DataTypes {
		if _, ok := news.Find(r.tax.DataTypes, id); !ok {
			r.mistakes.Addf(at("data_types", i), "unknown data type %q%s", id, hint(r.tax.DataTypes, id))
		} else if slices.Contains(in.DataTypes[:i], id) {
			r.mistakes.Addf(at("data_types", i), "data type %q given twice: remove one", id)
		}
	}
	r.checkTerm(r.tax.Statuses, "status", in.Status, false, at)
	r.checkTerm(r.tax.Causes, "cause", in.Cause, true, at)
	r.checkTerm(r.tax.Sectors, "sector", in.Sector, true, at)
	if !slices.Contains(news.Reviews, in.Review) {
		r.mistakes.Addf(at("review"), "unknown review %q: one of %s", in.Review, strings.Join(news.Reviews, ", "))
	}
	r.checkDate(in.Published, at("published"))
	r.checkDate(in.BreachDate, at("breach_date"))
	if in.Published == "" {
		r.mistakes.Addf(at("published"), "no published: the day of the first public report")
	} else if in.BreachDate.Valid() && in.ReportedEarly() {
		r.mistakes.Addf(at("breach_date"), "breach_date %s is after published %s: published is the day of the first report", in.BreachDate, in.Published)
	}
}

func (r *reader) checkTerm(terms []news.Term, key, id string, blank bool, at func(...any) diag.Pos) {
	if _, ok := news.Find(terms, id); ok || blank && id == "" {
		return
	}
	if id == "" {
		r.mistakes.Addf(at(key), "no %s%s", key, hint(terms, id))
		return
	}
	r.mistakes.Addf(at(key), "unknown %s %q%s", key, id, hint(terms, id))
}

func (r *reader) checkDate(d news.Date, at diag.Pos) {
	if !d.Valid() {
		r.mistakes.Addf(at, "%q is not a date: 2025-02-10, or 2025-02", string(d))
	}
}

func (r *reader) sources(list []sourceFile, at func(...any) diag.Pos) []news.Source {
	var sources []news.Source
	for i, s := range list {
		if fact := news.BadLink(s.URL); fact != "" {
			r.mistakes.Addf(at("sources", i, "url"), "%s", fact)
		}
		if s.Outlet == "" {
			r.mistakes.Addf(at("sources", i), "source without outlet: say who published it")
		}
		r.checkDate(s.Date, at("sources", i, "date"))
		sources = append(sources, news.Source(s))
	}
	return sources
}

func (r *reader) history(list []changeFile, at func(...any) diag.Pos) []news.Change {
	var changes []news.Change
	for i, h := range list {
		if !h.Date.Valid() || h.Date == "" {
			r.mistakes.Addf(at("history", i), "%q is not the date of a change: 2025-02-10", string(h.Date))
		}
		if h.Status != "" {
			r.checkTerm(r.tax.Statuses, "status", h.Status, false, func(...any) diag.Pos { return at("history", i, "status") })
		}
		r.checkWithdrawal(h, func(...any) diag.Pos { return at("history", i, "withdrawal") })
		if h.Reason == "" && h.Source == "" && h.Withdrawal == "" {
			r.mistakes.Addf(at("history", i), "change without reason or source: give one of them")
		}
		if h.Source != "" {
			if fact := news.BadLink(h.Source); fact != "" {
				r.mistakes.Addf(at("history", i, "source"), "%s", fact)
			}
		}
		changes = append(changes, news.Change(h))
	}
	return changes
}

// checkWithdrawal: a record is withdrawn for one of the reasons of the taxonomy, and nothing else has one.
func (r *reader) checkWithdrawal(h changeFile, at func(...any) diag.Pos) {
	_, known := news.Find(r.tax.Withdrawals, h.Withdrawal)
	switch {
	case h.Status == news.Withdrawn && h.Withdrawal == "" && len(r.tax.Withdrawals) > 0:
		r.mistakes.Addf(at(), "no withdrawal beside status: withdrawn%s", hint(r.tax.Withdrawals, ""))
	case h.Withdrawal != "" && !known:
		r.mistakes.Addf(at(), "unknown reason %q%s", h.Withdrawal, hint(r.tax.Withdrawals, h.Withdrawal))
	case h.Withdrawal != "" && h.Status != news.Withdrawn:
		r.mistakes.Addf(at(), "withdrawal without status: withdrawn: remove it, or add the status")
	}
}

// CheckPage returns the mistakes of an incident's page that is about to be written.
func CheckPage(name, id string, text []byte, tax news.Taxonomy) diag.List {
	r := &reader{tax: tax}
	if !idShape.MatchString(id) {
		r.mistakes.Addf(r.pos(name, 0), "%q is not an ID: organisation-2025-01", id)
	}
	r.page(id, name, text)
	return r.mistakes.Sorted()
}
