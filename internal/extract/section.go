package extract

import "strings"

// bySection drops furniture headings with what belongs to them: "Les plus lus" and the teasers below it.
func bySection(blocks []block, o *outline, inside opinion) {
	t := topic{}
	trunk := make([]bool, len(o.nodes)) // what holds prose of the article so far
	mass := proseBelow(blocks, o)
	told, all := 0, mass[0] // its runes, and those of all prose
	for i := 0; i < len(blocks); i++ {
		b := &blocks[i]
		if !b.taken() {
			continue
		}
		f := b.label()
		switch {
		case labels[f]:
			b.dropped = "label"
		case furnitureCues[f] || b.isRanking():
			end := sectionEnd(blocks, i, o, before{trunk, mass, t, inside})
			if told < 3*prose && 3*sum(blocks[i:end]) > all {
				end = i + 1 // a word of a share bar above the article is no heading over it
			}
			for j := i; j < end; j++ {
				if blocks[j].dropped == "" {
					blocks[j].dropped = "section " + b.text
				}
			}
			i = end - 1
		default:
			t.learn(b)
			if b.isProse() {
				told += b.chars
			}
			for e := b.at; b.isProse() && !trunk[e]; e = o.parent[e] {
				trunk[e] = true
			}
		}
	}
}

// sum is the runes of prose that is the article's.
func sum(blocks []block) int {
	n := 0
	for i := range blocks {
		if b := &blocks[i]; b.taken() && b.isProse() {
			n += b.chars
		}
	}
	return n
}

// longestLabel is how many runes a furniture heading has at most.
const longestLabel = 60

// label returns a short block folded, without the count of "Commentaires (12)".
func (b *block) label() string {
	if b.chars > longestLabel {
		return ""
	}
	return strings.TrimRight(b.folded, " 0123456789")
}

// taken reports a block that is still the article's.
func (b *block) taken() bool { return b.kept && b.dropped == "" }

// before is what was read of a page before a furniture heading.
type before struct {
	trunk  []bool  // elements that hold prose of the article
	mass   []int   // how much prose each element holds, on the whole page
	topic  topic   // its words
	inside opinion // what the declared body holds, of the whole page
}

// sectionEnd finds where the article goes on after a furniture heading: behind the container that the heading shares
// with its teasers, or, where the teasers are siblings of the paragraphs, at the first prose on the article's subject.
func sectionEnd(blocks []block, start int, o *outline, p before) int {
	own := blocks[start].at
	for p.trunk[0] && !p.trunk[o.parent[own]] && 3*p.mass[o.parent[own]] <= p.mass[0] {
		own = o.parent[own]
	}
	end := start + 1
	for end < len(blocks) && o.within(blocks[end].at, own) {
		end++
	}
	if end > start+1 {
		return end
	}
	links := linkCues[blocks[start].label()]
	for j := start + 1; j < len(blocks); j++ {
		if links && blocks[j].taken() && 2*blocks[j].linked < blocks[j].chars {
			return j
		}
		if b := &blocks[j]; b.taken() && b.isProse() && (p.inside[j] || p.topic.goesOn(blocks[j:])) {
			return j
		}
	}
	return len(blocks)
}

// goesOn reports that the next paragraphs are on the article's subject.
func (t topic) goesOn(blocks []block) bool {
	known, all := t.count(&blocks[0])
	if len(t) == 0 {
		return true
	}
	if 10*known < all || blocks[0].inSite > 0 && 4*known < all {
		return false
	}
	more := 2
	for i := 1; i < len(blocks) && more > 0; i++ {
		if b := &blocks[i]; b.taken() && b.isProse() {
			k, a := t.count(b)
			known, all, more = known+k, all+a, more-1
		}
	}
	return 5*known >= all
}

// topic is the long words of what was read so far.
type topic map[string]bool

// longWord is how many letters a word needs to tell a subject; shorter ones are in every text. Measured on news in
// English: of five letters and more, a fifth was read before in 82% of an article's paragraphs and in 8% of those of
// others; less than a tenth in 13% and 83%.
const longWord = 5

func (t topic) learn(b *block) {
	for w := range strings.FieldsSeq(b.folded) {
		if len(w) >= longWord {
			t[w] = true
		}
	}
}

// count returns how many long words of a block were read before, and how many it has.
func (t topic) count(b *block) (known, all int) {
	for w := range strings.FieldsSeq(b.folded) {
		if len(w) >= longWord {
			all++
			if t[w] {
				known++
			}
		}
	}
	return known, all
}

// byTeaser drops the summary that follows a headline linking to the same site, where it is not on the article's
// subject and another such headline, or nothing, comes after it. "Lire aussi" between two paragraphs looks much alike.
func byTeaser(blocks []block, inside opinion) {
	t := topic{}
	var left []*block
	for i := range blocks {
		if b := &blocks[i]; b.kept && !inside[i] && (b.dropped == "" || b.isTitleLink()) {
			left = append(left, b)
		}
	}
	for i, b := range left {
		if b.dropped != "" {
			continue
		}
		if i > 0 && left[i-1].dropped != "" && (i+1 == len(left) || left[i+1].dropped != "") && len(t) > 0 {
			if known, all := t.count(b); 10*known < all {
				b.dropped = "teaser"
				continue
			}
		}
		t.learn(b)
	}
}

// isTitleLink reports a line that was dropped, and is a link long enough for a headline.
func (b *block) isTitleLink() bool {
	return b.dropped != "" && b.isTeaserLink() && (b.kind == heading || b.chars >= shortTitle)
}
