// Package yamlfile reads the YAML that people edit, strictly, and writes what the program owns, stably. In come bytes;
// out come values, the node tree (for line numbers), and every mistake with its line. It opens no file.
package yamlfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"saison/internal/diag"
)

// Decode reads one YAML document into v: an unknown key, a key given twice and a value of the wrong kind are mistakes.
// offset is added to each line (0 for a whole file). The node tree is nil when the text is not YAML or is empty;
// its lines are without the offset.
func Decode(name string, offset int, text []byte, v any) (*yaml.Node, diag.List) {
	if to := reflect.ValueOf(v).Elem(); to.IsZero() {
		if tree, ok := plain(string(text)); ok && knows(to.Type(), Root(tree)) {
			if tree.Decode(v) == nil {
				return tree, nil
			}
			to.SetZero() // and again, for our words of what is wrong
		}
	}
	var mistakes diag.List
	var tree yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&tree); err != nil {
		if !errors.Is(err, io.EOF) {
			addErrors(&mistakes, name, offset, text, err)
		}
		return nil, mistakes
	}
	// A second document would be dropped without a word.
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		mistakes.Addf(diag.Pos{File: name, Line: offset + 1}, "more than one YAML document in the file")
	}
	strict := yaml.NewDecoder(bytes.NewReader(text))
	strict.KnownFields(true)
	if err := strict.Decode(v); err != nil {
		addErrors(&mistakes, name, offset, text, err)
	}
	return &tree, mistakes
}

var (
	lineOf     = regexp.MustCompile(`^(?:yaml: )?(?:unmarshal errors:\s*)?line (\d+): (.*)$`)
	unknownKey = regexp.MustCompile(`^field (.+) not found in type .*$`)
	wrongKind  = regexp.MustCompile("^cannot unmarshal (!!\\S+)(?: `(.*)`)? into (.*)$")
	noAnchor   = regexp.MustCompile(`^unknown anchor '(.+)' referenced$`)
	twice      = regexp.MustCompile(`^mapping key (".*") already defined at line (\d+)$`)
)

// addErrors puts the library's errors into our words, each at its line.
func addErrors(mistakes *diag.List, name string, offset int, text []byte, err error) {
	lines := []string{err.Error()}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		lines = typed.Errors
	}
	for _, said := range lines {
		fact := strings.TrimPrefix(said, "yaml: ")
		pos := diag.Pos{File: name, Line: offset + lineWithout(text, fact)}
		if m := lineOf.FindStringSubmatch(strings.TrimSpace(said)); m != nil {
			n, _ := strconv.Atoi(m[1])
			pos.Line, fact = offset+n, m[2]
		}
		mistakes.Addf(pos, "%s", ourWords(fact, offset))
	}
}

// lineWithout finds the line of a mistake of which the library tells none: what is no text, or a name of nothing.
func lineWithout(text []byte, fact string) int {
	bad := func(line []byte) bool { return !utf8.Valid(line) || bytes.ContainsFunc(line, notText) }
	if m := noAnchor.FindStringSubmatch(fact); m != nil {
		bad = func(line []byte) bool { return bytes.Contains(line, []byte("*"+m[1])) }
	}
	n := 0
	for line := range bytes.Lines(text) {
		if n++; bad(line) {
			return n
		}
	}
	return 1
}

// notText reports whether YAML refuses a character.
func notText(r rune) bool {
	return unicode.IsControl(r) && !strings.ContainsRune("\t\n\r\u0085", r) || r == '\ufffe' || r == '\uffff'
}

func ourWords(fact string, offset int) string {
	if m := unknownKey.FindStringSubmatch(fact); m != nil {
		return fmt.Sprintf("unknown key %q", m[1])
	}
	if m := wrongKind.FindStringSubmatch(fact); m != nil {
		want := kindWord(m[3])
		if m[2] != "" {
			return fmt.Sprintf("%q is not %s", m[2], want)
		}
		return fmt.Sprintf("%s where %s belongs", tagWord(m[1]), want)
	}
	if m := twice.FindStringSubmatch(fact); m != nil {
		n, _ := strconv.Atoi(m[2])
		return fmt.Sprintf("key %s given twice, first on line %d", m[1], offset+n)
	}
	return fact
}

func tagWord(tag string) string {
	switch tag {
	case "!!map":
		return "a mapping"
	case "!!seq":
		return "a list"
	}
	return "a value"
}

func kindWord(goType string) string {
	switch {
	case strings.HasPrefix(goType, "[]"):
		return "a list"
	case strings.HasPrefix(goType, "map"):
		return "a mapping"
	case strings.HasPrefix(goType, "int"), goType == "float64":
		return "a number"
	case goType == "bool":
		return "true or false"
	case goType == "string", goType == "news.Date":
		return "text"
	}
	return "a mapping"
}

// Root returns the value of a document; nil for a nil tree.
func Root(tree *yaml.Node) *yaml.Node {
	if tree == nil || len(tree.Content) == 0 {
		return nil
	}
	return tree.Content[0]
}

// Line returns the line, from 1, of the place a path of keys (string) and indexes (int) leads to below a document or a
// node; where the path breaks off, that of the last node it reached; 1 for a nil tree.
func Line(tree *yaml.Node, path ...any) int {
	n := tree
	if n != nil && n.Kind == yaml.DocumentNode {
		n = Root(n)
	}
	if n == nil {
		return 1
	}
	line := n.Line
	for _, step := range path {
		var key *yaml.Node
		key, n = child(n, step)
		if n == nil {
			return line
		}
		line = key.Line
	}
	return line
}

// child returns the node below n that a key or an index names, and the node that carries its line.
func child(n *yaml.Node, step any) (key, value *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch step := step.(type) {
	case string:
		if n.Kind != yaml.MappingNode {
			return nil, nil
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i], n.Content[i+1]
			}
		}
	case int:
		if n.Kind == yaml.SequenceNode && step < len(n.Content) {
			return n.Content[step], n.Content[step]
		}
	}
	return nil, nil
}

// Encode writes a value with two spaces of indent and without folding long lines. The same value gives the same bytes.
func Encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	if err := enc.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
