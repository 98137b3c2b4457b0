package extract

import (
	"io"
	"log/slog"
	"net/url"
	"unicode/utf8"

	readeck "codeberg.org/readeck/go-readability/v2"
	"github.com/go-shiori/dom"
	shiori "github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
)

// opinion is the set of blocks that somebody takes for the article.
type opinion []bool

// choose asks go-readability. Where it says nothing, or disagrees with the longest run of prose, the archived
// go-readability and the page's own articleBody are heard too, and the opinion that the others share most wins.
func choose(doc *html.Node, base *url.URL, blocks []block, o *outline, m *meta) opinion {
	run := longestRun(blocks, o, m)
	if o.costly() {
		return run
	}
	first := marked(blocks, byReadeck(doc, base))
	excuse(blocks, first)
	if agreement(blocks, first, run) >= enough || m.vouches(blocks, first) {
		return first
	}
	second := marked(blocks, byShiori(doc, base))
	if agreement(blocks, first, second) >= same && amount(blocks, first) >= 5*prose {
		return first
	}
	declared := declaredBody(blocks, o)
	if agreement(blocks, first, run) < little && inside(blocks, first, run) {
		if declared != nil && agreement(blocks, declared, run) > enough {
			return declared
		}
		return run // what was found is right, and a small part of it
	}
	all := []opinion{first, second, run}
	if declared != nil {
		all = append(all, declared)
	}
	if m.body != "" {
		all = append(all, inBody(blocks, m.body))
	}
	return mostShared(blocks, all)
}

// Real pages hold 1,000 to 10,000 elements at a depth of 15 to 30. The extractors look at everything below each
// element, and above these bounds a page made for it keeps them busy for minutes.
const (
	maxElements = 30_000
	maxDepths   = 800_000 // the sum of all elements' depths
)

// costly reports a page that no extractor is given.
func (o *outline) costly() bool {
	if len(o.nodes) > maxElements {
		return true
	}
	depth, sum := make([]int, len(o.nodes)), 0
	for i := 1; i < len(o.nodes); i++ {
		depth[i] = depth[o.parent[i]] + 1
		sum += depth[i]
	}
	return sum > maxDepths
}

// amount is the runes of an opinion that are not in links.
func amount(blocks []block, o opinion) int {
	n := 0
	for i := range blocks {
		if b := &blocks[i]; o[i] && b.dropped == "" {
			n += b.chars - b.linked
		}
	}
	return n
}

// excuse takes back the verdict on containers that hold most of what the extractor kept: some outlets put the article
// itself in a class="modal".
func excuse(blocks []block, o opinion) {
	held := map[string]int{}
	total := 0
	for i := range blocks {
		if b := &blocks[i]; o[i] && b.isProse() {
			total += b.chars
			held[b.dropped] += b.chars
		}
	}
	for i := range blocks {
		if b := &blocks[i]; b.dropped != "" && !final[b.dropped] && 2*held[b.dropped] > total {
			b.dropped = ""
		}
	}
}

// same is the agreement of two extractors from which neither is doubted.
const same = 0.9

// enough is the agreement of two opinions from which no third one is asked.
const enough = 0.6

// little is the agreement below which an opinion inside another one is a scrap of it. Above it may be right: pages that
// load the next article below have a longer run than one article.
const little = 0.3

func mostShared(blocks []block, all []opinion) opinion {
	best, most := 0, -1.0
	for i := range all {
		sum := 0.0
		for j := range all {
			if i != j {
				sum += agreement(blocks, all[i], all[j])
			}
		}
		if sum > most {
			best, most = i, sum
		}
	}
	return all[best]
}

// agreement is the F1 of two opinions, by runes of blocks that are no furniture.
func agreement(blocks []block, a, b opinion) float64 {
	both, sum := 0, 0
	for i := range blocks {
		if blocks[i].dropped != "" {
			continue
		}
		n := blocks[i].chars
		if a[i] {
			sum += n
		}
		if b[i] {
			sum += n
		}
		if a[i] && b[i] {
			both += n
		}
	}
	if sum == 0 {
		return 0
	}
	return float64(2*both) / float64(sum)
}

// inside reports that all prose of a is in b.
func inside(blocks []block, a, b opinion) bool {
	some := false
	for i := range blocks {
		if a[i] && blocks[i].dropped == "" && blocks[i].isProse() {
			if !b[i] {
				return false
			}
			some = true
		}
	}
	return some
}

// longestRun is the run of blocks with the greatest sum, where prose counts for and links and scraps count against.
func longestRun(blocks []block, o *outline, m *meta) opinion {
	best, sum := 0, 0
	from, to, start := 0, 0, 0
	last := -1
	for i := range blocks {
		b := &blocks[i]
		sum += worth(b)
		if b.dropped == "" && b.isProse() {
			if last >= 0 && sum > 0 {
				sum -= 60 * max(0, o.distance(blocks[last].at, b.at)-3)
			}
			if m.describes(b) {
				sum += 1000
			}
			last = i
		}
		if sum <= 0 {
			sum, start, last = 0, i+1, -1
		}
		if sum > best {
			best, from, to = sum, start, i+1
		}
	}
	found := make(opinion, len(blocks))
	for i := from; i < to; i++ {
		found[i] = blocks[i].dropped == ""
	}
	return found
}

// worth is what a block adds to a run.
func worth(b *block) int {
	switch {
	case b.dropped != "":
		return -20
	case b.isProse():
		return b.chars - b.linked
	case b.linked > 0:
		return -50 - b.linked
	}
	return b.chars/2 - 30
}

// distance is how many steps up the tree lead from a to an element that holds b.
func (o *outline) distance(a, b int) int {
	steps := 0
	for ; !o.within(b, a); a = o.parent[a] {
		steps++
	}
	return steps
}

// byReadeck returns the marks of the text that go-readability keeps.
func byReadeck(doc *html.Node, base *url.URL) map[mark]bool {
	p := readeck.NewParser()
	p.DisableJSONLD = true
	p.KeepClasses = true
	p.Logger = slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError + 1}))
	a, err := p.ParseAndMutate(dom.Clone(doc, true), base)
	if err != nil || a.Node == nil {
		return nil
	}
	return marksOf(a.Node)
}

// byShiori returns the marks of the text that the archived go-readability keeps.
func byShiori(doc *html.Node, base *url.URL) map[mark]bool {
	p := shiori.NewParser()
	p.DisableJSONLD = true
	p.KeepClasses = true
	a, err := p.ParseDocument(doc, base)
	if err != nil || a.Node == nil {
		return nil
	}
	return marksOf(a.Node)
}

// ownText is the length from which a text is known again without its element: go-readability puts a paragraph in the
// place of a div that holds nothing else, and the number is lost with the div.
const ownText = 25

// marksOf reads the marks back from an extractor's tree.
func marksOf(root *html.Node) map[mark]bool {
	marks := map[mark]bool{}
	var walk func(n *html.Node, owner string)
	walk = func(n *html.Node, owner string) {
		if n.Type == html.TextNode {
			if t := squeeze(n.Data); t != "" {
				marks[mark{owner, t}] = true
				if len(t) >= ownText {
					marks[mark{"", t}] = true
				}
			}
			return
		}
		if v := attr(n, markAttr); v != "" {
			owner = v
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, owner)
		}
	}
	walk(root, "")
	return marks
}

// marked takes the blocks of which an extractor kept more than half.
func marked(blocks []block, marks map[mark]bool) opinion {
	o := make(opinion, len(blocks))
	for i := range blocks {
		n := 0
		for _, m := range blocks[i].marks {
			if marks[m] || len(m.text) >= ownText && marks[mark{"", m.text}] {
				n += utf8.RuneCountInString(m.text)
			}
		}
		o[i] = 2*n > blocks[i].chars
	}
	return o
}
