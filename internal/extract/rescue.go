package extract

// rescue takes what the extractor lost inside the article: prose, quotes and inter-titles among what it kept, and
// prose beside it; and the prose that the page declares to be its body.
func rescue(blocks []block, o *outline, inside opinion) {
	r := newRescuer(blocks, o)
	for i := range blocks {
		b := &blocks[i]
		if b.dropped == "" && inside[i] && b.isProse() {
			b.kept = true
		}
	}
	from := 0
	for i := range blocks {
		if blocks[i].taken() {
			r.take(from, i)
			from = i + 1
		}
	}
	r.take(from, len(blocks))
}

// rescuer knows what the extractor kept.
type rescuer struct {
	blocks      []block
	o           *outline
	scope       int          // the element that holds nearly all of it
	homes       map[int]bool // the elements that hold prose of it directly
	first, last int          // its first and last prose
	chars       int          // its runes
}

func newRescuer(blocks []block, o *outline) rescuer {
	r := rescuer{blocks: blocks, o: o, homes: map[int]bool{}, first: len(blocks), last: -1, scope: scope(blocks, o)}
	for i := range blocks {
		b := &blocks[i]
		if !b.taken() {
			continue
		}
		r.chars += b.chars
		if b.isProse() {
			r.homes[o.parent[b.at]] = true
			r.first = min(r.first, i)
			r.last = i
		}
	}
	return r
}

// lost reports a block in the article's container that is neither kept nor furniture.
func (r *rescuer) lost(i int) bool {
	b := &r.blocks[i]
	return !b.kept && b.dropped == "" && r.o.within(b.at, r.scope)
}

// take keeps what is worth it in a gap. A gap that is a good part of what was kept was left out on purpose: a gallery
// with long captions, the next article.
func (r *rescuer) take(from, to int) {
	gap := 0
	for i := from; i < to; i++ {
		if r.lost(i) {
			gap += r.blocks[i].chars
		}
	}
	if 2*gap > r.chars {
		return
	}
	for i := from; i < to; i++ {
		if r.lost(i) {
			r.blocks[i].kept = r.worthTaking(i)
		}
	}
}

func (r *rescuer) worthTaking(i int) bool {
	b := &r.blocks[i]
	between := i > r.first && i < r.last
	switch {
	case b.isProse() && (b.linked == 0 || between):
		return i < r.last || r.homes[r.o.parent[b.at]]
	case b.kind == quote:
		return between
	case b.linked == 0 && (b.kind == heading || b.chars >= shortest):
		return between
	}
	return false
}

// shortest is how many runes a line needs to be more than a number or a mark.
const shortest = 8
