package news

import (
	"strings"
	"testing"
)

func TestIsCountry(t *testing.T) {
	for code, want := range map[string]bool{"FR": true, "BE": true, "AD": true, "ZW": true, "FX": false, "UK": false, "fr": false, "": false, "R ": false, "FRA": false, "  ": false} {
		if got := IsCountry(code); got != want {
			t.Errorf("IsCountry(%q) = %v, want %v", code, got, want)
		}
	}
	if n := len(strings.Fields(countries)); n != 249 {
		t.Errorf("%d countries, ISO 3166-1 has 249", n)
	}
}
