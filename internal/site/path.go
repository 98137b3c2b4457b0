package site

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gosimple/slug"

	"saison/internal/news"
)

// kind is a kind of page.
type kind string

const (
	homeKind         kind = "home"
	incidentKind     kind = "incident"
	organisationKind kind = "organisation"
	providerKind     kind = "provider"
	countryKind      kind = "country"
	dataTypeKind     kind = "data_type"
	sectorKind       kind = "sector"
	seasonKind       kind = "season"
	monthKind        kind = "month"
	statusKind       kind = "status"
	causeKind        kind = "cause"
	regulatorKind    kind = "regulator"
	reviewKind       kind = "review"
	searchKind       kind = "search"
	mineKind         kind = "mine"
	adviceKind       kind = "advice"
	aboutKind        kind = "about"
	methodKind       kind = "method"
	sourcesKind      kind = "sources"
	correctionsKind  kind = "corrections"
	legalKind        kind = "legal"
	openDataKind     kind = "open-data"
	extractsKind     kind = "press-extracts"
	notFoundKind     kind = "not-found"
)

// segments are the first words of addresses. They are a contract with the world: they never change.
var segments = map[kind]news.Labels{
	incidentKind:     {FR: "fuites", NL: "lekken", EN: "breaches"},
	organisationKind: {FR: "organisations", NL: "organisaties", EN: "organisations"},
	providerKind:     {FR: "prestataires", NL: "leveranciers", EN: "providers"},
	countryKind:      {FR: "pays", NL: "landen", EN: "countries"},
	dataTypeKind:     {FR: "donnees", NL: "gegevens", EN: "data-types"},
	sectorKind:       {FR: "secteurs", NL: "sectoren", EN: "sectors"},
	seasonKind:       {FR: "saisons", NL: "seizoenen", EN: "seasons"},
	monthKind:        {FR: "mois", NL: "maanden", EN: "months"},
	statusKind:       {FR: "statuts", NL: "statussen", EN: "statuses"},
	causeKind:        {FR: "causes", NL: "oorzaken", EN: "causes"},
	regulatorKind:    {FR: "autorites", NL: "autoriteiten", EN: "authorities"},
	reviewKind:       {FR: "relecture", NL: "nalezing", EN: "review"},
	searchKind:       {FR: "recherche", NL: "zoeken", EN: "search"},
	mineKind:         {FR: "mes-fuites", NL: "mijn-lekken", EN: "my-leaks"},
	adviceKind:       {FR: "que-faire", NL: "wat-doen", EN: "what-to-do"},
	aboutKind:        {FR: "a-propos", NL: "over", EN: "about"},
	methodKind:       {FR: "methode", NL: "methode", EN: "method"},
	sourcesKind:      {FR: "sources", NL: "bronnen", EN: "sources"},
	correctionsKind:  {FR: "corrections", NL: "correcties", EN: "corrections"},
	legalKind:        {FR: "mentions-legales", NL: "juridisch", EN: "legal"},
	openDataKind:     {FR: "donnees-ouvertes", NL: "open-data", EN: "open-data"},
	extractsKind:     {FR: "extraits-de-presse", NL: "persfragmenten", EN: "press-extracts"},
}

// pathOf returns the path of a page below the root of the site: "fuites/orange-2025-01/", "nl/lekken/"; "" is the home.
func pathOf(lang string, k kind, key string) string {
	p := ""
	if lang != news.Langs[0] {
		p = lang + "/"
	}
	if k == homeKind {
		return p
	}
	p += segments[k].In(lang) + "/"
	if key != "" {
		p += key + "/"
	}
	return p
}

// pagePath returns the path of the nth page of a list, counted from 1.
func pagePath(lang, list string, n int) string {
	if n < 2 {
		return list
	}
	return list + news.Labels{FR: "page", NL: "pagina", EN: "page"}.In(lang) + "/" + strconv.Itoa(n) + "/"
}

// slugOf returns a name as it stands in an address.
func slugOf(name string) string {
	if s, ok := plainSlug(name); ok {
		return s
	}
	if s := slug.MakeLang(name, "fr"); s != "" {
		return s
	}
	return "x"
}

// plainSlug is what slug makes of a name of ASCII letters, digits and single spaces; ok is false for any other. Most names
// are of that kind, and slug is slow.
func plainSlug(name string) (s string, ok bool) {
	out := make([]byte, len(name))
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			out[i] = c
		case 'A' <= c && c <= 'Z':
			out[i] = c + 'a' - 'A'
		case (c == ' ' || c == '-') && i > 0 && i < len(name)-1 && name[i-1] != ' ' && name[i-1] != '-':
			out[i] = '-'
		default:
			return "", false
		}
	}
	return string(out), len(out) > 0
}

// keyOf returns an ID of the taxonomy as it stands in an address.
func keyOf(id string) string {
	return slugOf(strings.ReplaceAll(id, "_", "-"))
}

// base returns the path that the site is published under, "/" at the root of a host.
func base(site news.Site) string {
	u, err := url.Parse(site.BaseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return strings.TrimSuffix(u.Path, "/") + "/"
}

// webURL returns an address of the web that a page may link to; "" for anything but http and https with a host.
func webURL(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}
