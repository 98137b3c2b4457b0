package feed

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decode returns the text of a document without characters that XML forbids. A byte order mark decides; else bytes that
// are valid UTF-8 are UTF-8; else the header decides, then the declaration, then it is windows-1252.
func decode(body []byte, contentType string) string {
	if text, ok := decodeWide(body); ok {
		return clean(text)
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if utf8.Valid(body) && !escapes(body) {
		return clean(string(body))
	}
	for _, label := range []string{headerCharset(contentType), declaredCharset(body)} {
		if text, ok := decodeLabel(body, label); ok {
			return clean(text)
		}
	}
	return clean(decodeMixed(body))
}

// escapes reports the escape sequences of ISO-2022-JP, the one encoding of the web that hides in ASCII.
func escapes(body []byte) bool {
	return bytes.Contains(body, []byte("\x1b$B")) || bytes.Contains(body, []byte("\x1b$@"))
}

var wide = []struct {
	mark   string
	decode func([]byte) ([]byte, error)
}{
	{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewDecoder().Bytes},
	{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewDecoder().Bytes},
	{"\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Bytes},
	{"\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes},
	{"\x00\x00\x00<", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM).NewDecoder().Bytes},
	{"<\x00\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM).NewDecoder().Bytes},
	{"\x00<", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Bytes},
	{"<\x00", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes},
}

func decodeWide(body []byte) (string, bool) {
	for _, w := range wide {
		if bytes.HasPrefix(body, []byte(w.mark)) {
			text, err := w.decode(body)
			return string(text), err == nil
		}
	}
	return "", false
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		_, label, _ := strings.Cut(strings.ToLower(contentType), "charset=")
		return strings.Trim(label, "\"' ;")
	}
	return params["charset"]
}

var declaration = regexp.MustCompile(`^[^<]{0,200}<\?xml[^>]{0,200}?encoding\s*=\s*["']?([A-Za-z0-9._:-]+)`)

func declaredCharset(body []byte) string {
	if m := declaration.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		return string(m[1])
	}
	return ""
}

// decodeLabel decodes by a declared name. A name that says UTF-8 or UTF-16 of bytes that are not is a lie.
func decodeLabel(body []byte, label string) (string, bool) {
	e, name := charset.Lookup(label)
	if e == nil || name == "utf-8" || strings.HasPrefix(name, "utf-16") || name == "replacement" || name == "windows-1252" {
		return "", false
	}
	text, err := e.NewDecoder().Bytes(body)
	return string(text), err == nil
}

// decodeMixed reads as windows-1252 the bytes that are not UTF-8: some feeds glue texts of both.
func decodeMixed(body []byte) string {
	var b strings.Builder
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(body[0])
		}
		b.WriteRune(r)
		body = body[n:]
	}
	return b.String()
}

// clean drops the characters that XML forbids.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if !isXML(r) {
			return -1
		}
		return r
	}, s)
}

func isXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r != 0x7f && !(0x80 <= r && r < 0xa0 && r != 0x85) &&
		r != 0xfffe && r != 0xffff && r != '\ufeff' && !(0xd800 <= r && r < 0xe000)
}
