package sources

import (
	"path"
	"regexp"
	"strings"

	"saison/internal/news"
	"saison/internal/yamlfile"
)

type termYAML struct {
	FR    string `yaml:"fr"`
	NL    string `yaml:"nl"`
	EN    string `yaml:"en"`
	Risk  int    `yaml:"risk"`
	Art9  bool   `yaml:"art9"`
	Group string `yaml:"group"`
}

type labelsYAML struct {
	FR string `yaml:"fr"`
	NL string `yaml:"nl"`
	EN string `yaml:"en"`
}

type taxonomyYAML struct {
	Groups    map[string]labelsYAML `yaml:"groups"`
	DataTypes map[string]termYAML   `yaml:"data_types"`
	Countries map[string]labelsYAML `yaml:"countries"`
	Status    map[string]labelsYAML `yaml:"status"`
	Causes    map[string]labelsYAML `yaml:"causes"`
	Sectors   map[string]labelsYAML `yaml:"sectors"`

	Withdrawals map[string]labelsYAML `yaml:"withdrawals"`
}

var idShape = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

func (r *reader) taxonomy() news.Taxonomy {
	f, ok := r.open("taxonomy.yaml")
	if !ok {
		return news.Taxonomy{}
	}
	var y taxonomyYAML
	f.decode(&y)
	t := news.Taxonomy{
		Groups:    f.terms("groups", y.Groups),
		Countries: f.terms("countries", y.Countries),
		Statuses:  f.terms("status", y.Status),
		Causes:    f.terms("causes", y.Causes),
		Sectors:   f.terms("sectors", y.Sectors),

		Withdrawals: f.terms("withdrawals", y.Withdrawals),
	}
	labels := make(map[string]labelsYAML, len(y.DataTypes))
	for id, d := range y.DataTypes {
		labels[id] = labelsYAML{d.FR, d.NL, d.EN}
	}
	t.DataTypes = f.terms("data_types", labels)
	for i := range t.DataTypes {
		f.dataType(&t.DataTypes[i], y.DataTypes[t.DataTypes[i].ID], t.Groups)
	}
	return t
}

// terms returns the terms of one vocabulary in the order of the file.
func (f *file) terms(key string, labels map[string]labelsYAML) []news.Term {
	if len(labels) == 0 && key != "withdrawals" { // a site that never withdrew anything needs none
		f.addf(f.line(key), "no %s", key)
	}
	var terms []news.Term
	for _, id := range f.keys(key) {
		l, ok := labels[id]
		if !ok { // of the wrong kind: told already
			continue
		}
		if key == "countries" && !news.IsCountry(id) {
			f.addf(f.line(key, id), "unknown country %q", id)
		}
		if key != "countries" && !idShape.MatchString(id) {
			f.addf(f.line(key, id), "ID %q: write small letters, digits and underscores", id)
		}
		for _, v := range [][2]string{{"fr", l.FR}, {"nl", l.NL}, {"en", l.EN}} {
			if strings.TrimSpace(v[1]) == "" {
				f.addf(f.line(key, id), "%s of %s has no label in %q", id, key, v[0])
			}
		}
		terms = append(terms, news.Term{ID: id, Labels: news.Labels{FR: l.FR, NL: l.NL, EN: l.EN}})
	}
	return terms
}

func (f *file) dataType(t *news.Term, y termYAML, groups []news.Term) {
	t.Risk, t.Art9, t.Group = y.Risk, y.Art9, y.Group
	if y.Risk < 1 || y.Risk > 4 {
		f.addf(f.line("data_types", t.ID, "risk"), "risk %d of %q: from 1 to 4", y.Risk, t.ID)
	}
	if _, ok := news.Find(groups, y.Group); !ok {
		f.addf(f.line("data_types", t.ID, "group"), "unknown group %q of %q: add it to groups in %s", y.Group, t.ID, path.Base(f.name))
	}
}

// keys returns the keys of a mapping at the top of the file, in their order.
func (f *file) keys(key string) []string {
	root := yamlfile.Root(f.tree)
	if root == nil {
		return nil
	}
	var keys []string
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != key {
			continue
		}
		for j := 0; j+1 < len(root.Content[i+1].Content); j += 2 {
			keys = append(keys, root.Content[i+1].Content[j].Value)
		}
	}
	return keys
}
