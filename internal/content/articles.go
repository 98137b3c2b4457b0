package content

import (
	"path"
	"slices"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"saison/internal/diag"
	"saison/internal/news"
	"saison/internal/yamlfile"
)

// articleFile is one entry of an .articles.yaml, which the program owns.
type articleFile struct {
	URL       string    `yaml:"url"`
	GUID      string    `yaml:"guid"`
	Outlet    string    `yaml:"outlet"`
	Lang      string    `yaml:"lang"`
	Title     string    `yaml:"title"`
	Published news.Date `yaml:"published"`
	Gone      news.Date `yaml:"gone"`
	Read      string    `yaml:"read"`
	Extract   string    `yaml:"extract"`
	Review    string    `yaml:"review"`
	Kept      []string  `yaml:"kept"`
	Says      saysFile  `yaml:"says"`
}

type saysFile struct {
	Organisations findings `yaml:"organisations"`
	Countries     findings `yaml:"countries"`
	DataTypes     findings `yaml:"data_types"`
	People        findings `yaml:"people"`
	PeopleClaimed findings `yaml:"people_claimed"`
	Status        findings `yaml:"status"`
	Cause         findings `yaml:"cause"`
	Via           findings `yaml:"via"`
	BreachDate    findings `yaml:"breach_date"`
	Regulator     findings `yaml:"regulator"`
}

// findings are written as a mapping of value to proof, or as a list of values without proof.
type findings []news.Finding

// UnmarshalYAML reads both forms, in the order of the file.
func (f *findings) UnmarshalYAML(n *yaml.Node) error {
	switch n.Kind {
	case yaml.SequenceNode:
		var values []string
		if err := n.Decode(&values); err != nil {
			return err
		}
		for _, v := range values {
			*f = append(*f, news.Finding{Value: v})
		}
	case yaml.MappingNode:
		if err := n.Decode(&map[string]string{}); err != nil { // scalars only, no key twice
			return err
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			*f = append(*f, news.Finding{Value: n.Content[i].Value, Proof: n.Content[i+1].Value})
		}
	default:
		var values []string
		return n.Decode(&values)
	}
	return nil
}

func (f findings) first() news.Finding {
	if len(f) == 0 {
		return news.Finding{}
	}
	return f[0]
}

func (r *reader) articles(name string, text []byte) []news.Article {
	var list []articleFile
	tree, mistakes := yamlfile.Decode(path.Join(r.dir, name), 0, text, &list)
	r.mistakes = append(r.mistakes, mistakes...)
	var articles []news.Article
	for i, f := range list {
		at := func(keys ...any) diag.Pos { return r.pos(name, yamlfile.Line(tree, append([]any{i}, keys...)...)) }
		if fact := news.BadLink(f.URL); fact != "" {
			r.mistakes.Addf(at("url"), "%s", fact)
		}
		if slices.ContainsFunc(articles, func(a news.Article) bool { return a.URL == f.URL }) {
			r.mistakes.Addf(at("url"), "article %q given twice: remove one", f.URL)
		}
		if n := utf8.RuneCountInString(f.Extract); n > news.ExtractMax {
			r.mistakes.Addf(at("extract"), "extract of %d characters: %d at most", n, news.ExtractMax)
		}
		if f.Published == "" || !f.Published.Valid() {
			r.mistakes.Addf(at("published"), "%q is not the date of an article", string(f.Published))
		}
		if f.Gone != "" && !(f.Gone.IsDay() && f.Gone.Valid()) {
			r.mistakes.Addf(at("gone"), "%q is not the day on which a page was found deleted", string(f.Gone))
		}
		if f.Read != "" && !slices.Contains(news.ReadLimits, f.Read) {
			r.mistakes.Addf(at("read"), "unknown read %q", f.Read)
		}
		articles = append(articles, news.Article{
			URL: f.URL, GUID: f.GUID, Outlet: f.Outlet, Lang: f.Lang, Title: f.Title, Published: f.Published, Gone: f.Gone, Read: f.Read,
			Extract: f.Extract, Review: f.Review, Kept: f.Kept, Says: r.says(f.Says, at),
		})
	}
	return articles
}

func (r *reader) says(f saysFile, at func(...any) diag.Pos) news.Says {
	for _, closed := range []struct {
		key   string
		list  findings
		terms []news.Term
	}{{"data_types", f.DataTypes, r.tax.DataTypes}, {"status", f.Status, r.tax.Statuses}, {"cause", f.Cause, r.tax.Causes}} {
		for _, v := range closed.list {
			if _, ok := news.Find(closed.terms, v.Value); !ok {
				r.mistakes.Addf(at("says", closed.key), "unknown %s %q%s", closed.key, v.Value, hint(closed.terms, v.Value))
			}
		}
	}
	for key, list := range map[string]findings{"organisations": f.Organisations, "countries": f.Countries, "data_types": f.DataTypes, "people": f.People,
		"people_claimed": f.PeopleClaimed, "status": f.Status, "cause": f.Cause, "via": f.Via, "breach_date": f.BreachDate, "regulator": f.Regulator} {
		for _, v := range list {
			if n := utf8.RuneCountInString(v.Proof); n > news.ProofMax {
				r.mistakes.Addf(at("says", key), "proof of %d characters: %d at most", n, news.ProofMax)
			}
		}
	}
	r.checkDate(news.Date(f.BreachDate.first().Value), at("says", "breach_date"))
	return news.Says{
		Organisations: f.Organisations, Countries: f.Countries, DataTypes: f.DataTypes, Regulator: f.Regulator,
		People: r.sayCount(f.People, at("says", "people")), PeopleClaimed: r.sayCount(f.PeopleClaimed, at("says", "people_claimed")),
		Status: f.Status.first(), Cause: f.Cause.first(), Via: f.Via.first(), BreachDate: f.BreachDate.first(),
	}
}

func (r *reader) sayCount(f findings, at diag.Pos) news.Count {
	if len(f) == 0 {
		return news.Count{}
	}
	n, err := strconv.Atoi(f[0].Value)
	if err != nil || n <= 0 {
		r.mistakes.Addf(at, "%q is not a number of people", f[0].Value)
		return news.Count{}
	}
	return news.Count{N: n, Proof: f[0].Proof}
}

// encodeArticle writes one entry. An .articles.yaml grows by such entries; of those that are there, only gone: is ever added.
func encodeArticle(a news.Article) ([]byte, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	put := func(key string, value *yaml.Node) {
		n.Content = append(n.Content, yamlfile.Text(key), value)
	}
	for _, p := range [][2]string{{"url", a.URL}, {"guid", a.GUID}, {"outlet", a.Outlet}, {"lang", a.Lang}, {"title", a.Title},
		{"published", string(a.Published)}, {"gone", string(a.Gone)}, {"read", a.Read}, {"extract", a.Extract}, {"review", a.Review}} {
		if p[1] != "" {
			put(p[0], yamlfile.Text(p[1]))
		}
	}
	if len(a.Kept) > 0 {
		put("kept", yamlfile.Flow(a.Kept))
	}
	put("says", encodeSays(a.Says))
	return yamlfile.Encode([]*yaml.Node{n})
}

func encodeSays(s news.Says) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range []struct {
		key  string
		list []news.Finding
	}{
		{"organisations", s.Organisations}, {"countries", s.Countries}, {"data_types", s.DataTypes}, {"people", countFinding(s.People)},
		{"people_claimed", countFinding(s.PeopleClaimed)}, {"status", one(s.Status)}, {"cause", one(s.Cause)}, {"via", one(s.Via)},
		{"breach_date", one(s.BreachDate)}, {"regulator", s.Regulator},
	} {
		if len(f.list) == 0 {
			continue
		}
		values := &yaml.Node{Kind: yaml.MappingNode}
		for _, v := range f.list {
			values.Content = append(values.Content, yamlfile.Text(v.Value), yamlfile.Text(v.Proof))
		}
		n.Content = append(n.Content, yamlfile.Text(f.key), values)
	}
	return n
}

func one(f news.Finding) []news.Finding {
	if f.Value == "" {
		return nil
	}
	return []news.Finding{f}
}

func countFinding(c news.Count) []news.Finding {
	if c.N == 0 {
		return nil
	}
	return []news.Finding{{Value: strconv.Itoa(c.N), Proof: c.Proof}}
}
