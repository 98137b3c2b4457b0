package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"saison/internal/lexicon"
	"saison/internal/news"
	"saison/internal/sources"
	"saison/internal/tag"
)

func tagger(t testing.TB) *tag.Tagger {
	t.Helper()
	src, mistakes := sources.Read(os.DirFS("../../sources"), "sources")
	_ = mistakes
	lex := map[string]lexicon.Lexicon{}
	for _, lang := range news.Langs {
		text, err := os.ReadFile("../../sources/lexicon/" + lang + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		l, bad := lexicon.Parse("sources/lexicon/"+lang+".yaml", text)
		if err := bad.Err(); err != nil {
			t.Fatal(err)
		}
		lex[lang] = l
	}
	return tag.New(lex, src.Organisations, src.Taxonomy)
}

func TestScratch(t *testing.T) {
	file := os.Getenv("GOLD")
	if file == "" {
		t.Skip()
	}
	text, _ := os.ReadFile(file)
	gold, err := ReadInputs(text)
	if err != nil {
		t.Fatal(err)
	}
	tg := tagger(t)
	out, _ := os.Create("/tmp/pred.jsonl")
	defer out.Close()
	for _, g := range gold {
		p := Predict(g.ID, tg.Read(g.Article()))
		b, _ := json.Marshal(p)
		fmt.Fprintln(out, string(b))
	}
}
