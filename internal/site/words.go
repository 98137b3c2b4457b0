package site

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"saison/internal/diag"
	"saison/internal/news"
	"saison/internal/yamlfile"
)

// words is words/LANG.yaml: what the theme says in one language. {0}, {1}… are replaced by arguments, {n} by the number.
type words struct {
	Text  map[string]string `yaml:"text"`
	Count map[string]plural `yaml:"count"`
}

// plural is a phrase that agrees with a number. French says one for 0 and 1, Dutch and English for 1.
type plural struct {
	One   string `yaml:"one"`
	Other string `yaml:"other"`
}

// tongue speaks one language: words, numbers, dates, lists.
type tongue struct {
	lang      string
	words     words
	countries display.Namer
	missing   *sync.Map // keys that were asked for and are not in the words
	dates     *sync.Map // that were written
}

// readTongues reads the words of every language of the site; a key that one has and another has not is a mistake.
func readTongues(theme fs.FS) (map[string]*tongue, error) {
	tongues := map[string]*tongue{}
	var mistakes diag.List
	for _, lang := range news.Langs {
		name := "words/" + lang + ".yaml"
		text, err := fs.ReadFile(theme, name)
		if err != nil {
			return nil, err
		}
		var w words
		_, bad := yamlfile.Decode(name, 0, text, &w)
		mistakes = append(mistakes, bad...)
		tongues[lang] = &tongue{lang, w, display.Regions(language.MustParse(lang)), new(sync.Map), new(sync.Map)}
	}
	first := tongues[news.Langs[0]]
	for _, lang := range news.Langs[1:] {
		t, name := tongues[lang], "words/"+lang+".yaml"
		lacking(&mistakes, name, first.words.Text, t.words.Text)
		lacking(&mistakes, name, first.words.Count, t.words.Count)
		lacking(&mistakes, "words/"+first.lang+".yaml", t.words.Text, first.words.Text)
		lacking(&mistakes, "words/"+first.lang+".yaml", t.words.Count, first.words.Count)
	}
	return tongues, mistakes.Err()
}

func lacking[V any](mistakes *diag.List, name string, want, have map[string]V) {
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if _, ok := have[key]; !ok {
			mistakes.Addf(diag.Pos{File: name}, "no %q, which another language has", key)
		}
	}
}

// text returns the words for a key.
func (t *tongue) text(key string, args ...any) string {
	s, ok := t.words.Text[key]
	if !ok {
		t.missing.Store(key, true)
		return key
	}
	return fill(s, args)
}

// maybe returns the words for a key, or other where there are none.
func (t *tongue) maybe(key, other string) string {
	return cmp.Or(t.words.Text[key], other)
}

// count returns the phrase for a key that agrees with n.
func (t *tongue) count(key string, n int, args ...any) string {
	p, ok := t.words.Count[key]
	if !ok {
		t.missing.Store(key, true)
		return key
	}
	s := p.Other
	if n == 1 || n == 0 && t.lang == "fr" {
		s = p.One
	}
	return fill(strings.ReplaceAll(s, "{n}", t.number(n)), args)
}

// fill puts arguments in the places of {0}, {1}…
func fill(s string, args []any) string {
	if len(args) == 0 || strings.IndexByte(s, '{') < 0 {
		return s
	}
	out := make([]byte, 0, len(s)+64)
	for {
		at := strings.IndexByte(s, '{')
		if at < 0 {
			return string(append(out, s...))
		}
		out = append(out, s[:at]...)
		s = s[at:]
		if len(s) < 3 || s[2] != '}' || s[1] < '0' || int(s[1]-'0') >= len(args) {
			out, s = append(out, '{'), s[1:]
			continue
		}
		if said, ok := args[s[1]-'0'].(string); ok {
			out = append(out, said...)
		} else {
			out = fmt.Append(out, args[s[1]-'0'])
		}
		s = s[3:]
	}
}

// number writes 1234567 as "1 234 567" (narrow no-break spaces), "1.234.567" or "1,234,567".
func (t *tongue) number(n int) string {
	s := strconv.Itoa(n)
	sep := map[string]string{"fr": "\u202f", "nl": ".", "en": ","}[t.lang]
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

// date writes 2025-02-01 as "1er février 2025", "1 februari 2025" or "1 February 2025", and 2025-02 without its day.
func (t *tongue) date(d news.Date) string {
	if said, ok := t.dates.Load(d); ok {
		return said.(string)
	}
	said := t.written(d)
	t.dates.Store(d, said)
	return said
}

func (t *tongue) written(d news.Date) string {
	when := d.Time()
	if when.IsZero() {
		return ""
	}
	month := t.text("month."+strconv.Itoa(int(when.Month()))) + " " + strconv.Itoa(when.Year())
	if !d.IsDay() {
		return month
	}
	return t.day(when.Day()) + "\u00a0" + month
}

// dayMonth writes a date without its year.
func (t *tongue) dayMonth(d news.Date) string {
	when := d.Time()
	return t.day(when.Day()) + "\u00a0" + t.text("month."+strconv.Itoa(int(when.Month())))
}

func (t *tongue) day(n int) string {
	if n == 1 && t.lang == "fr" {
		return "1er"
	}
	return strconv.Itoa(n)
}

// on puts the preposition that the language wants before a date: "le 1er février 2025", "en janvier 2025".
func (t *tongue) on(d news.Date) string {
	if d.IsDay() {
		return t.text("on.day", t.date(d))
	}
	return t.text("on.month", t.date(d))
}

// list joins words: "a, b et c".
func (t *tongue) list(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " " + t.text("and") + " " + items[last]
}

// quote puts a text between the quotation marks of the language.
func (t *tongue) quote(s string) string {
	inner := innerMarks
	if t.lang == "fr" {
		inner = innerGuillemets
	}
	return t.text("quote", inner.Replace(s))
}

// What is quoted inside a quotation has the other marks of the language.
var (
	innerMarks      = strings.NewReplacer("“", "‘", "”", "’")
	innerGuillemets = strings.NewReplacer("« ", "“", "«\u00a0", "“", "«\u202f", "“", "«", "“", " »", "”", "\u00a0»", "”", "\u202f»", "”", "»", "”")
)

// country names a country by its code.
func (t *tongue) country(terms []news.Term, code string) string {
	if term, ok := news.Find(terms, code); ok {
		return term.Labels.In(t.lang)
	}
	if region, err := language.ParseRegion(code); err == nil {
		return cmp.Or(t.countries.Name(region), code)
	}
	return code
}

// label names a term of the taxonomy; an ID that the taxonomy does not know is shown as it is, never dropped.
func (t *tongue) label(terms []news.Term, id string) string {
	if term, ok := news.Find(terms, id); ok {
		return typeset(cmp.Or(term.Labels.In(t.lang), id))
	}
	return id
}

// typeset gives names and labels the apostrophe that our sentences have.
func typeset(s string) string {
	for at := 0; ; {
		next := strings.IndexByte(s[at:], '\'')
		if next < 0 {
			return s
		}
		at += next
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		after, _ := utf8.DecodeRuneInString(s[at+1:])
		if unicode.IsLetter(before) && unicode.IsLetter(after) {
			s = s[:at] + "’" + s[at+1:]
		}
		at++
	}
}
