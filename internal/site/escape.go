package site

import (
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
)

// The escapers that html/template puts at the end of a pipeline, as it writes them in its trees. These do what its own do.

const escaperPrefix = "_html_template_"

// escaperOf names the escaper that a command is; empty where it is something else.
func escaperOf(c *parse.CommandNode) string {
	if f, ok := c.Args[0].(*parse.IdentifierNode); ok && len(c.Args) == 1 && strings.HasPrefix(f.Ident, escaperPrefix) {
		return strings.TrimPrefix(f.Ident, escaperPrefix)
	}
	return ""
}

var markupType = reflect.TypeFor[template.HTML]()

// writer returns what appends a value under a chain of escapers.
func writer(chain []*parse.CommandNode) func([]byte, reflect.Value) []byte {
	var names []string
	for _, c := range chain {
		names = append(names, escaperOf(c))
	}
	switch strings.Join(names, " ") {
	case "htmlescaper":
		return func(out []byte, v reflect.Value) []byte {
			if v = held(v); v.IsValid() && v.Type() == markupType {
				return append(out, v.String()...)
			}
			return escape(out, said(v))
		}
	case "attrescaper", "rcdataescaper":
		return func(out []byte, v reflect.Value) []byte { return escape(out, plain(v)) }
	case "urlfilter urlnormalizer attrescaper":
		return func(out []byte, v reflect.Value) []byte {
			to := plain(v)
			if !safeURL(to) {
				to = "#ZgotmplZ"
			}
			return escape(out, normal(to))
		}
	case "urlnormalizer attrescaper":
		return func(out []byte, v reflect.Value) []byte { return escape(out, normal(plain(v))) }
	}
	panic(beyond(strings.Join(names, " ")))
}

// plain is a value where markup has no place.
func plain(v reflect.Value) string {
	if v = held(v); v.IsValid() && v.Type() == markupType {
		panic(mistake("a template puts markup into an attribute: " + v.String()))
	}
	return said(v)
}

// escape writes a text so that it is one, between tags or in quotes.
func escape(out []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		safe := ""
		switch s[i] {
		case 0:
			safe = "\uFFFD"
		case '"':
			safe = "&#34;"
		case '&':
			safe = "&amp;"
		case '\'':
			safe = "&#39;"
		case '+':
			safe = "&#43;"
		case '<':
			safe = "&lt;"
		case '>':
			safe = "&gt;"
		default:
			continue
		}
		out = append(append(out, s[from:i]...), safe...)
		from = i + 1
	}
	return append(out, s[from:]...)
}

// safeURL reports whether an address is relative or of a scheme that runs nothing.
func safeURL(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || strings.Contains(scheme, "/") {
		return true
	}
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// normal encodes what an address may not hold as it is.
func normal(s string) string {
	var out []byte
	from := 0
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("!#$&*+,/:;=?@[]-._~", c) >= 0 ||
			c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			continue
		}
		out = fmt.Appendf(append(out, s[from:i]...), "%%%02x", c)
		from = i + 1
	}
	if out == nil {
		return s
	}
	return string(append(out, s[from:]...))
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
