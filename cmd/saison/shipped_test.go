package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"saison/internal/check"
	"saison/internal/news"
)

// shipped is the command at work on the repository's own sources and content, with public/ and the cache elsewhere.
func shipped(t *testing.T) *app {
	t.Helper()
	a, err := shippedApp(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func shippedApp(dir string) (*app, error) {
	a := &app{env: env{stdin: bytes.NewReader(nil), stdout: new(bytes.Buffer), stderr: new(bytes.Buffer), clock: func() time.Time { return time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC) }}}
	a.root, a.public, a.cache = "../..", filepath.Join(dir, "public"), filepath.Join(dir, "cache")
	return a, a.settle()
}

// The real sources/, content/ and themes/ are free of mistakes.
func TestShippedFilesAreSound(t *testing.T) {
	if err := shipped(t).check(); err != nil {
		t.Error(err)
	}
}

// Each data type that can leak has its advice for both countries in every language, with who gives it and when it was read;
// each country has its first steps and its help lines.
func TestShippedAdvice(t *testing.T) {
	src, c, mistakes := shipped(t).readAll()
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	count := func(about, country, lang string) (n int) {
		for _, d := range c.Advice {
			if d.Lang == lang && d.About(about) && (d.Country == country || d.Country == "" && about != "") && len(d.Sources) > 0 && d.Reviewed != "" {
				n++
			}
		}
		return n
	}
	for _, lang := range news.Langs {
		for _, country := range src.Taxonomy.Countries {
			for _, d := range src.Taxonomy.DataTypes {
				if count(d.ID, country.ID, lang) == 0 {
					t.Errorf("no advice on %s for %s in %s", d.ID, country.ID, lang)
				}
			}
			if count("", country.ID, lang) < 2 {
				t.Errorf("no first steps or no help lines for %s in %s", country.ID, lang)
			}
		}
	}
}

// The built site has no dead link, no double id, no broken page; a second build gives the same bytes.
func TestShippedSite(t *testing.T) {
	a := shipped(t)
	if err := a.build(); err != nil {
		t.Fatal(err)
	}
	for _, m := range check.Site(os.DirFS(a.public)) {
		t.Error(m)
	}
	before := sums(t, a.public)
	b := shipped(t)
	if err := b.build(); err != nil {
		t.Fatal(err)
	}
	after := sums(t, b.public)
	if len(before) != len(after) {
		t.Errorf("%d files, then %d", len(before), len(after))
	}
	for name, sum := range before {
		if after[name] != sum {
			t.Errorf("%s differs between two builds", name)
		}
	}
}

func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	sums := make(map[string]string)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		sums[name] = fmt.Sprintf("%x", sha256.Sum256(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}
