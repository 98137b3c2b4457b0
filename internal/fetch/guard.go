package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// newTransport returns the only way to the network: its dialer looks at each address after name resolution.
func (c *Client) newTransport() *http.Transport {
	env := httpproxy.FromEnvironment()
	c.proxies = map[string]bool{}
	for _, s := range []string{env.HTTPProxy, env.HTTPSProxy} {
		if addr := proxyAddr(s); addr != "" {
			c.proxies[addr] = true
		}
	}
	proxy := env.ProxyFunc()
	return &http.Transport{
		Proxy:                  func(req *http.Request) (*url.URL, error) { return proxy(req.URL) },
		OnProxyConnectResponse: checkConnect,
		DialContext:            c.dial,
		DisableCompression:     true, // ours has a limit
		ForceAttemptHTTP2:      true,
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
	}
}

// checkConnect tells the refusal of a proxy from that of a server.
func checkConnect(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the proxy answers %w", statusError(resp.StatusCode))
	}
	return nil
}

func proxyAddr(s string) string {
	if s != "" && !strings.Contains(s, "://") {
		s = "http://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return ""
	}
	port := or(u.Port(), map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme])
	return net.JoinHostPort(u.Hostname(), port)
}

func (c *Client) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second}
	if !c.AllowPrivate && !c.proxies[addr] {
		d.Control = func(_, address string, _ syscall.RawConn) error { return checkDial(address) }
	}
	return d.DialContext(ctx, network, addr)
}

func checkDial(address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return refusal("address " + address + " refused")
	}
	return checkAddr(ap.Addr())
}

func checkAddr(addr netip.Addr) error {
	if isPublic(addr) {
		return nil
	}
	return refusal("private address " + addr.String() + " refused")
}

// checkURL refuses what can be seen to be no address of the public web before any name is resolved.
func (c *Client) checkURL(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return refusal("scheme " + or(u.Scheme, "none") + " refused")
	}
	if u.User != nil {
		return refusal("credentials in the address refused")
	}
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if name == "" || u.Opaque != "" {
		return refusal("no host in the address")
	}
	if c.AllowPrivate {
		return nil
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		return refusal("port " + p + " refused")
	}
	if c.proxies[net.JoinHostPort(name, or(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme]))] {
		return refusal("address of the proxy refused")
	}
	return checkName(name)
}

func checkName(name string) error {
	if addr, err := netip.ParseAddr(name); err == nil {
		return checkAddr(addr)
	}
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case last == "localhost", last == "local", last == "internal", last == "onion":
		return refusal("private host " + name + " refused")
	case last != "" && strings.Trim(last, "0123456789") == "", strings.HasPrefix(last, "0x"):
		// 127.1, 0x7f.1 and 2130706433 are the loopback address to some resolvers and proxies.
		return refusal("host " + name + " refused")
	}
	return nil
}

// notPublic are the ranges that netip does not know to be private, from the registries of IANA, and the addresses at
// which clouds serve secrets to their machines.
var notPublic = prefixes(
	"0.0.0.0/8",
	"100.64.0.0/10",    // carriers; 100.100.100.200 is Alibaba's metadata
	"168.63.129.16/32", // Azure's
	"192.0.0.0/24",
	"192.0.2.0/24",
	"192.88.99.0/24",
	"198.18.0.0/15",
	"198.51.100.0/24",
	"203.0.113.0/24",
	"240.0.0.0/4",
	"::/96",
	"64:ff9b:1::/48",
	"100::/64",
	"2001::/23", // Teredo, benchmarking, ORCHID
	"2001:db8::/32",
	"3fff::/20",
	"5f00::/16",
	"fec0::/10",
)

func prefixes(list ...string) []netip.Prefix {
	var p []netip.Prefix
	for _, s := range list {
		p = append(p, netip.MustParsePrefix(s))
	}
	return p
}

var (
	nat64     = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour = netip.MustParsePrefix("2002::/16")
)

// isPublic reports whether an address is one of the public internet, whatever way it is written.
func isPublic(addr netip.Addr) bool {
	if addr.Zone() != "" {
		return false
	}
	addr = addr.Unmap()
	b := addr.As16()
	switch {
	case nat64.Contains(addr):
		addr = netip.AddrFrom4([4]byte(b[12:16]))
	case sixToFour.Contains(addr):
		addr = netip.AddrFrom4([4]byte(b[2:6]))
	}
	if !addr.IsGlobalUnicast() || addr.IsPrivate() {
		return false
	}
	for _, p := range notPublic {
		if p.Contains(addr) {
			return false
		}
	}
	return true
}
