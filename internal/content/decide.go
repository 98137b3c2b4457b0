package content

import (
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
	"saison/internal/yamlfile"
)

// Accept notes that a person read an incident: from now on the machine only adds to its history.
func (c *Content) Accept(id string) error {
	return c.edit(id, func(page *yamlfile.Page, in *news.Incident) (err error) {
		if len(in.Sources) == 0 && len(in.Articles) == 0 {
			return errors.New("no source: add one under sources: before it is published")
		}
		in.Review = "done"
		page.Front, err = yamlfile.Set(page.Front, []yamlfile.Field{{Key: "review", Value: "done"}})
		return err
	})
}

// edit changes an incident's .md, and makes sure that nothing else changed with it.
func (c *Content) edit(id string, change func(*yamlfile.Page, *news.Incident) error) error {
	in, ok := c.Incident(id)
	if !ok {
		return fmt.Errorf("no incident %q", id)
	}
	page, ok := yamlfile.Split([]byte(c.files[id].page))
	if !ok {
		return fmt.Errorf("%s.md: no front matter", id)
	}
	after := *in
	if err := change(&page, &after); err != nil {
		return fmt.Errorf("%s.md: %v", id, err)
	}
	if err := c.checkEdit(id, page, after); err != nil {
		return err
	}
	c.files[id].page = string(page.Bytes())
	after.ByHand = byHand(after)
	*in = after
	return nil
}

// Refuse keeps an incident out for ever: what was published is withdrawn, what was not is excluded. The note has the day,
// the reason of a withdrawal, and free words.
func (c *Content) Refuse(id string, note news.Change) error {
	if in, ok := c.Incident(id); ok && in.Shown() {
		return c.Withdraw(id, note)
	}
	return c.ExcludeIncident(id, spoken(note))
}

// spoken is why something is refused, in one line.
func spoken(note news.Change) string {
	switch {
	case note.Withdrawal == "" || note.Withdrawal == news.OtherReason && note.Reason != "":
		return note.Reason
	case note.Reason == "":
		return note.Withdrawal
	}
	return note.Withdrawal + ": " + note.Reason
}

// Withdraw takes a published incident off every list and count. Nothing is deleted: its page stays and says why, in one
// of the words of the taxonomy, and in free words where the note has them.
func (c *Content) Withdraw(id string, note news.Change) error {
	return c.edit(id, func(page *yamlfile.Page, in *news.Incident) error {
		if in.Status == news.Withdrawn {
			return errors.New("is withdrawn already")
		}
		note.Status, in.Status, in.Review = news.Withdrawn, news.Withdrawn, "done"
		front, err := yamlfile.Set(page.Front, []yamlfile.Field{{Key: "status", Value: in.Status}, {Key: "review", Value: in.Review}})
		if err != nil {
			return err
		}
		return addChange(page, in, front, note)
	})
}

// ExcludeIncident refuses an incident for ever: its files go, its ID and the reason stay. It is for what was never
// published; what was is withdrawn.
func (c *Content) ExcludeIncident(id, why string) error {
	if _, ok := c.Incident(id); !ok {
		return fmt.Errorf("no incident %q", id)
	}
	c.remove(id)
	c.Excluded.Incidents = append(c.Excluded.Incidents, Refusal{id, why})
	return c.exclude("incidents", [2]string{"id", id}, [2]string{"why", why})
}

func (c *Content) remove(id string) {
	delete(c.files, id)
	c.Incidents = slices.DeleteFunc(c.Incidents, func(in news.Incident) bool { return in.ID == id })
}

// ExcludeURL refuses an article for ever, and takes it out of the incidents that it is in. An incident that only it told
// of is refused with it: withdrawn where it was published, excluded unless a person wrote in it. It returns the incidents
// it was in.
func (c *Content) ExcludeURL(url string, note news.Change) (ids []string, err error) {
	for _, in := range slices.Clone(c.Incidents) {
		i := slices.IndexFunc(in.Articles, func(a news.Article) bool { return a.URL == url })
		if i < 0 {
			continue
		}
		ids = append(ids, in.ID)
		if len(in.Articles) == 1 && len(in.Sources) == 0 {
			if !in.Shown() && (len(in.ByHand) > 0 || in.Text != "" || in.Reply != "") {
				return nil, fmt.Errorf("%s holds what a person wrote and has no other source: add one, or exclude %s itself", in.ID, in.ID)
			}
			if in.Status != news.Withdrawn {
				if err := c.Refuse(in.ID, note); err != nil {
					return nil, err
				}
			}
			continue
		}
		if err := c.takeOut(in.ID, i); err != nil {
			return nil, err
		}
	}
	why := spoken(note)
	c.Excluded.URLs = append(c.Excluded.URLs, Refusal{url, why})
	return ids, c.exclude("urls", [2]string{"url", url}, [2]string{"why", why})
}

func encodeSource(s news.Source) *yaml.Node {
	return yamlfile.Map([2]string{"url", s.URL}, [2]string{"outlet", s.Outlet}, [2]string{"title", s.Title}, [2]string{"lang", s.Lang}, [2]string{"date", string(s.Date)})
}

func encodeChange(h news.Change) *yaml.Node {
	return yamlfile.Map([2]string{"date", string(h.Date)}, [2]string{"status", h.Status}, [2]string{"withdrawal", h.Withdrawal}, [2]string{"field", h.Field}, [2]string{"reason", h.Reason}, [2]string{"source", h.Source})
}

// exclude adds a line to excluded.yaml; what people wrote there stays. A pair of IDs comes third.
func (c *Content) exclude(key string, pairs ...[2]string) error {
	item := yamlfile.Map(pairs[:2]...)
	if len(pairs) > 2 {
		item.Content = append([]*yaml.Node{yamlfile.Text("ids"), yamlfile.Flow(pairs[2][:])}, item.Content...)
	}
	text, err := yamlfile.Append(c.excludedText, key, item)
	if err != nil {
		return fmt.Errorf("%s: %v", excludedName, err)
	}
	c.excludedText = text
	return nil
}

// excludedChange returns the change of excluded.yaml, if there is one.
func (c *Content) excludedChange() []File {
	if c.excludedText == c.was.excluded {
		return nil
	}
	f := File{Name: excludedName, New: []byte(c.excludedText)}
	if c.was.excluded != "" {
		f.Old = []byte(c.was.excluded)
	}
	return []File{f}
}
