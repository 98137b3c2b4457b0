// Package sources reads and checks the folder sources/: the outlets and their feeds, the gazetteer of organisations, the
// taxonomy and the lexicons. In comes a file system; out come values, and every mistake of every file at once, each with
// its line. A file that is not there is taken from those that ship with the program, except feeds.yaml: what is read is
// for each site to say.
package sources

import (
	"errors"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"saison/internal/diag"
	"saison/internal/lexicon"
	"saison/internal/news"
	"saison/internal/yamlfile"
	shipped "saison/sources"
)

// Sources is what the collector reads and how it understands it.
type Sources struct {
	Outlets       []news.Outlet // in the order of the file, those that are off too
	Organisations []news.Organisation
	Taxonomy      news.Taxonomy
	Lexicon       map[string]lexicon.Lexicon // by language
}

// Read reads the folder at the root of fsys. dir is the name of that folder in the mistakes.
func Read(fsys fs.FS, dir string) (Sources, diag.List) {
	r := reader{fsys: fsys, dir: dir, shipped: map[string]bool{}}
	var s Sources
	s.Outlets = r.outlets()
	s.Taxonomy = r.taxonomy()
	s.Organisations = r.organisations(s.Taxonomy)
	s.Lexicon = r.lexicons(s.Taxonomy)
	for i, m := range r.mistakes {
		if r.shipped[m.File] {
			r.mistakes[i].Fact += " (in the file that ships with the program)"
		}
	}
	return s, r.mistakes.Sorted()
}

type reader struct {
	fsys     fs.FS
	dir      string
	mistakes diag.List
	shipped  map[string]bool // files that were not there
}

// open returns the text of a file, its own or the shipped one, and its name in the mistakes.
func (r *reader) open(name string) (f file, ok bool) {
	f = file{name: path.Join(r.dir, name), mistakes: &r.mistakes}
	text, err := fs.ReadFile(r.fsys, name)
	if errors.Is(err, fs.ErrNotExist) && name != "feeds.yaml" {
		r.shipped[f.name] = true
		text, err = fs.ReadFile(shipped.FS, name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.mistakes.Addf(diag.Pos{File: f.name}, "no such file")
	case err != nil:
		r.mistakes.Addf(diag.Pos{File: f.name}, "%v", err)
	}
	f.text = text
	return f, err == nil
}

// file is a YAML file while it is checked.
type file struct {
	name     string
	text     []byte
	tree     *yaml.Node
	mistakes *diag.List
}

func (f *file) decode(v any) {
	tree, mistakes := yamlfile.Decode(f.name, 0, f.text, v)
	f.tree = tree
	*f.mistakes = append(*f.mistakes, mistakes...)
}

// line is that of the value a path of keys and indexes leads to.
func (f *file) line(path ...any) int { return yamlfile.Line(f.tree, path...) }

func (f *file) addf(line int, format string, args ...any) {
	f.mistakes.Addf(diag.Pos{File: f.name, Line: line}, format, args...)
}
