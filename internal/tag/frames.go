package tag

import (
	"slices"
	"strings"

	"saison/internal/lexicon"
)

// A frame is a way of saying something with words of several classes, in any order and each in any of its forms:
// somebody, entered, a system. What the press has a hundred sentences for is then a few lists of words, and a sentence
// nobody wrote before is read like the others. Where a frame is found it counts as a phrase of its target.

// frame is one made ready.
type frame struct {
	target uint16
	parts  []uint16
	absent []uint16 // may not stand in the sentence
	denies bool     // one of its parts is a negation; otherwise none may stand inside it
}

// wide is how many tokens a part of a frame may take with what stands before the next.
const wide = 6

// frame compiles one of the lexicon.
func (g *language) frame(target uint16, text string) frame {
	f := frame{target: target}
	for _, part := range strings.Fields(text) {
		part, absent := strings.CutPrefix(part, "!")
		class := g.words[part]
		if part == lexicon.TypeWord {
			class = g.typeWord
		} else if c, ok := g.cue[part]; ok {
			class = c
		}
		if absent {
			f.absent = append(f.absent, class)
			continue
		}
		f.parts = append(f.parts, class)
		f.denies = f.denies || part == "without" || part == "neg" || part == "none"
	}
	return f
}

// frames finds the frames of each sentence, and puts them in place of the words they are made of.
func (d *doc) frames() {
	g := d.lang
	kept := make([]hit, 0, len(d.hits)+len(d.s))
	present := make([]int, len(g.values))
	for i := range d.s {
		s := &d.s[i]
		first := len(kept)
		for _, h := range s.hits {
			if h.to > s.to {
				continue
			}
			present[h.class] = i + 1
			if g.values[h.class].table == "data" {
				present[g.typeWord] = i + 1
			}
			if h.class < g.firstWord || h.class > g.lastWord {
				kept = append(kept, h)
			}
		}
		n := len(kept)
		for _, f := range g.frameList {
			in := func(c uint16) bool { return present[c] == i+1 }
			if slices.IndexFunc(f.parts, func(c uint16) bool { return !in(c) }) < 0 && !slices.ContainsFunc(f.absent, in) {
				if h, ok := d.framed(s, f); ok {
					kept = append(kept, h)
				}
			}
		}
		if len(kept) > n {
			slices.SortStableFunc(kept[first:], func(a, b hit) int { return a.from - b.from })
		}
		s.hits = kept[first:len(kept):len(kept)]
	}
	d.hits = kept
}

// framed returns the narrowest place of a sentence where the parts of a frame stand together, in one clause.
func (d *doc) framed(s *sentence, f frame) (best hit, ok bool) {
	var last [4]hit
	seen := 0
	for _, h := range s.hits {
		for p, c := range f.parts {
			if h.class != c && (c != d.lang.typeWord || d.lang.values[h.class].table != "data") || h.to > s.to {
				continue
			}
			if last[p].to == 0 {
				seen++
			}
			last[p] = h
			if seen < len(f.parts) {
				continue
			}
			from, to, apart := span4(last[:len(f.parts)])
			if apart && to-from <= wide*len(f.parts) && (!ok || to-from < best.to-best.from) && !d.breaks(s, from, to) && (f.denies || !d.negates(s, from, to)) {
				best, ok = hit{f.target, from, to}, true
			}
		}
	}
	return best, ok
}

// span4 returns the tokens some hits take together, and whether none stands on the tokens of another.
func span4(hits []hit) (from, to int, apart bool) {
	from, to = hits[0].from, hits[0].to
	for i, h := range hits {
		from, to = min(from, h.from), max(to, h.to)
		for _, o := range hits[:i] {
			if h.from < o.to && o.from < h.to {
				return 0, 0, false
			}
		}
	}
	return from, to, true
}

// negates reports a negation between two tokens.
func (d *doc) negates(s *sentence, from, to int) bool {
	for _, h := range s.hits {
		if h.from >= from && h.to <= to && (h.class == d.lang.cue["neg"] || h.class == d.lang.cue["none"]) && !d.notOnly(s, h) {
			return true
		}
	}
	return false
}
