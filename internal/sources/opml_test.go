package sources

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saison/internal/news"
)

// TestOPMLRoundTrip writes the real list, imports it into an empty feeds.yaml, and reads the same outlets again.
func TestOPMLRoundTrip(t *testing.T) {
	s, _ := Read(os.DirFS(filepath.Join("..", "..", "sources")), "sources")
	list, err := OPML(s.Outlets)
	if err != nil {
		t.Fatal(err)
	}
	blocks, added, err := ImportOPML(list, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := reader{fsys: fsOf(map[string]string{"feeds.yaml": string(blocks)}), dir: "sources"}
	got := r.outlets()
	if err := r.mistakes.Err(); err != nil {
		t.Fatal(err)
	}
	var want []news.Outlet
	feeds := 0
	for _, o := range s.Outlets {
		if o.Off == "" {
			want, feeds = append(want, o), feeds+len(o.Feeds)
		}
	}
	if added != feeds {
		t.Errorf("%d feeds added, want %d", added, feeds)
	}
	// What OPML cannot carry: our IDs, the filters and the lines.
	ignore := []cmp.Option{cmpopts.IgnoreFields(news.Outlet{}, "ID", "Line"), cmpopts.IgnoreFields(news.Feed{}, "Outlet", "Only", "Line")}
	if diff := cmp.Diff(want, got, ignore...); diff != "" {
		t.Error(diff)
	}
	if blocks, added, err := ImportOPML(list, s.Outlets); len(blocks) > 0 || added != 0 || err != nil {
		t.Errorf("a second import: %d added, %q, %v; want nothing", added, blocks, err)
	}
}

func TestImportOPML(t *testing.T) {
	const list = `<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>x</title></head><body>
 <outline text="Presse"><outline text="La D` + "\xe9p\xea" + `che: du soir" xmlUrl="https://depeche.example.fr/rss" htmlUrl="https://depeche.example.fr/"/></outline>
 <outline text="Courrier" xmlUrl="https://courrier.example/rss/"/>
 <outline text="Courrier" xmlUrl="https://courrier.example.be/rss" language="nl-BE"/>
 <outline title="" text="" xmlUrl="https://blog.example.com/feed"/>
 <outline text="bad" xmlUrl="javascript:alert(1)"/><outline text="folder"/>
</body></opml>`
	const want = `
- id: la-depeche-du-soir
  name: 'La Dépêche: du soir'
  homepage: https://depeche.example.fr/
  country: FR
  lang: fr
  kind: general
  feeds:
    - url: https://depeche.example.fr/rss

- id: courrier-2
  name: Courrier
  homepage: https://courrier.example.be/
  country: BE
  lang: nl
  kind: general
  feeds:
    - url: https://courrier.example.be/rss

- id: blog-example-com
  name: blog.example.com
  homepage: https://blog.example.com/
  country: FR
  lang: fr
  kind: general
  enabled: false
  reason: 'imported: check its country and language, then take these two lines away'
  feeds:
    - url: https://blog.example.com/feed
`
	r := reader{fsys: fsOf(map[string]string{"feeds.yaml": courrier}), dir: "sources"}
	blocks, added, err := ImportOPML([]byte(list), r.outlets())
	if err != nil || added != 3 {
		t.Errorf("%d added, %v; want 3", added, err)
	}
	if diff := cmp.Diff(want, string(blocks)); diff != "" {
		t.Error(diff)
	}
	r = reader{fsys: fsOf(map[string]string{"feeds.yaml": courrier + string(blocks)}), dir: "sources"}
	if r.outlets(); len(r.mistakes) > 0 {
		t.Errorf("the imported list does not read: %v", r.mistakes)
	}
	if _, _, err := ImportOPML([]byte("not a list"), nil); err == nil {
		t.Error("what is not OPML was imported")
	}
}

func TestOPMLEscapes(t *testing.T) {
	list, err := OPML([]news.Outlet{{Name: `A & "B" <i>`, Feeds: []news.Feed{{URL: "https://a.example/?x=1&y=2"}}}, {Name: "off", Off: "closed", Feeds: []news.Feed{{URL: "https://off.example/"}}}})
	if err != nil || strings.Contains(string(list), "<i>") || strings.Contains(string(list), "off.example") {
		t.Errorf("%s, %v", list, err)
	}
}

// FuzzImportOPML: no list makes the importer panic, and what it gives can be appended to feeds.yaml.
func FuzzImportOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="A: b" xmlUrl="https://a.example/rss" language="fr" category="/BE/local"/><outline xmlUrl="http://[::1]/x"/></body></opml>`))
	f.Fuzz(func(t *testing.T, opml []byte) {
		blocks, _, err := ImportOPML(opml, nil)
		if err != nil {
			if blocks != nil {
				t.Error("blocks beside an error")
			}
			return
		}
		r := reader{fsys: fsOf(map[string]string{"feeds.yaml": string(blocks)}), dir: "sources"}
		if r.outlets(); len(r.mistakes) > 0 {
			t.Errorf("%s\n%v", blocks, r.mistakes)
		}
	})
}
