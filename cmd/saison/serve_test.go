package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// heard is a standard error that can be read while it is written.
type heard struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(p)
}

// wait returns the first match of a pattern, once it was said.
func (h *heard) wait(t *testing.T, pattern string) []string {
	t.Helper()
	re := regexp.MustCompile(pattern)
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		h.mu.Lock()
		m := re.FindStringSubmatch(h.b.String())
		h.mu.Unlock()
		if m != nil {
			return m
		}
	}
	t.Fatalf("never said %q; said %s", pattern, h.b.String())
	return nil
}

func fetchPage(t *testing.T, url, host string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		req.Host = host
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// The site is built again when a file changes, browsers are told, mistakes are shown, and nothing outside public/ is served.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	entry := "---\norganisations: [Chronopost]\ncountries: [FR]\npublished: 2025-02-10\nstatus: confirmed\nreview: auto\nsources:\n  - {url: 'https://journal.example/a', outlet: Journal}\n---\n"
	write("sources/feeds.yaml", "")
	write("secret.txt", "secret")
	write("content/site.yaml", "title: {fr: S, nl: S, en: S}\nbase_url: https://saison.example/\nseason_start: 09-01\n")
	write("content/incidents/2025/chronopost-2025-01.md", entry)

	said := new(heard)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int)
	go func() {
		done <- run(ctx, env{stdin: strings.NewReader(""), stdout: io.Discard, stderr: said, clock: time.Now}, []string{"serve", "--root", dir, "--port", "0"})
	}()
	base := said.wait(t, `(http://127\.0\.0\.1:\d+)/`)[1]

	if code, text := fetchPage(t, base+"/fuites/chronopost-2025-01/", ""); code != 200 || !strings.Contains(text, "Chronopost") || !strings.Contains(text, reloadScript) {
		t.Errorf("incident: %d %.200s", code, text)
	}
	for _, p := range []string{"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/nothing/"} {
		if code, text := fetchPage(t, base+p, ""); code != 404 || strings.Contains(text, "secret") {
			t.Errorf("GET %s = %d %.80s", p, code, text)
		}
	}
	if code, _ := fetchPage(t, base+"/", "evil.example"); code != http.StatusForbidden {
		t.Errorf("another host name: %d", code)
	}

	reload := make(chan string, 1)
	go func() {
		_, text := fetchPage(t, base+reloadPath, "")
		reload <- text
	}()
	time.Sleep(50 * time.Millisecond) // the request must be under way before the change
	write("content/incidents/2025/chronopost-2025-01.md", strings.Replace(entry, "confirmed", "sure", 1))
	said.wait(t, `chronopost-2025-01.md:5: unknown status "sure"`)
	if text := <-reload; !strings.HasPrefix(text, "data:") {
		t.Errorf("reload said %q", text)
	}
	if _, text := fetchPage(t, base+"/", ""); !strings.Contains(text, "unknown status &#34;sure&#34;") {
		t.Error("the mistake is not in the page")
	}
	write("content/incidents/2025/chronopost-2025-01.md", strings.Replace(entry, "confirmed", "denied", 1))
	said.wait(t, `(?s)sure.*built in \d+ ms`)
	if _, text := fetchPage(t, base+"/", ""); strings.Contains(text, "unknown status") {
		t.Error("the mistake is still in the page")
	}
	// A site below a path of its host, as on a forge's pages.
	write("content/site.yaml", "title: {fr: S, nl: S, en: S}\nbase_url: https://e.example/saison/\nseason_start: 09-01\n")
	said.wait(t, `(?s)sure.*built in \d+ ms.*built in \d+ ms`)
	for p, want := range map[string]int{"/": http.StatusFound, "/saison/": 200, "/saison/fuites/chronopost-2025-01/": 200, "/saison/fuites/chronopost-2025-01": http.StatusMovedPermanently, "/fuites/chronopost-2025-01/x": 404} {
		if code, _ := fetchPage(t, base+p, ""); code != want {
			t.Errorf("below a path: GET %s = %d, want %d", p, code, want)
		}
	}
	stop()
	if code := <-done; code != 0 {
		t.Errorf("exit %d", code)
	}
}

// A change of the shipped content is in the browser sooner than the site is built anew: from the file that is written to the
// event that loads the page again.
func TestServeIsQuick(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(dir, "content/incidents/2025/bouygues-telecom-2025-08.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	said := new(heard)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int)
	go func() {
		done <- run(ctx, env{stdin: strings.NewReader(""), stdout: io.Discard, stderr: said, clock: time.Now},
			[]string{"serve", "--root", dir, "--sources", "../../sources", "--theme", "../../themes/saison", "--port", "0"})
	}()
	cold, _ := time.ParseDuration(said.wait(t, `built in (\d+) ms`)[1] + "ms")
	base := said.wait(t, `(http://127\.0\.0\.1:\d+)/`)[1]
	best := time.Hour
	for n := range 3 {
		reload := make(chan string, 1)
		go func() {
			_, text := fetchPage(t, base+reloadPath, "")
			reload <- text
		}()
		time.Sleep(50 * time.Millisecond) // the request must be under way before the change
		start := time.Now()
		text = append(text, "\nEncore un mot.\n"...)
		if err := os.WriteFile(page, text, 0o644); err != nil {
			t.Fatal(err)
		}
		if got := <-reload; !strings.HasPrefix(got, "data:") {
			t.Fatalf("reload said %q", got)
		}
		best = min(best, time.Since(start))
		if _, got := fetchPage(t, base+"/fuites/bouygues-telecom-2025-08/", ""); strings.Count(got, "Encore un mot.") != n+1 {
			t.Errorf("change %d is not in the page", n+1)
		}
	}
	t.Logf("first build %v, a change in the browser after %v", cold, best)
	if best > cold {
		t.Errorf("a change takes %v, more than the first build, which took %v", best, cold)
	}
	stop()
	<-done
}
