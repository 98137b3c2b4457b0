package site

import (
	"encoding/xml"
	"net/url"
	"strings"

	"saison/internal/news"
)

// feedMax is how many incidents a feed holds.
const feedMax = 50

type atomFeed struct {
	lang, id, title, updated, rights, author string
	self, home                               string // addresses: of the feed, and of the page that it is the feed of

	entries []entry
}

// entry is an incident or a correction as feeds hold it, written once for all of them.
type entry struct {
	updated    string
	atom, json []byte
}

type feedItem struct {
	id, title, published, updated, href, summary string
	categories                                   []category
}

type category struct{ term, label string }

// feed renders the feeds of a list, Atom and JSON: newest first by the day it became known, never a day to come.
func (b *builder) feed(lang, path, title string, list []int) ([]File, error) {
	f := b.newFeed(lang, path, title)
	f.entries = b.entries(lang, list, feedMax)
	return f.files(path), nil
}

func (b *builder) newFeed(lang, path, title string) atomFeed {
	site := b.in.Site.Title.In(lang)
	if title == "" {
		title = site
	} else if title != site {
		title = site + " – " + title
	}
	// A feed without entries has the age of the beginning of its season: no clock, and never the future.
	return atomFeed{lang: lang, id: b.tag("feed:" + strings.TrimSuffix(path, "/")), title: title, updated: moment(b.x.season().First),
		rights: b.in.Site.Licence, author: site, self: b.abs(path + "feed.xml"), home: b.abs(path)}
}

// written writes an item in both forms.
func (i feedItem) written() entry {
	atom := element([]byte("\n <entry>"), "  ", "id", i.id)
	atom = element(atom, "  ", "title", i.title)
	atom = element(atom, "  ", "published", i.published)
	atom = element(atom, "  ", "updated", i.updated)
	atom = element(atom, "  ", "link", "", "rel", "alternate", "type", "text/html", "href", i.href)
	atom = element(atom, "  ", "summary", i.summary)
	for _, c := range i.categories {
		atom = element(atom, "  ", "category", "", "term", c.term, "label", c.label)
	}
	return entry{i.updated, append(atom, "\n </entry>"...), i.json()}
}

func (i feedItem) json() []byte {
	out := []byte("{")
	for _, p := range [][2]string{{"id", i.id}, {"url", i.href}, {"title", i.title}, {"content_text", i.summary}, {"date_published", i.published}, {"date_modified", i.updated}} {
		out = jsonText(key(out, p[0]), p[1], false)
	}
	for n, c := range i.categories {
		if n == 0 {
			out = append(key(out, "tags"), '[')
		} else {
			out = append(out, ',')
		}
		out = jsonText(out, c.label, false)
	}
	if len(i.categories) > 0 {
		out = append(out, ']')
	}
	return append(out, '}')
}

// files writes a feed in both forms, Atom first.
func (f atomFeed) files(path string) []File {
	for _, e := range f.entries {
		f.updated = max(f.updated, e.updated)
	}
	atom, items := room.Get().(*runner), room.Get().(*runner)
	out := append(atom.out[:0], xml.Header+`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="`+f.lang+`">`...)
	out = element(out, " ", "id", f.id)
	out = element(out, " ", "title", f.title)
	out = element(out, " ", "updated", f.updated)
	if f.rights != "" {
		out = element(out, " ", "rights", f.rights)
	}
	out = append(element(append(out, "\n <author>"...), "  ", "name", f.author), "\n </author>"...)
	out = element(out, " ", "link", "", "rel", "self", "type", "application/atom+xml", "href", f.self)
	out = element(out, " ", "link", "", "rel", "alternate", "type", "text/html", "href", f.home)
	for _, e := range f.entries {
		out = append(out, e.atom...)
	}
	atom.out = append(out, "\n</feed>"...)
	out = append(items.out[:0], '{')
	for _, p := range [][2]string{{"version", "https://jsonfeed.org/version/1.1"}, {"title", f.title}, {"home_page_url", f.home}, {"feed_url", f.home + "feed.json"}, {"language", f.lang}} {
		out = jsonText(key(out, p[0]), p[1], false)
	}
	out = append(key(out, "items"), "[\n"...)
	for n, e := range f.entries {
		if n > 0 {
			out = append(out, ",\n"...)
		}
		out = append(out, e.json...)
	}
	items.out = append(out, "\n]}\n"...)
	return []File{{Name: path + "feed.xml", Data: atom.out, room: atom}, {Name: path + "feed.json", Data: items.out, room: items}}
}

func (b *builder) entry(lang string, n int) entry {
	i, said := &b.x.incidents[n], &b.told[lang][n]
	t := b.tongues[lang]
	e := feedItem{id: b.tag(lang + ":" + i.ID), title: xmlText(said.title), published: moment(i.Published), updated: moment(b.shared[n].changed),
		href: b.abs(pathOf(lang, incidentKind, i.ID)), summary: xmlText(said.summary)}
	for _, d := range i.DataTypes {
		e.categories = append(e.categories, category{d, t.label(b.in.Taxonomy.DataTypes, d)})
	}
	for _, c := range i.Countries {
		e.categories = append(e.categories, category{c, t.country(b.in.Taxonomy.Countries, c)})
	}
	return e.written()
}

// tag is an identifier that outlives addresses (RFC 4151).
func (b *builder) tag(name string) string {
	host := "saison"
	if u, err := url.Parse(b.in.Site.BaseURL); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return "tag:" + host + ",2026:" + name
}

// moment is a day as feeds want it.
func moment(d news.Date) string { return d.Time().Format("2006-01-02T15:04:05Z") }

// xmlText drops the characters that XML has no way to write.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' {
			return -1
		}
		return r
	}, s)
}
