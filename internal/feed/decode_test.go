package feed

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// TestDecode reads one title in every way it is sent. The declared encoding is often a lie.
func TestDecode(t *testing.T) {
	const title = "Données volées : l’œuvre à 5 €"
	xml := func(encoding string) string {
		if encoding != "" {
			encoding = fmt.Sprintf(`<?xml version="1.0" encoding="%s"?>`, encoding)
		}
		return encoding + "<rss><channel><title>" + title + "</title></channel></rss>"
	}
	latin := func(s string) []byte { b, _ := charmap.Windows1252.NewEncoder().Bytes([]byte(s)); return b }
	latin9 := func(s string) []byte {
		b, _ := charmap.ISO8859_15.NewEncoder().Bytes([]byte(strings.ReplaceAll(s, "’", "'")))
		return b
	}
	wide := func(e unicode.Endianness, m unicode.BOMPolicy, s string) []byte {
		b, _ := unicode.UTF16(e, m).NewEncoder().Bytes([]byte(s))
		return b
	}
	for _, test := range []struct {
		name        string
		body        []byte
		contentType string
	}{
		{"utf-8", []byte(xml("utf-8")), ""},
		{"no declaration", []byte(xml("")), ""},
		{"byte order mark", []byte("\xef\xbb\xbf" + xml("utf-8")), ""},
		{"two byte order marks", []byte("\xef\xbb\xbf\xef\xbb\xbf" + xml("utf-8")), ""},
		{"utf-8 that says latin", []byte(xml("ISO-8859-1")), "text/xml; charset=iso-8859-1"},
		{"utf-8 that says utf-16", []byte(xml("utf-16")), ""},
		{"windows-1252", latin(xml("windows-1252")), ""},
		{"windows-1252 that says latin 1", latin(xml("ISO-8859-1")), ""},
		{"windows-1252 that says utf-8", latin(xml("utf-8")), "application/rss+xml; charset=utf-8"},
		{"windows-1252 that says nothing", latin(xml("")), ""},
		{"windows-1252 that says nonsense", latin(xml("x-unknown")), "text/xml; charset=?"},
		{"latin 9 by its header", latin9(xml("")), "text/xml; charset=ISO-8859-15"},
		{"latin 9 by its declaration", latin9(xml("ISO-8859-15")), "text/xml"},
		{"utf-16 with mark", wide(unicode.LittleEndian, unicode.UseBOM, xml("utf-16")), ""},
		{"utf-16 without", wide(unicode.BigEndian, unicode.IgnoreBOM, xml("utf-16")), ""},
		{"utf-8 and a few bytes of windows-1252", []byte(xml("utf-8") + "<!-- \xe9 -->"), ""},
		{"control characters", []byte(strings.ReplaceAll(xml("utf-8"), "volées", "v\x00o\x0bl\x1fées\uffff")), ""},
	} {
		f, err := Parse(test.body, test.contentType, "")
		want := title
		if strings.HasPrefix(test.name, "latin 9") {
			want = strings.ReplaceAll(title, "’", "'")
		}
		if err != nil || f.Title != want {
			t.Errorf("%s: title %q, %v, want %q", test.name, f.Title, err, want)
		}
	}
}
