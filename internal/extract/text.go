package extract

import (
	"io"
	"log/slog"
	"net/url"
	"strings"
	"unicode/utf8"

	readeck "codeberg.org/readeck/go-readability/v2"
	"github.com/go-shiori/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readText returns the text of the article.
func readText(doc *html.Node, base *url.URL, m *meta) string {
	body := find(doc, atom.Body)
	if body == nil {
		return ""
	}
	blocks := cut(body, base)
	keep(blocks, byReadeck(doc, base))
	tidy(blocks, m)
	return render(blocks)
}

// byReadeck returns the marks of the text that go-readability keeps.
func byReadeck(doc *html.Node, base *url.URL) map[mark]bool {
	p := readeck.NewParser()
	p.DisableJSONLD = true
	p.KeepClasses = true
	p.Logger = slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError + 1}))
	a, err := p.ParseAndMutate(dom.Clone(doc, true), base)
	if err != nil || a.Node == nil {
		return nil
	}
	return marksOf(a.Node)
}

// marksOf reads the marks back from an extractor's tree.
func marksOf(root *html.Node) map[mark]bool {
	marks := map[mark]bool{}
	var walk func(n *html.Node, owner string)
	walk = func(n *html.Node, owner string) {
		if n.Type == html.TextNode {
			if t := squeeze(n.Data); t != "" {
				marks[mark{owner, t}] = true
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

// keep marks the blocks of which the extractor kept more than half.
func keep(blocks []block, marks map[mark]bool) {
	for i := range blocks {
		b := &blocks[i]
		n := 0
		for _, m := range b.marks {
			if marks[m] {
				n += utf8.RuneCountInString(m.text)
			}
		}
		b.kept = 2*n > b.chars
	}
}

// render joins what is kept.
func render(blocks []block) string {
	var b strings.Builder
	last := -1
	for i := range blocks {
		if !blocks[i].kept || blocks[i].dropped != "" {
			continue
		}
		if last >= 0 {
			b.WriteByte('\n')
			if !blocks[i].joined || last != i-1 {
				b.WriteByte('\n')
			}
		}
		b.WriteString(blocks[i].text)
		last = i
	}
	return b.String()
}
