// Package weburl gives one spelling to the address of an article. In comes any address of the web, out comes the
// absolute http or https address to store and publish, or a looser key under which the variants of one article meet.
// What is not a plain address of the web (another scheme, no host, credentials) comes out as nothing.
// A parameter is only dropped when it is known to name the reader's way to the page: what is unknown may be the
// article's identity, and stays.
package weburl

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// MaxLen is the longest address that is kept, in bytes: longer ones are traps or mistakes.
const MaxLen = 2048

// Canonical returns the address without fragment, tracking parameters and default port, its host in lower-case ASCII
// and its escapes in one spelling; empty when raw is not an absolute http or https address without credentials.
// Canonical(Canonical(raw)) is Canonical(raw).
func Canonical(raw string) string {
	u := parse(raw)
	if u == nil {
		return ""
	}
	s := u.Scheme + "://" + u.Host + escape(u.EscapedPath(), pathSafe)
	if q := cleanQuery(u.RawQuery); q != "" {
		s += "?" + q
	}
	if len(s) > MaxLen {
		return ""
	}
	return s
}

func parse(raw string) *url.URL {
	raw = strings.Trim(raw, " \t\r\n\v\f\u00a0\ufeff\u200b")
	raw = unfold(raw)
	if len(raw) > 2*MaxLen {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil || u.User != nil || u.Opaque != "" {
		return nil
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	host := hostOf(u)
	if host == "" {
		return nil
	}
	u.Host = host
	if u.Path == "" {
		u.Path, u.RawPath = "/", ""
	}
	return u.ResolveReference(u) // takes the dots out of the path
}

// unfold joins the lines of an address that a feed has folded; tabs go, as in browsers.
func unfold(raw string) string {
	if !strings.ContainsAny(raw, "\t\r\n") {
		return raw
	}
	lines := strings.FieldsFunc(raw, func(r rune) bool { return r == '\t' || r == '\r' || r == '\n' })
	for i := range lines {
		lines[i] = strings.Trim(lines[i], " ")
	}
	return strings.Join(lines, "")
}

// hostOf returns the host in lower-case ASCII, with its port unless it is the scheme's own; empty when it is none.
func hostOf(u *url.URL) string {
	host, port := strings.TrimSuffix(u.Hostname(), "."), u.Port()
	if strings.Contains(host, ":") {
		addr, err := netip.ParseAddr(host)
		if err != nil || addr.Zone() != "" {
			return ""
		}
		host = "[" + addr.String() + "]"
	} else if host = asciiHost(host); host == "" {
		return ""
	}
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return host
	}
	return host + ":" + port
}

func asciiHost(host string) string {
	if i := strings.IndexFunc(host, func(r rune) bool { return r >= 0x80 }); i >= 0 {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return ""
		}
		host = ascii
	}
	host = strings.ToLower(host)
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 {
			return ""
		}
		for _, c := range []byte(label) {
			if c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
				return ""
			}
		}
	}
	return host
}

// Bytes that stand as they are, beside letters and digits.
const (
	unreserved = "-._~"
	pathSafe   = unreserved + "/!$&'()*+,;=:@"
	querySafe  = pathSafe + "?[]|"
)

// escape gives every escape of s one spelling: hexadecimal in capitals, none where none is needed.
func escape(s, safe string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, escaped := s[i], false
		if c == '%' && i+2 < len(s) {
			if hi, lo := unhex(s[i+1]), unhex(s[i+2]); hi >= 0 && lo >= 0 {
				c, escaped = byte(hi<<4|lo), true
				i += 2
			}
		}
		keep := safe
		if escaped {
			keep = unreserved // %2F is not a slash, %26 no separator
		}
		if alphanumeric(c) || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// cleanQuery drops tracking parameters and keeps the others, in their order.
func cleanQuery(raw string) string {
	var kept []string
	for pair := range strings.SplitSeq(raw, "&") {
		for strings.HasPrefix(pair, "amp;") { // feeds that escape twice: ?a=1&amp;b=2
			pair = pair[len("amp;"):]
		}
		pair = escape(pair, querySafe)
		if name, value, _ := strings.Cut(pair, "="); pair != "" && !isTracking(name, value) {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(name, value string) bool {
	name = strings.ToLower(name)
	if tracking[name] {
		return true
	}
	for _, prefix := range trackingPrefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return wayNames[name] && isWay(strings.ToLower(value))
}

// isWay reports whether a value names a way to the page, alone or as the first word: "rss", "newsletter_matin".
func isWay(value string) bool {
	first, _, _ := strings.Cut(strings.NewReplacer("-", "_", ".", "_", "%20", "_", "+", "_").Replace(value), "_")
	return ways[first]
}
