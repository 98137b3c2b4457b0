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
	"saison/internal/news"
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

// fromEnv is a number that the environment sets, or another.
func fromEnv(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// A run that is killed at any moment leaves no half file, no lost and no double article, and no entry that an editor had
// changed; the next run completes the work. SAISON_KILLS sets how many moments are tried, SAISON_KILL_ARTICLES over how
// many articles.
func TestKilledRunsLoseNothing(t *testing.T) {
	t.Parallel()
	k := killing{articles: fromEnv("SAISON_KILL_ARTICLES", 60), rng: rand.New(rand.NewPCG(1, 2))}
	k.web = pressOf(t, k.articles)
	src, mistakes := sources.Read(os.DirFS("../../sources"), "sources")
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	k.tax = src.Taxonomy
	whole := aPress(t, k.web.URL)
	start := time.Now()
	cmd := k.collect(whole)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(writing(whole), start.Add(time.Minute))
	writes := time.Now()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	k.took, k.writes = time.Since(start), time.Since(writes)
	k.want = sums(t, filepath.Join(whole, "content"))
	for kills := fromEnv("SAISON_KILLS", 10); k.done < kills && !t.Failed(); {
		k.round(t)
	}
	t.Logf("%d kills over %d articles: %d before anything was written, %d while content/ was, %d after", k.done, k.articles, k.done-k.within-k.after, k.within, k.after)
}

// killing is a row of kills: what a whole run writes and how long it takes, and where the kills fell.
type killing struct {
	articles            int
	web                 *httptest.Server
	tax                 news.Taxonomy
	took, writes        time.Duration // of a whole run, and of the part of it that writes
	want                map[string]string
	rng                 *rand.Rand
	done, within, after int
}

func (k *killing) collect(dir string) *exec.Cmd {
	return saison("collect", "--root", dir, "--allow-private", "--quiet", "--now", "2026-01-15T03:00:00Z")
}

// round kills runs over one folder, three or until one was through, with an editor at work in between, and looks at what
// the next run makes of it.
func (k *killing) round(t *testing.T) {
	dir := aPress(t, k.web.URL)
	defer os.RemoveAll(dir)
	edited := ""
	for whole, tries := false, 0; !whole && tries < 3; tries++ {
		whole = k.kill(t, dir)
		if edited == "" {
			edited = editOne(t, dir)
		}
	}
	if out, err := k.collect(dir).CombinedOutput(); err != nil {
		t.Fatalf("kill %d: the next run: %v\n%s", k.done, err, out)
	}
	c, mistakes := content.Read(os.DirFS(filepath.Join(dir, "content")), "content", k.tax, nil)
	if len(mistakes) > 0 {
		t.Fatalf("kill %d: %v", k.done, mistakes)
	}
	seen := make(map[string]bool)
	for _, in := range c.Incidents {
		for _, a := range in.Articles {
			if seen[a.URL] {
				t.Errorf("kill %d: %s is there twice", k.done, a.URL)
			}
			seen[a.URL] = true
		}
	}
	if len(seen) != k.articles {
		t.Errorf("kill %d: %d articles, want %d", k.done, len(seen), k.articles)
	}
	k.compare(t, dir, edited)
}

// writing is there while a run changes the files of content/.
func writing(dir string) (journal string) { return filepath.Join(dir, "content/.journal") }

// waitFor returns when a file is there, or at a time.
func waitFor(name string, until time.Time) {
	for time.Now().Before(until) {
		if _, err := os.Stat(name); err == nil {
			return
		}
		time.Sleep(200 * time.Microsecond)
	}
}

// kill ends a run at a moment of its time: every other one anywhere, the rest while it writes. It reports whether the run
// had written everything.
func (k *killing) kill(t *testing.T, dir string) (whole bool) {
	moment := time.Duration(k.rng.Float64() * 1.05 * float64(k.took))
	cmd := k.collect(dir)
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if k.done%2 == 1 {
		waitFor(writing(dir), start.Add(2*k.took))
		moment = time.Duration(k.rng.Float64() * float64(k.writes))
	}
	time.Sleep(moment)
	_ = cmd.Process.Signal(syscall.SIGKILL)
	_ = cmd.Wait()
	k.done++
	if _, err := os.Stat(writing(dir)); err == nil {
		k.within++
		return false
	}
	if _, err := os.Stat(filepath.Join(dir, "content/sources-health.json")); err == nil {
		k.after++
		return true
	}
	return false
}

// compare holds a folder after kills against what a whole run writes.
func (k *killing) compare(t *testing.T, dir, edited string) {
	got := sums(t, filepath.Join(dir, "content"))
	for name := range k.want {
		if got[name] == "" {
			t.Errorf("kill %d: %s is lost", k.done, name)
		}
	}
	for name, sum := range got {
		if name != edited && k.want[name] != sum && !strings.HasPrefix(filepath.Base(name), ".") {
			t.Errorf("kill %d: %s is not what a whole run writes", k.done, name)
		}
		if strings.HasSuffix(name, ".new") || strings.HasSuffix(name, ".journal") {
			t.Errorf("kill %d: %s was left behind", k.done, name)
		}
	}
	if edited == "" {
		return
	}
	if text, err := os.ReadFile(filepath.Join(dir, "content", edited)); err != nil || !strings.Contains(string(text), "cause: phishing\n") {
		t.Errorf("kill %d: what an editor wrote in %s is gone: %s", k.done, edited, text)
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
