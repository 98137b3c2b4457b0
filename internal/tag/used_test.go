package tag

import (
	"hash/crc32"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saison/internal/lexicon"
	"saison/internal/news"
)

// A line of a lexicon that no labelled article has is put into the sentences of testdata/probes.txt, and has to change
// what is read of one of them: read with it and without it, the findings or the score differ. A line that can do
// neither is of no use and has to go.

// batches is in how many parts the lines are taken away: of those read without, the fewer the surer that it is this one.
const batches = 12

// line is a phrase with its place in the lexicon.
type line struct{ table, key, phrase string }

// batch is the part a line is taken away with; it does not hang on what other lines there are.
func (l line) batch() int {
	return int(crc32.ChecksumIEEE([]byte(l.table+l.key+l.phrase)) % batches)
}

func TestEveryLineIsUsed(t *testing.T) {
	full := shipped(t)
	corpus, probes := corpusTokens(t), readProbes(t)
	for _, lang := range full.order {
		idle := idleLines(full.langs[lang]().Lexicon, corpus[lang])
		out := map[line]bool{}
		for _, l := range idle {
			out[l] = true
		}
		without := make([]*Tagger, batches)
		for b := range batches {
			without[b] = full.without(lang, func(l line) bool { return l.batch() == b && out[l] })
		}
		wrong := 0
		for _, l := range idle {
			less := without[l.batch()]
			if changes(full, less, lang, l, probes[lang]) || l.ofNames() && finds(full, less, lang, l) {
				continue
			}
			if wrong++; wrong <= 40 || os.Getenv("ALL_LINES") != "" {
				t.Errorf("sources/lexicon/%s.yaml: %s: %s: %q changes nothing: take it out, or show where it does in testdata/probes.txt", lang, l.table, l.key, l.phrase)
			}
		}
		t.Logf("%s: %d lines that no article has, %d of no use", lang, len(idle), wrong)
	}
}

// idleLines returns the lines that stand in no article.
func idleLines(l lexicon.Lexicon, corpus [][]token) []line {
	m, lines := &matcher{}, []line{}
	for _, tab := range tables(l) {
		for _, key := range sortedKeys(tab.lists) {
			for _, p := range tab.lists[key] {
				m.add(p, uint16(len(lines)))
				lines = append(lines, line{tab.name, key, p})
			}
		}
	}
	m.sort()
	seen := make([]bool, len(lines))
	for _, tokens := range corpus {
		for _, h := range m.find(tokens) {
			seen[h.class] = true
		}
	}
	var idle []line
	for i, l := range lines {
		if !seen[i] {
			idle = append(idle, l)
		}
	}
	return idle
}

// without returns the tagger with some lines of one language taken out.
func (t *Tagger) without(lang string, out func(line) bool) *Tagger {
	l := t.langs[lang]().Lexicon
	for _, tab := range []struct {
		name string
		m    *map[string][]string
	}{
		{"data_types", &l.DataTypes}, {"list_types", &l.ListTypes}, {"causes", &l.Causes}, {"countries", &l.Countries}, {"places", &l.Places},
		{"regulators", &l.Regulators}, {"institutions", &l.Institutions}, {"words", &l.Words}, {"cues", &l.Cues},
	} {
		less := map[string][]string{}
		for key, phrases := range *tab.m {
			less[key] = slices.DeleteFunc(slices.Clone(phrases), func(p string) bool { return out(line{tab.name, key, p}) })
		}
		*tab.m = less
	}
	other := *t
	other.langs = map[string]func() *language{}
	for name, g := range t.langs {
		other.langs[name] = g
	}
	other.langs[lang] = sync.OnceValue(func() *language { return newLanguage(l) })
	return &other
}

// changes reports a probe that is read otherwise without the line.
func changes(full, without *Tagger, lang string, l line, probes []string) bool {
	for _, words := range spellings(l.phrase) {
		for _, p := range probes {
			key, text, _ := strings.Cut(p, "|")
			if key != "" && !slices.Contains(strings.Split(key, ","), l.key) && !slices.Contains(strings.Split(key, ","), l.table) {
				continue
			}
			text = strings.ReplaceAll(strings.ReplaceAll(text, "%", words), "§", titled(words))
			title, body, _ := strings.Cut(text, " / ")
			a := news.Article{Lang: lang, Title: title, Text: strings.ReplaceAll(body, " / ", "\n\n"), Published: "2025-06-11"}
			r, s := full.reading(a)
			q, u := without.reading(a)
			if *s != *u || !cmp.Equal(r, q) {
				return true
			}
		}
	}
	return false
}

// ofNames reports a line by which names are told apart. Of a name many lines speak at once, and one more or less seldom
// decides: such a line has only to find what no other one of its list finds.
func (l line) ofNames() bool {
	switch l.key {
	case "victim_before", "victim_after", "generic", "owner_after", "also", "together", "title_word", "not_org", "other_before", "other_after",
		"attacker_before", "attacker_after", "provider_before", "parent_before", "parent_after", "press_before", "press_after", "source_before",
		"place_before", "person_before", "forename", "also_after", "investigator":
		return true
	}
	return l.table == "institutions" || l.table == "places" || l.table == "countries"
}

// finds reports a phrase that without its line is not found, or not as one of its list.
func finds(full, without *Tagger, lang string, l line) bool {
	for _, words := range spellings(l.phrase) {
		a := news.Article{Lang: lang, Title: words}
		if len(full.read(a).hits) > len(without.read(a).hits) {
			return true
		}
	}
	return false
}

// spellings returns a phrase as a text may have it: its first and its last choice.
func spellings(phrase string) []string {
	all := expand(strings.Fields(phrase))
	var out []string
	for _, words := range [][]string{all[0], all[len(all)-1], all[len(all)/2]} {
		words = slices.Clone(words)
		for i, w := range words {
			switch {
			case w == "_":
				words[i] = "xy"
			case strings.HasSuffix(w, "*"):
				words[i] = strings.TrimSuffix(w, "*") + "s"
			case strings.HasPrefix(w, "*"):
				words[i] = "xy" + strings.TrimPrefix(w, "*")
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

// titled writes each word with a capital.
func titled(words string) string {
	fields := strings.Fields(words)
	for i, w := range fields {
		fields[i] = capitalise(w)
	}
	return strings.Join(fields, " ")
}

// readProbes reads testdata/probes.txt: after "== fr" the probes of French, one a line. "%" stands for the phrase, "§"
// for the same with capitals, " / " ends the headline and each paragraph, and what stands before "|" are the only keys a probe is for.
func readProbes(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/probes.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, lang := map[string][]string{}, ""
	for _, l := range strings.Split(string(text), "\n") {
		switch {
		case strings.HasPrefix(l, "== "):
			lang = l[3:]
		case l != "" && !strings.HasPrefix(l, "#"):
			all[lang] = append(all[lang], l)
		}
	}
	return all
}
