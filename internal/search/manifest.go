package search

import (
	_ "embed"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
)

//go:embed synonyms.yaml
var synonymsYAML string

// synonyms are the words that readers type for a term, beside its labels, and those that say nothing.
type synonyms struct {
	Ignored    string              `yaml:"ignored"`
	DataTypes  map[string][]string `yaml:"data_types"`
	Sectors    map[string][]string `yaml:"sectors"`
	Statuses   map[string][]string `yaml:"statuses"`
	Causes     map[string][]string `yaml:"causes"`
	Regulators map[string][]string `yaml:"regulators"` // the first word is the label
	Words      map[string]phrases  `yaml:"words"`
}

// phrases is what the script says to readers, in one language.
type phrases map[string]string

func readSynonyms() (s synonyms, err error) {
	d := yaml.NewDecoder(strings.NewReader(synonymsYAML))
	d.KnownFields(true)
	return s, d.Decode(&s)
}

// manifest is what the search of one language reads first. The letter of a term is its place in its list.
type manifest struct {
	Format     int        `json:"format"`
	Lang       string     `json:"lang"`
	Path       string     `json:"path"` // before an incident's ID
	Types      []term     `json:"types"`
	Sectors    []term     `json:"sectors"`
	Statuses   []term     `json:"statuses"`
	Causes     []term     `json:"causes"`
	Regulators []term     `json:"regulators"`
	Countries  []string   `json:"countries"` // codes: the browser knows their names
	Ignored    string     `json:"ignored"`
	Words      phrases    `json:"words"`
	Shards     []shardRef `json:"shards"` // newest first
}

type term struct {
	ID    string   `json:"id"`
	Label string   `json:"label"`
	Words []string `json:"words,omitempty"` // that find it, beside the label
}

type shardRef struct {
	Season string    `json:"season"`
	First  news.Date `json:"first"`
	Last   news.Date `json:"last"`
	Count  int       `json:"count"`
	Digest string    `json:"digest"`
}

func manifests(in Input, syn synonyms, c codes, shards []shardRef) ([]File, error) {
	var files []File
	for _, lang := range news.Langs {
		b, err := encode(manifest{
			Format:     1,
			Lang:       lang,
			Path:       in.Paths[lang],
			Types:      terms(in.Taxonomy.DataTypes, syn.DataTypes, lang),
			Sectors:    terms(in.Taxonomy.Sectors, syn.Sectors, lang),
			Statuses:   terms(in.Taxonomy.Statuses, syn.Statuses, lang),
			Causes:     terms(in.Taxonomy.Causes, syn.Causes, lang),
			Regulators: regulators(c.regulatorList, syn.Regulators),
			Countries:  c.countryList,
			Ignored:    strings.TrimSpace(syn.Ignored),
			Words:      syn.Words[lang],
			Shards:     slices.Clip(append([]shardRef{}, shards...)),
		})
		if err != nil {
			return nil, err
		}
		files = append(files, File{Dir + lang + ".json", b})
	}
	return files, nil
}

// regulators are the authorities that incidents name; one without synonyms is found by its ID.
func regulators(ids []string, syn map[string][]string) []term {
	list := []term{}
	for _, id := range ids {
		t := term{ID: id, Label: id}
		if words := syn[id]; len(words) > 0 {
			t.Label, t.Words = words[0], words[1:]
		}
		list = append(list, t)
	}
	return list
}

// terms returns a vocabulary in one language, each term with the words of all languages that find it.
func terms(list []news.Term, syn map[string][]string, lang string) []term {
	var out []term
	for _, t := range list {
		label := t.Labels.In(lang)
		if label == "" {
			label = t.ID
		}
		have := []string{fold(label)}
		var words []string
		for _, w := range append([]string{t.Labels.FR, t.Labels.NL, t.Labels.EN}, syn[t.ID]...) {
			if f := fold(w); f != "" && !slices.Contains(have, f) {
				have = append(have, f)
				words = append(words, f)
			}
		}
		out = append(out, term{t.ID, label, words})
	}
	return out
}
