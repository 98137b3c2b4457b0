package tag

import (
	"math"
	"slices"
	"strings"
)

// clue is one thing that speaks for or against a name being that of the organisation whose data leaked.
type clue int

const (
	ground       clue = iota
	inHead            // it stands in the headline
	headFramed        // and there in words that say it was hit
	headOpens         // and opens it
	headOnly          // no other name does
	headLeak          // and the headline speaks of a leak
	inLead            // it stands in the first paragraph
	leadFramed        //
	leadLeak          // in a sentence about a leak
	firstNamed        // no other name stands before it in the text
	bodyFramed        // how often the words around it say that it was hit
	bodyOwns          // or that it has clients, a site, data
	bodyLeak          // or the sentence speaks of a leak
	bodyData          // or of data
	opensSaid         // it opens a sentence in which somebody admits, tells, denies
	opensAny          // it opens a sentence
	toldThere         // the authority was told, in the same sentence
	isSource          // it is who says so
	atName            // "chez", "bij", "at" stands before it
	mostNamed         // no name is used more often
	shareNamed        // how often it is used, beside the most used one
	namedOften        // how often
	namedOnce         // once
	isKnown           // the gazetteer has it
	isCommon          // but it is a common word too
	isCommonOut       // and no words around say that it was hit
	isBuilt           // of a noun and its complement: "mairie de Betton"
	isPlace           // the bare name of a place
	oneWord           // an unknown name of one word
	manyWords         // an unknown name of several
	hasDot            // an address
	isCaps            // capitals
	onlyOpening       // one word, only where each word has a capital
	isPress           // the press
	isOutlet          // who writes
	writesItself      // and says "we"
	kindNamed         // a noun says what it is: "l'enseigne"
	isNamesake        // a person has that name
	hasForename       // it begins like one
	asAttacker        // it attacks
	asPerson          // a title stands before it
	asPlace           // a place
	inBrackets        // only in brackets
	asSupplier        // the data leaked there
	asOwner           // it owns another
	isCompared        // it was hit another time
	headCompared      // in the headline
	compareAll        // nothing else is said of it
	asOutlet          // it tells
	advisedOnly       // only advice names it
	namedLate         // it comes late
	inEarlier         // the sentence is about earlier
	echoes            // the headline says its words without capitals
	headEcho          // the headline has its last word, without a capital or with one
	inQuotes          // it stands within quotation marks
	inList            // it stands in a list of names
	oneMore           // "en même temps que", "ook bij" stands before it
	onlyKnown         // no other name of the gazetteer, nor of an institution
	isCourt           // a court
	isState           // a ministry
	stateHit          // of which is said that it was hit, not that it says something
	inScam            // a sentence speaks of crooks who use it
	inLongList        // it stands in a list of three or more, in the body
	isBare            // the noun of an institution alone
	isOwner           // another name of the text belongs to it
	isOwned           // it belongs to another
	headSays          // the headline gives its words: "X: 'We...'"
	explained         // words behind it say what it is: "X, une société"
	possesses         // it has clients or data: "X's database"
	onlySource        // nothing else is said of it than that it says so
	clueCount
)

type clues [clueCount]float64

// clues reads what speaks for a candidate. The others are known by then.
func (n *names) clues(c *candidate) clues {
	var k clues
	k[ground] = 1
	n.kindOf(c, &k)
	if len(c.seen) == 0 {
		return k
	}
	all := float64(len(c.seen))
	others, brackets, advises := 0.0, 0.0, 0.0
	for _, m := range c.seen {
		switch m.role {
		case attacker:
			k[asAttacker] += 1 / all
		case human:
			k[asPerson] = 1
		case somewhere:
			k[asPlace] += 1 / all
		case bracket:
			brackets++
		case supplier:
			k[asSupplier] = 1
		case owner:
			k[asOwner] += 1 / all
		case compared:
			others++
			k[headCompared] = max(k[headCompared], one(m.s.zone == headline))
		case outlet:
			k[asOutlet] += 1 / all
		}
		if m.s.zone == advice {
			advises++
		}
		n.placeOf(m, &k)
	}
	k[inBrackets] = one(brackets == all)
	k[isCompared], k[compareAll] = one(others > 0), one(others == all)
	k[advisedOnly] = one(advises == all)
	k[namedLate] = one(c.seen[0].from*10 > len(n.d.tokens)*6)
	k[onlySource] = one(k[isSource]+k[asOutlet]*all >= all)
	for _, i := range []clue{bodyFramed, bodyOwns, bodyLeak, bodyData, opensSaid, opensAny, isSource, atName, toldThere} {
		k[i] = min(k[i], 3) / 3
	}
	for _, i := range []clue{inEarlier, inQuotes, inScam} {
		k[i] /= all
	}
	k[namedOften] = math.Log2(1+min(all, 15)) / 4
	k[namedOnce] = one(all == 1)
	k[shareNamed] = all / max(1, float64(n.most))
	k[mostNamed] = one(len(c.seen) == n.most)
	k[firstNamed] = one(n.first == c)
	k[inList] = one(len(c.after) > 0)
	k[inLongList] = one(len(c.after) > 1 || len(c.after) == 1 && len(c.after[0].after) > 1)
	for _, o := range n.list {
		if o != c && o.known != nil && c.known != nil {
			k[isOwner] = max(k[isOwner], one(o.known.org.Parent == c.known.org.Name))
			k[isOwned] = max(k[isOwned], one(c.known.org.Parent == o.known.org.Name))
		}
	}
	return k
}

// kindOf reads what a name is by itself.
func (n *names) kindOf(c *candidate, k *clues) {
	d := n.d
	unknown := c.known == nil && !c.built
	k[isKnown] = one(c.known != nil && !c.known.common)
	k[isCommon] = one(c.known != nil && c.known.common)
	k[isCommonOut] = one(c.known != nil && c.known.common && !c.framed && !n.plain(c))
	k[isBuilt] = one(c.built)
	k[isPlace] = one(c.place || c.town())
	k[oneWord] = one(unknown && n.singleWord(c))
	k[manyWords] = one(unknown && !n.singleWord(c))
	k[hasDot] = one(strings.ContainsRune(c.key, '.'))
	k[isPress] = one(c.known != nil && c.known.org.Sector == "media")
	k[isOutlet], k[writesItself] = one(n.publishes(c)), one(n.writes(c))
	k[onlyKnown] = one(n.knowns == 1 && n.sure(c))
	k[isCourt], k[isState], k[isBare] = one(c.family == "court" || n.investigates(c)), one(strings.HasPrefix(c.key, "minist")), one(c.bare)
	m := c.mentions[0]
	k[isCaps] = one(m.to == m.from+1 && d.tokens[m.from].caps)
	k[onlyOpening] = one(unknown && n.singleWord(c) && n.once(c) && !n.leakBehind(m))
	k[isNamesake] = one(n.isPerson(c))
	k[headEcho] = one(c.built && n.headlines(c.key[strings.LastIndexByte(c.key, ' ')+1:]))
	if s := d.at(m.from); unknown && s != nil && m.to > m.from+1 {
		k[hasForename] = one(n.starts("forename", s, m.from) && !n.kindBefore(s, m))
	}
	k[echoes] = one(unknown && n.echoed(c))
}

// placeOf reads what one mention says.
func (n *names) placeOf(m *naming, k *clues) {
	d, cue, s := n.d, n.d.lang.cue, m.s
	leak := s.has(cue["leak"]) || s.has(cue["data_leak"])
	plain := m.role == actor || m.role == outlet
	opens := n.leads(s, m.span)
	switch {
	case s.zone == headline:
		k[inHead] = 1
		k[headFramed] = max(k[headFramed], one(plain && m.frame >= 4))
		k[headOpens] = max(k[headOpens], one(opens))
		k[headOnly] = one(n.heads == 1)
		k[headLeak] = one(leak)
		k[headSays] = max(k[headSays], one(m.to+2 < s.to && d.tokens[m.to].fold == ":" && strings.ContainsAny(n.d.text[d.tokens[m.to].end:d.tokens[m.to+2].start+1], "\"'‘“«„")))
	case s.zone == lead:
		k[inLead] = 1
		k[leadFramed] = max(k[leadFramed], one(plain && m.frame >= 4))
		k[leadLeak] = max(k[leadLeak], one(leak))
	}
	if s.zone != headline {
		k[bodyFramed] += one(plain && m.frame >= 4)
		k[bodyOwns] += one(plain && m.frame > 0 && m.frame < 4)
		k[bodyLeak] += one(leak)
		k[bodyData] += one(s.has(cue["data"]) || s.has(cue["person"]))
		k[opensAny] += one(opens)
		k[opensSaid] += one(opens && n.says(s, m.to))
		k[toldThere] += one(s.has(cue["told"]) && n.authority(s))
	}
	k[isSource] += one(n.precedes(cue["source_before"], s, m.span))
	k[atName] += one(n.precedes(cue["at_before"], s, m.span))
	k[explained] = max(k[explained], one(n.explained(s, m.to)))
	k[possesses] = max(k[possesses], one(n.possesses(s, m.to)))
	k[inEarlier] += one(s.has(cue["earlier"]) || s.has(cue["elsewhere"]))
	k[kindNamed] = max(k[kindNamed], one(n.kindBefore(s, m.span) || n.noun1(s, m.from)))
	if k[isState] > 0 && plain && m.frame >= 4 && n.precedes(cue["victim_before"], s, m.span) {
		k[stateHit] = 1
	}
	k[inScam] += one(s.has(cue["scam"]) || s.has(cue["risk"]))
	m.c.also = m.c.also || n.precedes(cue["also"], s, m.span)
	k[oneMore] = max(k[oneMore], one(n.precedes(cue["also"], s, m.span) || n.near(cue["also_after"], s, m.to)))
	k[inQuotes] += one(d.within(s, m.from))
}

// leads reports a mention that opens its sentence.
func (n *names) leads(s *sentence, m span) bool {
	from := m.from
	for from > s.from && (n.d.lang.common[n.d.tokens[from-1].fold] || n.d.tokens[from-1].kind == punct || n.kindBefore(s, span{from, m.to})) {
		from--
	}
	return from-s.from <= 1
}

// says reports words of telling or admitting soon behind a name.
func (n *names) says(s *sentence, at int) bool {
	cue := n.d.lang.cue
	for _, h := range s.hits {
		if h.from < at || h.from-at > 4 || h.to > s.to {
			continue
		}
		switch h.class {
		case cue["victim_after"], cue["confirm"], cue["states"], cue["deny"], cue["silent"], cue["told"]:
			return true
		}
	}
	return false
}

// authority reports that a sentence names an authority.
func (n *names) authority(s *sentence) bool {
	for _, h := range s.hits {
		if n.d.lang.values[h.class].table == "regulator" {
			return true
		}
	}
	return false
}

// within reports a token inside quotation marks that open in its sentence.
func (d *doc) within(s *sentence, at int) bool {
	open := false
	for i := s.from; i < at; i++ {
		if d.tokens[i].fold == `"` {
			open = !open
		}
	}
	return open
}

// standings notes what the clues of a candidate compare it with.
func (n *names) standings() {
	n.most, n.heads, n.knowns, n.first = 0, 0, 0, nil
	at := math.MaxInt
	for _, c := range n.list {
		if c.place || c.known != nil && c.known.org.Sector == "media" || n.isPerson(c) {
			continue
		}
		n.most = max(n.most, len(c.seen))
		if n.sure(c) {
			n.knowns++
		}
		if slices.ContainsFunc(c.seen, func(m *naming) bool { return m.s.zone == headline }) {
			n.heads++
		}
		for _, m := range c.seen {
			if m.s.zone != headline && m.from < at {
				at, n.first = m.from, c
			}
		}
	}
}

// sure reports a name that is certainly one.
func (n *names) sure(c *candidate) bool {
	return (c.built || c.known != nil && !c.known.common) && !c.place && len(c.seen) > 0
}

// investigates reports the police or a court.
func (n *names) investigates(c *candidate) bool {
	m := c.mentions[0]
	s := n.d.at(m.from)
	return s != nil && !c.built && n.inside("investigator", s, m.from)
}

// publishes reports the outlet, writes one that writes of itself: "nos clients".
func (n *names) publishes(c *candidate) bool { return strings.Join(fold(n.d.Outlet), " ") == c.key }

func (n *names) writes(c *candidate) bool { return n.publishes(c) && n.d.own1st() }

// near reports a phrase of a class soon behind a name.
func (n *names) near(class uint16, s *sentence, at int) bool {
	return slices.ContainsFunc(s.hits, func(h hit) bool { return h.class == class && h.from >= at && h.from-at <= 3 })
}

// plain reports a name that is written with a capital where no sentence gives it one, and nowhere without.
func (n *names) plain(c *candidate) bool {
	if n.small[c.key] {
		return false
	}
	return slices.ContainsFunc(c.seen, func(m *naming) bool {
		return n.d.tokens[m.from].capital && !n.opening(m.s, m.from) && !(n.title && m.s.zone == headline)
	})
}

// headlines reports a longer word of the headline.
func (n *names) headlines(w string) bool {
	if len(n.d.s) == 0 || n.d.s[0].zone != headline || len(w) < 5 {
		return false
	}
	return slices.ContainsFunc(n.d.tokens[n.d.s[0].from:n.d.s[0].to], func(t token) bool { return t.fold == w })
}

// explained reports that a comma and a noun follow that say what a name is: ", une société née en janvier".
func (n *names) explained(s *sentence, at int) bool {
	d := n.d
	if at+2 >= s.to || d.tokens[at].fold != "," {
		return false
	}
	for i := at + 1; i < min(at+5, s.to); i++ {
		if d.tokens[i].kind != word || d.tokens[i].capital {
			return false
		}
		if n.inside("generic", s, i) || n.inside("institution", s, i) {
			return true
		}
	}
	return false
}

func apostrophe(gap string) bool { return gap == "'" || gap == "’" }

// possesses reports a possessive and a word for data or people soon behind it: "Francetest's database".
func (n *names) possesses(s *sentence, at int) bool {
	d := n.d
	if at+1 >= s.to || d.tokens[at].fold != "s" || !apostrophe(n.gap(at)) {
		return false
	}
	return slices.ContainsFunc(s.hits, func(h hit) bool {
		return h.from > at && h.from <= at+3 && (h.class == d.lang.cue["data"] || h.class == d.lang.cue["person"] || h.class == d.lang.cue["account"] || d.lang.values[h.class].table == "data" || d.lang.values[h.class].table == "list")
	})
}

// leakBehind reports a word for a leak joined to a name of the headline, or a denial behind it: "Veldora-hack".
func (n *names) leakBehind(m span) bool {
	s, cue := n.d.at(m.from), n.d.lang.cue
	return s != nil && s.zone == headline && slices.ContainsFunc(s.hits, func(h hit) bool {
		return h.from == m.to && (h.class == cue["deny"] || (h.class == cue["leak"] || h.class == cue["data_leak"] || n.d.lang.values[h.class].table == "cause") && n.gap(m.to) == "-")
	})
}
