package tag

import "math"

// relevance weighs what speaks for a leak of personal data against what speaks for something else.
func (d *doc) relevance(types, people int, orgs []*candidate, cause string) float64 {
	sum, claimed := 0, d.claimed()
	for i := range d.s {
		s := &d.s[i]
		weight := map[zone]int{headline: 3, lead: 2, body: 1}[s.zone]
		if weight == 0 {
			continue
		}
		sum += weight * d.evidence(s, claimed)
	}
	sum += min(types, 4) + people
	if cause == "" && len(d.said(d.lang.cue["data_leak"])) == 0 {
		sum -= 3
	}
	if len(orgs) == 0 {
		sum -= 6
	}
	return 1 / (1 + math.Exp(-float64(sum-threshold)/2))
}

// threshold is the weight at which an article is as likely to report a leak as not.
const threshold = 3

// claimed reports that somebody says to have data.
func (d *doc) claimed() bool {
	c := d.lang.cue
	for i := range d.s {
		if s := &d.s[i]; s.zone != furniture && s.has(c["claim"]) && s.has(c["data"]) && s.has(c["leak"]) {
			return true
		}
	}
	return false
}

// evidence is what one sentence says for (positive) or against a leak. Where somebody claims to have data, an
// organisation that says it has lost none does not speak against.
func (d *doc) evidence(s *sentence, claimed bool) int {
	c := d.lang.cue
	sum := 0
	for name, weight := range against {
		if s.has(c[name]) && !(claimed && name == "untaken") {
			sum -= weight
		}
	}
	about := s.has(c["data"]) || len(d.mentionsOf(s)) > 0
	if s.zone != headline && (d.elsewhere(s) || s.has(c["if"]) && !s.has(c["claim"])) {
		return sum
	}
	for _, h := range s.all(c["data_leak"]) {
		if h.to == h.from+1 && !about && !s.has(c["person"]) {
			continue // a leak of anything
		}
		if d.negated(s, h) {
			if !claimed {
				sum -= 2
			}
		} else {
			sum += 2
		}
		break
	}
	if !about {
		return sum
	}
	out, in := false, false
	for _, p := range d.predicates(s) {
		if p.weak {
			continue
		}
		out, in = out || p.leaked, in || !p.leaked
	}
	switch {
	case out && s.has(c["claim"]):
		sum += 2
	case out && !s.has(c["untaken"]):
		sum += 2
	case in && !out && !claimed && len(d.mentionsOf(s)) == 0:
		sum -= 2
	}
	return sum
}

var against = map[string]int{"outage": 2, "justice": 2, "tally": 3, "flaw": 2, "not_data": 3, "untaken": 4}
