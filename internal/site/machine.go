package site

import (
	"bytes"
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

// sitemapMax is how many addresses a sitemap may hold.
const sitemapMax = 50000

// sitemap lists the pages with the day on which each changed: in one file, or in several with an index of them where one
// may not hold all.
func (b *builder) sitemap() ([]File, error) {
	var urls [][]byte
	add := func(mod news.Date, k kind, key string) {
		var links []byte
		for _, l := range news.Langs {
			links = fmt.Appendf(links, `<xhtml:link rel="alternate" hreflang="%s" href="%s"></xhtml:link>`, l, xmlEscaped(nil, b.abs(pathOf(l, k, key))))
		}
		for _, l := range news.Langs {
			url := append(xmlEscaped([]byte("<url><loc>"), b.abs(pathOf(l, k, key))), "</loc>"...)
			if mod != "" {
				url = append(append(append(url, "<lastmod>"...), mod...), "</lastmod>"...)
			}
			urls = append(urls, append(append(url, links...), "</url>"...))
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
	return b.sitemaps(urls), nil
}

const sitemapNS = xml.Header + `<%s xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"%s>`

func (b *builder) sitemaps(urls [][]byte) []File {
	var files []File
	all := fmt.Appendf(nil, sitemapNS, "sitemapindex", "")
	for part := range slices.Chunk(urls, sitemapMax) {
		name := "sitemap.xml"
		if len(urls) > sitemapMax {
			name = fmt.Sprintf("sitemap-%d.xml", len(files)+1)
		}
		text := fmt.Appendf(nil, sitemapNS, "urlset", ` xmlns:xhtml="http://www.w3.org/1999/xhtml"`)
		text = append(append(text, bytes.Join(part, nil)...), "</urlset>"...)
		files = append(files, File{Name: name, Data: text})
		all = fmt.Appendf(all, "<sitemap><loc>%s</loc></sitemap>", xmlEscaped(nil, b.abs(name)))
	}
	if len(files) > 1 {
		files = append(files, File{Name: "sitemap.xml", Data: append(all, "</sitemapindex>"...)})
	}
	return files
}

// newest is the last day on which an incident of a list changed.
func (b *builder) newest(list []int) news.Date {
	var last news.Date
	for _, n := range list {
		last = max(last, b.shared[n].changed)
	}
	return last
}
