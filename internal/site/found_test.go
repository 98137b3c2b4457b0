package site

import (
	"crypto/sha512"
	"encoding/base64"
	"html"
	"regexp"
	"strings"
	"testing"
)

var (
	loaded     = regexp.MustCompile(`<(?:script|link)[^>]* (?:src|rel="stylesheet" href)="/(assets/[^"?]+)[^"]*"([^>]*)>`)
	alternates = regexp.MustCompile(`<link rel="alternate" hreflang="([^"]+)" href="https://saison\.example/([^"]*)">`)
	feeds      = regexp.MustCompile(`<link rel="alternate" type="application/(?:atom\+xml|feed\+json)" href="/([^"]*)"`)
	canonical  = regexp.MustCompile(`<link rel="canonical" href="https://saison\.example/([^"]*)">`)
)

// Every page tells where it is, in which languages, and where a feed is; what it loads is held against its bytes.
func TestPagesAreFound(t *testing.T) {
	files := build(t, sample())
	for name, text := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		assets := loaded.FindAllStringSubmatch(text, -1)
		if len(assets) == 0 {
			t.Errorf("%s: loads no style", name)
		}
		for _, a := range assets {
			sum := sha512.Sum384([]byte(files[a[1]]))
			if want := `integrity="sha384-` + base64.StdEncoding.EncodeToString(sum[:]) + `"`; !strings.Contains(html.UnescapeString(a[2]), want) {
				t.Errorf("%s: %s is loaded with%s, want %s", name, a[1], a[2], want)
			}
		}
		found := feeds.FindAllStringSubmatch(text, -1)
		if len(found) == 0 {
			t.Errorf("%s: no feed is told", name)
		}
		for _, f := range found {
			if _, ok := files[f[1]]; !ok {
				t.Errorf("%s: its feed %s is not there", name, f[1])
			}
		}
		if strings.HasSuffix(name, "404.html") {
			continue
		}
		if c := canonical.FindStringSubmatch(text); c == nil || c[1]+"index.html" != name {
			t.Errorf("%s: canonical %v", name, c)
		}
		langs := map[string]bool{}
		for _, a := range alternates.FindAllStringSubmatch(text, -1) {
			langs[a[1]] = true
			if _, ok := files[a[2]+"index.html"]; !ok {
				t.Errorf("%s: %s in %s is not there", name, a[2], a[1])
			}
		}
		if len(langs) != 4 || !langs["x-default"] {
			t.Errorf("%s: is told in %v", name, langs)
		}
	}
}
