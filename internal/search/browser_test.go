package search

import (
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"saison/internal/news"
)

const assets = "../../themes/saison/assets"

// page is the least of what the site renders: a form that works without the script, and lists in place of results.
const page = `<!doctype html><html lang="%[1]s"><meta charset="utf-8"><title>search</title><link rel="stylesheet" href="/assets/style.css"><link rel="stylesheet" href="/assets/search.css"><script type="module" src="/assets/search.js"></script>
<body><div id="search" data-lang="%[1]s" data-index="/data/search/" data-feeds='{"":"/feed.xml","country":"/pays/{country}/feed.xml","sector":"/sectoren/{sector}/feed.xml","season":"/saisons/{season}/feed.xml","type":"/donnees/{type}/feed.xml","country sector":"/pays/{country}/secteurs/{sector}/feed.xml","country type":"/pays/{country}/donnees/{type}/feed.xml"}'><form role="search" action="/"><input type="search" name="q" aria-label="q"></form>
<div data-static><section><h2 id="sector">sectors</h2><a href="/sectoren/sport/">Sport</a></section></div></div>`

// site serves the page, the script and an index, compressed as on the wire, and counts what the search adds to a page.
type site struct {
	*httptest.Server
	bytes, requests atomic.Int64
}

func serve(t testing.TB, in Input) *site {
	t.Helper()
	list, err := Files(in)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range list {
		files["/"+f.Name] = f.Bytes
	}
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, ok := files[r.URL.Path]
		switch {
		case ok:
			w.Header().Set("Content-Type", "application/json")
		case strings.HasPrefix(r.URL.Path, "/assets/"):
			w.Header().Set("Content-Type", map[string]string{".js": "text/javascript", ".css": "text/css"}[path.Ext(r.URL.Path)])
			text, err := os.ReadFile(assets + "/" + path.Base(r.URL.Path))
			b, ok = text, err == nil
		case r.URL.Path == "/" || r.URL.Path == "/nl/" || r.URL.Path == "/en/":
			w.Header().Set("Content-Type", "text/html")
			b, ok = fmt.Appendf(nil, page, (strings.Trim(r.URL.Path, "/") + "fr")[:2]), true
		}
		if !ok {
			http.NotFound(w, r)
			return
		}
		if kind := w.Header().Get("Content-Type"); kind != "text/html" && kind != "text/css" { // what every page has
			s.requests.Add(1)
			s.bytes.Add(int64(gzipped(b)))
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'")
		z, _ := gzip.NewWriterLevel(w, 6)
		z.Write(b)
		z.Close()
	}))
	t.Cleanup(s.Close)
	return s
}

// browser returns a context with one tab of Chromium. Without Chromium the test is skipped, or fails where it is required.
func browser(t testing.TB) context.Context {
	t.Helper()
	if _, err := exec.LookPath("chromium"); err != nil {
		if os.Getenv("SAISON_REQUIRE_CHROMIUM") == "1" {
			t.Fatal(err)
		}
		t.Skip("no chromium: the search script is not tested")
	}
	if testing.Short() {
		t.Skip("short: the search script is not tested")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath("chromium"), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.WSURLReadTimeout(60*time.Second))
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// visit opens an address.
func visit(t testing.TB, ctx context.Context, url string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
}

// eval returns what an expression is worth in the page, once it has settled.
func eval[T any](t testing.TB, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.80s: %v", js, err)
	}
	return v
}

// rows reads a table of testdata, without its comments.
func rows(t testing.TB, name string) [][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			list = append(list, strings.Split(line, "\t"))
		}
	}
	return list
}

// real returns the corpus of testdata among made-up incidents.
func real(t testing.TB) Input {
	in := synthetic(600)
	list := func(s string, sep string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, sep)
	}
	for _, r := range rows(t, "incidents.tsv") {
		people, _ := strconv.Atoi(r[7])
		claimed, _ := strconv.Atoi(r[8])
		in.Organisations = append(in.Organisations, news.Organisation{Name: r[1], Aliases: list(r[2], ";")})
		in.Incidents = append(in.Incidents, news.Incident{ID: r[0], Review: "done", Facts: news.Facts{Organisations: []string{r[1]},
			Countries: list(r[3], ","), Sector: r[4], Published: news.Date(r[5]), BreachDate: news.Date(r[6]), People: people,
			PeopleClaimed: claimed, DataTypes: list(r[9], ","), Status: r[10], Cause: r[11], Via: r[12], Regulator: list(strings.Join(r[13:], ","), ",")}})
	}
	return in
}

// open loads the whole index in the page, as window.index.
const open = `(async () => {
	const {Index} = await import('/assets/search-index.js');
	const get = async (name) => (await fetch('/data/search/' + name + '.json')).json();
	const m = await get('fr'), index = window.index = new Index(m);
	for (const s of m.shards) index.add(await get(s.season));
	return index.records.length;
})()`

// ask runs queries and returns the first three records of each.
const ask = `(list) => list.map((q) => index.search({q}).list.slice(0, 3).map((i) => {
	const r = index.records[i], ids = (kind) => r[kind].map((f) => f.id);
	return {id: r.id, published: r.published, breach: r.breach, kinds: {type: ids('type'), country: ids('country'), sector: ids('sector'),
		cause: ids('cause'), status: ids('status'), regulator: ids('regulator'), season: ids('season')}};
}))`

type answer struct {
	ID        string
	Published string
	Breach    string
	Kinds     map[string][]string
}

func (a answer) is(want string) bool {
	kind, value, ok := strings.Cut(want, ":")
	switch {
	case !ok:
		return a.ID == want
	case kind == "month":
		return strings.HasPrefix(a.Published, value) || strings.HasPrefix(a.Breach, value)
	}
	return strings.Contains(" "+strings.Join(a.Kinds[kind], " ")+" ", " "+value+" ")
}

// answers reports whether the first three results are what a reader wanted.
func answers(got []answer, want string) bool {
	if want == "none" || len(got) == 0 {
		return want == "none" && len(got) == 0
	}
	n := 0
	for _, a := range got {
		if a.is(want) {
			n++
		}
	}
	return n == len(got) || n > 0 && !strings.Contains(want, ":")
}
