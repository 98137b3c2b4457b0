package extract

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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
)

var final = map[string]bool{comments: true, another: true}

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
		if b.kind == heading && slices.Contains(titles, fold(b.text)) {
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
		f := fold(b.text)
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

// machinery is a line that is only a time of day, as over the entries of a live blog (18:42, 18h42), or the place in a
// gallery (Image 1 of 8).
var machinery = regexp.MustCompile(`^(?i:([01]?\d|2[0-3]) ?[:hu] ?[0-5]\d|(image|photo|foto|slide|vidéo|video)? ?\d+ ?(of|sur|van|/)[ /]*\d+)$`)

func isByline(b *block) bool {
	return b.chars < 100 && b.kind != item && beginsWith(fold(b.text), bylineCues)
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
	for w := range strings.FieldsSeq(fold(b.text)) {
		all++
		number := w[0] >= '0' && w[0] <= '9'
		if number || dateWords[w] {
			dates++
		}
		digits = digits || number
	}
	return digits && 4*dates >= 3*all
}

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
		cue = cue || b.chars < 200 && holds(fold(b.text), wallCues)
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
