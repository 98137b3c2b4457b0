// Package news holds the words of the project as types with small methods. It knows no file, no network and no clock.
package news

import (
	"regexp"
	"time"
)

// Outlet is who publishes feeds and articles.
type Outlet struct {
	ID       string
	Name     string
	Homepage string
	Country  string // ISO 3166-1 alpha-2
	Lang     string // fr, nl, en or de
	Kind     string // one of OutletKinds
	Off      string // why the outlet is not read; empty when it is
	Feeds    []Feed
	Line     int // in feeds.yaml
}

// OutletKinds are the kinds of outlets that feeds.yaml may name.
var OutletKinds = []string{"general", "tech", "security", "regulator", "cert", "agency", "local"}

// Feed is what we subscribe to.
type Feed struct {
	Outlet string // ID of its outlet
	URL    string
	Only   *regexp.Regexp // cheap filter on title and description; nil keeps all
	Line   int            // in feeds.yaml
}

// Item is one entry of a feed, as received: text without markup, absolute URLs.
type Item struct {
	GUID      string
	URL       string
	Title     string
	Summary   string    // description, plain text
	Content   string    // full content where the feed has it, plain text in paragraphs
	Published time.Time // zero when the feed gives no date
}

// Article is a page that was fetched and read. Text is never stored in content/ nor published.
type Article struct {
	ID        string // only for labelled articles
	URL       string // canonical
	GUID      string // of its item, where it is not the URL
	Outlet    string // ID of an outlet, or a name
	Lang      string
	Title     string
	Text      string // paragraphs separated by blank lines
	Extract   string // at most ExtractMax characters of Text or of the feed's description
	Published Date
	Gone      Date     // night on which its page was found deleted; empty while it is there
	Read      string   // how much could be read: "" the page, else one of ReadLimits
	Review    string   // auto or pending: what the score of the reading allows
	Kept      []string // fields of the incident that a person held when the article joined it
	Says      Says
}

// ReadLimits say why only a part of an article was read: its page gave no text; it says that it is for subscribers; it
// shows so little that most of it may be kept back; its site reserves it from mining.
var ReadLimits = []string{"feed", "paywall", "short", "opt-out"}

// ExtractMax is the longest extract of the press, in characters, that may be stored or published: a "very short
// extract" (article L211-3-1 of the French CPI; articles XI.216/2 and 216/3 of the Belgian Code of Economic Law).
const ExtractMax = 280

// ProofMax is the longest proof of a finding, in characters.
const ProofMax = 120

// Finding is a value and the words of the article that prove it.
type Finding struct {
	Value string
	Proof string
}

// Count is a number of people and the words that prove it. N is 0 when the article does not say.
type Count struct {
	N     int
	Proof string
}

// Says is what one article says.
type Says struct {
	Organisations []Finding
	Countries     []Finding
	DataTypes     []Finding
	People        Count // given by the organisation, an authority, or the press in its own name
	PeopleClaimed Count // given by an attacker or a seller only
	Status        Finding
	Cause         Finding
	Via           Finding // provider through which it leaked
	BreachDate    Finding
	Regulator     []Finding
}

// Reading is what the tagger found in an article.
type Reading struct {
	Relevant bool
	Score    float64 // 0 to 1: how sure it is that the article reports a leak
	Says     Says
}

// Facts are what is known of an incident: the fold of what articles say, or what a person wrote.
type Facts struct {
	Organisations []string
	Countries     []string
	Sector        string
	Published     Date // first public report
	BreachDate    Date
	People        int // people concerned; 0: nobody says, null in the open data, in no sum and no chart
	PeopleClaimed int // the attacker's figure; enters no total
	DataTypes     []string
	Status        string
	Cause         string
	Via           string
	Regulator     []string
}

// ReportedEarly reports whether the first report is of a month before the breach, which cannot be.
func (f Facts) ReportedEarly() bool {
	return f.Published != "" && f.BreachDate.Month() > f.Published.Month()
}

// Source is a link that a person gives.
type Source struct {
	URL    string
	Outlet string
	Title  string
	Lang   string
	Date   Date
}

// Change is a dated step in the life of an incident: a new status or a correction, with its reason or source.
type Change struct {
	Date       Date
	Status     string // the new status; empty for a correction
	Withdrawal string // why a record is withdrawn, one of Taxonomy.Withdrawals; empty for any other status
	Field      string // the field that was corrected; empty for a status
	Reason     string
	Source     string // URL
}

// Withdrawn is the status of a record that should not have been there: its page stays and says why.
const Withdrawn = "withdrawn"

// OtherReason is the reason of a withdrawal that none of the others is: its words say it.
const OtherReason = "other"

// Edit is a field of a published incident that a person changed, as the repository's history tells it.
type Edit struct {
	Date   Date
	Field  string
	Reason string // the first line of the commit's message
	Commit string
}

// Incident is what happened, told by one or more articles.
type Incident struct {
	ID string
	Facts
	Review   string // one of Reviews
	Sources  []Source
	History  []Change
	Edits    []Edit // what people changed and History does not tell, where git is at hand
	Reply    string // the organisation's own words
	Text     string // an editor's text, Markdown
	Articles []Article
	ByHand   []string // fields that a person set
}

// Reviews: pending is kept and not published; auto is published, read by the machine only; done was read by a person.
var Reviews = []string{"pending", "auto", "done"}

// Withdrawal is the newest line of history that withdraws the incident; zero where it is not withdrawn, or no line says so.
func (i Incident) Withdrawal() (last Change) {
	if i.Status != Withdrawn {
		return last
	}
	for _, h := range i.History {
		if h.Status == Withdrawn && h.Date >= last.Date {
			last = h
		}
	}
	return last
}

// Shown reports whether the incident is published on the site.
func (i Incident) Shown() bool { return i.Review != "pending" }

// Organisation is one entry of the gazetteer.
type Organisation struct {
	Name          string
	Aliases       []string
	Country       string
	Sector        string
	Domain        string
	Parent        string
	CommonWord    bool     // the name is also a common word: found only in context
	CommonAliases []string // aliases that are also common words
	Line          int
}

// Labels are the words for one thing in the languages of the site.
type Labels struct{ FR, NL, EN string }

// In returns the label in a language; French where the language is not one of the site.
func (l Labels) In(lang string) string {
	switch lang {
	case "nl":
		return l.NL
	case "en":
		return l.EN
	}
	return l.FR
}

// Langs are the languages of the site, the first is the one at its root.
var Langs = []string{"fr", "nl", "en"}

// Term is one entry of the taxonomy.
type Term struct {
	ID     string
	Labels Labels
	Risk   int    // data types only: 1 (nuisance) to 4 (grave)
	Art9   bool   // data types only: special category under article 9 of the GDPR
	Group  string // data types only: one of Taxonomy.Groups
}

// Taxonomy is the closed vocabularies. Order is the order of the file.
type Taxonomy struct {
	DataTypes []Term
	Groups    []Term
	Countries []Term
	Statuses  []Term
	Causes    []Term
	Sectors   []Term
	// Withdrawals are the reasons for which a record may be withdrawn.
	Withdrawals []Term
}

// Find returns the term with an ID.
func Find(terms []Term, id string) (t Term, ok bool) {
	for _, t := range terms {
		if t.ID == id {
			return t, true
		}
	}
	return Term{}, false
}
