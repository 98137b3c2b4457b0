package content

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"saison/internal/news"
)

func TestHealthFile(t *testing.T) {
	var nights []news.Date
	for d := range NightsKept + 5 {
		nights = append(nights, news.Date(fmt.Sprintf("2026-%02d-%02d", 1+d/28, 1+d%28)))
	}
	health := []news.Health{{Outlet: "b", Read: "2026-01-01", Since: "2026-01-02", Last: "2026-01-03", Failures: 2, Error: "404 Not Found"}, {Outlet: "a", Since: "2026-01-03", Last: "2026-01-03", Failures: 1, Error: "timeout"},
		{Outlet: "d", Read: nights[len(nights)-1]}, {Outlet: "c", Read: nights[len(nights)-1]}}
	text, err := HealthFile(nights, health)
	if err != nil {
		t.Fatal(err)
	}
	c, mistakes := Read(fstest.MapFS{"site.yaml": {Data: []byte(siteYAML)}, HealthName: {Data: text}}, "content", tax, nil)
	if len(mistakes) > 0 || len(c.Nights) != NightsKept || c.Nights[0] != nights[5] || len(c.Health) != 4 || c.Health[0] != health[1] || c.Health[1] != health[0] || c.Health[2] != health[3] || c.Health[3] != health[2] {
		t.Errorf("%v %v %v", mistakes, c.Nights, c.Health)
	}
	again, _ := HealthFile(c.Nights, c.Health)
	if string(again) != string(text) {
		t.Errorf("written again: %s", again)
	}
	_, mistakes = Read(fstest.MapFS{"site.yaml": {Data: []byte(siteYAML)}, HealthName: {Data: []byte(`{"night": []}`)}}, "content", tax, nil)
	if got := fmt.Sprint(mistakes); !strings.Contains(got, `content/sources-health.json:1: json: unknown field "night"`) {
		t.Errorf("mistakes: %s", got)
	}
}
