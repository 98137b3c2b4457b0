package extract

import (
	"net/url"
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
	byContainer(blocks, o)
	kept := choose(doc, base, blocks, o, m)
	for i := range blocks {
		blocks[i].kept = kept[i]
	}
	rescue(blocks, o)
	tidy(blocks, o, m)
	return render(blocks), blocks
}

// rescue takes what the extractor lost inside the article: prose, quotes and inter-titles among what it kept, and
// prose beside it.
func rescue(blocks []block, o *outline) {
	first, last := -1, -1
	homes := map[int]bool{} // what holds kept prose directly
	for i := range blocks {
		if b := &blocks[i]; b.taken() && b.isProse() {
			homes[o.parent[b.at]] = true
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	s := scope(blocks, o)
	for i := range blocks {
		b := &blocks[i]
		if b.kept || b.dropped != "" || !o.within(b.at, s) {
			continue
		}
		between := i > first && i < last
		switch {
		case b.isProse() && b.linked == 0:
			b.kept = i < last || homes[o.parent[b.at]]
		case b.kind == quote:
			b.kept = between
		case b.linked == 0 && (b.kind == heading || b.chars >= 8):
			b.kept = between
		}
	}
}

// scope is the lowest element that holds nine tenths of the prose that was kept.
func scope(blocks []block, o *outline) int {
	weight := make([]int, len(o.nodes))
	for i := range blocks {
		if b := &blocks[i]; b.taken() && b.isProse() {
			weight[b.at] += b.chars
		}
	}
	o.up(weight)
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
