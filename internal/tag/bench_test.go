package tag

import (
	"os"
	"strings"
	"testing"

	"saison/internal/lexicon"
	"saison/internal/news"
	"saison/internal/sources"
)

// shipped returns a tagger of the lexicons and the gazetteer that ship with the program.
func shipped(t testing.TB) *Tagger {
	t.Helper()
	src, _ := sources.Read(os.DirFS("../../sources"), "sources")
	lex := map[string]lexicon.Lexicon{}
	for _, lang := range news.Langs {
		name := "../../sources/lexicon/" + lang + ".yaml"
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		l, mistakes := lexicon.Parse(name, text)
		if err := mistakes.Err(); err != nil {
			t.Fatal(err)
		}
		lex[lang] = l
	}
	return New(lex, src.Organisations, src.Taxonomy)
}

const sample = `La mutuelle Solévia informe ses adhérents d'un acte de malveillance survenu le 11 mai 2026. Le compte d'un conseiller a été usurpé, ce qui a permis de consulter des fiches.

Les données concernées sont l'état civil, la date de naissance, le numéro de sécurité sociale et les coordonnées bancaires. Les mots de passe ne sont pas concernés.

Au total, 210 000 adhérents sont touchés. La CNIL a été notifiée et une plainte déposée au commissariat de la ville.

Que faire ?

Méfiez-vous des messages qui demandent un mot de passe ou un numéro de carte. Surveillez vos comptes et prévenez votre banque.
`

// BenchmarkRead reads an article of about 300 words.
func BenchmarkRead(b *testing.B) {
	t := shipped(b)
	a := news.Article{Lang: "fr", Title: "Solévia : 210 000 adhérents victimes d'une fuite", Text: strings.Repeat(sample, 3), Published: "2026-05-20"}
	t.Read(a) // makes what its language needs
	b.ReportAllocs()
	for b.Loop() {
		t.Read(a)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		shipped(b)
	}
}
