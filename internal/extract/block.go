package extract

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// kind is what a block is in the page.
type kind uint8

const (
	para kind = iota
	heading
	item
	quote
	cell
)

// block is a run of text that a reader sees as one: a paragraph, an inter-title, a line of a list.
type block struct {
	text    string
	folded  string // the text as tables of cues have it
	kind    kind
	level   int        // of a heading
	joined  bool       // begins on a new line of the block before, not after a blank line
	at      int        // the block element that holds it, in the outline
	node    *html.Node // the same, in the document
	chars   int        // runes of text
	linked  int        // runes of them inside links
	inSite  int        // runes of them inside links to the same site
	links   int        // how many links
	bold    int        // runes in <b> or <strong>
	marks   []mark     // its text nodes
	kept    bool       // by the extractor
	dropped string     // why it is furniture; empty when it is not
}

// mark finds a text node again in what an extractor returns: the number of its element, and its text.
type mark struct {
	owner string
	text  string
}

// markAttr carries the number of an element through an extractor.
const markAttr = "data-extract-n"

// noText are the elements whose text nobody reads in an article.
var noText = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Embed,
	atom.Button, atom.Select, atom.Option, atom.Textarea, atom.Input, atom.Head, atom.Nav, atom.Audio, atom.Video, atom.Canvas, atom.Dialog)

// blockTags begin and end a block.
var blockTags = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Caption, atom.Dd, atom.Details, atom.Div, atom.Dl, atom.Dt,
	atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr,
	atom.Li, atom.Main, atom.Menu, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		m[a] = true
	}
	return m
}

// outline is the elements of a page that can hold text, in document order: parents come before children, and what is
// below element i is i to end[i].
type outline struct {
	nodes  []*html.Node
	parent []int
	end    []int
}

// within reports whether element i is outer, or below it.
func (o *outline) within(i, outer int) bool { return outer <= i && i < o.end[outer] }

// up adds the values of elements to those that hold them, in one pass.
func (o *outline) up(values []int) {
	for i := len(values) - 1; i > 0; i-- {
		values[o.parent[i]] += values[i]
	}
}

// cutter walks a page and cuts it into blocks. It numbers the elements as it goes.
type cutter struct {
	outline
	base   *url.URL
	blocks []block
	cur    block
	buf    strings.Builder
	at     int  // the block element it is in
	broken bool // the next block follows a <br>
}

// cut returns the blocks below n, in the order of the page, and the elements they are in.
func cut(n *html.Node, base *url.URL) ([]block, *outline) {
	c := cutter{base: base}
	c.enter(n, 0)
	c.walk(n, 0, state{})
	c.flush(false)
	c.end[0] = len(c.nodes)
	return c.blocks, &c.outline
}

// enter puts an element into the outline.
func (c *cutter) enter(n *html.Node, parent int) int {
	c.nodes = append(c.nodes, n)
	c.parent = append(c.parent, parent)
	c.end = append(c.end, 0)
	return len(c.nodes) - 1
}

// state is what holds for all text below an element.
type state struct {
	linked, inSite, bold bool
	owner                string
}

func (c *cutter) walk(n *html.Node, at int, s state) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch child.Type {
		case html.TextNode:
			c.text(child.Data, s)
		case html.ElementNode:
			c.element(child, at, s)
		}
	}
}

func (c *cutter) element(n *html.Node, parent int, s state) {
	if noText[n.DataAtom] || n.DataAtom == 0 && n.Namespace != "" || hidden(n) {
		return
	}
	if n.DataAtom == atom.Br {
		c.end[c.enter(n, parent)] = len(c.nodes)
		c.flush(true)
		return
	}
	isBlock := blockTags[n.DataAtom] || isComponent(n)
	if !isBlock && onHover(n) {
		return
	}
	i := c.enter(n, parent)
	s.owner = strconv.Itoa(i)
	n.Attr = append(n.Attr, html.Attribute{Key: markAttr, Val: s.owner})
	switch n.DataAtom {
	case atom.A:
		if href := attr(n, "href"); href != "" && !strings.HasPrefix(href, "#") {
			s.linked, s.inSite = true, sameSite(c.base, href)
			c.cur.links++
		}
	case atom.B, atom.Strong:
		s.bold = true
	}
	if !isBlock {
		c.walk(n, i, s)
	} else {
		c.flush(false)
		outer := c.at
		c.at = i
		c.walk(n, i, s)
		c.flush(false)
		c.at = outer
	}
	c.end[i] = len(c.nodes)
}

// isComponent reports a custom element that holds blocks: it is one, as any other container.
func isComponent(n *html.Node) bool {
	if n.DataAtom != 0 || !strings.Contains(n.Data, "-") {
		return false
	}
	for child := range n.ChildNodes() {
		if child.Type != html.ElementNode {
			continue
		}
		if blockTags[child.DataAtom] || child.DataAtom == 0 {
			return true
		}
		for grandchild := range child.ChildNodes() {
			if blockTags[grandchild.DataAtom] {
				return true
			}
		}
	}
	return false
}

// onHover reports an inline element that shows only when pointed at, or is only read aloud.
func onHover(n *html.Node) bool {
	class := attr(n, "class")
	return class != "" && inClass(words(class), hoverWords)
}

func (c *cutter) text(data string, s state) {
	c.buf.WriteString(data)
	t := squeeze(data)
	if t == "" {
		return
	}
	n := utf8.RuneCountInString(t)
	c.cur.chars += n
	if s.linked {
		c.cur.linked += n
	}
	if s.inSite {
		c.cur.inSite += n
	}
	if s.bold {
		c.cur.bold += n
	}
	c.cur.marks = append(c.cur.marks, mark{s.owner, t})
}

// flush ends the block; broken says that a <br> ended it.
func (c *cutter) flush(broken bool) {
	if t := squeeze(c.buf.String()); t != "" {
		b := c.cur
		b.text, b.folded, b.at, b.node = t, fold(t), c.at, c.nodes[c.at]
		b.kind, b.level = kindOf(b.node)
		if n := len(c.blocks); n > 0 {
			last := &c.blocks[n-1]
			b.joined = c.broken && last.at == b.at || b.kind == item && last.kind == item
		}
		c.blocks = append(c.blocks, b)
		c.broken = broken
	} else {
		c.broken = false // two <br> part two paragraphs
	}
	c.cur = block{}
	c.buf.Reset()
}

func kindOf(n *html.Node) (kind, int) {
	for depth := 0; n != nil && depth < 4; n, depth = n.Parent, depth+1 {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return heading, int(n.Data[1] - '0')
		case atom.Li, atom.Dt, atom.Dd:
			return item, 0
		case atom.Blockquote:
			return quote, 0
		case atom.Td, atom.Th:
			return cell, 0
		case atom.Article, atom.Main, atom.Section, atom.Body:
			return para, 0
		}
	}
	return para, 0
}

// hidden reports what no reader sees.
func hidden(n *html.Node) bool {
	if hasAttr(n, "hidden") {
		return true
	}
	style := attr(n, "style")
	if style == "" {
		return false
	}
	style = strings.ToLower(strings.Join(strings.Fields(style), ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// sameSite reports whether a link stays with the outlet: a relative address, or a host with the same last two labels.
func sameSite(base *url.URL, href string) bool {
	if strings.HasPrefix(href, "mailto:") || strings.HasPrefix(href, "javascript:") || strings.HasPrefix(href, "tel:") {
		return false
	}
	u, err := url.Parse(href)
	if err != nil {
		return false
	}
	return u.Host == "" || base.Host != "" && lastLabels(u.Hostname()) == lastLabels(base.Hostname())
}

func lastLabels(host string) string {
	host = strings.ToLower(host)
	i := strings.LastIndexByte(host, '.')
	if i < 0 {
		return host
	}
	j := strings.LastIndexByte(host[:i], '.')
	// co.uk, com.br: a second label of three letters or fewer is the registry's.
	if j >= 0 && i-j <= 4 && len(host)-i == 3 {
		j = strings.LastIndexByte(host[:j], '.')
	}
	return host[j+1:]
}
