package extract

import (
	"strings"
	"time"
)

// dateLayouts are the forms of dates that pages declare, those with a time and zone first.
var dateLayouts = []struct {
	layout string
	zoned  bool
}{
	{time.RFC3339, true},
	{"2006-01-02T15:04:05.999Z0700", true},
	{"2006-01-02T15:04:05Z0700", true},
	{"2006-01-02T15:04Z07:00", true},
	{"2006-01-02T15:04Z0700", true},
	{"2006-01-02 15:04:05Z07:00", true},
	{"2006-01-02 15:04:05 Z0700", true},
	{"2006-01-02 15:04:05 -07:00", true},
	{time.RFC1123Z, true},
	{time.RFC1123, true},
	{"Mon Jan 02 15:04:05 MST 2006", true},
	{"2006-01-02T15:04:05", false},
	{"2006-01-02T15:04", false},
	{"2006-01-02 15:04:05", false},
	{"2006-01-02 15:04", false},
	{time.DateOnly, false},
	{"2006/01/02", false},
	{"20060102", false},
	{"02/01/2006", false},
	{"02-01-2006", false},
	{"02.01.2006", false},
	{"January 2, 2006", false},
	{"Jan 2, 2006", false},
	{"2 January 2006", false},
}

// isoDate returns a declared date as RFC 3339 where the zone is known, else as a day; empty when it is no date.
func isoDate(s string) string {
	s = strings.TrimSpace(s)
	if len(s) < len("20060102") || len(s) > 40 {
		return ""
	}
	for _, l := range dateLayouts {
		t, err := time.Parse(l.layout, s)
		if err != nil || t.Year() < 1990 || t.Year() > 2100 {
			continue
		}
		if l.zoned {
			return t.Format(time.RFC3339)
		}
		return t.Format(time.DateOnly)
	}
	return ""
}
