package site

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gosimple/slug"
	"go.yaml.in/yaml/v3"

	"saison/internal/news"
	"saison/themes"
)

// families are the keys that are put together from a value: "risk." and a number, "data." and a type.
var families = []string{"month.", "nav.", "title.", "said.", "means.", "hit.", "data.", "short.", "does.", "risk.", "regulator.", "authority.", "coverage.",
	"read.", "proof.", "step.", "field.", "country.", "in.", "heading.", "lede.", "index.", "describe.", "mine.say.", "mine.door.", "state.", "lang.", "kind.", "review."}

var (
	inTemplates = regexp.MustCompile(`\b[tn] "([^"]+)"`)
	inGo        = regexp.MustCompile(`\.(?:text|count|maybe)\("([^"]+)"|known\("([^"]+)"|key :?= "([^"]+)"`)
)

// TestWords refuses a key that is used and not there, and one that is there and not used.
func TestWords(t *testing.T) {
	tongues, err := readTongues(themes.Saison())
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for glob, pattern := range map[string]*regexp.Regexp{"../../themes/saison/templates/*.html": inTemplates, "*.go": inGo} {
		names, _ := filepath.Glob(glob)
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
				used[m[1]+strings.Join(m[2:], "")] = true
			}
		}
	}
	for _, lang := range news.Langs {
		w := tongues[lang].words
		have := slices.Concat(slices.Collect(maps.Keys(w.Text)), slices.Collect(maps.Keys(w.Count)))
		for _, key := range slices.Sorted(slices.Values(have)) {
			if !used[key] && !slices.ContainsFunc(families, func(f string) bool { return strings.HasPrefix(key, f) }) {
				t.Errorf("words/%s.yaml: %q is not used", lang, key)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(used)) {
			if !slices.Contains(have, key) && !strings.HasSuffix(key, ".") {
				t.Errorf("words/%s.yaml: no %q", lang, key)
			}
		}
	}
}

// TestWordsOfTheTaxonomy: each data type has its words inside a sentence, and what it lets a thief do.
func TestWordsOfTheTaxonomy(t *testing.T) {
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
	tongues, err := readTongues(themes.Saison())
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range news.Langs {
		for id := range tax.DataTypes {
			for _, family := range []string{"data.", "does."} {
				if tongues[lang].words.Text[family+id] == "" {
					t.Errorf("words/%s.yaml: no %q", lang, family+id)
				}
			}
		}
		for key := range tongues[lang].words.Text {
			if id, ok := strings.CutPrefix(key, "data."); ok && tax.DataTypes[strings.SplitN(id, ".", 2)[0]] == nil {
				t.Errorf("words/%s.yaml: %q is not in the taxonomy", lang, key)
			}
		}
	}
}

func TestFrench(t *testing.T) {
	for _, c := range []struct{ name, at, of, the string }{
		{"Orange", "chez Orange", "d’Orange", "Orange"},
		{"La Poste", "chez La Poste", "de La Poste", "La Poste"},
		{"Le Slip Français", "chez Le Slip Français", "du Slip Français", "Le Slip Français"},
		{"SFR", "chez SFR", "de SFR", "SFR"},
		{"Yves Rocher", "chez Yves Rocher", "d’Yves Rocher", "Yves Rocher"},
		{"Yahoo", "chez Yahoo", "de Yahoo", "Yahoo"},
		{"Hertz", "chez Hertz", "de Hertz", "Hertz"},
		{"Ministère de l'Intérieur", "au ministère de l'Intérieur", "du ministère de l'Intérieur", "le ministère de l'Intérieur"},
		{"CHU de Rennes", "au CHU de Rennes", "du CHU de Rennes", "le CHU de Rennes"},
		{"Ville de Lille", "à la ville de Lille", "de la ville de Lille", "la ville de Lille"},
		{"Urssaf", "à l’Urssaf", "de l’Urssaf", "l’Urssaf"},
		{"Fédération française de tir", "à la Fédération française de tir", "de la Fédération française de tir", "la Fédération française de tir"},
	} {
		if got := frenchAt(c.name); got != c.at {
			t.Errorf("frenchAt(%q) = %q, want %q", c.name, got, c.at)
		}
		if got := frenchOf(c.name); got != c.of {
			t.Errorf("frenchOf(%q) = %q, want %q", c.name, got, c.of)
		}
		if got := frenchThe(c.name); got != c.the {
			t.Errorf("frenchThe(%q) = %q, want %q", c.name, got, c.the)
		}
	}
}

func TestNumbersAndDates(t *testing.T) {
	tongues, err := readTongues(themes.Saison())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, number, date string }{
		{"fr", "1\u202f234\u202f567", "1er\u00a0février 2025"}, {"nl", "1.234.567", "1\u00a0februari 2025"}, {"en", "1,234,567", "1\u00a0February 2025"},
	} {
		tongue := tongues[c.lang]
		if got := tongue.number(1234567); got != c.number {
			t.Errorf("number in %s = %q, want %q", c.lang, got, c.number)
		}
		if got := tongue.number(999); got != "999" {
			t.Errorf("number in %s = %q", c.lang, got)
		}
		if got := tongue.date("2025-02-01"); got != c.date {
			t.Errorf("date in %s = %q, want %q", c.lang, got, c.date)
		}
	}
	if got := tongues["fr"].count("incidents", 0); got != "0 fuite" {
		t.Errorf("French says one for 0, got %q", got)
	}
	if got := tongues["en"].count("incidents", 0); got != "0 leaks" {
		t.Errorf("English says many for 0, got %q", got)
	}
}

// TestPlainSlug: the short way gives what the library gives.
func TestPlainSlug(t *testing.T) {
	for _, name := range []string{"Orange", "La Poste", "AZ 12-b", "-x", "a  b", "", "x ", "Île", "A_B", "AT&T", "o-", "C - D"} {
		if got, ok := plainSlug(name); ok && got != slug.MakeLang(name, "fr") {
			t.Errorf("plainSlug(%q) = %q, want %q", name, got, slug.MakeLang(name, "fr"))
		}
	}
}
