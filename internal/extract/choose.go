package extract

import (
	"net/url"
	"slices"

	"golang.org/x/net/html"
)

// opinion is the set of blocks that somebody takes for the article.
type opinion []bool

// reader is an extractor: it says which text of a document is the article, by its marks.
type reader func(doc *html.Node, base *url.URL) map[mark]bool

// readers are asked in turn: go-readability first, the archived one where the first is silent or in doubt.
var readers = []reader{byReadeck, byShiori}

// choose takes the first opinion that the page itself vouches for, or that the longest run of prose shares. Where no
// extractor has one, two that agree are believed; else the opinion that the others share most wins, the page's own
// articleBody among them.
func choose(doc *html.Node, base *url.URL, blocks []block, o *outline, m *meta, readers []reader) opinion {
	run := longestRun(blocks, o, m)
	if o.costly() {
		return run
	}
	short := brief(blocks, m)
	var all []opinion
	for _, read := range readers {
		said := marked(blocks, read(doc, base))
		excuse(blocks, said)
		if short != nil && agreement(blocks, said, short) == 0 && teasers(blocks, said) {
			return short
		}
		if agreement(blocks, said, run) >= enough || m.vouches(blocks, said) {
			return said
		}
		all = append(all, said)
	}
	if len(all) == 2 && agreement(blocks, all[0], all[1]) >= same && amount(blocks, all[0]) >= 5*prose {
		return all[0]
	}
	return settleOn(blocks, o, m, views{run, short, all})
}

// views are the opinions on a page: the longest run of prose, what stands below the headline, what extractors said.
type views struct {
	run, short opinion
	said       []opinion
}

// settleOn decides where no extractor is to be believed by itself.
func settleOn(blocks []block, o *outline, m *meta, v views) opinion {
	run := v.run
	declared := declaredBody(blocks, o)
	for _, scrap := range v.said {
		if agreement(blocks, scrap, run) < little && inside(blocks, scrap, run) {
			if declared != nil && agreement(blocks, declared, run) > enough {
				return declared
			}
			return run // what was found is right, and a small part of it
		}
	}
	all := append(v.said, run)
	if declared != nil {
		all = append(all, declared)
	}
	if m.body != "" {
		all = append(all, inBody(blocks, m.body))
	}
	if v.short != nil {
		all = append(all, v.short)
	}
	all = slices.DeleteFunc(all, func(op opinion) bool { return amount(blocks, op) == 0 })
	if len(all) == 0 {
		return run
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
