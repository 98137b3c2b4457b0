package content

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"saison/internal/news"
)

// HealthName is the file that remembers, from night to night, when the press was read, which outlets were read on the last
// night, and which failed then, with the night on which they were last read. A night without change adds one line.
const HealthName = "sources-health.json"

// NightsKept is how many nights are remembered: those that are missing between them show.
const NightsKept = 30

type healthFile struct {
	Nights  []news.Date   `json:"nights"`
	Read    []string      `json:"read"`
	Failing []failingFile `json:"failing"`
}

type failingFile struct {
	Outlet   string    `json:"outlet"`
	Read     news.Date `json:"read"`
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
	var health []news.Health
	for _, h := range f.Failing {
		r.checkDate(h.Read, at)
		r.checkDate(h.Since, at)
		health = append(health, news.Health(h))
	}
	if len(f.Nights) > 0 {
		for _, id := range f.Read {
			health = append(health, news.Health{Outlet: id, Read: f.Nights[len(f.Nights)-1]})
		}
	}
	return f.Nights, health
}

// HealthFile returns the file for the nights on which the press was read, oldest first, and how the outlets did.
func HealthFile(nights []news.Date, health []news.Health) ([]byte, error) {
	f := healthFile{Nights: nights[max(0, len(nights)-NightsKept):], Read: []string{}, Failing: []failingFile{}}
	for _, h := range health {
		if h.Failures == 0 {
			f.Read = append(f.Read, h.Outlet)
		} else {
			f.Failing = append(f.Failing, failingFile(h))
		}
	}
	slices.Sort(f.Read)
	slices.SortFunc(f.Failing, func(a, b failingFile) int { return cmp.Compare(a.Outlet, b.Outlet) })
	text, err := json.MarshalIndent(f, "", "  ")
	return append(text, '\n'), err
}
