package feed

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// htmlError says that a page stands where a feed should, and which feed the page names as its own.
func htmlError(doc, base string) error {
	if s := alternate(doc, base); s != "" {
		return fmt.Errorf("%w: it names %s as its feed", errHTML, s)
	}
	return errors.New(errHTML.Error() + ", and it names none")
}

// alternate returns the first feed that a page names.
func alternate(doc, base string) string {
	b, err := url.Parse(base)
	if err != nil {
		b = &url.URL{}
	}
	z := html.NewTokenizer(strings.NewReader(doc))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			a := attributes(t)
			if t.Data == "base" {
				if u := resolve(b, a["href"]); u != nil {
					b = u
				}
			}
			if t.Data != "link" || !strings.Contains(strings.ToLower(a["rel"]), "alternate") || !isFeedType(a["type"]) {
				continue
			}
			if u := resolve(b, a["href"]); u != nil {
				return u.String()
			}
		}
	}
}

func attributes(t html.Token) map[string]string {
	a := map[string]string{}
	for _, at := range t.Attr {
		a[at.Key] = at.Val
	}
	return a
}

func isFeedType(s string) bool {
	s = strings.ToLower(s)
	return strings.Contains(s, "rss") || strings.Contains(s, "atom") || strings.Contains(s, "feed+json") || strings.Contains(s, "rdf")
}
