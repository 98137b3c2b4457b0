// Package diag collects the mistakes of a run. In come facts with a place; out comes one sorted list,
// one mistake a line, as people and editors of code read them: "sources/feeds.yaml:12: unknown country "FX"".
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a file: the path from the root of the site, and the line, counted from 1. Line 0 is the whole file
// and is told as line 1, so that every mistake is one that editors of code can jump to.
type Pos struct {
	File string
	Line int
}

func (p Pos) String() string {
	return fmt.Sprintf("%s:%d", p.File, max(p.Line, 1))
}

// Mistake is a fact about a place.
type Mistake struct {
	Pos
	Fact string
}

func (m Mistake) String() string { return m.Pos.String() + ": " + m.Fact }

// List is all the mistakes of a run. The zero value is ready to use.
type List []Mistake

// Addf adds a mistake at a place.
func (l *List) Addf(p Pos, format string, args ...any) {
	*l = append(*l, Mistake{p, fmt.Sprintf(format, args...)})
}

// Sorted returns the mistakes by file, line and fact, each once.
func (l List) Sorted() List {
	s := slices.Clone(l)
	slices.SortStableFunc(s, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Fact, b.Fact))
	})
	return slices.Compact(s)
}

// Err returns nil for an empty list, else the list as an error.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Error is one mistake a line, sorted.
func (l List) Error() string {
	lines := make([]string, 0, len(l))
	for _, m := range l.Sorted() {
		lines = append(lines, m.String())
	}
	return strings.Join(lines, "\n")
}
