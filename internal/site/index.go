package site

import (
	"cmp"
	"slices"
	"strings"

	"saison/internal/news"
)

// group is the incidents that share a thing: an organisation, a sector, a month…
type group struct {
	kind      kind
	id        string // of the taxonomy, or the name
	key       string // as in the address
	incidents []int  // places in index.incidents, newest first
}

// index is the incidents of the site and how they hang together.
type index struct {
	incidents []news.Incident // shown, newest first
	listed    []int           // all but the withdrawn
	groups    map[kind][]group
	at        map[kind]map[string]int // place in groups by key
	seasons   news.Seasons
	asOf      news.Date
}

// groupKinds are the kinds of groups, in the order of the menus.
var groupKinds = append([]kind{organisationKind, providerKind, countryKind, dataTypeKind, sectorKind, seasonKind, monthKind}, facetKinds...)

// facetKinds are facets of the search that no menu has: their lists are for those who search without a script.
var facetKinds = []kind{statusKind, causeKind, regulatorKind, reviewKind}

func newIndex(in Input) *index {
	x := &index{seasons: in.Site.Seasons, asOf: in.AsOf, groups: map[kind][]group{}, at: map[kind]map[string]int{}}
	for _, i := range in.Incidents {
		if i.Shown() {
			x.incidents = append(x.incidents, cleaned(i))
		}
	}
	slices.SortStableFunc(x.incidents, func(a, b news.Incident) int {
		return cmp.Or(cmp.Compare(b.Published, a.Published), cmp.Compare(a.ID, b.ID))
	})
	for n, i := range x.incidents {
		if i.Status == news.Withdrawn {
			continue
		}
		x.listed = append(x.listed, n)
		x.put(n, i, in.Taxonomy)
	}
	for _, k := range groupKinds {
		x.sortGroups(k, in.Taxonomy)
	}
	return x
}

func (x *index) put(n int, i news.Incident, tax news.Taxonomy) {
	for _, o := range i.Organisations {
		x.add(organisationKind, o, slugOf(o), n)
	}
	if i.Via != "" {
		x.add(providerKind, i.Via, slugOf(i.Via), n)
	}
	for _, c := range i.Countries {
		if _, ok := news.Find(tax.Countries, c); ok {
			x.add(countryKind, c, keyOf(c), n)
		}
	}
	for _, d := range i.DataTypes {
		x.add(dataTypeKind, d, keyOf(d), n)
	}
	if i.Sector != "" {
		x.add(sectorKind, i.Sector, keyOf(i.Sector), n)
	}
	for k, id := range map[kind]string{statusKind: i.Status, causeKind: i.Cause, reviewKind: i.Review} {
		if id != "" {
			x.add(k, id, keyOf(id), n)
		}
	}
	for _, id := range i.Regulator {
		x.add(regulatorKind, id, slugOf(id), n)
	}
	if s, ok := x.seasons.At(i.Published); ok {
		x.add(seasonKind, s.Name, s.Name, n)
		x.add(monthKind, i.Published.Month(), i.Published.Month(), n)
	}
}

// add puts an incident into a group, once.
func (x *index) add(k kind, id, key string, n int) {
	if x.at[k] == nil {
		x.at[k] = map[string]int{}
	}
	at, ok := x.at[k][key]
	if !ok {
		at = len(x.groups[k])
		x.at[k][key] = at
		x.groups[k] = append(x.groups[k], group{kind: k, id: id, key: key})
	}
	g := &x.groups[k][at]
	if !slices.Contains(g.incidents, n) {
		g.incidents = append(g.incidents, n)
	}
}

// sortGroups puts groups into the order of menus: taxonomies as they are written, time newest first, names by slug.
func (x *index) sortGroups(k kind, tax news.Taxonomy) {
	terms := map[kind][]news.Term{countryKind: tax.Countries, dataTypeKind: tax.DataTypes, sectorKind: tax.Sectors, statusKind: tax.Statuses, causeKind: tax.Causes}[k]
	rank := func(g group) int {
		return slices.IndexFunc(terms, func(t news.Term) bool { return t.ID == g.id })
	}
	slices.SortFunc(x.groups[k], func(a, b group) int {
		if k == seasonKind || k == monthKind {
			a, b = b, a
		}
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a.key, b.key))
	})
	for at, g := range x.groups[k] {
		x.at[k][g.key] = at
	}
}

// group returns a group by its key; ok is false where no listed incident is in it.
func (x *index) group(k kind, key string) (g group, ok bool) {
	at, ok := x.at[k][key]
	if !ok {
		return group{}, false
	}
	return x.groups[k][at], true
}

// season returns the season in which the site is built.
func (x *index) season() news.Season {
	s, _ := x.seasons.At(x.asOf)
	return s
}

// between returns the listed incidents of a list that became known from first to last, both included.
func (x *index) between(list []int, first, last news.Date) []int {
	var in []int
	for _, n := range list {
		if d := news.DateOf(x.incidents[n].Published.Time()); d >= first && d <= last {
			in = append(in, n)
		}
	}
	return in
}

// gravity is how grave an incident is: the highest risk of what leaked, 1 where that is not known.
func gravity(tax news.Taxonomy, i news.Incident) int {
	worst := 1
	for _, d := range i.DataTypes {
		if t, ok := news.Find(tax.DataTypes, d); ok {
			worst = max(worst, t.Risk)
		}
	}
	return worst
}

// tally is how many incidents of a list have a thing.
type tally struct {
	id string
	n  int
}

// tallies counts the things of the incidents of a list, the most frequent first.
func (x *index) tallies(list []int, things func(*news.Incident) []string) []tally {
	at := map[string]int{}
	var out []tally
	for _, n := range list {
		for _, id := range things(&x.incidents[n]) {
			if _, ok := at[id]; !ok {
				at[id] = len(out)
				out = append(out, tally{id: id})
			}
			out[at[id]].n++
		}
	}
	slices.SortFunc(out, func(a, b tally) int { return cmp.Or(b.n-a.n, cmp.Compare(a.id, b.id)) })
	return out
}

func dataTypesOf(i *news.Incident) []string { return i.DataTypes }

func sectorOf(i *news.Incident) []string {
	if i.Sector == "" {
		return nil
	}
	return []string{i.Sector}
}
