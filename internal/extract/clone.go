package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// clone copies a document for an extractor that takes it apart, without what the extractor would throw away first. A page
// has thousands of nodes: they are made in one piece each for nodes and attributes.
func clone(doc *html.Node) *html.Node {
	nodes, attrs := 1, len(doc.Attr)
	for n := range doc.Descendants() {
		nodes, attrs = nodes+1, attrs+len(n.Attr)
	}
	c := cloner{make([]html.Node, 0, nodes), make([]html.Attribute, 0, attrs)}
	return c.copy(doc)
}

type cloner struct {
	nodes []html.Node
	attrs []html.Attribute
}

func (c *cloner) copy(src *html.Node) *html.Node {
	from := len(c.attrs)
	c.attrs = append(c.attrs, src.Attr...)
	c.nodes = append(c.nodes, html.Node{Type: src.Type, DataAtom: src.DataAtom, Data: src.Data, Attr: c.attrs[from:len(c.attrs):len(c.attrs)]})
	n := &c.nodes[len(c.nodes)-1]
	for child := src.FirstChild; child != nil; child = child.NextSibling {
		if child.DataAtom != atom.Script && child.DataAtom != atom.Style && child.Type != html.CommentNode {
			n.AppendChild(c.copy(child))
		}
	}
	return n
}
