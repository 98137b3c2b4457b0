package tag

import (
	"slices"
	"strings"
)

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
			if at > s.from && d.tokens[at-1].kind == number && n.gap(at) == "" && len(d.tokens[at-1].fold) < 3 && len(tok.fold) > 3 && !tok.caps {
				at-- // 23andMe
			}
			first, from := at, at
			if end == from+1 && n.national(end, s.to) && n.word(tok.fold) && !d.lang.common[tok.fold] {
				n.capitalised(span{from, end + 1})
				at = end
				continue
			}
			for from < end && !n.kept[from] && n.opens(d.tokens[from].fold) && (title || n.opening(s, from)) {
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
			if from >= end || !d.tokens[from].capital && d.tokens[from].kind != number || len(d.tokens[from].fold) < 2 && end == from+1 {
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

// dateline takes the place from where is written: "LEEUWARDEN - ", "BREDA/ROOSENDAAL. ", "GENEVA (AFP) - ".
func (n *names) dateline() {
	d := n.d
	for i := range d.s {
		s := &d.s[i]
		if s.zone == headline {
			continue
		}
		caps, at := true, s.from
		for at < s.to && at-s.from < 6 && (d.tokens[at].capital || d.tokens[at].fold == "/") {
			caps = caps && (d.tokens[at].caps || d.tokens[at].fold == "/")
			at++
		}
		end := at
		if at < s.to && d.tokens[at].fold == "(" {
			for at < s.to && at-end < 4 && d.tokens[at].fold != ")" {
				at++
			}
			at++
		}
		if end > s.from && at < s.to && (d.tokens[at].fold == "-" && d.tokens[at].kind == punct || caps && (d.tokens[at].fold == "." || d.tokens[at].fold == ",")) {
			n.take(s.from, at)
		}
		return
	}
}

// fromSmall takes the name that opens the headline without a capital, wherever it stands: "ffgolf : les golfeurs".
func (n *names) fromSmall() {
	d := n.d
	if len(d.s) == 0 || d.s[0].zone != headline || d.s[0].to-d.s[0].from < 3 {
		return
	}
	first := d.tokens[d.s[0].from]
	if first.kind != word || first.capital || len(first.fold) < 4 || d.lang.common[first.fold] || n.taken[d.s[0].from] {
		return
	}
	for _, h := range d.s[0].hits {
		if h.from == d.s[0].from {
			return // a word of the lexicon
		}
	}
	var all []span
	for i, tok := range d.tokens {
		if tok.kind == word && tok.fold == first.fold && !n.taken[i] {
			all = append(all, span{i, i + 1})
		}
	}
	if len(all) < 2 {
		return
	}
	name := d.text[first.start:first.end]
	for _, at := range all {
		n.add(name, at, nil, false)
	}
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
	outlet := strings.Join(fold(n.d.Outlet), " ")
	elsewhere := func(at span) bool {
		key := n.keyOf(at)
		return key == outlet || n.byKey[key] != nil || keys[key]
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
		if tok.fold == "s" && apostrophe(gap) && (d.lang.Lang == "fr" || d.lang.Lang == "nl" && end+1 < limit && d.tokens[end+1].capital && n.gap(end+1) == " ") {
			end++ // Domino's Pizza
			continue
		}
		if d.tokens[at].fold == "nhs" && (tok.fold == "and" || tok.fold == "&") && end+1 < limit && d.tokens[end+1].capital && joint(n.gap(end+1)) {
			end += 2
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

// counts reports a number that belongs to a name and counts nothing: "Lyon 3 a", "Canal 24,".
func (n *names) counts(at, from int) bool {
	d := n.d
	if d.tokens[at+1].kind != word {
		return true
	}
	_, times := d.lang.times[d.tokens[at+1].fold]
	return len(d.tokens[at].fold) == 1 && !times && (d.lang.common[d.tokens[at+1].fold] || d.tokens[at+1].capital)
}

// joint reports a gap inside a name.
func joint(gap string) bool {
	switch gap {
	case "", " ", "-", "'", "’", "\u00a0", "‑":
		return true
	}
	return false
}
