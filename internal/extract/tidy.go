package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// prose is the least length of a paragraph that counts as text of an article by its length alone.
const prose = 80

// tidy drops what the extractor kept and is not the article.
func tidy(blocks []block, m *meta) {
	bySection(blocks)
	for i := range blocks {
		if b := &blocks[i]; b.dropped == "" {
			b.dropped = b.furniture(m)
		}
	}
	edges(blocks)
}

// isProse reports a paragraph that is long and not made of links.
func (b *block) isProse() bool {
	return b.chars >= prose && 3*b.linked < b.chars && b.kind != heading && strings.ContainsFunc(b.text, betweenWords)
}

// betweenWords is a blank, or punctuation of a script that writes none: an address has neither.
func betweenWords(r rune) bool { return r == ' ' || r == '、' || r == '。' }

// byContainer drops the blocks in containers whose tag, role, class or id says furniture, unless the container holds
// a good part of the page's prose: outlets write class="article has-comments newsletter-inline".
func byContainer(blocks []block) {
	weight := map[*html.Node]*mass{}
	total := 0
	for i := range blocks {
		b := &blocks[i]
		p := 0
		if b.isProse() {
			p = b.chars
		}
		total += p
		for n := b.node; n != nil; n = n.Parent {
			w := weight[n]
			if w == nil {
				w = &mass{}
				weight[n] = w
			}
			w.prose += p
			w.chars += b.chars
			w.inSite += b.inSite
		}
	}
	verdict := map[*html.Node]string{}
	for i := range blocks {
		if why := judge(blocks[i].node, weight, total, verdict); why != "" {
			blocks[i].dropped = why
		}
	}
}

// mass is how much text an element holds.
type mass struct{ prose, chars, inSite int }

// judge returns why an element, or one that holds it, is furniture.
func judge(n *html.Node, weight map[*html.Node]*mass, total int, verdict map[*html.Node]string) string {
	if n == nil || n.Type != html.ElementNode {
		return ""
	}
	if why, ok := verdict[n]; ok {
		return why
	}
	why := judge(n.Parent, weight, total, verdict)
	if why == "" {
		if w := weight[n]; w != nil && 3*w.prose <= total {
			why = containerCue(n, w)
		}
	}
	verdict[n] = why
	return why
}

func containerCue(n *html.Node, w *mass) string {
	if furnitureTags[n.DataAtom] {
		return "tag " + n.Data
	}
	if furnitureRoles[attr(n, "role")] {
		return "role"
	}
	class := words(attr(n, "class") + " " + attr(n, "id"))
	if inClass(class, furnitureWords) {
		return "class " + strings.Join(class, " ")
	}
	if 3*w.inSite > w.chars && inClass(class, linkyWords) {
		return "linky " + strings.Join(class, " ")
	}
	return ""
}

// bySection drops what follows a furniture heading.
func bySection(blocks []block) {
	for i := 0; i < len(blocks); i++ {
		b := &blocks[i]
		if !b.kept || b.chars > 60 || !furnitureCues[fold(b.text)] {
			continue
		}
		end := sectionEnd(blocks, i)
		for j := i; j < end; j++ {
			if blocks[j].dropped == "" {
				blocks[j].dropped = "section " + b.text
			}
		}
		i = end - 1
	}
}

// sectionEnd finds where the article goes on after a furniture heading: at two paragraphs of prose in a row, with no
// link to the site's other articles in between.
func sectionEnd(blocks []block, start int) int {
	run, begin := 0, 0
	for j := start + 1; j < len(blocks); j++ {
		b := &blocks[j]
		switch {
		case b.dropped != "" || !b.kept:
			run = 0
		case b.isProse() && b.links == 0:
			if run == 0 {
				begin = j
			}
			run++
			if run == 2 {
				return begin
			}
		default:
			run = 0
		}
	}
	return len(blocks)
}

// furniture says why a line is not the article's, by its own words and links.
func (b *block) furniture(m *meta) string {
	f := fold(b.text)
	if f == "" && !strings.Contains(b.text, "_") {
		return "no word"
	}
	if b.kind == heading || b.chars < 200 {
		for _, t := range m.titles {
			if f == t {
				return "title"
			}
		}
	}
	if b.inSite > 0 && 10*b.inSite >= 9*b.chars && b.chars < 250 {
		return "link"
	}
	if b.chars < 200 && beginsWith(f, leadIns) {
		if b.inSite+b.linked > 0 || b.chars < 80 || !endsSentence(b.text) {
			return "cue"
		}
	}
	if b.chars <= 60 && furnitureCues[f] {
		return "cue"
	}
	return ""
}

// endsSentence reports a full stop, or another mark that ends a sentence.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"'»”’)]`, r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:", r)
}

// edges drops what is left above the first paragraph and below the last one: bylines, dates, headings of nothing.
func edges(blocks []block) {
	var left []*block
	for i := range blocks {
		if blocks[i].kept && blocks[i].dropped == "" {
			left = append(left, &blocks[i])
		}
	}
	for _, b := range left {
		if b.isProse() || b.chars >= prose {
			break
		}
		if b.kind == para && isByline(b) || !endsSentence(b.text) && b.chars < 30 {
			b.dropped = "top"
		}
	}
	for i := len(left) - 1; i >= 0; i-- {
		b := left[i]
		if b.dropped != "" {
			continue
		}
		if b.kind == heading || b.chars < prose && b.kind == para && !endsSentence(b.text) && isByline(b) {
			b.dropped = "bottom"
			continue
		}
		break
	}
}

func isByline(b *block) bool {
	return b.chars < 100 && (beginsWith(fold(b.text), bylineCues))
}

// cutShort reports a stub: a page that hints at a wall, with hardly any text.
func cutShort(text string, cue bool) bool {
	return cue && len(text) < 1200
}
