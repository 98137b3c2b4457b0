package main

import (
	"os"
	"path/filepath"
	"testing"
)

// What the method page says of the reading of articles is what is measured today, on labelled articles that no rule was
// written on. Where it fails: go run ./cmd/saison eval internal/eval/testdata/gold/held.jsonl --aliases
// internal/eval/testdata/gold/held-aliases.tsv --quality content/quality.json
func TestQualityIsWhatIsMeasured(t *testing.T) {
	a := shipped(t)
	name := filepath.Join(t.TempDir(), "quality.json")
	if err := a.eval("../../internal/eval/testdata/gold/held.jsonl", "../../internal/eval/testdata/gold/held-aliases.tsv", name); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := os.ReadFile("../../content/quality.json")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(shown) {
		t.Errorf("content/quality.json shows\n%s\nmeasured is\n%s", shown, got)
	}
}
