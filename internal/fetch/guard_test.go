package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestIsPublic(t *testing.T) {
	for addr, want := range map[string]bool{
		"1.1.1.1":                true,
		"193.56.4.1":             true,
		"2a01:cb00::1":           true,
		"::ffff:1.1.1.1":         true,
		"64:ff9b::101:101":       true, // 1.1.1.1 through NAT64
		"2002:101:101::1":        true,
		"0.0.0.0":                false,
		"0.1.2.3":                false,
		"10.0.0.1":               false,
		"100.64.0.1":             false,
		"100.100.100.200":        false,
		"127.0.0.1":              false,
		"127.8.9.10":             false,
		"168.63.129.16":          false,
		"169.254.169.254":        false,
		"172.16.0.1":             false,
		"192.0.0.192":            false,
		"192.168.1.1":            false,
		"198.18.0.1":             false,
		"224.0.0.1":              false,
		"240.0.0.1":              false,
		"255.255.255.255":        false,
		"::":                     false,
		"::1":                    false,
		"::7f00:1":               false, // 127.0.0.1, compatible
		"::ffff:127.0.0.1":       false, // mapped
		"::ffff:169.254.169.254": false,
		"64:ff9b::7f00:1":        false, // NAT64
		"64:ff9b::a9fe:a9fe":     false,
		"64:ff9b:1::1":           false,
		"2002:7f00:1::1":         false, // 6to4
		"2001::1":                false, // Teredo
		"2001:db8::1":            false,
		"fc00::1":                false,
		"fd00:ec2::254":          false, // Amazon's metadata
		"fe80::1":                false,
		"fe80::1%eth0":           false,
		"fec0::1":                false,
		"ff02::1":                false,
	} {
		if got := isPublic(netip.MustParseAddr(addr)); got != want {
			t.Errorf("isPublic(%s) = %v, want %v", addr, got, want)
		}
	}
}

// TestRefused asks for what must not be asked for; nothing may reach the server on loopback.
func TestRefused(t *testing.T) {
	t.Setenv("HTTP_PROXY", "")
	t.Setenv("http_proxy", "")
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { t.Errorf("%s was asked for", r.URL) }))
	defer s.Close()
	for address, want := range map[string]string{
		s.URL + "/rss":                       "port " + mustParse(s.URL).Port() + " refused",
		"http://127.0.0.1/rss":               "private address 127.0.0.1 refused",
		"http://[::1]/rss":                   "private address ::1 refused",
		"http://[::ffff:10.0.0.1]/rss":       "private address ::ffff:10.0.0.1 refused",
		"http://169.254.169.254/latest/":     "private address 169.254.169.254 refused",
		"http://localhost/rss":               "private host localhost refused",
		"http://LOCALHOST./rss":              "private host localhost refused",
		"http://a.localhost/rss":             "private host a.localhost refused",
		"http://metadata.google.internal/":   "private host metadata.google.internal refused",
		"http://courrier.onion/":             "private host courrier.onion refused",
		"http://2130706433/rss":              "host 2130706433 refused",
		"http://0x7f.1/rss":                  "host 0x7f.1 refused",
		"http://127.1/rss":                   "host 127.1 refused",
		"http://courrier.example:22/rss":     "port 22 refused",
		"https://a:secret@courrier.example/": "credentials in the address refused",
		"file:///etc/passwd":                 "scheme file refused",
		"gopher://courrier.example/":         "scheme gopher refused",
		"http:courrier.example":              "no host in the address",
	} {
		for name, get := range map[string]func(*Client) (Response, error){
			"Feed": func(c *Client) (Response, error) { return c.Feed(context.Background(), address) },
			"Page": func(c *Client) (Response, error) { return c.Page(context.Background(), address) },
		} {
			_, err := get(&Client{})
			if !errors.Is(err, ErrRefused) || !strings.HasSuffix(fmt.Sprint(err), ": "+want) {
				t.Errorf("%s(%s): %v, want %s", name, address, err, want)
			}
			if strings.Contains(fmt.Sprint(err), "secret") {
				t.Errorf("%s(%s) tells the password: %v", name, address, err)
			}
		}
	}
}

func mustParse(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

// TestDial checks the address that a name has come to: the last gate, which redirects and rebinding names must pass.
func TestDial(t *testing.T) {
	s := httptest.NewServer(text("<rss/>"))
	defer s.Close()
	c := &Client{}
	c.once.Do(c.start)
	_, err := c.dial(context.Background(), "tcp", "localhost:"+mustParse(s.URL).Port())
	if !errors.Is(err, ErrRefused) || !strings.HasPrefix(cause(err), "private address ") {
		t.Errorf("dial of a name of loopback: %v", err)
	}
	c.AllowPrivate = true
	conn, err := c.dial(context.Background(), "tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatalf("dial with AllowPrivate: %v", err)
	}
	conn.Close()
}

// proxied starts a proxy on loopback that answers for every host, and a client whose environment names it.
func proxied(t *testing.T, h http.HandlerFunc) *Client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	for _, name := range []string{"http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"} {
		t.Setenv(name, "")
	}
	t.Setenv("HTTP_PROXY", s.URL)
	return &Client{Delay: -1, Cache: t.TempDir()}
}

// TestProxy reads through a proxy at a private address, which only the environment may name.
func TestProxy(t *testing.T) {
	var c *Client
	proxy := ""
	c = proxied(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.String() {
		case "http://courrier.example/rss":
			fmt.Fprint(w, "<rss/>")
		case "http://courrier.example/to-private":
			http.Redirect(w, r, "http://192.168.1.1/admin", http.StatusFound)
		case "http://courrier.example/to-proxy":
			http.Redirect(w, r, proxy, http.StatusFound)
		default:
			t.Errorf("%s was asked for", r.URL)
		}
	})
	c.once.Do(c.start)
	for addr := range c.proxies {
		proxy = "http://" + addr + "/"
	}
	if r, err := c.Feed(context.Background(), "http://courrier.example/rss"); err != nil || string(r.Body) != "<rss/>" {
		t.Errorf("Feed through the proxy = %q, %v", r.Body, err)
	}
	for _, path := range []string{"to-private", "to-proxy"} {
		if _, err := c.Feed(context.Background(), "http://courrier.example/"+path); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v, want a refusal", path, err)
		}
	}
}

// TestRedirectToPrivate follows a redirect of a public site into the house.
func TestRedirectToPrivate(t *testing.T) {
	for _, to := range []string{"http://127.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://169.254.169.254/latest/meta-data/"} {
		c := proxied(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusMovedPermanently) })
		r, err := c.Feed(context.Background(), "http://courrier.example/rss")
		if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "redirect to "+to+": private address ") || r.Moved != "" {
			t.Errorf("redirect to %s: %+v, %v", to, r, err)
		}
	}
}

// TestProxyRefuses asks a proxy for a tunnel that it does not give.
func TestProxyRefuses(t *testing.T) {
	c := proxied(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) })
	t.Setenv("HTTPS_PROXY", os.Getenv("HTTP_PROXY"))
	_, err := c.Feed(context.Background(), "https://courrier.example/rss")
	if want := "GET https://courrier.example/rss: the proxy answers 403 Forbidden"; fmt.Sprint(err) != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// TestOffline: without a network, a hundred feeds must not take a hundred times ten seconds.
func TestOffline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tried := 0
		c := &Client{transport: recorder(func(r *http.Request) (*http.Response, error) {
			tried++
			time.Sleep(10 * time.Second)
			return nil, &net.DNSError{Err: "server misbehaving", Name: r.URL.Host, IsTemporary: true}
		})}
		last := ""
		for n := range 100 {
			_, err := c.Feed(context.Background(), fmt.Sprintf("https://courrier%d.example/rss", n))
			if last = fmt.Sprint(err); n == 0 && last != "GET https://courrier0.example/rss: name not resolved" {
				t.Errorf("first error %v", err)
			}
		}
		if tried != noNetwork || last != "GET https://courrier99.example/rss: not tried, there is no network" {
			t.Errorf("%d were tried, want %d; last error %s", tried, noNetwork, last)
		}
	})
}
