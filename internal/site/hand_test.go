package site

import (
	"strings"
	"testing"
)

// What a person set against the articles is said to be a person's, where it stands, and nothing else is.
func TestWhatAPersonSetIsTold(t *testing.T) {
	in := sample()
	name := "en/breaches/" + in.Incidents[0].ID + "/index.html"
	const field, status, types = "<small>set by a person</small>", "This status was set by a person.", "This list was drawn up by a person."
	if page := build(t, in)[name]; page == "" || strings.Contains(page, field) || strings.Contains(page, status) || strings.Contains(page, types) {
		t.Errorf("nobody set anything: %s", page)
	}
	in.Incidents[0].ByHand = []string{"people", "status", "data_types"}
	page := build(t, in)[name]
	_, people, _ := strings.Cut(page, "People affected")
	people, _, _ = strings.Cut(people, "</dd>")
	if strings.Count(page, field) != 1 || !strings.Contains(people, field) || !strings.Contains(page, status) || !strings.Contains(page, types) {
		t.Errorf("people, status and data types are a person's: %q\n%s", people, page)
	}
}
