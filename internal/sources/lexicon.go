package sources

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"saison/internal/lexicon"
	"saison/internal/news"
	"saison/internal/yamlfile"
)

// lexicons reads a lexicon for each language of the site, and any other that is there.
func (r *reader) lexicons(tax news.Taxonomy) map[string]lexicon.Lexicon {
	langs := slices.Clone(news.Langs)
	found, _ := fs.Glob(r.fsys, "lexicon/*.yaml")
	for _, name := range found {
		if lang := strings.TrimSuffix(path.Base(name), ".yaml"); !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	all := map[string]lexicon.Lexicon{}
	for _, lang := range langs {
		if f, ok := r.open("lexicon/" + lang + ".yaml"); ok {
			all[lang] = f.lexicon(lang, tax)
		}
	}
	return all
}

// noData stands in a lexicon for phrases that hold the word of a data type and name none: "numéro vert".
const noData = "none"

// lexicon reads one lexicon, and checks what the lexicon alone cannot know: its language and the IDs of the taxonomy.
func (f *file) lexicon(lang string, tax news.Taxonomy) lexicon.Lexicon {
	l, mistakes := lexicon.Parse(f.name, f.text)
	*f.mistakes = append(*f.mistakes, mistakes...)
	f.tree, _ = yamlfile.Decode(f.name, 0, f.text, new(any))
	if l.Lang != "" && l.Lang != lang {
		f.addf(f.line("lang"), "lang is %q in the file of %q", l.Lang, lang)
	}
	known := func(key string, m map[string][]string, terms []news.Term) {
		for ids := range m {
			for id := range strings.SplitSeq(ids, "+") {
				if _, ok := news.Find(terms, id); !ok && id != noData {
					f.addf(f.line(key, ids), "unknown ID %q in %s: add it to %s", id, key, path.Join(path.Dir(path.Dir(f.name)), "taxonomy.yaml"))
				}
			}
		}
	}
	known("data_types", l.DataTypes, tax.DataTypes)
	known("list_types", l.ListTypes, tax.DataTypes)
	known("causes", l.Causes, tax.Causes)
	for code := range l.Countries {
		if !news.IsCountry(code) {
			f.addf(f.line("countries", code), "unknown country %q", code)
		}
	}
	return l
}
