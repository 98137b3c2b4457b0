package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"saison/internal/news"
)

// builder holds what all the pages share. It does not change once the incidents are told.
type builder struct {
	in      Input
	x       *index
	base    string // path of the site on its host
	tongues map[string]*tongue
	looks   map[string]map[string]*template.Template // language, name of the template
	swift   map[string]map[string]*swift             // the same compiled: language, look and template
	assets  map[string]string                        // name -> address with a hash of the content
	shared  []shared                                 // of each incident of the index, whatever the language
	told    map[string][]told                        // language -> each incident of the index
	marked  sync.Map                                 // markOf -> mark
	frames  map[string]map[kind]frame                // language -> what the pages of a kind share
	outlets map[string]news.Outlet
	orgs    map[string]news.Organisation // by name
	advised map[string]advised           // language/name
	painter *painter

	sitePicture map[string]string // language -> file
}

func newBuilder(in Input) (*builder, error) {
	b := &builder{in: in, x: newIndex(in), base: base(in.Site), assets: map[string]string{},
		outlets: map[string]news.Outlet{}, orgs: map[string]news.Organisation{}}
	for _, o := range in.Outlets {
		b.outlets[o.ID] = o
	}
	for _, o := range in.Organisations {
		b.orgs[o.Name] = o
	}
	var err error
	if b.tongues, err = readTongues(in.Theme); err != nil {
		return nil, err
	}
	if err := b.readAssets(); err != nil {
		return nil, err
	}
	if err := b.readLooks(); err != nil {
		return nil, err
	}
	b.quicken()
	b.sitePicture = map[string]string{}
	for _, lang := range news.Langs {
		b.sitePicture[lang] = b.sitePoster(lang).name
	}
	if b.painter, err = newPainter(); err != nil {
		return nil, err
	}
	return b, b.readAdvice()
}

func (b *builder) readAssets() error {
	return fs.WalkDir(b.in.Theme, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(b.in.Theme, name)
		sum := sha256.Sum256(data)
		b.assets[strings.TrimPrefix(name, "assets/")] = b.base + name + "?v=" + hex.EncodeToString(sum[:4])
		return err
	})
}

// constant is a call of a template that gives the same on every page of a language.
var constant = regexp.MustCompile(`\{\{(t|asset|policy|href)(?: "([^"]*)")?(?: "")?\}\}`)

// say puts the constant words and addresses into the text of a template: pages are many, and they are looked up once.
func (b *builder) say(lang, text string) string {
	return constant.ReplaceAllStringFunc(text, func(call string) string {
		part := constant.FindStringSubmatch(call)
		said := map[string]func() string{
			"t":      func() string { return b.tongues[lang].text(part[2]) },
			"asset":  func() string { return b.assets[part[2]] },
			"policy": func() string { return policy },
			"href":   func() string { return b.href(lang, kind(part[2]), "") },
		}
		return template.HTMLEscapeString(said[part[1]]())
	})
}

// readLooks parses the templates once for each language, since the words are bound to it. Each file but frame.html and
// parts.html is the "main" of a kind of page.
func (b *builder) readLooks() error {
	names, err := fs.Glob(b.in.Theme, "templates/*.html")
	if err != nil {
		return err
	}
	b.looks = map[string]map[string]*template.Template{}
	texts := map[string]string{}
	for _, name := range append(names, "templates/frame.html", "templates/parts.html") {
		text, err := fs.ReadFile(b.in.Theme, name)
		if err != nil {
			return err
		}
		texts[name] = string(text)
	}
	for _, lang := range news.Langs {
		shared := template.New("shared").Funcs(b.funcs(lang))
		for _, name := range []string{"templates/frame.html", "templates/parts.html"} {
			if _, err := shared.New(name).Parse(b.say(lang, texts[name])); err != nil {
				return err
			}
		}
		b.looks[lang] = map[string]*template.Template{}
		for _, name := range names {
			own, err := template.Must(shared.Clone()).New(name).Parse(b.say(lang, texts[name]))
			if err != nil {
				return err
			}
			look := strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html")
			b.looks[lang][look] = own
		}
	}
	return nil
}

// quicken compiles the templates that pages call.
func (b *builder) quicken() {
	b.swift = map[string]map[string]*swift{}
	for lang, looks := range b.looks {
		b.swift[lang] = map[string]*swift{}
		for look, t := range looks {
			t.Execute(io.Discard, nil) // decides how each value is escaped; that it has no value here is no matter
			for _, name := range []string{"frame", "card", "anchors", "one-advice"} {
				t.ExecuteTemplate(io.Discard, name, nil)
				if s := compile(t, name, b.funcs(lang)); s != nil {
					b.swift[lang][look+" "+name] = s
				}
			}
		}
	}
}

// funcs are what templates may call.
func (b *builder) funcs(lang string) template.FuncMap {
	t := b.tongues[lang]
	return template.FuncMap{
		"t":     t.text,
		"n":     t.count,
		"num":   t.number,
		"date":  t.date,
		"quote": t.quote,
		"data":  func(name string) string { return b.base + "data/" + name },
	}
}

// href returns the address of a page on its host.
func (b *builder) href(lang string, k kind, key string) string { return b.base + pathOf(lang, k, key) }

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
