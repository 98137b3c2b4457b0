package tag

import (
	"slices"

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
		if n.class == c["neg"] && d.notOnly(s, n) {
			continue
		}
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
func (d *doc) status(notified bool, cause string) news.Finding {
	c := d.lang.cue
	deny, confirm, claim, silent := d.said(c["deny"]), d.said(c["confirm"]), d.said(c["claim"]), d.said(c["silent"])
	states := slices.DeleteFunc(d.said(c["states"]), func(f found) bool { return d.elsewhere(f.s) })
	silent = slices.DeleteFunc(silent, d.onExtent)
	deny = slices.DeleteFunc(deny, d.onExtent) // it denies a debt, not the leak
	if cause == "third_party" {
		deny = nil // "we were not hacked": our supplier was
	}
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
	case len(silent) > 0 && (len(claim) > 0 || d.asks()):
		return d.finding("claimed", silent[0])
	case len(claim) > 0 && !notified:
		return d.finding("claimed", claim[0])
	}
	return news.Finding{Value: "confirmed", Proof: d.title()}
}

// asks reports a headline that asks whether it is so.
func (d *doc) asks() bool {
	for i := range d.s {
		if d.s[i].zone == headline && d.endsWith(&d.s[i], "?") {
			return true
		}
	}
	return false
}

// onExtent reports a silence about how many only: "has not confirmed that number".
func (d *doc) onExtent(f found) bool {
	for _, h := range f.s.hits {
		if h.class == d.lang.cue["extent"] && h.from >= f.h.from && h.from-f.h.to <= 4 {
			return true
		}
	}
	return false
}

func (d *doc) title() string {
	if len(d.s) == 0 {
		return ""
	}
	return d.proof(&d.s[0], d.s[0].from, d.s[0].from+1)
}

// regulators returns the authorities that were told or have taken up the case.
func (d *doc) regulators() []news.Finding {
	var all []news.Finding
	for i := range d.s {
		s := &d.s[i]
		if s.zone == furniture || !s.has(d.lang.cue["told"]) || d.recalled(s) || d.endsWith(s, "?") || s.has(d.lang.cue["statistic"]) || s.has(d.lang.cue["if"]) {
			continue
		}
		for _, h := range s.hits {
			v := d.lang.values[h.class]
			if v.table != "regulator" || h.to > s.to {
				continue
			}
			id := v.ids[0]
			if id == "any" {
				id = regulatorOf[d.country]
			}
			if id != "" && !slices.ContainsFunc(all, func(f news.Finding) bool { return f.Value == id }) && d.tells(s, h) {
				all = append(all, d.finding(id, found{s, h}))
			}
		}
	}
	return all
}

// tells reports a word of telling near the authority that is not turned round.
func (d *doc) tells(s *sentence, authority hit) bool {
	for _, h := range s.all(d.lang.cue["told"]) {
		gap := max(authority.from-h.to, h.from-authority.to)
		if gap <= 22 && !d.denied(s, h) && !d.duty(s, h) {
			return true
		}
	}
	return false
}

// duty reports words of duty just before others: "a trois jours pour avertir la Cnil".
func (d *doc) duty(s *sentence, h hit) bool {
	return slices.ContainsFunc(s.hits, func(o hit) bool {
		return o.class == d.lang.cue["duty"] && o.to <= h.from && h.from-o.to <= 2
	})
}

// regulatorOf names the authority of a country where a text only says "the regulator".
var regulatorOf = map[string]string{"FR": "CNIL", "BE": "APD", "NL": "AP", "GB": "ICO"}
