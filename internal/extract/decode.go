package extract

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// decode returns the page as UTF-8, at most MaxBytes of it. Valid UTF-8 is UTF-8 whatever is declared: outlets that
// moved to UTF-8 forget a header or a meta far more often than chance makes valid UTF-8 of anything else.
func decode(page []byte, contentType string) string {
	cut := len(page) > MaxBytes
	page = page[:min(len(page), MaxBytes)]
	if enc, rest := byMark(page); enc != nil {
		return decodeWith(enc, rest)
	}
	if cut {
		page = trimPartialRune(page)
	}
	if utf8.Valid(page) {
		return clean(string(page))
	}
	label := declared(page, contentType)
	enc, name := charset.Lookup(label)
	if enc == nil {
		enc, name = charset.Lookup("windows-1252")
	}
	if mostlyUTF8(page) {
		return clean(strings.ToValidUTF8(string(page), "\uFFFD"))
	}
	// A server that says UTF-8 of all it sends says nothing: the page's own word, else the usual one, is nearer.
	if name == "utf-8" {
		if enc, name = charset.Lookup(declared(page, "")); enc == nil || name == "utf-8" {
			enc, _ = charset.Lookup("windows-1252")
		}
	}
	return decodeWith(enc, page)
}

// byMark knows the encodings that begin with a byte order mark.
func byMark(page []byte) (encoding.Encoding, []byte) {
	switch {
	case bytes.HasPrefix(page, []byte("\xEF\xBB\xBF")):
		return unicode.UTF8, page[3:]
	case bytes.HasPrefix(page, []byte("\xFF\xFE")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), page[2:]
	case bytes.HasPrefix(page, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), page[2:]
	}
	return nil, nil
}

func decodeWith(enc encoding.Encoding, page []byte) string {
	out, err := enc.NewDecoder().Bytes(page)
	if err != nil {
		out = page
	}
	return clean(strings.ToValidUTF8(string(out), "\uFFFD"))
}

// clean drops NUL, which the HTML parser would turn into replacement characters inside words.
func clean(s string) string {
	if strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(s, "\x00", "")
}

// trimPartialRune drops a rune that the cut at MaxBytes broke.
func trimPartialRune(page []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(page); i++ {
		if b := page[len(page)-i]; utf8.RuneStart(b) {
			if b >= utf8.RuneSelf && !utf8.FullRune(page[len(page)-i:]) {
				return page[:len(page)-i]
			}
			break
		}
	}
	return page
}

// declared returns the charset of the header, else the one of the first 4 kB's meta.
func declared(page []byte, contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		return params["charset"]
	}
	head := bytes.ToLower(page[:min(len(page), 4096)])
	_, after, ok := bytes.Cut(head, []byte("charset="))
	if !ok {
		if _, after, ok = bytes.Cut(head, []byte("encoding=")); !ok {
			return ""
		}
	}
	after = bytes.TrimLeft(after, `"' `)
	if i := bytes.IndexAny(after, "\"' />;?"); i >= 0 {
		after = after[:i]
	}
	return string(after)
}

// mostlyUTF8 tells UTF-8 with a broken byte here and there, as made by templates that mix two encodings, from a
// legacy charset, where hardly any byte above 127 begins a valid rune.
func mostlyUTF8(page []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(page); {
		if page[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(page[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 4*bad
}
