package schema

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"saison/internal/news"
)

// A type becomes the schema that an editor of code completes by: no key that it has not, what is required, and the terms
// of the taxonomy where a rule names them.
func TestBuild(t *testing.T) {
	type part struct {
		URL string `yaml:"url"`
	}
	type whole struct {
		Name  string   `yaml:"name"`
		Count *int     `yaml:"count"`
		Tags  []string `yaml:"tags"`
		Parts []part   `yaml:"parts"`
	}
	b := builder{rules: map[string]rule{
		"name": {required: true}, "tags": {unique: true}, "tags[]": {terms: []news.Term{{ID: "iban"}}}, "parts[].url": {pattern: webPattern, required: true},
	}, used: map[string]bool{}}
	text, err := json.Marshal(b.build(reflect.TypeOf(whole{}), ""))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"additionalProperties":false`, `"required":["name"]`, `"required":["url"]`, `"uniqueItems":true`, `"iban"`, `"integer"`, `"pattern":`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	for path := range b.rules {
		if !b.used[path] {
			t.Errorf("the rule for %q was not used", path)
		}
	}
}

// A file without a shape, and a rule for a key that its type has not, are faults of the program that must be seen.
func TestFilesRefuse(t *testing.T) {
	if _, err := Files(map[string]any{}, news.Taxonomy{}); err == nil || !strings.Contains(err.Error(), "no shape of") {
		t.Errorf("no shapes: %v", err)
	}
	if _, err := Files(map[string]any{"incident": struct{}{}}, news.Taxonomy{}); err == nil || !strings.Contains(err.Error(), "which the type has not") {
		t.Errorf("a shape without fields: %v", err)
	}
}
