// Package eval scores what the tagger says against labelled articles, as score.py of the gold articles does. In come
// the labelled articles, the predictions and the other names of organisations; out come named scores from 0 to 1.
package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"saison/internal/news"
)

// Label is what a person found in an article.
type Label struct {
	Relevant      bool     `json:"relevant"`
	Organisations []string `json:"organisations"`
	Countries     []string `json:"countries"`
	DataTypes     []string `json:"data_types"`
	People        *float64 `json:"people"`
	Status        string   `json:"status"`
	Cause         string   `json:"cause"`
	BreachDate    string   `json:"breach_date"`
	Regulator     string   `json:"regulator"`
	SameIncident  string   `json:"same_incident"`
}

// Input is one line that `saison tag` reads; a labelled article has its label in Gold.
type Input struct {
	ID        string `json:"id"`
	Lang      string `json:"lang"`
	Outlet    string `json:"outlet"`
	URL       string `json:"url"`
	Published string `json:"published"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Gold      *Label `json:"gold,omitempty"`
}

// Article returns the line as the tagger reads it.
func (in Input) Article() news.Article {
	a := news.Article{ID: in.ID, URL: in.URL, Outlet: in.Outlet, Lang: in.Lang, Title: in.Title, Text: in.Text}
	if d := news.Date(in.Published); d.Valid() {
		a.Published = d
	} else if len(in.Published) > 10 {
		if d := news.Date(in.Published[:10]); d.Valid() {
			a.Published = d
		}
	}
	return a
}

// Prediction is one line that `saison tag` writes.
type Prediction struct {
	ID            string              `json:"id"`
	Relevant      bool                `json:"relevant"`
	Score         float64             `json:"score"`
	Organisations []string            `json:"organisations"`
	Countries     []string            `json:"countries"`
	DataTypes     []string            `json:"data_types"`
	People        *int                `json:"people"`
	Status        string              `json:"status"`
	Cause         string              `json:"cause"`
	Via           string              `json:"via"`
	BreachDate    string              `json:"breach_date"`
	Regulator     string              `json:"regulator"`
	Cluster       string              `json:"cluster"` // the incident the article would join; filled in by the caller
	Evidence      map[string][]string `json:"evidence"`
}

// Predict puts a reading into the form of a prediction. People is the organisation's figure, else the attacker's.
func Predict(id string, r news.Reading) Prediction {
	p := Prediction{ID: id, Relevant: r.Relevant, Score: math.Round(r.Score*1000) / 1000, Evidence: map[string][]string{}}
	p.Organisations = p.values("organisations", r.Says.Organisations)
	p.Countries = p.values("countries", r.Says.Countries)
	p.DataTypes = p.values("data_types", r.Says.DataTypes)
	p.Status = p.value("status", r.Says.Status)
	p.Cause = p.value("cause", r.Says.Cause)
	p.Via = p.value("via", r.Says.Via)
	p.BreachDate = p.value("breach_date", r.Says.BreachDate)
	if told := p.values("regulator", r.Says.Regulator); len(told) > 0 {
		p.Regulator = told[0]
	}
	count := r.Says.People
	if count.N == 0 {
		count = r.Says.PeopleClaimed
	}
	if count.N > 0 {
		p.People = &count.N
		p.Evidence["people"] = []string{count.Proof}
	}
	return p
}

func (p *Prediction) values(key string, found []news.Finding) []string {
	values := make([]string, 0, len(found))
	for _, f := range found {
		values = append(values, f.Value)
		p.Evidence[key] = append(p.Evidence[key], f.Value+": "+f.Proof)
	}
	return values
}

func (p *Prediction) value(key string, f news.Finding) string {
	if f.Value != "" {
		p.Evidence[key] = []string{f.Proof}
	}
	return f.Value
}

// ReadInputs reads one JSON object a line.
func ReadInputs(text []byte) ([]Input, error) {
	var all []Input
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var in Input
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			return nil, fmt.Errorf("line %d: %v", n, err)
		}
		all = append(all, in)
	}
	return all, lines.Err()
}

// Aliases are other names of organisations, both sides normalised.
type Aliases map[string]string

// ReadAliases reads lines of a canonical name, a tab and another name.
func ReadAliases(text []byte) Aliases {
	a := Aliases{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		canonical, rest, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		other, _, _ := strings.Cut(rest, "\t")
		a[organisation(other, nil)] = organisation(canonical, nil)
	}
	return a
}

// Score is a named score.
type Score struct {
	Name  string
	Value float64
}

// Scores compares predictions with labelled articles. Articles without a label are left out.
func Scores(gold []Input, predictions []Prediction, aliases Aliases) []Score {
	s := scorer{guess: map[string]Prediction{}, aliases: aliases}
	for _, p := range predictions {
		s.guess[p.ID] = p
	}
	for _, g := range gold {
		if g.Gold == nil {
			continue
		}
		s.all = append(s.all, g)
		if g.Gold.Relevant {
			s.relevant = append(s.relevant, g)
		}
	}
	s.relevance()
	for _, set := range Sets {
		s.set(set)
	}
	s.people()
	for _, f := range Facts {
		s.rate(f.Name, s.relevant, func(g Input, p Prediction) bool { return f.Equal(*g.Gold, p) })
	}
	s.clusters("cluster_pair", s.relevant)
	s.clusters("cluster_pair_all", s.all)
	return s.scores
}

type scorer struct {
	all, relevant []Input
	guess         map[string]Prediction
	aliases       Aliases
	scores        []Score
}

func (s *scorer) add(name string, v float64) { s.scores = append(s.scores, Score{name, v}) }

func (s *scorer) prf(name string, tp, fp, fn int) {
	precision, recall, f1 := 0.0, 1.0, 0.0
	if tp+fp > 0 {
		precision = float64(tp) / float64(tp+fp)
	} else if fn == 0 {
		precision = 1
	}
	if tp+fn > 0 {
		recall = float64(tp) / float64(tp+fn)
	}
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	s.add(name+"_precision", precision)
	s.add(name+"_recall", recall)
	s.add(name+"_f1", f1)
}

func (s *scorer) relevance() {
	tp, fp, fn := 0, 0, 0
	for _, g := range s.all {
		switch p := s.guess[g.ID]; {
		case g.Gold.Relevant && p.Relevant:
			tp++
		case p.Relevant:
			fp++
		case g.Gold.Relevant:
			fn++
		}
	}
	s.prf("relevance", tp, fp, fn)
}

// Set is a field of many values.
type Set struct {
	Name string
	Want func(Label, Aliases) []string
	Got  func(Prediction, Aliases) []string
}

// Sets are the fields of many values, normalised.
var Sets = []Set{
	{"organisations",
		func(l Label, a Aliases) []string {
			return unique(l.Organisations, func(n string) string { return organisation(n, a) })
		},
		func(p Prediction, a Aliases) []string {
			return unique(p.Organisations, func(n string) string { return organisation(n, a) })
		}},
	{"countries",
		func(l Label, _ Aliases) []string { return unique(l.Countries, country) },
		func(p Prediction, _ Aliases) []string { return unique(p.Countries, country) }},
	{"data_types",
		func(l Label, _ Aliases) []string { return unique(l.DataTypes, strings.TrimSpace) },
		func(p Prediction, _ Aliases) []string { return unique(p.DataTypes, strings.TrimSpace) }},
}

func country(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

func unique(values []string, normalise func(string) string) []string {
	set := map[string]bool{}
	for _, v := range values {
		if n := normalise(v); n != "" {
			set[n] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

func (s *scorer) set(set Set) {
	tp, fp, fn, exact := 0, 0, 0, 0
	for _, g := range s.relevant {
		want, got := set.Want(*g.Gold, s.aliases), set.Got(s.guess[g.ID], s.aliases)
		both := 0
		for _, v := range got {
			if slices.Contains(want, v) {
				both++
			}
		}
		tp, fp, fn = tp+both, fp+len(got)-both, fn+len(want)-both
		if slices.Equal(want, got) {
			exact++
		}
	}
	s.prf(set.Name, tp, fp, fn)
	s.add(set.Name+"_exact", share(exact, len(s.relevant)))
}

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

func (s *scorer) rate(name string, articles []Input, equal func(Input, Prediction) bool) {
	n := 0
	for _, g := range articles {
		if equal(g, s.guess[g.ID]) {
			n++
		}
	}
	s.add(name, share(n, len(articles)))
}

func (s *scorer) people() {
	var given, absent []Input
	for _, g := range s.relevant {
		if g.Gold.People != nil {
			given = append(given, g)
		} else {
			absent = append(absent, g)
		}
	}
	same := func(g Input, p Prediction) bool { return SamePeople(*g.Gold, p) }
	s.rate("people_match", s.relevant, same)
	s.rate("people_match_when_given", given, same)
	s.rate("people_match_when_absent", absent, same)
}

// peopleTolerance is how far a count may be from the label's.
const peopleTolerance = 0.02

// SamePeople reports whether both give about the same number, or both none.
func SamePeople(l Label, p Prediction) bool {
	if l.People == nil || p.People == nil {
		return l.People == nil && p.People == nil
	}
	return math.Abs(float64(*p.People)-*l.People) <= peopleTolerance*math.Abs(*l.People)
}

// Fact is a field of one value.
type Fact struct {
	Name  string
	Equal func(Label, Prediction) bool
}

// Facts are the fields of one value.
var Facts = []Fact{
	{"status_accuracy", func(l Label, p Prediction) bool { return strings.TrimSpace(l.Status) == strings.TrimSpace(p.Status) }},
	{"cause_accuracy", func(l Label, p Prediction) bool { return strings.TrimSpace(l.Cause) == strings.TrimSpace(p.Cause) }},
	{"breach_date_accuracy", func(l Label, p Prediction) bool {
		return strings.TrimSpace(l.BreachDate) == strings.TrimSpace(p.BreachDate)
	}},
	{"breach_month_accuracy", func(l Label, p Prediction) bool { return month(l.BreachDate) == month(p.BreachDate) }},
	{"regulator_accuracy", func(l Label, p Prediction) bool { return regulator(l.Regulator) == regulator(p.Regulator) }},
}

func month(date string) string {
	date = strings.TrimSpace(date)
	return date[:min(7, len(date))]
}

type pair struct{ a, b string }

func (s *scorer) clusters(name string, articles []Input) {
	want, got := map[string]string{}, map[string]string{}
	for _, g := range articles {
		want[g.ID], got[g.ID] = g.Gold.SameIncident, s.guess[g.ID].Cluster
	}
	w, g := pairs(want), pairs(got)
	tp := 0
	for p := range g {
		if w[p] {
			tp++
		}
	}
	s.prf(name, tp, len(g)-tp, len(w)-tp)
}

func pairs(labels map[string]string) map[pair]bool {
	groups := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(labels)) {
		if l := labels[id]; l != "" {
			groups[l] = append(groups[l], id)
		}
	}
	all := map[pair]bool{}
	for _, ids := range groups {
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				all[pair{a, b}] = true
			}
		}
	}
	return all
}
