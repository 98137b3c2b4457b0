package feed

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// line returns a text without markup, in one line of at most limit characters.
func line(s string, limit int) string { return strings.Join(paragraphs(s, limit), " ") }

// summary returns a description in one line, without what blog software adds below it.
func summary(s string) string {
	p := paragraphs(s, maxSummary)
	for len(p) > 0 && isFooter(p[len(p)-1]) {
		p = p[:len(p)-1]
	}
	return more.ReplaceAllString(strings.Join(p, " "), "")
}

var (
	// WordPress, in the languages we read.
	footer = regexp.MustCompile(`^(?:L[’']article .+ est apparu en premier sur|Cet article .+ est apparu en premier sur|Het bericht .+ verscheen eerst op|The post .+ (?:appeared first on|first appeared on)|Der Beitrag .+ erschien zuerst auf) `)
	more   = regexp.MustCompile(`\s*(?:\[(?:…|\.\.\.)\]|(?:Lire (?:la suite|l[’']article|plus)|En savoir plus|Lees (?:meer|verder)|Read more|Continue reading)\s*[.…»>→]*)\s*$`)
)

func isFooter(p string) bool { return footer.MatchString(p + " ") }

// paragraphs returns the text of HTML, a paragraph each, of at most limit characters in all. Text that was escaped twice
// is read twice.
func paragraphs(s string, limit int) []string {
	if len(s) > 20*limit+10_000 {
		s = s[:20*limit+10_000]
	}
	p := split(s)
	for range 2 {
		p = again(p)
	}
	return limited(p, limit)
}

// again reads the paragraphs that still hold markup.
func again(p []string) []string {
	var out []string
	for _, s := range p {
		if strings.ContainsAny(s, "<&") && twice.MatchString(s) {
			out = append(out, split(unescapeWith(s, nil))...)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// twice finds markup or references in what should be plain text by now.
var twice = regexp.MustCompile(`(?i)</?(?:p|br|div|a|b|i|em|strong|span|img|ul|ol|li|h[1-6]|figure|blockquote)(?:\s[^<>]*)?/?>|&(?:#\d{2,5}|#x[0-9a-f]{2,5}|[a-z]{2,8}[0-9]?);`)

// split reads HTML. Without any tag, blank lines part paragraphs.
func split(s string) []string {
	var w writer
	if !strings.Contains(s, "<") {
		for part := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
			w.text(html.UnescapeString(part))
			w.end()
		}
		return w.done
	}
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := 0 // inside script, style and the like
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			w.end()
			return w.done
		case html.TextToken:
			if hidden == 0 {
				w.text(html.UnescapeString(string(z.Raw())))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			switch {
			case isHidden(tag) && kind == html.StartTagToken:
				hidden++
			case isHidden(tag) && kind == html.EndTagToken:
				hidden = max(0, hidden-1)
			case hidden > 0:
			case tag == 0 && !known(name):
				w.text(raw) // "Fuite chez <Dupont>" is no markup
			case !isInline(tag):
				w.end()
			}
		}
	}
}

// known reports elements that are markup although HTML has none such: Office's, custom and namespaced ones.
func known(name []byte) bool { return strings.ContainsAny(string(name), ":-") }

func isHidden(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Template, atom.Object, atom.Svg, atom.Head, atom.Textarea, atom.Select:
		return true
	}
	return false
}

func isInline(tag atom.Atom) bool {
	switch tag {
	case 0, atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em,
		atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike,
		atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr:
		return true
	}
	return false
}

// writer gathers words into paragraphs.
type writer struct {
	done  []string
	now   strings.Builder
	space bool
}

func (w *writer) text(s string) {
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			w.space = true
		case r == '\u00ad', r == '\u200b', r == '\ufeff', r == '\ufffd', unicode.IsControl(r):
		case '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069': // turns what follows around
		default:
			if w.space && w.now.Len() > 0 {
				w.now.WriteByte(' ')
			}
			w.space = false
			w.now.WriteRune(r)
		}
	}
}

func (w *writer) end() {
	if w.now.Len() > 0 {
		w.done = append(w.done, norm.NFC.String(w.now.String()))
	}
	w.now.Reset()
	w.space = false
}

// limited cuts paragraphs to a number of characters in all, at a word.
func limited(p []string, limit int) []string {
	for i, s := range p {
		n := 0
		for at := range s {
			if n == limit {
				if cut := strings.LastIndexByte(s[:at], ' '); cut > at/2 {
					at = cut
				}
				return append(p[:i:i], strings.TrimSpace(s[:at])+"…")
			}
			n++
		}
		if limit -= n; limit <= 0 {
			return p[:i+1]
		}
	}
	return p
}
