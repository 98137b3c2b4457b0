package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// What an editor saves while a night is reading the press is not written over: neither in an incident that the night
// does not touch, nor in one that a new article joins; that article joins at the next run.
func TestEditedWhileCollecting(t *testing.T) {
	t.Parallel()
	const oldest = 2
	var mu sync.Mutex
	items, meanwhile := oldest, func() {}
	tonight := func(n int, during func()) {
		mu.Lock()
		defer mu.Unlock()
		items, meanwhile = n, during
	}
	var web *httptest.Server
	web = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		items, meanwhile := items, meanwhile
		mu.Unlock()
		switch r.URL.Path {
		case "/rss.xml":
			fmt.Fprint(w, `<rss version="2.0"><channel><title>P</title>`)
			for i := range items {
				// The third item tells of the first town again.
				fmt.Fprintf(w, "<item><title>Cyberattaque à %s : les données de 900 habitants volées</title><link>%s/a/%d</link><pubDate>Wed, 14 Jan 2026 10:00:00 +0100</pubDate></item>", town(i%oldest), web.URL, i)
			}
			fmt.Fprint(w, "</channel></rss>")
		case "/a/2":
			meanwhile()
			fallthrough
		default:
			var i int
			if _, err := fmt.Sscanf(r.URL.Path, "/a/%d", &i); err != nil {
				http.NotFound(w, r)
				return
			}
			fmt.Fprintf(w, "<html lang=fr><article><h1>Cyberattaque à %[1]s</h1><p>La mairie de %[1]s confirme une fuite de données : les noms et les IBAN de 900 habitants ont été volés par des pirates informatiques.</p></article>", town(i%oldest))
		}
	}))
	defer web.Close()
	dir := aPress(t, web.URL)
	collect := func(now string) string {
		t.Helper()
		out, err := saison("collect", "--root", dir, "--allow-private", "--quiet", "--now", now).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
	collect("2026-01-15T03:00:00Z")
	pages, _ := filepath.Glob(filepath.Join(dir, "content/incidents/*/*.md"))
	if len(pages) != oldest {
		t.Fatalf("pages: %v", pages)
	}
	tonight(oldest+1, func() {
		for _, p := range pages {
			text, _ := os.ReadFile(p)
			changed := strings.Replace(string(text), "cause: intrusion\n", "cause: phishing # lu\n", 1)
			if changed == string(text) {
				t.Errorf("%s has no cause", p)
			}
			if err := os.WriteFile(p, []byte(changed), 0o644); err != nil {
				t.Error(err)
			}
		}
	})
	collect("2026-01-16T03:00:00Z")
	held := func(when string) {
		t.Helper()
		for _, p := range pages {
			if text, _ := os.ReadFile(p); !strings.Contains(string(text), "cause: phishing # lu\n") {
				t.Errorf("%s: what an editor wrote in %s is gone:\n%s", when, filepath.Base(p), text)
			}
		}
	}
	held("that night")
	tonight(oldest+1, func() {})
	collect("2026-01-17T03:00:00Z")
	held("the night after")
	n := 0
	files, _ := filepath.Glob(filepath.Join(dir, "content/incidents/*/*.articles.yaml"))
	for _, name := range files {
		text, _ := os.ReadFile(name)
		n += strings.Count(string(text), "- url: ")
	}
	if n != oldest+1 {
		t.Errorf("%d articles, want %d", n, oldest+1)
	}
}

// A feed that is longer than its Content-Length is read as far as announced; what is wrong is said in our words, and the
// items that are whole are kept.
func TestLongerThanItsContentLength(t *testing.T) {
	whole := "<rss version=\"2.0\"><channel><title>P</title><item><title>Cyberattaque à Mons : les données de 900 habitants volées</title><description>La ville de Mons confirme une fuite de données : les noms de 900 habitants ont été volés par des pirates.</description><link>http://127.0.0.1:1/a</link><pubDate>Wed, 14 Jan 2026 10:00:00 +0100</pubDate></item>"
	rest := "<item><title>Autre</title><link>http://127.0.0.1:1/b</link></item></channel></rss>"
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s%s", len(whole), whole, rest)
	}))
	defer web.Close()
	dir := aPress(t, web.URL)
	out, err := saison("collect", "--root", dir, "--allow-private", "--quiet", "--now", "2026-01-15T03:00:00Z").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "/rss.xml: cut short, items read: 1\n") || !strings.Contains(string(out), "a server sent more than its Content-Length: the surplus was not read\n") || strings.Contains(string(out), "nsolicited") {
		t.Errorf("%v: %s", err, out)
	}
}
