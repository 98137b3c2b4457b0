package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what a page declares of itself.
type meta struct {
	title, lang, published, canonical, byline, site, optOut string

	titles     []string        // every form of the headline, to know it again in the text
	paywall    bool            // declared
	body       string          // JSON-LD articleBody
	about      string          // letters of the description, to know the first paragraph by
	titleWords map[string]bool // long words of the headline, made when first asked for
}

// head is the raw material of meta: the first value of each name.
type head struct {
	named map[string]string // meta name=, property= or itemprop=, lower case
	links map[string]string // link rel=
	title string
	h1    []string
	time  string // first <time datetime>
	html  *html.Node
	ld    object
}

func readMeta(doc *html.Node, base *url.URL) meta {
	h := readHead(doc)
	m := meta{
		lang:      language(h),
		published: published(h),
		canonical: absolute(base, first(h.links["canonical"], h.named["og:url"])),
		byline:    byline(h),
		site:      first(h.named["og:site_name"], publisher(h.ld), h.named["application-name"]),
		optOut:    optOut(h),
		paywall:   h.ld.notFree() || paidTiers[strings.ToLower(h.named["article:content_tier"])],
	}
	m.title = headline(h, m.site)
	m.titles = unique(m.title, h.ld.str("headline"), h.named["og:title"], h.named["twitter:title"], h.title, bareTitle(h.title))
	if about := letters(first(h.named["og:description"], h.named["description"], h.ld.str("description"))); len(about) > 60 {
		m.about = about[:60]
	}
	if body, ok := h.ld["articleBody"].(string); ok {
		m.body = body
	}
	return m
}

// describes reports that the description of the page begins as this block does, or that the block holds most of the
// headline's words: so does the first paragraph of most articles, and hardly ever a footer.
func (m *meta) describes(b *block) bool {
	return m.begins(b) || m.echoes(b.text)
}

// begins reports that the description of the page begins as this block does.
func (m *meta) begins(b *block) bool {
	return m.about != "" && strings.HasPrefix(letters(b.text[:min(len(b.text), 300)]), m.about)
}

// vouches reports that an opinion is not a scrap, and that it begins below the headline or echoes what the page declares.
func (m *meta) vouches(blocks []block, o opinion) bool {
	if amount(blocks, o) < 5*prose {
		return false
	}
	between := -1 // blocks since the headline
	for i := range blocks {
		b := &blocks[i]
		switch {
		case b.kind == heading && slices.Contains(m.titles, b.folded):
			between = 0
		case b.dropped != "":
		case o[i] && between >= 0 && between <= nearTitle, o[i] && b.isProse() && m.describes(b):
			return true
		case o[i]:
			between = -1
		case between >= 0:
			between++
		}
	}
	return false
}

// nearTitle is how many lines stand between a headline and its article: author, date, place.
const nearTitle = 5

// echoes reports that a text holds at least three long words, and half of those, of the headline.
func (m *meta) echoes(text string) bool {
	if m.titleWords == nil {
		m.titleWords = map[string]bool{}
		for w := range strings.FieldsSeq(fold(m.title)) {
			if len(w) > 3 {
				m.titleWords[w] = true
			}
		}
	}
	if len(m.titleWords) < 3 {
		return false
	}
	seen := map[string]bool{}
	for w := range strings.FieldsSeq(fold(text[:min(len(text), 1000)])) {
		if m.titleWords[w] {
			seen[w] = true
		}
	}
	return len(seen) >= 3 && 2*len(seen) >= len(m.titleWords)
}

func readHead(doc *html.Node) head {
	h := head{named: map[string]string{}, links: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			h.read(n)
		}
	}
	return h
}

func (h *head) read(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		h.html = n
	case atom.Meta:
		h.readMeta(n)
	case atom.Link:
		for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
			setFirst(h.links, rel, attr(n, "href"))
		}
	case atom.Title:
		if h.title == "" && n.Parent != nil && n.Parent.DataAtom != atom.Svg {
			h.title = textOf(n)
			if n.FirstChild != nil {
				h.title = squeeze(n.FirstChild.Data)
			}
		}
	case atom.H1:
		if t := textOf(n); t != "" && len(h.h1) < 10 {
			h.h1 = append(h.h1, t)
		}
	case atom.Time:
		if h.time == "" {
			h.time = isoDate(attr(n, "datetime"))
		}
	case atom.Script:
		if n.FirstChild != nil && strings.EqualFold(attr(n, "type"), "application/ld+json") {
			h.join(articleOf(n.FirstChild.Data))
		}
	}
}

// join keeps the first article and fills what it lacks from later ones.
func (h *head) join(o object) {
	if h.ld == nil {
		h.ld = o
		return
	}
	for k, v := range o {
		if _, ok := h.ld[k]; !ok {
			h.ld[k] = v
		}
	}
}

func (h *head) readMeta(n *html.Node) {
	content := squeeze(attr(n, "content"))
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		setFirst(h.named, strings.ToLower(attr(n, key)), content)
	}
}

func setFirst(m map[string]string, key, value string) {
	if key != "" && value != "" && m[key] == "" {
		m[key] = value
	}
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func unique(values ...string) []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range values {
		if f := fold(v); f != "" && !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	return out
}

// headline prefers the h1 that <title> or og:title holds: the page's own words, without the site's name and without
// what was written for sharing.
func headline(h head, site string) string {
	whole := fold(h.title + " " + h.named["og:title"] + " " + h.ld.str("headline"))
	best := ""
	for _, t := range h.h1 {
		if f := fold(t); f != fold(site) && strings.Contains(whole, f) && len(t) > len(best) {
			best = t
		}
	}
	if best != "" {
		return best
	}
	if t := first(h.ld.str("headline"), h.named["og:title"], h.named["twitter:title"], bareTitle(h.title)); t != "" {
		return t
	}
	if len(h.h1) > 0 {
		return h.h1[0]
	}
	return ""
}

// titleMarks are what outlets put between a headline and their own name.
var titleMarks = []string{" | ", " – ", " — ", " - ", " · ", " : ", " « ", " » ", " • "}

// bareTitle takes the outlet's name off a <title>: the last part where it is the shorter one.
func bareTitle(t string) string {
	for _, mark := range titleMarks {
		if i := strings.LastIndex(t, mark); i > 0 && i > len(t)-i {
			return bareTitle(strings.TrimSpace(t[:i]))
		}
	}
	return t
}

func language(h head) string {
	l := ""
	if h.html != nil {
		l = first(attr(h.html, "lang"), attr(h.html, "xml:lang"))
	}
	l = first(l, h.ld.str("inLanguage"), h.named["content-language"], h.named["og:locale"], h.named["dc.language"])
	l = strings.ToLower(strings.ReplaceAll(l, "_", "-"))
	if i := strings.IndexAny(l, ",; "); i >= 0 {
		l = l[:i]
	}
	return l
}

// dateNames are the metas that hold the date of first publication, the surest first.
var dateNames = []string{
	"article:published_time", "og:article:published_time", "datepublished", "article:published", "parsely-pub-date", "sailthru.date",
	"cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "publish-date",
	"publishdate", "publication_date", "pubdate", "article_date_original", "og:published_time", "date", "ptime", "timestamp",
}

func published(h head) string {
	if d := isoDate(first(h.ld.str("datePublished"), h.ld.str("dateCreated"), h.ld.str("uploadDate"))); d != "" {
		return d
	}
	for _, name := range dateNames {
		if d := isoDate(h.named[name]); d != "" {
			return d
		}
	}
	return h.time
}

func byline(h head) string {
	if all := h.ld.strings("author"); len(all) > 0 {
		return strings.Join(all, ", ")
	}
	for _, name := range []string{"author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author"} {
		if v := h.named[name]; v != "" && !strings.HasPrefix(v, "http") {
			return v
		}
	}
	return ""
}

func publisher(o object) string {
	if p, ok := o["publisher"].(map[string]any); ok {
		return object(p).str("name")
	}
	return ""
}

// optOut names the reservation against text mining that the page declares.
func optOut(h head) string {
	if v := h.named["tdm-reservation"]; v == "1" || strings.EqualFold(v, "true") {
		return "tdm-reservation"
	}
	for _, name := range []string{"robots", "saison", "ai"} {
		for _, word := range strings.FieldsFunc(strings.ToLower(h.named[name]), func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
			if word == "noai" || word == "noml" {
				return "noai"
			}
		}
	}
	return ""
}

// paidTiers are the values of article:content_tier that hide the text; "metered" does not on a first visit.
var paidTiers = map[string]bool{"locked": true, "paid": true, "premium": true}

// absolute resolves ref; empty unless it becomes an http address.
func absolute(base *url.URL, ref string) string {
	u, err := base.Parse(ref)
	if ref == "" || err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
