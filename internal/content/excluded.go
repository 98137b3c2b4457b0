package content

import (
	"path"
	"slices"

	"saison/internal/diag"
	"saison/internal/news"
	"saison/internal/yamlfile"
)

// Excluded is what people refused, for ever, and the pairs they decided on.
type Excluded struct {
	URLs      []Refusal
	Incidents []Refusal
	Same      []Pair // must be one incident: the first ID stays
	Different []Pair // must never be one incident
}

// Refusal is an address or an incident that stays out, and why.
type Refusal struct{ Value, Why string }

// Pair is two incidents, and why.
type Pair struct{ A, B, Why string }

type excludedFile struct {
	URLs []struct {
		URL string `yaml:"url"`
		Why string `yaml:"why"`
	} `yaml:"urls"`
	Incidents []struct {
		ID  string `yaml:"id"`
		Why string `yaml:"why"`
	} `yaml:"incidents"`
	Same      []pairFile `yaml:"same"`
	Different []pairFile `yaml:"different"`
}

type pairFile struct {
	IDs []string `yaml:"ids"`
	Why string   `yaml:"why"`
}

const excludedName = "excluded.yaml"

func (r *reader) excluded() (Excluded, string) {
	text, ok := r.read(excludedName, nil)
	if !ok {
		return Excluded{}, ""
	}
	var f excludedFile
	tree, mistakes := yamlfile.Decode(path.Join(r.dir, excludedName), 0, text, &f)
	r.mistakes = append(r.mistakes, mistakes...)
	at := func(keys ...any) diag.Pos { return r.pos(excludedName, yamlfile.Line(tree, keys...)) }
	var e Excluded
	for i, u := range f.URLs {
		r.checkWhy(u.Why, at("urls", i))
		if news.BadLink(u.URL) != "" {
			r.mistakes.Addf(at("urls", i), "%s", news.BadLink(u.URL))
		}
		e.URLs = append(e.URLs, Refusal{u.URL, u.Why})
	}
	for i, in := range f.Incidents {
		r.checkWhy(in.Why, at("incidents", i))
		if in.ID == "" {
			r.mistakes.Addf(at("incidents", i), "no id")
		}
		e.Incidents = append(e.Incidents, Refusal{in.ID, in.Why})
	}
	e.Same = r.pairs(f.Same, "same", at)
	e.Different = r.pairs(f.Different, "different", at)
	for i, p := range e.Same {
		if e.Apart(p.A, p.B) {
			r.mistakes.Addf(at("same", i), "%s and %s are the same here and different below different: remove one of the two", p.A, p.B)
		}
	}
	return e, string(text)
}

func (r *reader) pairs(list []pairFile, key string, at func(...any) diag.Pos) []Pair {
	var pairs []Pair
	for i, p := range list {
		r.checkWhy(p.Why, at(key, i))
		if len(p.IDs) != 2 || p.IDs[0] == p.IDs[1] {
			r.mistakes.Addf(at(key, i), "ids wants two different incidents")
			continue
		}
		pairs = append(pairs, Pair{p.IDs[0], p.IDs[1], p.Why})
	}
	return pairs
}

func (r *reader) checkWhy(why string, at diag.Pos) {
	if why == "" {
		r.mistakes.Addf(at, "no why: a refusal has its reason")
	}
}

// checkExcluded: an incident cannot be both refused and there.
func (r *reader) checkExcluded(c *Content) {
	for id, f := range c.files {
		if slices.ContainsFunc(c.Excluded.Incidents, func(x Refusal) bool { return x.Value == id }) {
			r.mistakes.Addf(r.pos(path.Join(f.folder, id+".md"), 0), "incident is refused in %s: remove it here or there", excludedName)
		}
		for _, p := range c.Excluded.Same {
			if p.B == id && c.files[p.A] != nil {
				r.mistakes.Addf(r.pos(path.Join(f.folder, id+".md"), 0), "incident is the same as %s in %s: saison review --merge joins their files", p.A, excludedName)
			}
		}
	}
}

// RefusesIncident reports whether an ID was refused.
func (e Excluded) RefusesIncident(id string) bool {
	return slices.ContainsFunc(e.Incidents, func(r Refusal) bool { return r.Value == id })
}
