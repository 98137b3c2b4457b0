package feed

import (
	"errors"
	"fmt"
	"strings"
)

// mended is a document that any XML parser can read.
type mended struct {
	xml  string
	flaw string
}

var errHTML = errors.New("a web page, not a feed")

// maxDepth is how deep elements may be nested; deeper tags are left out.
const maxDepth = 64

// mend rewrites the first feed of a document. Elements are closed where they must be, text is escaped, CDATA becomes
// text, the markup inside of titles and descriptions becomes text too, prefixes and namespaces take their usual form.
// Comments, instructions, the document type and what stands before or after the feed are left out.
func mend(doc string) (mended, error) {
	m := &mender{s: doc, item: -1, found: map[string]int{}}
	for m.pos < len(m.s) && !m.done && m.err == nil {
		m.step()
	}
	if m.err != nil {
		return mended{}, m.err
	}
	if m.root == "" {
		return mended{}, errNone
	}
	if len(m.open) > 0 {
		m.salvage()
	}
	return mended{xml: m.out.String(), flaw: m.flaw}, nil
}

type mender struct {
	s        string
	pos      int
	out      strings.Builder
	open     []element
	root     string            // rss, rdf or feed; empty before it
	prefix   string            // of the root's own vocabulary, left out
	item     int               // where the open item begins in out; -1 outside of items
	items    int               // that are whole
	entities map[string]string // that the document type defines
	budget   int               // what may still be expanded
	found    map[string]int    // where find last found what
	madeUp   bool              // the root is ours: the document has none
	done     bool
	flaw     string
	err      error
}

type element struct {
	name  string // as written
	match string // as a closing tag may call it
	item  bool
}

// find returns the place of a string at or after from, -1 when there is none. It remembers, so that a hostile document
// cannot make it search the same megabytes again for every tag.
func (m *mender) find(sub string, from int) int {
	at, ok := m.found[sub]
	if !ok || at >= 0 && at < from {
		at = strings.Index(m.s[from:], sub)
		if at >= 0 {
			at += from
		}
		m.found[sub] = at
	}
	return at
}

// step reads up to the next markup and deals with it.
func (m *mender) step() {
	at := strings.IndexByte(m.s[m.pos:], '<')
	if at < 0 {
		m.text(m.s[m.pos:])
		m.pos = len(m.s)
		return
	}
	m.text(m.s[m.pos : m.pos+at])
	m.pos += at
	rest := m.s[m.pos:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		m.skipTo("-->", "<!--")
	case strings.HasPrefix(rest, "<![CDATA["):
		m.cdata("")
	case strings.HasPrefix(rest, "<?"):
		m.skipTo(">", "<?")
	case strings.HasPrefix(rest, "<!"):
		m.doctype()
	case strings.HasPrefix(rest, "</"):
		m.endTag()
	default:
		m.startTag()
	}
}

// skipTo leaves out what ends with end; where it never ends, only its beginning.
func (m *mender) skipTo(end, begin string) {
	if at := m.find(end, m.pos+len(begin)); at >= 0 {
		m.pos = at + len(end)
		return
	}
	m.pos += len(begin)
}

func (m *mender) text(s string) {
	if len(m.open) > 0 && s != "" {
		m.out.WriteString(escapeText(m.unescape(strings.ReplaceAll(s, "]]>", ""))))
	}
}

// cdata copies a section as text. Some sections end with "]]" or not at all: then at the element's end.
func (m *mender) cdata(within string) {
	from := m.pos + len("<![CDATA[")
	end, after := m.find("]]>", from), 0
	if end >= 0 {
		after = end + len("]]>")
	}
	if within != "" {
		closing := m.find("</"+within, from)
		again := m.find("<![CDATA[", from)
		if closing >= 0 && (end < 0 || again >= 0 && closing < again && again < end) {
			end, after = closing, closing
		}
	}
	if end < 0 {
		end, after = len(m.s), len(m.s)
	}
	if len(m.open) > 0 {
		s := m.s[from:end]
		if after == end {
			s = strings.TrimRight(s, "]")
		}
		m.out.WriteString(escapeText(s))
	}
	m.pos = after
}

func (m *mender) endTag() {
	t, ok := parseTag(m.s[m.pos+1:])
	if !ok {
		m.literal()
		return
	}
	m.pos += 1 + t.size
	match := matchName(t.name, m.prefix)
	for i := len(m.open) - 1; i >= 0; i-- {
		if m.open[i].match == match {
			m.closeTo(i)
			return
		}
	}
}

// literal takes a < as text.
func (m *mender) literal() {
	if len(m.open) > 0 {
		m.out.WriteString("&lt;")
	}
	m.pos++
}

// closeTo closes the open elements down to and with number i.
func (m *mender) closeTo(i int) {
	for len(m.open) > i {
		e := m.open[len(m.open)-1]
		m.out.WriteString("</" + e.name + ">")
		m.open = m.open[:len(m.open)-1]
		if e.item {
			m.item, m.items = -1, m.items+1
		}
	}
	m.done = len(m.open) == 0
}

func (m *mender) startTag() {
	t, ok := parseTag(m.s[m.pos:])
	if !ok {
		m.literal()
		return
	}
	local := strings.ToLower(localName(t.name))
	if m.root == "" {
		m.pos += t.size
		m.begin(t, local)
		return
	}
	name := m.usual(t.name)
	e := element{name: name, match: matchName(t.name, m.prefix), item: name == "item" || name == "entry"}
	if e.item {
		m.closeItem()
		m.closeWrappers()
		if name = "item"; m.root == "feed" { // the other kind's word for the same
			name = "entry"
		}
		e.name = name
	}
	m.pos += t.size
	if len(m.open) >= maxDepth {
		return
	}
	if e.item {
		m.item = m.out.Len()
	}
	isText := isTextElement(t.name)
	m.out.WriteString("<" + name + m.attributes(t, e.item || name == "channel", isText) + ">")
	m.open = append(m.open, e)
	if href := t.attr("href"); e.item && href != "" { // Channel Definition Format
		m.out.WriteString("<link>" + escapeText(m.unescape(href)) + "</link>")
	}
	switch {
	case t.closed:
		if name == "link" && t.attr("href") == "" {
			m.loose()
		}
		m.closeTo(len(m.open) - 1)
	case isText:
		m.mixed(t)
	}
}

// loose takes an address that stands after <link/> as the link's: programs that take feeds for HTML write it so.
func (m *mender) loose() {
	rest := m.s[m.pos:]
	if at := strings.IndexByte(rest, '<'); at >= 0 && strings.HasPrefix(strings.TrimSpace(rest[:at]), "http") {
		m.text(rest[:at])
		m.pos += at
	}
}

// begin starts the output at the first element that is a feed.
func (m *mender) begin(t tag, local string) {
	switch local {
	case "rss", "rdf", "feed":
		m.root = local
	case "channel", "item":
		m.root = "rss"
	case "entry":
		m.root = "feed"
	case "html", "body", "head":
		m.err = errHTML
		return
	default:
		return
	}
	m.prefix = rootPrefix(t, m.root)
	name := map[string]string{"rss": "rss", "rdf": "rdf:RDF", "feed": "feed"}[m.root]
	m.out.WriteString("<" + name + m.rootAttributes(t) + ">")
	m.open = append(m.open, element{name: name, match: m.root})
	if m.madeUp = local != m.root; m.madeUp {
		m.pos -= t.size
	} else if t.closed {
		m.closeTo(0)
	}
}

// closeItem closes the open item, where the feed forgot to.
func (m *mender) closeItem() {
	for i, e := range m.open {
		if e.item {
			m.closeTo(i)
			return
		}
	}
}

// closeWrappers closes what stands around an item besides the feed: a parser looks for items right below it.
func (m *mender) closeWrappers() {
	for i, e := range m.open {
		if i > 0 && e.name != "channel" {
			m.closeTo(i)
			return
		}
	}
}

// mixed reads the inside of a title or description as text with markup, up to its end or to what cannot be inside.
func (m *mender) mixed(t tag) {
	within := matchName(t.name, m.prefix)
	xhtml := strings.Contains(strings.ToLower(t.attr("type")), "xhtml") || strings.EqualFold(t.attr("mode"), "xml")
	for depth := 0; m.pos < len(m.s); {
		m.mixedText(xhtml)
		if m.notTag(t.name) {
			continue
		}
		rest := m.s[m.pos:]
		end := strings.HasPrefix(rest, "</")
		inner, ok := parseTag(rest)
		if end {
			inner, ok = parseTag(rest[1:])
			inner.size++
		}
		if !ok {
			m.literal()
			continue
		}
		name := matchName(inner.name, m.prefix)
		if end && name == within && depth == 0 {
			m.pos += inner.size
			m.closeTo(len(m.open) - 1)
			return
		}
		if m.endsText(name, within, end) {
			m.closeTo(len(m.open) - 1)
			return
		}
		switch {
		case name == within && end:
			depth--
		case name == within && !inner.closed:
			depth++
		}
		m.out.WriteString(escapeText(rest[:inner.size]))
		m.pos += inner.size
	}
}

// mixedText copies up to the next <. Text inside of XHTML is escaped once more, as the markup around it is.
func (m *mender) mixedText(xhtml bool) {
	at := strings.IndexByte(m.s[m.pos:], '<')
	if at < 0 {
		at = len(m.s) - m.pos
	}
	s := escapeText(m.unescape(strings.ReplaceAll(m.s[m.pos:m.pos+at], "]]>", "")))
	if xhtml {
		s = escapeText(s)
	}
	m.out.WriteString(s)
	m.pos += at
}

// notTag deals with what stands in text and is no tag; it reports false when a tag follows.
func (m *mender) notTag(within string) bool {
	rest := m.s[m.pos:]
	switch {
	case rest == "":
	case strings.HasPrefix(rest, "<!--"):
		m.skipTo("-->", "<!--")
	case strings.HasPrefix(rest, "<![CDATA["):
		m.cdata(within)
	case strings.HasPrefix(rest, "<?"):
		m.skipTo(">", "<?")
	default:
		return false
	}
	return true
}

// endsText reports whether a tag shows that the end of a title or description was forgotten.
func (m *mender) endsText(name, within string, end bool) bool {
	switch name {
	case "item", "entry":
		return m.item >= 0 || !end
	case "channel", "rss", "feed", "rdf":
		return end
	case "pubdate", "guid", "description", "updated", "published", "lastbuilddate":
		return !end && name != within
	case "link":
		return within == "title"
	}
	return false
}

// salvage ends a document that was cut. What is open is not whole, and an item that is not whole is left out: the next
// night brings it.
func (m *mender) salvage() {
	if m.madeUp && len(m.open) == 1 {
		m.closeTo(0)
		return
	}
	if m.item >= 0 {
		kept := m.out.String()[:m.item]
		m.out.Reset()
		m.out.WriteString(kept)
		for !m.open[len(m.open)-1].item {
			m.open = m.open[:len(m.open)-1]
		}
		m.open = m.open[:len(m.open)-1]
	}
	m.closeTo(0)
	m.flaw = fmt.Sprintf("cut short, items read: %d", m.items)
}
