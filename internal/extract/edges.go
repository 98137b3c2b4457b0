package extract

import (
	"maps"
	"slices"
	"strings"
)

// edges drops what is left above the first paragraph and below the last one: bylines, dates, headings of nothing,
// and the prose of a footer.
func edges(blocks []block, o *outline, m *meta) {
	var left []*block
	homes := map[int]int{}
	t := topic{}
	for i := range blocks {
		if b := &blocks[i]; b.taken() {
			left = append(left, b)
			if b.isProse() {
				homes[o.parent[b.at]]++
			}
		}
	}
	top(left)
	signed(left, m.byline)
	for _, b := range left[:max(0, len(left)-footerReach)] {
		t.learn(b)
	}
	// Paragraphs that each have a container of their own say nothing about who is foreign among them.
	flat := slices.Max(append(slices.Collect(maps.Values(homes)), 0)) >= 3
	bottom(left, func(b *block) bool {
		known, all := t.count(b)
		return flat && homes[o.parent[b.at]] == 1 && 10*known < all
	})
}

// signed drops the line that names the author, above and below the text, and the note about the author at its end.
func signed(left []*block, byline string) {
	name := fold(byline)
	if !strings.Contains(name, " ") {
		return // one word is an agency or the outlet, and stands in sentences
	}
	for i, b := range left {
		f := b.folded
		switch {
		case b.dropped != "" || b.kind == heading:
		case b.chars < prose && !endsSentence(b.text) && strings.Contains(f, name):
			b.dropped = "author"
		case i > 0 && i == len(left)-1 && strings.HasPrefix(f, name+" "):
			b.dropped = "author"
		}
	}
}

// footerReach is how many blocks at the end may be a footer's.
const footerReach = 3

func top(left []*block) {
	prose := 0
	for _, b := range left {
		if b.isProse() {
			if prose++; prose == 2 {
				return
			}
			continue
		}
		if b.kind != heading && ((prose == 0 || !endsSentence(b.text)) && isByline(b) || isDateLine(b)) {
			b.dropped = "top"
		}
	}
}

func bottom(left []*block, foreign func(*block) bool) {
	for i := len(left) - 1; i >= 0; i-- {
		b := left[i]
		switch {
		case b.dropped != "":
		case b.kind == heading, b.kind == para && !endsSentence(b.text) && isByline(b):
			b.dropped = "bottom"
		case i >= len(left)-footerReach && i > 0 && b.kind == para && b.isProse() && foreign(b):
			b.dropped = "foreign"
		default:
			return
		}
	}
}

func isByline(b *block) bool {
	return b.chars < 100 && b.kind != item && beginsWith(b.folded, bylineCues)
}

// isDateLine reports a line that is a date or an address of a page, and little more.
func isDateLine(b *block) bool {
	if b.chars > 120 {
		return false
	}
	if !strings.Contains(b.text, " ") {
		return strings.Contains(b.text, "://") || strings.HasPrefix(b.text, "www.")
	}
	all, dates, digits := 0, 0, false
	for w := range strings.FieldsSeq(b.folded) {
		all++
		number := w[0] >= '0' && w[0] <= '9'
		if number || dateWords[w] {
			dates++
		}
		digits = digits || number
	}
	return digits && 4*dates >= 3*all
}
