package feed

import (
	"regexp"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
)

// published returns when an item says it came out, on the clocks of France and Belgium; zero when it does not say, or
// nothing that can be.
func published(it *gofeed.Item) time.Time {
	for _, d := range []struct {
		parsed *time.Time
		text   string
	}{{it.PublishedParsed, it.Published}, {it.UpdatedParsed, it.Updated}} {
		if d.parsed == nil || !plausible(*d.parsed) {
			continue
		}
		if d.text != "" && !zoned.MatchString(d.text) {
			return wall(*d.parsed)
		}
		return home(*d.parsed)
	}
	texts := []string{it.Published, it.Updated}
	for _, name := range [][2]string{{"dcterms", "created"}, {"dcterms", "issued"}, {"dcterms", "modified"}, {"dc", "date"}, {"atom", "updated"}} {
		if e := it.Extensions[name[0]][name[1]]; len(e) > 0 {
			texts = append(texts, e[0].Value)
		}
	}
	for _, s := range texts {
		if t := parseDate(s); plausible(t) {
			return t
		}
	}
	return time.Time{}
}

// plausible leaves out the years that programs write when they do not know: 1, 1900, 1970.
func plausible(t time.Time) bool { return t.Year() >= 1990 && t.Year() < 2200 }

// months are the names of months in the languages we read, by their first letters without accents.
var months = []struct {
	prefix string
	month  time.Month
}{
	{"apr", time.April}, {"avr", time.April},
	{"aou", time.August}, {"aug", time.August},
	{"dec", time.December}, {"dez", time.December},
	{"feb", time.February}, {"fev", time.February},
	{"jan", time.January},
	{"juil", time.July}, {"jul", time.July},
	{"juin", time.June}, {"jun", time.June},
	{"maa", time.March}, {"mar", time.March}, {"mrt", time.March}, {"mae", time.March},
	{"mai", time.May}, {"may", time.May}, {"mei", time.May},
	{"nov", time.November},
	{"oct", time.October}, {"okt", time.October},
	{"sep", time.September},
}

var (
	unaccent = strings.NewReplacer("é", "e", "è", "e", "û", "u", "ä", "a", "É", "e", "Û", "u", "h00", "h00", ".", " ", ",", " ", "\u00a0", " ")
	dayFirst = regexp.MustCompile(`(?i)\b(\d{1,2})(?:er|e|st|nd|rd|th)?(?: de)? ([a-z]{3,10}) (\d{4}|\d{2})\b`)
	clock    = regexp.MustCompile(`(?i)\b(\d{1,2})\s?[:h]\s?(\d{2})(?::(\d{2}))?`)
	offset   = regexp.MustCompile(`([+-])(\d{2}):?(\d{2})\s*$|(?i)\b(gmt|utc|z|cet|cest|met|mest|mez|mesz|hec)\b`)
	numeric  = regexp.MustCompile(`\b(\d{1,2})[/ -](\d{1,2})[/ -](\d{4})\b`)
	iso      = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})`)
)

// parseDate reads dates that no format of gofeed fits: with French or Dutch names, with 14h30, with words around.
func parseDate(s string) time.Time {
	if len(s) > 200 {
		return time.Time{}
	}
	s = strings.Join(strings.Fields(unaccent.Replace(s)), " ")
	year, month, day, rest := 0, time.Month(0), 0, ""
	if m := dayFirst.FindStringSubmatchIndex(s); m != nil {
		day, month, year = number(s[m[2]:m[3]]), monthOf(s[m[4]:m[5]]), number(s[m[6]:m[7]])
		rest = s[m[1]:]
		if year < 100 {
			year += 2000
		}
	} else if m := iso.FindStringSubmatchIndex(s); m != nil {
		year, month, day = number(s[m[2]:m[3]]), time.Month(number(s[m[4]:m[5]])), number(s[m[6]:m[7]])
		rest = s[m[1]:]
	}
	if m := numeric.FindStringSubmatchIndex(s); m != nil && year == 0 {
		day, month, year = number(s[m[2]:m[3]]), time.Month(number(s[m[4]:m[5]])), number(s[m[6]:m[7]])
		rest = s[m[1]:]
	}
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}
	}
	hour, minute, second := 0, 0, 0
	if m := clock.FindStringSubmatch(rest); m != nil && number(m[1]) < 24 && number(m[2]) < 60 {
		hour, minute, second = number(m[1]), number(m[2]), number(m[3])
	}
	t := time.Date(year, month, day, hour, minute, second, 0, time.UTC)
	if t.Day() != day {
		return time.Time{}
	}
	if seconds, ok := offsetOf(rest); ok {
		return home(t.Add(-time.Duration(seconds) * time.Second))
	}
	return wall(t)
}

func monthOf(name string) time.Month {
	name = strings.ToLower(name)
	for _, m := range months {
		if strings.HasPrefix(name, m.prefix) {
			return m.month
		}
	}
	return 0
}

// offsetOf returns the seconds east of Greenwich that a text ends with.
func offsetOf(s string) (seconds int, ok bool) {
	m := offset.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	if m[1] == "" {
		hours := map[string]int{"cet": 1, "met": 1, "mez": 1, "hec": 1, "cest": 2, "mest": 2, "mesz": 2}[strings.ToLower(m[4])]
		return hours * 3600, true
	}
	seconds = number(m[2])*3600 + number(m[3])*60
	if m[1] == "-" {
		seconds = -seconds
	}
	return seconds, true
}

// zoned finds the zone at the end of a date: Z, +0100, CET, GMT+1. A date without is meant on our clocks.
var zoned = regexp.MustCompile(`(?i)\d\s*(?:Z|[+-]{1,2}\d{1,2}:?\d{2}|[B-OQ-Z][A-Z]{1,4}|A[A-LN-Z][A-Z]{0,3})(?:\s*[+-]\d{1,2}:?\d{0,2})?(?:\s*\(.*\))?\s*$`)

var (
	winterTime = time.FixedZone("CET", 3600)
	summerTime = time.FixedZone("CEST", 2*3600)
)

// home puts a moment on the clocks of France and Belgium, so that half past midnight is of the day that readers knew.
// The rule is the European Union's since 1996, written out because not every machine has a table of zones.
func home(t time.Time) time.Time {
	begin, end := lastSunday(t.UTC().Year(), time.March), lastSunday(t.UTC().Year(), time.October)
	if !t.Before(begin) && t.Before(end) {
		return t.In(summerTime)
	}
	return t.In(winterTime)
}

// lastSunday is one in the morning, in Greenwich, of the last Sunday of a month of 31 days.
func lastSunday(year int, month time.Month) time.Time {
	t := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, -int(t.Weekday()))
}

// wall reads what t shows in UTC as if our clocks showed it.
func wall(t time.Time) time.Time {
	h := home(t.UTC().Add(-time.Hour))
	_, seconds := h.Zone()
	return home(t.UTC().Add(-time.Duration(seconds) * time.Second))
}

// number reads the digits that an expression has matched.
func number(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}
