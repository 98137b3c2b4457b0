package content

import (
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"saison/internal/diag"
	"saison/internal/news"
	"saison/internal/yamlfile"
)

type labels struct {
	FR string `yaml:"fr"`
	NL string `yaml:"nl"`
	EN string `yaml:"en"`
}

type siteFile struct {
	Title       labels `yaml:"title"`
	Tagline     labels `yaml:"tagline"`
	BaseURL     string `yaml:"base_url"`
	Contact     string `yaml:"contact"`
	Repository  string `yaml:"repository"`
	Publisher   string `yaml:"publisher"`
	Host        string `yaml:"host"`
	SeasonStart string `yaml:"season_start"`
	Licence     string `yaml:"licence"`

	AdviceMonths *int `yaml:"advice_months"`
}

// adviceMonths is how long advice holds where site.yaml does not say.
const adviceMonths = 12

func (r *reader) site(shipped fs.FS) news.Site {
	const name = "site.yaml"
	text, ok := r.read(name, shipped)
	if !ok {
		r.mistakes.Addf(r.pos(name, 0), "no such file: it names the site and its address")
		return news.Site{}
	}
	var f siteFile
	tree, mistakes := yamlfile.Decode(path.Join(r.dir, name), 0, text, &f)
	r.mistakes = append(r.mistakes, mistakes...)
	at := func(key string) diag.Pos { return r.pos(name, yamlfile.Line(tree, key)) }
	if f.Title.FR == "" || f.Title.NL == "" || f.Title.EN == "" {
		r.mistakes.Addf(at("title"), "title wants fr, nl and en")
	}
	base, err := url.Parse(f.BaseURL)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" || !strings.HasSuffix(f.BaseURL, "/") {
		r.mistakes.Addf(at("base_url"), "%q is not an absolute address that ends in a slash", f.BaseURL)
	}
	for key, value := range map[string]string{"contact": f.Contact, "repository": f.Repository} {
		if u, err := url.Parse(value); value != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "mailto") {
			r.mistakes.Addf(at(key), "%q is not a web or mail address: https://… or mailto:…", value)
		}
	}
	start, err := time.Parse("01-02", f.SeasonStart)
	if err != nil {
		r.mistakes.Addf(at("season_start"), "%q is not a month and a day, like 09-01", f.SeasonStart)
	}
	months := adviceMonths
	if f.AdviceMonths != nil {
		if months = *f.AdviceMonths; months <= 0 {
			r.mistakes.Addf(at("advice_months"), "%d is not a number of months", months)
		}
	}
	return news.Site{
		Title: news.Labels(f.Title), Tagline: news.Labels(f.Tagline), BaseURL: f.BaseURL, Contact: f.Contact, Repository: f.Repository,
		Publisher: f.Publisher, Host: f.Host, Licence: f.Licence, Seasons: news.Seasons{Month: start.Month(), Day: start.Day()},
		AdviceMonths: months,
	}
}

type docFile struct {
	Title    string       `yaml:"title"`
	DataType string       `yaml:"data_type"`
	Also     []string     `yaml:"also"`
	Country  string       `yaml:"country"`
	Reviewed news.Date    `yaml:"reviewed"`
	Sources  []sourceFile `yaml:"sources"`
}

type sourceFile struct {
	URL    string    `yaml:"url"`
	Outlet string    `yaml:"outlet"`
	Title  string    `yaml:"title"`
	Lang   string    `yaml:"lang"`
	Date   news.Date `yaml:"date"`
}

// docs reads pages/ or advice/: NAME.LANG.md with front matter, each in every language of the site.
func (r *reader) docs(folder string, shipped fs.FS) []news.Doc {
	fsys := r.fsys
	names, err := fs.Glob(fsys, folder+"/*.md")
	if err != nil || len(names) == 0 {
		if fsys = shipped; fsys == nil {
			return nil
		}
		names, _ = fs.Glob(fsys, folder+"/*.md")
	}
	var docs []news.Doc
	for _, name := range names {
		if d, ok := r.doc(fsys, folder, name); ok {
			docs = append(docs, d)
		}
	}
	r.checkLangs(folder, docs)
	return docs
}

func (r *reader) doc(fsys fs.FS, folder, name string) (news.Doc, bool) {
	base, lang, ok := cutLast(strings.TrimSuffix(path.Base(name), ".md"), ".")
	if !ok || !slices.Contains(news.Langs, lang) {
		r.mistakes.Addf(r.pos(name, 0), "name wants a language: NAME.fr.md, NAME.nl.md or NAME.en.md")
		return news.Doc{}, false
	}
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		r.mistakes.Addf(r.pos(name, 0), "%v", err)
		return news.Doc{}, false
	}
	page, ok := yamlfile.Split(text)
	if !ok {
		r.mistakes.Addf(r.pos(name, 1), `no front matter: the file begins with a line "---", and a second one ends it`)
		return news.Doc{}, false
	}
	var f docFile
	tree, mistakes := yamlfile.Decode(path.Join(r.dir, name), page.Line, []byte(page.Front), &f)
	r.mistakes = append(r.mistakes, mistakes...)
	at := func(keys ...any) diag.Pos { return r.pos(name, page.Line+yamlfile.Line(tree, keys...)) }
	if f.Title == "" {
		r.mistakes.Addf(at(), "no title")
	}
	if folder == "advice" {
		r.checkAdvice(f, at)
	}
	return news.Doc{
		Name: base, Lang: lang, Title: f.Title, DataType: f.DataType, Also: f.Also, Country: f.Country, Reviewed: f.Reviewed,
		Sources: r.sources(f.Sources, at), Text: page.Body, File: path.Join(r.dir, name), Line: page.Line + strings.Count(page.Front, "\n") + 2,
	}, true
}

func (r *reader) checkAdvice(f docFile, at func(...any) diag.Pos) {
	if _, ok := news.Find(r.tax.DataTypes, f.DataType); f.DataType != "" && !ok {
		r.mistakes.Addf(at("data_type"), "unknown data type %q%s", f.DataType, hint(r.tax.DataTypes, f.DataType))
	}
	for n, id := range f.Also {
		if _, ok := news.Find(r.tax.DataTypes, id); !ok {
			r.mistakes.Addf(at("also", n), "unknown data type %q%s", id, hint(r.tax.DataTypes, id))
		}
	}
	if _, ok := news.Find(r.tax.Countries, f.Country); f.Country != "" && !ok {
		r.mistakes.Addf(at("country"), "unknown country %q: FR or BE, or blank for both", f.Country)
	}
	if !f.Reviewed.IsDay() || !f.Reviewed.Valid() {
		r.mistakes.Addf(at("reviewed"), "%q is not the day on which the advice was compared with its sources", f.Reviewed)
	}
	if len(f.Sources) == 0 {
		r.mistakes.Addf(at("sources"), "no source: advice names the authority that gives it")
	}
}

// checkLangs: a document in one language is one in all.
func (r *reader) checkLangs(folder string, docs []news.Doc) {
	langs := make(map[string][]string)
	for _, d := range docs {
		langs[d.Name] = append(langs[d.Name], d.Lang)
	}
	for name, have := range langs {
		for _, lang := range news.Langs {
			if !slices.Contains(have, lang) {
				r.mistakes.Addf(r.pos(path.Join(folder, name+"."+lang+".md"), 0), "no such file: the page is there in %s", strings.Join(have, " and "))
			}
		}
	}
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
