package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	shippedContent "saison/content"
	"saison/internal/content"
	"saison/internal/diag"
	"saison/internal/news"
	"saison/internal/site"
	"saison/internal/sources"
)

const defaultPort = 8080

var serveVerb = verb{
	name: "serve", short: "build, serve on 127.0.0.1, rebuild when a file changes",
	long: `Builds the site and serves it on 127.0.0.1. When a file of sources/, content/ or themes/ changes, the site is built again
and the page in the browser is loaded again; what is wrong is told in the page and here.`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		port := f.Int("port", defaultPort, "`port` to serve on; 0 takes a free one")
		return func(ctx context.Context, a *app, args []string) error {
			if len(args) > 0 {
				return usageError("serve takes no argument")
			}
			return a.serve(ctx, *port)
		}
	},
}

// server serves the site as it was last made, from memory, and tells browsers when it was made again. public/ is written
// once they were told.
type server struct {
	app     *app
	src     *sources.Sources // as last read without a mistake; nil when they must be read again
	mu      sync.Mutex
	files   map[string][]byte
	version int
	base    string        // path of the site, as base_url has it: / or /saison/
	mistake error         // of the last build
	changed chan struct{} // closed when the site was made again
	writing sync.Mutex
	written sync.WaitGroup
}

func (a *app) serve(ctx context.Context, port int) error {
	s := &server{app: a, base: "/", changed: make(chan struct{})}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close()
	for _, dir := range []string{a.sources, a.content, a.theme} {
		watchTree(watcher, dir)
	}
	spend()
	s.rebuild(true)
	defer s.written.Wait()
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", fmt.Sprint(port)))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "http://%s%s (stop with Ctrl-C)\n", listener.Addr(), s.base)
	h := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	go s.watch(ctx, watcher)
	go func() {
		<-ctx.Done()
		_ = h.Close()
	}()
	if err := h.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// watchTree watches a folder and all below it; one that is not there is not watched.
func watchTree(w *fsnotify.Watcher, dir string) {
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			_ = w.Add(p)
		}
		return nil
	})
}

// settleTime lets an editor finish writing several files.
const settleTime = 15 * time.Millisecond

func (s *server) watch(ctx context.Context, w *fsnotify.Watcher) {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	sourcesToo := false
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			if base := filepath.Base(e.Name); strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") {
				continue
			}
			if e.Has(fsnotify.Create) {
				watchTree(w, e.Name)
			}
			if rel, err := filepath.Rel(s.app.sources, e.Name); err == nil && filepath.IsLocal(rel) {
				sourcesToo = true
			}
			timer.Reset(settleTime)
		case <-timer.C:
			s.rebuild(sourcesToo)
			sourcesToo = false
		}
	}
}

func (s *server) rebuild(sourcesToo bool) {
	start := time.Now()
	if sourcesToo {
		s.src = nil
	}
	files, base, err := s.make()
	if err != nil {
		fmt.Fprintln(s.app.stderr, err)
	} else {
		s.app.say("built in %d ms", time.Since(start).Milliseconds())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mistake = err
	if err == nil {
		s.base = base
		s.files = make(map[string][]byte, len(files))
		for _, f := range files {
			s.files[f.Name] = f.Data
		}
		s.version++
		s.write(files, s.version)
	}
	close(s.changed)
	s.changed = make(chan struct{})
}

// make makes the site in memory. The sources are the larger part of what is read, and change seldom.
func (s *server) make() (files []site.File, base string, err error) {
	var mistakes diag.List
	if s.src == nil {
		src, m := s.app.readSources()
		if mistakes = m; len(m) == 0 {
			s.src = &src
		}
	}
	tax := news.Taxonomy{}
	if s.src != nil {
		tax = s.src.Taxonomy
	}
	c, more := content.Read(os.DirFS(s.app.content), s.app.nameOf(s.app.content), tax, shippedContent.FS)
	switch {
	case len(mistakes) > 0:
		_, _, all := s.app.readAll()
		return nil, "", all.Err()
	case len(more) > 0:
		return nil, "", more
	}
	if u, err := url.Parse(c.Site.BaseURL); err == nil {
		base = u.Path
	}
	files, err = s.app.siteFiles(*s.src, c)
	return files, cmp.Or(base, "/"), err
}

// write writes public/ beside the work, unless a newer site is there by then.
func (s *server) write(files []site.File, version int) {
	s.written.Go(func() {
		s.writing.Lock()
		defer s.writing.Unlock()
		s.mu.Lock()
		newest := s.version == version
		s.mu.Unlock()
		if !newest {
			return
		}
		if _, err := site.Write(s.app.public, given(files)); err != nil {
			fmt.Fprintln(s.app.stderr, err)
		}
	})
}

// given hands on files that are made.
func given(files []site.File) func(put func(site.File) error) error {
	return func(put func(site.File) error) error {
		for _, f := range files {
			if err := put(f); err != nil {
				return err
			}
		}
		return nil
	}
}

const (
	reloadPath   = "/.saison/reload"
	reloadScript = "/.saison/reload.js"
)

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	// A page elsewhere that resolves its own name to 127.0.0.1 is not our reader.
	if host != "127.0.0.1" && host != "localhost" {
		http.Error(w, "serves 127.0.0.1 only", http.StatusForbidden)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	switch r.URL.Path {
	case reloadPath:
		s.reload(w, r)
	case reloadScript:
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprintf(w, "new EventSource(%q).onmessage = () => location.reload();\n", reloadPath)
	default:
		s.file(w, r)
	}
}

// reload answers once the site was built again.
func (s *server) reload(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	changed := s.changed
	s.mu.Unlock()
	w.Header().Set("Content-Type", "text/event-stream")
	_ = http.NewResponseController(w).Flush()
	select {
	case <-changed:
		fmt.Fprint(w, "data: built\n\n")
	case <-r.Context().Done():
	}
}

// file serves a file of the site, and nothing else.
func (s *server) file(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	files, mistake, base := s.files, s.mistake, s.base
	s.mu.Unlock()
	if r.URL.Path == "/" && base != "/" {
		http.Redirect(w, r, base, http.StatusFound)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path)+"/", base)
	name = strings.Trim(name, "/")
	if strings.HasSuffix(r.URL.Path, "/") || name == "" {
		name = path.Join(name, "index.html")
	}
	text, status := find(files, name)
	if status == http.StatusMovedPermanently {
		http.Redirect(w, r, base+name+"/", status)
		return
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if status == http.StatusNotFound {
		kind = "text/html; charset=utf-8"
	}
	if strings.HasPrefix(kind, "text/html") {
		text = live(text, mistake)
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

func find(files map[string][]byte, name string) (text []byte, status int) {
	if text, ok := files[name]; ok {
		return text, http.StatusOK
	}
	if _, ok := files[path.Join(name, "index.html")]; ok {
		return nil, http.StatusMovedPermanently
	}
	return files["404.html"], http.StatusNotFound
}

// live adds the script that loads the page again, and the mistakes of the last build.
func live(page []byte, mistake error) []byte {
	script := []byte(`<script src="` + reloadScript + `"></script>`)
	if mistake != nil {
		note := "<dialog open><pre>" + html.EscapeString(mistake.Error()) + "</pre></dialog>"
		page = bytes.Replace(page, []byte("</body>"), []byte(note+"</body>"), 1)
		if len(page) == 0 {
			page = []byte("<!doctype html><title>saison</title>" + note)
		}
	}
	if i := bytes.LastIndex(page, []byte("</body>")); i >= 0 {
		return append(append(bytes.Clone(page[:i]), script...), page[i:]...)
	}
	return append(bytes.Clone(page), script...)
}
