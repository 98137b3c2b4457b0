package news

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestSeasonAt(t *testing.T) {
	s := Seasons{time.September, 1}
	for _, tt := range []struct {
		in   Date
		want string
		ok   bool
	}{{"2025-08-31", "2024-2025", true}, {"2025-09-01", "2025-2026", true}, {"2025-09", "2025-2026", true}, {"2026-02-10", "2025-2026", true}, {"", "", false}, {"x", "", false}} {
		if got, ok := s.At(tt.in); got.Name != tt.want || ok != tt.ok {
			t.Errorf("At(%q) = %v, %v, want %q, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
	if got, _ := s.At("2025-10-01"); got.First != "2025-09-01" || got.Last != "2026-08-31" {
		t.Errorf("bounds = %v", got)
	}
}

func TestEarliest(t *testing.T) {
	for _, tt := range []struct{ a, b, want Date }{
		{"", "2025-01", "2025-01"}, {"2025-01", "2025-01-29", "2025-01-29"}, {"2025-01-29", "2025-01", "2025-01-29"},
		{"2025-02-01", "2025-01", "2025-01"}, {"2025-02-03", "2025-02-01", "2025-02-01"},
	} {
		if got := Earliest(tt.a, tt.b); got != tt.want {
			t.Errorf("Earliest(%q, %q) = %q, want %q", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestDateValid(t *testing.T) {
	for d, want := range map[Date]bool{"": true, "2025-02": true, "2025-02-28": true, "2025-02-29": false, "2025-13": false, "2025": false, "hier": false, "2025-1-2": false} {
		if got := d.Valid(); got != want {
			t.Errorf("%q.Valid() = %v", d, got)
		}
	}
}

// The law's rule on links: nothing that leads to leaked data, nothing that is not the web.
func TestBadLink(t *testing.T) {
	for _, bad := range []string{"", "x", "ftp://a.example/", "javascript:alert(1)", "https://user:pw@a.example/", "http://abc.onion/x", "https://abc.ONION./", "https://breachforums.st/x",
		"https://www.mega.nz/f", "https://ｍega.nz/f", "https://mega。nz/f", "https://ⓜega｡nz/f", "https://mega.nz../f", "https://abc。onion/", "https://a.example/\nb", "//a.example/", "https:///x", "data:text/html,x"} {
		if BadLink(bad) == "" {
			t.Errorf("BadLink(%q) lets it pass", bad)
		}
	}
	for _, good := range []string{"https://www.rtl.be/actu?x=1", "http://omega.nz/", "https://next.ink/brief/"} {
		if fact := BadLink(good); fact != "" {
			t.Errorf("BadLink(%q) = %q", good, fact)
		}
	}
}

func TestCut(t *testing.T) {
	long := strings.Repeat("élève ", 100)
	for _, tt := range []struct{ in, want string }{{" a\n b ", "a b"}, {"un deux trois", "un deux…"}, {"abcdefghijklmnop", "abcdefghijk…"}, {"un deux, trois quatre", "un deux…"}} {
		if got := Cut(tt.in, 12); got != tt.want {
			t.Errorf("Cut(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	if got := Cut(long, ExtractMax); utf8.RuneCountInString(got) > ExtractMax || !strings.HasSuffix(got, "élève…") {
		t.Errorf("Cut(long) = %q", got)
	}
}

func TestMissed(t *testing.T) {
	for _, c := range []struct {
		nights []Date
		want   string
	}{
		{nil, "[]"}, {[]Date{"2026-01-01"}, "[]"}, {[]Date{"2026-02-28", "2026-03-01"}, "[]"},
		{[]Date{"2026-02-26", "2026-03-01", "2026-03-02", "2026-03-04"}, "[2026-02-27 2026-02-28 2026-03-03]"},
	} {
		if got := fmt.Sprint(Missed(c.nights)); got != c.want {
			t.Errorf("Missed(%v) = %s, want %s", c.nights, got, c.want)
		}
	}
}
