package tag

import (
	"maps"
	"slices"
	"strings"

	"saison/internal/news"
)

// home is the country of each authority.
var home = map[string]string{"CNIL": "FR", "APD": "BE", "AP": "NL", "ICO": "GB", "OAIC": "AU", "DPC": "IE", "PFPDT": "CH"}

// atHome are the countries whose press writes a language and need not say where it is, the first before the others.
var atHome = map[string][]string{"fr": {"FR"}, "nl": {"BE", "NL"}}

// guessCountry returns the country the text speaks of most: by its words, its authorities, its towns, its outlet and
// the organisations in it. Empty when nothing tells.
func (d *doc) guessCountry() news.Finding {
	score := map[string]int{}
	first := map[string]found{}
	for i := range d.s {
		s := &d.s[i]
		weight := map[zone]int{headline: 3, lead: 2, body: 1, advice: 1}[s.zone]
		for _, h := range s.hits {
			id := d.countryOf(h)
			if id == "" || weight == 0 || d.besides(s, h) {
				continue
			}
			if score[id] == 0 {
				first[id] = found{s, h}
			}
			score[id] += weight
		}
	}
	for _, h := range d.lang.matcher.find(tokenize(d.Outlet)) {
		if v := d.lang.values[h.class]; v.table == "country" || v.table == "place" {
			score[v.ids[0]] += 2
		}
	}
	for id, n := range d.homes {
		score[id] += n
	}
	best := ""
	for i, id := range atHome[d.lang.Lang] { // what any other country must beat
		score[id]++
		if i == 0 {
			best = id
		}
	}
	for _, id := range append([]string{"FR", "BE", "NL", "GB", "US"}, slices.Sorted(maps.Keys(score))...) {
		if score[id] > score[best] {
			best = id
		}
	}
	if f, ok := first[best]; ok {
		return d.finding(best, f)
	}
	return news.Finding{Value: best, Proof: d.title()}
}

// besides reports people of a country who are hit too, or among others: "ook 8.000 Nederlanders".
func (d *doc) besides(s *sentence, h hit) bool {
	for _, o := range s.hits {
		if o.class == d.lang.cue["subset"] && o.to <= h.from && h.from-o.to <= 2 {
			return true
		}
	}
	return false
}

// countryOf returns the country a phrase tells of. A town must be written with its capital.
func (d *doc) countryOf(h hit) string {
	switch v := d.lang.values[h.class]; v.table {
	case "country":
		if !d.club(h) {
			return v.ids[0]
		}
	case "regulator":
		return home[v.ids[0]]
	case "place":
		if d.tokens[h.from].capital || d.tokens[h.to-1].capital {
			return v.ids[0]
		}
	}
	return ""
}

// club reports initials that look like a country and begin the name of a club: US Orléans.
func (d *doc) club(h hit) bool {
	return h.to < len(d.tokens) && d.lang.Lang != "en" && d.tokens[h.from].caps && d.tokens[h.to].capital && d.tokens[h.to-1].end+1 == d.tokens[h.to].start
}

// domains are the endings of names that are addresses.
var domains = map[string]string{".nl": "NL", ".be": "BE", ".fr": "FR", ".uk": "GB", ".lu": "LU", ".ch": "CH", ".de": "DE", ".brussels": "BE", ".ca": "CA"}

// countries returns where the organisations, or those whose data leaked, are.
func (d *doc) countries(hit []*candidate, guess news.Finding) []news.Finding {
	if told := d.residents(); len(told) > 0 {
		return told
	}
	var all []news.Finding
	if len(hit) == 0 && guess.Value != "" {
		return []news.Finding{guess}
	}
	for _, c := range hit {
		f := guess
		if s := d.at(c.proof.from); s != nil {
			if id := c.country(); id != "" {
				f = d.finding(id, found{s, hitOf(c.proof)})
			}
		}
		if f.Value != "" && !slices.ContainsFunc(all, func(g news.Finding) bool { return g.Value == f.Value }) {
			all = append(all, f)
		}
	}
	return all
}

// country is what a name alone tells; empty where only the text can.
func (c *candidate) country() string {
	if i := strings.LastIndexByte(c.key, '.'); i > 0 && domains[c.key[i:]] != "" {
		return domains[c.key[i:]]
	}
	for _, k := range []*known{c.known, c.base} {
		if k != nil && !k.shared {
			return k.org.Country
		}
	}
	return ""
}

func hitOf(s span) hit { return hit{from: s.from, to: s.to} }

// residents returns the countries of those who are said to be hit: "3 millions de clients aux États-Unis".
func (d *doc) residents() []news.Finding {
	c := d.lang.cue
	var all []news.Finding
	for i := range d.s {
		s := &d.s[i]
		if s.zone == furniture || s.zone == advice || d.onlyNegated(s) && s.has(c["leak"]) || d.elsewhere(s) || s.has(c["size"]) {
			continue
		}
		for _, p := range s.all(c["person"]) {
			end := p.to
			for _, h := range s.hits {
				v := d.lang.values[h.class]
				if v.table != "country" || h.from < end || h.from-end > 2 || h.to > s.to || !d.lang.common[d.tokens[h.from-1].fold] {
					continue
				}
				end = h.to
				if !slices.ContainsFunc(all, func(f news.Finding) bool { return f.Value == v.ids[0] }) {
					all = append(all, d.finding(v.ids[0], found{s, h}))
				}
			}
		}
	}
	return all
}
