package tag

import "slices"

// chances a name must have to be told: alone, beside another that is told, in a list with one.
const (
	chanceFirst = -0.4
	chanceOnly  = -1.5 // the first, where the next is far behind
	chanceGap   = 1.2
	chanceNext  = 2.5
	chanceMate  = -1.0
	chanceAlso  = 0.0 // "ook", "en même temps que" stands beside it
	customer    = 1.5 // what a supplier must be ahead of those it works for

	chancePooled = 0.5  // what is lost on the way from one member of a list to another
	chanceNever  = -6.0 // of which no list makes a victim
)

// choose returns the names of those that were hit, the surest first.
func (n *names) choose(w []float64) (hit []*candidate) {
	n.standings()
	for _, c := range n.list {
		c.chance = 0
		for i, x := range n.clues(c) {
			c.chance += w[i] * x
		}
	}
	n.pool()
	n.yield()
	slices.SortStableFunc(n.list, func(a, b *candidate) int {
		switch {
		case a.chance > b.chance:
			return -1
		case a.chance < b.chance:
			return 1
		}
		return 0
	})
	alone := false // who writes of himself speaks of no other that was hit
	for i, c := range n.list {
		switch {
		case c.barred:
			continue
		case len(hit) == 0 && c.chance < chanceFirst && !(c.chance >= chanceOnly && n.aheadOfAll(i)):
			return nil
		case len(hit) > 0 && slices.ContainsFunc(hit, func(h *candidate) bool { return related(c, h) && !mates(c, h) }):
			continue
		case len(hit) > 0 && !alone && c.also && c.chance >= chanceAlso:
		case len(hit) > 0 && (c.chance < chanceNext || alone) && !(c.chance >= chanceMate && slices.ContainsFunc(hit, func(h *candidate) bool { return mates(c, h) })):
			continue
		}
		hit = append(hit, c)
		alone = alone || n.writes(c)
	}
	return hit[:min(len(hit), hitMax)]
}

const hitMax = 8

// pool lets the members of a list share what speaks for the surest of them. Each knows the first of its list, and that
// one all: in two steps it has gone round.
func (n *names) pool() {
	for range 2 {
		best := make([]float64, len(n.list))
		for i, c := range n.list {
			best[i] = c.chance
			for _, m := range c.after {
				best[i] = max(best[i], m.chance-chancePooled)
			}
		}
		for i, c := range n.list {
			if c.chance > chanceNever {
				c.chance = best[i]
			}
		}
	}
}

// mates reports two names that stand in one list.
func mates(a, b *candidate) bool {
	return slices.Contains(a.after, b) || len(a.after) > 0 && slices.Contains(b.after, a.after[0])
}

// aheadOfAll reports that the names that follow one are far behind it, or stand beside it.
func (n *names) aheadOfAll(i int) bool {
	for _, c := range n.list[i+1:] {
		if c.chance > n.list[i].chance-chanceGap && !mates(c, n.list[i]) && !related(c, n.list[i]) {
			return false
		}
	}
	return true
}

// yield puts suppliers behind their customers, where the text names some: the data is theirs.
func (n *names) yield() {
	if !slices.ContainsFunc(n.list, func(c *candidate) bool { return !c.provider && !c.barred && c.chance > chanceMate }) {
		return
	}
	for _, c := range n.list {
		if c.provider {
			c.chance -= customer
		}
	}
}
