package yamlfile

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Page is a Markdown file cut in two. Before + Front + Between + Body are the bytes of the file.
type Page struct {
	Before  string // byte order mark, if any, and the opening line "---"
	Front   string // the YAML between the lines "---"
	Between string // the closing line "---"
	Body    string // the Markdown
	Line    int    // lines of the file before Front: what Decode wants as offset
}

// Split cuts a Markdown file at its front matter; ok is false where it has none or it is not closed.
func Split(text []byte) (p Page, ok bool) {
	s := string(text)
	rest := strings.TrimPrefix(s, "\ufeff")
	first, rest, found := cutLine(rest)
	if !found || strings.TrimRight(first, " \t\r\n") != "---" {
		return Page{}, false
	}
	p.Before, p.Line = s[:len(s)-len(rest)], 1
	for at := 0; at < len(rest); {
		line, _, _ := cutLine(rest[at:])
		if strings.TrimRight(line, " \t\r\n") == "---" {
			p.Front, p.Between, p.Body = rest[:at], line, rest[at+len(line):]
			return p, true
		}
		at += len(line)
	}
	return Page{}, false
}

func cutLine(s string) (line, rest string, found bool) {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i+1], s[i+1:], true
	}
	return s, "", false
}

// Bytes returns the file again.
func (p Page) Bytes() []byte { return []byte(p.Before + p.Front + p.Between + p.Body) }

// Field is a top-level key and its new value; a nil value takes the key's value away and leaves the key.
type Field struct {
	Key   string
	Value any
}

// Set returns front matter in which the named top-level keys have new values, and every other byte is as it was:
// comments, order, blank lines and keys it does not know. The comment at the end of the key's line stays, and those inside
// the value follow it, each on a line. A key that is not there is added at the end.
func Set(front string, fields []Field) (string, error) {
	for _, f := range fields {
		next, err := set(front, f)
		if err != nil {
			return "", err
		}
		front = next
	}
	return front, nil
}

func set(front string, f Field) (string, error) {
	eol := "\n"
	if strings.Contains(front, "\r\n") {
		eol = "\r\n"
	}
	text, err := encodeField(f)
	if err != nil {
		return "", err
	}
	var tree yaml.Node
	if err := yaml.Unmarshal([]byte(front), &tree); err != nil {
		return "", err
	}
	lines := strings.SplitAfter(front, "\n")
	root := Root(&tree)
	if root != nil && root.Kind != yaml.MappingNode {
		return "", fmt.Errorf("front matter is not a mapping")
	}
	if root != nil && root.Style&yaml.FlowStyle != 0 {
		return "", fmt.Errorf("front matter is written in braces: write one key a line")
	}
	key, value := (*yaml.Node)(nil), (*yaml.Node)(nil)
	if root != nil {
		key, value = child(root, f.Key)
	}
	if key == nil {
		if front != "" && !strings.HasSuffix(front, "\n") {
			front += eol
		}
		return front + strings.ReplaceAll(text, "\n", eol), nil
	}
	first, last := key.Line-1, endOf(root, key, lines)
	if comment := cmp.Or(lineComment(value, key), openComment(value, lines)); comment != "" {
		line, rest, _ := strings.Cut(text, "\n")
		text = line + strings.Repeat(" ", max(1, 33-len(line))) + comment + "\n" + rest
	}
	head, tail := strings.Join(lines[:first], ""), strings.Join(lines[last+1:], "")
	text += lostComments(front, head+text+tail)
	return head + strings.ReplaceAll(text, "\n", eol) + tail, nil
}

func lineComment(nodes ...*yaml.Node) string {
	for _, n := range nodes {
		if n.LineComment != "" {
			return n.LineComment
		}
	}
	return ""
}

// openComment returns the comment right after the bracket that opens a list, which the library drops.
func openComment(value *yaml.Node, lines []string) string {
	if value.Style&yaml.FlowStyle == 0 || len(value.Content) == 0 || value.Line > len(lines) {
		return ""
	}
	line := []rune(lines[value.Line-1])
	if rest := strings.TrimSpace(string(line[min(value.Column, len(line)):])); strings.HasPrefix(rest, "#") {
		return rest
	}
	return ""
}

// endOf returns the index of the last line of a key's value: the one before the next key of the mapping, less the
// comments and blank lines that stand there, for they speak of what follows.
func endOf(root, key *yaml.Node, lines []string) int {
	next := len(lines)
	for i := 0; i < len(root.Content); i += 2 {
		if l := root.Content[i].Line; l > key.Line {
			next = min(next, l-1)
		}
	}
	end := next - 1
	for end > key.Line-1 {
		t := strings.TrimSpace(lines[end])
		if t != "" && !strings.HasPrefix(lines[end], "#") {
			break
		}
		end--
	}
	return end
}

// Append returns front matter in which the list under a top-level key has one more item, written on one line; all that
// was there stays as it was. A key that is not there is added.
func Append(front, key string, item *yaml.Node) (string, error) {
	var tree yaml.Node
	if err := yaml.Unmarshal([]byte(front), &tree); err != nil {
		return "", err
	}
	list := &yaml.Node{Kind: yaml.SequenceNode}
	if root := Root(&tree); root != nil {
		if k, v := child(root, key); v != nil && v.Kind == yaml.SequenceNode {
			if v.Style&yaml.FlowStyle == 0 && len(v.Content) > 0 {
				return insertItem(front, root, k, v, item)
			}
			list.Content = append(list.Content, v.Content...)
		}
	}
	list.Content = append(list.Content, item)
	return Set(front, []Field{{key, list}})
}

func insertItem(front string, root, key, list, item *yaml.Node) (string, error) {
	text, err := Encode([]*yaml.Node{item})
	if err != nil {
		return "", err
	}
	lines := strings.SplitAfter(front, "\n")
	end := endOf(root, key, lines)
	eol := "\n"
	if strings.HasSuffix(lines[key.Line-1], "\r\n") {
		eol = "\r\n"
	}
	if !strings.HasSuffix(lines[end], "\n") {
		lines[end] += eol
	}
	lines[end] += strings.Repeat(" ", list.Column-1) + strings.TrimRight(string(text), "\n") + eol
	return strings.Join(lines, ""), nil
}

// Flow returns a node that is written on one line: a list of texts.
func Flow(items []string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, s := range items {
		n.Content = append(n.Content, Text(s))
	}
	return n
}

var date = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)

// Text returns a node for a text or a date on one line, quoted only where YAML would take it for something else.
func Text(s string) *yaml.Node {
	n := new(yaml.Node)
	if date.MatchString(s) {
		n.Kind, n.Tag, n.Value = yaml.ScalarNode, "!!timestamp", s
		return n
	}
	if plainly(s) {
		n.SetString(s)
	} else if err := n.Encode(s); err != nil {
		panic(err) // a string always has a node
	}
	if n.Style == yaml.LiteralStyle {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// plainly reports a text that old YAML does not take for a truth or a time ("no", "12:30"): for others the library must
// be asked how it writes them, which costs more than all the rest of an entry.
func plainly(s string) bool {
	switch strings.ToLower(s) {
	case "y", "yes", "n", "no", "on", "off":
		return false
	}
	return strings.ContainsFunc(s, unicode.IsLetter) && utf8.ValidString(s)
}

// Map returns a node that is written on one line: keys and values in the order given; pairs with an empty value are left out.
func Map(pairs ...[2]string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	for _, p := range pairs {
		if p[1] != "" {
			n.Content = append(n.Content, Text(p[0]), Text(p[1]))
		}
	}
	return n
}

func encodeField(f Field) (string, error) {
	if f.Value == nil {
		return f.Key + ":\n", nil
	}
	b, err := Encode(map[string]any{f.Key: f.Value})
	if err != nil {
		return "", err
	}
	return string(bytes.TrimLeft(b, "\n")), nil
}
