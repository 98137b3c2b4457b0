package site

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"saison/internal/news"
)

// thing is an object of schema.org. Fields that are empty are left out.
type thing struct {
	Context       string  `json:"@context,omitempty"`
	Type          string  `json:"@type"`
	Name          string  `json:"name,omitempty"`
	Headline      string  `json:"headline,omitempty"`
	Description   string  `json:"description,omitempty"`
	URL           string  `json:"url,omitempty"`
	InLanguage    string  `json:"inLanguage,omitempty"`
	DatePublished string  `json:"datePublished,omitempty"`
	DateModified  string  `json:"dateModified,omitempty"`
	Image         string  `json:"image,omitempty"`
	License       string  `json:"license,omitempty"`
	EncodingFmt   string  `json:"encodingFormat,omitempty"`
	ContentURL    string  `json:"contentUrl,omitempty"`
	Free          bool    `json:"isAccessibleForFree,omitempty"`
	Publisher     *thing  `json:"publisher,omitempty"`
	Author        *thing  `json:"author,omitempty"`
	Creator       *thing  `json:"creator,omitempty"`
	About         []thing `json:"about,omitempty"`
	Citation      []thing `json:"citation,omitempty"`
	Distribution  []thing `json:"distribution,omitempty"`
}

// scripts writes objects as JSON-LD elements. JSON here has no <, > and & but as \u003c, \u003e and \u0026: nothing in it can
// end the element.
func scripts(objects []any) (template.HTML, error) {
	var out []byte
	for _, o := range objects {
		text, err := json.Marshal(o)
		if err != nil {
			return "", err
		}
		out = fmt.Appendf(out, "\n<script type=\"application/ld+json\">%s</script>", text)
	}
	return trusted(out), nil
}

const schemaOrg = "https://schema.org"

func (b *builder) publisher(lang string) *thing {
	return &thing{Type: "Organization", Name: cmp.Or(b.in.Site.Publisher, b.in.Site.Title.In(lang)), URL: b.in.Site.BaseURL}
}

func (b *builder) website(lang string) any {
	return thing{Context: schemaOrg, Type: "WebSite", Name: b.in.Site.Title.In(lang), Description: b.in.Site.Tagline.In(lang),
		URL: b.abs(pathOf(lang, homeKind, "")), InLanguage: lang, Publisher: b.publisher(lang)}
}

func (b *builder) newsArticle(lang string, n int, picture string) any {
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
	return a
}

// collection is a list; that of an organisation is about it.
func (b *builder) collection(lang, name, description, path, organisation string) any {
	c := thing{Context: schemaOrg, Type: "CollectionPage", Name: name, Description: description, URL: b.abs(path), InLanguage: lang, Publisher: b.publisher(lang)}
	if organisation != "" {
		c.About = []thing{{Type: "Organization", Name: organisation}}
	}
	return c
}

func (b *builder) dataset(lang string) any {
	file := func(name, format string) thing {
		return thing{Type: "DataDownload", EncodingFmt: format, ContentURL: b.abs("data/" + name)}
	}
	return thing{Context: schemaOrg, Type: "Dataset", Name: b.in.Site.Title.In(lang), Description: b.in.Site.Tagline.In(lang),
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
