package feed

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestParse reads testdata/*.txtar: a feed, as "feed.xml" or the like, and what is read of it, as "want".
func TestParse(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no feeds in testdata: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil || len(a.Files) != 2 || a.Files[1].Name != "want" {
				t.Fatalf("want a feed and a want, have %d files, %v", len(a.Files), err)
			}
			f, err := Parse(a.Files[0].Data, "", "https://courrier.example/rss")
			got := show(f, err)
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[1].Data), got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func show(f Feed, err error) string {
	var b bytes.Buffer
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
		if f.Title != "" || f.Items != nil || f.Flaw != "" {
			b.WriteString("and a feed\n")
		}
		return b.String()
	}
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	field("feed", f.Title)
	field("flaw", f.Flaw)
	for _, item := range f.Items {
		b.WriteString("\n")
		field("title", item.Title)
		field("url", item.URL)
		if item.GUID != item.URL {
			field("guid", item.GUID)
		}
		if !item.Published.IsZero() {
			field("published", item.Published.Format(time.RFC3339))
		}
		field("summary", item.Summary)
		field("content", strings.ReplaceAll(item.Content, "\n\n", "\n  "))
	}
	return b.String()
}
