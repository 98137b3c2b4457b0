package site

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSwiftIsFaithful: every template of the theme is compiled, and makes what html/template makes of it.
func TestSwiftIsFaithful(t *testing.T) {
	in := sample()
	for n, h := range hostile {
		i := sampleIncidents()[0]
		i.ID, i.Organisations = i.ID+"-s"+string(rune('a'+n)), []string{h}
		i.Articles[0].Title, i.Articles[0].Extract = h, h
		in.Incidents = append(in.Incidents, i)
	}
	b, err := newBuilder(in)
	if err != nil {
		t.Fatal(err)
	}
	for lang, looks := range b.looks {
		for look := range looks {
			if b.swift[lang][look+" frame"] == nil && look != "frame" && look != "parts" && look != "mine" { // three pages, with JSON in them
				t.Errorf("%s.html is not compiled", look)
			}
		}
	}
	swift, err := Gather(b.make)
	if err != nil {
		t.Fatal(err)
	}
	slow, err := newBuilder(in)
	if err != nil {
		t.Fatal(err)
	}
	slow.swift = nil
	want, err := Gather(slow.make)
	if err != nil {
		t.Fatal(err)
	}
	for n := range want {
		if diff := cmp.Diff(string(want[n].Data), string(swift[n].Data)); diff != "" {
			t.Errorf("%s (-html/template +swift):\n%s", want[n].Name, diff)
		}
	}
}
