package site

import (
	"bytes"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// markdown is without WithUnsafe: raw HTML in a text is dropped.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Typographer))

// prose renders a text in Markdown whose headings begin at a level. Links of the site are put below its base, links outward
// carry no referrer, links that are neither are words, and pictures are left out: they would be asked of another host.
func (b *builder) prose(source string, level int) template.HTML {
	src := []byte(source)
	tree := markdown.Parser().Parse(text.NewReader(src))
	var drop []ast.Node
	ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(6, n.Level-2+level)
		case *ast.Image:
			drop = append(drop, n)
		case *ast.AutoLink:
			n.SetAttributeString("rel", []byte(outward))
		case *ast.Link:
			if !b.aim(n) {
				drop = append(drop, n)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, n := range drop {
		unwrap(n)
	}
	var out bytes.Buffer
	if err := markdown.Renderer().Render(&out, src, tree); err != nil {
		return trusted([]byte(template.HTMLEscapeString(source)))
	}
	return trusted(out.Bytes())
}

// outward is the rel of every link that leaves the site.
const outward = "noopener noreferrer nofollow"

// unwrap leaves the words of a link or the caption of a picture in its place.
func unwrap(n ast.Node) {
	for n.HasChildren() {
		n.Parent().InsertBefore(n.Parent(), n, n.FirstChild())
	}
	n.Parent().RemoveChild(n.Parent(), n)
}

// aim sets where a link of a text leads; false means nowhere.
func (b *builder) aim(n *ast.Link) bool {
	to := string(n.Destination)
	switch {
	case strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//"):
		n.Destination = []byte(b.base + to[1:])
	case strings.HasPrefix(to, "#"), strings.HasPrefix(to, "mailto:"):
	default:
		n.Destination = []byte(webURL(to))
		n.SetAttributeString("rel", []byte(outward))
	}
	return len(n.Destination) > 0
}
