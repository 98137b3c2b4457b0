package site

import (
	"bytes"
	"slices"

	"saison/internal/news"
)

// A pair is a country with a data type or a sector: what readers narrow a search to most often. It has no page, which is
// the search; it has an Atom feed, where at least one incident is in both.
//
// The address of a feed follows from the state of the search, and the page of the search holds the rules (data-feeds): a
// value is written in lower case with "-" for "_" in the place of its name in braces.
//
//	country=FR            /pays/{country}/feed.xml
//	country=FR, type=iban /pays/{country}/donnees/{type}/feed.xml

// pairMax is how many incidents the feed of a pair holds: they are many, and each is read every day or so.
const pairMax = 20

// pairKinds are the kinds that a country is paired with.
var pairKinds = []kind{dataTypeKind, sectorKind}

// searchParam names the facets of the search in its address.
var searchParam = map[kind]string{countryKind: "country", dataTypeKind: "type", sectorKind: "sector", seasonKind: "season",
	statusKind: "status", causeKind: "cause", regulatorKind: "regulator", reviewKind: "review"}

// pairPath returns where the feed of a pair is: pays/fr/donnees/iban/.
func pairPath(lang, country string, k kind, key string) string {
	return pathOf(lang, countryKind, country) + segments[k].In(lang) + "/" + key + "/"
}

// feedRules are the addresses of feeds by the facets that are chosen, as JSON for the script of the search.
func (b *builder) feedRules(lang string) (string, error) {
	brace := func(k kind) string { return "{" + searchParam[k] + "}" }
	rules := map[string]string{"": b.href(lang, homeKind, "") + "feed.xml"}
	for k, param := range searchParam {
		rules[param] = b.href(lang, k, brace(k)) + "feed.xml"
	}
	for _, k := range pairKinds {
		rules[searchParam[countryKind]+" "+searchParam[k]] = b.base + pairPath(lang, brace(countryKind), k, brace(k)) + "feed.xml"
	}
	text, err := toJSON(rules)
	return string(bytes.TrimSpace(text)), err
}

// pairs renders the feeds of the pairs of a country.
func (b *builder) pairs(lang string, country group) ([]File, error) {
	var files []File
	for _, k := range pairKinds {
		for _, g := range b.x.groups[k] {
			list := both(country.incidents, g.incidents)
			if len(list) == 0 {
				continue
			}
			path := pairPath(lang, country.key, k, g.key)
			f := b.newFeed(lang, path, b.groupName(lang, country)+" · "+b.groupName(lang, g))
			f.home = b.abs(pathOf(lang, searchKind, "") + "?" + searchParam[countryKind] + "=" + country.id + "&" + searchParam[k] + "=" + g.id)
			f.entries = b.entries(lang, list, pairMax)
			feeds := f.files(path)
			feeds[1].free()
			files = append(files, feeds[0])
		}
	}
	return files, nil
}

// both returns what is in two lists of places, each in order.
func both(a, b []int) []int {
	var out []int
	for _, n := range a {
		if _, ok := slices.BinarySearch(b, n); ok {
			out = append(out, n)
		}
	}
	return out
}

// entries are the newest incidents of a list as feeds hold them: those with a day, and never a day to come.
func (b *builder) entries(lang string, list []int, most int) []entry {
	var out []entry
	for _, n := range list {
		if len(out) == most {
			break
		}
		if p := b.x.incidents[n].Published; p != "" && news.DateOf(p.Time()) <= b.in.AsOf {
			out = append(out, b.told[lang][n].entry)
		}
	}
	return out
}
