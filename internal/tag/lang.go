package tag

import (
	"slices"
	"strings"

	"saison/internal/lexicon"
)

// language is a lexicon made ready.
type language struct {
	lexicon.Lexicon
	matcher matcher
	cue     map[string]uint16
	values  []value // by class; the table of a cue is empty
	common  map[string]bool
	numbers map[string]int
	times   map[string]int
	months  map[string]int
	days    map[string]int
	next    uint16

	words               map[string]uint16 // classes of words that frames are made of
	firstWord, lastWord uint16
	typeWord            uint16 // any data type, in a frame
	frameList           []frame
}

// value is what a phrase of a table stands for.
type value struct {
	table string // data, list, cause, country, regulator, institution
	ids   []string
}

func newLanguage(l lexicon.Lexicon) *language {
	g := &language{Lexicon: l, cue: map[string]uint16{}, common: map[string]bool{}}
	for _, w := range l.Common {
		for _, f := range fold(w) {
			g.common[f] = true
		}
	}
	g.numbers, g.times, g.months, g.days = folded(l.Numbers), folded(l.Multipliers), folded(l.Months), folded(l.Weekdays)
	for _, name := range lexicon.Cues {
		g.cue[name] = g.class(l.Cues[name])
	}
	g.table("data", l.DataTypes)
	g.table("list", l.ListTypes)
	g.table("cause", l.Causes)
	g.table("country", l.Countries)
	g.table("place", l.Places)
	g.table("regulator", l.Regulators)
	g.table("institution", l.Institutions)
	g.compose(l)
	g.values = append(g.values, make([]value, int(g.next)+1-len(g.values))...)
	g.matcher.sort()
	return g
}

// compose makes the frames ready.
func (g *language) compose(l lexicon.Lexicon) {
	g.words, g.firstWord = map[string]uint16{}, g.next+1
	for _, key := range sortedKeys(l.Words) {
		g.words[key] = g.class(l.Words[key])
	}
	g.lastWord = g.next
	g.next++
	g.typeWord = g.next
	for _, key := range sortedKeys(l.Frames) {
		target, ok := g.cue[key]
		if !ok {
			target = uint16(slices.IndexFunc(g.values, func(v value) bool { return v.table == "cause" && v.ids[0] == key }))
		}
		for _, f := range l.Frames[key] {
			g.frameList = append(g.frameList, g.frame(target, f))
		}
	}
}

func (g *language) class(phrases []string) uint16 {
	g.next++
	for _, p := range phrases {
		g.matcher.add(p, g.next)
	}
	return g.next
}

func (g *language) table(name string, m map[string][]string) {
	for _, key := range sortedKeys(m) {
		class := g.class(m[key])
		g.values = append(g.values, make([]value, int(class)+1-len(g.values))...)
		g.values[class] = value{name, strings.Split(key, "+")}
	}
}

func folded(m map[string]int) map[string]int {
	out := map[string]int{}
	for k, v := range m {
		if w := fold(k); len(w) == 1 {
			out[w[0]] = v
		}
	}
	return out
}

// language returns the lexicon of an article: the one it names, else the one with the most of its frequent words.
func (t *Tagger) language(lang string, tokens []token) *language {
	if len(lang) >= 2 {
		if made := t.langs[strings.ToLower(lang[:2])]; made != nil {
			return made()
		}
	}
	best, most := t.order[0], -1
	for _, name := range t.order {
		n, common := 0, t.langs[name]().common
		for _, tok := range tokens[:min(len(tokens), 400)] {
			if common[tok.fold] {
				n++
			}
		}
		if n > most {
			best, most = name, n
		}
	}
	return t.langs[best]()
}

func sortedKeys(m map[string][]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
