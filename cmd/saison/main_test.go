package main

import (
	"context"
	"flag"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"saison": func() { os.Exit(run(context.Background(), realEnv(), os.Args[1:])) }})
}

// TestScript runs what a user could have typed. The binary is the real one: a server on loopback is its proxy, and
// answers for every host with the files of the script under web/HOST/PATH.
func TestScript(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			web := httptest.NewServer(press{filepath.Join(e.WorkDir, "web")})
			e.Defer(web.Close)
			e.Setenv("HTTP_PROXY", web.URL)
			e.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
			e.Setenv("REPO", root)
			// a site of the script's own begins with the shipped sources, less the feeds
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"lines": lines, "http": get},
	})
}

// press answers for all hosts. A file PATH.status holds a status; one PATH.location a redirect.
type press struct{ dir string }

func (p press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	name := filepath.Join(p.dir, host, filepath.Clean("/"+r.URL.Path))
	if to, err := os.ReadFile(name + ".location"); err == nil {
		http.Redirect(w, r, strings.TrimSpace(string(to)), http.StatusMovedPermanently)
		return
	}
	if text, err := os.ReadFile(name + ".status"); err == nil {
		code, _ := strconv.Atoi(strings.TrimSpace(string(text)))
		w.WriteHeader(code)
		return
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name = filepath.Join(name, "index.html")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	switch filepath.Ext(name) {
	case ".xml", ".rss":
		w.Header().Set("Content-Type", "application/rss+xml")
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
	}
	_, _ = w.Write(text)
}

// lines N FILE: the file (or stdout, stderr) has so many lines.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: lines N FILE")
	}
	text := strings.TrimSpace(ts.ReadFile(args[1]))
	n := 0
	if text != "" {
		n = strings.Count(text, "\n") + 1
	}
	if want, _ := strconv.Atoi(args[0]); (n == want) == neg {
		ts.Fatalf("%s has %d lines, want %s", args[1], n, args[0])
	}
}

// get URL: fetches a page without the proxy and prints it; fails on a status over 399.
func get(ts *testscript.TestScript, neg bool, args []string) {
	resp, err := (&http.Client{Transport: &http.Transport{}}).Get(args[0])
	ts.Check(err)
	defer resp.Body.Close()
	if (resp.StatusCode < 400) == neg {
		ts.Fatalf("GET %s: %s", args[0], resp.Status)
	}
}
