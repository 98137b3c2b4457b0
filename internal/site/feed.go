package site

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strings"

	"saison/internal/news"
)

// feedMax is how many incidents a feed holds.
const feedMax = 50

type atomFeed struct {
	XMLName  xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string     `xml:"xml:lang,attr"`
	ID       string     `xml:"id"`
	Title    string     `xml:"title"`
	Subtitle string     `xml:"subtitle,omitempty"`
	Updated  string     `xml:"updated"`
	Rights   string     `xml:"rights,omitempty"`
	Author   atomPerson `xml:"author"`
	Links    []atomLink `xml:"link"`

	entries []entry
}

// entry is an incident or a correction as feeds hold it, written once for all of them.
type entry struct {
	updated    string
	atom, json []byte
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	XMLName    xml.Name       `xml:"entry"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Links      []atomLink     `xml:"link"`
	Summary    string         `xml:"summary"`
	Categories []atomCategory `xml:"category"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// feed renders the feeds of a list, Atom and JSON: newest first by the day it became known, never a day to come.
func (b *builder) feed(lang, path, title string, list []int) ([]File, error) {
	f := b.newFeed(lang, path, title)
	f.entries = b.entries(lang, list, feedMax)
	return f.files(path)
}

func (b *builder) newFeed(lang, path, title string) atomFeed {
	site := b.in.Site.Title.In(lang)
	if title == "" {
		title = site
	} else if title != site {
		title = site + " – " + title
	}
	// A feed without entries has the age of the beginning of its season: no clock, and never the future.
	return atomFeed{Lang: lang, ID: b.tag("feed:" + strings.TrimSuffix(path, "/")), Title: title,
		Updated: moment(b.x.season().First), Rights: b.in.Site.Licence, Author: atomPerson{site},
		Links: []atomLink{{"self", "application/atom+xml", b.abs(path + "feed.xml")}, {"alternate", "text/html", b.abs(path)}}}
}

// jsonFeed is the same feed as JSON Feed 1.1; its items are written after it.
type jsonFeed struct {
	Version  string `json:"version"`
	Title    string `json:"title"`
	Home     string `json:"home_page_url"`
	Feed     string `json:"feed_url"`
	Language string `json:"language"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags,omitempty"`
}

// written writes an entry in both forms.
func (e atomEntry) written() (entry, error) {
	atom, err := xml.MarshalIndent(e, " ", " ")
	if err != nil {
		return entry{}, err
	}
	item := jsonItem{ID: e.ID, URL: e.Links[0].Href, Title: e.Title, Text: e.Summary, Published: e.Published, Modified: e.Updated}
	for _, c := range e.Categories {
		item.Tags = append(item.Tags, c.Label)
	}
	text, err := toJSON(item)
	return entry{e.Updated, atom, bytes.TrimSpace(text)}, err
}

// files writes a feed in both forms.
func (f atomFeed) files(path string) ([]File, error) {
	for _, e := range f.entries {
		f.Updated = max(f.Updated, e.updated)
	}
	atom, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return nil, err
	}
	home := f.Links[1].Href
	text, err := toJSON(jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Home: home, Feed: home + "feed.json", Language: f.Lang})
	if err != nil {
		return nil, err
	}
	const end = "\n</feed>"
	all := append([]byte(xml.Header), bytes.TrimSuffix(atom, []byte(end))...)
	var items [][]byte
	for _, e := range f.entries {
		all = append(append(all, '\n'), e.atom...)
		items = append(items, e.json)
	}
	return []File{{path + "feed.xml", append(all, end...)}, {path + "feed.json", withList(text, "items", items)}}, nil
}

func (b *builder) entry(lang string, n int) (entry, error) {
	i, said := &b.x.incidents[n], &b.told[lang][n]
	s := sentences{b.tongues[lang], b.in.Taxonomy}
	e := atomEntry{ID: b.tag(lang + ":" + i.ID), Title: xmlText(said.title), Published: moment(i.Published), Updated: moment(b.shared[n].changed),
		Links: []atomLink{{"alternate", "text/html", b.abs(pathOf(lang, incidentKind, i.ID))}}, Summary: xmlText(said.summary)}
	for _, d := range i.DataTypes {
		e.Categories = append(e.Categories, atomCategory{d, s.label(s.tax.DataTypes, d)})
	}
	for _, c := range i.Countries {
		e.Categories = append(e.Categories, atomCategory{c, s.country(s.tax.Countries, c)})
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
