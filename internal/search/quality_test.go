package search

import (
	"encoding/json"
	"testing"
)

// TestQueries asks what readers ask, and wants the right answer among the first three in 98 of 100.
func TestQueries(t *testing.T) {
	ctx := browser(t)
	in := real(t)
	s := serve(t, in)
	visit(t, ctx, s.URL)
	if records := eval[int](t, ctx, open); records != len(in.Incidents) {
		t.Errorf("%d records, want %d", records, len(in.Incidents))
	}
	queries := rows(t, "queries.tsv")
	var list []string
	for _, q := range queries {
		list = append(list, q[0])
	}
	b, _ := json.Marshal(list)
	got := eval[[][]answer](t, ctx, "("+ask+")("+string(b)+")")
	right := 0
	for i, q := range queries {
		if answers(got[i], q[1]) {
			right++
			continue
		}
		var ids []string
		for _, a := range got[i] {
			ids = append(ids, a.ID)
		}
		t.Logf("%q wants %s, got %v", q[0], q[1], ids)
	}
	t.Logf("%d of %d queries answered", right, len(queries))
	if right*100 < 98*len(queries) {
		t.Errorf("%d of %d queries answered, want 98 %%", right, len(queries))
	}
}
