package feed

import (
	"maps"
	"slices"
	"strings"
)

// tag is a tag as it was found.
type tag struct {
	name   string
	attrs  [][2]string
	closed bool // <br/>
	size   int  // bytes, from < to >
}

func (t tag) attr(name string) string {
	for _, a := range t.attrs {
		if strings.EqualFold(a[0], name) {
			return a[1]
		}
	}
	return ""
}

// maxTag is the longest tag that is one.
const maxTag = 16 << 10

// parseTag reads a tag that begins s: <name a="b" c='d' e=f g>, or for a closing one what follows its <.
func parseTag(s string) (t tag, ok bool) {
	if len(s) > maxTag {
		s = s[:maxTag]
	}
	i := 1
	for i < len(s) && isNameByte(s[i]) {
		i++
	}
	t.name = s[1:min(i, len(s))]
	if t.name == "" || !isNameStart(t.name[0]) || localName(t.name) == "" {
		return tag{}, false
	}
	for i < len(s) {
		switch c := s[i]; {
		case c == '>':
			t.size = i + 1
			return t, true
		case c == '/':
			t.closed = i+1 < len(s) && s[i+1] == '>'
			i++
		case c == '<': // <title<link>: the end was forgotten
			t.size = i
			return t, true
		case isNameStart(c):
			i = t.attribute(s, i)
		default:
			i++
		}
	}
	return tag{}, false
}

// attribute reads one attribute at i and returns where it ends.
func (t *tag) attribute(s string, i int) int {
	from := i
	for i < len(s) && isNameByte(s[i]) {
		i++
	}
	name := s[from:i]
	j := skipSpace(s, i)
	if j >= len(s) || s[j] != '=' {
		return i
	}
	j = skipSpace(s, j+1)
	if j >= len(s) {
		return j
	}
	end := -1
	if q := s[j]; q == '"' || q == '\'' {
		if end = strings.IndexByte(s[j+1:], q); end >= 0 {
			t.add(name, s[j+1:j+1+end])
			return j + 1 + end + 1
		}
		j++
	}
	if end = strings.IndexAny(s[j:], " \t\r\n>"); end < 0 {
		end = len(s) - j
	}
	value := s[j : j+end]
	if strings.HasPrefix(s[j+end:], ">") && strings.HasSuffix(value, "/") {
		value, end = value[:len(value)-1], end-1
	}
	t.add(name, strings.Trim(value, `"'`))
	return j + end
}

func (t *tag) add(name, value string) {
	if t.attr(name) == "" {
		t.attrs = append(t.attrs, [2]string{name, value})
	}
}

func skipSpace(s string, i int) int {
	for i < len(s) && strings.IndexByte(" \t\r\n", s[i]) >= 0 {
		i++
	}
	return i
}

func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}

func isNameByte(c byte) bool {
	return isNameStart(c) || '0' <= c && c <= '9' || c == '-' || c == '.' || c == ':'
}

func splitName(name string) (prefix, local string) {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		return "", name
	}
	return prefix, strings.ReplaceAll(local, ":", "")
}

func localName(name string) string {
	_, local := splitName(name)
	return local
}

// matchName is the name by which a closing tag finds its opening one.
func matchName(name, own string) string {
	prefix, local := splitName(strings.ToLower(name))
	if prefix == "" || prefix == own {
		return local
	}
	if prefix == "rdf" && local == "rdf" {
		return local
	}
	return prefix + ":" + local
}

// usual gives a name its usual form: unprefixed names in lower case, the feed's own prefix left out.
func (m *mender) usual(name string) string {
	prefix, local := splitName(name)
	switch {
	case prefix == "", strings.EqualFold(prefix, m.prefix):
		return strings.ToLower(local)
	case !isNameStart(local[0]):
		return "x"
	}
	return strings.ToLower(prefix) + ":" + local
}

// The names that vocabularies go by; feeds forget to declare them.
var namespaces = map[string]string{
	"atom":       atomSpace,
	"content":    "http://purl.org/rss/1.0/modules/content/",
	"dc":         "http://purl.org/dc/elements/1.1/",
	"dcterms":    "http://purl.org/dc/terms/",
	"feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
	"itunes":     "http://www.itunes.com/dtds/podcast-1.0.dtd",
	"media":      "http://search.yahoo.com/mrss/",
	"rdf":        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"slash":      "http://purl.org/rss/1.0/modules/slash/",
	"sy":         "http://purl.org/rss/1.0/modules/syndication/",
	"xhtml":      "http://www.w3.org/1999/xhtml",
}

const (
	atomSpace = "http://www.w3.org/2005/Atom"
	rss1Space = "http://purl.org/rss/1.0/"
)

// own reports whether a namespace is the vocabulary of a kind of feed, whatever its version or spelling.
func own(root, space string) bool {
	space = strings.ToLower(strings.TrimSpace(space))
	if root == "feed" {
		return strings.Contains(space, "atom")
	}
	return !strings.Contains(space, "/modules/") && strings.Contains(space, "rss") && !strings.Contains(space, "mrss") ||
		strings.Contains(space, "netscape.com/rdf")
}

// rootPrefix returns the prefix of the feed's own elements, where they have one.
func rootPrefix(t tag, root string) string {
	prefix, _ := splitName(strings.ToLower(t.name))
	if root != "rdf" && prefix != "" {
		return prefix
	}
	for _, a := range t.attrs {
		if p, ok := strings.CutPrefix(strings.ToLower(a[0]), "xmlns:"); ok && own(root, a[1]) {
			return p
		}
	}
	return ""
}

func (m *mender) rootAttributes(t tag) string {
	var b strings.Builder
	switch m.root {
	case "feed":
		b.WriteString(` xmlns="` + atomSpace + `"`)
	case "rdf":
		b.WriteString(` xmlns="` + rss1Space + `"`)
	}
	declared := map[string]string{}
	maps.Copy(declared, namespaces)
	for _, a := range t.attrs {
		name := strings.ToLower(a[0])
		if p, ok := strings.CutPrefix(name, "xmlns:"); ok && p != "" && p != "xml" && p != "xmlns" && !strings.Contains(p, ":") {
			if space := strings.TrimSpace(a[1]); space != "" {
				declared[p] = space
			}
		} else if name == "version" || name == "xml:base" || name == "xml:lang" {
			b.WriteString(" " + name + `="` + escapeText(m.unescape(a[1])) + `"`)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(declared)) {
		b.WriteString(" xmlns:" + p + `="` + escapeText(declared[p]) + `"`)
	}
	return b.String()
}

// attributes writes what a tag says. The type of a text is left out: it is all text with markup by now.
func (m *mender) attributes(t tag, structure, isText bool) string {
	var b strings.Builder
	for _, a := range t.attrs {
		name := a[0]
		prefix, local := splitName(name)
		switch {
		case strings.Count(name, ":") > 1, local == "", !isNameStart(local[0]), strings.HasSuffix(name, ":"), strings.HasPrefix(name, ":"):
			continue
		case structure && strings.EqualFold(name, "xmlns"):
			continue
		case isText && (strings.EqualFold(name, "type") || strings.EqualFold(name, "mode") && !strings.EqualFold(a[1], "base64")):
			continue
		case strings.EqualFold(prefix, "xmlns") && strings.TrimSpace(a[1]) == "":
			continue
		case strings.EqualFold(prefix, "xmlns"), strings.EqualFold(prefix, "xml"):
			name = strings.ToLower(name)
		}
		b.WriteString(" " + name + `="` + escapeText(m.unescape(a[1])) + `"`)
	}
	return b.String()
}

// isTextElement reports whether what is inside of an element is text with markup.
func isTextElement(name string) bool {
	prefix, local := splitName(strings.ToLower(name))
	switch local {
	case "title", "description", "summary", "subtitle", "tagline", "encoded", "body", "fulltext":
		return true
	case "content":
		return prefix != "media"
	}
	return false
}
