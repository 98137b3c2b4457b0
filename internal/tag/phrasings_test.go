package tag

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"saison/internal/news"
)

// TestPhrasings reads invented articles that say the same things in many ways. They are no measure: the lexicons were
// widened with them. They keep what was won. Of the second file there is a headline and one line only, as of outlets
// whose articles are not fetched.
func TestPhrasings(t *testing.T) {
	for _, file := range []string{"testdata/phrasings.jsonl", "testdata/headlines.jsonl"} {
		t.Run(file, func(t *testing.T) { testPhrasings(t, file) })
	}
}

func testPhrasings(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tagger := shipped(t)
	fields, wrong := 0, 0
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var want struct {
			ID, Lang, Published, Title, Text, Status, Cause, Regulator string
			Relevant                                                   bool
			People                                                     int
			DataTypes                                                  []string `json:"data_types"`
			BreachDate                                                 string   `json:"breach_date"`
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		got := tagger.Read(news.Article{Lang: want.Lang, Title: want.Title, Text: want.Text, Published: news.Date(want.Published)})
		check := func(field string, ok bool) {
			fields++
			if !ok {
				wrong++
				t.Logf("%s: %s: score %.2f, %+v", want.ID, field, got.Score, got.Says)
			}
		}
		check("relevant", got.Relevant == want.Relevant)
		if !want.Relevant {
			continue
		}
		types := values(got.Says.DataTypes)
		slices.Sort(types)
		slices.Sort(want.DataTypes)
		check("data_types", slices.Equal(types, want.DataTypes))
		check("people", got.Says.People.N+got.Says.PeopleClaimed.N == want.People)
		check("status", got.Says.Status.Value == want.Status)
		check("cause", got.Says.Cause.Value == want.Cause)
		check("breach_date", got.Says.BreachDate.Value == want.BreachDate)
		check("regulator", len(got.Says.Regulator) == 0 && want.Regulator == "" || len(got.Says.Regulator) > 0 && got.Says.Regulator[0].Value == want.Regulator)
	}
	if wrong*20 > fields {
		t.Errorf("%d of %d fields are wrong, want one in twenty or fewer", wrong, fields)
	}
}
