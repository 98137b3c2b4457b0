package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const prosePage = `<p>Le transporteur a prévenu ses clients, mardi, d'un vol de données personnelles qui touche les adresses et les numéros de téléphone.</p>`

func TestMeta(t *testing.T) {
	tests := []struct {
		name, page, contentType, url string
		want                         Article
	}{
		{
			name: "JSON-LD in a graph, h1 that the title holds",
			page: `<html lang="fr-BE"><title>Fuite chez Colisvite | Le Courrier</title><link rel=canonical href="/a?x=1"><script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},
{"@type":["NewsArticle"],"headline":"Autre","datePublished":"2026-03-12T18:42:00+01:00","author":[{"name":"Ana Roy"},{"name":"Luc Bo"}],"publisher":{"name":"Le Courrier"},"isAccessibleForFree":"False"}]}</script><h1>Fuite chez Colisvite</h1>`,
			url:  "https://courrier.example/b",
			want: Article{Title: "Fuite chez Colisvite", Lang: "fr-be", Published: "2026-03-12T18:42:00+01:00", Canonical: "https://courrier.example/a?x=1", Byline: "Ana Roy, Luc Bo", Site: "Le Courrier", Paywall: true},
		},
		{
			name: "meta only",
			page: `<title>Fuite - Le Courrier</title><meta property="og:title" content="Fuite &amp; vol"><meta property="article:published_time" content="2026-03-12 18:42:00"><meta name="author" content="Ana Roy"><meta property="og:locale" content="nl_BE"><meta property="og:url" content="https://courrier.example/c">`,
			want: Article{Title: "Fuite & vol", Lang: "nl-be", Published: "2026-03-12", Canonical: "https://courrier.example/c", Byline: "Ana Roy"},
		},
		{
			name: "nothing declared",
			page: `<h1>Fuite</h1><time datetime="2026-03-12">hier</time>` + prosePage + prosePage,
			want: Article{Title: "Fuite", Lang: "fr", Published: "2026-03-12"},
		},
		{
			name: "a theme's English on a French page",
			page: `<html lang="en-US"><title>Fuite – Le Courrier de la ville et des environs</title>` + prosePage + prosePage,
			want: Article{Title: "Fuite – Le Courrier de la ville et des environs", Lang: "fr"},
		},
		{
			name: "opt-outs",
			page: `<meta name="tdm-reservation" content="1"><meta name="robots" content="noai, noimageai">`,
			want: Article{OptOut: "tdm-reservation"},
		},
		{name: "noai", page: `<meta name="robots" content="index, noai">`, want: Article{OptOut: "noai"}},
		{name: "no reservation", page: `<meta name="tdm-reservation" content="0"><meta name="robots" content="noimageai">`},
		{name: "broken JSON-LD", page: `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"</script><title>Fuite</title>`, want: Article{Title: "Fuite"}},
		{name: "JSON-LD with raw line ends", page: "<script type=\"application/ld+json\">//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"Fuite\nici\"}\n//]]></script>", want: Article{Title: "Fuite ici"}},
		{name: "canonical that is no address", page: `<link rel="canonical" href="javascript:alert(1)">`, url: "https://courrier.example/"},
		{name: "a tier", page: `<meta property="article:content_tier" content="locked">`, want: Article{Paywall: true}},
		{name: "a metered tier", page: `<meta property="article:content_tier" content="metered">`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Page([]byte(test.page), test.contentType, test.url)
			if err != nil {
				t.Fatal(err)
			}
			got.Text = ""
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	for _, test := range []struct{ name, page, contentType, want string }{
		{"UTF-8 whatever is declared", "<meta charset=iso-8859-1>é", "text/html; charset=latin1", "<meta charset=iso-8859-1>é"},
		{"header", "\xe9", "text/html; charset=iso-8859-1", "é"},
		{"meta", "<meta charset=\"iso-8859-15\">\xa4", "text/html", "<meta charset=\"iso-8859-15\">€"},
		{"old meta", "<meta content='text/html; charset=windows-1251'>\xe0", "", "<meta content='text/html; charset=windows-1251'>а"},
		{"nothing declared", "d\x92\xe9t\xe9", "", "d’été"},
		{"unknown charset", "\xe9", "text/html; charset=klingon", "é"},
		{"UTF-8 with a broken byte", "été été été \xe9", "text/html; charset=latin1", "été été été \uFFFD"},
		{"byte order mark", "\xef\xbb\xbfa", "", "a"},
		{"UTF-16", "\xff\xfea\x00\xe9\x00", "", "aé"},
		{"NUL", "a\x00b", "", "ab"},
	} {
		if got := decode([]byte(test.page), test.contentType); got != test.want {
			t.Errorf("%s: decode(%q, %q) = %q, want %q", test.name, test.page, test.contentType, got, test.want)
		}
	}
}

func TestDecodeCutsAtTheLimit(t *testing.T) {
	page := make([]byte, 0, MaxBytes+3)
	for len(page) < MaxBytes+1 {
		page = append(page, "é"...)
	}
	if got := decode(append([]byte("a"), page...), ""); len(got) > MaxBytes || got[len(got)-2:] != "é" {
		t.Errorf("%d bytes, end %q", len(got), got[len(got)-2:])
	}
}

func TestISODate(t *testing.T) {
	for in, want := range map[string]string{
		"2026-03-12T18:42:00+01:00":     "2026-03-12T18:42:00+01:00",
		"2026-03-12T18:42:00.000Z":      "2026-03-12T18:42:00Z",
		"2026-03-12T18:42:00+0100":      "2026-03-12T18:42:00+01:00",
		"2026-03-12 18:42":              "2026-03-12",
		"2026-03-12":                    "2026-03-12",
		"20260312":                      "2026-03-12",
		"12/03/2026":                    "2026-03-12",
		"March 12, 2026":                "2026-03-12",
		"Thu, 12 Mar 2026 18:42:00 GMT": "2026-03-12T18:42:00Z",
		"0001-01-01T00:00:00Z":          "",
		"hier":                          "",
		"":                              "",
	} {
		if got := isoDate(in); got != want {
			t.Errorf("isoDate(%q) = %q, want %q", in, got, want)
		}
	}
}
