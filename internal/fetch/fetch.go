// Package fetch reads the web as a polite stranger. In goes an address, out comes what its server gave, or one error
// that names the fault: "GET https://courrier.example/rss: 404 Not Found".
//
// One user agent; one request at a time and a pause for each host; what was read before is asked for again only if it
// changed. robots.txt, crawl-delay, Retry-After and the reservation of text mining (TDMRep) are obeyed: a page that
// opts out is not read, and the answer says which rule says so. Feeds are published to be read by programs: for them
// only the pace is obeyed. No cookie is kept. Private addresses, other schemes, ports and credentials are refused,
// after name resolution and at each redirect. Headers, bodies, what they decompress to, redirects and time have limits.
//
// The cache is a folder outside git. Losing it costs a second fetch and the memory of dead feeds, nothing else: a file
// of it that cannot be written or read is as one that was never there. Names of files are hashes.
package fetch

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// Client fetches feeds and pages. The zero value works; it is safe for concurrent use. Fields must not change after
// the first request.
type Client struct {
	Agent        string           // User-Agent, with an address for complaints: "Saison/1.0 (+https://saison.example/contact/)"
	Cache        string           // folder; empty for none
	AllowPrivate bool             // lets it talk to private addresses and to any port
	Delay        time.Duration    // pause between two requests to one host; 0 is a second, negative is none
	Timeout      time.Duration    // for one request and its answer; 0 is 30 seconds
	MaxBytes     int64            // of a body, as sent and decompressed; 0 is 10 MiB
	MaxWait      time.Duration    // longest Retry-After or crawl-delay that is waited for; 0 is a minute
	Now          func() time.Time // what time it is for dead feeds; nil is the real clock

	once      sync.Once
	transport http.RoundTripper
	proxies   map[string]bool // host:port of the environment's proxies
	cache     cache
	mu        sync.Mutex
	hosts     map[string]*host
	origins   map[string]*origin
	answers   atomic.Int64 // of any server
	silences  atomic.Int64 // requests that found no network
}

// Response is what a server gave.
type Response struct {
	URL         string // final address
	Status      int    // 200, or 304 when Body comes from the cache
	Type        string // Content-Type
	Body        []byte // decompressed; empty when OptOut is not
	NotModified bool   // Body is what it was last time
	Moved       string // new address, when the old one moved for good (301, 308)
	OptOut      string // the rule that keeps us from reading the page: "robots.txt", "tdmrep.json", "tdm-reservation header", …
}

// The limits that no field sets.
const (
	defaultAgent    = "Saison/1.0"
	defaultDelay    = time.Second
	defaultTimeout  = 30 * time.Second
	defaultMaxBytes = 10 << 20
	defaultMaxWait  = time.Minute
	maxHeader       = 64 << 10
	maxRedirects    = 10
	maxRules        = 500 << 10 // of robots.txt, RFC 9309, section 2.5
	maxTries        = 3         // of a request whose server says to come back later
)

// Feed fetches a feed. It asks only for what changed since the last time; when nothing did, NotModified is true and Body
// is what the cache holds. A feed that was dead for several nights is not asked for every night: then the error says so.
func (c *Client) Feed(ctx context.Context, rawURL string) (Response, error) {
	c.once.Do(c.start)
	now := c.now()
	past := c.cache.health(rawURL)
	if now.Before(past.Next) {
		return Response{}, past.rest()
	}
	r, err := c.fetch(ctx, rawURL, feedAsk)
	if err != nil {
		if dead(err) {
			c.cache.setHealth(past.failed(rawURL, err, now))
		}
		return Response{}, err
	}
	if past.Failures > 0 {
		c.cache.forgetHealth(rawURL)
	}
	return r, nil
}

// Page fetches a page, unless its site opts out of robots or of text mining: then OptOut says by which rule, and Body is
// empty.
func (c *Client) Page(ctx context.Context, rawURL string) (Response, error) {
	c.once.Do(c.start)
	return c.fetch(ctx, rawURL, pageAsk)
}

func (c *Client) start() {
	c.hosts = map[string]*host{}
	c.origins = map[string]*origin{}
	c.cache = openCache(c.Cache)
	if c.transport == nil {
		c.transport = c.newTransport()
	}
}

func (c *Client) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

func (c *Client) agent() string          { return or(c.Agent, defaultAgent) }
func (c *Client) timeout() time.Duration { return or(c.Timeout, defaultTimeout) }
func (c *Client) maxWait() time.Duration { return or(c.MaxWait, defaultMaxWait) }
func (c *Client) pause() time.Duration   { return max(0, or(c.Delay, defaultDelay)) }
func (c *Client) maxBytes(a ask) int64 {
	if a == rulesAsk {
		return maxRules
	}
	return or(c.MaxBytes, defaultMaxBytes)
}

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// ask is what is asked for.
type ask int

const (
	feedAsk  ask = iota
	pageAsk      // obeys the site's rules
	headAsk      // whether a page is there, without its body; obeys them too
	rulesAsk     // the rules themselves
)

var accept = map[ask]string{
	feedAsk:  "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
	pageAsk:  "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
	headAsk:  "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
	rulesAsk: "*/*",
}

// fetch asks with the validators of the cache, and keeps what comes.
func (c *Client) fetch(ctx context.Context, rawURL string, a ask) (Response, error) {
	old, known := c.cache.load(rawURL, a)
	g, err := c.follow(ctx, rawURL, a, old)
	if err != nil {
		return Response{}, err
	}
	r := Response{URL: g.url, Status: g.status, Type: g.header.Get("Content-Type"), Body: g.body, Moved: g.moved, OptOut: g.optOut}
	switch {
	case r.OptOut != "":
		r.Body = nil
		c.cache.remove(rawURL, a)
	case r.Status == http.StatusNotModified && known:
		r.Type, r.Body, r.NotModified = old.Type, old.body, true
	default:
		c.cache.store(rawURL, a, kept{
			URL: rawURL, Final: r.URL, Type: r.Type, body: r.Body,
			ETag: g.header.Get("ETag"), Modified: g.header.Get("Last-Modified"),
		})
	}
	return r, nil
}

// got is an answer: a redirect, or the end of a chain of them.
type got struct {
	next   *url.URL // of a redirect
	url    string
	moved  string
	status int
	header http.Header
	body   []byte
	optOut string
}

// follow asks and follows redirects, each of which is looked at as if it were asked for by itself.
func (c *Client) follow(ctx context.Context, rawURL string, a ask, old kept) (got, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return got{}, &Error{URL: rawURL, err: refusal("not an address")}
	}
	var t trail
	for {
		u.Fragment, u.RawFragment = "", ""
		g, err := c.hop(ctx, u, a, old, &t)
		if err != nil {
			via := ""
			if t.hops > 0 {
				via = u.Redacted()
			}
			return got{}, &Error{URL: redacted(rawURL), Via: via, Status: g.status, err: err}
		}
		if g.next == nil {
			g.url, g.moved = u.String(), t.moved
			return g, nil
		}
		t.add(g)
		u = g.next
	}
}

// trail is the redirects that were followed.
type trail struct {
	hops      int
	seen      map[string]bool
	temporary bool   // one of them was
	moved     string // where those before it lead
}

func (t *trail) add(g got) {
	t.hops++
	t.temporary = t.temporary || g.status != http.StatusMovedPermanently && g.status != http.StatusPermanentRedirect
	if !t.temporary {
		t.moved = g.next.String()
	}
}

// again reports an address that the trail has passed.
func (t *trail) again(u *url.URL) bool {
	if t.seen == nil {
		t.seen = map[string]bool{}
	}
	s := u.String()
	passed := t.seen[s]
	t.seen[s] = true
	return passed
}

// hop asks for one address, if it may be asked for. The error comes with the status, if there was one.
func (c *Client) hop(ctx context.Context, u *url.URL, a ask, old kept, t *trail) (got, error) {
	switch err := c.checkURL(u); {
	case err != nil:
		return got{}, err
	case t.again(u):
		return got{}, errLoop
	case t.hops > maxRedirects:
		return got{}, errRedirects
	}
	if a == pageAsk || a == headAsk {
		if rule, err := c.forbids(ctx, u); rule != "" || err != nil {
			return got{optOut: rule}, err
		}
	}
	g, err := c.get(ctx, u, a, old)
	if err != nil || !isRedirect(g.status) {
		return g, err
	}
	location := g.header.Get("Location")
	if g.next, err = u.Parse(location); err != nil || location == "" {
		return g, refusal("redirect to nowhere")
	}
	g.next.Fragment, g.next.RawFragment = "", ""
	return g, nil
}

// redacted hides the password of an address that should have none.
func redacted(rawURL string) string {
	if u, err := url.Parse(rawURL); err == nil && u.User != nil {
		return u.Redacted()
	}
	return rawURL
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}
