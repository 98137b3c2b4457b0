package tag

import (
	"slices"

	"saison/internal/news"
)

// causes in the order in which one is preferred to another: whoever tells of a supplier that was hacked by a stolen
// account names three, and the first explains the others.
var causes = []string{"insider", "third_party", "phishing", "credential_stuffing", "stolen_account", "vulnerability", "exposure", "ransomware", "intrusion"}

// blamed is what a text says of one cause.
type blamed struct {
	first  found
	weight int // of the sentences that say it
}

// blames reads what a text says of each cause.
func (d *doc) blames() map[string]blamed {
	all := map[string]blamed{}
	for i := range d.s {
		s := &d.s[i]
		if s.zone == furniture || s.zone == advice {
			continue
		}
		seen := map[uint16]bool{}
		for _, h := range s.hits {
			v := &d.lang.values[h.class]
			if v.table != "cause" || h.to > s.to || seen[h.class] {
				continue
			}
			seen[h.class] = true
			all[v.ids[0]] = d.blame(all[v.ids[0]], s, h.class)
		}
	}
	return all
}

// blame adds what a sentence says of a cause.
func (d *doc) blame(b blamed, s *sentence, class uint16) blamed {
	for _, h := range s.all(class) {
		if d.denied(s, h) || !d.ours(found{s, h}, d.lang.values[class].ids[0]) || d.supplies(s, h, class) {
			continue
		}
		if b.weight == 0 {
			b.first = found{s, h}
		}
		b.weight += map[zone]int{headline: 3, lead: 2, body: 1}[s.zone]
	}
	return b
}

// cause returns how it happened; empty when that is not said.
func (d *doc) cause() news.Finding {
	all := d.blames()
	if all["exposure"].weight < all["intrusion"].weight+all["ransomware"].weight {
		delete(all, "exposure") // whoever breaks in profits from somebody's mistake
	}
	at := slices.IndexFunc(causes, func(id string) bool { return all[id].weight > 0 })
	if at < 0 {
		return news.Finding{}
	}
	return d.finding(causes[at], all[causes[at]].first)
}

// ours reports that a cause is said of this case: not of another one, not as a risk.
func (d *doc) ours(f found, id string) bool {
	c := d.lang.cue
	switch {
	case f.s.zone == headline:
		return true
	case f.s.has(c["if"]) || f.s.has(c["drill"]):
		return false
	case id == "phishing" && f.s.has(c["advice"]):
		return false
	}
	return id == "credential_stuffing" || !d.elsewhere(f.s)
}

// supplies reports a supplier of everybody: "le fournisseur d'énergie Luminis".
func (d *doc) supplies(s *sentence, h hit, class uint16) bool {
	return d.lang.values[class].ids[0] == "third_party" && slices.ContainsFunc(s.hits, func(o hit) bool {
		return o.class == d.lang.cue["utility"] && o.from < h.to && h.from < o.to
	})
}
