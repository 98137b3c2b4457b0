package extract

import "slices"

// A brief of two sentences among ten teasers loses every contest of length. What stands below the headline, up to the
// next headline that is a link, is then the article.

// brief returns what stands below the headline; nil when there is no headline or no prose below it.
func brief(blocks []block, m *meta) opinion {
	title := slices.IndexFunc(blocks, func(b block) bool {
		return b.kind == heading && b.linked == 0 && slices.Contains(m.titles, b.folded)
	})
	if title < 0 {
		return nil
	}
	found := make(opinion, len(blocks))
	prose := false
	for i := title + 1; i < len(blocks); i++ {
		b := &blocks[i]
		if b.dropped != "" {
			continue
		}
		if b.opensTeaser() || furnitureCues[b.label()] {
			break
		}
		found[i] = true
		prose = prose || b.isProse()
	}
	if !prose {
		return nil
	}
	return found
}

// opensTeaser reports a headline that is a link to the same site.
func (b *block) opensTeaser() bool {
	return b.isTeaserLink() && b.chars >= shortTitle
}

// shortTitle is how many runes the headline of a teaser has at least; shorter links are names and categories.
const shortTitle = 25

// teasers reports that at least half of an opinion's paragraphs come below a headline that is a link.
func teasers(blocks []block, o opinion) bool {
	all, below := 0, 0
	for i := range blocks {
		if b := &blocks[i]; o[i] && b.dropped == "" && b.isProse() {
			all++
			if i > 0 && blocks[i-1].opensTeaser() || b.opensTeaser() {
				below++
			}
		}
	}
	return all > 0 && 2*below >= all
}
