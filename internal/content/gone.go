package content

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
	"saison/internal/yamlfile"
)

var errOtherHand = errors.New("not as saison writes it: write one key a line")

// MarkGone notes on an article of an incident the day on which its page was found deleted. The article stays, and what it
// said still counts: one line is added to its entry and no other byte of the file changes. A mark that is there is kept.
func (c *Content) MarkGone(id, url string, day news.Date) error {
	in, ok := c.Incident(id)
	if !ok {
		return fmt.Errorf("no incident %q", id)
	}
	i := slices.IndexFunc(in.Articles, func(a news.Article) bool { return a.URL == url })
	if i < 0 {
		return fmt.Errorf("%s: no article %q", id, url)
	}
	if in.Articles[i].Gone != "" {
		return nil
	}
	f := c.files[id]
	text, err := addGone(f.articles, i, day)
	if err != nil {
		return fmt.Errorf("%s%s: %w", id, articlesSuffix, err)
	}
	// Read back, as a page is: nothing but what was meant may have changed.
	var r reader
	want, got := r.articles(id, []byte(f.articles)), r.articles(id, []byte(text))
	want[i].Gone = day
	if !reflect.DeepEqual(got, want) {
		return fmt.Errorf("%s%s: %w", id, articlesSuffix, errOtherHand)
	}
	f.articles, in.Articles = text, slices.Clone(in.Articles)
	in.Articles[i].Gone = day
	return nil
}

// addGone puts the mark below the line with the date of the i-th article.
func addGone(text string, i int, day news.Date) (string, error) {
	var tree yaml.Node
	if err := yaml.Unmarshal([]byte(text), &tree); err != nil {
		return "", err
	}
	root := yamlfile.Root(&tree)
	if root == nil || root.Kind != yaml.SequenceNode || i >= len(root.Content) {
		return "", errOtherHand
	}
	entry := root.Content[i]
	if entry.Kind != yaml.MappingNode || (root.Style|entry.Style)&yaml.FlowStyle != 0 {
		return "", errOtherHand
	}
	lines := strings.SplitAfter(text, "\n")
	at := yamlfile.Line(entry, "published")
	if last := lines[at-1]; !strings.HasSuffix(last, "\n") {
		lines[at-1] = last + "\n"
	}
	mark := strings.Repeat(" ", entry.Content[0].Column-1) + "gone: " + string(day) + "\n"
	return strings.Join(slices.Insert(lines, at, mark), ""), nil
}
