package news

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// leakHosts are places that hold or sell leaked data, with their subdomains: to link there on purpose may itself be an
// offence (articles 323-3 and 321-1 of the French penal code; GS Media, C-160/15).
var leakHosts = []string{
	"anonfiles.com", "bayfiles.com", "breached.to", "breached.vc", "breachforums.bf", "breachforums.cx",
	"breachforums.hn", "breachforums.is", "breachforums.st", "breachforums.vc", "breachstars.bz", "cracked.io",
	"cracked.sh", "cracked.to", "darkforums.io", "darkforums.me", "darkforums.st", "demonforums.net", "doxbin.com",
	"doxbin.net", "doxbin.org", "dropmefiles.com", "exploit.in", "ghostbin.com", "gofile.io", "leakbase.cc",
	"leakbase.io", "leakbase.la", "mega.co.nz", "mega.nz", "nulled.to", "pastebin.com", "raidforums.com", "rentry.co",
	"sinister.ly", "t.me", "telegra.ph", "telegram.me", "xss.is", "xss.pro",
}

// LeakHost reports whether a host is one of those, or an onion service.
func LeakHost(host string) bool {
	host = strings.ToLower(strings.TrimRight(host, "."))
	return strings.HasSuffix(host, ".onion") || slices.ContainsFunc(leakHosts, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
}

// BadLink says why an address may not be stored or published; empty when it may.
func BadLink(raw string) (fact string) {
	u, err := url.Parse(raw)
	switch {
	case raw == "":
		return "no address"
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || strings.ContainsAny(raw, " \t\r\n<>\"\\"):
		return quote(raw) + " is not a web address"
	}
	switch host := u.Hostname(); {
	case strings.ContainsFunc(host, func(r rune) bool { return r >= utf8.RuneSelf }): // browsers read ｍega。nz as mega.nz
		return quote(host) + " is not written in ASCII: write it as xn--…"
	case LeakHost(host):
		return strings.ToLower(host) + " may hold leaked data: cite the press that speaks of it"
	}
	return ""
}

func quote(s string) string {
	if r := []rune(s); len(r) > 120 {
		s = string(r[:120]) + "…"
	}
	return `"` + strings.ToValidUTF8(strings.Map(printable, s), "?") + `"`
}

func printable(r rune) rune {
	if r < ' ' {
		return '?'
	}
	return r
}

// Cut returns a text of at most n characters, cut at a word and closed by an ellipsis where it is longer; white space is folded.
func Cut(s string, n int) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	short := string(r[:n-1])
	if i := strings.LastIndexByte(short, ' '); i > 0 && r[n-1] != ' ' {
		short = short[:i]
	}
	return strings.TrimRight(short, " ,;:.«(–-") + "…"
}
