package sources

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"saison/internal/news"
)

type outletYAML struct {
	ID       string     `yaml:"id"`
	Name     string     `yaml:"name"`
	Homepage string     `yaml:"homepage"`
	Country  string     `yaml:"country"`
	Lang     string     `yaml:"lang"`
	Kind     string     `yaml:"kind"`
	Enabled  *bool      `yaml:"enabled,omitempty"`
	Reason   string     `yaml:"reason,omitempty"`
	Feeds    []feedYAML `yaml:"feeds"`
}

type feedYAML struct {
	URL  string `yaml:"url"`
	Only string `yaml:"only,omitempty"`
}

// outletLangs are the languages an outlet may write in; the tagger reads those of the site.
var outletLangs = []string{"fr", "nl", "en", "de"}

var slugShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (r *reader) outlets() []news.Outlet {
	f, ok := r.open("feeds.yaml")
	if !ok {
		return nil
	}
	var rows []outletYAML
	f.decode(&rows)
	c := outletChecker{file: f, ids: map[string]int{}, urls: map[string]int{}}
	var outlets []news.Outlet
	for i, row := range rows {
		outlets = append(outlets, c.outlet(i, row))
	}
	return outlets
}

type outletChecker struct {
	file
	ids, urls map[string]int // where each was seen first
}

func (c *outletChecker) outlet(i int, row outletYAML) news.Outlet {
	line := func(path ...any) int { return c.line(append([]any{i}, path...)...) }
	for _, v := range [][2]string{{"id", row.ID}, {"name", row.Name}, {"homepage", row.Homepage}, {"country", row.Country}, {"lang", row.Lang}, {"kind", row.Kind}} {
		if strings.TrimSpace(v[1]) == "" && !c.wrongKind(line(v[0])) {
			c.addf(line(v[0]), "outlet %q has no %s", row.ID, v[0])
		}
	}
	if row.ID != "" && !slugShape.MatchString(row.ID) {
		c.addf(line("id"), "id %q: write small letters, digits and hyphens", row.ID)
	}
	if first := c.ids[row.ID]; first != 0 && row.ID != "" {
		c.addf(line("id"), "id %q given twice, first on line %d", row.ID, first)
	} else {
		c.ids[row.ID] = line("id")
	}
	if fact := badURL(row.Homepage); row.Homepage != "" && fact != "" {
		c.addf(line("homepage"), "homepage %q: %s", row.Homepage, fact)
	}
	if row.Country != "" && !news.IsCountry(row.Country) {
		c.addf(line("country"), "unknown country %q", row.Country)
	}
	if row.Lang != "" && !slices.Contains(outletLangs, row.Lang) {
		c.addf(line("lang"), "unknown lang %q: one of %s", row.Lang, strings.Join(outletLangs, ", "))
	}
	if row.Kind != "" && !slices.Contains(news.OutletKinds, row.Kind) {
		c.addf(line("kind"), "unknown kind %q: one of %s", row.Kind, strings.Join(news.OutletKinds, ", "))
	}
	c.enabled(line, row)
	o := news.Outlet{ID: row.ID, Name: row.Name, Homepage: row.Homepage, Country: row.Country, Lang: row.Lang, Kind: row.Kind, Line: line()}
	if row.Enabled != nil && !*row.Enabled {
		o.Off = row.Reason
		if o.Off == "" {
			o.Off = "off" // a mistake already, but an outlet that is off is never read
		}
	}
	for j, fr := range row.Feeds {
		o.Feeds = append(o.Feeds, c.feed(row.ID, fr, line("feeds", j), line("feeds", j, "url"), line("feeds", j, "only")))
	}
	return o
}

// enabled checks that an outlet is either read, and has feeds, or is off, and says why.
func (c *outletChecker) enabled(line func(...any) int, row outletYAML) {
	off := row.Enabled != nil && !*row.Enabled
	switch {
	case off && strings.TrimSpace(row.Reason) == "":
		c.addf(line("enabled"), "outlet %q is off without a reason", row.ID)
	case !off && row.Reason != "":
		c.addf(line("reason"), "outlet %q has a reason but is not off: add enabled: false", row.ID)
	case !off && len(row.Feeds) == 0 && !c.wrongKind(line("feeds")):
		c.addf(line("feeds"), "outlet %q has no feed", row.ID)
	}
}

func (c *outletChecker) feed(outlet string, row feedYAML, line, urlLine, onlyLine int) news.Feed {
	f := news.Feed{Outlet: outlet, URL: row.URL, Line: line}
	key := feedKey(row.URL)
	switch fact := badURL(row.URL); {
	case row.URL == "" && c.wrongKind(urlLine):
	case row.URL == "":
		c.addf(urlLine, "feed of %q has no url", outlet)
	case fact != "":
		c.addf(urlLine, "feed %q: %s", row.URL, fact)
	case c.urls[key] != 0:
		c.addf(urlLine, "feed %q given twice, first on line %d", row.URL, c.urls[key])
	default:
		c.urls[key] = urlLine
	}
	if row.Only == "" {
		return f
	}
	only, err := regexp.Compile("(?i)" + row.Only)
	switch {
	case err != nil:
		c.addf(onlyLine, "only %q: %s", row.Only, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	case only.MatchString(""): // `fuite|` keeps everything
		c.addf(onlyLine, "only %q lets every item through", row.Only)
	default:
		f.Only = only
	}
	return f
}

// wrongKind reports whether the line has a mistake already: what is there could not be decoded, so it is not missing.
func (c *outletChecker) wrongKind(line int) bool {
	for _, m := range *c.mistakes {
		if m.File == c.name && m.Line == line && strings.HasSuffix(m.Fact, " belongs") {
			return true
		}
	}
	return false
}

// badURL says what is wrong with an address; empty when nothing is.
func badURL(raw string) string {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return "not an address"
	case u.Scheme != "http" && u.Scheme != "https":
		return "not http or https"
	case u.Hostname() == "":
		return "no host"
	case u.User != nil:
		return "holds a user name or a password"
	case strings.ContainsAny(raw, " \t\r\n<>\"\\"):
		return "not an address"
	}
	return ""
}

// feedKey is the same for two addresses that cannot be two feeds.
func feedKey(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return raw
	}
	key := strings.ToLower(u.Host) + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return key
}
