package feed

import (
	"errors"
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

var errEntities = errors.New("document type defines entities within entities")

// Limits of what a document type may define.
const (
	maxEntity  = 200      // bytes of one
	maxExpand  = 64 << 10 // bytes of all that are used
	maxDoctype = 64 << 10
)

var entityDef = regexp.MustCompile(`<!ENTITY\s+(%\s*)?([A-Za-z_][\w.-]*)\s+(?:"([^"]*)"|'([^']*)'|SYSTEM|PUBLIC)`)

// doctype leaves out a document type. Short entities that it defines are known from here on; entities within entities
// are how a few bytes become gigabytes, and are refused.
func (m *mender) doctype() {
	end := m.find(">", m.pos)
	if subset := strings.IndexByte(m.s[m.pos:min(len(m.s), m.pos+1024)], '['); subset >= 0 && (end < 0 || m.pos+subset < end) {
		if end = m.find("]>", m.pos); end >= 0 {
			end++
		}
	}
	if end < 0 {
		m.pos += len("<!")
		return
	}
	m.define(m.s[m.pos:min(end, m.pos+maxDoctype)])
	m.pos = end + 1
}

func (m *mender) define(subset string) {
	for _, d := range entityDef.FindAllStringSubmatch(subset, -1) {
		value := d[3] + d[4]
		if d[1] != "" || strings.Contains(value, "%") || nested(value) {
			m.err = errEntities
			return
		}
		if len(value) > maxEntity {
			continue
		}
		if m.entities == nil {
			m.entities, m.budget = map[string]string{}, maxExpand
		}
		m.entities[d[2]] = unescapeWith(value, nil) // nothing, where it is elsewhere
	}
}

// nested reports whether a value refers to anything but a character.
func nested(value string) bool {
	for at := strings.IndexByte(value, '&'); at >= 0; at = strings.IndexByte(value, '&') {
		value = value[at+1:]
		name, _, ok := strings.Cut(value[:min(len(value), 40)], ";")
		if ok && !strings.HasPrefix(name, "#") && html.UnescapeString("&"+name+";") == "&"+name+";" {
			return true
		}
	}
	return false
}

// unescape replaces each reference to a character by it, once.
func (m *mender) unescape(s string) string {
	if m.entities == nil {
		return unescapeWith(s, nil)
	}
	return unescapeWith(s, func(name string) (string, bool) {
		v, ok := m.entities[name]
		if m.budget -= len(v); m.budget < 0 {
			return "", ok
		}
		return v, ok
	})
}

// unescapeWith replaces references that end with a semicolon. Those without are left to the reader of HTML: in an
// address, &copy=1 is a parameter.
func unescapeWith(s string, defined func(string) (string, bool)) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		at := strings.IndexByte(s, '&')
		if at < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		s = s[at:]
		value, size := reference(s, defined)
		b.WriteString(value)
		s = s[size:]
	}
}

// reference reads the reference that begins s: its value and size, or the & itself.
func reference(s string, defined func(string) (string, bool)) (value string, size int) {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "&", 1
	}
	name := s[1:end]
	if name[0] == '#' {
		return charRef(s, end)
	}
	if defined != nil {
		if v, ok := defined(name); ok {
			return v, end + 1
		}
	}
	whole := s[:end+1]
	if v := html.UnescapeString(whole); v != whole && v != html.UnescapeString(s[:end])+";" {
		return v, end + 1
	}
	return "&", 1
}

// charRef reads &#233;, &#xe9;, and the two halves of a character beyond the first 65,536, which some programs write.
func charRef(s string, end int) (string, int) {
	n, ok := codePoint(s[2:end])
	if !ok {
		return "&", 1
	}
	if utf16.IsSurrogate(n) {
		rest := s[end+1:]
		if semi := strings.IndexByte(rest[:min(len(rest), 12)], ';'); semi > 2 && strings.HasPrefix(rest, "&#") {
			if low, ok := codePoint(rest[2:semi]); ok {
				if r := utf16.DecodeRune(n, low); r != '\ufffd' {
					return string(r), end + 1 + semi + 1
				}
			}
		}
		return "", end + 1
	}
	v := html.UnescapeString("&#" + strconv.Itoa(int(n)) + ";") // knows that &#146; is an apostrophe
	if v = clean(v); v == "\ufffd" {
		v = ""
	}
	return v, end + 1
}

func codePoint(s string) (rune, bool) {
	base := 10
	if strings.HasPrefix(s, "x") || strings.HasPrefix(s, "X") {
		s, base = s[1:], 16
	}
	n, err := strconv.ParseUint(s, base, 32)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	return rune(min(n, 0x110000)), true
}

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "\n")

func escapeText(s string) string { return xmlEscaper.Replace(s) }
