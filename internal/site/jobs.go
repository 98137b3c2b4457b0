package site

import (
	"errors"
	"fmt"
	"path"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"

	"saison/internal/news"
)

func square(x, y, size int) string {
	return fmt.Sprintf("M%d %dh%dv%dh-%dz", x, y, size, size, size)
}

// jobs lists all that is to be made.
func (b *builder) jobs() []job {
	jobs := []job{func() ([]File, error) { return b.files, nil }, b.openData, b.sitemap, one(b.mineTable), one(b.robots), one(b.llms), one(b.headers)}
	for _, lang := range news.Langs {
		jobs = append(jobs, one(func() (File, error) { return b.home(lang) }),
			func() ([]File, error) { return b.feed(lang, pathOf(lang, homeKind, ""), "", b.x.listed) },
			func() ([]File, error) { return b.all(lang) },
			func() ([]File, error) { return b.correctionsPage(lang) },
			one(func() (File, error) { return b.sourcesPage(lang) }),
			one(func() (File, error) { return b.searchPage(lang) }),
			one(func() (File, error) { return b.minePage(lang) }),
			one(func() (File, error) { return b.notFound(lang) }))
		if b.has(lang, adviceKind) {
			jobs = append(jobs, one(func() (File, error) { return b.advicePage(lang) }))
		}
		for _, k := range docKinds {
			jobs = append(jobs, func() ([]File, error) { return b.docPage(lang, k) })
		}
		for _, k := range groupKinds {
			if len(b.x.groups[k]) > 0 {
				jobs = append(jobs, func() ([]File, error) { return b.index(lang, k) })
			}
			for _, g := range b.x.groups[k] {
				jobs = append(jobs, func() ([]File, error) { return b.group(lang, g) })
			}
		}
		for _, g := range b.x.groups[countryKind] {
			jobs = append(jobs, func() ([]File, error) { return b.pairs(lang, g) })
		}
		for first := 0; first == 0 || first < b.in.Pictures; first += 20 {
			jobs = append(jobs, func() ([]File, error) { return b.pictures(lang, first, first+20) })
		}
		for first := 0; first < len(b.x.incidents); first += 50 {
			jobs = append(jobs, func() ([]File, error) { return b.incidents(lang, first, min(first+50, len(b.x.incidents))) })
		}
	}
	return jobs
}

func one(make func() (File, error)) job {
	return func() ([]File, error) {
		f, err := make()
		return []File{f}, err
	}
}

// smaller is a style sheet or a script without what only people read.
func smaller(name string, data []byte) ([]byte, error) {
	m := minify.New()
	m.Add(".css", &css.Minifier{})
	m.Add(".js", &js.Minifier{})
	m.Add(".svg", &svg.Minifier{})
	out, err := m.Bytes(path.Ext(name), data)
	switch {
	case errors.Is(err, minify.ErrNotExist):
		return data, nil
	case err != nil:
		return nil, fmt.Errorf("%s: %v", name, err)
	}
	return out, nil
}
