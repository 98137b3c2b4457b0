package yamlfile

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// told writes a tree down, one node a line, without comments.
func told(n *yaml.Node) string {
	var b strings.Builder
	var walk func(*yaml.Node, int)
	walk = func(n *yaml.Node, depth int) {
		quoted := n.Style & (yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.FlowStyle | yaml.LiteralStyle | yaml.FoldedStyle)
		fmt.Fprintf(&b, "%s%d %s %q style %d at %d:%d\n", strings.Repeat(" ", depth), n.Kind, n.ShortTag(), n.Value, quoted, n.Line, n.Column)
		for _, c := range n.Content {
			walk(c, depth+1)
		}
	}
	walk(n, 0)
	return b.String()
}

func comparePlain(t *testing.T, text string) (ok bool) {
	t.Helper()
	got, ok := plain(text)
	if !ok {
		return false
	}
	var want yaml.Node
	if err := yaml.Unmarshal([]byte(text), &want); err != nil {
		t.Fatalf("plain reads what the library refuses: %v\n%s", err, text)
	}
	if d := cmp.Diff(told(&want), told(got)); d != "" {
		t.Fatalf("-library +plain:\n%s\n%s", d, text)
	}
	return true
}

// Plain reads the front matter that is shipped as the library does, and gives up on little of it.
func TestPlainReadsWhatIsShipped(t *testing.T) {
	n, slow := 0, 0
	err := filepath.WalkDir("../../content/incidents", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if page, ok := Split(text); ok {
			text = []byte(page.Front)
		}
		if n++; !comparePlain(t, string(text)) {
			slow++
		}
		return err
	})
	if err != nil || n == 0 || slow*20 > n {
		t.Errorf("%d files, %d not plain, %v", n, slow, err)
	}
}

var plainSeeds = []string{
	"a: 1\n", "a:\nb: x y\n", "a: [b, 'c d', \"e\"]\n", "l:\n  - {url: \"https://a/b\", date: 2025-01-02}\n  - {url: https://c/d}\n",
	"- url: x\n  says:\n    data_types:\n      name: \"du nom\"\n    status: {confirmed: a b}\n- url: y\n", "a:\n- b\n- c: d\n  e: f\n", "h:\n  - date: x\n\n  # c\n    \n    reason: y",
	"a: b\r\nc: d\r\n", "a: []\nb: {}\n", "Société d'été: l’hôpital – oui\n", "a: b # c\n", "a: |\n  b\n", "a: b\n  c\n", "a: 'b''c'\n", "a: [b,c]\n", "a: [b, c]d\n",
	"a: ~\nb: null\nc: yes\nd: 1e3\ne: 0x1f\n", "a: &x b\nc: *x\n", "---\na: b\n", "a: b: c\n", "a:b\n", "a: \nb: c \nd: [e] \nf:   \n  - g \n", "a \n", "- \n", "a: [0?]\n", "a : b\n", "1: 2\n", "a: - b\n", "- - a\n", "a:\n  b: c\n d: e\n", "a: \"b\" c\n", "a: [\"b\" c]\n", "? a\n: b\n", "a: [b, ]\n", "a: {b: , c: d}\n", "a: {b: [c, d], e: {f: g}}\n",
}

// FuzzPlain: what plain reads is what the library reads.
func FuzzPlain(f *testing.F) {
	for _, s := range plainSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { comparePlain(t, s) })
}
