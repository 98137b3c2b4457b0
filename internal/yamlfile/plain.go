package yamlfile

import (
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Most YAML that people and the program write here is plain: keys with a value on their line or a block below them, lists
// in brackets or one item a line, mappings in braces on one line, words in quotes without escapes. plain reads that into the
// tree that the library would make of it, an eighth of the time; at anything else it gives up and the library reads.
// FuzzPlain compares the two.

// plain returns the tree of a document; ok is false where it holds more than plain YAML.
func plain(text string) (tree *yaml.Node, ok bool) {
	p := plainReader{}
	for n := 1; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		line = strings.TrimSuffix(line, "\r")
		words := strings.TrimLeft(line, " ")
		if !printable(words) {
			return nil, false
		}
		if words == "" || words[0] == '#' {
			continue
		}
		p.lines = append(p.lines, plainLine{n, len(line) - len(words), strings.TrimRight(words, " ")})
	}
	if len(p.lines) == 0 {
		return nil, false
	}
	root := p.block(p.lines[0].indent)
	if root == nil || p.at < len(p.lines) {
		return nil, false
	}
	return &yaml.Node{Kind: yaml.DocumentNode, Line: root.Line, Column: root.Column, Content: []*yaml.Node{root}}, true
}

// printable reports whether a line has only letters and signs that YAML takes as they are; not tabs, which are white space in
// some places.
func printable(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' || c == 0x7f:
			return false
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsPrint(r) && r != '\u00a0' && r != '\u202f' || r == utf8.RuneError {
				return false
			}
			i += size - 1
		}
	}
	return true
}

type plainLine struct {
	n, indent int
	words     string
}

type plainReader struct {
	lines []plainLine
	at    int
}

// block reads the mapping or the list whose lines begin at an indent; nil is something else.
func (p *plainReader) block(indent int) *yaml.Node {
	l := p.lines[p.at]
	if l.indent != indent {
		return nil
	}
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: l.n, Column: indent + 1}
	isItem := func(l plainLine) bool { return strings.HasPrefix(l.words, "- ") }
	items := isItem(l)
	if items {
		n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
	}
	for p.at < len(p.lines) && p.lines[p.at].indent == indent && isItem(p.lines[p.at]) == items {
		ok := false
		if items {
			ok = p.item(n)
		} else {
			ok = p.pair(n)
		}
		if !ok {
			return nil
		}
	}
	return n
}

// item reads "- value", or the mapping that begins on its line.
func (p *plainReader) item(list *yaml.Node) bool {
	l := p.lines[p.at]
	words := strings.TrimLeft(l.words[2:], " ")
	at := l.indent + len(l.words) - len(words)
	var v *yaml.Node
	if _, _, isPair := cutKey(words); isPair {
		p.lines[p.at] = plainLine{l.n, at, words}
		v = p.block(at)
	} else {
		p.at++
		v = inline(words, l.n, at+1)
	}
	list.Content = append(list.Content, v)
	return v != nil
}

// pair reads "key: value", "key:" and "key:" with a block below it.
func (p *plainReader) pair(m *yaml.Node) bool {
	l := p.lines[p.at]
	key, value, ok := cutKey(l.words)
	if !ok {
		return false
	}
	p.at++
	k := &yaml.Node{Kind: yaml.ScalarNode, Value: key, Line: l.n, Column: l.indent + 1}
	var v *yaml.Node
	switch {
	case value != "":
		v = inline(value, l.n, l.indent+utf8.RuneCountInString(l.words)-utf8.RuneCountInString(value)+1)
	case p.at < len(p.lines) && p.lines[p.at].indent > l.indent:
		v = p.block(p.lines[p.at].indent)
	case p.at < len(p.lines) && p.lines[p.at].indent == l.indent && strings.HasPrefix(p.lines[p.at].words, "- "):
		v = p.block(l.indent)
	default:
		v = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: l.n, Column: l.indent + utf8.RuneCountInString(l.words) + 1}
	}
	m.Content = append(m.Content, k, v)
	return v != nil
}

// cutKey cuts "key: value" at its first colon; the key is plain words.
func cutKey(s string) (key, value string, ok bool) {
	key, value, ok = strings.Cut(s, ": ")
	if !ok {
		if key, ok = strings.CutSuffix(s, ":"); !ok {
			return "", "", false
		}
	}
	first, _ := utf8.DecodeRuneInString(key)
	if len(key) > 200 || !unicode.IsLetter(first) && !unicode.IsDigit(first) || strings.ContainsAny(key, "#?:,[]{}") || strings.HasSuffix(key, " ") {
		return "", "", false
	}
	return key, strings.TrimLeft(value, " "), true
}

// inline reads a value that ends with its line; nil is one that is not plain.
func inline(s string, line, column int) *yaml.Node {
	f := flowReader{s: s, line: line, column: column}
	n := f.value(false)
	if n == nil || f.at != len(s) {
		return nil
	}
	return n
}

type flowReader struct {
	s            string
	at           int
	line, column int // of the first byte
}

func (f *flowReader) node(kind yaml.Kind) *yaml.Node {
	return &yaml.Node{Kind: kind, Line: f.line, Column: f.column + utf8.RuneCountInString(f.s[:f.at])}
}

// value reads a scalar, [a, b] or {a: b}. Inside brackets a scalar ends at a comma or a bracket.
func (f *flowReader) value(inside bool) *yaml.Node {
	if f.at == len(f.s) {
		return nil
	}
	switch c := f.s[f.at]; c {
	case '[', '{':
		return f.flow(c)
	case '"', '\'':
		n := f.node(yaml.ScalarNode)
		end := strings.IndexByte(f.s[f.at+1:], c)
		if end < 0 {
			return nil
		}
		n.Value, n.Tag, n.Style = f.s[f.at+1:f.at+1+end], "!!str", yaml.DoubleQuotedStyle
		if c == '\'' {
			n.Style = yaml.SingleQuotedStyle
		}
		if f.at += end + 2; strings.ContainsRune(n.Value, '\\') || f.at < len(f.s) && (f.s[f.at] == c || !inside) {
			return nil
		}
		return n
	}
	return f.word(inside)
}

// word reads a scalar without quotes.
func (f *flowReader) word(inside bool) *yaml.Node {
	n := f.node(yaml.ScalarNode)
	from := f.at
	if first, _ := utf8.DecodeRuneInString(f.s[from:]); !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return nil
	}
	for ; f.at < len(f.s); f.at++ {
		switch c := f.s[f.at]; c {
		case ',', ']', '}', '[', '{':
			if inside {
				return f.ended(n, from)
			}
		case ':':
			if !strings.HasPrefix(f.s[f.at:], "://") {
				return nil
			}
		case '#', '?': // a question mark ends nothing, but the library is confused by one in brackets
			return nil
		}
	}
	return f.ended(n, from)
}

func (f *flowReader) ended(n *yaml.Node, from int) *yaml.Node {
	n.Value = f.s[from:f.at]
	if strings.HasSuffix(n.Value, " ") {
		return nil
	}
	return n
}

// flow reads [a, b] or {a: b}, all of it on the line, with ", " between and nothing after the brackets.
func (f *flowReader) flow(open byte) *yaml.Node {
	n := f.node(yaml.SequenceNode)
	n.Tag, n.Style = "!!seq", yaml.FlowStyle
	end := byte(']')
	if open == '{' {
		n.Kind, n.Tag, end = yaml.MappingNode, "!!map", '}'
	}
	for f.at++; f.at < len(f.s) && f.s[f.at] != end; {
		if open == '{' {
			key, _, ok := cutKey(f.s[f.at:])
			if !ok {
				return nil
			}
			k := f.node(yaml.ScalarNode)
			k.Value = key
			n.Content = append(n.Content, k)
			if f.at += len(key) + 2; f.at >= len(f.s) {
				return nil
			}
		}
		v := f.value(true)
		if v == nil {
			return nil
		}
		n.Content = append(n.Content, v)
		if strings.HasPrefix(f.s[f.at:], ", ") && f.at+2 < len(f.s) && f.s[f.at+2] != end {
			f.at += 2
		} else if f.at == len(f.s) || f.s[f.at] != end {
			return nil
		}
	}
	if f.at == len(f.s) {
		return nil
	}
	f.at++
	return n
}

var unmarshaler = reflect.TypeFor[yaml.Unmarshaler]()

// knows reports whether a type has a place for every key of a tree; what is not a struct or a list of structs may have any.
func knows(t reflect.Type, n *yaml.Node) bool {
	switch {
	case t.Implements(unmarshaler) || reflect.PointerTo(t).Implements(unmarshaler):
		return true
	case t.Kind() == reflect.Pointer:
		return knows(t.Elem(), n)
	case t.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode:
		for _, c := range n.Content {
			if !knows(t.Elem(), c) {
				return false
			}
		}
	case t.Kind() == reflect.Map && n.Kind == yaml.MappingNode:
		for i := 1; i < len(n.Content); i += 2 {
			if !knows(t.Elem(), n.Content[i]) {
				return false
			}
		}
	case t.Kind() == reflect.Struct && n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			f, ok := fieldOf(t, n.Content[i].Value)
			if !ok || !knows(f, n.Content[i+1]) {
				return false
			}
		}
	}
	return true
}

// fieldOf returns the type of the field of a struct that a key names. A field that is spread into its struct is unknown here.
func fieldOf(t reflect.Type, key string) (reflect.Type, bool) {
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name == "" {
			name = strings.ToLower(t.Field(i).Name)
		}
		if name == key && !strings.Contains(options, "inline") {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}
