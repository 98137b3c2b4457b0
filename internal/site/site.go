// Package site turns incidents into the files of the site. In come values: incidents, the sources that are read, the
// taxonomy, the pages in Markdown, the theme, and the day on which it is built. Out come files: pages in French, Dutch and
// English, Atom feeds, open data, and what machines ask for. Same input, same bytes.
//
// The rules between: a pending incident is nowhere; a withdrawn one keeps its page and is in no list; unknown stays
// unknown; the figure of an attacker is shown as claimed and enters no total; text from the web is text; no extract of the
// press is over news.ExtractMax characters, all the quotes of an article counted together.
package site

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"saison/internal/diag"
	"saison/internal/news"
)

// Input is all that a site is made of.
type Input struct {
	Site          news.Site
	Incidents     []news.Incident
	Outlets       []news.Outlet
	Organisations []news.Organisation
	Taxonomy      news.Taxonomy
	Pages         []news.Doc
	Advice        []news.Doc
	Health        []news.Health
	Nights        []news.Date // on which the press was read, oldest first
	Quality       []Score     // of the tagger; empty shows none
	Theme         fs.FS       // templates/, assets/, words/
	AsOf          news.Date   // the day of the build: no clock is read
	Pictures      int         // how many incidents, the newest, have pictures of their own
	Old           fs.FS       // a former build, whose pictures are used again; may be nil
	Kept          *Kept       // of the last build in this process; may be nil
}

// Score is a measured quality of the tagger on labelled articles.
type Score struct {
	Name              string // relevance, organisations, countries, data_types, status, grouping…
	Precision, Recall float64
	Articles          int
}

// File is a file of the site: its path below the root, with slashes, and its bytes.
type File struct {
	Name string
	Data []byte

	room *runner // where Data is; nil where it is its own
}

// free gives back the room of a file that was handed on.
func (f File) free() {
	if f.room != nil {
		room.Put(f.room)
	}
}

// Build returns the files of the site, sorted by name. It returns no file when the content breaks a law or when the
// theme lacks words or templates.
func Build(in Input) ([]File, error) {
	return Gather(func(put func(File) error) error { return Make(in, put) })
}

// Gather keeps the files that make gives, and returns them sorted by name.
func Gather(make func(put func(File) error) error) ([]File, error) {
	var mu sync.Mutex
	var files []File
	err := make(func(f File) error {
		mu.Lock()
		defer mu.Unlock()
		files = append(files, File{Name: f.Name, Data: bytes.Clone(f.Data)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	for i := 1; i < len(files); i++ {
		if files[i].Name == files[i-1].Name {
			return nil, fmt.Errorf("%s: written twice", files[i].Name)
		}
	}
	return files, nil
}

// Make makes the files of the site and hands each to put once it is made: in no order, several at a time. Put may not keep
// its bytes. What it handed out is worth nothing where Make returns an error.
func Make(in Input, put func(File) error) error {
	if err := Laws(in.Incidents).Err(); err != nil {
		return err
	}
	b, err := newBuilder(in)
	if err != nil {
		return err
	}
	return b.make(put)
}

// make renders all the files.
func (b *builder) make(put func(File) error) error {
	if err := b.renderFrames(); err != nil {
		return err
	}
	if err := b.tell(); err != nil {
		return err
	}
	if err := run(b.jobs(), put); err != nil {
		return err
	}
	return b.lacks().Err()
}

// job makes one or more files. Jobs share nothing that changes.
type job func() ([]File, error)

// run does jobs on all processors and hands on what they make.
func run(jobs []job, put func(File) error) error {
	var g errgroup.Group
	g.SetLimit(2 * runtime.GOMAXPROCS(0)) // while one waits for the disk another works
	for _, j := range jobs {
		g.Go(func() error {
			made, err := j()
			for _, f := range made {
				if err == nil {
					err = put(f)
				}
				f.free()
			}
			return err
		})
	}
	return g.Wait()
}

// lacks tells which words were asked for in vain.
func (t *theme) lacks() diag.List {
	var l diag.List
	for _, lang := range news.Langs {
		missing := map[string]bool{}
		t.tongues[lang].missing.Range(func(key, _ any) bool {
			missing[key.(string)] = true
			return true
		})
		for _, key := range slices.Sorted(maps.Keys(missing)) {
			l.Addf(diag.Pos{File: "words/" + lang + ".yaml"}, "no %q", key)
		}
	}
	return l
}
