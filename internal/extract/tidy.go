package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// prose is the least length of a paragraph that counts as text of an article by its length alone.
const prose = 80

// tidy drops what the extractor kept and is not the article.
func tidy(blocks []block, o *outline, m *meta, inside opinion) {
	bySection(blocks, o, inside)
	for i := range blocks {
		if b := &blocks[i]; b.dropped == "" {
			b.dropped = b.furniture(m)
		}
	}
	byTeaser(blocks, inside)
	repeats(blocks, o)
	edges(blocks, o, m)
}

// repeats drops the lead of a header where the body begins with the same words.
func repeats(blocks []block, o *outline) {
	var lead *block
	for i, near := 0, 0; i < len(blocks) && near < leadReach; i++ {
		b := &blocks[i]
		switch {
		case !b.taken():
			continue
		case lead == nil && b.isProse():
			lead = b
		case lead != nil && b.text == lead.text && o.parent[b.at] != o.parent[lead.at]:
			lead.dropped = "repeat"
			return
		}
		near++
	}
}

// isProse reports a paragraph that is long and not made of links.
func (b *block) isProse() bool {
	return b.chars >= prose && 3*b.linked < b.chars && b.kind != heading && strings.ContainsFunc(b.text, betweenWords)
}

// betweenWords is a blank, or punctuation of a script that writes none: an address has neither.
func betweenWords(r rune) bool { return r == ' ' || r == '、' || r == '。' }

// furniture says why a line is not the article's, by its own words and links.
func (b *block) furniture(m *meta) string {
	f := b.folded
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
	if b.isTeaserLink() {
		return "link"
	}
	if furnitureCues[b.label()] || b.isRanking() || b.chars <= 20 && machinery.MatchString(b.text) {
		return "cue"
	}
	if beginsWith(f, publishedCues) && isDateLine(b) {
		return "date"
	}
	return b.pointer(f)
}

// isRanking reports a heading over a list of what others read: "Les plus lus en économie".
func (b *block) isRanking() bool { return b.chars <= longestLabel && beginsWith(b.label(), rankings) }

// isTeaserLink reports a line that is only a link to the same site.
func (b *block) isTeaserLink() bool { return b.inSite > 0 && 10*b.inSite >= 9*b.chars && b.chars < 400 }

// pointer says why a line is one that points elsewhere, or tells of a picture.
func (b *block) pointer(f string) string {
	short := b.chars < prose || !endsSentence(b.text) || 3*b.linked > b.chars
	switch {
	case b.kind == cell:
		return ""
	case b.chars >= 250:
		if b.creditAtEnd() {
			return "credit"
		}
		return ""
	case b.kind != item && short && beginsWith(f, leadIns):
		return "cue"
	case beginsWith(f, weakLeadIns) && (3*b.linked >= b.chars || colonEarly(b.text)):
		return "weak cue"
	case beginsWith(f, notices):
		return "notice"
	case b.creditAtEnd():
		return "credit"
	case b.kind == para && b.chars < 160 && isCredit(b.text, f):
		return "credit"
	}
	return ""
}

// colonEarly reports a label before a colon: "Lire aussi : …", "Photo: …".
func colonEarly(s string) bool {
	i := strings.IndexByte(s, ':')
	return i > 0 && i < 25
}

// creditAtEnd reports a caption by the brackets at its end, which name who took the picture: "(AP Photo/A. Name)".
func (b *block) creditAtEnd() bool {
	if b.chars > 500 || b.kind == heading || !strings.HasSuffix(b.text, ")") && !strings.HasSuffix(b.text, "]") {
		return false
	}
	i := strings.LastIndexAny(b.text, "([")
	return i >= 0 && holds(fold(b.text[i:]), creditWords)
}

// isCredit reports a line under a picture: it names an agency at its end, or holds a copyright mark.
func isCredit(text, f string) bool {
	if strings.ContainsRune(text, '©') {
		return true
	}
	if endsSentence(text) {
		return false
	}
	for n := 1; n <= 3; n++ {
		if tail := lastWords(f, n); agencies[tail] {
			return true
		}
	}
	return false
}

func lastWords(f string, n int) string {
	i := len(f)
	for ; n > 0; n-- {
		if i = strings.LastIndexByte(f[:i], ' '); i < 0 {
			return f
		}
	}
	return f[i+1:]
}

// endsSentence reports a full stop, or another mark that ends a sentence.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"'»”’)]`, r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:", r)
}

// machinery is a line that is only a time of day, as over the entries of a live blog (18:42, 18h42), or the place in a
// gallery (Image 1 of 8).
var machinery = regexp.MustCompile(`^(?i:([01]?\d|2[0-3]) ?[:hu] ?[0-5]\d|(image|photo|foto|slide|vidéo|video)? ?\d+ ?(of|sur|van|/)[ /]*\d+)$`)

// stub is the most runes of text that a page cut by a wall shows.
const stub = 1500

// walled reports a page that says it is for subscribers, and shows no more than a stub.
func walled(blocks []block) bool {
	cue, shown := false, 0
	for i := range blocks {
		b := &blocks[i]
		if b.taken() {
			shown += b.chars
		}
		cue = cue || b.chars < 200 && holds(b.folded, wallCues)
	}
	return cue && shown < stub
}

// holds reports whether a folded line holds a line of the table, at the ends of words.
func holds(folded string, table map[string]bool) bool {
	for {
		if beginsWith(folded, table) {
			return true
		}
		i := strings.IndexByte(folded, ' ')
		if i < 0 {
			return false
		}
		folded = folded[i+1:]
	}
}
