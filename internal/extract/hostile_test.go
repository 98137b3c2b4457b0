package extract

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// hostile are pages made to cost time or to break the reader, each about size bytes long.
func hostile(size int) map[string]string {
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	deep := strings.Repeat("<div>", 450)
	sentence := "<p>Une fuite de données touche les clients de la société, selon un message envoyé hier aux abonnés, a-t-elle dit.</p>"
	return map[string]string{
		"paragraphs":        fill(sentence),
		"tiny paragraphs":   fill("<p>a"),
		"tiny divs":         deep + fill("<div>a</div>"),
		"deep paragraphs":   deep + fill(sentence),
		"refused depth":     fill("<div>"),
		"links":             fill(`<a href="/a">lire</a> `),
		"br":                fill("a<br>"),
		"headings":          fill("<h2>Les plus lus</h2>" + sentence),
		"cues":              fill("<div><p>Lees ook</p></div>"),
		"spans":             fill("<span>a"),
		"tables":            fill("<table><tr><td>a, b, c</table>"),
		"nested tables":     fill("<table><tr><td>"),
		"comments":          fill("<!-- a -->"),
		"attributes":        "<div " + fill(`a="b" `) + ">",
		"class words":       `<div class="` + fill("share ") + `">a</div>`,
		"one word":          fill("a"),
		"broken runes":      fill("<p>\xff\xc3 été"),
		"json":              `<script type="application/ld+json">` + fill("[") + `</script>` + sentence,
		"article body":      `<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"` + strings.Repeat("a b ", size/20) + `"}</script>` + strings.Repeat(sentence, size/2/len(sentence)),
		"lists":             fill("<ul><li>a</ul>"),
		"unclosed formats":  fill("<b><i><p>"),
		"blockquotes":       deep + fill("<blockquote><p>a, b, c, d, e</p></blockquote>"),
		"scripts":           fill("<script>a</script>"),
		"noscript pictures": fill("<noscript><img src=a></noscript>"),
	}
}

// TestHostile holds every page to a time that only linear work keeps, with room for the race detector: of the pages as
// long as a page may be, without it, the slowest takes three seconds, most of them in the HTML parser.
func TestHostile(t *testing.T) {
	for name, page := range hostile(MaxBytes / 8) {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			a, err := Page([]byte(page), "", "https://courrier.example/a")
			took := time.Since(start)
			if err != nil && a != (Article{}) {
				t.Errorf("an error with a value: %v", err)
			}
			if took > limit {
				t.Errorf("took %v", took)
			}
			t.Logf("%v, %d bytes of text, error %v", took.Round(time.Millisecond), len(a.Text), err)
		})
	}
}

// limit is generous, for a busy machine too: work in the square of the length takes minutes.
const limit = 30 * time.Second

func FuzzPage(f *testing.F) {
	f.Add([]byte("<h1>Fuite</h1><p>Texte"), "text/html; charset=utf-8", "https://a.example/")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), "", "")
	f.Add([]byte(`<script type="application/ld+json">{"@type":["NewsArticle"],"author":[{"name":1}],"isAccessibleForFree":"False"}</script>`), "text/html; charset=latin1", "::")
	f.Add([]byte(`<meta charset="x"><base href=":"><a href="%zz">a</a><br><br>b<ul><li>c<li>d</ul>`), "a;b", "/a")
	for name, page := range hostile(2000) {
		f.Add([]byte(page), name, name)
	}
	f.Fuzz(func(t *testing.T, page []byte, contentType, url string) {
		a, err := Page(page, contentType, url)
		if err != nil && a != (Article{}) {
			t.Errorf("an error with a value: %v", err)
		}
		for _, s := range []string{a.Title, a.Text, a.Lang, a.Published, a.Canonical, a.Byline, a.Site} {
			if !utf8.ValidString(s) {
				t.Errorf("not UTF-8: %q", s)
			}
		}
		again, _ := Page(page, contentType, url)
		if again != a {
			t.Error("two readings differ")
		}
	})
}

func ExamplePage() {
	a, _ := Page([]byte("<title>Fuite chez Colisvite | Le Courrier</title><h1>Fuite chez Colisvite</h1><p>Le transporteur Colisvite a prévenu ses clients, mardi, d'un vol de données personnelles.</p>"), "", "")
	fmt.Println(a.Title)
	fmt.Println(a.Text)
	// Output:
	// Fuite chez Colisvite
	// Le transporteur Colisvite a prévenu ses clients, mardi, d'un vol de données personnelles.
}
