package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/sync/errgroup"

	"saison/internal/content"
	"saison/internal/diag"
	"saison/internal/fetch"
	"saison/internal/group"
	"saison/internal/lexicon"
	"saison/internal/news"
	"saison/internal/sources"
	"saison/internal/tag"
	"saison/internal/weburl"
)

var collectVerb = verb{
	name: "collect", short: "read the press into content/",
	long: `Reads the feeds of sources/feeds.yaml, fetches the articles that may speak of a leak, reads from them who, where, what,
how many and how sure, and keeps them in content/incidents/. A source that cannot be read is named and skipped.`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		var o collectOptions
		o.bind(f)
		return func(ctx context.Context, a *app, args []string) error {
			if len(args) > 0 {
				return usageError("collect takes no argument")
			}
			r, err := a.collect(ctx, o)
			if err != nil {
				return err
			}
			return a.report(r)
		}
	},
}

type collectOptions struct {
	since  string
	only   string
	dryRun bool
}

func (o *collectOptions) bind(f *flag.FlagSet) {
	f.StringVar(&o.since, "since", "", "read only what was published since this `day` (2026-11-01)")
	f.StringVar(&o.only, "only", "", "read only these `outlets`: IDs with commas between")
	f.BoolVar(&o.dryRun, "dry-run", false, "write nothing; say what would be kept, and why")
}

// night is one run of collect.
type night struct {
	app      *app
	options  collectOptions
	since    time.Time
	src      sources.Sources
	content  *content.Content
	tagger   *tag.Tagger
	client   *fetch.Client
	memory   *memory
	pages    atomic.Int64    // asked for so far
	known    map[string]bool // keys of articles that are in content/ or refused
	unjoined bool            // an article could not join an incident
	busy     chan struct{}   // as many pages are taken apart at a time as there are processors: memory stays small
}

// collect is everything left of content/.
func (a *app) collect(ctx context.Context, o collectOptions) (*report, error) {
	n := &night{app: a, options: o}
	var mistakes diag.List
	if !o.dryRun {
		unlock, err := a.lockContent()
		if err != nil {
			return nil, err
		}
		defer unlock()
	}
	if n.src, n.content, mistakes = a.readAll(); len(mistakes) > 0 {
		return nil, mistakes
	}
	outlets, err := n.prepare()
	if err != nil {
		return nil, err
	}
	results := n.readOutlets(ctx, outlets)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("stopped; nothing was written, and the pages are in the cache: %v", err)
	}
	r := &report{}
	n.join(results)
	n.markGone(results)
	for _, res := range results {
		r.Outlets = append(r.Outlets, res.report)
	}
	r.Incidents = len(n.content.Incidents)
	if o.dryRun {
		return r, nil
	}
	return r, n.store(r, results)
}

// lockContent keeps a second run away, and completes what a run that was cut short left behind.
func (a *app) lockContent() (unlock func(), err error) {
	if err := os.MkdirAll(a.content, 0o755); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(a.content, ".lock"))
	ok, err := lock.TryLock()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: another run is collecting: wait until it ends", a.nameOf(a.content))
	}
	if err := a.recoverContent(); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %v", a.nameOf(a.content), err), lock.Close())
	}
	return func() { _ = lock.Close() }, nil
}

func (a *app) recoverContent() error {
	root, err := os.OpenRoot(a.content)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := content.Writable(root); err != nil {
		return err
	}
	return content.Recover(root)
}

func (n *night) prepare() ([]news.Outlet, error) {
	if n.options.since != "" {
		d := news.Date(n.options.since)
		if !d.IsDay() || !d.Valid() {
			return nil, usageError(fmt.Sprintf("--since %q is not a day, like 2026-11-01", n.options.since))
		}
		n.since = d.Time()
	}
	outlets, err := n.outlets()
	if err != nil {
		return nil, err
	}
	n.tagger = tag.New(n.src.Lexicon, n.src.Organisations, n.src.Taxonomy)
	n.client = &fetch.Client{Agent: agent(n.content.Site), Cache: n.app.cache, AllowPrivate: n.app.allowPrivate, Now: n.app.today}
	if n.options.dryRun {
		n.client.Cache = ""
	}
	n.memory = recall(n.app.cache, n.app.readerVersion())
	n.known = make(map[string]bool)
	n.busy = make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, in := range n.content.Incidents {
		for _, art := range in.Articles {
			n.know(art.URL, art.GUID)
		}
	}
	for _, u := range n.content.Excluded.URLs {
		n.know(u.Value, "")
	}
	return outlets, nil
}

func (n *night) know(url, guid string) {
	n.known[weburl.Key(url)] = true
	if guid != "" {
		n.known["guid "+guid] = true
	}
}

// agent is how we introduce ourselves, with an address for complaints.
func agent(s news.Site) string {
	return "Saison/1.0 (+" + cmp.Or(s.Contact, s.BaseURL) + ")"
}

func (n *night) outlets() ([]news.Outlet, error) {
	var wanted []string
	if n.options.only != "" {
		wanted = strings.Split(n.options.only, ",")
	}
	var list []news.Outlet
	for _, o := range n.src.Outlets {
		named := slices.Contains(wanted, o.ID)
		if named || wanted == nil && o.Off == "" {
			list = append(list, o)
		}
	}
	for _, id := range wanted {
		if !slices.ContainsFunc(n.src.Outlets, func(o news.Outlet) bool { return o.ID == id }) {
			return nil, usageError(fmt.Sprintf("--only %q: no such outlet in %s/feeds.yaml", id, n.app.nameOf(n.app.sources)))
		}
	}
	return list, nil
}

// outletsAtOnce bounds how many outlets are read at the same time; the pace for each host is the client's, and most of a
// night is spent in its pauses.
const outletsAtOnce = 128

func (n *night) readOutlets(ctx context.Context, outlets []news.Outlet) []*outletNight {
	results := make([]*outletNight, len(outlets))
	progress := n.app.progress(len(outlets))
	var g errgroup.Group
	g.SetLimit(outletsAtOnce)
	for i, o := range outlets {
		g.Go(func() error {
			results[i] = n.readOutlet(ctx, o)
			progress(results[i].report)
			return nil
		})
	}
	_ = g.Wait()
	return results
}

// join puts the articles of the night into incidents, in the order of their days: the same whatever came in first.
func (n *night) join(results []*outletNight) {
	type foundBy struct {
		found
		by *outletNight
	}
	var all []foundBy
	for _, r := range results {
		for _, f := range r.found {
			all = append(all, foundBy{f, r})
		}
	}
	slices.SortStableFunc(all, func(x, y foundBy) int {
		return cmp.Or(cmp.Compare(x.article.Published, y.article.Published), cmp.Compare(x.article.URL, y.article.URL))
	})
	g := n.grouper()
	for _, f := range all {
		if n.known[weburl.Key(f.article.URL)] {
			f.by.drop("known under another address")
			continue
		}
		n.know(f.article.URL, f.article.GUID)
		n.joinOne(g, f.article, f.by)
	}
}

func (n *night) grouper() *group.Grouper {
	var rules group.Rules
	for _, r := range n.content.Excluded.Incidents {
		rules.Refused = append(rules.Refused, r.Value)
	}
	for _, p := range n.content.Excluded.Same {
		rules.Same = append(rules.Same, [2]string{p.A, p.B})
	}
	for _, p := range n.content.Excluded.Different {
		rules.Different = append(rules.Different, [2]string{p.A, p.B})
	}
	g := group.New(n.src.Organisations, rules, lexicon.Kinds(n.src.Lexicon))
	for _, in := range n.content.Incidents {
		g.Know(in)
	}
	return g
}

// joinOne puts an article into its incidents. One whose page takes no change is named, and the article tried again
// another night: the others do not wait for it.
func (n *night) joinOne(g *group.Grouper, art news.Article, by *outletNight) {
	kept, pending := false, false
	for _, p := range g.Place(art) {
		if p.Refused {
			continue
		}
		here := art
		here.Says.Organisations = slices.DeleteFunc(slices.Clone(art.Says.Organisations), func(f news.Finding) bool {
			return !slices.Contains(p.Organisations, f.Value)
		})
		if err := n.content.Join(p.ID, here, n.sector(p.Organisations)); err != nil {
			n.unjoined = true
			n.app.warn("%s: %s cannot join: %v", path.Join(n.app.nameOf(n.app.content), "incidents", idYear(p.ID), p.ID+".md"), art.URL, err)
			continue
		}
		in, _ := n.content.Incident(p.ID)
		kept, pending = kept || in.Shown(), pending || !in.Shown()
		if n.options.dryRun {
			n.app.say("%s: %q would join %s (%s): %s", by.report.ID, art.Title, p.ID, in.Review, proofs(here))
		}
	}
	switch {
	case kept:
		by.report.Kept++
	case pending:
		by.report.Pending++
	case n.unjoined:
		by.report.Later++
	default:
		by.drop("refused incident")
	}
}

// proofs is why an article is kept, on one line.
func proofs(art news.Article) string {
	var words []string
	for _, f := range slices.Concat([]news.Finding{art.Says.Status, art.Says.Cause}, art.Says.DataTypes) {
		if f.Proof != "" {
			words = append(words, fmt.Sprintf("%s %q", f.Value, f.Proof))
		}
	}
	return strings.Join(words, ", ")
}

// sector is that of the first organisation the gazetteer knows.
func (n *night) sector(orgs []string) string {
	for _, name := range orgs {
		for _, o := range n.src.Organisations {
			if o.Name == name {
				return o.Sector
			}
		}
	}
	return ""
}

// store writes what the night changed: content/ first, then what the cache remembers of it.
func (n *night) store(r *report, results []*outletNight) error {
	files := n.content.Changes()
	health, err := n.health(results)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(n.app.content)
	if err != nil {
		return err
	}
	defer root.Close()
	touched, err := content.Write(root, append(files, health...))
	if err != nil {
		return fmt.Errorf("%s: %v", n.app.nameOf(n.app.content), err)
	}
	for _, name := range touched {
		n.app.say("%s: changed while collecting, left alone: run again", path.Join(n.app.nameOf(n.app.content), name))
	}
	for _, f := range files {
		r.Changed = append(r.Changed, f.Name)
	}
	if len(touched) > 0 || n.unjoined {
		return nil // what could not be joined is not remembered as seen
	}
	n.client.Prune(keepPages)
	return n.memory.save(n.app.cache, n.app.today())
}

// keepPages is how long a fetched page is kept, for a better tagger to read again.
const keepPages = 90 * 24 * time.Hour
