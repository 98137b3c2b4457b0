package lexicon

import (
	"os"
	"strings"
	"testing"
)

// TestShipped reads the lexicons that ship with the program: they parse, have every cue, and no line that cannot match.
func TestShipped(t *testing.T) {
	for _, lang := range []string{"fr", "nl", "en"} {
		name := "../../sources/lexicon/" + lang + ".yaml"
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		l, mistakes := Parse(name, text)
		if err := mistakes.Err(); err != nil {
			t.Errorf("%v", err)
		}
		if l.Lang != lang {
			t.Errorf("%s: lang is %q", name, l.Lang)
		}
		for _, cue := range Cues {
			if len(l.Cues[cue])+len(l.Frames[cue]) == 0 {
				t.Errorf("%s: cue %q has no phrase", name, cue)
			}
		}
		if len(l.Months) < 12 || len(l.Weekdays) != 7 {
			t.Errorf("%s: %d months, %d weekdays", name, len(l.Months), len(l.Weekdays))
		}
	}
}

func TestMistakes(t *testing.T) {
	_, mistakes := Parse("sources/lexicon/xx.yaml", []byte("lang: xx\ncues:\n  leek: [a]\n  leak: [vol, vol, \"..\", \"*ab*\"]\nwords:\n  idle: [a]\n  busy: [b]\nframes:\n  leak: [busy gone, busy]\n  none_such: [busy leak]\nfoo: 1\n"))
	got := mistakes.Error()
	for _, want := range []string{`xx.yaml:3: unknown cue "leek"`, `xx.yaml:4: phrase "vol" given twice`, `xx.yaml:4: phrase ".." begins with any word`, `xx.yaml:4: phrase "*ab*" is open at both ends`, `xx.yaml:6: no frame names the words "idle"`, `xx.yaml:9: unknown words "gone" in a frame`,
		`xx.yaml:9: frame "busy" has 1 words, want 2 to 4`, `xx.yaml:10: unknown target "none_such" of frames`, `xx.yaml:11: unknown key "foo"`} {
		if !strings.Contains(got, want) {
			t.Errorf("mistakes lack %q:\n%s", want, got)
		}
	}
}
