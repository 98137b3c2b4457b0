package site

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"saison/internal/news"
)

type coverageGroup struct {
	Lang, Label string
	Outlets     []outletGroup
}

type outletGroup struct {
	Name     string
	Articles []articleLink
}

type articleLink struct {
	Title, Href, Lang string
	ISO, Date         string
	Quote             string
	Limit             string // how much could be read
}

// proof is the words for which we say a fact.
type proof struct {
	Fact, Words, Lang string
	Who, Href         string
}

// coverage is the articles that were read and the links that people gave, each address once, the oldest first.
func (b *builder) coverage(i news.Incident) []news.Article {
	var out []news.Article
	seen := map[string]bool{}
	add := func(a news.Article) {
		if a.URL = webURL(a.URL); a.URL != "" && !seen[a.URL] {
			seen[a.URL] = true
			out = append(out, a)
		}
	}
	for _, a := range i.Articles {
		add(a)
	}
	for _, s := range i.Sources {
		add(news.Article{URL: s.URL, Outlet: s.Outlet, Title: s.Title, Lang: s.Lang, Published: s.Date})
	}
	slices.SortStableFunc(out, func(a, b news.Article) int { return cmp.Compare(a.Published, b.Published) })
	return out
}

// outlet names an outlet by its ID; who is not in feeds.yaml is named as it was written.
func (b *builder) outlet(id string) string { return cmp.Or(b.outlets[id].Name, id) }

// coverageGroups groups articles by language, that of the page first, and in it by outlet.
func (b *builder) coverageGroups(lang string, i news.Incident, list []news.Article) []coverageGroup {
	t := b.tongues[lang]
	var out []coverageGroup
	for _, l := range slices.Compact([]string{lang, "fr", "nl", "en", "de", ""}) {
		g := coverageGroup{Lang: l, Label: t.text("coverage.other")}
		if l != "" {
			g.Label = t.text("coverage." + l)
		}
		if slices.ContainsFunc(out, func(o coverageGroup) bool { return o.Lang == l }) {
			continue
		}
		for _, a := range list {
			if known := slices.Contains([]string{"fr", "nl", "en", "de"}, a.Lang); a.Lang == l || l == "" && !known {
				g.add(b.outlet(a.Outlet), b.link(lang, i, a))
			}
		}
		if len(g.Outlets) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (g *coverageGroup) add(outlet string, a articleLink) {
	for n := range g.Outlets {
		if g.Outlets[n].Name == outlet {
			g.Outlets[n].Articles = append(g.Outlets[n].Articles, a)
			return
		}
	}
	g.Outlets = append(g.Outlets, outletGroup{outlet, []articleLink{a}})
}

func (b *builder) link(lang string, i news.Incident, a news.Article) articleLink {
	t := b.tongues[lang]
	extract, _ := quotes(i, a)
	l := articleLink{Title: cmp.Or(a.Title, t.text("untitled", host(a.URL))), Href: a.URL, ISO: string(a.Published), Date: t.date(a.Published), Quote: extract}
	if a.Lang != lang && a.Title != "" {
		l.Lang = a.Lang
	}
	if slices.Contains(news.ReadLimits, a.Read) {
		l.Limit = t.text("read." + a.Read)
	}
	return l
}

// host names the site of an address.
func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// extractRoom is how much of news.ExtractMax the extract may take when there are proofs to show beside it.
const extractRoom = 140

// quotes are what may be shown of an article: its extract and the proofs of its facts. All of them together are at most
// news.ExtractMax characters; a proof that stands in the extract costs nothing.
func quotes(i news.Incident, a news.Article) (extract string, proofs []found) {
	all := foundIn(i, a)
	extract = short(public(a.Extract), news.ExtractMax)
	if len(all) > 0 {
		extract = short(extract, extractRoom)
	}
	room := news.ExtractMax - utf8.RuneCountInString(extract)
	for _, f := range all {
		cost := utf8.RuneCountInString(f.words)
		if strings.Contains(extract, f.words) {
			cost = 0
		}
		if cost <= room {
			room -= cost
			proofs = append(proofs, f)
		}
	}
	return extract, proofs
}

// found is a fact of the incident that an article proves.
type found struct {
	key, value, words string
}

// foundIn lists the proofs of an article for the facts that the incident has, the ones that matter most first.
func foundIn(i news.Incident, a news.Article) []found {
	var out []found
	seen := map[string]bool{}
	add := func(key string, has bool, f news.Finding) {
		if words := short(public(f.Proof), news.ProofMax); has && words != "" && !seen[key+f.Value] {
			seen[key+f.Value] = true
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
	return out
}

// personal is what a person is known or reached by: an e-mail address, an IBAN, a card, a French or Belgian national number.
var personal = regexp.MustCompile(`[\w.+-]+@[\w-]+\.\w|\b[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){3}|\b(?:\d[ -]?){15,18}\d\b|` +
	`\b[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3}\b|\b\d\d\.\d\d\.\d\d-\d{3}\.\d\d\b`)

// public returns a text of the press, or nothing when it names such a thing: the press may, this site does not.
func public(s string) string {
	if personal.MatchString(s) {
		return ""
	}
	return s
}

// short cuts a text at a word so that it has at most max characters.
func short(s string, max int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	cut := string([]rune(s)[:max-1])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:.–-") + "…"
}

// proofs says why we say so: each fact with the words of one article.
func (b *builder) proofs(lang string, i news.Incident) []proof {
	t := b.tongues[lang]
	var out []proof
	seen := map[string]bool{}
	for _, a := range i.Articles {
		_, list := quotes(i, a)
		for _, f := range list {
			p := proof{Fact: t.text("proof." + f.key), Words: f.words, Who: b.outlet(a.Outlet), Href: webURL(a.URL)}
			if f.key == "data_types" {
				p.Fact = t.label(b.in.Taxonomy.DataTypes, f.value)
			}
			if a.Lang != lang {
				p.Lang = a.Lang
			}
			if !seen[p.Fact] && p.Href != "" {
				seen[p.Fact] = true
				out = append(out, p)
			}
		}
	}
	return out
}
