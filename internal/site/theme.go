package site

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"saison/internal/news"
)

// theme is what pages are made with: the words, the templates, the assets and the letters of pictures. It depends on the
// files of the theme and on where the site is published, and on no content.
type theme struct {
	base    string // path of the site on its host
	tongues map[string]*tongue
	looks   map[string]map[string]*template.Template // language, name of the template
	swift   map[string]map[string]*swift             // the same compiled: language, look and template
	assets  map[string]string                        // name -> address with a hash of the content
	sums    map[string]string                        // name -> what a browser holds its bytes against
	files   []File                                   // of assets/
	painter *painter
}

// Kept is what one build leaves to the next: a theme that did not change is not read again, a picture not drawn again. Its zero value is ready.
type Kept struct {
	mu    sync.Mutex
	sum   [sha256.Size]byte
	ready *theme
	drawn map[string][]byte // pictures by the name of their file
}

// picture returns a picture that the last build had.
func (k *Kept) picture(name string) (drawn []byte, ok bool) {
	if k == nil {
		return nil, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	drawn, ok = k.drawn[name]
	return drawn, ok
}

func (k *Kept) draw(name string, drawn []byte) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.drawn == nil {
		k.drawn = map[string][]byte{}
	}
	k.drawn[name] = drawn
}

func (k *Kept) theme(fsys fs.FS, base string) (*theme, error) {
	if k == nil {
		return readTheme(fsys, base)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	sum, err := sumOf(fsys, base)
	if err != nil {
		return nil, err
	}
	if k.ready != nil && k.sum == sum {
		for _, t := range k.ready.tongues {
			t.missing.Clear()
		}
		return k.ready, nil
	}
	t, err := readTheme(fsys, base)
	k.ready, k.sum = t, sum
	if err != nil || len(t.lacks()) > 0 { // it must say so again
		k.ready = nil
	}
	return t, err
}

// sumOf tells one state of a theme from another.
func sumOf(fsys fs.FS, base string) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	io.WriteString(h, base)
	err = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		own := sha256.Sum256(data)
		io.WriteString(h, "\x00"+name+"\x00")
		h.Write(own[:])
		return err
	})
	return [sha256.Size]byte(h.Sum(nil)), err
}

func readTheme(fsys fs.FS, base string) (*theme, error) {
	t := &theme{base: base, assets: map[string]string{}, sums: map[string]string{}}
	var err error
	if t.tongues, err = readTongues(fsys); err != nil {
		return nil, err
	}
	if err := t.readAssets(fsys); err != nil {
		return nil, err
	}
	if err := t.readLooks(fsys); err != nil {
		return nil, err
	}
	t.quicken()
	t.painter, err = newPainter()
	return t, err
}

// readAssets makes the files of assets/, without what only people read, and their addresses.
func (t *theme) readAssets(fsys fs.FS) error {
	return fs.WalkDir(fsys, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		t.assets[strings.TrimPrefix(name, "assets/")] = t.base + name + "?v=" + hex.EncodeToString(sum[:4])
		if strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		data, err = smaller(name, data)
		strong := sha512.Sum384(data)
		t.sums[strings.TrimPrefix(name, "assets/")] = "sha384-" + base64.StdEncoding.EncodeToString(strong[:])
		t.files = append(t.files, File{Name: name, Data: data})
		return err
	})
}

// constant is a call of a template that gives the same on every page of a language.
var constant = regexp.MustCompile(`\{\{(t|asset|integrity|policy|href)(?: "([^"]*)")?(?: "")?\}\}`)

// say puts the constant words and addresses into the text of a template: pages are many, and they are looked up once.
func (t *theme) say(lang, text string) string {
	return constant.ReplaceAllStringFunc(text, func(call string) string {
		part := constant.FindStringSubmatch(call)
		said := map[string]func() string{
			"t":         func() string { return t.tongues[lang].text(part[2]) },
			"asset":     func() string { return t.assets[part[2]] },
			"integrity": func() string { return t.sums[part[2]] },
			"policy":    func() string { return policy },
			"href":      func() string { return t.href(lang, kind(part[2]), "") },
		}
		return template.HTMLEscapeString(said[part[1]]())
	})
}

// readLooks parses the templates once for each language, since the words are bound to it. Each file but frame.html and
// parts.html is the "main" of a kind of page.
func (t *theme) readLooks(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "templates/*.html")
	if err != nil {
		return err
	}
	t.looks = map[string]map[string]*template.Template{}
	texts := map[string]string{}
	for _, name := range append(names, "templates/frame.html", "templates/parts.html") {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		texts[name] = string(text)
	}
	for _, lang := range news.Langs {
		shared := template.New("shared").Funcs(t.funcs(lang))
		for _, name := range []string{"templates/frame.html", "templates/parts.html"} {
			if _, err := shared.New(name).Parse(t.say(lang, texts[name])); err != nil {
				return err
			}
		}
		t.looks[lang] = map[string]*template.Template{}
		for _, name := range names {
			own, err := template.Must(shared.Clone()).New(name).Parse(t.say(lang, texts[name]))
			if err != nil {
				return err
			}
			look := strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html")
			t.looks[lang][look] = own
		}
	}
	return nil
}

// quicken compiles the templates that pages call.
func (t *theme) quicken() {
	t.swift = map[string]map[string]*swift{}
	for lang, looks := range t.looks {
		t.swift[lang] = map[string]*swift{}
		for look, own := range looks {
			own.Execute(io.Discard, nil) // decides how each value is escaped; that it has no value here is no matter
			for _, name := range []string{"frame", "card", "anchors", "one-advice"} {
				own.ExecuteTemplate(io.Discard, name, nil)
				if s := compile(own, name, t.funcs(lang)); s != nil {
					t.swift[lang][look+" "+name] = s
				}
			}
		}
	}
}

// funcs are what templates may call.
func (t *theme) funcs(lang string) template.FuncMap {
	own := t.tongues[lang]
	return template.FuncMap{
		"t":     own.text,
		"n":     own.count,
		"num":   own.number,
		"date":  own.date,
		"quote": own.quote,
		"data":  func(name string) string { return t.base + "data/" + name },
	}
}

// href returns the address of a page on its host.
func (t *theme) href(lang string, k kind, key string) string { return t.base + pathOf(lang, k, key) }
