// Package importtest holds the drawing of the house: which room may look into which. Arrows go down, or do not exist.
package importtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport lists, for each package of the module, the others it may import. Tests may import more.
var mayImport = map[string][]string{
	"internal/news":     {},
	"internal/diag":     {},
	"internal/yamlfile": {"internal/diag"},
	"internal/lexicon":  {"internal/diag", "internal/yamlfile"},
	"internal/weburl":   {},
	"internal/schema":   {"internal/news", "internal/lexicon"},

	"internal/sources": {"internal/news", "internal/diag", "internal/yamlfile", "internal/lexicon", "sources"},
	"internal/content": {"internal/news", "internal/diag", "internal/yamlfile"},
	"internal/fetch":   {},
	"internal/feed":    {"internal/news"},
	"internal/extract": {},
	"internal/tag":     {"internal/news", "internal/lexicon"},
	"internal/eval":    {"internal/news"},
	"internal/group":   {"internal/news"},
	"internal/site":    {"internal/news", "internal/diag", "internal/yamlfile"},
	"internal/search":  {"internal/news"},
	"internal/check":   {"internal/diag"},

	"sources": {},
	"content": {},
	"themes":  {},
}

// onlyStd lists the packages that import nothing but the standard library.
var onlyStd = []string{"internal/news", "internal/diag"}

func TestImports(t *testing.T) {
	const module = "saison/"
	root := filepath.Join("..", "..")
	seen := make(map[string]bool)
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && d.Name() != "." && d.Name() != "..") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(rel))
		if strings.HasPrefix(pkg, "cmd/") {
			return nil // joins the stages
		}
		allowed, drawn := mayImport[pkg]
		if !drawn {
			t.Errorf("%s: package %s is not in the drawing", rel, pkg)
			return nil
		}
		seen[pkg] = true
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			ours, isOurs := strings.CutPrefix(name, module)
			switch {
			case isOurs && !slices.Contains(allowed, ours):
				t.Errorf("%s imports %s: the arrow is not in the drawing", rel, ours)
			case !isOurs && slices.Contains(onlyStd, pkg) && strings.Contains(strings.Split(name, "/")[0], "."):
				t.Errorf("%s imports %s: only the standard library is allowed there", rel, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range mayImport {
		if !seen[pkg] {
			t.Errorf("package %s is in the drawing and nowhere else", pkg)
		}
	}
}
