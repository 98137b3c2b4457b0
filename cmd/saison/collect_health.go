package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"saison/internal/content"
	"saison/internal/news"
)

// health notes that the press was read, and how each outlet did. On a night when none could be read the fault is ours, and
// nothing is noted. An outlet that is no longer read is forgotten.
func (n *night) health(results []*outletNight) ([]content.File, error) {
	now := make(map[string]news.Health)
	for _, h := range n.content.Health {
		if slices.ContainsFunc(n.src.Outlets, func(o news.Outlet) bool { return o.ID == h.Outlet && o.Off == "" }) {
			now[h.Outlet] = h
		}
	}
	read := false
	today := news.DateOf(n.app.today())
	for _, r := range results {
		id, h := r.report.ID, now[r.report.ID]
		switch {
		case r.report.Error == "":
			read = true
			now[id] = news.Health{Outlet: id, Read: today}
		case h.Failures == 0:
			now[id] = news.Health{Outlet: id, Read: h.Read, Since: today, Last: today, Failures: 1, Error: r.cause}
		case h.Last != today:
			now[id] = news.Health{Outlet: id, Read: h.Read, Since: h.Since, Last: today, Failures: h.Failures + 1, Error: r.cause}
		}
	}
	if !read {
		return nil, nil
	}
	nights := slices.Clone(n.content.Nights)
	if n.options.only == "" && (len(nights) == 0 || nights[len(nights)-1] < today) {
		nights = append(nights, today)
	}
	text, err := content.HealthFile(nights, slices.Collect(maps.Values(now)))
	if err != nil {
		return nil, err
	}
	old, err := os.ReadFile(filepath.Join(n.app.content, content.HealthName))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if string(old) == string(text) {
		return nil, nil
	}
	return []content.File{{Name: content.HealthName, Old: old, New: text}}, nil
}
