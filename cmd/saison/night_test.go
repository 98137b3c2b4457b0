package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// latency is what each answer of the benchmark's press takes; manners is the pause that its robots.txt asks for between
// two pages, the same that outlets elsewhere are given.
const (
	latency = 50 * time.Millisecond
	manners = time.Second
)

// slowPress serves one outlet: a feed of n articles of 100 kB, after a latency each.
func slowPress(b *testing.B, outlet, n int) *httptest.Server {
	b.Helper()
	// As in real pages, most of the bytes are scripts, and some hundreds of links stand around the article.
	filler := strings.Repeat("<div class=teaser><a href=/x>Un autre sujet, sans rapport avec celui-ci</a></div>\n", 250) +
		"<script>" + strings.Repeat("window.push({a: 1, b: 'deux', c: [3, 4]});\n", 1700) + "</script>"
	var web *httptest.Server
	web = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(latency)
		var i int
		switch _, err := fmt.Sscanf(r.URL.Path, "/article/%d", &i); {
		case r.URL.Path == "/rss.xml":
			fmt.Fprint(w, `<rss version="2.0"><channel><title>P</title>`)
			for i := range n {
				fmt.Fprintf(w, "<item><title>Cyberattaque à %s : les données de %d habitants volées</title><link>%s/article/%d</link><pubDate>Wed, 14 Jan 2026 10:00:00 +0100</pubDate></item>", town(outlet*n+i), 1000+i, web.URL, i)
			}
			fmt.Fprint(w, "</channel></rss>")
		case r.URL.Path == "/robots.txt":
			fmt.Fprintf(w, "User-agent: *\nCrawl-delay: %d\n", int(manners.Seconds()))
		case err == nil:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			t := town(outlet*n + i)
			fmt.Fprintf(w, "<html lang=fr><title>x</title><article><h1>Cyberattaque à %[1]s : des données volées</h1>", t)
			for range 12 {
				fmt.Fprintf(w, "<p>La mairie de %[1]s confirme une fuite de données : les noms, les adresses postales et les IBAN de %[2]d habitants ont été volés par des pirates informatiques, et une plainte a été déposée.</p>", t, 1000+i)
			}
			fmt.Fprintf(w, "</article>%s", filler)
		default:
			http.NotFound(w, r)
		}
	}))
	b.Cleanup(web.Close)
	return web
}

// bare fetches the same feeds and pages and does nothing with them, as politely: one request at a time for each host, and
// the same pause before a page.
func bare(b *testing.B, press []*httptest.Server, n int) time.Duration {
	b.Helper()
	start := time.Now()
	var g sync.WaitGroup
	for _, web := range press {
		g.Go(func() {
			paths := []string{"/rss.xml", "/robots.txt", "/.well-known/tdmrep.json"}
			for i := range n {
				paths = append(paths, fmt.Sprintf("/article/%d", i))
			}
			for i, p := range paths {
				if i >= len(paths)-n+1 { // the first page comes after requests that ask for no pause
					time.Sleep(manners)
				}
				resp, err := http.Get(web.URL + p)
				if err != nil {
					b.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
		})
	}
	g.Wait()
	return time.Since(start)
}

// BenchmarkNight measures a night against a bare client that makes the same requests, with the same pauses. SAISON_NIGHT
// sets outlets and articles each, as 100x10.
func BenchmarkNight(b *testing.B) {
	outlets, articles := 8, 5
	if _, err := fmt.Sscanf(os.Getenv("SAISON_NIGHT"), "%dx%d", &outlets, &articles); err != nil && os.Getenv("SAISON_NIGHT") != "" {
		b.Fatal(err)
	}
	var press []*httptest.Server
	var feeds strings.Builder
	for o := range outlets {
		web := slowPress(b, o, articles)
		press = append(press, web)
		fmt.Fprintf(&feeds, "- id: p%d\n  name: P%d\n  homepage: %s/\n  country: FR\n  lang: fr\n  kind: local\n  feeds:\n    - url: %s/rss.xml\n", o, o, web.URL, web.URL)
	}
	var floor, wall, cpu time.Duration
	var peak int64
	for b.Loop() {
		floor += bare(b, press, articles)
		dir := b.TempDir()
		for name, text := range map[string]string{"sources/feeds.yaml": feeds.String(), "content/site.yaml": "title: {fr: S, nl: S, en: S}\nbase_url: https://saison.example/\nseason_start: 09-01\n"} {
			p := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
				b.Fatal(err)
			}
		}
		cmd := saison("collect", "--root", dir, "--allow-private", "--quiet", "--now", "2026-01-15T03:00:00Z")
		start := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		wall += time.Since(start)
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		if use, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			peak = max(peak, use.Maxrss)
		}
	}
	n := float64(b.N * outlets * articles)
	b.ReportMetric(wall.Seconds()/floor.Seconds(), "wall/bare")
	b.ReportMetric(float64(cpu.Milliseconds())/n, "cpu-ms/article")
	b.ReportMetric(float64(peak)/1024, "peak-MiB")
	b.ReportMetric(0, "ns/op")
}
