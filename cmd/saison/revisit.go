package main

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"
	"time"

	"saison/internal/news"
)

// Pages that were read are asked for again, to mark those that were deleted: few a night, each more seldom as it grows old.
const (
	pagesAgain = 2   // of an outlet, a night
	firstAgain = 30  // days after an article was published; then when it is twice as old, and again
	yearAgain  = 365 // days at most between two times
	soonAgain  = 7   // days after a night on which nobody could tell, or the page was not found
	believe404 = 3   // times in a row that a page must be missing; a 410 is believed at once
)

// again is what is remembered of a page: when it is asked for next, and how often in a row it was missing.
type again struct {
	Next   news.Date `json:"next"`
	Missed int       `json:"missed,omitempty"`
}

// readAgain asks whether a few of the pages that an outlet's articles came from are still there. An outlet that fails
// tonight is not asked for more.
func (n *night) readAgain(ctx context.Context, out *outletNight) {
	if n.options.dryRun || out.report.Error != "" {
		return
	}
	today := n.app.today()
	for _, a := range n.dueAgain(out.outlet.ID, today) {
		status, err := n.client.Deleted(ctx, a.URL)
		if ctx.Err() != nil {
			return
		}
		if n.memory.noteAgain(a, status, err == nil, today) {
			out.report.Gone++
			out.gone = append(out.gone, a.URL)
			n.app.say("%s: GET %s: %d %s: its article is kept, and marked as deleted", out.outlet.ID, a.URL, status, http.StatusText(status))
		}
	}
}

// dueAgain returns the articles whose pages are to be asked for tonight: those that wait longest.
func (n *night) dueAgain(outlet string, today time.Time) []news.Article {
	due := make(map[string]news.Article) // by address: an article may tell of several incidents
	for _, in := range n.content.Incidents {
		for _, a := range in.Articles {
			if a.Outlet == outlet && a.Gone == "" && n.memory.nextAgain(a) <= news.DateOf(today) {
				due[a.URL] = a
			}
		}
	}
	list := slices.SortedFunc(maps.Values(due), func(a, b news.Article) int {
		return cmp.Or(cmp.Compare(n.memory.nextAgain(a), n.memory.nextAgain(b)), cmp.Compare(a.URL, b.URL))
	})
	return list[:min(len(list), pagesAgain)]
}

// markGone notes in content/ what was found deleted. A file that takes no mark is named and left as it is.
func (n *night) markGone(results []*outletNight) {
	today := news.DateOf(n.app.today())
	for _, r := range results {
		for _, in := range n.content.Incidents {
			for _, a := range in.Articles {
				if !slices.Contains(r.gone, a.URL) {
					continue
				}
				if err := n.content.MarkGone(in.ID, a.URL, today); err != nil {
					n.app.warn("%v", err)
				}
			}
		}
	}
}

// nextAgain is the day on which an article's page is to be asked for.
func (m *memory) nextAgain(a news.Article) news.Date {
	m.mu.Lock()
	defer m.mu.Unlock()
	if known, ok := m.Again[short(a.URL)]; ok {
		return known.Next
	}
	return news.DateOf(a.Published.Time().AddDate(0, 0, firstAgain))
}

// noteAgain remembers what a page's server answered (0 where the page is there, told where anybody can tell), and
// reports whether the page is to be taken for deleted.
func (m *memory) noteAgain(a news.Article, status int, told bool, today time.Time) (gone bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := short(a.URL)
	known := m.Again[key]
	days := soonAgain
	switch {
	case status != 0:
		known.Missed++
	case told:
		known.Missed = 0
		age := int(today.Sub(a.Published.Time()).Hours() / 24)
		days = min(max(age, firstAgain), yearAgain)
	}
	known.Next = news.DateOf(today.AddDate(0, 0, days))
	m.Again[key] = known
	return status == http.StatusGone || known.Missed >= believe404
}
