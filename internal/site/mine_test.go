package site

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
	"saison/themes"
)

// TestCombinations: each is told in every language and needs data types of the shipped taxonomy.
func TestCombinations(t *testing.T) {
	list, bad := readCombinations(themes.Saison())
	if len(bad) > 0 || len(list) < 10 {
		t.Fatalf("%d combinations: %v", len(list), bad)
	}
	text, err := os.ReadFile("../../sources/taxonomy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var tax struct {
		DataTypes map[string]any `yaml:"data_types"`
	}
	if err := yaml.Unmarshal(text, &tax); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range list {
		if c.ID == "" || seen[c.ID] || len(c.Needs) < 2 {
			t.Errorf("%q: no id, one that is taken, or no combination", c.ID)
		}
		seen[c.ID] = true
		for _, id := range strings.Split(strings.Join(c.Needs, "|"), "|") {
			if tax.DataTypes[id] == nil {
				t.Errorf("%s needs %q, which is not in the taxonomy", c.ID, id)
			}
		}
		for _, said := range []tritext{c.Title, c.Text} {
			if said.FR == "" || said.NL == "" || said.EN == "" {
				t.Errorf("%s: %+v lacks a language", c.ID, said)
			}
		}
	}
}

// TestAdviceSteps: a step is remembered by its words in French, so it has the same place in every language.
func TestAdviceSteps(t *testing.T) {
	names, _ := filepath.Glob("../../content/advice/*.fr.md")
	if len(names) == 0 {
		t.Fatal("no advice")
	}
	steps := func(name string) (n int) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "- ") || len(line) > 2 && line[0] >= '1' && line[0] <= '9' && line[1] == '.' {
				n++
			}
		}
		return n
	}
	for _, name := range names {
		for _, lang := range news.Langs[1:] {
			other := strings.TrimSuffix(name, "fr.md") + lang + ".md"
			if got, want := steps(other), steps(name); got != want {
				t.Errorf("%s has %d steps, in French %d", other, got, want)
			}
		}
	}
}

// TestOrganisations: readers may tick every published organisation and every one of the gazetteer, and no pending one.
func TestOrganisations(t *testing.T) {
	in := sample()
	in.Organisations = []news.Organisation{{Name: "Orangeraie", Aliases: []string{"L'Orangeraie"}, Country: "FR", Sector: "logistics"}, {Name: "Énergie & Cie", Country: "BE"}}
	built := build(t, in)
	var rows [][]any
	if err := json.Unmarshal([]byte(built["data/organisations.json"]), &rows); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range rows {
		b, _ := json.Marshal(r[1:])
		got[r[0].(string)] = string(b)
	}
	for name, want := range map[string]string{
		"Orangeraie": `["","FR","logistics","L'Orangeraie"]`, "Énergie & Cie": `["energie-et-cie","BE",""]`, "Silence": `["","BE",""]`, "Messagerie": `["","FR","logistics"]`,
	} {
		if got[name] != want {
			t.Errorf("%s: %s, want %s", name, got[name], want)
		}
	}
	if _, ok := got["Attente Secrète"]; ok {
		t.Error("an organisation of a pending incident is told")
	}
	if page := built["en/my-leaks/index.html"]; strings.Contains(page, "Attente") || !strings.Contains(page, `data-name="iban-fr"`) {
		t.Error("the page tells a pending incident, or lacks an advice")
	}
	for _, page := range []string{"fuites/orangeraie-2026-10/index.html", "nl/organisaties/orangeraie/index.html"} {
		if !strings.Contains(built[page], `data-mine="orangeraie"`) {
			t.Errorf("%s has no button", page)
		}
	}
	if strings.Contains(built["fuites/erreur-2026-11/index.html"], "data-mine") {
		t.Error("a withdrawn incident has a button")
	}
}

// TestMineSize holds the scripts of My leaks to their budget, compressed as on the wire.
func TestMineSize(t *testing.T) {
	for name, most := range map[string]int{"mine.js": 7000, "mine-keep.js": 2000, "mine-add.js": 1000} {
		text, err := os.ReadFile("../../themes/saison/assets/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(text)
		z.Close()
		if t.Logf("%s: %d bytes", name, b.Len()); b.Len() > most {
			t.Errorf("%s: %d bytes, want at most %d", name, b.Len(), most)
		}
	}
}

// TestStepKeys: a step keeps its key when another comes before it, and has a new one when it says something else.
func TestStepKeys(t *testing.T) {
	before := keysOf("<ol><li>Changez le mot de passe.</li><li>Prévenez <a href=\"/x\">la banque</a>.</li></ol>")
	after := keysOf("<ol>\n<li><p>Respirez.</p></li>\n<li>Changez le mot de passe.</li><li>Prévenez <a href=\"/y\">la\nbanque</a>.</li><li>Prévenez la police.</li></ol>")
	if len(before) != 2 || len(after) != 4 || after[1] != before[0] || after[2] != before[1] || after[0] == before[0] || after[3] == before[1] {
		t.Errorf("keys %q, then %q", before, after)
	}
}
