package weburl

import (
	"slices"
	"strings"
)

// Key returns the key under which two addresses are one article: no scheme, no www., m. or amp. before the host,
// no AMP path, no final slash, parameters sorted. It is not an address. Empty when raw has no canonical address.
func Key(raw string) string {
	s := Canonical(unwrapAMP(raw))
	if s == "" {
		return ""
	}
	_, s, _ = strings.Cut(s, "://")
	s, query, _ := strings.Cut(s, "?")
	host, path, _ := strings.Cut(s, "/")
	key := bareHost(host) + barePath(path)
	if q := sortedQuery(query); q != "" {
		key += "?" + q
	}
	return key
}

// unwrapAMP returns the publisher's address of a page kept by an AMP cache:
// https://courrier-example.cdn.ampproject.org/c/s/courrier.example/a is https://courrier.example/a.
func unwrapAMP(raw string) string {
	s := Canonical(raw)
	_, rest, _ := strings.Cut(s, "://")
	host, path, _ := strings.Cut(rest, "/")
	switch {
	case strings.HasSuffix(host, ".cdn.ampproject.org"):
		for _, kind := range []string{"c/", "v/"} {
			if inner, ok := strings.CutPrefix(path, kind); ok {
				return withScheme(inner)
			}
		}
	case strings.HasPrefix(host, "www.google."):
		if inner, ok := strings.CutPrefix(path, "amp/"); ok {
			return withScheme(inner)
		}
	}
	return s
}

func withScheme(inner string) string {
	if secure, ok := strings.CutPrefix(inner, "s/"); ok {
		return "https://" + secure
	}
	return "http://" + inner
}

// bareHost keeps two labels at least: m.example is a host of its own.
func bareHost(host string) string {
	for again := true; again; {
		again = false
		for _, prefix := range hostPrefixes {
			if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
				host, again = rest, true
			}
		}
	}
	return host
}

func barePath(path string) string {
	path = strings.TrimRight(path, "/")
	if rest, ok := strings.CutSuffix(path, ".amp.html"); ok {
		path = rest + ".html"
	}
	for _, suffix := range []string{"/amp", ".amp", "/amp.html"} {
		path = strings.TrimSuffix(path, suffix)
	}
	path = strings.TrimPrefix(path, "amp/")
	if path = strings.TrimRight(path, "/"); path == "" || path == "amp" {
		return ""
	}
	return "/" + path
}

func sortedQuery(query string) string {
	if query == "" {
		return ""
	}
	pairs := strings.Split(query, "&")
	pairs = slices.DeleteFunc(pairs, isAMP)
	slices.Sort(pairs)
	return strings.Join(slices.Compact(pairs), "&")
}

func isAMP(pair string) bool {
	name, value, _ := strings.Cut(pair, "=")
	values, ok := ampNames[strings.ToLower(name)]
	return ok && (values == nil || slices.Contains(values, strings.ToLower(value)))
}
