package content

import (
	"errors"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
	"saison/internal/yamlfile"
)

// field is one key of an incident's .md that the fold of the articles keeps up to date until a person changes it.
type field struct {
	key  string
	node func(news.Incident) *yaml.Node // its value as it is written; nil is blank
}

var fields = []field{
	{"organisations", func(i news.Incident) *yaml.Node { return list(i.Organisations) }},
	{"countries", func(i news.Incident) *yaml.Node { return list(i.Countries) }},
	{"published", func(i news.Incident) *yaml.Node { return scalar(string(i.Published)) }},
	{"breach_date", func(i news.Incident) *yaml.Node { return scalar(string(i.BreachDate)) }},
	{"people", func(i news.Incident) *yaml.Node { return number(i.People) }},
	{"people_claimed", func(i news.Incident) *yaml.Node { return number(i.PeopleClaimed) }},
	{"data_types", func(i news.Incident) *yaml.Node { return list(i.DataTypes) }},
	{"status", func(i news.Incident) *yaml.Node { return scalar(i.Status) }},
	{"cause", func(i news.Incident) *yaml.Node { return scalar(i.Cause) }},
	{"via", func(i news.Incident) *yaml.Node { return scalar(i.Via) }},
	{"regulator", func(i news.Incident) *yaml.Node { return list(i.Regulator) }},
	{"review", func(i news.Incident) *yaml.Node { return scalar(i.Review) }},
}

func list(values []string) *yaml.Node {
	if len(values) == 0 {
		return nil
	}
	return yamlfile.Flow(values)
}

func scalar(s string) *yaml.Node {
	if s == "" {
		return nil
	}
	return yamlfile.Text(s)
}

func number(n int) *yaml.Node {
	if n == 0 {
		return nil
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(n)}
}

// same reports whether a field has the same value in two incidents.
func (f field) same(a, b news.Incident) bool {
	x, _ := yamlfile.Encode(f.node(a))
	y, _ := yamlfile.Encode(f.node(b))
	return string(x) == string(y)
}

func folded(articles []news.Article) news.Incident {
	facts, review := Fold(articles)
	return news.Incident{Facts: facts, Review: review}
}

// byHand returns the fields that a person set: those that were held when an article joined, and those that differ now
// from what the articles tell.
func byHand(in news.Incident) []string {
	if len(in.Articles) == 0 {
		return nil
	}
	var hand []string
	told := folded(in.Articles)
	for _, f := range fields {
		kept := slices.ContainsFunc(in.Articles, func(a news.Article) bool { return slices.Contains(a.Kept, f.key) })
		if kept || !f.same(in, told) {
			hand = append(hand, f.key)
		}
	}
	return hand
}

// Join adds an article to the incident with an ID, which begins with it where there is none, in the given sector. Fields
// that nobody touched follow what the articles now tell; the others stay for ever, and with review: done all do.
func (c *Content) Join(id string, a news.Article, sector string) error {
	in, ok := c.Incident(id)
	if !ok {
		return c.begin(id, a, sector)
	}
	f := c.files[id]
	before, hand := *in, heldFields(*in)
	a.Kept = newlyHeld(*in, hand)
	after := before
	after.Articles = append(slices.Clone(in.Articles), a)
	told := folded(after.Articles)
	page, ok := yamlfile.Split([]byte(f.page))
	if !ok {
		return fmt.Errorf("%s.md: no front matter", id)
	}
	if before.Review != "done" {
		if err := follow(&page, &after, told, hand); err != nil {
			return fmt.Errorf("%s.md: %v", id, err)
		}
	}
	if err := tellStatus(&page, &after, folded(before.Articles), told, a, hand); err != nil {
		return fmt.Errorf("%s.md: %v", id, err)
	}
	if err := c.checkEdit(id, page, after); err != nil {
		return err
	}
	entry, err := encodeArticle(a)
	if err != nil {
		return err
	}
	articles, err := addEntry(id, f.articles, string(entry))
	if err != nil {
		return err
	}
	f.page, f.articles = string(page.Bytes()), articles
	after.ByHand = byHand(after)
	*in = after
	return nil
}

// heldFields returns the fields that a person holds, before a new article joins.
func heldFields(in news.Incident) []string {
	if len(in.Articles) > 0 {
		return byHand(in)
	}
	var hand []string // an entry written by hand: all that it says
	for _, f := range fields {
		if f.node(in) != nil {
			hand = append(hand, f.key)
		}
	}
	return hand
}

// newlyHeld returns the held fields that no article noted yet. Without the note, a correction that one day equals what
// the articles tell would be taken for the machine's own value, and lost with the next article.
func newlyHeld(in news.Incident, hand []string) []string {
	return slices.DeleteFunc(slices.Clone(hand), func(key string) bool {
		return slices.ContainsFunc(in.Articles, func(a news.Article) bool { return slices.Contains(a.Kept, key) })
	})
}

// follow sets the fields nobody holds to what the articles tell.
func follow(page *yamlfile.Page, in *news.Incident, told news.Incident, hand []string) error {
	keep := *in
	in.Facts, in.Review = told.Facts, told.Review
	in.Sector = keep.Sector
	for _, key := range hand {
		restore(in, keep, key)
	}
	if in.ReportedEarly() { // a person holds one of the two: the other stays as it was
		in.Published = keep.Published
		if !slices.Contains(hand, "breach_date") {
			in.BreachDate = keep.BreachDate
		}
	}
	var set []yamlfile.Field
	for _, f := range fields {
		if !f.same(*in, keep) {
			set = append(set, yamlfile.Field{Key: f.key, Value: valueOf(f.node(*in))})
		}
	}
	front, err := yamlfile.Set(page.Front, set)
	if err != nil {
		return err
	}
	page.Front = front
	return nil
}

// valueOf keeps a nil node a nil interface.
func valueOf(n *yaml.Node) any {
	if n == nil {
		return nil
	}
	return n
}

func restore(in *news.Incident, keep news.Incident, key string) {
	switch key {
	case "organisations":
		in.Organisations = keep.Organisations
	case "countries":
		in.Countries = keep.Countries
	case "published":
		in.Published = keep.Published
	case "breach_date":
		in.BreachDate = keep.BreachDate
	case "people":
		in.People = keep.People
	case "people_claimed":
		in.PeopleClaimed = keep.PeopleClaimed
	case "data_types":
		in.DataTypes = keep.DataTypes
	case "status":
		in.Status = keep.Status
	case "cause":
		in.Cause = keep.Cause
	case "via":
		in.Via = keep.Via
	case "regulator":
		in.Regulator = keep.Regulator
	case "review":
		in.Review = keep.Review
	}
}

// tellStatus adds a line to history: when what the articles tell of the status has changed, unless a person holds the
// status of an entry that nobody closed with review: done, or withdrew the entry.
func tellStatus(page *yamlfile.Page, in *news.Incident, old, told news.Incident, a news.Article, hand []string) error {
	if told.Status == old.Status || in.Status == news.Withdrawn || len(in.Articles) == 1 && in.Status != "" || slices.Contains(hand, "status") && in.Review != "done" {
		return nil
	}
	h := news.Change{Date: a.Published, Status: told.Status, Source: a.URL}
	front, err := yamlfile.Append(page.Front, "history", encodeChange(h))
	if err != nil {
		return err
	}
	page.Front = front
	in.History = append(slices.Clone(in.History), h)
	return nil
}

var errUnsafe = errors.New("front matter cannot be changed without touching more than the field: write it as plain keys and values")

// checkEdit reads back what is about to be written: nothing but what was meant may have changed.
func (c *Content) checkEdit(id string, page yamlfile.Page, want news.Incident) error {
	r := &reader{}
	got, ok := r.page(id, id+".md", page.Bytes())
	got.Articles, got.ByHand = want.Articles, want.ByHand
	if !ok || !reflect.DeepEqual(plain(got), plain(want)) {
		return fmt.Errorf("%s.md: %w", id, errUnsafe)
	}
	return nil
}

// plain makes empty and absent lists alike.
func plain(in news.Incident) news.Incident {
	for _, l := range []*[]string{&in.Organisations, &in.Countries, &in.DataTypes, &in.Regulator, &in.ByHand} {
		if len(*l) == 0 {
			*l = nil
		}
	}
	if len(in.History) == 0 {
		in.History = nil
	}
	return in
}

func (c *Content) begin(id string, a news.Article, sector string) error {
	in := folded([]news.Article{a})
	in.ID, in.Sector, in.Articles = id, sector, []news.Article{a}
	entry, err := encodeArticle(a)
	if err != nil {
		return err
	}
	page, err := NewPage(in)
	if err != nil {
		return err
	}
	articles, err := addEntry(id, "", string(entry))
	if err != nil {
		return err
	}
	return c.add(in, string(page), articles)
}

// Add takes in an incident written by a person, whose page is given; it refuses an ID that is taken.
func (c *Content) Add(in news.Incident, page []byte) error {
	return c.add(in, string(page), "")
}

func (c *Content) add(in news.Incident, page, articles string) error {
	m := idShape.FindStringSubmatch(in.ID)
	if m == nil {
		return fmt.Errorf("%q is not an ID", in.ID)
	}
	if _, taken := c.files[in.ID]; taken {
		return fmt.Errorf("%s is already there", in.ID)
	}
	c.files[in.ID] = &file{folder: path.Join("incidents", m[1]), page: page, articles: articles}
	at, _ := slices.BinarySearchFunc(c.Incidents, in.ID, func(i news.Incident, id string) int { return strings.Compare(i.ID, id) })
	c.Incidents = slices.Insert(c.Incidents, at, in)
	return nil
}

// NewPage writes the .md of an incident that has none: every key an editor may want to fill, blank where unknown.
func NewPage(in news.Incident) ([]byte, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	put := func(key string, value *yaml.Node) {
		if value == nil {
			value = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
		}
		n.Content = append(n.Content, yamlfile.Text(key), value)
	}
	for _, f := range fields {
		value := f.node(in)
		if f.key == "people_claimed" && value == nil {
			continue
		}
		put(f.key, value)
		if f.key == "countries" {
			put("sector", scalar(in.Sector))
		}
	}
	if len(in.Sources) > 0 {
		sources := &yaml.Node{Kind: yaml.SequenceNode}
		for _, s := range in.Sources {
			sources.Content = append(sources.Content, encodeSource(s))
		}
		put("sources", sources)
	}
	if in.Reply != "" {
		put("reply", scalar(in.Reply))
	}
	front, err := yamlfile.Encode(n)
	if err != nil {
		return nil, err
	}
	text := "---\n" + string(front) + "---\n"
	if in.Text != "" {
		text += in.Text + "\n"
	}
	return []byte(text), nil
}

// addEntry returns an .articles.yaml with one more entry, written as the others are: a list that was set in by a hand or
// an editor stays so. Read back, it holds one article more.
func addEntry(id, articles, entry string) (string, error) {
	name := id + articlesSuffix
	before, err := entries(name, articles)
	if err != nil {
		return "", err
	}
	if len(before) == 0 {
		articles = onlyComments(articles)
	} else if indent := strings.Repeat(" ", before[0].Column-1-len("- ")); indent != "" {
		entry = indent + strings.ReplaceAll(strings.TrimSuffix(entry, "\n"), "\n", "\n"+indent) + "\n"
	}
	if articles == "" {
		articles = "# Written by saison collect. Corrections belong in " + id + ".md.\n"
	}
	if !strings.HasSuffix(articles, "\n") {
		articles += "\n"
	}
	articles += entry
	if after, err := entries(name, articles); err != nil || len(after) != len(before)+1 {
		return "", fmt.Errorf("%s: %w", name, errOtherHand)
	}
	return articles, nil
}

// entries returns the nodes of the articles of a file that nobody wrote in braces.
func entries(name, articles string) ([]*yaml.Node, error) {
	var list []articleFile
	tree, mistakes := yamlfile.Decode(name, 0, []byte(articles), &list)
	if err := mistakes.Err(); err != nil {
		return nil, err
	}
	root := yamlfile.Root(tree)
	if root == nil || len(root.Content) == 0 {
		return nil, nil
	}
	if root.Style&yaml.FlowStyle != 0 || root.Content[0].Style&yaml.FlowStyle != 0 {
		return nil, fmt.Errorf("%s: %w", name, errOtherHand)
	}
	return root.Content, nil
}

// onlyComments leaves the comments of a file without articles: an empty list may be written as [], null or nothing.
func onlyComments(text string) (kept string) {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			kept += line
		}
	}
	return kept
}
