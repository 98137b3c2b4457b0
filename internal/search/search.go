// Package search turns the published incidents into the files that the search of the site reads in the browser.
//
// In go incidents, the gazetteer and the taxonomy; out come, under data/search/, one small manifest a language (labels, words
// that find a data type, a sector…, the list of shards) and one shard of compact records a season. A shard stands alone: its
// organisations, with every name they are known by, are in it, so that a past season keeps its bytes from night to night.
// Nothing in a shard can be rebuilt from the rest of it: there is no title, no summary and no address. FORMAT.md describes it.
package search

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"saison/internal/news"
)

// Dir is the folder of the index, from the root of the site.
const Dir = "data/search/"

// Input is all that the index is made of.
type Input struct {
	Incidents     []news.Incident
	Organisations []news.Organisation
	Taxonomy      news.Taxonomy
	Seasons       news.Seasons
	Paths         map[string]string // by language, what stands between the root of the site and an incident's ID: /nl/lekken/
}

// File is one file of the index; its name is a path from the root of the site.
type File struct {
	Name  string
	Bytes []byte
}

// letters name the place of a term in the manifest by one character.
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// Files returns the manifests, then the shards, newest season first. It errs when an incident names a term that the taxonomy
// does not have, or when a vocabulary outgrows its letters.
func Files(in Input) ([]File, error) {
	words, err := readSynonyms()
	if err != nil {
		return nil, err
	}
	shown := slices.DeleteFunc(slices.Clone(in.Incidents), func(i news.Incident) bool { return !i.Shown() })
	codes, err := newCodes(in.Taxonomy, shown)
	if err != nil {
		return nil, err
	}
	known := gazetteer(in.Organisations)
	var shards []File
	var list []shardRef
	for _, chapter := range bySeason(shown, in.Seasons) {
		s, err := newShard(chapter, codes, known)
		if err != nil {
			return nil, err
		}
		b, err := encode(s)
		if err != nil {
			return nil, err
		}
		list = append(list, shardRef{s.Season, s.First, s.Last, len(chapter.incidents), digest(b)})
		shards = append(shards, File{Dir + s.Season + ".json", b})
	}
	files, err := manifests(in, words, codes, list)
	return append(files, shards...), err
}

// encode writes JSON without the escapes that only HTML needs.
func encode(v any) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return []byte(b.String()), nil
}

// digest changes when the bytes do: it makes the address of a shard, so that caches may keep one for ever.
func digest(b []byte) string {
	h := fnv.New32a()
	h.Write(b)
	return fmt.Sprintf("%08x", h.Sum32())
}

// codes give each term its letter.
type codes struct {
	types, countries, sectors, statuses, causes, regulators map[string]string
	countryList, regulatorList                              []string
}

func newCodes(tax news.Taxonomy, incidents []news.Incident) (codes, error) {
	c := codes{countryList: countries(tax, incidents), regulatorList: regulatorsOf(incidents)}
	for _, v := range []struct {
		to  *map[string]string
		ids []string
	}{
		{&c.types, ids(tax.DataTypes)}, {&c.countries, c.countryList}, {&c.sectors, ids(tax.Sectors)},
		{&c.statuses, ids(tax.Statuses)}, {&c.causes, ids(tax.Causes)}, {&c.regulators, c.regulatorList},
	} {
		if len(v.ids) > len(letters) {
			return c, fmt.Errorf("%d terms (%s…), the index has room for %d", len(v.ids), v.ids[0], len(letters))
		}
		*v.to = map[string]string{}
		for i, id := range v.ids {
			(*v.to)[id] = letters[i : i+1]
		}
	}
	return c, nil
}

func ids(terms []news.Term) []string {
	var list []string
	for _, t := range terms {
		list = append(list, t.ID)
	}
	return list
}

// countries are those of the taxonomy, then the other ones that incidents name, by code.
func countries(tax news.Taxonomy, incidents []news.Incident) []string {
	list := ids(tax.Countries)
	var more []string
	for _, i := range incidents {
		for _, c := range i.Countries {
			if !slices.Contains(list, c) {
				more = append(more, c)
			}
		}
	}
	slices.Sort(more)
	return append(list, slices.Compact(more)...)
}

// regulatorsOf are the authorities that incidents name.
func regulatorsOf(incidents []news.Incident) []string {
	var list []string
	for _, i := range incidents {
		list = append(list, i.Regulator...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// spell writes IDs as letters, in the order of the taxonomy.
func spell(code map[string]string, ids []string) (string, error) {
	var b []byte
	for _, id := range ids {
		if id == "" {
			continue
		}
		l, ok := code[id]
		if !ok {
			return "", fmt.Errorf("%q is not in the taxonomy", id)
		}
		b = append(b, l[0])
	}
	slices.SortFunc(b, func(x, y byte) int { return strings.IndexByte(letters, x) - strings.IndexByte(letters, y) })
	return string(slices.Compact(b)), nil
}
