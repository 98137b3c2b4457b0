// Package tag reads an article as a careful person would. In come a title and a text in French, Dutch or English; out
// comes a news.Reading: whether it reports a leak of personal data, and who, where, what, how many, how sure, how and
// when, each with the words that prove it.
//
// A text is cut into zones (headline, lead, body, advice, furniture), sentences and clauses; one automaton finds the
// phrases of the lexicon; every rule looks only at those. The words are data (sources/lexicon), the rules know none.
// It opens no file and knows no clock; the same text gives the same reading, in time that grows with its length.
package tag

import (
	"maps"
	"slices"
	"sync"

	"saison/internal/lexicon"
	"saison/internal/news"
)

// Tagger reads articles. It is not changed by reading and may be used by many at once.
type Tagger struct {
	langs     map[string]func() *language // made when an article first needs it
	order     []string                    // of langs, the language of the site first
	gazetteer *gazetteer
	tax       news.Taxonomy
}

// New makes a tagger of lexicons by language, the organisations we know, and the taxonomy.
func New(lex map[string]lexicon.Lexicon, orgs []news.Organisation, tax news.Taxonomy) *Tagger {
	t := &Tagger{langs: map[string]func() *language{}, gazetteer: newGazetteer(orgs), tax: tax}
	for name, l := range lex {
		t.langs[name] = sync.OnceValue(func() *language { return newLanguage(l) })
	}
	for _, name := range append(slices.Clone(news.Langs), slices.Sorted(maps.Keys(lex))...) {
		if t.langs[name] != nil && !slices.Contains(t.order, name) {
			t.order = append(t.order, name)
		}
	}
	return t
}

// Read returns what an article says. Only Title, Text, Lang, Outlet and Published are looked at; all but the text may
// be empty. Of an article that hardly reports a leak it says nothing but the score.
func (t *Tagger) Read(a news.Article) news.Reading {
	r, _ := t.reading(a)
	if r.Score < empty {
		r.Says = news.Says{}
	}
	return r
}

func (t *Tagger) reading(a news.Article) (news.Reading, *signals) {
	var r news.Reading
	if len(t.order) == 0 {
		return r, &signals{}
	}
	d := t.read(a)
	d.country = d.guessCountry().Value
	orgs, via := t.organisations(d)
	r.Says.Organisations = d.organisationFindings(orgs)
	r.Says.Countries = d.countries(orgs, d.guessCountry())
	r.Says.DataTypes = t.dataTypes(d)
	r.Says.People, r.Says.PeopleClaimed = d.people()
	r.Says.Cause = d.cause()
	r.Says.BreachDate = d.breachDate()
	r.Says.Regulator = d.regulators()
	r.Says.Status = d.status(len(r.Says.Regulator) > 0, r.Says.Cause.Value)
	if via == nil && r.Says.Cause.Value == "third_party" {
		via = d.victim
	}
	if via != nil {
		if f := d.organisationFindings([]*candidate{via}); len(f) > 0 {
			r.Says.Via = f[0]
		}
	}
	s := d.signals(facts{
		types: len(r.Says.DataTypes), orgs: len(orgs), people: r.Says.People.N+r.Says.PeopleClaimed.N > 0,
		told: len(r.Says.Regulator) > 0, dated: r.Says.BreachDate.Value != "", cause: r.Says.Cause.Value,
	})
	d.doubt(&r.Says)
	r.Score = s.score()
	r.Relevant = r.Score >= relevant
	return r, s
}

// doubt takes back what a denial leaves without ground.
func (d *doc) doubt(says *news.Says) {
	if says.Status.Value != "denied" {
		return
	}
	if !d.claimed() && d.mentioned(d.lang.cue["false_alarm"]) { // nobody has anything
		says.DataTypes, says.Cause = nil, news.Finding{}
	}
	if says.Cause.Value == "exposure" {
		says.Cause = news.Finding{}
	}
}

// Hint is the cheap test that decides which pages are fetched: it lets through everything that might report a leak.
func (t *Tagger) Hint(title, summary, lang string) bool {
	if len(t.order) == 0 {
		return false
	}
	d := t.read(news.Article{Title: title, Text: summary, Lang: lang})
	c := d.lang.cue
	for _, h := range d.hits {
		switch h.class {
		case c["data_leak"], c["leak"], c["event"], c["data"], c["claim"]:
			return true
		}
		if d.lang.values[h.class].table == "cause" {
			return true
		}
	}
	return false
}
