package search

import (
	"compress/gzip"
	"context"
	"fmt"
	"html"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"saison/internal/news"
)

// pagefindAsk imports Pagefind, asks, and waits for the first result and its text, as a page of results needs; then times
// further queries. Its own interface is left out, which is in its favour.
const pagefindAsk = `(async (list) => {
	const t = performance.now(), pagefind = await import('/pagefind/pagefind.js');
	const ask = async (q) => { const found = await pagefind.search(q); await Promise.all(found.results.slice(0, 10).map((r) => r.data())); return found.results.length; };
	const n = await ask(list[0]), first = performance.now() - t, times = [];
	for (const q of list.slice(1)) { const from = performance.now(); await ask(q); times.push(performance.now() - from); }
	times.sort((a, b) => a - b);
	return {N: n, P50: first, P95: times[Math.floor(times.length * .95)]};
})(['iban', 'iban 2025', 'password', 'email phone', 'health', 'telecom', 'confirmed', 'ransomware', 'belgium', 'france', 'name', 'vehicle'])`

// TestPagefind compares with Pagefind, in the same browser, on the same incidents, where pagefind is installed: on the path,
// or by npm in .ci. What it costs until the first result is held to the goals where SAISON_REQUIRE_SPEED=1.
func TestPagefind(t *testing.T) {
	bin, err := exec.LookPath("pagefind")
	if err != nil {
		bin, err = filepath.Abs("../../.ci/node_modules/.bin/pagefind")
	}
	if _, none := os.Stat(bin); err != nil || none != nil {
		t.Skip("no pagefind: nothing to compare with")
	}
	for _, n := range []int{1000, 10_000} {
		ctx := browser(t)
		in := synthetic(n)
		theirs, theirBytes := pagefind(t, ctx, bin, in)
		s := serve(t, in)
		visit(t, ctx, s.URL)
		ours := eval[float64](t, ctx, typeFirst+`("iban")`)
		ourBytes := firstBytes(t, in)
		t.Logf("%d incidents: first result %.0f ms and %d bytes, with pagefind %.0f ms and %d bytes (further queries 95 %% %.1f ms)",
			n, ours, ourBytes, theirs.P50, theirBytes, theirs.P95)
		if os.Getenv("SAISON_REQUIRE_SPEED") == "1" && ours > theirs.P50/2 {
			t.Errorf("%.0f ms, want half of pagefind's %.0f", ours, theirs.P50)
		}
	}
}

// pagefind builds a page an incident, indexes them, and asks in the browser.
func pagefind(t *testing.T, ctx context.Context, bin string, in Input) (speed, int64) {
	t.Helper()
	dir := t.TempDir()
	for _, i := range in.Incidents {
		if err := os.MkdirAll(filepath.Join(dir, i.ID), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, i.ID, "index.html"), []byte(pageOf(in, i)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.CommandContext(ctx, bin, "--site", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var bytes atomic.Int64
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := os.ReadFile(filepath.Join(dir, filepath.Clean("/"+r.URL.Path)))
		if err != nil {
			b = []byte("<!doctype html><title>pagefind</title>")
		}
		bytes.Add(int64(gzipped(b)))
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		z.Write(b)
		z.Close()
	}))
	t.Cleanup(web.Close)
	visit(t, ctx, web.URL+"/none")
	bytes.Store(0)
	first := eval[speed](t, ctx, strings.Replace(pagefindAsk, "list.slice(1)", "[]", 1))
	until := bytes.Load()
	visit(t, ctx, web.URL+"/none")
	all := eval[speed](t, ctx, pagefindAsk)
	if first.N == 0 {
		t.Fatal("pagefind finds nothing")
	}
	first.P95 = all.P95
	return first, until
}

// pageOf is what the page of an incident says.
func pageOf(in Input, i news.Incident) string {
	words := []string{string(i.Published), i.Sector, i.Status, i.Cause, i.Via}
	for _, v := range []struct {
		terms []news.Term
		ids   []string
	}{{in.Taxonomy.DataTypes, i.DataTypes}, {in.Taxonomy.Countries, i.Countries}, {in.Taxonomy.Sectors, []string{i.Sector}}} {
		for _, id := range v.ids {
			if term, ok := news.Find(v.terms, id); ok {
				words = append(words, term.Labels.EN)
			}
		}
	}
	name := html.EscapeString(i.Organisations[0])
	return fmt.Sprintf("<!doctype html><html lang=en><title>%s</title><body><main data-pagefind-body><h1>Data leak at %s</h1><p>%s</p></main>", name, name, html.EscapeString(strings.Join(words, " ")))
}
