// Package check reads a built site and tells what is wrong with it: links to nowhere, ids used twice, HTML that is not closed
// or escaped twice, pages without a language, a title or a heading. In comes a file system, out comes a list of mistakes.
package check

import (
	"bytes"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"saison/internal/diag"
)

// Site checks every page of a built site.
func Site(fsys fs.FS) diag.List {
	var l diag.List
	pages := map[string]*page{}
	files := map[string]bool{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name] = true
		if path.Ext(name) != ".html" {
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		if err == nil {
			pages[name] = read(name, text, &l)
		}
		return err
	})
	if err != nil {
		l.Addf(diag.Pos{File: "."}, "%v", err)
	}
	base := baseOf(pages["index.html"])
	for name, p := range pages {
		for _, link := range p.links {
			follow(&l, name, link, base, files, pages)
		}
	}
	return l.Sorted()
}

// page is what the check keeps of a page.
type page struct {
	canonical string
	ids       map[string]bool
	links     []found
}

// found is an address in a page.
type found struct {
	line int
	to   string
}

// baseOf returns the path under which the site is published, from the canonical address of its home.
func baseOf(home *page) string {
	if home == nil {
		return "/"
	}
	u, err := url.Parse(home.canonical)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}

// void are the elements that have no end tag.
var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "source": true, "track": true, "wbr": true}

var twice = regexp.MustCompile(`&amp;(?:[a-z]+|#\d+|#x[0-9a-f]+);`)

// reader walks the tokens of a page.
type reader struct {
	name string
	line int
	open []string
	page *page
	l    *diag.List

	lang, title, heading bool
}

func read(name string, text []byte, l *diag.List) *page {
	r := &reader{name: name, line: 1, page: &page{ids: map[string]bool{}}, l: l}
	z := html.NewTokenizer(bytes.NewReader(text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := z.Raw()
		if m := twice.Find(raw); m != nil {
			r.bad("escaped twice: %q", m)
		}
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z.Token(), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			r.end(z.Token().Data)
		case html.TextToken:
			r.text(string(raw))
		}
		r.line += bytes.Count(raw, []byte("\n"))
	}
	for _, tag := range r.open {
		r.bad("<%s> is not closed", tag)
	}
	r.whole()
	return r.page
}

func (r *reader) bad(format string, args ...any) {
	r.l.Addf(diag.Pos{File: r.name, Line: r.line}, format, args...)
}

func (r *reader) start(t html.Token, closed bool) {
	for _, a := range t.Attr {
		switch {
		case a.Key == "id" && r.page.ids[a.Val]:
			r.bad("id %q is used twice", a.Val)
		case a.Key == "id":
			r.page.ids[a.Val] = true
		case a.Key == "lang" && t.Data == "html":
			r.lang = a.Val != ""
		case a.Key == "style", strings.HasPrefix(a.Key, "on"):
			r.bad("attribute %s: the policy of the site forbids it", a.Key)
		case (a.Key == "href" || a.Key == "src") && t.Data != "base":
			r.link(t, a.Val)
		}
	}
	if !closed && !void[t.Data] {
		r.open = append(r.open, t.Data)
	}
}

// link keeps an address to follow; the canonical one is that of the page itself.
func (r *reader) link(t html.Token, to string) {
	if t.Data == "link" {
		for _, a := range t.Attr {
			if a.Key == "rel" && a.Val == "canonical" {
				r.page.canonical = to
			}
		}
	}
	if (t.Data == "script" || t.Data == "img") && strings.Contains(to, "//") {
		r.bad("%s is asked of another host: %q", t.Data, to)
	}
	r.page.links = append(r.page.links, found{r.line, to})
}

func (r *reader) end(tag string) {
	if n := len(r.open); n > 0 && r.open[n-1] == tag {
		r.open = r.open[:n-1]
		return
	}
	last := "nothing"
	if n := len(r.open); n > 0 {
		last = "<" + r.open[n-1] + ">"
	}
	r.bad("</%s> closes %s", tag, last)
}

func (r *reader) text(raw string) {
	if n := len(r.open); n > 0 && strings.TrimSpace(raw) != "" {
		r.title = r.title || r.open[n-1] == "title"
	}
	for _, tag := range r.open {
		r.heading = r.heading || tag == "h1" && strings.TrimSpace(raw) != ""
	}
}

func (r *reader) whole() {
	at := diag.Pos{File: r.name}
	if !r.lang {
		r.l.Addf(at, "no language")
	}
	if !r.title {
		r.l.Addf(at, "no title")
	}
	if !r.heading {
		r.l.Addf(at, "no h1")
	}
}

// follow reports a link of the site that leads nowhere. Links to other hosts are not followed.
func follow(l *diag.List, from string, link found, base string, files map[string]bool, pages map[string]*page) {
	at := diag.Pos{File: from, Line: link.line}
	u, err := url.Parse(link.to)
	if err != nil || link.to == "" {
		l.Addf(at, "link %q is not an address", link.to)
		return
	}
	if u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		l.Addf(at, "link %q is not of the web", link.to)
		return
	}
	if u.Scheme != "" || u.Host != "" {
		return
	}
	name, ok := target(from, u.Path, base, files)
	if !ok {
		l.Addf(at, "link %q leads to no page", link.to)
		return
	}
	if p := pages[name]; p != nil && u.Fragment != "" && !p.ids[u.Fragment] {
		l.Addf(at, "link %q: the page has no %q", link.to, u.Fragment)
	}
}

// target finds the file of an address: the file itself, or the index.html of a folder.
func target(from, to, base string, files map[string]bool) (name string, ok bool) {
	switch {
	case to == "":
		return from, true
	case strings.HasPrefix(to, base):
		name = strings.TrimPrefix(to, base)
	case strings.HasPrefix(to, "/"):
		return "", false
	default:
		name = path.Join(path.Dir(from), to)
	}
	name = path.Clean(name)
	if files[name] {
		return name, true
	}
	name = path.Join(name, "index.html")
	return name, files[name]
}
