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
	built    bool   // head noun and complement: "mairie de Betton"
	mentions []span
	seen     []*naming    // those that count, with what they do
	after    []*candidate // it is listed with
	score    int
	framed   bool // some mention stands in a frame of victims
	titled   bool
	frames   int  // mentions in a frame of victims that leaves no doubt
	attacks  int  // mentions in a frame of attackers
	barred   bool // attacker, authority, person
	provider bool
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
	building bool            // the name of an institution is being read: "Hogeschool van Arnhem en Nijmegen"
}

func (t *Tagger) names(d *doc) *names {
	n := &names{d: d, t: t, byKey: map[string]*candidate{}, taken: make([]bool, len(d.tokens)), owned: make([]bool, len(d.tokens)), small: map[string]bool{}, persons: map[string]bool{}, other: map[int]bool{}, places: map[int]int{}}
	n.title = n.titleCase()
	for _, tok := range d.tokens {
		if tok.kind == word && !tok.capital {
			n.small[tok.fold] = true
		}
	}
	for _, h := range d.hits {
		if h.to == h.from+1 && d.lang.values[h.class].table == "" {
			n.small[d.tokens[h.from].fold] = true
		}
		if d.lang.values[h.class].table == "place" && n.anyCapital(h.from, h.to) {
			n.places[h.from] = max(n.places[h.from], h.to)
		}
	}
	n.fromInstitutions()
	n.fromGazetteer()
	n.blocked()
	n.fromCapitals()
	n.merge()
	return n
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

// within reports initials of a country inside a longer name: US Orléans, Northmoor NHS Trust.
func (n *names) within(h hit) bool {
	d := n.d
	if d.club(h) {
		return true
	}
	s := d.at(h.from)
	return d.lang.Lang == "en" && d.tokens[h.from].caps && s != nil && !(n.title && s.zone == headline) && h.from > s.from && h.to < s.to &&
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

func (n *names) add(name string, at span, k *known, built bool) *candidate {
	key := strings.Join(fold(name), " ")
	if k != nil {
		key = strings.Join(fold(k.org.Name), " ")
	}
	c := n.byKey[key]
	if c == nil && len(n.list) >= 300 || c != nil && len(c.mentions) >= 100 { // no article names as many
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
	hits := n.t.gazetteer.matcher.find(n.d.tokens)
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
	if !k.small && !n.anyCapital(h.from, h.to) {
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

// fromInstitutions builds names of a head noun and its complement.
func (n *names) fromInstitutions() {
	d := n.d
	var bare []span
	known := map[int]int{}
	for _, h := range n.t.gazetteer.matcher.find(d.tokens) {
		for i := h.from + 1; i < h.to; i++ {
			known[i] = max(known[i], h.to)
		}
	}
	n.building = true
	defer func() { n.building = false }()
	for _, h := range d.hits {
		v := d.lang.values[h.class]
		if v.table != "institution" || !n.free(h.from, h.to) {
			continue
		}
		family := v.ids[0]
		if known[h.from] > h.to {
			continue // "Assistance publique-Hôpitaux de Paris"
		}
		at, ok := n.complement(h, family)
		if !ok {
			if d.tokens[h.from].caps && h.to == h.from+1 {
				bare = append(bare, span{h.from, h.to})
			}
			continue
		}
		if n.indefinite(h.from) {
			n.take(h.from, at)
			continue
		}
		for family == "topic" && at < len(d.tokens) && d.tokens[at].kind == word && !d.tokens[at].capital && d.adjective(d.tokens[at].fold) && n.gap(at) == " " {
			at++ // "Ministère de l'Éducation nationale"
		}
		name := n.surface(span{h.from, at})
		n.also(h, at)
		if k := n.t.gazetteer.named(name, d.country); k != nil {
			n.add(k.org.Name, span{h.from, at}, k, true).family = family
		} else {
			n.add(name, span{h.from, at}, nil, true).family = family
		}
	}
	for _, at := range bare { // "le CHU" is the one that was named, or goes by that name alone: GGD
		head, own := d.tokens[at.from].fold, (*candidate)(nil)
		for _, c := range n.list {
			if own == nil && c.built && strings.HasPrefix(c.key, head+" ") {
				own = c
			}
		}
		switch {
		case !n.free(at.from, at.to):
		case own != nil:
			n.take(at.from, at.to)
			own.mentions = append(own.mentions, at)
		case len(head) > 2:
			n.add(n.surface(at), at, n.t.gazetteer.named(head, d.country), true).score -= 3
		}
	}
}

// also takes the other subjects of a ministry: ", de la Jeunesse et de la Vie associative".
func (n *names) also(h hit, at int) {
	d := n.d
	for strings.HasPrefix(d.tokens[h.from].fold, "minist") && at+2 < len(d.tokens) && (d.tokens[at].fold == "," || d.tokens[at].fold == "et" || d.tokens[at].fold == "en") {
		next := at + 1
		for next < len(d.tokens) && connector(d.tokens[next].fold) {
			next++
		}
		if next == at+1 || next >= len(d.tokens) || !d.tokens[next].capital {
			return
		}
		at = n.capitals(next, min(len(d.tokens), next+4))
		n.take(next, at)
	}
}

// indefinite reports that a head noun names no one in particular: "une commune du Lot-et-Garonne".
func (n *names) indefinite(at int) bool {
	for i := at - 1; i >= max(0, at-2); i-- {
		tok := n.d.tokens[i]
		if tok.kind != word || tok.capital && i > 0 && n.d.tokens[i-1].kind == word {
			return false
		}
		switch tok.fold {
		case "un", "une", "een", "a", "an", "plusieurs", "deux", "trois", "quelques", "certaines", "certains", "autres", "twee", "drie", "enkele", "verschillende", "meerdere", "several", "two", "three", "another":
			return true
		case "le", "la", "l", "les", "de", "du", "the", "het":
			return false
		}
	}
	return false
}

// complement finds the end of "de l'Intérieur", "van Arnhem en Nijmegen", "Paris-Saclay", "de tir".
func (n *names) complement(h hit, family string) (end int, ok bool) {
	d, at := n.d, h.to
	if family == "whole" {
		return at, d.tokens[h.from].capital
	}
	limit := min(len(d.tokens), h.to+10)
	if at < limit && d.tokens[at].kind == word && !d.tokens[at].capital && d.adjective(d.tokens[at].fold) {
		at++
	}
	connected := false
	for at < limit && connector(d.tokens[at].fold) && d.tokens[at].kind == word && !d.tokens[at].capital {
		at++
		connected = true
	}
	if at >= limit || d.tokens[at].kind != word {
		return 0, false
	}
	if d.tokens[at].capital {
		saint := strings.HasPrefix(d.tokens[at].fold, "saint") || d.tokens[at].fold == "notre" || d.tokens[at].fold == "st"
		open := family != "linked" && (n.places[at] == 0 || !strings.HasPrefix(d.tokens[h.from].fold, "hopita"))
		return n.capitals(at, limit), connected || saint || open
	}
	if n.t.gazetteer.matcher.begins(d.tokens, at) {
		return 0, false
	}
	if family == "topic" && connected && !d.lang.common[d.tokens[at].fold] && len(d.tokens[at].fold) > 2 {
		at++
		if at+1 < limit && (d.tokens[at].fold == "de" || d.tokens[at].fold == "a") && d.tokens[at+1].kind == word && d.tokens[at+1].fold == "table" {
			at += 2
		}
		if of := at; of+1 < limit && connector(d.tokens[of].fold) {
			for of < limit && d.tokens[of].kind == word && connector(d.tokens[of].fold) && !d.tokens[of].capital {
				of++
			}
			if of < limit && d.tokens[of].kind == word && d.tokens[of].capital { // Chambre de métiers du Vexin
				at = n.capitals(of, limit)
			}
		}
		return at, true
	}
	return 0, false
}

// capitals finds the end of a sequence of capitalised words that begins at a token; small words may join them, and any
// word may between hyphens.
func (n *names) capitals(at, limit int) int {
	d := n.d
	end := at + 1
	for end < limit {
		tok := d.tokens[end]
		gap := n.gap(end)
		if !joint(gap) {
			break
		}
		if tok.kind == word && tok.capital && !n.taken[end] || tok.kind == number && (gap == " " || gap == "-") && len(tok.fold) < 4 && end+1 < limit && n.counts(end, at) {
			end++
			continue
		}
		skip := end
		for skip < limit && skip < end+3 && d.tokens[skip].kind == word && !d.tokens[skip].capital && (n.inner(d.tokens[skip].fold) && joint(n.gap(skip)) || n.gap(skip) == "-" && skip+1 < limit && n.gap(skip+1) == "-") {
			skip++
		}
		if skip > end && skip < limit && d.tokens[skip].capital && d.tokens[skip].kind == word && !n.taken[skip] && joint(n.gap(skip)) {
			end = skip + 1
			continue
		}
		break
	}
	return end
}

// gap is what stands between a token and the one before.
func (n *names) gap(at int) string { return n.d.text[n.d.tokens[at-1].end:n.d.tokens[at].start] }

// joint reports a gap inside a name.
func joint(gap string) bool {
	switch gap {
	case "", " ", "-", "'", "’", "\u00a0", "‑":
		return true
	}
	return false
}

// counts reports a number that belongs to a name and counts nothing: "Lyon 3 a", "Canal 24,".
func (n *names) counts(at, from int) bool {
	d := n.d
	if d.tokens[at+1].kind != word {
		return true
	}
	_, times := d.lang.times[d.tokens[at+1].fold]
	return len(d.tokens[at].fold) == 1 && !times && (d.lang.common[d.tokens[at+1].fold] || d.tokens[at+1].capital)
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
	return w == "&" || inner(w) && (w != "en" || n.d.lang.Lang != "nl" || n.building)
}

// adjective reports the adjectives that may stand inside a name.
func (d *doc) adjective(w string) bool {
	for _, begin := range []string{"francais", "belge", "national", "universitaire", "regional", "departemental", "communal", "municipal", "intercommunal", "federal", "hospitali", "royal", "general", "prive", "public", "social"} {
		if strings.HasPrefix(w, begin) {
			return true
		}
	}
	return false
}

// surface returns the name as it is written, with a capital at its beginning and without the adjective of a ministry.
func (n *names) surface(at span) string {
	d := n.d
	text := strings.Join(strings.Fields(clean(d.text[d.tokens[at.from].start:d.tokens[at.to-1].end])), " ")
	text = strings.ReplaceAll(text, "’", "'")
	if strings.HasPrefix(d.tokens[at.from].fold, "minist") {
		for _, adjective := range []string{" français", " française", " belge", " fédéral", " wallon", " flamand"} {
			text = strings.Replace(text, adjective+" ", " ", 1)
		}
	}
	return capitalise(text)
}

// fromCapitals takes the sequences of capitalised words that are left.
func (n *names) fromCapitals() {
	d := n.d
	var late []opened
	for i := range d.s {
		s := &d.s[i]
		if s.zone == furniture {
			continue
		}
		title := s.zone == headline && n.title
		for at := s.from; at < s.to; at++ {
			tok := d.tokens[at]
			if tok.kind != word || !tok.capital || n.taken[at] {
				continue
			}
			end := n.capitals(at, s.to)
			first, from := at, at
			if end == from+1 && n.national(end, s.to) && n.word(tok.fold) && !d.lang.common[tok.fold] {
				n.capitalised(span{from, end + 1})
				at = end
				continue
			}
			for from < end && n.opens(d.tokens[from].fold) && (title || n.opening(s, from)) {
				from++
			}
			for from > first && from < end && !d.tokens[from].capital {
				from++ // "Piratage d'Ornavia"
			}
			at = max(at, end-1)
			if title {
				end = n.shorten(from, end)
			}
			end = n.noun(s, end)
			if from >= end || !d.tokens[from].capital || len(d.tokens[from].fold) < 2 && end == from+1 {
				continue
			}
			if end == from+1 && n.word(d.tokens[from].fold) || d.lang.common[d.tokens[from].fold] && (title || end == from+1) {
				continue
			}
			if n.opening(s, first) && !title && end-first > 1 {
				n.take(first, end)
				late = append(late, opened{span{first, end}, span{from, end}})
			} else {
				n.capitalised(span{from, end})
			}
			at = max(at, end-1)
		}
	}
	n.opened(late)
}

// national reports the name of a country that ends the name of an organisation: "Bevolkingsonderzoek Nederland".
func (n *names) national(at, limit int) bool {
	return at < limit && n.gap(at) == " " && slices.Contains(endings, n.d.text[n.d.tokens[at].start:n.d.tokens[at].end])
}

// opened is a name at the beginning of a sentence, with and without the words that have their capital from there.
type opened struct{ all, bare span }

// opened adds the names that begin a sentence: each is as long as it is elsewhere in the text.
func (n *names) opened(late []opened) {
	keys := map[string]bool{}
	for _, l := range late {
		keys[n.keyOf(l.bare)] = true
	}
	elsewhere := func(at span) bool {
		key := n.keyOf(at)
		return n.byKey[key] != nil || keys[key]
	}
	for _, l := range late {
		rest := span{l.bare.from + 1, l.bare.to}
		if l.all != l.bare && elsewhere(l.all) {
			n.capitalised(l.all)
			continue
		}
		if l.all == l.bare && rest.from < rest.to && n.d.tokens[rest.from].capital {
			if k := n.t.gazetteer.named(n.keyOf(rest), n.d.country); k != nil && !k.common {
				n.add(k.org.Name, rest, k, false)
				continue
			}
			if n.complements(rest) {
				n.capitalised(rest)
				continue
			}
			if elsewhere(rest) && n.d.tokens[l.all.from].kind == word && n.byKey[n.keyOf(l.all)] == nil {
				n.capitalised(rest)
				continue
			}
		}
		n.capitalised(l.bare)
	}
}

// complements reports the name of a town whose administration is named: "Kustgemeente Oostduin", "de gemeente Oostduin".
func (n *names) complements(at span) bool {
	key := " " + n.keyOf(at)
	for _, c := range n.list {
		if c.built && strings.HasSuffix(c.key, key) {
			return true
		}
	}
	return false
}

// inData reports a part of a phrase that names data: "numéro de Sécu".
func (n *names) inData(at span) bool {
	for _, h := range n.d.at(at.from).hits {
		if t := n.d.lang.values[h.class].table; (t == "data" || t == "list") && h.from <= at.from && h.to >= at.to {
			return true
		}
	}
	return false
}

func (n *names) keyOf(at span) string { return strings.Join(fold(n.surface(at)), " ") }

func (n *names) capitalised(at span) {
	if n.inData(at) {
		return
	}
	c := n.add(n.surface(at), at, nil, false)
	c.place = c.place || n.places[at.from] == at.to
}

// opening reports a token that has its capital because of where it stands: it begins a sentence or a quotation.
func (n *names) opening(s *sentence, at int) bool {
	if at <= s.from {
		return true
	}
	last := n.d.tokens[at-1]
	return last.kind != number && last.kind != word && last.fold != "," && last.fold != "&"
}

// noun adds the noun of an institution that ends a name: "Gelre ziekenhuizen".
func (n *names) noun(s *sentence, end int) int {
	if end >= s.to || n.d.tokens[end].capital || !joint(n.gap(end)) {
		return end
	}
	for _, h := range s.hits {
		if v := n.d.lang.values[h.class]; h.from == end && h.to == end+1 && v.table == "institution" && n.d.lang.Lang == "nl" && (v.ids[0] == "hospital" || v.ids[0] == "linked") {
			return h.to
		}
	}
	return end
}

// opens reports a word that has its capital only because it begins a sentence or a headline.
func (n *names) opens(w string) bool { return n.small[w] || n.word(w) }

// word reports a word of the language, not a name.
func (n *names) word(w string) bool {
	if n.d.lang.common[w] || n.small[w] {
		return true
	}
	_, month := n.d.lang.months[w]
	_, day := n.d.lang.days[w]
	_, num := n.d.lang.numberWord(w)
	_, times := n.d.lang.times[w]
	return month || day || num || times
}

// shorten ends a name of a headline in capitals before the first word that is no name.
func (n *names) shorten(from, end int) int {
	for i := from + 1; i < end; i++ {
		if n.opens(n.d.tokens[i].fold) {
			return i
		}
	}
	return end
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
