package fetch

import (
	"context"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// host is one server: who holds its turn may ask it.
type host struct {
	turn   chan struct{} // holds one value while nobody asks
	next   time.Time     // not before
	delay  time.Duration // its robots.txt's crawl-delay
	closed closing
}

// closing is a server that asked to be left alone for longer than we wait.
type closing struct {
	until  time.Time
	status int
	err    error
}

func (c *Client) host(u *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := strings.ToLower(u.Host)
	h := c.hosts[key]
	if h == nil {
		h = &host{turn: make(chan struct{}, 1)}
		h.turn <- struct{}{}
		c.hosts[key] = h
	}
	return h
}

// take waits for the turn, and for the pause after the last request unless it need not be paced.
func (h *host) take(ctx context.Context, paced bool) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-h.turn:
	}
	if !paced {
		return nil
	}
	if err := sleep(ctx, time.Until(h.next)); err != nil {
		h.turn <- struct{}{}
		return err
	}
	return nil
}

func (h *host) give(pause time.Duration) {
	if next := time.Now().Add(pause); pause > 0 && next.After(h.next) {
		h.next = next
	}
	h.turn <- struct{}{}
}

// paceOf returns the pause after a request. A host on this machine has none, unless its robots.txt asks for one.
func (c *Client) paceOf(h *host, u *url.URL) time.Duration {
	if isLoopback(u.Hostname()) {
		return h.delay
	}
	return max(c.pause(), h.delay)
}

func isLoopback(hostname string) bool {
	if addr, err := netip.ParseAddr(hostname); err == nil {
		return addr.Unmap().IsLoopback()
	}
	return strings.EqualFold(hostname, "localhost")
}
