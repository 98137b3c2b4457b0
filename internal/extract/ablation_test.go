package extract

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// steps are the parts of readText, to tell what each of them buys.
type steps struct {
	name                                            string
	shiori, container, tidy, rescue, choose, jsonld bool
	readers                                         []reader
}

var ablation = []steps{
	{name: "readeck v2 alone"},
	{name: "go-shiori alone", shiori: true},
	{name: "go-shiori + clean-up", shiori: true, container: true, tidy: true},
	{name: "readeck v2 + containers", container: true},
	{name: "readeck v2 + clean-up", container: true, tidy: true},
	{name: "… + rescue", container: true, tidy: true, rescue: true},
	{name: "… + agreement", container: true, tidy: true, rescue: true, choose: true, readers: readers},
	{name: "… + JSON-LD (all)", container: true, tidy: true, rescue: true, choose: true, readers: readers, jsonld: true},
	{name: "all, readeck v2 silent", container: true, tidy: true, rescue: true, choose: true, jsonld: true, readers: []reader{silent, byShiori}},
	{name: "all, both silent", container: true, tidy: true, rescue: true, choose: true, jsonld: true, readers: []reader{silent, silent}},
	{name: "all but clean-up", container: true, rescue: true, choose: true, readers: readers, jsonld: true},
	{name: "all but containers", tidy: true, rescue: true, choose: true, readers: readers, jsonld: true},
	{name: "all but rescue", container: true, tidy: true, choose: true, readers: readers, jsonld: true},
}

// silent is an extractor that finds nothing.
func silent(*html.Node, *url.URL) map[mark]bool { return nil }

func (s steps) text(page []byte, contentType, pageURL string) string {
	doc, err := html.Parse(strings.NewReader(decode(page, contentType)))
	if err != nil {
		return ""
	}
	base := parseURL(pageURL)
	m := readMeta(doc, base)
	if !s.jsonld {
		m.body = ""
	}
	blocks, o := cut(find(doc, atom.Body), base)
	if s.container {
		byContainer(blocks, o, m.titles)
		byConsent(blocks)
	}
	var kept opinion
	switch {
	case s.choose:
		kept = choose(doc, base, blocks, o, &m, s.readers)
	case s.shiori:
		kept = marked(blocks, byShiori(doc, base))
	default:
		kept = marked(blocks, byReadeck(doc, base))
	}
	for i := range blocks {
		blocks[i].kept = kept[i]
	}
	inside := inBody(blocks, m.body)
	if s.rescue {
		rescue(blocks, o, inside)
		if leadLangs[guess(blocks)] {
			lead(blocks, o, &m)
		}
	}
	if s.tidy {
		tidy(blocks, o, &m, inside)
	}
	return orBody(render(blocks), m.body)
}

func TestAblation(t *testing.T) {
	bench, own := readBench(t), readPages(t)
	fmt.Printf("%-26s %-34s %-8s %-34s\n", "", "benchmark", "empty", "our pages")
	for _, s := range ablation {
		var onBench, onOwn []score
		empty := 0
		for _, p := range bench {
			text := s.text(p.html, "", p.url)
			if text == "" {
				empty++
			}
			onBench = append(onBench, scoreOf(p.want, text))
		}
		for _, p := range own {
			onOwn = append(onOwn, scoreOf(p.text, s.text(p.html, p.facts["content-type"], p.facts["url"])))
		}
		fmt.Printf("%-26s %-34v %-8d %-34v\n", s.name, total(onBench), empty, total(onOwn))
	}
}
