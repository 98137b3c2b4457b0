package diag

import "testing"

func TestListIsSortedAndEachOnce(t *testing.T) {
	var l List
	if l.Err() != nil {
		t.Error("an empty list is an error")
	}
	l.Addf(Pos{"sources/feeds.yaml", 12}, "unknown country %q", "FX")
	l.Addf(Pos{"sources/feeds.yaml", 2}, "no id")
	l.Addf(Pos{"content/site.yaml", 0}, "no such file")
	l.Addf(Pos{"sources/feeds.yaml", 2}, "no id")
	want := "content/site.yaml:1: no such file\nsources/feeds.yaml:2: no id\nsources/feeds.yaml:12: unknown country \"FX\""
	if got := l.Err().Error(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
