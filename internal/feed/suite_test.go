package feed

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestLenientSuite reads the test suite of a lenient parser, which is not in this repository. SAISON_LENIENT names its
// folder, which holds counts.tsv as well: a number of entries, as that parser counts them, a tab and the name of a file,
// on each line. In Python: print(len(feedparser.parse(name).entries), name, sep="\t").
func TestLenientSuite(t *testing.T) {
	dir := os.Getenv("SAISON_LENIENT")
	if dir == "" {
		t.Skip("SAISON_LENIENT names no folder")
	}
	counts, err := os.ReadFile(filepath.Join(dir, "counts.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	files, alone, ours := 0, 0, 0
	for s := bufio.NewScanner(bytes.NewReader(counts)); s.Scan(); {
		number, name, _ := strings.Cut(s.Text(), "\t")
		want, err := strconv.Atoi(number)
		if err != nil {
			t.Fatalf("%q: %v", s.Text(), err)
		}
		if want == 0 {
			continue
		}
		files++
		body, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if f, err := parser().Parse(bytes.NewReader(body)); err == nil && f != nil && len(f.Items) >= want {
			alone++
		}
		if f, err := Parse(body, "", ""); err == nil && len(f.Items) >= want {
			ours++
		} else {
			t.Logf("%s: %d items, want %d: %v", name, len(f.Items), want, err)
		}
	}
	t.Logf("%d files with entries: gofeed alone reads as many in %d, we in %d", files, alone, ours)
	if files == 0 || ours*1194 < 1185*files {
		t.Errorf("%d of %d files, want 1185 of 1194 or as great a share", ours, files)
	}
}
