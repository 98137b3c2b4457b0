package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readText returns the text of the article, and the blocks with their fates.
func readText(doc *html.Node, base *url.URL, m *meta) (string, []block) {
	body := find(doc, atom.Body)
	if body == nil {
		return "", nil
	}
	blocks, o := cut(body, base)
	byContainer(blocks, o, m.titles)
	byConsent(blocks)
	kept := choose(doc, base, blocks, o, m, readers)
	for i := range blocks {
		blocks[i].kept = kept[i]
	}
	inside := inBody(blocks, m.body)
	rescue(blocks, o, inside)
	lang := guess(blocks)
	m.lang = settle(m.lang, lang)
	if leadLangs[lang] {
		lead(blocks, o, m)
	}
	tidy(blocks, o, m, inside)
	m.paywall = m.paywall || walled(blocks)
	return orBody(render(blocks), m.body), blocks
}

// orBody returns the declared body in place of a text that is hardly there: the page is a shell that a script fills.
func orBody(text, body string) string {
	if body = bodyText(body); len(body) > longBody && len(body) > 3*len(text) {
		return body
	}
	return text
}

// longBody is how many bytes a declared body has at least; below, it is a summary.
const longBody = 400

// lead takes the lead, which many outlets put between the headline and the body, in a container of its own: what
// stands there and is called so by its class, or begins as the description of the page does.
func lead(blocks []block, o *outline, m *meta) {
	first := slices.IndexFunc(blocks, func(b block) bool { return b.taken() && b.isProse() })
	for i := first - 1; i >= 0 && i >= first-leadReach; i-- {
		b := &blocks[i]
		if b.kind == heading && slices.Contains(m.titles, b.folded) {
			return
		}
		if b.kept || b.dropped != "" || b.chars < shortLead || 2*b.linked > b.chars {
			continue
		}
		if m.begins(b) || o.called(b.at, leadWords) {
			b.kept = true
		}
	}
}

const (
	leadReach = 25 // how many blocks above the first paragraph a lead may be: share bars and bylines come between
	shortLead = 40 // runes
)

// called reports whether an element, or one of the three that hold it, has a class of the table.
func (o *outline) called(i int, table map[string]bool) bool {
	for range 3 {
		if inClass(classWords(o.nodes[i]), table) {
			return true
		}
		i = o.parent[i]
	}
	return false
}

// proseBelow is how much prose of the article each element holds.
func proseBelow(blocks []block, o *outline) []int {
	mass := make([]int, len(o.nodes))
	for i := range blocks {
		if b := &blocks[i]; b.taken() && b.isProse() {
			mass[b.at] += b.chars
		}
	}
	o.up(mass)
	return mass
}

// scope is the lowest element that holds nine tenths of the prose that was kept.
func scope(blocks []block, o *outline) int {
	weight := proseBelow(blocks, o)
	best := 0
	for i := range weight {
		if 10*weight[i] >= 9*weight[0] && o.within(i, best) {
			best = i
		}
	}
	return best
}

// render joins what is kept.
func render(blocks []block) string {
	var b strings.Builder
	last := -1
	for i := range blocks {
		if !blocks[i].kept || blocks[i].dropped != "" {
			continue
		}
		if last >= 0 {
			b.WriteByte('\n')
			if !blocks[i].joined || last != i-1 {
				b.WriteByte('\n')
			}
		}
		b.WriteString(blocks[i].text)
		last = i
	}
	return b.String()
}
