package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// get asks one server once, or again when it says to come back soon. The error comes with the status, if there was one.
func (c *Client) get(ctx context.Context, u *url.URL, a ask, old kept) (got, error) {
	h := c.host(u)
	if err := h.take(ctx, a != rulesAsk); err != nil {
		return got{}, err
	}
	pause := c.paceOf(h, u)
	defer func() { h.give(pause) }()
	for try := 1; ; try++ {
		if h.closed.err != nil && time.Now().Before(h.closed.until) {
			pause = 0
			return got{status: h.closed.status}, h.closed.err
		}
		g, err := c.exchange(ctx, u, a, old)
		if a == rulesAsk || isRedirect(g.status) {
			pause = 0
		}
		wait, ok := retryAfter(g, time.Now())
		if !ok {
			return g, err
		}
		if wait > c.maxWait() || try == maxTries {
			err = fmt.Errorf("%w, asks to wait %v", err, wait.Round(time.Second))
			h.closed = closing{until: time.Now().Add(wait), status: g.status, err: err}
			return g, err
		}
		if err := sleep(ctx, max(wait, pause)); err != nil {
			return got{}, err
		}
	}
}

// exchange is one request and its whole answer.
func (c *Client) exchange(ctx context.Context, u *url.URL, a ask, old kept) (got, error) {
	if c.answers.Load() == 0 && c.silences.Load() >= noNetwork {
		return got{}, errOffline
	}
	limited, cancel := context.WithTimeoutCause(ctx, c.timeout(), errTime)
	defer cancel()
	resp, err := c.transport.RoundTrip(c.request(limited, u, a, old))
	if err != nil {
		if noRoute(err) {
			c.silences.Add(1)
		}
		return got{}, c.slow(limited, err, "no answer")
	}
	c.answers.Add(1)
	defer resp.Body.Close()
	g := got{status: resp.StatusCode, header: resp.Header}
	if isRedirect(g.status) {
		return g, nil
	}
	if a == pageAsk || a == headAsk {
		if g.optOut = reserved(resp.Header, product(c.agent())); g.optOut != "" {
			return g, nil
		}
	}
	switch {
	case g.status == http.StatusNotModified && old.asks(u):
		return g, nil
	case g.status != http.StatusOK && g.status != http.StatusNonAuthoritativeInfo:
		return g, statusError(g.status)
	}
	if a == headAsk {
		return g, nil
	}
	if err := checkType(resp.Header.Get("Content-Type"), a); err != nil {
		return g, err
	}
	g.body, err = readBody(resp, c.maxBytes(a), a == rulesAsk)
	if err != nil {
		return g, c.slow(limited, err, "no end of the body")
	}
	return g, checkBody(g.body, resp.Header.Get("Content-Type"), a)
}

// slow gives an error that comes of our own time limit its name.
func (c *Client) slow(ctx context.Context, err error, what string) error {
	if context.Cause(ctx) == errTime {
		return fmt.Errorf("%s within %v", what, c.timeout())
	}
	return err
}

func (c *Client) request(ctx context.Context, u *url.URL, a ask, old kept) *http.Request {
	method := http.MethodGet
	if a == headAsk {
		method = http.MethodHead
	}
	req := (&http.Request{Method: method, URL: u, Host: u.Host, Header: http.Header{}}).WithContext(ctx)
	req.Header.Set("User-Agent", c.agent())
	req.Header.Set("Accept", accept[a])
	req.Header.Set("Accept-Language", "fr, nl, en;q=0.8")
	req.Header.Set("Accept-Encoding", "gzip, br")
	if old.asks(u) {
		setIf(req.Header, "If-None-Match", old.ETag)
		setIf(req.Header, "If-Modified-Since", old.Modified)
	}
	return req
}

func setIf(h http.Header, name, value string) {
	if value != "" {
		h.Set(name, value)
	}
}

// retryAfter returns how long the server asks to wait; ok is false when it does not.
func retryAfter(g got, now time.Time) (wait time.Duration, ok bool) {
	if g.status != http.StatusTooManyRequests && g.status != http.StatusServiceUnavailable {
		return 0, false
	}
	s := strings.TrimSpace(g.header.Get("Retry-After"))
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		return time.Duration(min(n, 1e6)) * time.Second, true
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, t.Sub(now)), true
	}
	return 0, false
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
