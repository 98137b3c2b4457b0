package site

import (
	"bytes"
	"image/png"
	"os"
	"testing"
)

func TestPicture(t *testing.T) {
	p, err := newPainter()
	if err != nil {
		t.Fatal(err)
	}
	for n, s := range []poster{
		{site: "La saison des fuites", above: "Revendiquée · 18 novembre 2026", title: "Orange", below: "2 400 000 personnes",
			marks: []mark{{Label: "Mot de passe", Risk: 4}, {Label: "IBAN ou RIB", Risk: 4}, {Label: "Numéro de téléphone", Risk: 2}}},
		{site: "La saison des fuites", title: "Ministère de l’Enseignement supérieur, de la Recherche et de l’Espace, direction générale des étudiants",
			marks: []mark{{Label: "Numéro de sécurité sociale ou de registre national", Risk: 4}, {Label: "Nom", Risk: 1}, {Label: "a", Risk: 1}, {Label: "b", Risk: 2}, {Label: "c", Risk: 3}}, more: "et 4 autres"},
		{site: "x", title: "\u202e\x00漢字 🎈"},
	} {
		got, err := p.picture(s)
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("PICTURES"); dir != "" {
			os.WriteFile(dir+"/"+string(rune('a'+n))+".png", got, 0o644)
		}
		again, _ := p.picture(s)
		if !bytes.Equal(got, again) {
			t.Error("drawn twice, it differs")
		}
		c, err := png.DecodeConfig(bytes.NewReader(got))
		if err != nil || c.Width != 1200 || c.Height != 630 || len(got) > 20_000 {
			t.Errorf("%d by %d pixels in %d bytes, %v", c.Width, c.Height, len(got), err)
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	p, err := newPainter()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		p.picture(poster{site: "La saison des fuites", above: "Revendiquée · 18 novembre 2026", title: "Orange", below: "2 400 000 personnes",
			marks: []mark{{Label: "Mot de passe", Risk: 4}, {Label: "IBAN ou RIB", Risk: 4}, {Label: "Numéro de téléphone", Risk: 2}}})
	}
}
