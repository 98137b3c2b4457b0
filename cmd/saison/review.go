package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"saison/internal/content"
	"saison/internal/diag"
	"saison/internal/news"
	"saison/internal/sources"
	"saison/internal/weburl"
)

var reviewVerb = verb{
	name: "review", args: "[ID|URL…]", short: "the queue, and decisions on it",
	long: `Without a decision, lists what waits for a person: incidents that are not published yet, pairs that may be one, articles that
contradict what a person wrote, statuses that may have changed, withdrawals without a reason, links that are dead, advice past
its date of review, and sources that fail. Nothing is asked of the network: what is dead, the nights found out.
--markdown writes the list for an issue of a forge. A decision is kept in files, and every later run obeys it:

  saison review --accept ID…                a person read it: publish it, and let the machine only add to its history
  saison review --exclude URL… --why W      refuse an article for ever
  saison review --exclude ID… --why W       refuse an incident for ever; one that was published is withdrawn: its page stays
                                            and says why. W is "reason: words", with a reason of sources/taxonomy.yaml
                                            (withdrawals); where it names none, the reason is other
  saison review --merge A B --why W         two incidents are one: B goes into A
  saison review --different A B --why W     two incidents are never one
  saison review --split ID URL… --why W     take articles out of an incident into a new one`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		var d decision
		f.BoolVar(&d.accept, "accept", false, "accept the incidents named")
		f.BoolVar(&d.exclude, "exclude", false, "refuse the incidents or articles named; wants --why")
		f.BoolVar(&d.merge, "merge", false, "make one of the two incidents named; wants --why")
		f.BoolVar(&d.different, "different", false, "keep the two incidents named apart; wants --why")
		f.BoolVar(&d.split, "split", false, "take the articles named out of an incident; wants --why")
		f.StringVar(&d.why, "why", "", "the `reason`, kept in content/excluded.yaml")
		markdown := f.Bool("markdown", false, "write the queue in Markdown, for an issue")
		return func(_ context.Context, a *app, args []string) error {
			n, err := d.check(args)
			switch {
			case err != nil:
				return err
			case n == 0:
				return a.queue(*markdown)
			}
			files, err := a.decide(func(src sources.Sources, c *content.Content) error { return a.carryOut(src, c, d, args) })
			for _, f := range files {
				a.say("%s", f.Name)
			}
			return err
		}
	},
}

// decision is what a person wants done with the incidents or articles named.
type decision struct {
	accept, exclude, merge, different, split bool
	why                                      string
}

// check returns how many decisions were asked for: none, or one that can be carried out.
func (d decision) check(args []string) (n int, err error) {
	for _, f := range []bool{d.accept, d.exclude, d.merge, d.different, d.split} {
		if f {
			n++
		}
	}
	switch {
	case n > 1:
		return n, usageError("one decision at a time: --accept, --exclude, --merge, --different or --split")
	case n == 0 && len(args) > 0:
		return n, usageError("which decision: --accept, --exclude, --merge, --different or --split?")
	case n == 0:
		return 0, nil
	case len(args) == 0:
		return n, usageError("name the incidents")
	case d.merge && len(args) != 2:
		return n, usageError("--merge wants two incidents: the one that stays, and the one that goes into it")
	case d.different && len(args) != 2:
		return n, usageError("--different wants two incidents")
	case d.split && len(args) < 2:
		return n, usageError("--split wants an incident, and the addresses of the articles to take out of it")
	case !d.accept && strings.TrimSpace(d.why) == "":
		return n, usageError("--why: a decision that lasts has its reason")
	}
	return n, nil
}

func (a *app) carryOut(src sources.Sources, c *content.Content, d decision, args []string) error {
	switch {
	case d.merge:
		return c.Merge(args[0], args[1], d.why)
	case d.different:
		return differ(c, args[0], args[1], d.why)
	case d.split:
		return a.split(src, c, args[0], args[1:], d.why)
	}
	for _, what := range args {
		var err error
		switch {
		case d.accept:
			err = c.Accept(what)
		case strings.Contains(what, "://"):
			err = excludeURL(c, what, a.whyNot(d.why, src.Taxonomy))
		default:
			err = c.Refuse(what, a.whyNot(d.why, src.Taxonomy))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// excludeURL refuses an article under the addresses that its incidents have for it: the one named may have a query more.
func excludeURL(c *content.Content, named string, note news.Change) error {
	urls := map[string]bool{}
	for _, in := range c.Incidents {
		for _, art := range in.Articles {
			if weburl.Key(art.URL) == weburl.Key(named) {
				urls[art.URL] = true
			}
		}
	}
	if len(urls) == 0 {
		urls[named] = true
	}
	for _, u := range slices.Sorted(maps.Keys(urls)) {
		if _, err := c.ExcludeURL(u, note); err != nil {
			return err
		}
	}
	return nil
}

// whyNot reads "reason: words": the reason is one of the closed list, by its ID or its label, and other where none is named.
func (a *app) whyNot(why string, tax news.Taxonomy) news.Change {
	note := news.Change{Date: news.DateOf(a.today()), Withdrawal: news.OtherReason, Reason: strings.TrimSpace(why)}
	head, words, _ := strings.Cut(why, ":")
	if t, ok := news.Find(tax.Withdrawals, termID(tax.Withdrawals, head)); ok {
		note.Withdrawal, note.Reason = t.ID, strings.TrimSpace(words)
	}
	return note
}

func differ(c *content.Content, a, b, why string) error {
	for _, id := range []string{a, b} {
		if _, ok := c.Incident(id); !ok {
			return fmt.Errorf("no incident %q", id)
		}
	}
	return c.Differ(a, b, why)
}

// split names the new incident after what its articles tell.
func (a *app) split(src sources.Sources, c *content.Content, id string, urls []string, why string) error {
	in, ok := c.Incident(id)
	if !ok {
		return fmt.Errorf("no incident %q", id)
	}
	moved, err := content.ArticlesOf(*in, urls)
	if err != nil {
		return err
	}
	n := &night{app: a, src: src, content: c}
	told, _ := content.Fold(moved)
	if len(told.Organisations) == 0 {
		told.Organisations = in.Organisations
	}
	newID := n.grouper().NewID(told.Organisations[0], news.Date(cmp.Or(told.BreachDate.Month(), told.Published.Month())))
	if err := c.Split(id, newID, cmp.Or(n.sector(told.Organisations), in.Sector), urls, why); err != nil {
		return err
	}
	if in, _ := c.Incident(id); in.Review == "done" {
		a.say("%s was read by a person: its facts stay as they are, look whether they still hold", id)
	}
	return nil
}

// decide reads content/, changes it, and writes what changed; nothing where a page would hold a mistake.
func (a *app) decide(do func(sources.Sources, *content.Content) error) ([]content.File, error) {
	unlock, err := a.lockContent()
	if err != nil {
		return nil, err
	}
	defer unlock()
	src, c, mistakes := a.readAll()
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	if err := do(src, c); err != nil {
		return nil, err
	}
	files := c.Changes()
	if err := a.checkPages(files, src.Taxonomy).Err(); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(a.content)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	touched, err := content.Write(root, files)
	if err != nil {
		return nil, err
	}
	if len(touched) > 0 {
		return nil, fmt.Errorf("%s: changed meanwhile: look again", strings.Join(touched, ", "))
	}
	return files, nil
}

// checkPages returns the mistakes of pages that are about to be written.
func (a *app) checkPages(files []content.File, tax news.Taxonomy) (mistakes diag.List) {
	for _, f := range files {
		if id, ok := strings.CutSuffix(path.Base(f.Name), ".md"); ok && f.New != nil {
			mistakes = append(mistakes, content.CheckPage(path.Join(a.nameOf(a.content), f.Name), id, f.New, tax)...)
		}
	}
	return mistakes
}
