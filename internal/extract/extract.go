// Package extract takes the article out of a page: bytes in, values out. It knows no network, no file and no clock.
//
// A page is decoded, read for what it declares of itself (JSON-LD, meta, link, time), then cut into blocks, each a
// paragraph, an inter-title or a line of a list. go-readability says which blocks are the article; a second extractor
// is asked where the first one is in doubt; what is furniture of the page by its container, by its cue words or by
// its links is dropped. The tables of cue words and of containers are in cues.go; they are data, and hold no logic.
//
// An error comes with a zero Article. The same bytes give the same Article.
package extract

import (
	"errors"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// MaxBytes is how much of a page is read; the rest is ignored.
const MaxBytes = 2 << 20

// Article is what a page says.
type Article struct {
	Title     string
	Text      string // paragraphs separated by blank lines; lines of a list, and lines broken by <br>, by one line end
	Lang      string // as declared: fr, nl-be…, lower case
	Published string // 2025-02-10 or RFC 3339; empty when the page does not say
	Canonical string // absolute; empty when the page does not say
	Byline    string
	Site      string
	Paywall   bool   // the page says that its text is cut or paid for
	OptOut    string // why the page may not be mined: tdm-reservation or noai; empty when it may
}

// ErrEmpty is returned for a page without bytes.
var ErrEmpty = errors.New("empty page")

// Page reads a page. The content type is the header's, pageURL the address the page was got from; both may be empty.
func Page(page []byte, contentType, pageURL string) (Article, error) {
	a, _, err := read(page, contentType, pageURL)
	return a, err
}

// read is Page, and gives the blocks with their fates, which tests tell about.
func read(page []byte, contentType, pageURL string) (Article, []block, error) {
	if len(page) == 0 {
		return Article{}, nil, ErrEmpty
	}
	doc, err := html.Parse(strings.NewReader(decode(page, contentType)))
	if err != nil {
		return Article{}, nil, err
	}
	base := parseURL(pageURL)
	m := readMeta(doc, base)
	text, blocks := readText(doc, base, &m)
	return Article{
		Title:     m.title,
		Text:      text,
		Lang:      m.lang,
		Published: m.published,
		Canonical: m.canonical,
		Byline:    m.byline,
		Site:      m.site,
		Paywall:   m.paywall,
		OptOut:    m.optOut,
	}, blocks, nil
}

// parseURL returns an absolute http address, else an empty one; never nil.
func parseURL(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return &url.URL{}
	}
	return u
}
