package fetch

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestNotModified asks twice by ETag, then by date: the second answer has no body, and the body comes all the same.
func TestNotModified(t *testing.T) {
	for header, asked := range map[string]string{"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"} {
		value := map[string]string{"ETag": `"v1"`, "Last-Modified": "Mon, 10 Nov 2025 08:30:00 GMT"}[header]
		var bodies atomic.Int32
		s, c := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/rss" && r.URL.Path != "/moved" {
				w.WriteHeader(404)
				return
			}
			if r.URL.Path == "/moved" {
				http.Redirect(w, r, "/rss", http.StatusMovedPermanently)
				return
			}
			w.Header().Set(header, value)
			w.Header().Set("Content-Type", "text/html")
			if r.Header.Get(asked) == value {
				w.WriteHeader(304)
				return
			}
			bodies.Add(1)
			w.Write([]byte("<rss/>"))
		}})
		for i, get := range []func(context.Context, string) (Response, error){c.Feed, c.Page} {
			for _, path := range []string{"/rss", "/moved"} {
				bodies.Store(0)
				for n := range 3 {
					r, err := get(context.Background(), s.URL+path)
					if err != nil || string(r.Body) != "<rss/>" || r.NotModified != (n > 0) || r.Type != "text/html" || r.URL != s.URL+"/rss" {
						t.Errorf("%s, ask %d of kind %d: %+v, %v", path, n, i, r, err)
					}
					if (r.Moved != "") != (path == "/moved") {
						t.Errorf("%s moved to %q", path, r.Moved)
					}
				}
				if bodies.Load() != 1 {
					t.Errorf("%s: %d bodies were sent, want 1", path, bodies.Load())
				}
			}
		}
	}
}

// TestCacheLost breaks the cache in every way; each costs a fetch and no more.
func TestCacheLost(t *testing.T) {
	s, c := serve(t, map[string]http.HandlerFunc{"/rss": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(304)
			return
		}
		w.Write([]byte("<rss>" + strings.Repeat("une fuite ", 1000)))
	}})
	file := filepath.Join(c.Cache, fileOf(s.URL+"/rss", feedAsk))
	read := func() []byte { b, _ := os.ReadFile(file); return b }
	for name, damage := range map[string]func() error{
		"gone":    func() error { return os.Remove(file) },
		"empty":   func() error { return os.WriteFile(file, nil, 0o644) },
		"cut":     func() error { return os.WriteFile(file, read()[:len(read())-20], 0o644) },
		"changed": func() error { b := read(); b[len(b)/2] ^= 0xff; return os.WriteFile(file, b, 0o644) },
		"text":    func() error { return os.WriteFile(file, []byte("{}"), 0o644) },
		"folder":  func() error { os.Remove(file); return os.Mkdir(file, 0o755) },
	} {
		if _, err := c.Feed(context.Background(), s.URL+"/rss"); err != nil {
			t.Fatal(err)
		}
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		r, err := c.Feed(context.Background(), s.URL+"/rss")
		if err != nil || r.NotModified || !strings.HasPrefix(string(r.Body), "<rss>une fuite") {
			t.Errorf("%s: NotModified %v, %v", name, r.NotModified, err)
		}
		os.RemoveAll(file)
	}
	for name, dir := range map[string]string{"a file": file + "x", "no right": "/proc/saison", "none": ""} {
		if name == "a file" {
			os.WriteFile(dir, nil, 0o644)
		}
		c := &Client{AllowPrivate: true, Cache: dir}
		if r, err := c.Feed(context.Background(), s.URL+"/rss"); err != nil || len(r.Body) == 0 {
			t.Errorf("cache is %s: %v", name, err)
		}
	}
}

// TestCacheNames: nothing of an address becomes a path, and nothing half-written stays.
func TestCacheNames(t *testing.T) {
	s, c := serve(t, map[string]http.HandlerFunc{"/": text("<p>x")})
	for _, path := range []string{"/a", "/..%2f..%2fetc%2fpasswd", "/a%00b", "/" + strings.Repeat("x", 1500)} {
		if _, err := c.Page(context.Background(), s.URL+path); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	name := regexp.MustCompile(`^pages/[0-9a-f]{2}/[0-9a-f]{32}\.gz$`)
	n := 0
	filepath.WalkDir(c.Cache, func(path string, d fs.DirEntry, err error) error {
		if rel, _ := filepath.Rel(c.Cache, path); err == nil && !d.IsDir() {
			if n++; !name.MatchString(filepath.ToSlash(rel)) {
				t.Errorf("the cache holds %s", rel)
			}
		}
		return err
	})
	if n != 4 {
		t.Errorf("%d files in the cache, want 4", n)
	}
}

func TestMoved(t *testing.T) {
	s, c := serve(t, map[string]http.HandlerFunc{
		"/new":       text("<rss/>"),
		"/301":       redirect(301, "/308"),
		"/308":       redirect(308, "/new"),
		"/302":       redirect(302, "/new"),
		"/301-302":   redirect(301, "/302"),
		"/302-301":   redirect(302, "/301"),
		"/301-query": redirect(301, "/new?a=1#b"),
	})
	for path, want := range map[string]string{
		"/new": "", "/301": "/new", "/308": "/new", "/302": "", "/301-302": "/302", "/302-301": "", "/301-query": "/new?a=1",
	} {
		if want != "" {
			want = s.URL + want
		}
		r, err := c.Feed(context.Background(), s.URL+path)
		if err != nil || r.Moved != want || string(r.Body) != "<rss/>" {
			t.Errorf("%s moved to %q, %v, want %q", path, r.Moved, err, want)
		}
	}
}

// TestDeadFeed lets a feed be dead for a month of nights, then live again.
func TestDeadFeed(t *testing.T) {
	var asked int
	code := 404
	s, first := serve(t, map[string]http.HandlerFunc{"/rss": func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.WriteHeader(code)
	}})
	begin := time.Date(2026, 11, 1, 2, 0, 0, 0, time.UTC)
	var nights []int
	var last error
	run := func(night int) error {
		now := begin.AddDate(0, 0, night).Add(time.Duration(night%3) * 20 * time.Minute)
		c := &Client{AllowPrivate: true, Cache: first.Cache, Now: func() time.Time { return now }}
		_, err := c.Feed(context.Background(), s.URL+"/rss")
		return err
	}
	for night := range 30 {
		before := asked
		run(night)
		last = run(night) // a second run of the same night counts for nothing
		if asked > before {
			nights = append(nights, night)
		}
	}
	want := []int{0, 1, 2, 3, 4, 6, 10, 18, 26}
	if len(nights) != len(want) {
		t.Fatalf("asked on nights %v, want %v", nights, want)
	}
	for i := range want {
		if nights[i] != want[i] {
			t.Fatalf("asked on nights %v, want %v", nights, want)
		}
	}
	var resting *Resting
	if !errors.As(last, &resting) || !strings.Contains(last.Error(), ": 404 Not Found for 9 nights, next try after 2026-12-0") {
		t.Errorf("error of a night of rest: %v", last)
	}
	code = 200
	if err := run(40); err != nil {
		t.Errorf("a feed that lives again: %v", err)
	}
	code = 404
	if err := run(41); errors.As(err, &resting) || asked == 0 {
		t.Errorf("the count did not begin anew: %v", err)
	}
}

// TestGone: a server that says that a feed is gone is believed for a month.
func TestGone(t *testing.T) {
	s, first := serve(t, map[string]http.HandlerFunc{"/rss": status(410)})
	now := time.Date(2026, 11, 1, 2, 0, 0, 0, time.UTC)
	for night, want := range map[int]string{0: "410 Gone", 1: "410 Gone, next try after 2026-12-03"} {
		c := &Client{AllowPrivate: true, Cache: first.Cache, Now: func() time.Time { return now.AddDate(0, 0, night) }}
		if night == 1 {
			(&Client{AllowPrivate: true, Cache: first.Cache, Now: func() time.Time { return now }}).Feed(context.Background(), s.URL+"/rss")
		}
		_, err := c.Feed(context.Background(), s.URL+"/rss")
		var e *Error
		if !errors.As(err, &e) || e.Status != 410 || e.Cause() != want {
			t.Errorf("night %d: %v, want %s", night, err, want)
		}
		os.RemoveAll(filepath.Join(first.Cache, "health"))
	}
}

// TestNotDead: what passes, and what is our own fault, counts against no feed.
func TestNotDead(t *testing.T) {
	for _, err := range []error{
		context.Canceled,
		&Error{err: refusal("private address 10.0.0.1 refused")},
		&Error{Status: 429, err: statusError(429)},
		&Error{Status: 503, err: statusError(503)},
	} {
		if dead(err) {
			t.Errorf("%v counts against the feed", err)
		}
	}
	for _, err := range []error{&Error{Status: 404, err: statusError(404)}, &Error{Status: 500, err: statusError(500)}, &Error{err: errShort}} {
		if !dead(err) {
			t.Errorf("%v does not count against the feed", err)
		}
	}
}

func TestKeptAndPrune(t *testing.T) {
	s, c := serve(t, map[string]http.HandlerFunc{"/": text("<p>La fuite")})
	if _, err := c.Page(context.Background(), s.URL+"/a"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if r, ok := c.Kept(s.URL + "/a"); !ok || string(r.Body) != "<p>La fuite" {
		t.Errorf("Kept = %+v, %v", r, ok)
	}
	if _, ok := c.Kept(s.URL + "/b"); ok {
		t.Error("a page that was never read is kept")
	}
	if n := c.Prune(time.Hour); n != 0 {
		t.Errorf("%d fresh pages were removed", n)
	}
	if n := c.Prune(-time.Hour); n != 1 {
		t.Errorf("%d old pages were removed, want 1", n)
	}
	if _, ok := c.Kept(s.URL + "/a"); ok {
		t.Error("the page is still there")
	}
	(&Client{}).Prune(time.Hour)
}
