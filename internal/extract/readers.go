package extract

import (
	"log/slog"
	"net/url"
	"unicode/utf8"

	readeck "codeberg.org/readeck/go-readability/v2"
	shiori "github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
)

// byReadeck returns the marks of the text that go-readability keeps.
func byReadeck(doc *html.Node, base *url.URL) map[mark]bool {
	p := readeck.NewParser()
	p.DisableJSONLD = true
	p.KeepClasses = true
	p.Logger = slog.New(slog.DiscardHandler)
	a, err := p.ParseAndMutate(clone(doc), base)
	if err != nil || a.Node == nil {
		return nil
	}
	return marksOf(a.Node)
}

// byShiori returns the marks of the text that the archived go-readability keeps.
func byShiori(doc *html.Node, base *url.URL) map[mark]bool {
	p := shiori.NewParser()
	p.DisableJSONLD = true
	p.KeepClasses = true
	a, err := p.ParseDocument(doc, base)
	if err != nil || a.Node == nil {
		return nil
	}
	return marksOf(a.Node)
}

// ownText is the length from which a text is known again without its element: go-readability puts a paragraph in the
// place of a div that holds nothing else, and the number is lost with the div.
const ownText = 25

// marksOf reads the marks back from an extractor's tree.
func marksOf(root *html.Node) map[mark]bool {
	marks := map[mark]bool{}
	var walk func(n *html.Node, owner string)
	walk = func(n *html.Node, owner string) {
		if n.Type == html.TextNode {
			if t := squeeze(n.Data); t != "" {
				marks[mark{owner, t}] = true
				if len(t) >= ownText {
					marks[mark{"", t}] = true
				}
			}
			return
		}
		if v := attr(n, markAttr); v != "" {
			owner = v
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, owner)
		}
	}
	walk(root, "")
	return marks
}

// marked takes the blocks of which an extractor kept more than half.
func marked(blocks []block, marks map[mark]bool) opinion {
	o := make(opinion, len(blocks))
	for i := range blocks {
		n := 0
		for _, m := range blocks[i].marks {
			if marks[m] || len(m.text) >= ownText && marks[mark{"", m.text}] {
				n += utf8.RuneCountInString(m.text)
			}
		}
		o[i] = 2*n > blocks[i].chars
	}
	return o
}
