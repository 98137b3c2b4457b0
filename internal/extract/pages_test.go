package extract

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/htmlindex"
)

// The pages of testdata are of our own making, in the layouts of real outlets of France and Belgium. Each file holds
// the page, its true text, the lines that must be in it (lead, inter-titles, lists), and words that must not (teasers,
// comments, captions, walls).
type ownPage struct {
	name  string
	facts map[string]string
	html  []byte
	text  string
	keep  []string
	never []string
}

func readPages(t testing.TB) []ownPage {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var pages []ownPage
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p := ownPage{name: strings.TrimSuffix(filepath.Base(name), ".txtar"), facts: map[string]string{}}
		for _, f := range a.Files {
			p.read(f.Name, string(f.Data))
		}
		if enc := p.facts["charset"]; enc != "" {
			p.html = encode(t, p.html, enc)
		}
		pages = append(pages, p)
	}
	return pages
}

func (p *ownPage) read(name, data string) {
	switch name {
	case "facts":
		for line := range strings.Lines(data) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			p.facts[key] = value
		}
	case "page.html":
		p.html = []byte(data)
	case "text":
		p.text = data
	case "keep":
		p.keep = strings.Split(strings.TrimSpace(data), "\n")
	case "never":
		p.never = strings.Split(strings.TrimSpace(data), "\n")
	}
}

// encode writes a page in a legacy charset: the files of the repository are UTF-8.
func encode(t testing.TB, page []byte, name string) []byte {
	if _, canonical := charset.Lookup(name); canonical != "" {
		name = canonical
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	out, err := enc.NewEncoder().Bytes(page)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// floor is the F1 below which a page of ours fails.
const (
	floor     = 0.95
	floorMean = 0.99
)

func TestPages(t *testing.T) {
	var scores []score
	for _, p := range readPages(t) {
		t.Run(p.name, func(t *testing.T) {
			a, blocks, err := read(p.html, p.facts["content-type"], p.facts["url"])
			if err != nil {
				t.Fatal(err)
			}
			s := scoreOf(p.text, a.Text)
			scores = append(scores, s)
			if s.f1() < floor {
				t.Errorf("F1 %.3f, P %.3f, R %.3f\n%s", s.f1(), s.precision(), s.recall(), listing(p.text, blocks))
			}
			checkFacts(t, p, a)
			for _, line := range p.keep {
				if !strings.Contains(a.Text, line) {
					t.Errorf("lost %q", line)
				}
			}
			for _, line := range p.never {
				if line != "" && strings.Contains(a.Text, line) {
					t.Errorf("leaked %q", line)
				}
			}
		})
	}
	total := total(scores)
	t.Logf("%d pages: %v", len(scores), total)
	if total.f1 < floorMean {
		t.Errorf("F1 of all pages %.4f, want %.4f", total.f1, floorMean)
	}
}

func checkFacts(t *testing.T, p ownPage, a Article) {
	t.Helper()
	paywall := ""
	if a.Paywall {
		paywall = "true"
	}
	for _, f := range []struct{ name, got string }{
		{"title", a.Title}, {"lang", a.Lang}, {"paywall", paywall}, {"published", a.Published[:min(len(a.Published), 10)]},
	} {
		if want := p.facts[f.name]; f.got != want {
			t.Errorf("%s = %q, want %q", f.name, f.got, want)
		}
	}
}

// names are what our tables of containers look at.
var names = regexp.MustCompile(`\s(class|id|itemprop|role|data-testid)\s*=\s*("[^"]*"|[\w-]+)`)

// TestPagesWithoutNames reads the pages without any class or id, as those of an outlet whose names we do not know.
func TestPagesWithoutNames(t *testing.T) {
	meanOf(t, func(p ownPage) string {
		a, err := Page(names.ReplaceAll(p.html, nil), p.facts["content-type"], p.facts["url"])
		if err != nil {
			t.Fatal(err)
		}
		return a.Text
	}, 0.98)
}

// TestFallBack reads the pages as if go-readability had found nothing, then as if neither extractor had.
func TestFallBack(t *testing.T) {
	for _, test := range []struct {
		readers []reader
		floor   float64
	}{{[]reader{silent, byShiori}, 0.98}, {[]reader{silent, silent}, 0.96}} {
		s := steps{container: true, tidy: true, rescue: true, choose: true, jsonld: true, readers: test.readers}
		meanOf(t, func(p ownPage) string { return s.text(p.html, p.facts["content-type"], p.facts["url"]) }, test.floor)
	}
}

func meanOf(t *testing.T, read func(ownPage) string, floor float64) {
	t.Helper()
	var scores []score
	for _, p := range readPages(t) {
		scores = append(scores, scoreOf(p.text, read(p)))
	}
	if got := total(scores); got.f1 < floor {
		t.Errorf("%v, want F1 %.2f", got, floor)
	}
}
