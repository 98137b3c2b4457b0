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
	Gone              string // since when its page is known to be deleted
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
func (b *builder) coverageGroups(lang string, list []news.Article) []coverageGroup {
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
				g.add(b.outlet(a.Outlet), b.link(lang, a))
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

func (b *builder) link(lang string, a news.Article) articleLink {
	t := b.tongues[lang]
	l := articleLink{Title: cmp.Or(a.Title, t.text("untitled", host(a.URL))), Href: a.URL, ISO: string(a.Published), Date: t.date(a.Published), Quote: short(public(a.Extract), news.ExtractMax)}
	if a.Lang != lang && a.Title != "" {
		l.Lang = a.Lang
	}
	if slices.Contains(news.ReadLimits, a.Read) {
		l.Limit = t.text("read." + a.Read)
	}
	if a.Gone != "" {
		l.Gone = t.text("read.gone", t.date(a.Gone))
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

// personal is what a person is known or reached by: an e-mail address, an IBAN, a card, a French or Belgian national number.
var personal = regexp.MustCompile(`[\w.+-]+@[\w-]+\.\w|\b[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){3}|\b(?:\d[ -]?){15,18}\d\b|` +
	`\b[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3}\b|\b\d\d\.\d\d\.\d\d-\d{3}\.\d\d\b`)

// public returns a text of the press, or nothing when it names such a thing: the press may, this site does not.
func public(s string) string {
	if mayBePersonal(s) && personal.MatchString(s) {
		return ""
	}
	return s
}

// mayBePersonal is false of most texts, and quick: what personal finds has an @ or eleven capitals and digits, two of them digits.
func mayBePersonal(s string) bool {
	digits, capitals := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '@':
			return true
		case '0' <= c && c <= '9':
			digits++
		case 'A' <= c && c <= 'Z':
			capitals++
		}
	}
	return digits > 1 && digits+capitals > 10
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
