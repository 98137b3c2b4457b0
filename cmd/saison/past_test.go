package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What people changed is on the page of corrections and in its feed, from the history of the entry, and from git where the
// history is silent; what the machine changed is not, nor what was not published yet.
func TestCorrectionsFromGit(t *testing.T) {
	t.Parallel()
	e, dir := siteOfOne(t)
	name := filepath.Join(dir, entryOfOne)
	commit := func(message string, change func()) {
		t.Helper()
		change()
		for _, args := range [][]string{{"add", "content"}, {"-c", "user.name=Une éditrice", "-c", "user.email=e@journal.example", "commit", "-q", "-m", message}} {
			c := exec.Command("git", args...)
			c.Dir, c.Env = dir, append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_DATE=2026-03-0"+message[:1]+"T12:00:00Z")
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		}
	}
	build := func(page string) string {
		t.Helper()
		if code := run(t.Context(), e, []string{"build", "--root", dir}); code != 0 {
			t.Fatalf("exit %d: %s", code, e.stderr)
		}
		return readOr(filepath.Join(dir, "public", page))
	}
	if page := build("corrections/index.html"); !strings.Contains(page, "Aucune correction") {
		t.Fatalf("without git: %s", page)
	}
	if out, err := exec.Command("git", "init", "-q", dir).CombinedOutput(); err != nil {
		t.Skipf("no git here: %s", out)
	}
	pending := filepath.Join(dir, "content/incidents/2025/attente-2025-03.md")
	articles := strings.TrimSuffix(name, ".md") + ".articles.yaml"
	commit("1 first", func() {
		text := readOr(name)
		if err := os.WriteFile(pending, []byte(strings.Replace(text, "review: auto", "review: pending", 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	})
	commit("2 le communiqué du 2 <mars>", func() { replaceIn(t, name, "people: 500", "people: 700") })
	commit("3 sur une fiche en attente", func() { replaceIn(t, pending, "people: 500", "people: 701") })
	commit("4 la machine", func() {
		replaceIn(t, name, "countries: [FR]", "countries: [FR, BE]")
		article := "- url: https://journal.example/b\n  outlet: journal\n  title: Un\n  published: 2025-02-11\n  review: auto\n  says: {organisations: {Chronopost: x}}\n"
		if err := os.WriteFile(articles, []byte(article), 0o644); err != nil {
			t.Fatal(err)
		}
	})
	commit("5 avec sa ligne", func() {
		replaceIn(t, name, "data_types: [name, iban]", "data_types: [name]\nhistory:\n  - {date: 2026-03-05, field: data_types, reason: pas les IBAN}")
	})
	commit("6 vu sur https://nuisible.example/", func() { replaceIn(t, name, "organisations: [Chronopost] # vu", "organisations: [Chronopost SA] # vu") })
	commit("7 sans conséquence", func() { replaceIn(t, name, "# vu", "# revu") })
	page, feed := build("corrections/index.html"), build("en/corrections/feed.xml")
	for _, want := range []string{"<span>Corrigé : personnes concernées</span> <small>2 le communiqué du 2 &lt;mars&gt;</small>", `datetime="2026-03-02"`, "pas les IBAN", "Corrigé : organisations</span></li>"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
	if n := strings.Count(page, "<time datetime=\"2026"); n != 3 {
		t.Errorf("%d corrections, want 3: %s", n, page)
	}
	if !strings.Contains(feed, "people affected") || strings.Count(feed, "<entry>") != 3 || strings.Contains(page+feed, "éditrice") {
		t.Errorf("feed: %s", feed)
	}
	commit("8 la ligne d'historique, après coup", func() {
		replaceIn(t, name, "history:\n", "history:\n  - {date: 2026-03-08, field: people, reason: le DPO}\n")
	})
	if page := build("corrections/index.html"); !strings.Contains(page, "le DPO") || strings.Contains(page, "communiqué du 2") {
		t.Errorf("a later line of history says it better: %s", page)
	}
}
