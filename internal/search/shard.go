package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"saison/internal/news"
)

// chapter is the published incidents of one season.
type chapter struct {
	season    news.Season
	incidents []news.Incident // newest first
}

// undated is the season of incidents without any date.
const undated = "undated"

// when returns the date that places an incident in a season.
func when(i news.Incident) news.Date {
	if i.Published != "" {
		return i.Published
	}
	return i.BreachDate
}

// bySeason cuts the incidents into seasons, newest first; those without a date come last.
func bySeason(incidents []news.Incident, seasons news.Seasons) []chapter {
	by := map[news.Season][]news.Incident{}
	for _, i := range incidents {
		season, ok := seasons.At(when(i))
		if !ok {
			season = news.Season{Name: undated}
		}
		by[season] = append(by[season], i)
	}
	var list []chapter
	for season, in := range by {
		slices.SortFunc(in, func(a, b news.Incident) int {
			return cmp.Or(cmp.Compare(when(b), when(a)), cmp.Compare(a.ID, b.ID))
		})
		list = append(list, chapter{season, in})
	}
	slices.SortFunc(list, func(a, b chapter) int { return cmp.Compare(b.season.First, a.season.First) })
	return list
}

// shard is the records of a season, by column. Columns that are one string have a word (or a letter) a record.
type shard struct {
	Season        string     `json:"season"`
	First         news.Date  `json:"first"`
	Last          news.Date  `json:"last"`
	Organisations [][]string `json:"organisations"` // name, then aliases
	IDs           []any      `json:"ids"`           // 0: slug of the first organisation and month; n: the same and -n; else the ID
	Of            []any      `json:"of"`            // place in Organisations, or several
	Published     []any      `json:"published"`     // days before the record above (the first: before Last); a month as text; null
	Breach        []any      `json:"breach"`        // days before published; a day or month as text; null
	People        []int      `json:"people"`        // 0: unknown
	Claimed       []int      `json:"claimed"`       // 0: none
	Types         string     `json:"types"`         // words of letters; . where none
	Countries     string     `json:"countries"`     // words of letters; . where none
	Sectors       string     `json:"sectors"`       // a letter a record; . where unknown
	Statuses      string     `json:"statuses"`
	Causes        string     `json:"causes"`
	Regulators    string     `json:"regulators"` // words of letters; . where none
	Reviews       string     `json:"reviews"`    // a: auto, d: done
	Via           []int      `json:"via"`        // place in Organisations plus one; 0: none
}

func newShard(c chapter, codes codes, known map[string]news.Organisation) (shard, error) {
	names := organisationsOf(c.incidents, known)
	s := shard{Season: c.season.Name, First: c.season.First, Last: c.season.Last, Organisations: names.table}
	above := c.season.Last.Time()
	var types, countries, regulators []string
	for _, i := range c.incidents {
		row, err := spellAll(i, codes)
		if err != nil {
			return s, fmt.Errorf("%s: %v", i.ID, err)
		}
		types, countries = append(types, row[0]), append(countries, row[1])
		s.Sectors += row[2]
		s.Statuses += row[3]
		s.Causes += row[4]
		regulators = append(regulators, row[5])
		s.Reviews += i.Review[:1]
		s.IDs = append(s.IDs, shortID(i))
		s.Of = append(s.Of, names.of(i.Organisations))
		s.Published = append(s.Published, since(i.Published, &above))
		s.Breach = append(s.Breach, before(i.BreachDate, i.Published))
		s.People, s.Claimed = append(s.People, i.People), append(s.Claimed, i.PeopleClaimed)
		s.Via = append(s.Via, names.via(i.Via))
	}
	s.Types, s.Countries = strings.Join(types, " "), strings.Join(countries, " ")
	s.Regulators = strings.Join(regulators, " ")
	return s, nil
}

// spellAll returns an incident's data types, countries, sector, status, cause and regulators as letters; a dot where there is none.
func spellAll(i news.Incident, c codes) (row [6]string, err error) {
	for n, v := range []struct {
		code map[string]string
		ids  []string
	}{
		{c.types, i.DataTypes}, {c.countries, i.Countries}, {c.sectors, []string{i.Sector}},
		{c.statuses, []string{i.Status}}, {c.causes, []string{i.Cause}}, {c.regulators, i.Regulator},
	} {
		if row[n], err = spell(v.code, v.ids); err != nil {
			return row, err
		}
		row[n] = cmp.Or(row[n], ".")
	}
	return row, nil
}

// since returns the days from a day to the one above it, which it then becomes.
func since(d news.Date, above *time.Time) any {
	switch {
	case d == "":
		return nil
	case !d.IsDay() || above.IsZero():
		return d
	}
	t := d.Time()
	n := days(t, *above)
	*above = t
	return n
}

// before returns how many days before its publication a breach happened. Most are told within weeks.
func before(breach, published news.Date) any {
	switch {
	case breach == "":
		return nil
	case !breach.IsDay() || !published.IsDay():
		return breach
	}
	return days(breach.Time(), published.Time())
}

func days(from, to time.Time) int { return int(to.Sub(from).Hours()) / 24 }

// shortID returns what the browser cannot tell by itself of an ID: nothing (0) for most.
func shortID(i news.Incident) any {
	if len(i.Organisations) == 0 {
		return i.ID
	}
	d := i.BreachDate
	if d == "" {
		d = i.Published
	}
	base, ok := slug(i.Organisations[0])
	if !ok || d == "" {
		return i.ID
	}
	base += "-" + d.Month()
	if i.ID == base {
		return 0
	}
	for n := 2; n < 10; n++ {
		if i.ID == fmt.Sprintf("%s-%d", base, n) {
			return n
		}
	}
	return i.ID
}
