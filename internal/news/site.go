package news

import "slices"

// About reports whether an advice is about a data type; "" is the first steps, whatever leaked.
func (d Doc) About(dataType string) bool {
	return d.DataType == dataType || dataType != "" && slices.Contains(d.Also, dataType)
}

// Site is what content/site.yaml says of the site as a whole.
type Site struct {
	Title      Labels
	Tagline    Labels
	BaseURL    string // absolute address of the site, with a final slash
	Contact    string // URL or mailto: for organisations and readers; also in the collector's user agent
	Repository string // web address of the repository; empty where there is none
	Publisher  string // who publishes, for the legal notice (article 1-1 of the French LCEN)
	Host       string // who hosts, with address
	Seasons    Seasons
	Licence    string // of the open data, an SPDX identifier

	AdviceMonths int // how long advice holds before a person compares it with its sources again
}

// Doc is a page or an advice in Markdown, in one language.
type Doc struct {
	Name     string // file name without language and ending: "method", "iban", "iban.be"
	Lang     string
	Title    string
	DataType string   // advice: the data type it is about; empty for pages
	Also     []string // advice: other data types for which the same holds
	Country  string   // advice: FR or BE, empty where it holds for both
	Sources  []Source
	Reviewed Date // advice: when a person last compared it with its sources
	Text     string
	File     string // path from the root of the site
	Line     int    // of the first line of Text in the file
}

// Health is what is remembered of an outlet from night to night. With no failure, it was read on the last night.
type Health struct {
	Outlet   string
	Read     Date   // last night on which it was read; empty where none is known
	Since    Date   // first night without, of those in a row
	Last     Date   // last of them
	Failures int    // how many
	Error    string // of the last
}

// Score is a measured quality of the reading of articles, on labelled ones: of a set of values its precision and recall,
// of a single value twice the share that is right.
type Score struct {
	Name      string
	Precision float64 // 0 to 1
	Recall    float64 // 0 to 1
	Articles  int     // how many it was measured on
}
