// Package lexicon is the shape of sources/lexicon/LANG.yaml: how the press of one language says things. In come bytes;
// out comes a Lexicon and every mistake with its line. What the words mean is here; what is done with them is in tag.
package lexicon

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"saison/internal/diag"
	"saison/internal/yamlfile"
)

// Lexicon is the words of one language. A phrase is words without regard to case, accents, hyphens and apostrophes;
// a word may be written `begin*`, `*end`, `this|that`, `optional?`, or `..` for up to two words of any kind.
type Lexicon struct {
	Lang         string              `yaml:"lang"`
	Common       []string            `yaml:"common"`       // frequent small words: they tell the language and are no names
	Numbers      map[string]int      `yaml:"numbers"`      // number words
	Parts        map[string]float64  `yaml:"parts"`        // half, anderhalf
	Multipliers  map[string]int      `yaml:"multipliers"`  // million, k, …
	Months       map[string]int      `yaml:"months"`       // 1 to 12
	Weekdays     map[string]int      `yaml:"weekdays"`     // 0 is Sunday
	DataTypes    map[string][]string `yaml:"data_types"`   // ID, or IDs joined by +, to phrases
	ListTypes    map[string][]string `yaml:"list_types"`   // the same, for phrases that name data only among others of a list
	Causes       map[string][]string `yaml:"causes"`       // ID to phrases
	Countries    map[string][]string `yaml:"countries"`    // ISO code to phrases
	Places       map[string][]string `yaml:"places"`       // ISO code to towns and regions: they say where, and are seldom who
	Regulators   map[string][]string `yaml:"regulators"`   // what is told ("CNIL") to its names
	Institutions map[string][]string `yaml:"institutions"` // ISO code, or "any", to the nouns that begin a name: "mairie", "centre hospitalier"
	Words        map[string][]string `yaml:"words"`        // classes of words that frames are made of
	Frames       map[string][]string `yaml:"frames"`       // a cause or a cue to the classes that say it together
	Cues         map[string][]string `yaml:"cues"`         // one of Cues to phrases
}

// TypeWord stands in a frame for any data type. MostWords is how many classes a frame may join.
const (
	TypeWord  = "type"
	MostWords = 4
)

// Cues are the classes of phrases by which sentences are read; each language has them all.
var Cues = []string{
	// data types
	"leak",      // data went out: stolen, exposed, published
	"contain",   // what the stolen thing holds: "contient", "on y trouve"
	"safe",      // data did not go out
	"neg",       // turns the predicate beside it round: "pas", "niet"
	"relative",  // begins a clause that speaks of the word before it only
	"not_only",  // begins like a negation and is none
	"none",      // before data: "aucun", "sauf", "behalve"
	"break",     // a new clause with a new polarity: "mais", "en revanche"
	"and",       // joins a list
	"risk",      // what a crook could do
	"advice",    // what the reader should do
	"if",        // hypothetical
	"could",     // it may have gone out
	"elsewhere", // the data of somebody else
	"channel",   // before the means by which people are written to: "par mail"
	"renew",     // a password is to be changed
	"way_in",    // whose password opened the door
	"data",      // general words for personal data
	"not_data",  // a leak of something else: water, a telephone, a film
	// zones
	"furniture", // begins a block that is not the article
	"head_advice",
	"head_leak",
	// names
	"victim_before", // words before the name of an organisation that was hit
	"victim_after",
	"owner_after",  // between the thing and its organisation: "clients de", "site van"
	"also",         // before the name of one more that was hit: "en même temps que"
	"also_after",   // behind it: "elle aussi"
	"together",     // between two that were hit: "et", "en même temps que"
	"generic",      // what kind of organisation: "l'enseigne"
	"other_before", // before the name of another one: "après", "comme"
	"other_after",
	"attacker_before",
	"attacker_after",
	"source_before", // before the name of who says it: "selon"
	"at_before",     // before the name of where it happened: "chez"
	"provider_before",
	"parent_before",
	"parent_after",
	"press_before",
	"press_after",
	"place_before", // before the name of a place: "tribunal de", "in"
	"person_before",
	"title_word",   // begins headlines and is no name: "cyberattaque"
	"forename",     // the first names of persons
	"investigator", // the police and the courts: seldom hit
	"not_org",      // names that are never hit: police, media, networks, places, products
	// people
	"person",    // counted nouns
	"account",   // counted where no people are
	"record",    // counted where nothing else is: appointments, cards
	"unit",      // after a number that counts no people: gigabytes, euros
	"size",      // how big the organisation is, not the leak
	"owns",      // a size too, where it is no auxiliary: "heeft"
	"listed",    // people are in what went out: "y figurent"
	"vague",     // before a number that is none: "plusieurs"
	"subset",    // a part of the count: "dont"
	"estimate",  // before the figure somebody gives: "estime à"
	"statistic", // a number about the world
	"earlier",   // an earlier case
	"attacker",  // who says it when it is not the organisation
	// status
	"confirm",
	"states", // the organisation speaks, without admitting
	"claim",
	"silent",
	"deny",
	"false_alarm",
	"extent", // how many, which: what is not confirmed may be only that
	// date
	"event",    // it happened then
	"announce", // it was told then
	// regulator
	"duty", // what the law asks, before what has not been done yet
	"told",
	// relevance
	"data_leak", // a leak of data by name
	"outage",
	"justice",
	"tally",
	"flaw",
	"utility",    // supplies the public, not another organisation
	"drill",      // nothing happened: an exercise, a test
	"scam",       // crooks write in somebody's name; nothing went out
	"untaken",    // nothing was taken, or nobody knows
	"warns",      // those concerned are told: frames
	"sourceless", // nobody knows whose data it is
}

// Parse reads one lexicon. name is the path of the file in the mistakes.
func Parse(name string, text []byte) (Lexicon, diag.List) {
	var l Lexicon
	tree, mistakes := yamlfile.Decode(name, 0, text, &l)
	c := checker{name: name, tree: tree, mistakes: &mistakes}
	if l.Lang == "" {
		c.add("lang is missing", "lang")
	}
	for _, key := range slices.Sorted(maps.Keys(l.Cues)) {
		if !slices.Contains(Cues, key) {
			c.add(fmt.Sprintf("unknown cue %q", key), "cues", key)
		}
	}
	for _, m := range []struct {
		key string
		m   map[string][]string
	}{
		{"data_types", l.DataTypes}, {"list_types", l.ListTypes}, {"causes", l.Causes}, {"countries", l.Countries}, {"places", l.Places},
		{"regulators", l.Regulators}, {"institutions", l.Institutions}, {"words", l.Words}, {"cues", l.Cues},
	} {
		c.phrases(m.key, m.m)
	}
	c.frames(l)
	return l, mistakes
}

// frames finds frames of classes that do not exist, of targets that nobody reads, and classes that stand in none.
func (c checker) frames(l Lexicon) {
	named := map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(l.Frames)) {
		if _, cause := l.Causes[key]; !cause && !slices.Contains(Cues, key) {
			c.add(fmt.Sprintf("unknown target %q of frames", key), "frames", key)
		}
		for i, f := range l.Frames[key] {
			parts := strings.Fields(f)
			if len(parts) < 2 || len(parts) > MostWords {
				c.add(fmt.Sprintf("frame %q has %d words, want 2 to %d", f, len(parts), MostWords), "frames", key, i)
			}
			for _, p := range parts {
				named[strings.TrimPrefix(p, "!")] = true
				if p = strings.TrimPrefix(p, "!"); l.Words[p] == nil && !slices.Contains(Cues, p) && p != TypeWord {
					c.add(fmt.Sprintf("unknown words %q in a frame", p), "frames", key, i)
				}
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(l.Words)) {
		if !named[key] {
			c.add(fmt.Sprintf("no frame names the words %q", key), "words", key)
		}
	}
}

type checker struct {
	name     string
	tree     *yaml.Node
	mistakes *diag.List
}

func (c checker) add(fact string, path ...any) {
	c.mistakes.Addf(diag.Pos{File: c.name, Line: yamlfile.Line(c.tree, path...)}, "%s", fact)
}

// phrases finds phrases that are given twice in one list, and such that can match nothing.
func (c checker) phrases(key string, m map[string][]string) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		seen := map[string]bool{}
		for i, p := range m[k] {
			words := strings.Fields(p)
			switch {
			case len(words) == 0 || !strings.ContainsFunc(p, wordRune):
				c.add(fmt.Sprintf("phrase %q has no word", p), key, k, i)
			case seen[p]:
				c.add(fmt.Sprintf("phrase %q given twice", p), key, k, i)
			case words[0] == ".." || strings.HasSuffix(words[0], "?") && len(words) > 1 && words[1] == "..":
				c.add(fmt.Sprintf("phrase %q begins with any word", p), key, k, i)
			case strings.HasPrefix(p, "*") && strings.HasSuffix(p, "*"):
				c.add(fmt.Sprintf("phrase %q is open at both ends", p), key, k, i)
			}
			seen[p] = true
		}
	}
}

// wordRune reports what the matcher can find in a text: all but the signs of the phrases themselves.
func wordRune(r rune) bool { return !strings.ContainsRune(" *?|_", r) }
