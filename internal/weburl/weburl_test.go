package weburl

import (
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	for _, test := range []struct{ raw, want string }{
		{"https://courrier.example/fuite", "https://courrier.example/fuite"},
		{" https://Courrier.Example:443/Fuite#lire \n", "https://courrier.example/Fuite"},
		{"HTTP://courrier.example:80", "http://courrier.example/"},
		{"http://courrier.example:8080/a", "http://courrier.example:8080/a"},
		{"https://courrier.example./a", "https://courrier.example/a"},
		{"https://courrier.example/a/../b/./c", "https://courrier.example/b/c"},
		{"https://courrier.example/a?", "https://courrier.example/a"},
		{"https://courrier.example/a?#xtor=RSS-18", "https://courrier.example/a"},

		// Tracking.
		{"https://courrier.example/a?utm_source=rss&utm_medium=feed", "https://courrier.example/a"},
		{"https://courrier.example/a?xtor=RSS-18", "https://courrier.example/a"},
		{"https://courrier.example/a?at_medium=RSS&at_campaign=flux&id=12", "https://courrier.example/a?id=12"},
		{"https://courrier.example/a?id=12&amp;utm_source=x", "https://courrier.example/a?id=12"},
		{"https://courrier.example/a?id=12&amp;amp;page=2", "https://courrier.example/a?id=12&page=2"},
		{"https://courrier.example/a?FBCLID=x&CMP=share_btn_tw", "https://courrier.example/a"},
		{"https://krant.example/a?wt_mc=n&ns_source=twitter&mc_cid=1", "https://krant.example/a"},
		{"https://krant.example/a?ref=rss", "https://krant.example/a"},
		{"https://krant.example/a?source=newsletter_matin&from=hp", "https://krant.example/a"},

		// Identity.
		{"https://krant.example/?p=4212", "https://krant.example/?p=4212"},
		{"https://krant.example/a?ref=2024-118", "https://krant.example/a?ref=2024-118"},
		{"https://krant.example/a?source=cnil", "https://krant.example/a?source=cnil"},
		{"https://krant.example/a?ns_id=4", "https://krant.example/a?ns_id=4"},
		{"https://krant.example/a?b=2&a=1&a=3", "https://krant.example/a?b=2&a=1&a=3"},
		{"https://krant.example/article.php?id=1&page=2", "https://krant.example/article.php?id=1&page=2"},

		// Spelling.
		{"https://éco.example/santé", "https://xn--co-9ia.example/sant%C3%A9"},
		{"https://courrier.example/sant%c3%a9", "https://courrier.example/sant%C3%A9"},
		{"https://courrier.example/%7Euser/%61", "https://courrier.example/~user/a"},
		{"https://courrier.example/a%2Fb?q=a%26b", "https://courrier.example/a%2Fb?q=a%26b"},
		{"https://courrier.example/a b?q=c d", "https://courrier.example/a%20b?q=c%20d"},
		{"https://courrier.example/a?q=100%", "https://courrier.example/a?q=100%25"},
		{"https://courrier.example/long\n  /folded", "https://courrier.example/long/folded"},
		{"https://[2001:DB8::1]:443/", "https://[2001:db8::1]/"},

		// Hostile.
		{"", ""},
		{"/fuite", ""},
		{"//courrier.example/fuite", ""},
		{"javascript:alert(1)", ""},
		{"data:text/html,x", ""},
		{"file:///etc/passwd", ""},
		{"ftp://courrier.example/a", ""},
		{"http:courrier.example", ""},
		{"http://", ""},
		{"http:///a", ""},
		{"https://user:secret@courrier.example/", ""},
		{"https://courrier.example@evil.example/", ""},
		{"https://courrier..example/", ""},
		{"https://cour rier.example/", ""},
		{"https://cour<rier.example/", ""},
		{"https://[fe80::1%25eth0]/", ""},
		{"https://courrier.example:port/", ""},
		{"https://courrier.example/%zz", ""},
		{"https://courrier.example/\x00", ""},
		{"https://courrier.example/\"><script>", "https://courrier.example/%22%3E%3Cscript%3E"},
		{"https://courrier.example/?q=\"><script>", "https://courrier.example/?q=%22%3E%3Cscript%3E"},
		{"https://courrier.example/" + strings.Repeat("a", MaxLen), ""},
		{"\\\\courrier.example\\a", ""},
	} {
		if got := Canonical(test.raw); got != test.want {
			t.Errorf("Canonical(%q) = %q, want %q", test.raw, got, test.want)
		}
	}
}

func TestKey(t *testing.T) {
	for _, test := range []struct{ a, b string }{
		{"http://courrier.example/a", "https://www.courrier.example/a/"},
		{"https://m.courrier.example/a", "https://courrier.example/a#x"},
		{"https://amp.courrier.example/a", "https://courrier.example/a"},
		{"https://www.m.courrier.example/a", "https://courrier.example/a"},
		{"https://courrier.example/a/amp/", "https://courrier.example/a"},
		{"https://courrier.example/a.amp.html", "https://courrier.example/a.html"},
		{"https://courrier.example/a?amp=1", "https://courrier.example/a"},
		{"https://courrier.example/a?amp", "https://courrier.example/a"},
		{"https://courrier.example/a?b=1&c=2", "https://courrier.example/a?c=2&b=1&utm_source=rss"},
		{"https://courrier-example.cdn.ampproject.org/c/s/courrier.example/a", "https://courrier.example/a"},
		{"https://www.google.com/amp/s/courrier.example/a/amp", "https://courrier.example/a"},
		{"https://courrier.example", "http://www.courrier.example/"},
	} {
		if a, b := Key(test.a), Key(test.b); a != b || a == "" {
			t.Errorf("Key(%q) = %q, Key(%q) = %q, want one key", test.a, a, test.b, b)
		}
	}
	for _, test := range []struct{ a, b string }{
		{"https://courrier.example/a", "https://courrier.example/b"},
		{"https://courrier.example/?p=1", "https://courrier.example/?p=2"},
		{"https://courrier.example/ampoule", "https://courrier.example/oule"},
		{"https://courrier.example/A", "https://courrier.example/a"},
		{"https://m.example/a", "https://example.example/a"},
		{"https://courrier.example/champ", "https://courrier.example/ch"},
		{"https://courrier.example:8080/a", "https://courrier.example/a"},
	} {
		if a, b := Key(test.a), Key(test.b); a == b {
			t.Errorf("Key(%q) = Key(%q) = %q, want two keys", test.a, test.b, a)
		}
	}
	if got := Key("mailto:x@courrier.example"); got != "" {
		t.Errorf("Key of a mail address = %q, want none", got)
	}
}

func FuzzCanonical(f *testing.F) {
	for _, raw := range []string{
		"https://courrier.example/a?utm_source=rss&id=1#x", "http://a.example:80/%7e/../b?c=%", "https://[::1]/",
		"https://éco.example/é?ref=rss", "http://a.example//b", "http://a.example/?&amp;amp;=", "https://a.example/?x=%2525",
	} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got := Canonical(raw)
		if got != "" && !strings.HasPrefix(got, "http://") && !strings.HasPrefix(got, "https://") {
			t.Errorf("Canonical(%q) = %q, not of the web", raw, got)
		}
		if strings.ContainsAny(got, " \"<>\\`\n\r\t#") {
			t.Errorf("Canonical(%q) = %q, not safe in an attribute", raw, got)
		}
		if again := Canonical(got); again != got {
			t.Errorf("Canonical(%q) = %q, then %q", raw, got, again)
		}
		if (Key(raw) == "") != (got == "") && !strings.Contains(raw, "amp") {
			t.Errorf("Key(%q) = %q, Canonical %q", raw, Key(raw), got)
		}
	})
}
