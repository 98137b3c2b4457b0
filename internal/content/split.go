package content

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
	"saison/internal/yamlfile"
)

// Split takes articles out of an incident into a new one with the given ID and sector; the two are remembered as
// different. What a person set in the first stays there, and is not carried over.
func (c *Content) Split(id, newID, sector string, urls []string, why string) error {
	in, ok := c.Incident(id)
	if !ok {
		return fmt.Errorf("no incident %q", id)
	}
	moved, err := ArticlesOf(*in, urls)
	if err != nil {
		return err
	}
	for _, a := range moved {
		in, _ := c.Incident(id)
		if err := c.takeOut(id, slices.IndexFunc(in.Articles, func(x news.Article) bool { return x.URL == a.URL })); err != nil {
			return err
		}
		a.Kept = nil
		if err := c.Join(newID, a, sector); err != nil {
			return err
		}
	}
	return c.Differ(id, newID, why)
}

// ArticlesOf returns the articles of an incident that addresses name. One at least must stay, or a source that a person gave.
func ArticlesOf(in news.Incident, urls []string) ([]news.Article, error) {
	var named []news.Article
	for _, a := range in.Articles {
		if slices.Contains(urls, a.URL) {
			named = append(named, a)
		}
	}
	for _, u := range urls {
		switch {
		case slices.ContainsFunc(named, func(a news.Article) bool { return a.URL == u }):
		case slices.ContainsFunc(in.Sources, func(s news.Source) bool { return s.URL == u }):
			return nil, fmt.Errorf("%s is one of the sources: that a person gave in %s.md: move it by hand", u, in.ID)
		default:
			return nil, fmt.Errorf("%s: no article %q", in.ID, u)
		}
	}
	if len(named) == len(in.Articles) && len(in.Sources) == 0 {
		return nil, fmt.Errorf("%s: nothing would be left of it", in.ID)
	}
	return named, nil
}

// Differ notes that two incidents must never be one.
func (c *Content) Differ(a, b, why string) error {
	if c.Excluded.Apart(a, b) {
		return nil
	}
	c.Excluded.Different = append(c.Excluded.Different, Pair{a, b, why})
	return c.exclude("different", [2]string{"ids", ""}, [2]string{"why", why}, [2]string{a, b})
}

// Apart reports whether people called two incidents different.
func (e Excluded) Apart(a, b string) bool {
	return slices.ContainsFunc(e.Different, func(p Pair) bool { return p.A == a && p.B == b || p.A == b && p.B == a })
}

// takeOut removes the i-th article of an incident; fields that nobody holds follow.
func (c *Content) takeOut(id string, i int) error {
	was, f := *c.mustIncident(id), c.files[id]
	articles, err := cutItem(f.articles, i)
	if err != nil {
		return err
	}
	err = c.edit(id, func(page *yamlfile.Page, in *news.Incident) error {
		hand := byHand(*in)
		in.Articles = slices.Delete(slices.Clone(in.Articles), i, i+1)
		if in.Review == "done" || len(in.Articles) == 0 {
			return nil
		}
		return follow(page, in, folded(in.Articles), hand)
	})
	if err != nil {
		return err
	}
	in := c.mustIncident(id)
	if len(in.Articles) == 0 {
		f.articles = ""
		return nil
	}
	f.articles, err = keepNotes(articles, in, byHand(was))
	return err
}

// keepNotes writes onto the last article which fields a person held before another one was taken out, where no article
// notes it: the note went with that article, or the field may one day equal what the others tell.
func keepNotes(articles string, in *news.Incident, hand []string) (string, error) {
	lost := newlyHeld(*in, hand)
	if len(lost) == 0 {
		return articles, nil
	}
	last := len(in.Articles) - 1
	in.Articles = slices.Clone(in.Articles)
	in.Articles[last].Kept = append(slices.Clone(in.Articles[last].Kept), lost...)
	in.ByHand = byHand(*in)
	entry, err := encodeArticle(in.Articles[last])
	if err != nil {
		return "", err
	}
	head, err := cutItem(articles, last)
	if err != nil {
		return "", err
	}
	return addEntry(in.ID, head, string(entry))
}

func (c *Content) mustIncident(id string) *news.Incident {
	in, _ := c.Incident(id)
	return in
}

// cutItem removes the i-th item of a list, with its lines.
func cutItem(text string, i int) (string, error) {
	var tree yaml.Node
	if err := yaml.Unmarshal([]byte(text), &tree); err != nil {
		return "", err
	}
	root := yamlfile.Root(&tree)
	if root == nil || root.Kind != yaml.SequenceNode || root.Style&yaml.FlowStyle != 0 || i < 0 || i >= len(root.Content) {
		return "", errUnsafe
	}
	lines := strings.SplitAfter(text, "\n")
	first, last := root.Content[i].Line-1, len(lines)
	if i+1 < len(root.Content) {
		last = root.Content[i+1].Line - 1
	}
	return strings.Join(lines[:first], "") + strings.Join(lines[last:], ""), nil
}
