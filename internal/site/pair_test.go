package site

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saison/internal/news"
)

// The page of the search says where the feed of two facets is: it is there where an incident has both, and only there.
func TestPairsAreFed(t *testing.T) {
	in := sample()
	files := build(t, in)
	var listed []news.Incident
	for _, i := range in.Incidents {
		if i.Shown() && i.Status != "withdrawn" {
			listed = append(listed, i)
		}
	}
	slug := func(id string) string { return strings.ReplaceAll(strings.ToLower(id), "_", "-") }
	fed := 0
	for _, lang := range news.Langs {
		page := files[pathOf(lang, searchKind, "")+"index.html"]
		var rules map[string]string
		found := regexp.MustCompile(`data-feeds="([^"]*)"`).FindStringSubmatch(page)
		if found == nil || json.Unmarshal([]byte(html.UnescapeString(found[1])), &rules) != nil {
			t.Fatalf("%s: no rules of feeds in the search page", lang)
		}
		for facets, values := range map[string]func(*news.Incident) []string{"type": dataTypesOf, "sector": sectorOf} {
			terms := map[string][]news.Term{"type": in.Taxonomy.DataTypes, "sector": in.Taxonomy.Sectors}[facets]
			for _, country := range in.Taxonomy.Countries {
				for _, term := range terms {
					name := strings.NewReplacer("{country}", slug(country.ID), "{"+facets+"}", slug(term.ID)).Replace(rules["country "+facets])
					has := slices.ContainsFunc(listed, func(i news.Incident) bool {
						return slices.Contains(i.Countries, country.ID) && slices.Contains(values(&i), term.ID)
					})
					text, ok := files[strings.TrimPrefix(name, "/")]
					if ok != has {
						t.Errorf("%s: is there: %v, an incident has both: %v", name, ok, has)
					}
					if !ok {
						continue
					}
					fed++
					var feed struct {
						Links []struct {
							Rel  string `xml:"rel,attr"`
							Href string `xml:"href,attr"`
						} `xml:"link"`
						Entries []struct{} `xml:"entry"`
					}
					if err := xml.Unmarshal([]byte(text), &feed); err != nil || len(feed.Entries) == 0 || len(feed.Entries) > pairMax {
						t.Errorf("%s: %v, %d entries", name, err, len(feed.Entries))
					}
					want := "?country=" + country.ID + "&" + facets + "=" + term.ID
					if len(feed.Links) != 2 || !strings.HasSuffix(feed.Links[1].Href, want) || !strings.HasSuffix(feed.Links[0].Href, name) {
						t.Errorf("%s: links %v", name, feed.Links)
					}
				}
			}
		}
		for _, key := range []string{"", "country", "type", "sector", "season"} {
			if rules[key] == "" {
				t.Errorf("%s: no rule for %q", lang, key)
			}
		}
	}
	if fed == 0 {
		t.Error("no pair has a feed")
	}
}
