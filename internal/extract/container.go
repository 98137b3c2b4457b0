package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// byContainer drops the blocks in containers whose tag, role, class or id says furniture, unless the container holds
// a good part of the page's prose: outlets write class="article has-comments newsletter-inline".
func byContainer(blocks []block, o *outline, titles []string) {
	m := weigh(blocks, o, titles)
	verdict := make([]string, len(o.nodes))
	for i, n := range o.nodes {
		verdict[i] = verdict[o.parent[i]]
		switch {
		case verdict[i] != "" || m.chars[i] == 0:
		case 3*m.prose[i] <= m.prose[0]:
			verdict[i] = m.cue(n, i)
		case !m.titled[i] && inClass(classWords(n), commentWords):
			verdict[i] = comments
		}
	}
	m.others(o, verdict)
	lost := map[string]int{}
	for i := range blocks {
		b := &blocks[i]
		b.dropped = verdict[b.at]
		if b.dropped != "" && b.isProse() {
			lost[b.dropped] += b.chars
		}
	}
	for i := range blocks {
		// Half of the page in many small containers of one name is the text: <p class="paywall">.
		if b := &blocks[i]; b.dropped != "" && !final[b.dropped] && 2*lost[b.dropped] > m.prose[0] {
			b.dropped = ""
		}
	}
}

// others drops the articles beside the one that holds the headline: endless pages load the next ones below.
func (m masses) others(o *outline, verdict []string) {
	own := -1
	for i, n := range o.nodes {
		if n.DataAtom == atom.Article && m.titled[i] && m.prose[i] >= 4*prose {
			own = i
		}
	}
	if own < 0 {
		return
	}
	for i, n := range o.nodes {
		if verdict[i] == "" {
			verdict[i] = verdict[o.parent[i]]
		}
		if verdict[i] == "" && n.DataAtom == atom.Article && !o.within(i, own) && !o.within(own, i) {
			verdict[i] = another
		}
	}
}

// Verdicts that no weight takes back.
const (
	comments = "comments"
	another  = "another article"
	consent  = "consent wall"
)

var final = map[string]bool{comments: true, another: true, consent: true}

// masses is how much text each element holds, and whether the headline is in it.
type masses struct {
	prose, chars, inSite []int
	titled               []bool
}

func weigh(blocks []block, o *outline, titles []string) masses {
	n := len(o.nodes)
	m := masses{make([]int, n), make([]int, n), make([]int, n), make([]bool, n)}
	for i := range blocks {
		b := &blocks[i]
		if b.isProse() {
			m.prose[b.at] += b.chars
		}
		m.chars[b.at] += b.chars
		m.inSite[b.at] += b.inSite
		if b.kind == heading && slices.Contains(titles, b.folded) {
			for e := b.at; !m.titled[e]; e = o.parent[e] {
				m.titled[e] = true
			}
		}
	}
	o.up(m.prose)
	o.up(m.chars)
	o.up(m.inSite)
	return m
}

// classWords returns the words of an element's class and id, without those that are made of the words of a headline:
// <div id="sharing-with-a-single-developer">.
func classWords(n *html.Node) []string {
	class := words(attr(n, "class"))
	if id := words(attr(n, "id")); len(id) <= 4 {
		class = append(class, id...)
	}
	return named(class)
}

// named returns the words of a class where they are words; some build tools write <p class="go gp ad ah">.
func named(class []string) []string {
	short := 0
	for _, w := range class {
		if len(w) <= 2 {
			short++
		}
	}
	if short >= 6 {
		return slices.DeleteFunc(class, func(w string) bool { return len(w) <= 2 })
	}
	return class
}

// cue says why an element is furniture by its tag, role, class or id.
func (m masses) cue(n *html.Node, i int) string {
	if furnitureTags[n.DataAtom] {
		return "tag " + n.Data
	}
	if furnitureRoles[attr(n, "role")] {
		return "role"
	}
	class := classWords(n)
	switch {
	case len(class) == 0 || inClass(class, embedWords):
		return ""
	case inClass(class, commentWords):
		return comments
	case inClass(class, furnitureWords):
		return "class " + strings.Join(class, " ")
	case m.chars[i] < 250 && 2*m.prose[i] <= m.chars[i] && inClass(class, pictureWords):
		return "picture " + strings.Join(class, " ")
	case 3*m.inSite[i] > m.chars[i] && inClass(class, linkyWords):
		return "linky " + strings.Join(class, " ")
	}
	return ""
}

// manyConsentWords is how many different ones a paragraph of a consent wall has.
const manyConsentWords = 5

// byConsent drops the paragraphs of consent walls, which stand in any container, and before the article.
func byConsent(blocks []block) {
	for i := range blocks {
		b := &blocks[i]
		if b.dropped != "" || b.chars < prose || b.chars > 1500 {
			continue
		}
		seen := map[string]bool{}
		for w := range strings.FieldsSeq(b.folded) {
			if consentWords[w] {
				seen[w] = true
			}
		}
		if len(seen) >= manyConsentWords {
			b.dropped = consent
		}
	}
}
