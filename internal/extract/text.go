package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readText returns the text of the article.
func readText(doc *html.Node, base *url.URL, m *meta) string {
	body := find(doc, atom.Body)
	if body == nil {
		return ""
	}
	blocks := cut(body, base)
	byContainer(blocks)
	kept := choose(doc, base, blocks, m)
	for i := range blocks {
		blocks[i].kept = kept[i]
	}
	rescue(blocks)
	tidy(blocks, m)
	m.blocks = blocks
	return render(blocks)
}

// rescue takes what the extractor lost inside the article: prose, quotes and inter-titles among what it kept.
func rescue(blocks []block) {
	first, last := -1, -1
	for i := range blocks {
		if b := &blocks[i]; b.kept && b.dropped == "" && b.isProse() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	s := scope(blocks)
	homes := map[*html.Node]bool{} // what holds kept prose directly
	for i := range blocks {
		if b := &blocks[i]; b.taken() && b.isProse() {
			homes[b.node.Parent] = true
		}
	}
	for i := range blocks {
		b := &blocks[i]
		if b.kept || b.dropped != "" || !within(b.node, s) {
			continue
		}
		switch {
		case b.isProse() && b.linked == 0 && (i < last || homes[b.node.Parent]):
			b.kept = true
		case i > first && i < last && b.kind == quote:
			b.kept = true
		case i > first && i < last && b.linked == 0 && (b.kind == heading || b.chars >= 8):
			b.kept = true
		}
	}
}

// scope is the lowest element that holds nine tenths of the prose that was kept.
func scope(blocks []block) *html.Node {
	weight := map[*html.Node]int{}
	total := 0
	var deepest *html.Node
	for i := range blocks {
		b := &blocks[i]
		if !b.kept || b.dropped != "" || !b.isProse() {
			continue
		}
		total += b.chars
		deepest = b.node
		for n := b.node; n != nil; n = n.Parent {
			weight[n] += b.chars
		}
	}
	for i := range blocks {
		if b := &blocks[i]; b.kept && 2*weight[b.node.Parent] > total {
			deepest = b.node
			break
		}
	}
	for n := deepest; n != nil; n = n.Parent {
		if 10*weight[n] >= 9*total {
			return n
		}
	}
	return nil
}

func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
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
