package site

import (
	"bytes"
	"image"
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
		m, err := png.Decode(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		if m.Bounds() != image.Rect(0, 0, 1200, 630) || len(got) > 18_000 {
			t.Errorf("%v in %d bytes", m.Bounds(), len(got))
		}
		if p, ok := m.(*image.Paletted); !ok || p.ColorIndexAt(0, 0) != accentInk+2 || p.ColorIndexAt(17, 629) != accentInk+2 || p.ColorIndexAt(18, 0) != paper {
			t.Error("the margin is not in its colour")
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
