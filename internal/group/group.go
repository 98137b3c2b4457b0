// Package group says which incident an article tells of. In come what articles say, one by one in the order they were
// published; out come IDs that never move: an article joins the incident of its organisation that its dates and figures
// fit best, or opens a new one. Decisions of people come first.
package group

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gosimple/slug"

	"saison/internal/news"
)

// Rules are the decisions of people.
type Rules struct {
	Refused   []string    // IDs of incidents that stay out for ever
	Same      [][2]string // the second ID is the first
	Different [][2]string // an article tells of one of the two, never of both
}

// Place is where an article goes.
type Place struct {
	ID            string
	New           bool     // the article opens it
	Refused       bool     // people refused this incident: the article stays out
	Organisations []string // those of the article's that the incident is about
}

// Grouper knows the incidents read so far.
type Grouper struct {
	kinds     []kind            // what begins a name and may change: "mairie", "centre hospitalier"
	canonical map[string]string // key of a name or alias -> key of the organisation
	names     map[string]string // key of an organisation -> its name
	byKey     map[string][]*known
	byVia     map[string][]*known // by the supplier it came through
	initials  map[string][]string // initials of the organisations of incidents -> their keys
	letters   map[string][]string // the same, for those that are known by their initials only
	usual     map[string]int      // words of the gazetteer and of nouns of organisations: how often
	byWord    map[string][]string // rare words of the organisations of incidents -> their keys
	ids       map[string]bool
	same      map[string]string
	different map[[2]string]bool // both ways round
}

// known is what counts of an incident for telling it from another.
type known struct {
	id      string
	refused bool
	breach  news.Date
	first   news.Date // first and last article
	last    news.Date
	people  []int
	status  string
	types   map[string]bool
}

// New returns a grouper that knows the names of organisations and the decisions of people. kinds are nouns that begin a
// name and may be left out or changed for another of their family: "mairie", "ville"; the family, to its nouns.
func New(orgs []news.Organisation, rules Rules, kinds map[string][]string) *Grouper {
	g := &Grouper{kinds: sorted(kinds), usual: make(map[string]int), byWord: make(map[string][]string), byVia: make(map[string][]*known), initials: make(map[string][]string), letters: make(map[string][]string), canonical: make(map[string]string), names: make(map[string]string), byKey: make(map[string][]*known), ids: make(map[string]bool), same: make(map[string]string), different: make(map[[2]string]bool)}
	g.list(orgs)
	g.count(orgs)
	for _, p := range rules.Same {
		g.same[p[1]] = p[0]
		g.ids[p[1]] = true
	}
	for _, p := range rules.Different {
		a, b := g.resolve(p[0]), g.resolve(p[1])
		g.different[[2]string{a, b}], g.different[[2]string{b, a}] = true, true
	}
	for _, id := range rules.Refused {
		g.refuse(id)
	}
	return g
}

// refuse remembers a refused incident by what its ID says: an organisation and a month.
func (g *Grouper) refuse(id string) {
	g.ids[id] = true
	parts := strings.Split(id, "-")
	for i := len(parts) - 2; i > 0; i-- {
		if month := news.Date(parts[i] + "-" + parts[i+1]); len(parts[i]) == 4 && month.Valid() {
			k := &known{id: id, refused: true, breach: month}
			name := strings.Join(parts[:i], "-")
			for _, key := range []string{g.canon(name), cutKey + name} {
				g.byKey[key] = append(g.byKey[key], k)
			}
			return
		}
	}
}

// Know tells the grouper of an incident that is there.
func (g *Grouper) Know(in news.Incident) {
	k := &known{id: in.ID, breach: in.BreachDate, first: in.Published, last: in.Published, status: in.Status, types: make(map[string]bool)}
	for _, n := range []int{in.People, in.PeopleClaimed} {
		if n > 0 {
			k.people = append(k.people, n)
		}
	}
	for _, t := range in.DataTypes {
		k.types[t] = true
	}
	for _, a := range in.Articles {
		k.take(a)
	}
	g.ids[in.ID] = true
	g.keep(k, in.Organisations, in.Via)
}

func (g *Grouper) keep(k *known, orgs []string, via string) {
	for _, o := range orgs {
		key := g.canon(o)
		if !slices.Contains(g.byKey[key], k) {
			g.byKey[key] = append(g.byKey[key], k)
		}
		g.shorten(o, key)
		g.remember(o, key)
	}
	if key := g.canon(via); via != "" && !slices.Contains(g.byVia[key], k) {
		g.byVia[key] = append(g.byVia[key], k)
	}
}

// shorten remembers an organisation by its initials.
func (g *Grouper) shorten(name, key string) {
	for _, m := range []struct {
		short string
		keys  map[string][]string
	}{{letters(name), g.letters}, {initials(name), g.initials}} {
		if m.short != "" && !slices.Contains(m.keys[m.short], key) {
			m.keys[m.short] = append(m.keys[m.short], key)
		}
	}
}

// take adds what an article says.
func (k *known) take(a news.Article) {
	s := a.Says
	k.breach = news.Earliest(k.breach, news.Date(s.BreachDate.Value))
	k.first = news.Earliest(k.first, a.Published)
	k.last = max(k.last, a.Published)
	for _, n := range []int{s.People.N, s.PeopleClaimed.N} {
		if n > 0 && !slices.Contains(k.people, n) {
			k.people = append(k.people, n)
		}
	}
	for _, t := range s.DataTypes {
		k.types[t.Value] = true
	}
	if k.status != "confirmed" {
		k.status = cmp.Or(s.Status.Value, k.status)
	}
}

// Place says where an article goes, and remembers it: nowhere where it names no organisation, else to one incident, or
// to several where its organisations already have one each. Of two incidents that people called different, the one of
// the organisation that is named first gets it.
func (g *Grouper) Place(a news.Article) []Place {
	var places []Place
	var orphans []string
	for _, o := range a.Says.Organisations {
		k, apart := g.best(a, o.Value, places)
		if k == nil {
			if !apart {
				orphans = append(orphans, o.Value)
			}
			continue
		}
		id := g.resolve(k.id)
		if i := slices.IndexFunc(places, func(p Place) bool { return p.ID == id }); i >= 0 {
			places[i].Organisations = append(places[i].Organisations, o.Value)
			continue
		}
		places = append(places, Place{ID: id, Refused: k.refused, Organisations: []string{o.Value}})
		if !k.refused {
			k.take(a)
			g.keep(k, nil, a.Says.Via.Value)
		}
	}
	if len(orphans) == 0 {
		return places
	}
	if len(places) == 0 {
		if k := g.bySupplier(a); k != nil {
			k.take(a)
			g.keep(k, orphans, a.Says.Via.Value)
			return []Place{{ID: g.resolve(k.id), Organisations: orphans}}
		}
	}
	// The organisation that has no incident yet was hit by the one of the others.
	if len(places) > 0 {
		places[0].Organisations = append(places[0].Organisations, orphans...)
		if k := g.find(places[0].ID); k != nil {
			g.keep(k, orphans, "")
		}
		return places
	}
	k := &known{id: g.newID(a, orphans[0]), types: make(map[string]bool)}
	k.take(a)
	g.keep(k, orphans, a.Says.Via.Value)
	return []Place{{ID: k.id, New: true, Organisations: orphans}}
}

func (g *Grouper) find(id string) *known {
	for _, key := range slices.Sorted(maps.Keys(g.byKey)) {
		for _, k := range g.byKey[key] {
			if k.id == id {
				return k
			}
		}
	}
	return nil
}

func (g *Grouper) resolve(id string) string {
	for range len(g.same) {
		to, ok := g.same[id]
		if !ok {
			break
		}
		id = to
	}
	return id
}

// newID returns <slug>-<year>-<month of breach or of first report>, then -2 and so on where taken.
func (g *Grouper) newID(a news.Article, org string) string {
	month := cmp.Or(news.Date(a.Says.BreachDate.Value).Month(), a.Published.Month(), "undated")
	id := Slug(g.proper(org)) + "-" + month
	base := id
	for n := 2; g.ids[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	g.ids[id] = true
	return id
}

// NewID returns an ID that no incident has for an organisation and a month.
func (g *Grouper) NewID(org string, month news.Date) string {
	return g.newID(news.Article{Published: month}, org)
}

const slugMax = 60

// apart puts a space where a word ends: d'Orange is two words, B&You three.
var apart = strings.NewReplacer("_", " ", "'", " ", "’", " ", "&", " & ")

// proper is the name that the gazetteer has for an organisation, else the name itself.
func (g *Grouper) proper(org string) string { return cmp.Or(g.names[g.canon(org)], org) }

// Slug returns a name as it stands in IDs and addresses.
func Slug(name string) string {
	s := wholeSlug(name)
	if len(s) > slugMax {
		s = s[:slugMax]
		if i := strings.LastIndexByte(s, '-'); i > 0 {
			s = s[:i]
		}
	}
	return s
}

// wholeSlug is a slug of any length.
func wholeSlug(name string) string {
	return cmp.Or(strings.Trim(slug.MakeLang(apart.Replace(name), "fr"), "-"), "x")
}
