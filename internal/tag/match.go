package tag

import (
	"slices"
	"strings"
)

// A phrase of the lexicon is words; each may be:
//
//	word     itself, without regard to case and accents
//	word*    any word that begins so          *word    any word that ends so
//	a|b      one or the other                 a?       there or not
//	..       up to two words, whatever they are
type matcher struct {
	root node
}

type node struct {
	few    []edge           // by whole words; most nodes lead to one or two, for which a map is a hundred times too large
	exact  map[string]*node // in place of few where they are many
	prefix []edge
	suffix []edge
	any    *node
	ends   []uint16 // classes that end here
}

type edge struct {
	text string
	to   *node
}

// hit is a phrase found in the text.
type hit struct {
	class    uint16
	from, to int // tokens
}

func (m *matcher) add(phrase string, class uint16) {
	for _, words := range expand(strings.Fields(phrase)) {
		n := &m.root
		for _, w := range words {
			n = n.child(w)
		}
		if !slices.Contains(n.ends, class) {
			n.ends = append(n.ends, class)
		}
	}
}

// expand writes out what a phrase leaves open, and cuts its words as the text is cut.
func expand(fields []string) [][]string {
	all := [][]string{nil}
	for _, f := range fields {
		var choices [][]string
		if f == ".." {
			choices = [][]string{nil, {"_"}, {"_", "_"}}
		} else {
			optional := len(f) > 1 && strings.HasSuffix(f, "?")
			for _, c := range strings.Split(strings.TrimSuffix(f, "?"), "|") {
				choices = append(choices, pieces(c))
			}
			if optional {
				choices = append(choices, nil)
			}
		}
		var next [][]string
		for _, head := range all {
			for _, c := range choices {
				next = append(next, append(slices.Clip(head), c...))
			}
		}
		all = next
	}
	return slices.DeleteFunc(all, func(words []string) bool { return len(words) == 0 })
}

func pieces(c string) []string {
	head, tail := strings.HasPrefix(c, "*") && len(c) > 1, strings.HasSuffix(c, "*") && len(c) > 1
	words := fold(strings.Trim(c, "*"))
	if len(words) == 0 {
		return fold(c)
	}
	if head {
		words[0] = "*" + words[0]
	}
	if tail {
		words[len(words)-1] += "*"
	}
	return words
}

func (n *node) child(w string) *node {
	switch {
	case w == "_":
		if n.any == nil {
			n.any = &node{}
		}
		return n.any
	case len(w) > 1 && strings.HasSuffix(w, "*"):
		return edgeTo(&n.prefix, w[:len(w)-1])
	case len(w) > 1 && strings.HasPrefix(w, "*"):
		return edgeTo(&n.suffix, w[1:])
	}
	return n.word(w)
}

// wantsMap is from how many words on a map finds one sooner than looking at each.
const wantsMap = 8

// word returns the node behind a whole word, which is made where there is none.
func (n *node) word(w string) *node {
	if next := n.next(w); next != nil {
		return next
	}
	to := &node{}
	switch {
	case n.exact != nil:
		n.exact[w] = to
	case len(n.few) < wantsMap:
		n.few = append(n.few, edge{w, to})
	default:
		n.exact = map[string]*node{w: to}
		for _, e := range n.few {
			n.exact[e.text] = e.to
		}
		n.few = nil
	}
	return to
}

// next returns the node behind a whole word, or nil.
func (n *node) next(w string) *node {
	if n.exact != nil {
		return n.exact[w]
	}
	for _, e := range n.few {
		if e.text == w {
			return e.to
		}
	}
	return nil
}

func edgeTo(edges *[]edge, text string) *node {
	for _, e := range *edges {
		if e.text == text {
			return e.to
		}
	}
	to := &node{}
	*edges = append(*edges, edge{text, to})
	return to
}

// find returns every phrase in the tokens. A phrase does not cross a line.
func (m *matcher) find(tokens []token) []hit {
	hits := make([]hit, 0, len(tokens)/2)
	for i := range tokens {
		m.root.walk(tokens, i, i, &hits)
	}
	return hits
}

func (n *node) walk(tokens []token, first, at int, hits *[]hit) {
	for _, c := range n.ends {
		*hits = append(*hits, hit{c, first, at})
	}
	if at >= len(tokens) || tokens[at].kind == newline {
		return
	}
	w := tokens[at].fold
	if next := n.next(w); next != nil {
		next.walk(tokens, first, at+1, hits)
	}
	if n.prefix != nil {
		for _, e := range n.prefixes(w) {
			if strings.HasPrefix(w, e.text) {
				e.to.walk(tokens, first, at+1, hits)
			}
		}
	}
	for _, e := range n.suffix {
		if len(w) > len(e.text) && strings.HasSuffix(w, e.text) {
			e.to.walk(tokens, first, at+1, hits)
		}
	}
	if n.any != nil && tokens[at].kind != punct {
		n.any.walk(tokens, first, at+1, hits)
	}
}

// prefixes returns the edges whose text begins with the first letter of w; the edges are sorted.
func (n *node) prefixes(w string) []edge {
	if w == "" {
		return nil
	}
	from, _ := slices.BinarySearchFunc(n.prefix, w[:1], func(e edge, s string) int { return strings.Compare(e.text, s) })
	to := from
	for to < len(n.prefix) && n.prefix[to].text[0] == w[0] {
		to++
	}
	return n.prefix[from:to]
}

// sort makes the matcher ready; call it once, after the last add.
func (m *matcher) sort() { m.root.sort() }

func (n *node) sort() {
	slices.SortFunc(n.prefix, func(a, b edge) int { return strings.Compare(a.text, b.text) })
	for _, e := range n.prefix {
		e.to.sort()
	}
	for _, e := range n.suffix {
		e.to.sort()
	}
	for _, e := range n.few {
		e.to.sort()
	}
	for _, c := range n.exact {
		c.sort()
	}
	if n.any != nil {
		n.any.sort()
	}
}

// addWords adds words that were cut already, none of them open.
func (m *matcher) addWords(words []string, class uint16) {
	n := &m.root
	for _, w := range words {
		n = n.word(w)
	}
	n.ends = append(n.ends, class)
}

// begins reports whether some phrase begins at a token.
func (m *matcher) begins(tokens []token, at int) bool {
	var hits []hit
	m.root.walk(tokens, at, at, &hits)
	return len(hits) > 0
}
