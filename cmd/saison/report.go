package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"

	"github.com/schollz/progressbar/v3"
)

// report is what collect and run did, for --json.
type report struct {
	Outlets   []outletReport `json:"outlets"`
	Incidents int            `json:"incidents"`
	Changed   []string       `json:"changed"` // files of content/
}

// outletReport counts what an outlet gave. New items are those not met before; each is kept, pending, dropped or later.
type outletReport struct {
	ID        string         `json:"id"`
	Fetched   int            `json:"fetched"` // pages
	Items     int            `json:"items"`   // in its feeds
	New       int            `json:"new"`
	Kept      int            `json:"kept"`
	Pending   int            `json:"pending"`
	Dropped   int            `json:"dropped"`
	Later     int            `json:"later"`              // pages that could not be reached, for another night
	OverLimit int            `json:"over_limit"`         // of those, the pages that were more than a night or an outlet is given
	OptOuts   int            `json:"opt_outs"`           // pages that may not be mined: read by the feed's words only
	Reserved  map[string]int `json:"reserved,omitempty"` // the same, by the rule that says so
	Gone      int            `json:"gone"`               // articles whose page was found deleted
	Why       map[string]int `json:"why,omitempty"`
	Error     string         `json:"error"`
	Seconds   float64        `json:"seconds"`
}

func (r outletReport) reasons() string {
	var words []string
	for _, why := range slices.Sorted(maps.Keys(r.Why)) {
		words = append(words, fmt.Sprintf("%d %s", r.Why[why], why))
	}
	for _, rule := range slices.Sorted(maps.Keys(r.Reserved)) {
		words = append(words, fmt.Sprintf("%d read by the feed's words only: text mining is reserved (%s)", r.Reserved[rule], rule))
	}
	if r.OverLimit > 0 {
		words = append(words, fmt.Sprintf("%d over the limit of a night", r.OverLimit))
	}
	if r.Gone > 0 {
		words = append(words, fmt.Sprintf("%d of earlier nights deleted since", r.Gone))
	}
	return strings.Join(words, ", ")
}

// report prints what a night did: for machines on standard output, or a table of the outlets that gave something.
func (a *app) report(r *report) error {
	if a.json {
		if r.Changed == nil {
			r.Changed = []string{}
		}
		if r.Outlets == nil {
			r.Outlets = []outletReport{}
		}
		return json.NewEncoder(a.stdout).Encode(r)
	}
	if a.quiet {
		return nil
	}
	var sum outletReport
	failed := 0
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "outlet\titems\tfetched\tnew\tkept\tpending\tdropped\tlater\ttime\t")
	for _, o := range r.Outlets {
		sum.Items, sum.Fetched, sum.New, sum.Kept = sum.Items+o.Items, sum.Fetched+o.Fetched, sum.New+o.New, sum.Kept+o.Kept
		sum.Pending, sum.Dropped, sum.Later = sum.Pending+o.Pending, sum.Dropped+o.Dropped, sum.Later+o.Later
		note := o.reasons()
		if o.Error != "" {
			failed++
			note = "failed"
		}
		if o.New > 0 || o.Items > 0 {
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%.1f s\t%s\n", o.ID, o.Items, o.Fetched, o.New, o.Kept, o.Pending, o.Dropped, o.Later, o.Seconds, note)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d outlets read, %d failed; %d items, %d new: %d kept, %d pending, %d dropped, %d later; %d incidents, %d files changed\n",
		len(r.Outlets)-failed, failed, sum.Items, sum.New, sum.Kept, sum.Pending, sum.Dropped, sum.Later, r.Incidents, len(r.Changed))
	return nil
}

// progress returns what to call when an outlet was read: a bar on a terminal, otherwise a line an outlet.
func (a *app) progress(outlets int) func(outletReport) {
	if a.quiet || a.json {
		return func(outletReport) {}
	}
	if a.width > 0 {
		bar := progressbar.NewOptions(outlets, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription("reading the press"),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth())
		return func(outletReport) { _ = bar.Add(1) }
	}
	var mu sync.Mutex
	return func(r outletReport) {
		mu.Lock()
		defer mu.Unlock()
		if r.Error == "" {
			fmt.Fprintf(a.stderr, "%s: %d items, %d new, %d fetched\n", r.ID, r.Items, r.New, r.Fetched)
		}
	}
}
