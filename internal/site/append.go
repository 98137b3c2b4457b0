package site

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// What is written tens of thousands of times is appended; encoding/xml and encoding/json would look at each value by
// reflection. How a text is escaped is left to them where it holds anything but letters.

// element appends an element of XML on a line of its own; an attribute is a pair.
func element(out []byte, indent, name, text string, attributes ...string) []byte {
	out = append(append(append(out, '\n'), indent...), '<')
	out = append(out, name...)
	for n := 0; n < len(attributes); n += 2 {
		out = append(append(append(out, ' '), attributes[n]...), '=', '"')
		out = append(xmlEscaped(out, attributes[n+1]), '"')
	}
	out = xmlEscaped(append(out, '>'), text)
	out = append(append(append(out, '<', '/'), name...), '>')
	return out
}

func xmlEscaped(out []byte, s string) []byte {
	plain := utf8.ValidString(s)
	for i := range len(s) {
		c := s[i]
		plain = plain && c >= ' ' && c != '"' && c != '\'' && c != '&' && c != '<' && c != '>' && c != 0xef // U+FFFE begins with it
	}
	if plain {
		return append(out, s...)
	}
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes all
	return append(out, b.Bytes()...)
}

// jsonText appends a string of JSON. With html it has no <, > and &, so that nothing in it can end an element.
func jsonText(out []byte, s string, html bool) []byte {
	plain := utf8.ValidString(s) && !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029")
	for i := range len(s) {
		c := s[i]
		plain = plain && c >= ' ' && c != '"' && c != '\\' && (!html || c != '&' && c != '<' && c != '>')
	}
	if plain {
		return append(append(append(out, '"'), s...), '"')
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(html)
	_ = enc.Encode(s) // a string has an encoding
	return append(out, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}

// property appends a property of an object of JSON; what is empty is left out.
func property(out []byte, name, value string, html bool) []byte {
	if value == "" {
		return out
	}
	return jsonText(key(out, name), value, html)
}

// key appends the name of a property, after a comma where it is not the first.
func key(out []byte, name string) []byte {
	if last := out[len(out)-1]; last != '{' {
		out = append(out, ',')
	}
	return append(append(append(out, '"'), name...), '"', ':')
}
