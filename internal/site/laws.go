package site

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"saison/internal/diag"
	"saison/internal/news"
)

var link = regexp.MustCompile(`(?i)\b(?:https?|ftp)://[^\s<>"')\]]+|[a-z2-7]{16,56}\.onion\b`)

// Laws returns what an incident may not hold if the site is to be published: an extract of the press over
// news.ExtractMax characters, the text of an article, a link that is not of the web or that leads to leaked data.
func Laws(incidents []news.Incident) diag.List {
	var l diag.List
	for _, i := range incidents {
		if !i.Shown() {
			continue
		}
		at := diag.Pos{File: fileOf(i)}
		lawsOfText(&l, at, i.Text)
		lawsOfText(&l, at, i.Reply)
		for _, s := range i.Sources {
			lawsOfLink(&l, at, s.URL)
		}
		for _, c := range i.History {
			lawsOfText(&l, at, c.Reason)
			if c.Source != "" {
				lawsOfLink(&l, at, c.Source)
			}
		}
		at.File = strings.TrimSuffix(at.File, ".md") + ".articles.yaml"
		for _, a := range i.Articles {
			lawsOfArticle(&l, at, a)
		}
	}
	return l
}

// fileOf returns where an incident is kept, for the places of mistakes.
func fileOf(i news.Incident) string {
	year, _, _ := strings.Cut(firstDate(i).Month(), "-")
	return path.Join("content/incidents", year, i.ID+".md")
}

func lawsOfArticle(l *diag.List, at diag.Pos, a news.Article) {
	lawsOfLink(l, at, a.URL)
	if n := utf8.RuneCountInString(a.Extract); n > news.ExtractMax {
		l.Addf(at, "extract of %d characters, at most %d: %s", n, news.ExtractMax, a.URL)
	}
	if a.Text != "" {
		l.Addf(at, "the text of an article is never published: %s", a.URL)
	}
	lawsOfText(l, at, a.Extract)
}

func lawsOfLink(l *diag.List, at diag.Pos, raw string) {
	if webURL(raw) == "" {
		l.Addf(at, "link %q is not http or https", raw)
	} else if leads(raw) {
		l.Addf(at, "link %q leads to leaked data", raw)
	}
}

// lawsOfText looks for addresses in a text that people or the press wrote.
func lawsOfText(l *diag.List, at diag.Pos, text string) {
	if !strings.Contains(text, "://") && !strings.Contains(strings.ToLower(text), ".onion") {
		return // most texts: the expression is slow
	}
	for _, raw := range link.FindAllString(text, -1) {
		if leads(raw) {
			l.Addf(at, "link %q leads to leaked data", raw)
		}
	}
}

// leads reports whether an address is one of those that show leaked data.
func leads(raw string) bool {
	host := raw
	if u, err := url.Parse(raw); err == nil && u.Host != "" {
		host = u.Hostname()
	}
	if ascii, err := idna.Lookup.ToASCII(host); err == nil { // as browsers read it: ｍega。nz is mega.nz
		host = ascii
	}
	return news.LeakHost(host)
}
