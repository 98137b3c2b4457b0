package content

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"saison/internal/news"
)

// HealthName is the file that remembers which outlets fail, from night to night. An outlet that is read is not in it.
const HealthName = "sources-health.json"

type healthFile struct {
	Outlet   string    `json:"outlet"`
	Since    news.Date `json:"failing_since"`
	Last     news.Date `json:"last"`
	Failures int       `json:"nights"`
	Error    string    `json:"error"`
}

func (r *reader) health() []news.Health {
	text, ok := r.read(HealthName, nil)
	if !ok {
		return nil
	}
	var list []healthFile
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&list); err != nil {
		line := 1 + bytes.Count(text[:min(int(dec.InputOffset()), len(text))], []byte("\n"))
		r.mistakes.Addf(r.pos(HealthName, line), "%v: remove the file, the next run writes it", err)
		return nil
	}
	var health []news.Health
	for _, h := range list {
		health = append(health, news.Health{Outlet: h.Outlet, Since: h.Since, Last: h.Last, Failures: h.Failures, Error: h.Error})
	}
	return health
}

// HealthFile returns the file for the outlets that fail now; nil where none does.
func HealthFile(health []news.Health) ([]byte, error) {
	if len(health) == 0 {
		return nil, nil
	}
	var list []healthFile
	for _, h := range health {
		list = append(list, healthFile{h.Outlet, h.Since, h.Last, h.Failures, h.Error})
	}
	slices.SortFunc(list, func(a, b healthFile) int { return cmp.Compare(a.Outlet, b.Outlet) })
	text, err := json.MarshalIndent(list, "", "  ")
	return append(text, '\n'), err
}
