package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

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
