package tag

import (
	"slices"
	"strings"
)

// candidate is a name that may be the organisation that was hit.
type candidate struct {
	name     string
	key      string // folded
	known    *known
	family   string // of its head noun: town, hospital, …
	bare     bool   // the head noun alone: "le CHU"
	built    bool   // head noun and complement: "mairie de Betton"
	mentions []span
	seen     []*naming    // those that count, with what they do
	after    []*candidate // it is listed with
	chance   float64
	framed   bool // some mention stands in a frame of victims
	titled   bool
	frames   int  // mentions in a frame of victims that leaves no doubt
	attacks  int  // mentions in a frame of attackers
	barred   bool // attacker, authority, person
	provider bool
	also     bool   // "ook", "en même temps que" stands beside it
	place    bool   // the bare name of a town or a region
	base     *known // the known organisation whose name begins the longer one
	proof    span
}

// names collects the candidates of an article: those of the gazetteer, those built of a head noun and a complement,
// and sequences of capitalised words.
type names struct {
	d        *doc
	t        *Tagger
	list     []*candidate
	byKey    map[string]*candidate
	taken    []bool // tokens that are part of a name, or of what is none
	owned    []bool // tokens of candidates
	small    map[string]bool
	other    map[int]bool    // first tokens of mentions of other cases
	persons  map[string]bool // last words of the names of persons
	places   map[int]int     // first token of the name of a place to the one behind it
	title    bool            // most words of the headline have a capital
	most     int             // how often the name that is used most is
	knowns   int             // how many are certainly names
	heads    int             // how many names stand in the headline
	first    *candidate      // the name that the text uses first
	knownAt  []hit           // names of the gazetteer
	kept     map[int]bool    // tokens of countries that begin a name
	pairs    map[string]int  // how often a capitalised word stands in the text, alone and behind another
	halls    []span          // "la commune", "de stad", without a name
	building bool            // the name of an institution is being read: "Hogeschool van Arnhem en Nijmegen"
}

func (t *Tagger) names(d *doc) *names {
	n := &names{d: d, t: t, byKey: map[string]*candidate{}, taken: make([]bool, len(d.tokens)), owned: make([]bool, len(d.tokens)), small: map[string]bool{}, persons: map[string]bool{}, other: map[int]bool{}, places: map[int]int{}, kept: map[int]bool{}}
	n.title = n.titleCase()
	n.knownAt = t.gazetteer.matcher.find(d.tokens)
	for _, tok := range d.tokens {
		if tok.kind == word && !tok.capital {
			n.small[tok.fold] = true
		}
	}
	names := map[string]bool{} // that end like a word for data: Kwikdata
	for _, h := range d.hits {
		if h.class == d.lang.cue["data"] && h.to == h.from+1 && n.nameOfData(h) {
			names[d.tokens[h.from].fold] = true
		}
	}
	for _, h := range d.hits {
		if h.to == h.from+1 && d.lang.values[h.class].table == "" && !names[d.tokens[h.from].fold] {
			n.small[d.tokens[h.from].fold] = true
		}
		if d.lang.values[h.class].table == "place" && n.anyCapital(h.from, h.to) {
			n.places[h.from] = max(n.places[h.from], h.to)
		}
	}
	n.dateline()
	n.fromAcronyms()
	n.fromInstitutions()
	n.fromGazetteer()
	n.blocked()
	n.fromSmall()
	n.fromForces()
	n.fromCapitals()
	n.fromHalls()
	for _, c := range n.list {
		slices.SortFunc(c.mentions, func(a, b span) int { return a.from - b.from })
	}
	n.merge()
	return n
}

// nameOfData reports a word for data that has a capital where no sentence gives it one.
func (n *names) nameOfData(h hit) bool {
	s := n.d.at(h.from)
	return n.d.tokens[h.from].capital && s != nil && !n.opening(s, h.from) && !(n.title && s.zone == headline)
}

// blocked takes the tokens of names that are never hit, so that no other name is built of them.
func (n *names) blocked() {
	d := n.d
	for _, countries := range []bool{false, true} {
		for _, h := range d.hits {
			v := d.lang.values[h.class]
			never := h.class == d.lang.cue["not_org"] || v.table == "regulator"
			if countries && v.table == "country" && !n.within(h) || !countries && never {
				if n.anyCapital(h.from, h.to) && (n.free(h.from, h.to) || never && !n.owned[h.from]) {
					n.take(h.from, h.to)
				}
			}
		}
	}
}

// behind reports a country that ends a name we do not know: HIV Scotland, Vodafone Germany.
func (n *names) behind(s *sentence, h hit) bool {
	d := n.d
	if h.from <= s.from || h.to != h.from+1 || n.gap(h.from) != " " || n.adjectival(h) {
		return false
	}
	last := d.tokens[h.from-1]
	return last.kind == word && last.capital && !n.taken[h.from-1] && !n.word(last.fold) && (last.caps || !n.opening(s, h.from-1) || n.small[d.tokens[h.from].fold]) && n.places[h.from-1] == 0
}

// ahead reports a country that begins a name: British Airways. Where the rest of it stands alone elsewhere, the country
// only says whence it is.
func (n *names) ahead(s *sentence, h hit) bool {
	d := n.d
	if h.to != h.from+1 || h.to >= s.to || n.gap(h.to) != " " || !n.adjectival(h) {
		return false
	}
	next := d.tokens[h.to]
	if next.kind != word || !next.capital || n.taken[h.to] || n.opens(next.fold) || n.inside("person_before", s, h.to) || n.inside("title_word", s, h.to) {
		return false
	}
	if n.pairs == nil {
		n.pairs = map[string]int{}
		for i, tok := range d.tokens[1:] {
			if tok.capital {
				n.pairs[tok.fold]++
				n.pairs[d.tokens[i].fold+" "+tok.fold]++
			}
		}
	}
	return n.pairs[next.fold] == n.pairs[d.tokens[h.from].fold+" "+next.fold]
}

// adjectival reports an English word for what comes from a country: British, French, Belgian.
func (n *names) adjectival(h hit) bool {
	w := n.d.tokens[h.from].fold
	return w != "japan" && w != "iran" && w != "sudan" && (strings.HasSuffix(w, "sh") || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "an") || strings.HasSuffix(w, "ese") || strings.HasSuffix(w, "ss"))
}

// within reports initials of a country inside a longer name: US Orléans, Northmoor NHS Trust.
func (n *names) within(h hit) bool {
	d := n.d
	if d.club(h) {
		return true
	}
	s := d.at(h.from)
	if s == nil || n.title && s.zone == headline {
		return false
	}
	if end := n.places[max(h.from-1, s.from)]; end >= h.to && end > h.from {
		return true // Northern Ireland
	}
	if d.lang.Lang == "fr" && h.to == h.from+1 && h.to < s.to && d.tokens[h.from].fold == "france" && n.gap(h.to) == " " && d.tokens[h.to].capital && !n.taken[h.to] && !n.opens(d.tokens[h.to].fold) {
		n.kept[h.from] = true // France Galop: the country has an article
		return true
	}
	if d.tokens[h.from].fold == "nhs" && h.to < s.to && n.gap(h.to) == " " && d.tokens[h.to].capital && !n.taken[h.to] {
		return true // NHS Highland
	}
	if d.lang.Lang == "en" && n.ahead(s, h) {
		n.kept[h.from] = true
		return true
	}
	if n.behind(s, h) {
		return true
	}
	return d.lang.Lang == "en" && d.tokens[h.from].caps && h.from > s.from && h.to < s.to &&
		d.tokens[h.from-1].capital && d.tokens[h.to].capital && n.gap(h.from) == " " && n.gap(h.to) == " " && !d.lang.common[d.tokens[h.from-1].fold]
}

func (n *names) take(from, to int) {
	for i := from; i < to && i < len(n.taken); i++ {
		n.taken[i] = true
	}
}

func (n *names) free(from, to int) bool {
	for i := from; i < to; i++ {
		if n.taken[i] {
			return false
		}
	}
	return true
}

func (n *names) anyCapital(from, to int) bool {
	for i := from; i < to; i++ {
		if n.d.tokens[i].capital {
			return true
		}
	}
	return false
}

// mentionsMax is how many places of one name are looked at.
const mentionsMax = 100

func (n *names) add(name string, at span, k *known, built bool) *candidate {
	key := strings.Join(fold(name), " ")
	if k != nil {
		key = strings.Join(fold(k.org.Name), " ")
	}
	c := n.byKey[key]
	if c == nil && (len(n.list) >= 300 || k == nil && overlong(name)) || c != nil && len(c.mentions) >= mentionsMax { // no article names as many
		n.take(at.from, at.to)
		if c == nil {
			c = &candidate{}
		}
		return c
	}
	if c == nil {
		c = &candidate{name: name, key: key, known: k, built: built}
		n.byKey[key] = c
		n.list = append(n.list, c)
	}
	c.mentions = append(c.mentions, at)
	n.take(at.from, at.to)
	for i := at.from; i < at.to; i++ {
		n.owned[i] = true
	}
	return c
}

func (n *names) fromGazetteer() {
	hits := n.knownAt
	for i := 0; i < len(hits); i++ {
		h := hits[i]
		for i+1 < len(hits) && hits[i+1].from == h.from {
			i++
			h = hits[i] // the walk finds the longest last
		}
		k := n.t.gazetteer.pick(h.class, n.d.country)
		if !n.free(h.from, h.to) || !n.written(k, h) || n.never(h) || n.goesOn(h) || n.begun(h) {
			continue
		}
		n.add(k.org.Name, span{h.from, h.to}, &k, false)
		n.branch(h.to)
	}
}

// begun reports a longer name, of which ours is the end: Air Europa.
func (n *names) begun(h hit) bool {
	d := n.d
	s := d.at(h.from)
	if s == nil || h.from <= s.from || n.title && s.zone == headline {
		return false
	}
	last := d.tokens[h.from-1]
	if last.kind != word || !last.capital || last.caps || n.taken[h.from-1] || n.gap(h.from) != " " && n.gap(h.from) != "-" {
		return false
	}
	for _, o := range s.hits {
		if o.to == h.from && d.lang.values[o.class].table == "country" {
			return false
		}
	}
	return !n.opens(last.fold)
}

// branch takes what says which branch of an organisation is meant: "Urssaf du Berry".
func (n *names) branch(at int) {
	d := n.d
	from := at
	for at < len(d.tokens) && d.tokens[at].kind == word && !d.tokens[at].capital && connector(d.tokens[at].fold) && joint(n.gap(at)) {
		at++
	}
	if at == from || at >= len(d.tokens) || !d.tokens[at].capital || n.taken[at] || !joint(n.gap(at)) || n.t.gazetteer.matcher.begins(d.tokens, at) {
		return
	}
	n.take(at, n.capitals(at, min(len(d.tokens), at+6)))
}

// written reports whether the name is written as a name.
func (n *names) written(k known, h hit) bool {
	tok := n.d.tokens[h.from]
	if k.caps {
		return tok.caps || h.to > h.from+1 && n.anyCapital(h.from, h.to)
	}
	if !k.small && !k.mixed && !n.anyCapital(h.from, h.to) {
		return false
	}
	if h.to == h.from+1 && n.isWord(h) {
		return false
	}
	if k.small && k.common && !tok.capital && n.d.lang.common[tok.fold] {
		return false
	}
	return true
}

// goesOn reports a longer name, of which ours is the beginning: Action Logement, Orange Cyberdefense. A country or a
// word of the language behind it is no part of it: Lidl France.
func (n *names) goesOn(h hit) bool {
	d := n.d
	if h.to >= len(d.tokens) || n.title && d.at(h.from) == &d.s[0] {
		return false
	}
	next := d.tokens[h.to]
	if next.kind != word || !next.capital || n.taken[h.to] || d.tokens[h.to-1].end+1 != next.start {
		return false
	}
	for _, o := range d.at(h.from).hits {
		if o.from == h.to && (d.lang.values[o.class].table == "country" || o.class == d.lang.cue["not_org"] || next.caps && o.class == d.lang.cue["title_word"] || d.lang.values[o.class].table == "regulator") {
			return false
		}
	}
	return n.places[h.to] == 0
}

// titleCase reports a headline in which most words have a capital.
func (n *names) titleCase() bool {
	capital, all := 0, 0
	for _, tok := range n.d.tokens {
		if tok.kind == newline {
			break
		}
		if tok.kind == word && len(tok.fold) > 3 {
			all++
			if tok.capital {
				capital++
			}
		}
	}
	return all > 4 && capital*10 > all*7
}

func connector(w string) bool {
	switch w {
	case "de", "du", "des", "d", "la", "l", "le", "les", "van", "voor", "of", "for", "the", "het", "der", "den", "aux", "au":
		return true
	}
	return false
}

// inner reports a small word inside a name: Université de Mons, Pierre et Vacances, Hogeschool van Arnhem en Nijmegen.
func inner(w string) bool {
	switch w {
	case "de", "du", "des", "d", "la", "l", "van", "der", "den", "of", "the", "sur", "sous", "en", "les", "le", "aan", "op", "upon":
		return true
	}
	return false
}

// inner is the same for the language: "en" is "and" in Dutch.
func (n *names) inner(w string) bool {
	return w == "&" || w == "voor" && n.d.lang.Lang == "nl" || inner(w) && (w != "en" || n.d.lang.Lang != "nl" || n.building)
}

// never reports a name of the gazetteer that is the whole of one that is never hit.
func (n *names) never(h hit) bool {
	s := n.d.at(h.from)
	if s == nil {
		return false
	}
	for _, o := range s.hits {
		if (o.class == n.d.lang.cue["not_org"] || n.d.lang.values[o.class].table == "regulator") && o.from <= h.from && o.to >= h.to {
			return true
		}
	}
	return false
}

// isWord reports a name that is here a word of the language: a kind of data (Namen), a month (April).
func (n *names) isWord(h hit) bool {
	d := n.d
	if _, month := d.lang.months[d.tokens[h.from].fold]; month {
		return true
	}
	s := d.at(h.from)
	if s == nil {
		return false
	}
	for _, o := range s.hits {
		if t := d.lang.values[o.class].table; (t == "data" || t == "list") && o.from == h.from && o.to == h.to {
			return true
		}
	}
	return false
}
