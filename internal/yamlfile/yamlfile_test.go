package yamlfile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

type leaf struct {
	Name string   `yaml:"name"`
	N    int      `yaml:"n"`
	List []string `yaml:"list"`
}

func TestDecodeNamesEveryMistake(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"name: a\nn: 3\n", nil},
		{"", nil},
		{"name: a\nnom: b\nn: trois\nlist: a\n", []string{`f.yaml:12: unknown key "nom"`, `f.yaml:13: "trois" is not a number`, `f.yaml:14: "a" is not a list`}},
		{"name: a\nname: b\n", []string{`f.yaml:12: key "name" given twice, first on line 11`}},
		{"name: [a\n", []string{"f.yaml:11: did not find expected ',' or ']'"}},
		{"name: a\nn: *b\n", []string{"f.yaml:12: unknown anchor 'b' referenced"}},
		{"name: a\nn: 1\nlist: [\x01]\n", []string{"f.yaml:13: control characters are not allowed"}},
		{"name: a\nn: 1\nlist: [\xe9t\xe9]\n", []string{"f.yaml:13: invalid trailing UTF-8 octet"}},
		{"name: a\n---\nname: b\n", []string{"f.yaml:11: more than one YAML document in the file"}},
	} {
		var v leaf
		_, mistakes := Decode("f.yaml", 10, []byte(tt.text), &v)
		var got []string
		for _, m := range mistakes.Sorted() {
			got = append(got, m.String())
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("Decode(%q): %s", tt.text, d)
		}
	}
}

func TestLine(t *testing.T) {
	var v any
	tree, _ := Decode("f", 0, []byte("a: 1\nb:\n  - x\n  - {c: d}\n"), &v)
	for _, tt := range []struct {
		path []any
		want int
	}{{nil, 1}, {[]any{"a"}, 1}, {[]any{"b"}, 2}, {[]any{"b", 1}, 4}, {[]any{"b", 1, "c"}, 4}, {[]any{"b", 7}, 2}, {[]any{"zz"}, 1}} {
		if got := Line(tree, tt.path...); got != tt.want {
			t.Errorf("Line(%v) = %d, want %d", tt.path, got, tt.want)
		}
	}
}

const page = "---\n# chez nous\norganisations: [Chronopost]   # l'expéditeur\n\npeople:\ndata_types:\n  - name\n  # deux\n  - phone\n# le statut\nstatus: confirmed # sûr\nreply: |\n  Bonjour.\n\n  # pas un commentaire\nhistory:\n- {date: 2025-01-01} # un\nunknown: {a: 1}\n---\nTexte\n"

func TestSetKeepsEverythingElse(t *testing.T) {
	p, ok := Split([]byte(page))
	if !ok || string(p.Bytes()) != page || p.Line != 1 || p.Body != "Texte\n" {
		t.Fatalf("Split = %+v, %v", p, ok)
	}
	got, err := Set(p.Front, []Field{{"people", 12}, {"data_types", Flow([]string{"iban", "yes", "a: b"})}, {"status", "denied"}, {"reply", nil}, {"cause", "phishing"}})
	if err != nil {
		t.Fatal(err)
	}
	want := "# chez nous\norganisations: [Chronopost]   # l'expéditeur\n\npeople: 12\ndata_types: [iban, \"yes\", 'a: b']\n# deux\n# le statut\nstatus: denied                   # sûr\nreply:\nhistory:\n- {date: 2025-01-01} # un\nunknown: {a: 1}\ncause: phishing\n"
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// What a person noted inside a value is not a part of it: it stays when the value is written anew.
func TestSetKeepsCommentsInsideAValue(t *testing.T) {
	for _, tt := range []struct{ front, want string }{
		{"d:\n  - name   # lettre\n  # et le téléphone ?\ns: x\n", "d: [iban]\n# lettre\n# et le téléphone ?\ns: x\n"},
		{"d: [  # selon la lettre\n  name, # prénom aussi\n  ]\ns: x\n", "d: [iban]                        # selon la lettre\n# prénom aussi\ns: x\n"},
		{"d: [name]\n  # voir la page 3\ns: x\n", "d: [iban]\n# voir la page 3\ns: x\n"},
		{"# haut\r\nd:\r\n  # dedans\r\n  - name\r\n# bas\r\ns: x\r\n", "# haut\r\nd: [iban]\r\n# dedans\r\n# bas\r\ns: x\r\n"},
		{"s: x\nd:\n- name\n  # fin", "s: x\nd: [iban]\n# fin\n"},
		{"d:\n  # - name\n", "d: [iban]\n# - name\n"},
	} {
		got, err := Set(tt.front, []Field{{"d", Flow([]string{"iban"})}})
		if err != nil || got != tt.want {
			t.Errorf("Set(%q)\n got %q, %v\nwant %q", tt.front, got, err, tt.want)
		}
	}
}

func TestAppend(t *testing.T) {
	item := Map([2]string{"date", "2025-02-12"}, [2]string{"status", ""}, [2]string{"reason", "a, b: c"})
	for _, tt := range []struct{ front, want string }{
		{"a: 1\n", "a: 1\nh:\n  - {date: 2025-02-12, reason: 'a, b: c'}\n"},
		{"h:\na: 1\n", "h:\n  - {date: 2025-02-12, reason: 'a, b: c'}\na: 1\n"},
		{"h:\n- {date: x} # un\n\n# fin\na: 1", "h:\n- {date: x} # un\n- {date: 2025-02-12, reason: 'a, b: c'}\n\n# fin\na: 1"},
		{"h:\r\n    - date: x\r\n      b: c", "h:\r\n    - date: x\r\n      b: c\r\n    - {date: 2025-02-12, reason: 'a, b: c'}\r\n"},
	} {
		got, err := Append(tt.front, "h", item)
		if err != nil || got != tt.want {
			t.Errorf("Append(%q) = %q, %v, want %q", tt.front, got, err, tt.want)
		}
	}
}

func TestSplitRefuses(t *testing.T) {
	for _, s := range []string{"", "---", "---\na: 1\n", "a: 1\n---\n", "----\n---\n"} {
		if _, ok := Split([]byte(s)); ok {
			t.Errorf("Split(%q) found front matter", s)
		}
	}
	if p, ok := Split([]byte("\ufeff---\r\na: 1\r\n---\r\nx")); !ok || p.Front != "a: 1\r\n" || p.Body != "x" {
		t.Errorf("Split with a byte order mark = %+v, %v", p, ok)
	}
}

// FuzzSplit: a file that is cut is the sum of its parts; setting a field gives front matter that reads back to it.
func FuzzSplit(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte("---\r\nstatus: a\r\n---\r\n"))
	f.Add([]byte("---\n{status: a}\n---\n"))
	f.Add([]byte("---\nstatus: &a b\nx: *a\n---\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, ok := Split(b)
		if !ok {
			return
		}
		if string(p.Bytes()) != string(b) {
			t.Fatalf("cut and joined: %q, was %q", p.Bytes(), b)
		}
		var before map[string]any
		if _, m := Decode("f", 0, []byte(p.Front), &before); len(m) > 0 {
			return
		}
		front, err := Set(p.Front, []Field{{"status", "claimed"}})
		if err != nil {
			return
		}
		var after map[string]any
		if _, m := Decode("f", 0, []byte(front), &after); len(m) > 0 {
			return // the caller reads what it set before it writes; see content
		}
	})
}

// Text writes what the library would, by a shorter way for most texts.
func TestTextAsTheLibraryWritesIt(t *testing.T) {
	for _, s := range []string{"", "a", "y", "Yes", "NO", "on", "off", "offre", "true", "null", "~", "12", "12:30", "1e3", "0x1F", "a: b", "- a", "#x", "x # y", "l'IBAN",
		"« Fuite »", "à", "é: è", "https://x.example/a?b=c#d", "2025-02", "10 h 30", "@x", "`x`", "%x", "!x", "&x", "*x", "[a]", "{a}", "a, b", " a", "a ", "a\tb", "a\nb", "'", "\"",
		"?", "? a", "<<", "=", "2025-02-10T03:00:00Z", "a\u00a0b", "a\u200bb", "\x00a", "😀", strings.Repeat("long ", 60)} {
		n := new(yaml.Node)
		if err := n.Encode(s); err != nil {
			t.Fatal(err)
		}
		if n.Style == yaml.LiteralStyle {
			n.Style = yaml.DoubleQuotedStyle
		}
		want, _ := Encode([]*yaml.Node{n})
		if got, err := Encode([]*yaml.Node{Text(s)}); err != nil || string(got) != string(want) {
			t.Errorf("Text(%q) is written %q, want %q (%v)", s, got, want, err)
		}
	}
}
