package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var pictured = regexp.MustCompile(`!\[([^\]]+)\]\(([^)]+)\)`)

// pictureMax is what a picture of the documents may weigh.
const pictureMax = 80_000

// Each picture that the documents show is there, says in words what it shows, and is light; none stands there for nothing.
func TestPicturesOfTheDocuments(t *testing.T) {
	shown := map[string]bool{}
	for _, name := range []string{"../../README.md", "../../docs/guide-editeurs.md", "../../docs/operations.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range pictured.FindAllStringSubmatch(string(text), -1) {
			file := filepath.Join(filepath.Dir(name), m[2])
			shown[filepath.Base(file)] = true
			if info, err := os.Stat(file); err != nil || info.Size() > pictureMax || len(m[1]) < 20 {
				t.Errorf("%s: %s: not there, over %d bytes, or without words: %v", name, m[2], pictureMax, err)
			}
		}
	}
	files, _ := filepath.Glob("../../docs/*.png")
	for _, f := range files {
		if !shown[filepath.Base(f)] {
			t.Errorf("%s is shown nowhere", f)
		}
	}
	if len(files) < 4 {
		t.Errorf("%d pictures", len(files))
	}
}

var (
	typed     = regexp.MustCompile("saison ([a-z]+)((?: [^\n`|)#]*)?)")
	typedFlag = regexp.MustCompile(`(?:^| )--([a-z-]+)`)
)

// What the documents and the workflows tell to type are verbs and flags that there are.
func TestDocumentsNameRealFlags(t *testing.T) {
	var files []string
	for _, glob := range []string{"../../docs/*.md", "../../CONTRIBUTING.md", githubDir + "/workflows/*.yml"} {
		names, _ := filepath.Glob(glob)
		files = append(files, names...)
	}
	n := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range typed.FindAllStringSubmatch(strings.ReplaceAll(string(text), `saison" `, "saison "), -1) {
			for _, v := range verbs() {
				if v.name != m[1] {
					continue
				}
				n++
				fs := (&app{}).flagSet(v.name)
				v.bind(fs)
				for _, f := range typedFlag.FindAllStringSubmatch(m[2], -1) {
					if fs.Lookup(f[1]) == (*flag.Flag)(nil) {
						t.Errorf("%s: saison %s has no --%s", name, v.name, f[1])
					}
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("%d commands found", n)
	}
}
