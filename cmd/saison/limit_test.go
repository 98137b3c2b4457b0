package main

import (
	"encoding/json"
	"os/exec"
	"testing"
)

// An outlet that suddenly has hundreds of articles is given its share of a night; the others wait for the next.
func TestLimitOfPages(t *testing.T) {
	t.Parallel()
	const over = 7
	dir := aPress(t, pressOf(t, pagesOfOutlet+over).URL)
	for i, want := range []outletReport{{Kept: pagesOfOutlet, Later: over, OverLimit: over}, {Kept: over}, {}} {
		cmd := saison("collect", "--root", dir, "--allow-private", "--json", "--now", []string{"2026-01-15", "2026-01-16", "2026-01-17"}[i]+"T03:00:00Z")
		out, err := cmd.Output()
		if failed, ok := err.(*exec.ExitError); ok {
			t.Fatalf("%v: %s", err, failed.Stderr)
		}
		var r report
		if err := json.Unmarshal(out, &r); err != nil || len(r.Outlets) != 1 {
			t.Fatalf("%v: %s", err, out)
		}
		if o := r.Outlets[0]; o.Kept != want.Kept || o.Later != want.Later || o.OverLimit != want.OverLimit {
			t.Errorf("night %d: %+v, want %+v", i+1, o, want)
		}
	}
	n := &night{}
	n.pages.Store(pagesOfNight)
	if n.mayRead(&outletNight{}) {
		t.Error("a night that had its share reads on")
	}
}
