package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"saison/internal/content"
	"saison/internal/sources"
)

// pressOf serves one feed of n articles, each on a leak of its own town.
func pressOf(t *testing.T, n int) *httptest.Server {
	t.Helper()
	var feed strings.Builder
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		switch _, err := fmt.Sscanf(r.URL.Path, "/article/%d", &i); {
		case r.URL.Path == "/rss.xml":
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, feed.String())
		case err == nil:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, "<html lang=fr><title>x</title><article><h1>Cyberattaque à %[1]s : des données volées</h1><p>La mairie de %[1]s confirme une fuite de données : les noms, les adresses postales et les IBAN de %[2]d habitants ont été volés par des pirates informatiques.</p><p>La Cnil a été notifiée, une plainte a été déposée, et la mairie écrit aux habitants touchés.</p></article>", town(i), 1000+i)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(web.Close)
	feed.WriteString(`<rss version="2.0"><channel><title>P</title>`)
	for i := range n {
		fmt.Fprintf(&feed, "<item><title>Cyberattaque à %s : les données de %d habitants volées</title><link>%s/article/%d</link><pubDate>Wed, 14 Jan 2026 10:00:00 +0100</pubDate></item>", town(i), 1000+i, web.URL, i)
	}
	feed.WriteString("</channel></rss>")
	return web
}

// town gives names that no two articles share.
func town(i int) string {
	first := []string{"Mont", "Val", "Beau", "Ville", "Roche", "Font", "Puy", "Clair", "Champ", "Pont"}
	second := []string{"ville", "mont", "court", "lieu", "pré", "bourg", "val", "fort", "bois", "font"}
	return "Saint-" + first[i%10] + second[i/10%10] + []string{"", "-le-Haut", "-le-Bas", "-sur-Mer"}[i/100%4]
}

// aPress writes sources and content for one loopback outlet.
func aPress(t *testing.T, url string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	files := map[string]string{
		"sources/feeds.yaml": "- id: p\n  name: P\n  homepage: " + url + "/\n  country: FR\n  lang: fr\n  kind: local\n  feeds:\n    - url: " + url + "/rss.xml\n",
		"content/site.yaml":  "title: {fr: S, nl: S, en: S}\nbase_url: https://saison.example/\nseason_start: 09-01\n",
	}
	for name, text := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// saison is the command as a process of its own.
func saison(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Args = append([]string{"saison"}, args...)
	return cmd
}

// A run that is killed at any moment leaves no half file, no lost and no double article, and no entry that an editor had
// changed; the next run completes the work. SAISON_KILLS sets how many moments are tried.
func TestKilledRunsLoseNothing(t *testing.T) {
	const articles = 60
	kills, err := strconv.Atoi(os.Getenv("SAISON_KILLS"))
	if err != nil {
		kills = 6
	}
	web := pressOf(t, articles)
	src, mistakes := sources.Read(os.DirFS("../../sources"), "sources")
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	collect := func(dir string) *exec.Cmd {
		return saison("collect", "--root", dir, "--allow-private", "--quiet", "--now", "2026-01-15T03:00:00Z")
	}
	whole := aPress(t, web.URL)
	start := time.Now()
	if out, err := collect(whole).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(start)
	want := sums(t, filepath.Join(whole, "content"))
	rng := rand.New(rand.NewPCG(1, 2))
	for k := range kills {
		dir := aPress(t, web.URL)
		for range 3 {
			cmd := collect(dir)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			// Most moments are drawn near the end, where files are written.
			time.Sleep(time.Duration(float64(took) * (0.4 + 0.7*rng.Float64())))
			_ = cmd.Process.Signal(syscall.SIGKILL)
			_ = cmd.Wait()
		}
		edited := editOne(t, dir)
		if out, err := collect(dir).CombinedOutput(); err != nil {
			t.Fatalf("kill %d: the next run: %v\n%s", k, err, out)
		}
		c, mistakes := content.Read(os.DirFS(filepath.Join(dir, "content")), "content", src.Taxonomy, nil)
		if len(mistakes) > 0 {
			t.Fatalf("kill %d: %v", k, mistakes)
		}
		n := 0
		for _, in := range c.Incidents {
			n += len(in.Articles)
		}
		if n != articles {
			t.Fatalf("kill %d: %d articles, want %d", k, n, articles)
		}
		for name, sum := range sums(t, filepath.Join(dir, "content")) {
			if name != edited && want[name] != sum && !strings.HasPrefix(filepath.Base(name), ".") {
				t.Errorf("kill %d: %s is not what a whole run writes", k, name)
			}
			if strings.HasSuffix(name, ".new") || strings.HasSuffix(name, ".journal") {
				t.Errorf("kill %d: %s was left behind", k, name)
			}
		}
		if edited != "" {
			if text, err := os.ReadFile(filepath.Join(dir, "content", edited)); err != nil || !strings.Contains(string(text), "cause: phishing\n") {
				t.Errorf("kill %d: what an editor wrote in %s is gone: %s", k, edited, text)
			}
		}
	}
}

// editOne changes a field of the first entry there is, as an editor would between two nights.
func editOne(t *testing.T, dir string) (name string) {
	t.Helper()
	pages, _ := filepath.Glob(filepath.Join(dir, "content/incidents/*/*.md"))
	if len(pages) == 0 {
		return ""
	}
	text, err := os.ReadFile(pages[0])
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), "cause: intrusion\n", "cause: phishing\n", 1)
	if changed == string(text) {
		t.Fatalf("%s has no cause:\n%s", pages[0], text)
	}
	if err := os.WriteFile(pages[0], []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	name, _ = filepath.Rel(filepath.Join(dir, "content"), pages[0])
	return filepath.ToSlash(name)
}

// A second run at the same time says so, and ends.
func TestTwoRunsAtOnce(t *testing.T) {
	web := pressOf(t, 1)
	dir := aPress(t, web.URL)
	a := &app{content: filepath.Join(dir, "content"), root: dir}
	unlock, err := a.lockContent()
	if err != nil {
		t.Fatal(err)
	}
	out, err := saison("collect", "--root", dir, "--allow-private").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "another run is collecting") {
		t.Errorf("%v: %s", err, out)
	}
	unlock()
	if out, err := saison("collect", "--root", dir, "--allow-private").CombinedOutput(); err != nil {
		t.Errorf("after it: %v: %s", err, out)
	}
}

// A folder that cannot be written gives one clear error, and nothing changes.
func TestReadOnlyContent(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	web := pressOf(t, 1)
	dir := aPress(t, web.URL)
	if err := os.Chmod(filepath.Join(dir, "content"), 0o555); err != nil {
		t.Fatal(err)
	}
	out, err := saison("collect", "--root", dir, "--allow-private", "--quiet").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "permission denied") || strings.Count(string(out), "\n") != 1 {
		t.Errorf("%v: %s", err, out)
	}
}
