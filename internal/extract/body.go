package extract

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// declaredBody takes the blocks in the elements that the page itself calls the body of the article: by itemprop, else
// by the class or id that most outlets use for it. Nil when there is none, or it holds no prose.
func declaredBody(blocks []block, o *outline) opinion {
	for _, says := range []func(*html.Node) bool{bodyByItemprop, bodyByClass} {
		body := make([]bool, len(o.nodes))
		for i, n := range o.nodes {
			body[i] = body[o.parent[i]] || says(n)
		}
		found := make(opinion, len(blocks))
		prose := false
		for i := range blocks {
			if b := &blocks[i]; b.dropped == "" && body[b.at] {
				found[i] = true
				prose = prose || b.isProse()
			}
		}
		if prose {
			return found
		}
	}
	return nil
}

func bodyByItemprop(n *html.Node) bool {
	p := attr(n, "itemprop")
	return p == "articleBody" || p == "text articleBody" || p == "articleBody text"
}

func bodyByClass(n *html.Node) bool {
	return inClass(words(attr(n, "class")), bodyWords) || inClass(words(attr(n, "id")), bodyWords)
}

// inBody takes the blocks whose text stands in the articleBody that the page declares.
func inBody(blocks []block, body string) opinion {
	all := letters(bodyText(body))
	o := make(opinion, len(blocks))
	if all == "" {
		return o
	}
	from := 0
	for i := range blocks {
		l := letters(blocks[i].text)
		if l == "" {
			continue
		}
		// Short lines are looked for after the last one found, or "2019" is everywhere.
		if j := strings.Index(all[from:], l); j >= 0 {
			o[i] = true
			if len(l) > 40 {
				from += j + len(l)
			}
		} else if len(l) > 40 && strings.Contains(all, l) {
			o[i] = true
		}
	}
	return o
}

// bodyText returns an articleBody as paragraphs; some outlets put HTML there.
func bodyText(s string) string {
	s = html.UnescapeString(s)
	if strings.Contains(s, "</") || strings.Contains(s, "<br") {
		doc, err := html.Parse(strings.NewReader(s))
		if err != nil {
			return ""
		}
		blocks, _ := cut(doc, &url.URL{})
		for i := range blocks {
			blocks[i].kept = true
		}
		return render(blocks)
	}
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = squeeze(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n\n")
}

// letters drops all but letters and numbers, so that blanks and quotes do not hide what is the same.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
