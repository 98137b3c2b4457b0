package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"saison/internal/yamlfile"
)

const schemaDir = "../../.vscode/schemas"

// The committed schemas are those that the types and the taxonomy give.
func TestSchemasAreUpToDate(t *testing.T) {
	a, dir := shipped(t), t.TempDir()
	if *update {
		dir = schemaDir
	}
	if err := a.writeSchemas(dir); err != nil {
		t.Fatal(err)
	}
	got, want := sums(t, dir), sums(t, schemaDir)
	for name := range got {
		if got[name] != want[name] {
			t.Errorf("%s is not what the types say: go test ./cmd/saison -run Schemas -update", name)
		}
		delete(want, name)
	}
	for name := range want {
		t.Errorf("%s is of no file: remove it", name)
	}
}

// Every file that people edit is valid by the schema that the settings of the editor give it.
func TestFilesAreValidBySchema(t *testing.T) {
	text, err := os.ReadFile("../../.vscode/settings.json")
	if err != nil {
		t.Fatal(err)
	}
	var settings struct {
		Schemas map[string]string `json:"yaml.schemas"`
	}
	if err := json.Unmarshal(text, &settings); err != nil {
		t.Fatal(err)
	}
	for schema, glob := range settings.Schemas {
		s := compileSchema(t, filepath.Join("../..", schema))
		files, _ := filepath.Glob(filepath.Join("../..", glob))
		if len(files) == 0 && !strings.HasSuffix(glob, "excluded.yaml") {
			t.Errorf("%s: no file %s", schema, glob)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if page, ok := yamlfile.Split(text); ok {
				text = []byte(page.Front)
			}
			if err := s.Validate(plainYAML(t, text)); err != nil {
				t.Errorf("%s: %v", f, err)
			}
		}
	}
}

// What saison check refuses for its shape or its words, an editor of code marks while it is typed.
func TestSchemasRefuse(t *testing.T) {
	const entry = "organisations: [A]\npublished: 2025-01-01\nstatus: confirmed\nreview: auto\n"
	for _, tt := range []struct {
		schema, text string
		ok           bool
	}{
		{"incident", entry, true},
		{"incident", entry + "people:\nvia:\nsources: [{url: 'https://a.example/', outlet: A}]\nhistory: [{date: 2025-01-02, status: denied, reason: x}]\n", true},
		{"incident", entry + "history: [{date: 2025-01-02, status: withdrawn, withdrawal: duplicate}]\n", true},
		{"incident", entry + "history: [{date: 2025-01-02, status: withdrawn, withdrawal: doublon}]\n", false},
		{"incident", entry + "people: 0\n", false},
		{"incident", entry + "people: beaucoup\n", false},
		{"incident", entry + "data_types: [nom]\n", false},
		{"incident", entry + "data_types: [name, name]\n", false},
		{"incident", entry + "countries: [FX]\n", false},
		{"incident", entry + "statut: x\n", false},
		{"incident", entry + "breach_date: hier\n", false},
		{"incident", entry + "sources: [{outlet: A}]\n", false},
		{"incident", entry + "history: [{status: denied}]\n", false},
		{"incident", strings.Replace(entry, "confirmed", "sure", 1), false},
		{"incident", strings.Replace(entry, "review: auto\n", "", 1), false},
		{"incident", "Un texte d'éditeur.", true},
		{"advice", "title: T\nreviewed: 2026-01-01\nsources: [{url: 'https://a.example/', outlet: A}]\n", true},
		{"advice", "title: T\nsources: []\n", false},
		{"site", "title: {fr: S, nl: S, en: S}\nbase_url: https://a.example/\nseason_start: 09-01\n", true},
		{"site", "title: {fr: S, nl: S}\nbase_url: https://a.example\nseason_start: sept\n", false},
		{"excluded", "different: [{ids: [a-2025-01, b-2025-01], why: x}]\n", true},
		{"excluded", "same: [{ids: [a-2025-01], why: x}]\n", false},
		{"excluded", "urls: [{url: 'https://a.example/'}]\n", false},
		{"feeds", "[{id: a, name: A, homepage: 'https://a.example/', country: FR, lang: fr, kind: tech, feeds: [{url: 'https://a.example/rss', only: x}]}]", true},
		{"feeds", "[{id: a, name: A, homepage: 'https://a.example/', country: FR, lang: fr, kind: blog, feeds: [{url: 'https://a.example/rss'}]}]", false},
		{"feeds", "[{id: a, name: A, homepage: 'https://a.example/', country: FR, lang: fr, kind: tech, feeds: [{url: 'https://a.example/rss', onyl: x}]}]", false},
		{"organisations", "[{name: A, sector: poste}]", false},
		{"lexicon", "lang: fr\ncues: {leek: [x]}\n", false},
		{"lexicon", "lang: fr\ndata_types: {name+email: [x]}\n", true},
		{"lexicon", "lang: fr\ndata_types: {nom: [x]}\n", false},
	} {
		err := compileSchema(t, filepath.Join(schemaDir, tt.schema+".json")).Validate(plainYAML(t, []byte(tt.text)))
		if (err == nil) != tt.ok {
			t.Errorf("%s: %q: %v", tt.schema, tt.text, err)
		}
	}
}

func compileSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plainYAML reads YAML as an editor of code does: a date is a string.
func plainYAML(t *testing.T, text []byte) any {
	t.Helper()
	var tree yaml.Node
	if err := yaml.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	var undate func(*yaml.Node)
	undate = func(n *yaml.Node) {
		if n.Tag == "!!timestamp" {
			n.Tag = "!!str"
		}
		for _, c := range n.Content {
			undate(c)
		}
	}
	undate(&tree)
	var v any
	if err := tree.Decode(&v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	v, err = jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return v
}
