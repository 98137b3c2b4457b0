package content

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"saison/internal/news"
)

// HealthName is the file that remembers, from night to night, when the press was read and which outlets fail. An outlet
// that is not named in it was read on the last night.
const HealthName = "sources-health.json"

// NightsKept is how many nights are remembered: those that are missing between them show.
const NightsKept = 30

type healthFile struct {
	Nights  []news.Date   `json:"nights"`
	Failing []failingFile `json:"failing"`
}

type failingFile struct {
	Outlet   string    `json:"outlet"`
	Since    news.Date `json:"since"`
	Last     news.Date `json:"last"`
	Failures int       `json:"nights"`
	Error    string    `json:"error"`
}

func (r *reader) health() ([]news.Date, []news.Health) {
	text, ok := r.read(HealthName, nil)
	if !ok {
		return nil, nil
	}
	var f healthFile
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		r.mistakes.Addf(r.pos(HealthName, 0), "%v: remove the file, the next run writes it", err)
		return nil, nil
	}
	at := r.pos(HealthName, 0)
	for _, d := range f.Nights {
		r.checkDate(d, at)
	}
	var failing []news.Health
	for _, h := range f.Failing {
		r.checkDate(h.Since, at)
		failing = append(failing, news.Health(h))
	}
	return f.Nights, failing
}

// HealthFile returns the file for the nights on which the press was read, oldest first, and the outlets that fail now.
func HealthFile(nights []news.Date, failing []news.Health) ([]byte, error) {
	f := healthFile{Nights: nights[max(0, len(nights)-NightsKept):], Failing: []failingFile{}}
	for _, h := range failing {
		f.Failing = append(f.Failing, failingFile(h))
	}
	slices.SortFunc(f.Failing, func(a, b failingFile) int { return cmp.Compare(a.Outlet, b.Outlet) })
	text, err := json.MarshalIndent(f, "", "  ")
	return append(text, '\n'), err
}
