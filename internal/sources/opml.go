package sources

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gosimple/slug"
	"golang.org/x/net/html/charset"

	"saison/internal/news"
	"saison/internal/yamlfile"
)

type opmlXML struct {
	XMLName xml.Name     `xml:"opml"`
	Version string       `xml:"version,attr"`
	Title   string       `xml:"head>title"`
	Body    []outlineXML `xml:"body>outline"`
}

// outlineXML is one feed, or a folder of them. The category carries what OPML has no word for: "/BE/local".
type outlineXML struct {
	Text     string       `xml:"text,attr"`
	Title    string       `xml:"title,attr,omitempty"`
	Type     string       `xml:"type,attr,omitempty"`
	XMLURL   string       `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string       `xml:"htmlUrl,attr,omitempty"`
	Language string       `xml:"language,attr,omitempty"`
	Category string       `xml:"category,attr,omitempty"`
	Outlines []outlineXML `xml:"outline"`
}

// OPML returns the feeds of the outlets that are read, as a list that feed readers import.
func OPML(outlets []news.Outlet) ([]byte, error) {
	doc := opmlXML{Version: "2.0", Title: "Saison"}
	for _, o := range outlets {
		if o.Off != "" {
			continue
		}
		for _, f := range o.Feeds {
			doc.Body = append(doc.Body, outlineXML{Text: o.Name, Title: o.Name, Type: "rss", XMLURL: f.URL, HTMLURL: o.Homepage,
				Language: o.Lang, Category: "/" + o.Country + "/" + o.Kind})
		}
	}
	b, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(append([]byte(xml.Header), b...), '\n'), nil
}

// ImportOPML returns the blocks to append to feeds.yaml for the feeds of a list that are in no outlet yet, one block an
// outlet, and how many feeds they hold. What the list does not say is guessed from the address; where that is not
// possible the block is off, with the reason. An address that cannot be a feed is left out.
func ImportOPML(opml []byte, have []news.Outlet) (blocks []byte, added int, err error) {
	var doc opmlXML
	dec := xml.NewDecoder(bytes.NewReader(opml))
	dec.CharsetReader = charset.NewReaderLabel
	if err := dec.Decode(&doc); err != nil {
		return nil, 0, err
	}
	im := importer{urls: map[string]bool{}, ids: map[string]bool{}}
	for _, o := range have {
		im.ids[o.ID] = true
		for _, f := range o.Feeds {
			im.urls[feedKey(f.URL)] = true
		}
	}
	im.walk(doc.Body)
	for _, row := range im.rows {
		b, err := yamlfile.Encode([]outletYAML{row})
		if err != nil {
			return nil, 0, err
		}
		blocks = append(append(blocks, '\n'), b...)
		added += len(row.Feeds)
	}
	return blocks, added, nil
}

type importer struct {
	rows      []outletYAML
	urls, ids map[string]bool
}

func (im *importer) walk(outlines []outlineXML) {
	for _, l := range outlines {
		im.walk(l.Outlines)
		l.XMLURL = strings.TrimSpace(l.XMLURL)
		key := feedKey(l.XMLURL)
		if l.XMLURL == "" || badURL(l.XMLURL) != "" || im.urls[key] {
			continue
		}
		im.urls[key] = true
		im.add(l)
	}
}

// add puts a feed into the block of its outlet, a new one where the list has not named that outlet before.
func (im *importer) add(l outlineXML) {
	row := imported(l)
	same := slices.IndexFunc(im.rows, func(r outletYAML) bool {
		return r.Name == row.Name && r.Homepage == row.Homepage && r.Country == row.Country && r.Lang == row.Lang && r.Kind == row.Kind
	})
	if same >= 0 {
		im.rows[same].Feeds = append(im.rows[same].Feeds, row.Feeds...)
		return
	}
	base := row.ID
	for n := 2; im.ids[row.ID]; n++ {
		row.ID = base + "-" + strconv.Itoa(n)
	}
	im.ids[row.ID] = true
	im.rows = append(im.rows, row)
}

// imported returns the outlet of one feed of a list.
func imported(l outlineXML) outletYAML {
	feed, _ := url.Parse(l.XMLURL)
	row := outletYAML{Name: oneLine(l.Title), Homepage: strings.TrimSpace(l.HTMLURL), Lang: strings.ToLower(l.Language), Feeds: []feedYAML{{URL: l.XMLURL}}}
	if row.Name == "" {
		row.Name = oneLine(l.Text)
	}
	if row.Name == "" {
		row.Name = feed.Hostname()
	}
	if badURL(row.Homepage) != "" {
		row.Homepage = (&url.URL{Scheme: feed.Scheme, Host: feed.Host, Path: "/"}).String()
	}
	row.ID = slug.MakeLang(row.Name, "fr")
	row.ID = strings.Trim(strings.ReplaceAll(row.ID, "_", "-"), "-")
	if !slugShape.MatchString(row.ID) {
		row.ID = "imported"
	}
	row.Lang, _, _ = strings.Cut(row.Lang, "-")
	if parts := strings.Split(l.Category, "/"); len(parts) == 3 && news.IsCountry(parts[1]) && slices.Contains(news.OutletKinds, parts[2]) {
		row.Country, row.Kind = parts[1], parts[2]
	}
	guess(&row, feed.Hostname())
	return row
}

// guess fills in country, language and kind, and switches the outlet off where they are no more than a guess.
func guess(row *outletYAML, host string) {
	tld := host[strings.LastIndexByte(host, '.')+1:]
	if row.Kind == "" {
		row.Kind = "general"
	}
	if row.Country == "" {
		row.Country = map[string]string{"be": "BE", "brussels": "BE", "fr": "FR", "nl": "NL"}[tld]
	}
	if !slices.Contains(outletLangs, row.Lang) {
		row.Lang = map[string]string{"FR": "fr", "NL": "nl"}[row.Country]
	}
	var unsure []string
	if row.Country == "" {
		row.Country, unsure = "FR", append(unsure, "country")
	}
	if row.Lang == "" {
		row.Lang, unsure = "fr", append(unsure, "language")
	}
	if unsure != nil {
		off := false
		row.Enabled, row.Reason = &off, fmt.Sprintf("imported: check its %s, then take these two lines away", strings.Join(unsure, " and "))
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
