package tag

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"saison/internal/lexicon"
)

// table is one table of a lexicon: its key and its lists of phrases.
type table struct {
	name  string
	lists map[string][]string
}

// tables are those of a lexicon that hold phrases.
func tables(l lexicon.Lexicon) []table {
	return []table{{"data_types", l.DataTypes}, {"list_types", l.ListTypes}, {"causes", l.Causes}, {"countries", l.Countries}, {"places", l.Places},
		{"regulators", l.Regulators}, {"institutions", l.Institutions}, {"words", l.Words}, {"cues", l.Cues}}
}

// corpusTokens returns the tokens of all articles of the test data, by language.
func corpusTokens(t testing.TB) map[string][][]token {
	t.Helper()
	files, err := filepath.Glob("../eval/testdata/*/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][][]token{}
	for _, file := range append(files, "testdata/phrasings.jsonl") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(bytes.NewReader(text))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var a struct{ Lang, Title, Text string }
			if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			all[a.Lang] = append(all[a.Lang], tokenize(a.Title+"\n\n"+a.Text))
		}
	}
	return all
}
