package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attr returns the value of an attribute, trimmed; empty when absent.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// hasAttr reports whether the attribute is there, with or without a value.
func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// find returns the first element of this kind below n, in document order.
func find(n *html.Node, a atom.Atom) *html.Node {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.DataAtom == a {
			return c
		}
	}
	return nil
}

// textOf returns all text below n with its white space joined.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && (c.Parent == nil || !noText[c.Parent.DataAtom]) {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
	}
	return squeeze(b.String())
}

// squeeze joins runs of white space, no-break ones too, into one blank and drops soft hyphens and zero-width marks.
func squeeze(s string) string {
	done := squeezed(s)
	if done == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:done])
	blank := done == 0 || s[done-1] == ' '
	for _, r := range s[done:] {
		switch {
		case r == '\u00AD' || r == '\u200B' || r == '\uFEFF' || r == '\u2060':
		case unicode.IsSpace(r):
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
		case unicode.IsControl(r):
		default:
			b.WriteRune(r)
			blank = false
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// squeezed returns up to where a text of plain letters needs no change, for most need none.
func squeezed(s string) int {
	if s == "" || s[0] == ' ' {
		return 0
	}
	for i := 0; i < len(s); i++ {
		if s[i] == 0xC3 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 { // À to ÿ
			i++
			continue
		}
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && (i+1 == len(s) || s[i+1] == ' ') {
			return i
		}
	}
	return len(s)
}

// words cuts class names and ids into lower-case words: "postBody related_links" -> post body related links.
func words(s string) []string {
	var out []string
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = append(out, strings.ToLower(s[start:end]))
			start = -1
		}
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		upper := c >= 'A' && c <= 'Z'
		switch {
		case upper && i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z':
			flush(i)
			start = i
		case upper || c >= 'a' && c <= 'z' || c >= 0x80:
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(s))
	return out
}

// fold lower-cases, takes the accents off, unifies apostrophes and drops what is neither letter nor number.
func fold(s string) string {
	var b strings.Builder
	blank := true
	b.Grow(len(s))
	for _, r := range s {
		r = unicode.ToLower(r)
		if 'a' <= r && r <= 'z' {
			b.WriteByte(byte(r))
			blank = false
			continue
		}
		if p, ok := plain[r]; ok {
			b.WriteString(p)
			blank = false
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
			blank = false
		} else if !blank {
			b.WriteByte(' ')
			blank = true
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// plain is the letter without its accent, for the letters of French, Dutch and German.
var plain = map[rune]string{
	'à': "a", 'â': "a", 'ä': "a", 'á': "a", 'ç': "c", 'é': "e", 'è': "e", 'ê': "e", 'ë': "e", 'î': "i", 'ï': "i", 'í': "i",
	'ô': "o", 'ö': "o", 'ó': "o", 'ù': "u", 'û': "u", 'ü': "u", 'ú': "u", 'ÿ': "y", 'œ': "oe", 'æ': "ae", 'ß': "ss",
}
