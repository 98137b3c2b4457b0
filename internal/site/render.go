package site

import (
	"bytes"
	"html/template"
	"sync"

	"saison/internal/news"
)

// builder holds what all the pages share. It does not change once the incidents are told.
type builder struct {
	*theme
	in      Input
	x       *index
	shared  []shared                  // of each incident of the index, whatever the language
	told    map[string][]told         // language -> each incident of the index
	marked  sync.Map                  // markOf -> mark
	frames  map[string]map[kind]frame // language -> what the pages of a kind share
	outlets map[string]news.Outlet
	orgs    map[string]news.Organisation // by name
	advised map[string]advised           // language/name
	about   map[[2]string][]*news.Doc    // language and data type -> advice

	sitePicture map[string]string // language -> file
}

func newBuilder(in Input) (*builder, error) {
	t, err := in.Kept.theme(in.Theme, base(in.Site))
	if err != nil {
		return nil, err
	}
	b := &builder{theme: t, in: in, x: newIndex(in), outlets: map[string]news.Outlet{}, orgs: map[string]news.Organisation{}}
	for _, o := range in.Outlets {
		b.outlets[o.ID] = o
	}
	for _, o := range in.Organisations {
		b.orgs[o.Name] = o
	}
	b.sitePicture = map[string]string{}
	for _, lang := range news.Langs {
		b.sitePicture[lang] = b.sitePoster(lang).name
	}
	return b, b.readAdvice()
}

// abs returns the absolute address of a path below the site.
func (b *builder) abs(path string) string { return b.in.Site.BaseURL + path }

// execute runs a template of a language.
func (b *builder) execute(lang, look, name string, data any) ([]byte, error) {
	if s := b.swift[lang][look+" "+name]; s != nil {
		return s.execute(name, data)
	}
	var out bytes.Buffer
	err := b.looks[lang][look].ExecuteTemplate(&out, name, data)
	return out.Bytes(), err
}

// page runs the template of a kind of page: it is where the others end up, and its bytes lie in a room that is used again.
func (b *builder) page(lang, look, name string, p page) (File, error) {
	s := b.swift[lang][look+" frame"]
	if s == nil {
		markup, err := b.execute(lang, look, "frame", p)
		return File{Name: name, Data: markup}, err
	}
	r, err := s.run("frame", p)
	if err != nil {
		return File{}, err
	}
	return File{Name: name, Data: r.out, room: r}, nil
}

// trusted makes markup of bytes that a template or goldmark has escaped. It is the only place where that is done.
func trusted(markup []byte) template.HTML { return template.HTML(markup) }
