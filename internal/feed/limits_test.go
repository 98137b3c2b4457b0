package feed

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestTenThousandItems(t *testing.T) {
	var b strings.Builder
	b.WriteString("<rss><channel>")
	first := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 10_000 {
		fmt.Fprintf(&b, "<item><title>%d</title><link>https://courrier.example/%d</link><pubDate>%s</pubDate></item>",
			i, i, first.Add(time.Duration(i)*time.Minute).Format(time.RFC1123Z))
	}
	b.WriteString("</channel></rss>")
	f, err := Parse([]byte(b.String()), "", "")
	if err != nil || len(f.Items) != MaxItems {
		t.Fatalf("%d items, %v, want %d", len(f.Items), err, MaxItems)
	}
	if got, want := f.Items[0].Title, fmt.Sprint(10_000-MaxItems); got != want {
		t.Errorf("first item %q, want %q: the most recent are kept", got, want)
	}
	if f.Flaw == "" {
		t.Error("nothing says that items were left out")
	}
}

func TestLongTexts(t *testing.T) {
	long := strings.Repeat("données ", 50_000)
	f, err := Parse([]byte("<rss><channel><item><title>"+long+"</title><description>"+long+"</description></item></channel></rss>"), "", "")
	if err != nil || len(f.Items) != 1 {
		t.Fatalf("%d items, %v", len(f.Items), err)
	}
	if n := utf8.RuneCountInString(f.Items[0].Title); n > maxTitle+1 || n < maxTitle-20 {
		t.Errorf("a title of %d characters, want about %d", n, maxTitle)
	}
	if n := utf8.RuneCountInString(f.Items[0].Summary); n > maxSummary+1 {
		t.Errorf("a summary of %d characters, want %d at most", n, maxSummary)
	}
}

// TestCutAnywhere cuts feeds in a great many places: the items that are read are the first of the whole feed, unchanged.
func TestCutAnywhere(t *testing.T) {
	for _, name := range []string{"testdata/rss.txtar", "testdata/atom.txtar", "testdata/html-inside.txtar"} {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc := a.Files[0].Data
		whole, err := Parse(doc, "", "")
		if err != nil {
			t.Fatal(err)
		}
		for cut := 0; cut < len(doc); cut += 3 {
			f, err := Parse(doc[:cut], "", "")
			if err != nil {
				continue
			}
			if len(f.Items) > len(whole.Items) || !slices.Equal(f.Items, whole.Items[:len(f.Items)]) {
				t.Fatalf("%s, cut at %d: %+v", name, cut, f.Items)
			}
			if len(f.Items) < len(whole.Items) && f.Flaw == "" {
				t.Fatalf("%s, cut at %d: %d items, and no flaw", name, cut, len(f.Items))
			}
		}
	}
}

// TestHostile reads documents made to cost much; each must take no longer than its size asks for.
func TestHostile(t *testing.T) {
	const n = 200_000
	for name, doc := range map[string]string{
		"deep":             "<rss><channel><item>" + strings.Repeat("<a>", n),
		"deep text":        "<rss><channel><item><description>" + strings.Repeat("<description>", n),
		"open sections":    "<rss><channel><item><title>" + strings.Repeat("<![CDATA[", n),
		"open comments":    "<rss><channel>" + strings.Repeat("<!--", n),
		"open doctypes":    strings.Repeat("<!DOCTYPE [", n) + "<rss/>",
		"open quotes":      "<rss><channel>" + strings.Repeat("<a b=\"", n),
		"open attributes":  "<rss " + strings.Repeat("a='", n),
		"many attributes":  "<rss><channel><a " + strings.Repeat("a=1 ", n) + ">",
		"stray ends":       "<rss><channel>" + strings.Repeat("</item>", n),
		"less-than":        "<rss><channel><title>" + strings.Repeat("<", n),
		"ampersands":       "<rss><channel><title>" + strings.Repeat("&", n),
		"ampersands twice": "<rss><channel><title>" + strings.Repeat("&amp;", n),
		"entity used often": `<!DOCTYPE r [<!ENTITY a "` + strings.Repeat("a", 190) + `">]><rss><channel><title>` +
			strings.Repeat("&a;", n),
	} {
		begin := time.Now()
		f, err := Parse([]byte(doc), "", "")
		if err != nil && !reflect.ValueOf(f).IsZero() {
			t.Errorf("%s: an error and a feed", name)
		}
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%s: %v for %d kB", name, took, len(doc)>>10)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("<rss><channel><title>a</title><item><title>b<link>https://a.example/</link><description><![CDATA[<p>c"), "text/xml")
	f.Add([]byte("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title type='xhtml'><div>é &amp; &#xe9;</div>"), "charset=latin1")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"url":"/a"}]}`), "")
	f.Add([]byte("<!DOCTYPE rss [<!ENTITY a \"b\">]><rdf:RDF><item>&a;<pubDate>lundi 3 mars 2025 14h30</pubDate></item>"), "")
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		got, err := Parse(body, contentType, "https://courrier.example/rss")
		if err != nil && !reflect.ValueOf(got).IsZero() {
			t.Errorf("an error, %v, and a feed, %+v", err, got)
		}
		for _, item := range got.Items {
			if item.URL != "" && !strings.HasPrefix(item.URL, "http://") && !strings.HasPrefix(item.URL, "https://") {
				t.Errorf("URL %q is not of the web", item.URL)
			}
			for _, s := range []string{item.Title, item.Summary, item.Content} {
				if !utf8.ValidString(s) {
					t.Errorf("%q is not UTF-8", s)
				}
			}
			if strings.Contains(item.Title, "\n") {
				t.Errorf("title %q has lines", item.Title)
			}
		}
	})
}

// BenchmarkParse reads 50 items with the full text of each, 250 kB.
func BenchmarkParse(b *testing.B) {
	item := "<item><title><![CDATA[Fuite de données chez Voltaira&nbsp;: 120 000 clients]]></title><link>https://courrier.example/%d</link>" +
		"<pubDate>Mon, 10 Nov 2025 08:30:00 +0100</pubDate><description>Le fournisseur d&#8217;énergie &amp;amp; ses clients.</description><content:encoded><![CDATA[" +
		strings.Repeat("<p>Des noms, des adresses et des <strong>IBAN</strong> de clients ont été <a href=\"/x\">consultés</a>.</p>\n", 45) + "]]></content:encoded></item>\n"
	var doc strings.Builder
	doc.WriteString("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Le Courrier</title>")
	for i := range 50 {
		fmt.Fprintf(&doc, item, i)
	}
	doc.WriteString("</channel></rss>")
	body := []byte(doc.String())
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if f, err := Parse(body, "", ""); err != nil || len(f.Items) != 50 {
			b.Fatal(err)
		}
	}
}
