package fetch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/temoto/robotstxt"
)

// origin is a scheme and host with its rules, read at most once in a run.
type origin struct {
	turn  chan struct{}
	known bool
	rules rules
}

// rules are what a site allows.
type rules struct {
	robots *robotstxt.Group
	delay  time.Duration
	tdm    []tdmRule
	err    error // robots.txt could not be read: then nothing is allowed for tonight (RFC 9309, section 2.3.1.4)
}

// The names of rules in Response.OptOut.
const (
	optRobots  = "robots.txt"
	optDelay   = "robots.txt crawl-delay"
	optTDMRep  = "tdmrep.json"
	optTDM     = "tdm-reservation header"
	optRobotsX = "x-robots-tag header"
)

// forbids returns the name of the rule of its site by which a page is not to be read; empty when it may be.
func (c *Client) forbids(ctx context.Context, u *url.URL) (rule string, err error) {
	r, err := c.rules(ctx, u)
	if err != nil {
		return "", err
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	full := path
	if u.RawQuery != "" {
		full += "?" + u.RawQuery
	}
	switch {
	case !r.robots.Test(full):
		return optRobots, nil
	case r.delay > c.maxWait():
		return optDelay, nil
	case reservedPath(r.tdm, path):
		return optTDMRep, nil
	}
	return "", nil
}

func (c *Client) rules(ctx context.Context, u *url.URL) (rules, error) {
	o := c.origin(u)
	select {
	case <-ctx.Done():
		return rules{}, ctx.Err()
	case <-o.turn:
	}
	defer func() { o.turn <- struct{}{} }()
	if !o.known {
		r := c.readRules(ctx, u)
		if ctx.Err() != nil {
			return rules{}, ctx.Err()
		}
		o.rules, o.known = r, true
	}
	return o.rules, o.rules.err
}

func (c *Client) origin(u *url.URL) *origin {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	o := c.origins[key]
	if o == nil {
		o = &origin{turn: make(chan struct{}, 1)}
		o.turn <- struct{}{}
		c.origins[key] = o
	}
	return o
}

func (c *Client) readRules(ctx context.Context, u *url.URL) rules {
	var r rules
	g, err := c.follow(ctx, u.Scheme+"://"+u.Host+"/robots.txt", rulesAsk, kept{})
	if missing(err) {
		err = nil
	}
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			err = e.err
		}
		return rules{err: fmt.Errorf("robots.txt: %w", named{err})}
	}
	r.robots, r.delay = parseRobots(g.body, product(c.agent()))
	if h := c.host(u); r.delay > 0 && r.delay <= c.maxWait() {
		if h.take(ctx, false) == nil {
			h.delay = r.delay
			h.give(0)
		}
	}
	// A site without it has reserved nothing.
	if g, err := c.follow(ctx, u.Scheme+"://"+u.Host+"/.well-known/tdmrep.json", rulesAsk, kept{}); err == nil {
		r.tdm = parseTDMRep(g.body)
	}
	return r
}

// named is an error that reads as its cause.
type named struct{ error }

func (n named) Error() string { return cause(n.error) }
func (n named) Unwrap() error { return n.error }

// missing reports whether a site has no robots.txt, and so forbids nothing. Too many requests is no such answer.
func missing(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Status >= 400 && e.Status < 500 && e.Status != http.StatusTooManyRequests ||
		errors.Is(err, errLoop) || errors.Is(err, errRedirects)
}

// product returns the name by which robots.txt calls us: "saison" of "Saison/1.0 (+https://saison.example/contact/)".
func product(agent string) string {
	if i := strings.IndexAny(agent, "/ ("); i > 0 {
		agent = agent[:i]
	}
	return strings.ToLower(agent)
}

// parseRobots returns our group of rules. The library gives up on a file with one bad line; we leave the line out.
func parseRobots(body []byte, agent string) (*robotstxt.Group, time.Duration) {
	data, err := robotstxt.FromBytes(soundRobots(body))
	if err != nil {
		return &robotstxt.Group{}, 0
	}
	g := data.FindGroup(agent)
	return g, g.CrawlDelay
}

func soundRobots(body []byte) []byte {
	var b bytes.Buffer
	named := false
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	for line := range strings.SplitSeq(strings.ReplaceAll(string(body), "\r", "\n"), "\n") {
		line, _, _ = strings.Cut(line, "#")
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent", "useragent":
			named = true
		case "allow", "disallow":
			if !named {
				continue
			}
		case "crawl-delay", "crawldelay":
			seconds, err := strconv.ParseFloat(value, 64)
			if !named || err != nil || !(seconds >= 0) {
				continue
			}
			value = strconv.FormatFloat(min(seconds, 1e6), 'f', -1, 64)
		default:
			continue
		}
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", strings.TrimSpace(key), value)
		} else {
			fmt.Fprintf(&b, "%s:\n", strings.TrimSpace(key))
		}
	}
	return b.Bytes()
}

// tdmRule is one element of /.well-known/tdmrep.json.
type tdmRule struct {
	Location    string          `json:"location"`
	Reservation json.RawMessage `json:"tdm-reservation"`
}

func (r tdmRule) reserves() bool {
	s := strings.Trim(string(r.Reservation), `" `)
	return s == "1" || s == "true" || s == "1.0"
}

// parseTDMRep reads the W3C community group's file; a file that is not one reserves nothing.
func parseTDMRep(body []byte) []tdmRule {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	var list []tdmRule
	if json.Unmarshal(body, &list) == nil {
		return list
	}
	var one tdmRule
	if json.Unmarshal(body, &one) == nil && one.Location != "" {
		return []tdmRule{one}
	}
	return nil
}

// reservedPath reports whether a path is reserved. The first rule that matches decides, and so does the longest: where
// the two differ, the one that reserves.
func reservedPath(list []tdmRule, path string) bool {
	var first, longest *tdmRule
	for i, r := range list {
		if !matchLocation(r.Location, path) {
			continue
		}
		if first == nil {
			first = &list[i]
		}
		if longest == nil || len(r.Location) > len(longest.Location) {
			longest = &list[i]
		}
	}
	return first != nil && (first.reserves() || longest.reserves())
}

// matchLocation matches a pattern as robots.txt does: a prefix, in which * is any run of characters and a final $ the end.
func matchLocation(pattern, path string) bool {
	if !strings.HasPrefix(pattern, "/") && !strings.HasPrefix(pattern, "*") {
		pattern = "/" + pattern
	}
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !whole || rest == ""
}

// reserved returns the header by which a page opts out.
func reserved(h http.Header, agent string) string {
	if strings.TrimSpace(h.Get("Tdm-Reservation")) == "1" {
		return optTDM
	}
	for _, line := range h.Values("X-Robots-Tag") {
		who, rest, scoped := strings.Cut(line, ":")
		if scoped {
			if strings.ToLower(strings.TrimSpace(who)) != agent {
				continue
			}
			line = rest
		}
		for word := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(word), "noai") {
				return optRobotsX
			}
		}
	}
	return ""
}
