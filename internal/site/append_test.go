package site

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"testing"
)

// What is appended is what the standard library writes.
func TestAppendedIsEscaped(t *testing.T) {
	texts := append([]string{"", "Orange", "l’hôpital d’Essai", "a\u2028b\u2029c", "\x00\x01\t\r\n", "\xff\xfe", "\ufffe\uffff\ufeff", "a\xc3(", "\u007f", `"\/`}, hostile...)
	for _, s := range texts {
		var want bytes.Buffer
		if err := xml.EscapeText(&want, []byte(s)); err != nil {
			t.Fatal(err)
		}
		if got := xmlEscaped(nil, s); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("xmlEscaped(%q) = %q, want %q", s, got, &want)
		}
		for _, html := range []bool{false, true} {
			want.Reset()
			enc := json.NewEncoder(&want)
			enc.SetEscapeHTML(html)
			if err := enc.Encode(s); err != nil {
				t.Fatal(err)
			}
			if got := append(jsonText(nil, s, html), '\n'); !bytes.Equal(got, want.Bytes()) {
				t.Errorf("jsonText(%q, %v) = %q, want %q", s, html, got, &want)
			}
		}
	}
}
