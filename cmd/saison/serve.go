package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
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

// server serves public/ and tells browsers when it changed.
type server struct {
	app     *app
	root    *os.Root
	mu      sync.Mutex
	mistake error         // of the last build
	changed chan struct{} // closed when the site was built again
}

func (a *app) serve(ctx context.Context, port int) error {
	s := &server{app: a, changed: make(chan struct{})}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close()
	for _, dir := range []string{a.sources, a.content, a.theme} {
		watchTree(watcher, dir)
	}
	s.rebuild()
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", fmt.Sprint(port)))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "http://%s/ (stop with Ctrl-C)\n", listener.Addr())
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
const settleTime = 30 * time.Millisecond

func (s *server) watch(ctx context.Context, w *fsnotify.Watcher) {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
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
			timer.Reset(settleTime)
		case <-timer.C:
			s.rebuild()
		}
	}
}

func (s *server) rebuild() {
	start := time.Now()
	err := s.app.build()
	if err != nil {
		fmt.Fprintln(s.app.stderr, err)
	} else {
		s.app.say("built in %d ms", time.Since(start).Milliseconds())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mistake = err
	if s.root != nil { // the folder was swapped for another
		_ = s.root.Close()
		s.root = nil
	}
	if root, openErr := os.OpenRoot(s.app.public); openErr == nil {
		s.root = root
	}
	close(s.changed)
	s.changed = make(chan struct{})
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

// file serves a file of public/, and nothing outside it.
func (s *server) file(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	root, mistake := s.root, s.mistake
	s.mu.Unlock()
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if strings.HasSuffix(r.URL.Path, "/") || name == "" {
		name = path.Join(name, "index.html")
	}
	text, status := readPublic(root, name)
	if status == http.StatusMovedPermanently {
		http.Redirect(w, r, "/"+name+"/", status)
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

func readPublic(root *os.Root, name string) (text []byte, status int) {
	if root == nil {
		return nil, http.StatusNotFound
	}
	if info, err := root.Stat(name); err == nil && info.IsDir() {
		return nil, http.StatusMovedPermanently
	}
	if text, err := root.ReadFile(name); err == nil {
		return text, http.StatusOK
	}
	text, _ = root.ReadFile("404.html")
	return text, http.StatusNotFound
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
