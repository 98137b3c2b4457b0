package fetch

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestOptOut(t *testing.T) {
	page := "<html><p>La fuite"
	for _, test := range []struct {
		name   string
		robots string
		tdmrep string
		header [2]string
		want   string
	}{
		{name: "nothing said"},
		{name: "all robots", robots: "User-agent: *\nDisallow: /", want: "robots.txt"},
		{name: "our agent", robots: "User-agent: *\nAllow: /\n\nUser-agent: Saison\nDisallow: /a", want: "robots.txt"},
		{name: "another agent", robots: "User-agent: GPTBot\nDisallow: /"},
		{name: "our agent may", robots: "User-agent: *\nDisallow: /\n\nUser-agent: saison\nAllow: /"},
		{name: "another path", robots: "User-agent: *\nDisallow: /b"},
		{name: "a query", robots: "User-agent: *\nDisallow: /*?page=", want: "robots.txt"},
		{name: "bad lines", robots: "\ufeffDisallow: /\nnonsense\nUser-agent: *\nCrawl-delay: soon\nDisallow: /a # ours", want: "robots.txt"},
		{name: "a page in its place", robots: "<!DOCTYPE html><p>Bonjour: tous"},
		{name: "too slow for us", robots: "User-agent: *\nCrawl-delay: 3600", want: "robots.txt crawl-delay"},
		{name: "reserved", tdmrep: `[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://courrier.example/policy"}]`, want: "tdmrep.json"},
		{name: "reserved elsewhere", tdmrep: `[{"location": "/premium/*", "tdm-reservation": 1}]`},
		{name: "free here", tdmrep: `[{"location": "/a", "tdm-reservation": 0}, {"location": "/b", "tdm-reservation": 1}]`},
		{name: "words for numbers", tdmrep: `[{"location": "/a$", "tdm-reservation": "1"}]`, want: "tdmrep.json"},
		{name: "not JSON", tdmrep: "<html>"},
		{name: "header", header: [2]string{"TDM-Reservation", "1"}, want: "tdm-reservation header"},
		{name: "header that allows", header: [2]string{"TDM-Reservation", "0"}},
		{name: "noai", header: [2]string{"X-Robots-Tag", "noindex, NoAI"}, want: "x-robots-tag header"},
		{name: "noai for another", header: [2]string{"X-Robots-Tag", "otherbot: noai"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var read atomic.Bool
			routes := map[string]http.HandlerFunc{
				"/rss": text("<rss/>"),
				"/a": func(w http.ResponseWriter, r *http.Request) {
					read.Store(true)
					if test.header[0] != "" {
						w.Header().Set(test.header[0], test.header[1])
					}
					w.Write([]byte(page))
				},
			}
			if test.robots != "" {
				routes["/robots.txt"] = text(test.robots)
			}
			if test.tdmrep != "" {
				routes["/.well-known/tdmrep.json"] = text(test.tdmrep)
			}
			s, c := serve(t, routes)
			c.Agent = "Saison/1.0 (+https://saison.example/contact/)"
			r, err := c.Page(context.Background(), s.URL+"/a?page=2")
			if err != nil || r.OptOut != test.want {
				t.Errorf("OptOut = %q, %v, want %q", r.OptOut, err, test.want)
			}
			if got := string(r.Body); test.want == "" && got != page || test.want != "" && got != "" {
				t.Errorf("body %q", got)
			}
			if read.Load() && test.want != "" && test.header[0] == "" {
				t.Error("the page was asked for all the same")
			}
			if _, ok := c.cache.load(s.URL+"/a?page=2", pageAsk); ok != (test.want == "") {
				t.Errorf("kept in the cache: %v", ok)
			}
			// Feeds are published for programs.
			if r, err := c.Feed(context.Background(), s.URL+"/rss"); err != nil || string(r.Body) != "<rss/>" {
				t.Errorf("Feed = %q, %v", r.Body, err)
			}
		})
	}
}

// TestRobotsUnreachable: who cannot say what is allowed today is asked again another day.
func TestRobotsUnreachable(t *testing.T) {
	var asked atomic.Int32
	s, c := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, r *http.Request) { asked.Add(1); w.WriteHeader(500) },
		"/":           func(w http.ResponseWriter, r *http.Request) { t.Errorf("%s was asked for", r.URL) },
	})
	for _, path := range []string{"/a", "/b"} {
		_, err := c.Page(context.Background(), s.URL+path)
		if err == nil || !strings.HasSuffix(err.Error(), path+": robots.txt: 500 Internal Server Error") {
			t.Errorf("Page(%s) = %v", path, err)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("robots.txt was asked for %d times", asked.Load())
	}
}

// TestRedirectOptOut: the rules of the site at which a redirect ends hold for it.
func TestRedirectOptOut(t *testing.T) {
	closed, _ := serve(t, map[string]http.HandlerFunc{"/robots.txt": text("User-agent: *\nDisallow: /"), "/a": text("<p>x")})
	s, c := serve(t, map[string]http.HandlerFunc{"/a": redirect(302, closed.URL+"/a")})
	r, err := c.Page(context.Background(), s.URL+"/a")
	if err != nil || r.OptOut != "robots.txt" || r.URL != closed.URL+"/a" {
		t.Errorf("Page = %+v, %v", r, err)
	}
}

func TestMatchLocation(t *testing.T) {
	for _, test := range []struct {
		pattern, path string
		want          bool
	}{
		{"/", "/a", true},
		{"/a", "/a/b", true},
		{"/a$", "/a/b", false},
		{"/a$", "/a", true},
		{"/*.pdf$", "/x/y.pdf", true},
		{"/*.pdf$", "/x/y.pdf/z", false},
		{"*/premium/", "/a/premium/b", true},
		{"premium", "/premium", true},
		{"/a*b*c", "/axxbyyc", true},
		{"/a*b*c", "/axxcyyb", false},
		{"/a*a$", "/a", false},
		{"", "/a", true},
	} {
		if got := matchLocation(test.pattern, test.path); got != test.want {
			t.Errorf("matchLocation(%q, %q) = %v, want %v", test.pattern, test.path, got, test.want)
		}
	}
}

func TestParseRobots(t *testing.T) {
	for body, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 2.5":                                2500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: 10\n\nUser-agent: saison\nAllow: /": 0,
		"User-agent: *\nCrawl-delay: 1e300":                              1e6 * time.Second,
		"User-agent: *\nCrawl-delay: NaN":                                0,
		"User-agent: *\nCrawl-delay: -4":                                 0,
		"Crawl-delay: 4":                                                 0,
		"":                                                               0,
	} {
		if _, got := parseRobots([]byte(body), "saison"); got != want {
			t.Errorf("crawl-delay of %q = %v, want %v", body, got, want)
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*$\nCrawl-delay: 1"), "/a")
	f.Add([]byte(`[{"location":"/*a$","tdm-reservation":1}]`), "/ba")
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		g, delay := parseRobots(body, "saison")
		g.Test(path)
		if delay < 0 {
			t.Errorf("crawl-delay %v", delay)
		}
		reservedPath(parseTDMRep(body), path)
	})
}
