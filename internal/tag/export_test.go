package tag

import (
	"testing"

	"saison/internal/news"
)

// What learning who was hit needs of the package; see learn_test.go.

// ClueCount is how many clues there are.
const ClueCount = int(clueCount)

// Framed are the clues that the lexicon finds by the words around a name: it was widened with some of the articles, and
// knows their words too well.
var Framed = []int{int(headFramed), int(leadFramed), int(bodyFramed)}

// Prior is what a reader would say of each clue before any example; where examples are few it stays.
var Prior = [clueCount]float64{
	ground: -2, headFramed: 1.5, leadFramed: 1, bodyFramed: 1, bodyOwns: 0.5, opensSaid: 0.5, firstNamed: 0.7, mostNamed: 0.7, shareNamed: 0.7,
	namedOften: 0.5, inHead: 1, headOpens: 0.3, headOnly: 0.5, atName: 0.5, toldThere: 0.5, leadLeak: 0.3, inLead: 0.3, isKnown: 1,
	isCommonOut: -1, isBuilt: 0.5, isPlace: -3, oneWord: -0.3, onlyOpening: -3, isPress: -3, isOutlet: -1, writesItself: 4, kindNamed: 0.5,
	isNamesake: -4, hasForename: -2, asAttacker: -5, asPerson: -3, asPlace: -2, inBrackets: -1, asSupplier: -0.5, asOwner: -1.5, isCompared: -1, compareAll: -2, headCompared: -3,
	asOutlet: -2, advisedOnly: -2, namedLate: -0.7, inEarlier: -1, echoes: 3, headEcho: 1, oneMore: 1, onlyKnown: 0.7, isCourt: -3, isState: -2.5, stateHit: 2.5,
	isBare: -0.7, isOwner: -1, isOwned: 1, inScam: -0.7, onlySource: -1, explained: 0.5, headSays: -1, possesses: 0.5,
}

// Name is a candidate with its clues.
type Name struct {
	Value  string
	Clues  [clueCount]float64
	Chance float64
}

// Names returns the candidates of an article, the surest first as some weights see it, and those chosen.
func (t *Tagger) Names(a news.Article, w []float64) (all []Name, chosen []string) {
	d := t.read(a)
	d.country = d.guessCountry().Value
	n := t.candidates(d)
	hit := n.choose(w)
	for _, c := range n.list {
		all = append(all, Name{c.shown(d), n.clues(c), c.chance})
	}
	for _, c := range hit {
		chosen = append(chosen, c.shown(d))
	}
	return all, chosen
}

// Shipped returns a tagger of what ships with the program.
var Shipped = shipped

// Bare returns one that knows no organisation: so it sees those it knows as it would see any other.
func Bare(t testing.TB) *Tagger {
	s := shipped(t)
	s.gazetteer = newGazetteer(nil)
	return s
}
