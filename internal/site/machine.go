package site

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"saison/internal/news"
)

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

// policy is the Content-Security-Policy of every page: nothing inline, nothing from elsewhere.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"

// headers is _headers, as several static hosts read it.
func (b *builder) headers() (File, error) {
	text := "/*\n" +
		"  Content-Security-Policy: " + policy + "; frame-ancestors 'none'\n" +
		"  Referrer-Policy: no-referrer\n" +
		"  X-Content-Type-Options: nosniff\n" +
		"  X-Frame-Options: DENY\n" +
		"  Permissions-Policy: camera=(), geolocation=(), interest-cohort=(), microphone=()\n" +
		"  Cross-Origin-Opener-Policy: same-origin\n" +
		"  Strict-Transport-Security: max-age=31536000\n" +
		b.base + "data/*\n" +
		"  Access-Control-Allow-Origin: *\n" +
		b.base + "assets/*\n" +
		"  Cache-Control: public, max-age=600\n"
	return File{Name: "_headers", Data: []byte(text)}, nil
}

func (b *builder) robots() (File, error) {
	return File{Name: "robots.txt", Data: []byte("User-agent: *\nAllow: /\n\nSitemap: " + b.abs("sitemap.xml") + "\n")}, nil
}

// llms is llms.txt: what the site is, for programs that read it in place of a person.
func (b *builder) llms() (File, error) {
	var w strings.Builder
	en := b.tongues["en"]
	fmt.Fprintf(&w, "# %s\n\n> %s\n\n", b.in.Site.Title.EN, b.in.Site.Tagline.EN)
	fmt.Fprintf(&w, "%s\n\n## %s\n\n", en.text("llms.about"), en.text("nav.open-data"))
	line := func(name, path, what string) { fmt.Fprintf(&w, "- [%s](%s): %s\n", name, b.abs(path), what) }
	line("incidents.json", "data/incidents.json", en.count("all.lede", len(b.x.listed)))
	line("incidents.schema.json", "data/incidents.schema.json", "JSON Schema 2020-12")
	line("incidents.csv", "data/incidents.csv", "CSV")
	line("feed.xml", "en/feed.xml", "Atom")
	fmt.Fprintf(&w, "\n## %s\n\n", en.text("foot.site"))
	for _, k := range append([]kind{incidentKind, methodKind, aboutKind, extractsKind, legalKind}, groupKinds...) {
		if b.has("en", k) {
			line(en.text("nav."+string(k)), pathOf("en", k, ""), b.abs(pathOf("en", k, "")))
		}
	}
	return File{Name: "llms.txt", Data: []byte(w.String())}, nil
}

type sitemapURL struct {
	Loc   string        `xml:"loc"`
	Mod   string        `xml:"lastmod,omitempty"`
	Links []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// sitemapMax is how many addresses a sitemap may hold.
const sitemapMax = 50000

// sitemap lists the pages with the day on which each changed.
func (b *builder) sitemap() ([]File, error) {
	var urls []sitemapURL
	add := func(mod news.Date, k kind, key string) {
		var links []sitemapLink
		for _, l := range news.Langs {
			links = append(links, sitemapLink{"alternate", l, b.abs(pathOf(l, k, key))})
		}
		for _, l := range links {
			urls = append(urls, sitemapURL{l.Href, string(mod), links})
		}
	}
	newest := b.newest(b.x.listed)
	add(newest, homeKind, "")
	add(newest, incidentKind, "")
	for n, i := range b.x.incidents {
		add(b.shared[n].changed, incidentKind, i.ID)
	}
	for _, k := range groupKinds {
		if b.has("fr", k) {
			add(newest, k, "")
		}
		for _, g := range b.x.groups[k] {
			add(b.newest(g.incidents), k, g.key)
		}
	}
	for _, k := range []kind{mineKind, aboutKind, methodKind, sourcesKind, correctionsKind, openDataKind, extractsKind, legalKind} {
		if b.has("fr", k) {
			add("", k, "")
		}
	}
	return b.sitemaps(urls)
}

// sitemaps writes one sitemap, or several with an index of them where one may not hold all.
func (b *builder) sitemaps(urls []sitemapURL) ([]File, error) {
	var files []File
	for part := range slices.Chunk(urls, sitemapMax) {
		name := "sitemap.xml"
		if len(urls) > sitemapMax {
			name = fmt.Sprintf("sitemap-%d.xml", len(files)+1)
		}
		body, err := xml.Marshal(struct {
			XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
			XHTML   string       `xml:"xmlns:xhtml,attr"`
			URLs    []sitemapURL `xml:"url"`
		}{XHTML: "http://www.w3.org/1999/xhtml", URLs: part})
		if err != nil {
			return nil, err
		}
		files = append(files, File{Name: name, Data: append([]byte(xml.Header), body...)})
	}
	if len(files) < 2 {
		return files, nil
	}
	type loc struct {
		Loc string `xml:"loc"`
	}
	var all []loc
	for _, f := range files {
		all = append(all, loc{b.abs(f.Name)})
	}
	body, err := xml.Marshal(struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Maps    []loc    `xml:"sitemap"`
	}{Maps: all})
	return append(files, File{Name: "sitemap.xml", Data: append([]byte(xml.Header), body...)}), err
}

// newest is the last day on which an incident of a list changed.
func (b *builder) newest(list []int) news.Date {
	var last news.Date
	for _, n := range list {
		last = max(last, b.shared[n].changed)
	}
	return last
}
