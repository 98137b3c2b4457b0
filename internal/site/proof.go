package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"saison/internal/news"
)

// proof is the words of an article for which we say some facts.
type proof struct {
	Fact, Words, Lang string
	Who, Href         string
}

// proofMax is how many characters of an article its proofs may take together, beside its extract.
const proofMax = news.ExtractMax

// found is a fact of the incident that an article proves.
type found struct {
	key, value, words string
}

// name tells one fact of an incident from another.
func (f found) name() string { return f.key + " " + f.value }

// foundIn lists the proofs of an article for the facts that the incident has, the ones that matter most first.
func foundIn(i news.Incident, a news.Article) []found {
	var out []found
	add := func(key string, has bool, f news.Finding) {
		words := strings.Trim(short(public(f.Proof), news.ProofMax), " ,;:")
		if has && words != "" {
			out = append(out, found{key, f.Value, words})
		}
	}
	s := a.Says
	add("status", s.Status.Value == i.Status, s.Status)
	add("people", s.People.N > 0, news.Finding{Proof: s.People.Proof})
	add("claimed", s.PeopleClaimed.N > 0, news.Finding{Proof: s.PeopleClaimed.Proof})
	for _, d := range s.DataTypes {
		add("data_types", slices.Contains(i.DataTypes, d.Value), d)
	}
	add("cause", s.Cause.Value == i.Cause, s.Cause)
	add("via", s.Via.Value == i.Via, s.Via)
	add("breach_date", s.BreachDate.Value == string(i.BreachDate), s.BreachDate)
	for _, r := range s.Regulator {
		add("regulator", slices.Contains(i.Regulator, r.Value), r)
	}
	for _, o := range s.Organisations {
		add("organisations", slices.Contains(i.Organisations, o.Value), o)
	}
	return out
}

// quote is a run of words of an article and the facts that it proves.
type quote struct {
	facts []found
	words string
	free  bool // the page shows these words anyway, as the title or in the extract
}

func (q quote) cost() int {
	if q.free {
		return 0
	}
	return utf8.RuneCountInString(q.words)
}

// quotes are the proofs of an article for the facts that said has not yet. Proofs that overlap are one quote; all of them
// together take at most proofMax characters, and the facts that matter least go without.
func quotes(i news.Incident, a news.Article, said map[string]bool) []quote {
	shown := []string{short(a.Title, 1<<10), short(public(a.Extract), news.ExtractMax)}
	var out []quote
	for _, f := range foundIn(i, a) {
		if said[f.name()] {
			continue
		}
		if with, cost := fit(out, f, shown); cost <= proofMax {
			out = with
			said[f.name()] = true
		}
	}
	return out
}

// fit returns the quotes with one more proof in them, and what they cost all together.
func fit(list []quote, f found, shown []string) (with []quote, cost int) {
	next := quote{facts: []found{f}, words: f.words}
	for _, q := range list {
		if words, ok := join(q.words, next.words); ok && public(words) != "" {
			next = quote{facts: append(slices.Clone(q.facts), next.facts...), words: words}
		} else {
			with = append(with, q)
		}
	}
	next.free = slices.ContainsFunc(shown, func(s string) bool { return strings.Contains(s, next.words) })
	with = append(with, next)
	for _, q := range with {
		cost += q.cost()
	}
	return with, cost
}

// overlapMin is how many bytes two runs of words share if they are of one sentence.
const overlapMin = 12

// join returns two runs of words as one where one holds the other or begins in it.
func join(a, b string) (words string, ok bool) {
	switch {
	case strings.Contains(a, b):
		return a, true
	case strings.Contains(b, a):
		return b, true
	}
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		first, second := pair[0], pair[1]
		for n := min(len(first), len(second)) - 1; n >= overlapMin; n-- {
			if strings.HasSuffix(first, second[:n]) {
				return first + second[n:], true
			}
		}
	}
	return "", false
}

// proofOrder is the order in which a page proves its facts.
var proofOrder = []string{"organisations", "status", "people", "claimed", "data_types", "cause", "via", "breach_date", "regulator"}

// quoted is a quote and the article it is of.
type quoted struct {
	quote
	article *news.Article
}

// quotesOf are the quotes of an incident in the order of the page: each fact once, with the words of the first article that
// has room for them.
func quotesOf(i news.Incident) []quoted {
	said := map[string]bool{}
	rank := func(f found) int { return slices.Index(proofOrder, f.key) }
	var all []quoted
	for n := range i.Articles {
		a := &i.Articles[n]
		if webURL(a.URL) == "" {
			continue
		}
		for _, q := range quotes(i, *a, said) {
			slices.SortStableFunc(q.facts, func(a, b found) int { return cmp.Compare(rank(a), rank(b)) })
			all = append(all, quoted{q, a})
		}
	}
	slices.SortStableFunc(all, func(a, b quoted) int { return cmp.Compare(rank(a.facts[0]), rank(b.facts[0])) })
	return all
}

// proofs says why we say so.
func (b *builder) proofs(lang string, quotes []quoted) []proof {
	var out []proof
	for _, q := range quotes {
		p := proof{Fact: b.factNames(lang, q.facts), Words: q.words, Who: b.outlet(q.article.Outlet), Href: webURL(q.article.URL)}
		if q.article.Lang != lang {
			p.Lang = q.article.Lang
		}
		out = append(out, p)
	}
	return out
}

// factNames names the facts that one quote proves: "Nom, numéro de téléphone, adresse postale".
func (b *builder) factNames(lang string, facts []found) string {
	t := b.tongues[lang]
	var names []string
	for _, f := range facts {
		name := t.text("proof." + f.key)
		if f.key == "data_types" {
			name = t.maybe("short."+f.value, t.label(b.in.Taxonomy.DataTypes, f.value))
		}
		if len(names) > 0 {
			name = lowered(name)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
