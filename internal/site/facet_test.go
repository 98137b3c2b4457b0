package site

import (
	"strings"
	"testing"

	"saison/internal/news"
)

// Without a script, every single facet of the search has its list, which the page of the search links.
func TestEveryFacetHasAList(t *testing.T) {
	in := sample()
	for n := range in.Incidents {
		in.Incidents[n].Review = []string{"auto", "done"}[n%2]
	}
	built := build(t, in)
	for _, lang := range news.Langs {
		page := built[pathOf(lang, searchKind, "")+"index.html"]
		n := 0
		for _, i := range in.Incidents {
			if i.Status == news.Withdrawn {
				continue
			}
			for k, ids := range map[kind][]string{countryKind: i.Countries, dataTypeKind: i.DataTypes, sectorKind: {i.Sector}, statusKind: {i.Status}, causeKind: {i.Cause}, regulatorKind: i.Regulator, reviewKind: {i.Review}} {
				for _, id := range ids {
					if id == "" || k == countryKind && id != "FR" && id != "BE" {
						continue
					}
					n++
					list := pathOf(lang, k, keyOf(id))
					if !strings.Contains(page, `href="/`+list+`"`) || !strings.Contains(built[list+"index.html"], i.ID) {
						t.Errorf("%s: the list /%s is not linked, or lacks %s", lang, list, i.ID)
					}
				}
			}
		}
		if n < 20 {
			t.Errorf("%d facets", n)
		}
	}
}
