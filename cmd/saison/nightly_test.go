package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The nights of a site, with the scripts of the workflow: a first one; one on which an editor pushes to another file; one
// on which an editor corrects the very entry that the night changes; one without news; one with a broken file.
func TestNightly(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the program")
	}
	f := newForge(t)
	f.write("web/journal.example/rss.xml", feedOf(firstReport))
	// A commit that fails is no night without news: what was read must not be remembered.
	f.before["Commit and push"] = func() {
		hook := filepath.Join(f.folder("job"), "work/.git/hooks/pre-commit")
		if err := errors.Join(os.MkdirAll(filepath.Dir(hook), 0o755), os.WriteFile(hook, []byte("#!/bin/sh\nexit 1\n"), 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	f.night(false)
	if err := os.RemoveAll(f.cache()); err != nil { // the forge saves it only when the job succeeds
		t.Fatal(err)
	}
	f.said.Reset()
	f.night(true)
	log := f.git(filepath.Join(f.dir, "bare.git"), "log", "-1", "--format=%an|%B", "main")
	if !strings.Contains(f.main(entryFile), "people: 2000\n") || !strings.HasPrefix(log, "saison|content: collect ") || !strings.Contains(log, ": 1 new, 0 changed\n\nnew: chronopost-2026-01\n") {
		t.Fatalf("first night: %s\n%s\n%s", log, f.main(entryFile), f.said.String())
	}
	for _, want := range []string{"sources/feeds.yaml:16: GET http://gone.example/rss.xml: 404 Not Found", "new: chronopost-2026-01", "outlet   items  fetched  new  kept", "1 outlets read, 1 failed"} {
		if !strings.Contains(f.said.String(), want) {
			t.Errorf("first night never said %q:\n%s", want, f.said.String())
		}
	}
	if gh := f.read("gh.txt"); !strings.Contains(gh, "gh issue create --title À relire") || !strings.Contains(gh, "to look at.") {
		t.Errorf("gh was asked: %s", gh)
	}

	// The same line of the same file, at the same time: what the editor wrote stays, and the article is not lost.
	f.write("answer.txt", "12\n")
	f.write("web/journal.example/rss.xml", feedOf(firstReport, nextReport, thirdReport))
	f.before["Commit and push"] = func() {
		f.edit("correct the figure", func(dir string) {
			replaceIn(t, filepath.Join(dir, entryFile), "people: 2000", "people: 2500 # communiqué")
		})
	}
	f.night(true)
	if text := f.main(entryFile); !strings.Contains(text, "people: 2500 # communiqué\n") || !strings.Contains(text, "iban") {
		t.Errorf("race on one file:\n%s\n%s", text, f.said.String())
	}
	if text := f.main(strings.Replace(entryFile, ".md", ".articles.yaml", 1)); !strings.Contains(text, "journal.example/deux") || !strings.Contains(text, "kept: [people]") {
		t.Errorf("articles after the race:\n%s", text)
	}
	if !strings.Contains(f.main("content/incidents/2026/boulanger-2026-01.md"), "Boulanger") || !strings.Contains(f.read("gh.txt"), "gh issue edit 12 --body-file") {
		t.Errorf("second night:\n%s\n%s", f.read("gh.txt"), f.said.String())
	}

	// What an editor changed, and the history of the entry does not tell, is on the page of corrections.
	if page := f.read("site/corrections/index.html"); !strings.Contains(page, "correct the figure") || strings.Contains(page, "content: collect") {
		t.Errorf("corrections: %s", page)
	}

	// Another file: a rebase.
	f.write("web/journal.example/rss.xml", feedOf([3]string{"quatre", "Fuite de données chez Kiabi", "Kiabi confirme une fuite de données : les IBAN de ses clients ont été volés par des pirates."}))
	f.before["Commit and push"] = func() {
		f.edit("note", func(dir string) { replaceIn(t, filepath.Join(dir, entryFile), "cause:", "cause: # à chercher") })
	}
	f.night(true)
	if log := f.git(filepath.Join(f.dir, "bare.git"), "log", "-2", "--format=%s", "main"); !strings.Contains(log, "1 new, 0 changed\nnote\n") || !strings.Contains(f.main(entryFile), "# à chercher") {
		t.Errorf("race on two files: %s\n%s", log, f.said.String())
	}

	// No news, then a file that is broken.
	before := f.git(filepath.Join(f.dir, "bare.git"), "rev-parse", "main")
	f.night(true)
	f.edit("a mistake", func(dir string) { replaceIn(t, filepath.Join(dir, entryFile), "status: confirmed", "status: sure") })
	f.said.Reset()
	f.night(false)
	if said := f.said.String(); !strings.Contains(said, "::error file="+entryFile+",line=") || strings.Contains(said, "== Collect") {
		t.Errorf("broken file: %s", said)
	}
	if parent := f.git(filepath.Join(f.dir, "bare.git"), "rev-parse", "main~1"); parent != before {
		t.Errorf("a night without news, or with a broken file, pushed: %s is not %s", parent, before)
	}
}

func (f *forge) night(want bool) {
	f.t.Helper()
	if got := f.run("nightly.yml"); got != want {
		f.t.Fatalf("the night's success: %v\n%s", got, f.said.String())
	}
}

func replaceIn(t *testing.T, name, old, new string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("%s: no %q: %v\n%s", name, old, err, text)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// When the press is split over several jobs, two of them may open the same incident in the same night: it is one, with the
// articles of both.
func TestNightlyInParts(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the program")
	}
	f := newForge(t)
	f.write("web/journal.example/rss.xml", feedOf(firstReport))
	f.write("web/gone.example/rss.xml", strings.ReplaceAll(feedOf(nextReport), "journal.example", "gone.example"))
	collect := readWorkflow(t, "nightly.yml").byName["collect"]
	f.values["matrix.only"] = "journal"
	f.before["Commit and push"] = func() {
		f.place, f.values["matrix.only"] = "job-2", "gone"
		if !f.job(collect) {
			t.Fatal(f.said.String())
		}
		f.place, f.values["matrix.only"] = "job", "journal"
	}
	if !f.job(collect) {
		t.Fatal(f.said.String())
	}
	articles := f.main(strings.Replace(entryFile, ".md", ".articles.yaml", 1))
	files := f.git(filepath.Join(f.dir, "bare.git"), "ls-tree", "-r", "--name-only", "main", "content/incidents")
	if !strings.Contains(articles, "journal.example/un") || !strings.Contains(articles, "gone.example/deux") || strings.Count(files, "\n") != 2 {
		t.Errorf("%s\n%s\n%s", files, articles, f.said.String())
	}
}

// A form becomes a branch with the entry, and a pull request; its words never run. One that says too little gets an answer.
func TestFromIssue(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the program")
	}
	f := newForge(t)
	forms := readForms(t)
	hostile := "Journal $(touch pwned) `touch pwned`; touch pwned\" ' && touch pwned"
	f.values["github.event.issue.body"] = body(t, forms["fuite.yml"], map[string]string{"organisations": "CHU de Namur", "published": "2026-02-03", "source": "https://journal.example/n", "outlet": hostile})
	if !f.run("from-issue.yml") {
		t.Fatal(f.said.String())
	}
	log := f.git(filepath.Join(f.dir, "bare.git"), "log", "-1", "--format=%s", "--name-only", "form-7")
	entry := f.git(filepath.Join(f.dir, "bare.git"), "show", "form-7:content/incidents/2026/chu-de-namur-2026-02.md")
	if log != "content: chu-de-namur-2026-02, from issue 7\n\ncontent/incidents/2026/chu-de-namur-2026-02.md\n" || !strings.Contains(entry, "$(touch pwned) `touch pwned`") {
		t.Errorf("%s\n%s", log, entry)
	}
	if gh := f.read("gh.txt"); !strings.Contains(gh, "gh pr create --base main --head form-7 --title chu-de-namur-2026-02 --body-file") || !strings.Contains(gh, "Closes #7.") {
		t.Error(gh)
	}
	_ = filepath.WalkDir(f.folder("job"), func(name string, d fs.DirEntry, _ error) error {
		if d != nil && d.Name() == "pwned" {
			t.Errorf("%s: the form ran", name)
		}
		return nil
	})
	f.values["github.event.issue.body"] = body(t, forms["lek.yml"], map[string]string{"organisations": "X"})
	if f.run("from-issue.yml") {
		t.Error("an entry without a source")
	}
	if gh := f.read("gh.txt"); !strings.Contains(gh, "gh issue comment 7 --body-file") || !strings.Contains(gh, "no source: --source") {
		t.Error(gh)
	}
}
