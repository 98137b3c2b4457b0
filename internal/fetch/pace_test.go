package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// web answers in memory, so that time is the bubble's.
type web func(r *http.Request) (status int, header http.Header, body string)

func (w web) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(100 * time.Millisecond)
	if err := r.Context().Err(); err != nil {
		return nil, context.Cause(r.Context())
	}
	status, header, body := w(r)
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}, nil
}

func site(robots string) web {
	return func(r *http.Request) (int, http.Header, string) {
		switch {
		case r.URL.Path == "/robots.txt" && robots != "":
			return 200, nil, robots
		case r.URL.Path == "/robots.txt", strings.HasPrefix(r.URL.Path, "/.well-known/"):
			return 404, nil, ""
		}
		return 200, nil, "<p>La fuite"
	}
}

// TestPause asks three hosts for four pages each, all at once: each host is asked one at a time, with its pause between,
// and no host waits for another.
func TestPause(t *testing.T) {
	for _, test := range []struct {
		name   string
		host   string
		robots string
		delay  time.Duration
		want   time.Duration // between the beginnings of two requests
	}{
		{"default", "courrier.example", "", 0, 1100 * time.Millisecond},
		{"longer", "courrier.example", "", 3 * time.Second, 3100 * time.Millisecond},
		{"none", "courrier.example", "", -1, 100 * time.Millisecond},
		{"crawl-delay", "courrier.example", "User-agent: *\nCrawl-delay: 10", 0, 10100 * time.Millisecond},
		{"loopback", "127.0.0.1", "", 0, 100 * time.Millisecond},
		{"crawl-delay of loopback", "localhost", "User-agent: *\nCrawl-delay: 2", 0, 2100 * time.Millisecond},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				begun := map[string][]time.Time{}
				answer := site(test.robots)
				c := &Client{Delay: test.delay, AllowPrivate: true, transport: recorder(func(r *http.Request) (*http.Response, error) {
					if strings.HasPrefix(r.URL.Path, "/page") {
						mu.Lock()
						begun[r.URL.Host] = append(begun[r.URL.Host], time.Now())
						mu.Unlock()
					}
					return answer.RoundTrip(r)
				})}
				begin := time.Now()
				var wg sync.WaitGroup
				for n := range 12 {
					wg.Go(func() {
						url := fmt.Sprintf("http://%s:%d/page/%d", test.host, 80+n%3, n)
						if _, err := c.Page(context.Background(), url); err != nil {
							t.Error(err)
						}
					})
				}
				wg.Wait()
				for host, times := range begun {
					for i := 1; i < len(times); i++ {
						if got := times[i].Sub(times[i-1]); got != test.want {
							t.Errorf("%s: %v between two requests, want %v", host, got, test.want)
						}
					}
				}
				if took, limit := time.Since(begin), 4*test.want+500*time.Millisecond; len(begun) != 3 || took > limit {
					t.Errorf("%d hosts took %v, want at most %v", len(begun), took, limit)
				}
			})
		})
	}
}

type recorder func(*http.Request) (*http.Response, error)

func (f recorder) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestRetryAfter(t *testing.T) {
	for _, test := range []struct {
		name  string
		code  int
		after string
		times int // before it answers
		took  time.Duration
		want  string
	}{
		{"seconds", 429, "30", 1, 30*time.Second + 200*time.Millisecond, ""},
		{"twice", 503, "20", 2, 40*time.Second + 300*time.Millisecond, ""},
		{"too often", 503, "20", 9, 40*time.Second + 300*time.Millisecond, "503 Service Unavailable, asks to wait 20s"},
		{"too long", 429, "3600", 1, 100 * time.Millisecond, "429 Too Many Requests, asks to wait 1h0m0s"},
		{"for ever", 429, "999999999999", 1, 100 * time.Millisecond, "429 Too Many Requests"},
		{"a date", 503, "Sat, 01 Jan 2000 00:00:40 GMT", 1, 40*time.Second + 100*time.Millisecond, ""},
		{"a past date", 503, "Fri, 31 Dec 1999 00:00:00 GMT", 1, 1200 * time.Millisecond, ""},
		{"nonsense", 503, "soon", 1, 100 * time.Millisecond, "503 Service Unavailable"},
		{"nothing", 429, "", 1, 100 * time.Millisecond, "429 Too Many Requests"},
		{"another status", 500, "30", 1, 100 * time.Millisecond, "500 Internal Server Error"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				left := test.times
				c := &Client{transport: web(func(r *http.Request) (int, http.Header, string) {
					if left--; left >= 0 {
						return test.code, http.Header{"Retry-After": {test.after}}, ""
					}
					return 200, nil, "<rss/>"
				})}
				begin := time.Now()
				_, err := c.Feed(context.Background(), "https://courrier.example/rss")
				if got := fmt.Sprint(err); test.want == "" && err != nil || test.want != "" && !strings.HasPrefix(got, "GET https://courrier.example/rss: "+test.want) {
					t.Errorf("error %v, want %q", err, test.want)
				}
				if took := time.Since(begin); took != test.took {
					t.Errorf("took %v, want %v", took, test.took)
				}
			})
		})
	}
}

// TestClosedHost: a host that asked for an hour of peace is not asked for its other feeds.
func TestClosedHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		c := &Client{transport: web(func(r *http.Request) (int, http.Header, string) {
			asked++
			return 429, http.Header{"Retry-After": {"3600"}}, ""
		})}
		for range 3 {
			_, err := c.Feed(context.Background(), "https://courrier.example/rss")
			var e *Error
			if !errors.As(err, &e) || e.Status != 429 {
				t.Errorf("error %v", err)
			}
		}
		if asked != 1 {
			t.Errorf("asked %d times, want once", asked)
		}
		time.Sleep(time.Hour)
		c.Feed(context.Background(), "https://courrier.example/rss")
		if asked != 2 {
			t.Errorf("asked %d times after an hour, want twice", asked)
		}
	})
}

// TestInterruptedWait ends while a host is waited for.
func TestInterruptedWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{Delay: time.Hour, transport: site("")}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if _, err := c.Page(ctx, "https://courrier.example/a"); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Page(ctx, "https://courrier.example/b"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want the deadline", err)
		}
		// The turn was given back.
		if _, err := c.Page(context.Background(), "https://courrier.example/c"); err != nil {
			t.Error(err)
		}
	})
}

// TestOneAtATime asks one host for the same things from many sides; its rules are read once.
func TestOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		now, most, rules := 0, 0, 0
		answer := site("User-agent: *\nAllow: /")
		c := &Client{Delay: -1, transport: recorder(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			if now++; now > most {
				most = now
			}
			if r.URL.Path == "/robots.txt" {
				rules++
			}
			mu.Unlock()
			resp, err := answer.RoundTrip(r)
			mu.Lock()
			now--
			mu.Unlock()
			return resp, err
		})}
		var wg sync.WaitGroup
		for n := range 30 {
			wg.Go(func() {
				get := c.Page
				if n%3 == 0 {
					get = c.Feed
				}
				if _, err := get(context.Background(), fmt.Sprintf("https://courrier.example/%d", n%7)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if most != 1 || rules != 1 {
			t.Errorf("%d requests at a time, robots.txt read %d times, want 1 and 1", most, rules)
		}
	})
}

// TestSlow counts the time limit from the beginning of the request, not of the wait for its turn.
func TestSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{transport: recorder(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})}
		begin := time.Now()
		_, err := c.Feed(context.Background(), "https://courrier.example/rss")
		if want := "GET https://courrier.example/rss: no answer within 30s"; fmt.Sprint(err) != want {
			t.Errorf("error %v, want %s", err, want)
		}
		if took := time.Since(begin); took != 30*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{Agent: "Saison/1.0 (+https://saison.example/contact/)", transport: web(func(r *http.Request) (int, http.Header, string) {
			if got := r.Header.Get("User-Agent"); got != "Saison/1.0 (+https://saison.example/contact/)" {
				t.Errorf("%s: agent %q", r.URL, got)
			}
			if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" || r.Header.Get("Authorization") != "" {
				t.Errorf("%s: headers %v", r.URL, r.Header)
			}
			if got := r.Header.Get("Accept-Encoding"); got != "gzip, br" {
				t.Errorf("%s: accepts %q", r.URL, got)
			}
			return 200, http.Header{"Set-Cookie": {"a=b"}}, "<p>"
		})}
		c.Feed(context.Background(), "https://courrier.example/rss")
		c.Page(context.Background(), "https://courrier.example/a")
		c.Feed(context.Background(), "https://courrier.example/rss")
	})
}
