// Package feed reads what outlets publish for programs. In go the bytes of RSS, RDF, Atom or JSON Feed as they came,
// out come items: text without markup, absolute addresses, dates where there is one.
//
// Half of the feeds of the press are not well-formed, so bytes go through three steps: decode finds the true encoding
// (valid UTF-8 is UTF-8, whatever is declared); mend rewrites the markup so that any parser can read it, and keeps the
// whole entries of a document that was cut; gofeed reads it. Text is then freed of its markup, once or, where it was
// escaped twice, twice. Nothing that a document type defines is expanded beyond a few characters.
package feed

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"saison/internal/news"
)

// Feed is what one feed held. An error comes with the zero Feed.
type Feed struct {
	Title string
	Items []news.Item // in the feed's order; an item may lack any of its fields
	Flaw  string      // what was lost although the feed could be read: "cut short, items read: 12"; empty when nothing was
}

// Limits.
const (
	MaxItems   = 1000    // in a feed; the most recent are kept
	maxTitle   = 500     // characters
	maxSummary = 5_000   //
	maxContent = 100_000 //
	maxGUID    = 1_000   // bytes
)

var (
	errEmpty = errors.New("empty, not a feed")
	errNone  = errors.New("no feed in it")
	errJSON  = errors.New("JSON, but not a feed")
)

// Parse reads a feed. contentType is the header that came with it, base the address it came from; both may be empty.
func Parse(body []byte, contentType, base string) (Feed, error) {
	doc := decode(body, contentType)
	if strings.TrimSpace(doc) == "" {
		return Feed{}, errEmpty
	}
	if s := strings.TrimLeft(doc, " \t\r\n"); s[0] == '{' || s[0] == '[' {
		return parseJSON(s, base)
	}
	m, err := mend(doc)
	if errors.Is(err, errHTML) {
		return Feed{}, htmlError(doc, base)
	}
	if err != nil {
		return Feed{}, err
	}
	raw, err := parser().ParseString(m.xml)
	if err != nil || raw == nil {
		return Feed{}, errNone
	}
	return translate(raw, base, m.flaw), nil
}

func parser() *gofeed.Parser {
	p := gofeed.NewParser()
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	return p
}

func translate(raw *gofeed.Feed, base, flaw string) Feed {
	b := resolver(base, raw.FeedLink, raw.Link)
	f := Feed{Title: line(raw.Title, maxTitle), Flaw: flaw}
	for _, it := range raw.Items {
		if it == nil {
			continue
		}
		f.Items = append(f.Items, translateItem(it, b))
	}
	f.Items = distinct(f.Items)
	if len(f.Items) > MaxItems {
		f.Items = recent(f.Items, MaxItems)
		if f.Flaw == "" {
			f.Flaw = "more items than are read"
		}
	}
	return f
}

func translateItem(it *gofeed.Item, base *url.URL) news.Item {
	item := news.Item{
		URL:       address(it, base),
		Title:     line(it.Title, maxTitle),
		Summary:   summary(it.Description),
		Content:   strings.Join(paragraphs(content(it), maxContent), "\n\n"),
		Published: published(it),
	}
	item.GUID = identity(strings.TrimSpace(it.GUID), item.URL)
	return item
}

// identity returns a guid that no other outlet has: a number, or any name that is no URI, is only unique on its site.
func identity(guid, address string) string {
	switch {
	case guid == "", len(guid) > maxGUID:
		return address
	case strings.Contains(guid, ":"):
		return guid
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return guid
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + ": " + guid
}

func content(it *gofeed.Item) string {
	if it.Content != "" {
		return it.Content
	}
	for _, name := range [][2]string{{"xhtml", "body"}, {"content", "encoded"}, {"media", "description"}} {
		if e := it.Extensions[name[0]][name[1]]; len(e) > 0 && e[0].Value != "" {
			return e[0].Value
		}
	}
	return it.Custom["fulltext"]
}

// resolver returns the absolute address that relative links stand on: the feed's home page, else where it came from.
func resolver(base, self, home string) *url.URL {
	b, err := url.Parse(strings.TrimSpace(base))
	if err != nil {
		b = &url.URL{}
	}
	for _, s := range []string{self, home} {
		if u := resolve(b, s); u != nil {
			b = u
		}
	}
	return b
}

// resolve returns an absolute address of the web, or nil.
func resolve(base *url.URL, ref string) *url.URL {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return nil
	}
	u, err := url.Parse(strings.Join(strings.FieldsFunc(ref, func(r rune) bool { return r < ' ' }), ""))
	if err != nil {
		return nil
	}
	u = base.ResolveReference(u)
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	return u
}

// address returns the page of an item. FeedBurner's link is a detour of which the feed gives the end.
func address(it *gofeed.Item, base *url.URL) string {
	var candidates []string
	if e := it.Extensions["feedburner"]["origLink"]; len(e) > 0 {
		candidates = append(candidates, e[0].Value)
	}
	candidates = append(candidates, it.Link)
	candidates = append(candidates, it.Links...)
	for _, e := range it.Extensions["atom"]["link"] {
		if e.Attrs["rel"] == "" || e.Attrs["rel"] == "alternate" {
			candidates = append(candidates, e.Attrs["href"])
		}
	}
	for _, s := range candidates {
		if u := resolve(base, s); u != nil {
			return u.String()
		}
	}
	if guid := strings.ToLower(strings.TrimSpace(it.GUID)); strings.HasPrefix(guid, "http://") || strings.HasPrefix(guid, "https://") {
		if u := resolve(base, it.GUID); u != nil {
			return u.String()
		}
	}
	return ""
}

// distinct drops items that come twice. Where one guid stands for several addresses, as in feeds that give the same to
// all their items, it names nothing: the address takes its place.
func distinct(items []news.Item) []news.Item {
	addresses := map[string]string{} // by guid; empty when there are several
	for _, item := range items {
		if u, ok := addresses[item.GUID]; ok && u != item.URL {
			addresses[item.GUID] = ""
		} else if !ok {
			addresses[item.GUID] = item.URL
		}
	}
	seen := map[[2]string]bool{}
	var kept []news.Item
	for _, item := range items {
		if addresses[item.GUID] == "" && item.URL != "" {
			item.GUID = item.URL
		}
		pair := [2]string{item.GUID, cmp.Or(item.URL, item.Title)}
		if pair != [2]string{} && seen[pair] {
			continue
		}
		seen[pair] = true
		kept = append(kept, item)
	}
	return kept
}

// recent keeps the n most recent items, in their order; those without date count as old.
func recent(items []news.Item, n int) []news.Item {
	dates := make([]time.Time, len(items))
	for i, item := range items {
		dates[i] = item.Published
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	last, ties := dates[n-1], 0
	for _, d := range dates[:n] {
		if d.Equal(last) {
			ties++
		}
	}
	var kept []news.Item
	for _, item := range items {
		switch {
		case item.Published.After(last):
			kept = append(kept, item)
		case item.Published.Equal(last) && ties > 0:
			kept, ties = append(kept, item), ties-1
		}
	}
	return kept
}
