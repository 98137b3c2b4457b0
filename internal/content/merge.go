package content

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
	"saison/internal/yamlfile"
)

// Merge makes of two incidents one: the articles, the sources, the history, the reply, the text of b and what a person
// set in it go to a, and b's files go; its ID is remembered as another name of a. A value of b for which a has another
// one stays in a's page as a comment, and so do b's own comments.
func (c *Content) Merge(a, b, why string) error {
	from, ok := c.Incident(b)
	if !ok || a == b {
		return fmt.Errorf("no other incident %q", b)
	}
	if c.Excluded.Apart(a, b) {
		return fmt.Errorf("%s and %s are different in %s: remove that line first", a, b, excludedName)
	}
	gone, page := *from, c.files[b].page
	for _, art := range gone.Articles {
		if in, ok := c.Incident(a); !ok || slices.ContainsFunc(in.Articles, func(x news.Article) bool { return x.URL == art.URL }) {
			continue
		}
		if err := c.Join(a, art, gone.Sector); err != nil {
			return err
		}
	}
	m := merging{gone: gone, comments: comments(page)}
	if err := c.edit(a, m.into); err != nil {
		return err
	}
	if err := c.keepHeld(a, gone); err != nil {
		return err
	}
	c.remove(b)
	c.Excluded.Same = append(c.Excluded.Same, Pair{a, b, why})
	return c.exclude("same", [2]string{"ids", ""}, [2]string{"why", why}, [2]string{a, b})
}

// keepHeld notes in an incident what a person held in one that goes into it and what is the same in both: it would be
// taken for the machine's own value, and follow the next article.
func (c *Content) keepHeld(id string, gone news.Incident) (err error) {
	in, f := c.mustIncident(id), c.files[id]
	if len(in.Articles) == 0 {
		return nil
	}
	held := slices.DeleteFunc(byHand(gone), func(key string) bool {
		return key == "review" || !sameValue(nodeOf(gone, key), nodeOf(*in, key))
	})
	f.articles, err = keepNotes(f.articles, in, held)
	return err
}

// merging carries what people wrote in an incident that goes over to the one that stays.
type merging struct {
	gone     news.Incident
	comments []string // of its front matter, without the #
}

func (m merging) into(page *yamlfile.Page, in *news.Incident) (err error) {
	for _, s := range m.gone.Sources {
		if slices.ContainsFunc(in.Sources, func(x news.Source) bool { return x.URL == s.URL }) {
			continue
		}
		if page.Front, err = yamlfile.Append(page.Front, "sources", encodeSource(s)); err != nil {
			return err
		}
		in.Sources = append(slices.Clone(in.Sources), s)
	}
	for _, h := range m.gone.History {
		if page.Front, err = yamlfile.Append(page.Front, "history", encodeChange(h)); err != nil {
			return err
		}
		in.History = append(slices.Clone(in.History), h)
	}
	other, err := m.facts(page, in)
	if err != nil {
		return err
	}
	text := m.gone.Text
	switch {
	case m.gone.Reply == in.Reply:
	case in.Reply == "":
		in.Reply = m.gone.Reply
		if page.Front, err = yamlfile.Set(page.Front, []yamlfile.Field{{Key: "reply", Value: m.gone.Reply}}); err != nil {
			return err
		}
	default:
		text = strings.TrimSpace(text + "\n\n" + m.gone.Reply)
	}
	if text != "" {
		page.Body = strings.TrimRight(page.Body, "\n") + "\n\n" + text + "\n"
		in.Text = strings.TrimSpace(page.Body)
	}
	page.Front = addComments(page.Front, m.gone.ID, append(other, m.comments...))
	return nil
}

// facts takes over the fields that a person set: a list gains what it lacks, a blank is filled. It returns the values
// that have no place, for another one stands there.
func (m merging) facts(page *yamlfile.Page, in *news.Incident) (other []string, err error) {
	hand := heldFields(m.gone)
	if m.gone.Sector != "" {
		hand = append(hand, "sector")
	}
	var set []yamlfile.Field
	for _, key := range hand {
		node, had := nodeOf(m.gone, key), nodeOf(*in, key)
		switch {
		case node == nil || key == "review" || sameValue(node, had):
			continue
		case key == "countries":
			in.Countries = with(in.Countries, m.gone.Countries)
		case key == "data_types":
			in.DataTypes = with(in.DataTypes, m.gone.DataTypes)
		case key == "regulator":
			in.Regulator = with(in.Regulator, m.gone.Regulator)
		case had == nil:
			if err := setValue(in, key, []string{node.Value}); err != nil {
				return nil, err
			}
		default:
			text, err := yamlfile.Encode(node)
			if err != nil {
				return nil, err
			}
			other = append(other, key+": "+strings.TrimSpace(string(text)))
			continue
		}
		set = append(set, yamlfile.Field{Key: key, Value: valueOf(nodeOf(*in, key))})
	}
	page.Front, err = yamlfile.Set(page.Front, set)
	return other, err
}

func sameValue(a, b *yaml.Node) bool {
	x, _ := yamlfile.Encode(a)
	y, _ := yamlfile.Encode(b)
	return string(x) == string(y)
}

func with(values, more []string) []string {
	values = slices.Clone(values)
	for _, v := range more {
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// comments returns those of a page's front matter.
func comments(text string) []string {
	page, ok := yamlfile.Split([]byte(text))
	if !ok {
		return nil
	}
	return yamlfile.Comments(page.Front)
}

// addComments ends front matter with lines about the incident that went into it.
func addComments(front, id string, lines []string) string {
	if len(lines) == 0 {
		return front
	}
	eol := "\n"
	if strings.Contains(front, "\r\n") {
		eol = "\r\n"
	}
	if front != "" && !strings.HasSuffix(front, "\n") {
		front += eol
	}
	for _, line := range lines {
		front += "# " + id + ": " + line + eol
	}
	return front
}
