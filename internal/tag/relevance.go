package tag

import "math"

// Publish is how sure a reading must be for its incident to be shown before a person read it. On the labelled articles,
// cross-validated, 98 of 100 articles above it report a leak, and four of five that report one are above it.
const Publish = 0.91

// relevant and empty part the scores: above the one an article reports a leak, below the other its findings are noise.
const (
	relevant = 0.57
	empty    = 0.1
)

// signals are what speaks for a leak of personal data and what speaks for something else, each from 0 to about 1.
type signals [len(weights)]float64

// signal is the place of one of them in signals and weights.
type signal int

const (
	always       signal = iota
	headOut             // the headline says that data went out
	leadOut             // so does the first paragraph
	bodyOut             // so do sentences of the body
	named               // a leak of data is called so
	manyTypes           // how many types of data went out
	somePeople          // a figure of people
	told                // a data protection authority was told
	attacked            // how it happened
	claims              // somebody says to have data
	admits              // the organisation tells those concerned
	noHint              // nothing in headline and first paragraph
	untakenTop          // nothing was taken, says the headline or the first paragraph
	untakenBelow        // says the body
	otherTop            // an outage, an arrest, a fine, a tally, a flaw, an exercise, a scam, in headline or first paragraph
	otherBelow          // in the body
	notData             // a leak of something else
	advises             // how much of the text is advice
	advisesTop          // the headline gives some
	nobody              // no organisation that was hit is named
	dated               // it is said when it happened
	warns               // those concerned are told
	sourceless          // nobody knows whose data it is
	mute                // no sentence says that data went out, and none is named
)

// score is the chance that a text with such signals reports a leak of personal data.
func (s *signals) score() float64 {
	sum := 0.0
	for i, w := range weights {
		sum += w * s[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// facts of a reading that are signals of relevance.
type facts struct {
	types, orgs  int
	people, told bool
	dated        bool
	cause        string
}

// signals reads those of a text.
func (d *doc) signals(f facts) *signals {
	var s signals
	s[always] = 1
	s[manyTypes] = float64(min(f.types, 5)) / 5
	s[somePeople], s[told] = one(f.people), one(f.told)
	s[attacked] = one(f.cause != "")
	s[dated] = one(f.dated)
	claimed := d.claimed()
	s[claims], s[nobody] = one(claimed), one(f.orgs == 0)
	var advising, sentences float64
	for i := range d.s {
		e := &d.s[i]
		if e.zone == furniture {
			continue
		}
		sentences++
		if e.zone == advice || e.has(d.lang.cue["advice"]) {
			advising++
		}
		d.weigh(e, claimed, &s)
	}
	s[noHint] = one(s[headOut]+s[leadOut] == 0)
	s[mute] = one(s[headOut]+s[leadOut]+s[bodyOut]+s[named] == 0 && f.types == 0)
	if sentences > 0 {
		s[advises] = max(0, advising/sentences-0.25)
	}
	for i := range s {
		s[i] = min(s[i], most(signal(i)))
	}
	return &s
}

// weigh adds what one sentence says to the signals. Where somebody claims to have data, an organisation that says it
// has lost none does not speak against.
func (d *doc) weigh(e *sentence, claimed bool, s *signals) {
	c := d.lang.cue
	top := e.zone == headline || e.zone == lead
	if e.has(c["untaken"]) && !claimed {
		s.add(top, untakenTop, 1, untakenBelow, 0.5)
	}
	for _, o := range others {
		if e.has(c[o.cue]) {
			s.add(top, otherTop, o.weight, otherBelow, o.weight/2)
		}
	}
	if e.zone == headline && (e.has(c["head_advice"]) || e.has(c["advice"])) {
		s[advisesTop] = 1
	}
	if e.has(c["not_data"]) && e.has(c["leak"]) {
		s[notData]++
	}
	s[sourceless] += one(e.has(c["sourceless"]))
	if !top && (e.zone == advice || e.has(c["elsewhere"]) || e.has(c["earlier"]) || d.recalls(e) || e.has(c["if"]) && !e.has(c["claim"])) {
		return
	}
	out, safe, called := d.goes(e)
	switch {
	case out && e.zone == headline:
		s[headOut] = 1
	case out && e.zone == lead:
		s[leadOut] += 0.5
	case out:
		s[bodyOut] += 0.25
	case safe && !claimed && len(d.mentionsOf(e)) == 0:
		s.add(top, untakenTop, 0.5, untakenBelow, 0.25)
	}
	if called {
		s[named] += 0.5
	}
	s[warns] += one(e.has(c["warns"])) / 2
	if out && e.has(c["confirm"]) {
		s[admits] = 1
	}
}

// others are the matters that are no leak, and how much one sentence speaks for them.
var others = []struct {
	cue    string
	weight float64
}{{"outage", 0.4}, {"justice", 0.4}, {"tally", 0.7}, {"flaw", 0.4}, {"drill", 1.5}, {"scam", 0.5}}

// most is how much a signal can speak for.
func most(i signal) float64 {
	if i == otherTop {
		return 2
	}
	return 1
}

func (s *signals) add(top bool, above signal, much float64, below signal, less float64) {
	if top {
		s[above] += much
		return
	}
	s[below] += less
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// goes reports whether a sentence says that data went out, that it did not, and whether it calls that a leak of data.
func (d *doc) goes(e *sentence) (out, safe, called bool) {
	c := d.lang.cue
	about := e.has(c["data"]) || len(d.mentionsOf(e)) > 0
	for _, h := range e.all(c["data_leak"]) {
		if h.to == h.from+1 && !about && !e.has(c["person"]) {
			continue // a leak of anything
		}
		if d.negated(e, h) {
			safe = true
		} else {
			out, called = true, true
		}
	}
	if !about {
		return out, safe, called
	}
	for _, p := range d.predicates(e) {
		if !p.weak {
			out, safe = out || p.leaked, safe || !p.leaked
		}
	}
	if e.has(c["untaken"]) {
		out = false
	}
	return out, safe && !out, called
}

// mentioned reports a phrase of the class anywhere in the article.
func (d *doc) mentioned(class uint16) bool {
	for i := range d.s {
		if d.s[i].zone != furniture && d.s[i].has(class) {
			return true
		}
	}
	return false
}

// claimed reports that somebody says to have data.
func (d *doc) claimed() bool {
	c := d.lang.cue
	for i := range d.s {
		if s := &d.s[i]; s.zone != furniture && s.has(c["claim"]) && (s.has(c["data"]) || len(d.mentionsOf(s)) > 0) && s.has(c["leak"]) && d.asserts(s) {
			return true
		}
	}
	return false
}

// asserts reports a claim that is not the size of the shop: "revendique un million d'adhérents".
func (d *doc) asserts(s *sentence) bool {
	for _, h := range s.all(d.lang.cue["claim"]) {
		sized := false
		for at := h.to; at < min(h.to+4, s.to); at++ {
			_, number := d.amountAt(at)
			sized = sized || number
		}
		if !sized {
			return true
		}
	}
	return false
}
