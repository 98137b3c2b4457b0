package content

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
)

// Edits returns the fields of a published incident that a change of its page set otherwise and did not note in its history.
func Edits(before, after []byte) (changed []string) {
	was, ok := pageOf(before)
	if !ok || !was.Shown() {
		return nil
	}
	now, ok := pageOf(after)
	if !ok || !now.Shown() {
		return nil
	}
	noted := func(key string) bool {
		return slices.ContainsFunc(now.History, func(h news.Change) bool {
			return (h.Field == key || key == "status" && h.Status != "") && !slices.Contains(was.History, h)
		})
	}
	for _, f := range append(slices.Clone(fields), editorsFields...) {
		if f.key != "review" && !f.same(was, now) && !noted(f.key) {
			changed = append(changed, f.key)
		}
	}
	return changed
}

// editorsFields are those that no article fills in.
var editorsFields = []field{
	{"sector", func(i news.Incident) *yaml.Node { return scalar(i.Sector) }},
	{"reply", func(i news.Incident) *yaml.Node { return scalar(i.Reply) }},
}

// pageOf reads a page as it once was: what is a mistake today need not have been one then.
func pageOf(text []byte) (news.Incident, bool) {
	r := &reader{}
	return r.page("", "", text)
}
