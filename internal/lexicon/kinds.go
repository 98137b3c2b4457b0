package lexicon

import (
	"maps"
	"slices"
	"strings"
)

// families are those whose nouns may be changed for one another before the same name: a town and its town hall.
var families = []string{"town", "hospital"}

// Kinds returns the nouns of those families in all languages.
func Kinds(all map[string]Lexicon) map[string][]string {
	kinds := map[string][]string{}
	for _, lang := range slices.Sorted(maps.Keys(all)) {
		for _, f := range families {
			for _, noun := range all[lang].Institutions[f] {
				if !strings.ContainsAny(noun, "*|?") && !slices.Contains(kinds[f], noun) {
					kinds[f] = append(kinds[f], noun)
				}
			}
		}
	}
	return kinds
}
