// Package content reads, checks and writes content/, the only store. In comes the folder; out come the site's words,
// the documents, the incidents and every mistake with its line. What a person wrote is never lost: of an incident's .md
// only the fields that nobody touched are written, byte by byte beside the others, and its .articles.yaml only grows:
// by articles, and by the day on which one of them was found deleted.
package content

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"

	"saison/internal/diag"
	"saison/internal/news"
)

// Content is what content/ holds.
type Content struct {
	Site      news.Site
	Incidents []news.Incident // by ID
	Pages     []news.Doc      // by name and language
	Advice    []news.Doc
	Excluded  Excluded
	Nights    []news.Date   // on which the press was read, oldest first
	Health    []news.Health // of outlets: those that failed on the last night, then those that were read
	Quality   []news.Score  // of the reading of articles

	files        map[string]*file // of incidents, by ID, as they shall be
	excludedText string           // excluded.yaml as it shall be
	was          asRead
}

// asRead is what lay on disk when it was read. What a person saves later differs from it, and is not written over.
type asRead struct {
	files    map[string]file
	excluded string
}

// file is the two files of an incident.
type file struct {
	folder   string // incidents/2025
	page     string // bytes of the .md; empty when it is new
	articles string // bytes of the .articles.yaml
}

// reader carries what every part of the reading needs.
type reader struct {
	fsys     fs.FS
	dir      string // name of the folder in mistakes
	tax      news.Taxonomy
	mistakes diag.List
}

// Read reads a content folder. dir is its name in mistakes ("content"); what site.yaml, pages/ and advice/ it lacks is
// taken from shipped.
func Read(fsys fs.FS, dir string, tax news.Taxonomy, shipped fs.FS) (*Content, diag.List) {
	r := &reader{fsys: fsys, dir: dir, tax: tax}
	c := &Content{files: make(map[string]*file)}
	c.Site = r.site(shipped)
	c.Pages = r.docs("pages", shipped)
	c.Advice = r.docs("advice", shipped)
	c.Excluded, c.excludedText = r.excluded()
	c.Nights, c.Health = r.health()
	c.Quality = r.quality()
	r.incidents(c)
	c.was = asRead{files: make(map[string]file), excluded: c.excludedText}
	for id, f := range c.files {
		c.was.files[id] = *f
	}
	r.checkExcluded(c)
	return c, r.mistakes.Sorted()
}

func (r *reader) pos(name string, line int) diag.Pos {
	return diag.Pos{File: path.Join(r.dir, name), Line: line}
}

// Incident returns the incident with an ID.
func (c *Content) Incident(id string) (*news.Incident, bool) {
	i, ok := slices.BinarySearchFunc(c.Incidents, id, func(i news.Incident, id string) int { return cmp.Compare(i.ID, id) })
	if !ok {
		return nil, false
	}
	return &c.Incidents[i], true
}

// read returns a file's bytes from content/, else from shipped; ok is false where neither has it.
func (r *reader) read(name string, shipped fs.FS) (text []byte, ok bool) {
	for _, fsys := range []fs.FS{r.fsys, shipped} {
		if fsys == nil {
			continue
		}
		text, err := fs.ReadFile(fsys, name)
		if err == nil {
			return text, true
		}
		if !errors.Is(err, fs.ErrNotExist) {
			r.mistakes.Addf(r.pos(name, 0), "%v", err)
			return nil, false
		}
	}
	return nil, false
}
