package tag

import (
	"slices"
	"strings"

	"saison/internal/news"
)

// find is a phrase with its sentence.
type found struct {
	s *sentence
	h hit
}

func (d *doc) finding(value string, f found) news.Finding {
	return news.Finding{Value: value, Proof: d.proof(f.s, f.h.from, f.h.to)}
}

// said returns the phrases of a class that the article says of this case in its own name: not denied, not advice.
func (d *doc) said(class uint16) []found {
	var all []found
	for i := range d.s {
		s := &d.s[i]
		if s.zone == furniture || s.zone == advice {
			continue
		}
		for _, h := range s.all(class) {
			if !d.denied(s, h) && !(h.to < s.to && d.tokens[h.to].kind == number) {
				all = append(all, found{s, h})
			}
		}
	}
	return all
}

// denied reports a negation close before the words.
func (d *doc) denied(s *sentence, h hit) bool {
	c := d.lang.cue
	for _, n := range s.hits {
		near := h.from - n.to
		if n.class == c["neg"] && n.from >= h.to && n.from-h.to <= 1 && n.to <= s.to && !d.marked(h.to, n.from) && (d.lang.Lang != "fr" || d.ne(h.from)) {
			return true
		}
		if n.to > s.to || near < 0 || near > 12 || n.class != c["neg"] && n.class != c["none"] || d.breaks(s, n.to, h.from) {
			continue
		}
		if n.class == c["neg"] && near <= 3 || n.class == c["neg"] && d.lang.values[h.class].table == "cause" && near <= 12 && !d.marked(n.to, h.from) || n.class == c["none"] && near <= 2 {
			return true
		}
	}
	return false
}

// status returns how sure it is.
func (d *doc) status(notified bool) news.Finding {
	c := d.lang.cue
	deny, confirm, claim, silent := d.said(c["deny"]), d.said(c["confirm"]), d.said(c["claim"]), d.said(c["silent"])
	states := slices.DeleteFunc(d.said(c["states"]), func(f found) bool { return d.elsewhere(f.s) })
	for _, f := range deny {
		if f.s.zone == headline || len(deny) > 1 && len(confirm) <= 1 {
			return d.finding("denied", f)
		}
	}
	confirm = slices.DeleteFunc(confirm, func(f found) bool { return d.elsewhere(f.s) && f.s.zone != headline })
	switch {
	case len(confirm) > 0:
		return d.finding("confirmed", confirm[0])
	case len(states) > 0 && len(silent) == 0:
		return d.finding("confirmed", states[0])
	case len(deny) > 0:
		return d.finding("denied", deny[0])
	case len(silent) > 0 && (len(claim) > 0 || !notified):
		return d.finding("claimed", silent[0])
	case len(claim) > 0 && !notified:
		return d.finding("claimed", claim[0])
	}
	return news.Finding{Value: "confirmed", Proof: d.title()}
}

func (d *doc) title() string {
	if len(d.s) == 0 {
		return ""
	}
	return d.proof(&d.s[0], d.s[0].from, d.s[0].from+1)
}

// causes in the order in which one is preferred to another.
var causes = []string{"insider", "third_party", "phishing", "credential_stuffing", "stolen_account", "vulnerability", "exposure", "ransomware", "intrusion"}

// cause returns how it happened; empty when that is not said.
func (d *doc) cause() news.Finding {
	for _, id := range causes {
		for class, v := range d.lang.values {
			if v.table != "cause" || v.ids[0] != id {
				continue
			}
			for _, f := range d.said(uint16(class)) {
				if id != "credential_stuffing" && d.elsewhere(f.s) && f.s.zone != headline || f.s.has(d.lang.cue["if"]) && f.s.zone != headline {
					continue
				}
				return d.finding(id, f)
			}
		}
	}
	return news.Finding{}
}

// regulators returns the authorities that were told or have taken up the case.
func (d *doc) regulators() []news.Finding {
	var all []news.Finding
	for i := range d.s {
		s := &d.s[i]
		if s.zone == furniture || !s.has(d.lang.cue["told"]) || d.elsewhere(s) || s.has(d.lang.cue["statistic"]) {
			continue
		}
		for _, h := range s.hits {
			v := d.lang.values[h.class]
			if v.table != "regulator" || h.to > s.to || slices.ContainsFunc(all, func(f news.Finding) bool { return f.Value == v.ids[0] }) {
				continue
			}
			if d.tells(s, h) {
				all = append(all, d.finding(v.ids[0], found{s, h}))
			}
		}
	}
	return all
}

// tells reports a word of telling near the authority that is not turned round.
func (d *doc) tells(s *sentence, authority hit) bool {
	for _, h := range s.all(d.lang.cue["told"]) {
		gap := max(authority.from-h.to, h.from-authority.to)
		if gap <= 22 && !d.denied(s, h) {
			return true
		}
	}
	return false
}

// home is the country of each authority.
var home = map[string]string{"CNIL": "FR", "APD": "BE", "AP": "NL", "ICO": "GB"}

// guessCountry returns the country the text speaks of most; empty when it names none.
func (d *doc) guessCountry() news.Finding {
	score := map[string]int{}
	first := map[string]found{}
	for i := range d.s {
		s := &d.s[i]
		weight := map[zone]int{headline: 3, lead: 2, body: 1, advice: 1}[s.zone]
		for _, h := range s.hits {
			v := d.lang.values[h.class]
			id := ""
			switch v.table {
			case "country":
				id = v.ids[0]
			case "regulator":
				id = home[v.ids[0]]
			}
			if id == "" || weight == 0 {
				continue
			}
			if score[id] == 0 {
				first[id] = found{s, h}
			}
			score[id] += weight
		}
	}
	for _, h := range d.lang.matcher.find(tokenize(d.Outlet)) {
		if v := d.lang.values[h.class]; v.table == "country" {
			score[v.ids[0]]++
		}
	}
	best := map[string]string{"fr": "FR", "nl": "BE"}[d.lang.Lang]
	score[best]++
	for _, id := range []string{"FR", "BE", "NL", "GB", "US", "LU", "CH", "CA", "DE"} {
		if score[id] > score[best] {
			best = id
		}
	}
	if f, ok := first[best]; ok {
		return d.finding(best, f)
	}
	return news.Finding{Value: best, Proof: d.title()}
}

// countries returns where the organisations, or those whose data leaked, are.
func (d *doc) countries(hit []*candidate, guess news.Finding) []news.Finding {
	if told := d.residents(); len(told) > 0 {
		return told
	}
	var all []news.Finding
	add := func(f news.Finding) {
		if f.Value != "" && !slices.ContainsFunc(all, func(g news.Finding) bool { return g.Value == f.Value }) {
			all = append(all, f)
		}
	}
	for _, c := range hit {
		s := d.at(c.proof.from)
		at := found{s, hitOf(c.proof)}
		switch {
		case s == nil:
		case c.known != nil && !c.known.shared && c.known.org.Country != "":
			add(d.finding(c.known.org.Country, at))
		case strings.HasSuffix(c.key, ".nl"):
			add(d.finding("NL", at))
		case strings.HasSuffix(c.key, ".be"):
			add(d.finding("BE", at))
		case strings.HasSuffix(c.key, ".fr"):
			add(d.finding("FR", at))
		default:
			add(guess)
		}
	}
	return all
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
