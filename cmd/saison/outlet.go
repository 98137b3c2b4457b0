package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"saison/internal/extract"
	"saison/internal/feed"
	"saison/internal/fetch"
	"saison/internal/news"
	"saison/internal/weburl"
)

// outletNight is what one outlet gave on one night.
type outletNight struct {
	outlet news.Outlet
	report outletReport
	cause  string // of the failure, without the address
	found  []found
	gone   []string // addresses of articles that were deleted
	pages  int      // asked for
}

// found is an article that reports a leak.
type found struct {
	article news.Article
}

func (o *outletNight) drop(why string) {
	o.report.Dropped++
	if o.report.Why == nil {
		o.report.Why = make(map[string]int)
	}
	o.report.Why[why]++
}

// readOutlet reads an outlet's feeds and the articles they lead to, one by one: they are of one host as a rule.
func (n *night) readOutlet(ctx context.Context, o news.Outlet) *outletNight {
	out := &outletNight{outlet: o, report: outletReport{ID: o.ID}}
	start := time.Now()
	defer func() { out.report.Seconds = math.Round(time.Since(start).Seconds()*10) / 10 }()
	seen := make(map[string]bool)
	for _, f := range o.Feeds {
		items, err := n.readFeed(ctx, f, out)
		if err != nil {
			n.fail(out, f, err)
			continue
		}
		out.report.Items += len(items)
		for _, it := range items {
			n.readItem(ctx, f, it, seen, out)
		}
	}
	for _, l := range n.memory.laterOf(o.ID) {
		if !seen[weburl.Key(l.Item.URL)] {
			seen[weburl.Key(l.Item.URL)] = true
			out.report.New++
			n.readPage(ctx, l.Item, out)
		}
	}
	n.readAgain(ctx, out)
	return out
}

func (n *night) readFeed(ctx context.Context, f news.Feed, out *outletNight) ([]news.Item, error) {
	resp, err := n.client.Feed(ctx, f.URL)
	if err != nil {
		return nil, err
	}
	if resp.Moved != "" {
		n.app.say("%s: %s moved for good to %s: change the address", n.feedPos(f), f.URL, resp.Moved)
	}
	parsed, err := feed.Parse(resp.Body, resp.Type, resp.URL)
	if err != nil {
		return nil, fmt.Errorf("GET %s: %w", f.URL, err)
	}
	if parsed.Flaw != "" {
		n.app.warn("%s: GET %s: %s", n.feedPos(f), f.URL, parsed.Flaw)
	}
	return parsed.Items, nil
}

// feedPos is the feed's line in feeds.yaml.
func (n *night) feedPos(f news.Feed) string {
	return fmt.Sprintf("%s:%d", path.Join(n.app.nameOf(n.app.sources), "feeds.yaml"), f.Line)
}

// fail names a source that cannot be read; the others go on.
func (n *night) fail(out *outletNight, f news.Feed, err error) {
	line := fmt.Sprintf("%s: %v", n.feedPos(f), err)
	n.app.warn("%s", line)
	if out.report.Error != "" {
		line = out.report.Error + "\n" + line
	}
	out.report.Error = line
	out.cause = err.Error()
	var failed *fetch.Error
	if errors.As(err, &failed) {
		out.cause = failed.Cause()
	}
}

// readItem decides by title and description alone whether the page is worth a fetch.
func (n *night) readItem(ctx context.Context, f news.Feed, it news.Item, seen map[string]bool, out *outletNight) {
	it.URL = weburl.Canonical(it.URL)
	key := weburl.Key(it.URL)
	if key == "" || seen[key] {
		return
	}
	seen[key] = true
	if n.known[key] || it.GUID != "" && n.known["guid "+it.GUID] || n.memory.seen(key, it.GUID) {
		return
	}
	if !n.since.IsZero() && !it.Published.IsZero() && it.Published.Before(n.since) {
		return
	}
	out.report.New++
	switch text := it.Title + "\n" + it.Summary; {
	case news.BadLink(it.URL) != "":
		n.forget(out, it, "address refused")
	case f.Only != nil && !f.Only.MatchString(text), !n.tagger.Hint(it.Title, it.Summary, out.outlet.Lang):
		n.forget(out, it, "another subject")
	default:
		n.readPage(ctx, it, out)
	}
}

// forget drops an item and remembers it, so that it is not new tomorrow.
func (n *night) forget(out *outletNight, it news.Item, why string) {
	out.drop(why)
	n.memory.note(weburl.Key(it.URL), it.GUID)
}

// How many pages are asked for at most: what is over waits for the next night. The press of two countries publishes a
// few hundred articles on leaks in its worst week.
const (
	pagesOfOutlet = 300
	pagesOfNight  = 3000
)

// mayRead counts a page, unless the outlet or the night has had its share.
func (n *night) mayRead(out *outletNight) bool {
	if out.pages >= pagesOfOutlet || n.pages.Add(1) > pagesOfNight {
		return false
	}
	out.pages++
	return true
}

func (n *night) readPage(ctx context.Context, it news.Item, out *outletNight) {
	if !n.mayRead(out) {
		out.report.Later++
		out.report.OverLimit++
		n.memory.wait(out.outlet.ID, it)
		return
	}
	art, err := n.article(ctx, it, out)
	if err != nil {
		out.report.Later++
		n.app.warn("%s: %v: will be read another night", out.outlet.ID, err)
		n.memory.putOff(out.outlet.ID, it)
		return
	}
	n.memory.note(weburl.Key(it.URL), it.GUID)
	named := art
	named.Outlet = out.outlet.Name // an outlet is not the organisation it writes about
	reading := n.tagger.Read(named)
	switch {
	case !reading.Relevant:
		out.drop("no leak")
		return
	case len(reading.Says.Organisations) == 0:
		out.drop("no organisation named")
		return
	case out.outlet.Country != "FR" && out.outlet.Country != "BE" && !slices.ContainsFunc(reading.Says.Countries, atHome):
		out.drop("elsewhere")
		return
	}
	art.Says, art.Review = reading.Says, "pending"
	if reading.Score >= autoScore {
		art.Review = "auto"
	}
	out.found = append(out.found, found{art})
}

// atHome: outlets of other countries are read for what they say of France and Belgium.
func atHome(f news.Finding) bool { return f.Value == "FR" || f.Value == "BE" }

// nightsToWait is how often a page that cannot be reached is tried, a night each, before the feed's words must do.
const nightsToWait = 3

// article fetches and reads a page. It returns an error only for a page that may be there tomorrow.
func (n *night) article(ctx context.Context, it news.Item, out *outletNight) (news.Article, error) {
	art := news.Article{URL: it.URL, Outlet: out.outlet.ID, Lang: out.outlet.Lang, Title: it.Title, Text: it.Summary, Published: n.day(it, "")}
	if it.GUID != it.URL {
		art.GUID = it.GUID
	}
	art.Extract = news.Cut(it.Summary, news.ExtractMax)
	resp, err := n.client.Page(ctx, it.URL)
	switch {
	case err != nil && (passing(err) && n.memory.tries(weburl.Key(it.URL)) < nightsToWait-1 || ctx.Err() != nil):
		return art, err
	case err != nil:
		art.Read = "feed"
		return art, nil
	case resp.OptOut != "":
		return out.reserved(art, resp.OptOut), nil
	}
	out.report.Fetched++
	n.busy <- struct{}{}
	page, err := extract.Page(resp.Body, resp.Type, resp.URL)
	<-n.busy
	if err != nil {
		art.Read = "feed"
		return art, nil
	}
	if page.OptOut != "" {
		return out.reserved(art, page.OptOut+" meta"), nil
	}
	return n.fill(art, it, page, resp.URL), nil
}

// reserved is an article whose page may not be mined, by the rule that says so: it is read by the words of its feed.
func (o *outletNight) reserved(art news.Article, rule string) news.Article {
	if o.report.Reserved == nil {
		o.report.Reserved = make(map[string]int)
	}
	o.report.Reserved[rule]++
	o.report.OptOuts++
	art.Read = "opt-out"
	return art
}

// veryShort is how many characters a page shows at least that is more than the beginning of an article.
const veryShort = 250

// fill puts what the page says into an article that the feed began.
func (n *night) fill(art news.Article, it news.Item, page extract.Article, final string) news.Article {
	switch {
	case page.Paywall:
		art.Read = "paywall"
	case page.Text == "":
		art.Read = "feed"
	case utf8.RuneCountInString(page.Text) < veryShort:
		art.Read = "short"
	}
	if u := address(page.Canonical, final); u != "" && news.BadLink(u) == "" {
		art.URL = u
	}
	if art.Title == "" {
		art.Title = page.Title
	}
	if lang, _, _ := strings.Cut(page.Lang, "-"); slices.Contains(news.Langs, lang) {
		art.Lang = lang
	}
	art.Text = page.Text
	if len(it.Content) > len(art.Text) {
		art.Text = it.Content
	}
	if len(art.Text) < len(it.Summary) {
		art.Text = it.Summary
	}
	if art.Extract == "" {
		art.Extract = news.Cut(art.Text, news.ExtractMax)
	}
	art.Published = n.day(it, page.Published)
	return art
}

// day is the feed's date, else the page's, else today; never a day to come.
func (n *night) day(it news.Item, page string) news.Date {
	today := news.DateOf(n.app.today())
	d := news.DateOf(it.Published)
	if len(page) >= len("2006-01-02") && d == "" {
		d = news.Date(page[:len("2006-01-02")])
	}
	if d == "" || !d.Valid() || d > today {
		return today
	}
	return d
}

// address is the page's own, unless it names another site: a canonical address that leaves the house is not believed.
func address(canonical, final string) string {
	c, f := weburl.Canonical(canonical), weburl.Canonical(final)
	if c == "" || domain(c) != domain(f) {
		return f
	}
	return c
}

// domain is the registered domain of an address, or its host and port where it has none.
func domain(u string) string {
	host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(u, "https://"), "http://"), "/")
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host
}

// passing reports whether a failed fetch may succeed tomorrow.
func passing(err error) bool {
	var failed *fetch.Error
	if errors.Is(err, fetch.ErrRefused) || !errors.As(err, &failed) {
		return false
	}
	return failed.Status == 0 || failed.Status == 429 || failed.Status >= 500
}
