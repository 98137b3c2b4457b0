package site

import (
	"cmp"
	"net/url"
	"strings"

	"saison/internal/news"
)

// thing is an object of schema.org. Fields that are empty are left out.
type thing struct {
	Context, Type                 string
	Name, Headline, Description   string
	URL, InLanguage               string
	DatePublished, DateModified   string
	Image, License                string
	EncodingFmt, ContentURL       string
	Free                          bool // for everyone to read
	Publisher, Author, Creator    *thing
	About, Citation, Distribution []thing
}

// appended writes the object as JSON.
func (t *thing) appended(out []byte) []byte {
	out = append(out, '{')
	out = property(out, "@context", t.Context, true)
	out = property(out, "@type", t.Type, true)
	out = property(out, "name", t.Name, true)
	out = property(out, "headline", t.Headline, true)
	out = property(out, "description", t.Description, true)
	out = property(out, "url", t.URL, true)
	out = property(out, "inLanguage", t.InLanguage, true)
	out = property(out, "datePublished", t.DatePublished, true)
	out = property(out, "dateModified", t.DateModified, true)
	out = property(out, "image", t.Image, true)
	out = property(out, "license", t.License, true)
	out = property(out, "encodingFormat", t.EncodingFmt, true)
	out = property(out, "contentUrl", t.ContentURL, true)
	if t.Free {
		out = append(key(out, "isAccessibleForFree"), "true"...)
	}
	out = inner(out, "publisher", t.Publisher)
	out = inner(out, "author", t.Author)
	out = inner(out, "creator", t.Creator)
	out = things(out, "about", t.About)
	out = things(out, "citation", t.Citation)
	out = things(out, "distribution", t.Distribution)
	return append(out, '}')
}

func inner(out []byte, name string, t *thing) []byte {
	if t == nil {
		return out
	}
	return t.appended(key(out, name))
}

func things(out []byte, name string, list []thing) []byte {
	for n := range list {
		if n == 0 {
			out = append(key(out, name), '[')
		} else {
			out = append(out, ',')
		}
		out = list[n].appended(out)
	}
	if len(list) > 0 {
		out = append(out, ']')
	}
	return out
}

// script writes an object as a JSON-LD element. JSON here has no <, > and & but as \u003c, \u003e and \u0026: nothing in it can
// end the element.
func script(out []byte, appended func([]byte) []byte) []byte {
	out = append(out, "\n<script type=\"application/ld+json\">"...)
	return append(appended(out), "</script>"...)
}

const schemaOrg = "https://schema.org"

func (b *builder) publisher(lang string) *thing {
	return &thing{Type: "Organization", Name: cmp.Or(b.in.Site.Publisher, b.in.Site.Title.In(lang)), URL: b.in.Site.BaseURL}
}

func (b *builder) website(lang string) *thing {
	return &thing{Context: schemaOrg, Type: "WebSite", Name: b.in.Site.Title.In(lang), Description: b.in.Site.Tagline.In(lang),
		URL: b.abs(pathOf(lang, homeKind, "")), InLanguage: lang, Publisher: b.publisher(lang)}
}

func (b *builder) newsArticle(lang string, n int, picture string) *thing {
	i, said, shared := &b.x.incidents[n], &b.told[lang][n], &b.shared[n]
	a := thing{Context: schemaOrg, Type: "NewsArticle", Headline: said.title, Description: said.description,
		URL: b.abs(pathOf(lang, incidentKind, i.ID)), InLanguage: lang, DatePublished: string(i.Published),
		DateModified: string(shared.changed), License: licenceURL(b.in.Site.Licence), Free: true,
		Publisher: b.publisher(lang), Author: b.publisher(lang)}
	a.Image = b.abs(cmp.Or(picture, b.sitePicture[lang]))
	for _, o := range i.Organisations {
		a.About = append(a.About, thing{Type: "Organization", Name: o})
	}
	for _, c := range shared.covered {
		a.Citation = append(a.Citation, thing{Type: "NewsArticle", Headline: c.Title, URL: c.URL, InLanguage: c.Lang,
			DatePublished: string(c.Published), Publisher: &thing{Type: "Organization", Name: b.outlet(c.Outlet)}})
	}
	return &a
}

// collection is a list; that of an organisation is about it.
func (b *builder) collection(lang, name, description, path, organisation string) *thing {
	c := thing{Context: schemaOrg, Type: "CollectionPage", Name: name, Description: description, URL: b.abs(path), InLanguage: lang, Publisher: b.publisher(lang)}
	if organisation != "" {
		c.About = []thing{{Type: "Organization", Name: organisation}}
	}
	return &c
}

func (b *builder) dataset(lang string) *thing {
	file := func(name, format string) thing {
		return thing{Type: "DataDownload", EncodingFmt: format, ContentURL: b.abs("data/" + name)}
	}
	return &thing{Context: schemaOrg, Type: "Dataset", Name: b.in.Site.Title.In(lang), Description: b.in.Site.Tagline.In(lang),
		URL: b.abs(pathOf(lang, openDataKind, "")), InLanguage: lang, License: licenceURL(b.in.Site.Licence), Free: true,
		DateModified: string(b.in.AsOf), Creator: b.publisher(lang),
		Distribution: []thing{file("incidents.json", "application/json"), file("incidents.csv", "text/csv")}}
}

// licenceURL returns the address of a licence by its SPDX identifier.
func licenceURL(spdx string) string {
	if spdx == "" {
		return ""
	}
	return "https://spdx.org/licenses/" + url.PathEscape(spdx) + ".html"
}

// reportForms are the forms of the repository for a correction, by the language of the page.
var reportForms = news.Labels{FR: "correction.yml", NL: "verbetering.yml", EN: "correction.yml"}

// report is where a reader says that something is wrong: the form of the repository with the record filled in, else the
// contact of the site.
func (b *builder) report(lang string, i news.Incident) string {
	if repo := webURL(b.in.Site.Repository); repo != "" {
		return strings.TrimSuffix(repo, "/") + "/issues/new?" + url.Values{"template": {reportForms.In(lang)}, "entry": {i.ID}}.Encode()
	}
	return b.contact()
}

func (b *builder) contact() string {
	if strings.HasPrefix(b.in.Site.Contact, "mailto:") {
		return b.in.Site.Contact
	}
	return webURL(b.in.Site.Contact)
}
