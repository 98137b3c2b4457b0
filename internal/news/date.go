package news

import (
	"fmt"
	"time"
)

// Date is a day (2025-02-10), a month (2025-01), or unknown (empty).
type Date string

// DateOf returns the day of t in its own zone; empty for the zero time.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// Valid reports whether d is empty, a real month or a real day.
func (d Date) Valid() bool {
	if d == "" {
		return true
	}
	return !d.Time().IsZero()
}

// Time returns the first moment of the day or month, in UTC; zero when unknown or not valid.
func (d Date) Time() time.Time {
	if !d.IsDay() && len(d) != len("2006-01") {
		return time.Time{}
	}
	year, month, day := digits(d[:4]), digits(d[5:7]), 1
	if d.IsDay() && d[7] == '-' {
		day = digits(d[8:])
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if d[4] != '-' || d.IsDay() && d[7] != '-' || year < 0 || t.Month() != time.Month(month) || t.Day() != day {
		return time.Time{} // there is no 30 February
	}
	return t
}

// digits is the number that a text of digits is, else one that no date has.
func digits(s Date) (n int) {
	for _, c := range s {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// IsDay reports whether the day is known.
func (d Date) IsDay() bool { return len(d) == len("2006-01-02") }

// Month returns the month, as 2025-01; empty when unknown.
func (d Date) Month() string {
	if len(d) < len("2006-01") {
		return ""
	}
	return string(d[:len("2006-01")])
}

// Earliest returns the earlier of two dates; an unknown date loses, and of a month and a day in it the day wins.
func Earliest(a, b Date) Date {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	case a.Month() == b.Month() && a.IsDay() != b.IsDay():
		if a.IsDay() {
			return a
		}
		return b
	case b < a:
		return b
	}
	return a
}

// Missed returns the days between the first and the last of some, in order, that are not among them.
func Missed(nights []Date) []Date {
	var missed []Date
	for i := 1; i < len(nights); i++ {
		for d := nights[i-1].Time().AddDate(0, 0, 1); d.Before(nights[i].Time()); d = d.AddDate(0, 0, 1) {
			missed = append(missed, DateOf(d))
		}
	}
	return missed
}

// Season is a named span of dates, told as one chapter.
type Season struct {
	Name  string // 2025-2026
	First Date   // its first day
	Last  Date   // its last day
}

// Seasons is the calendar of seasons: each begins on this day of the year.
type Seasons struct {
	Month time.Month
	Day   int
}

// At returns the season that holds a date; ok is false when the date is unknown.
func (s Seasons) At(d Date) (season Season, ok bool) {
	t := d.Time()
	if t.IsZero() {
		return Season{}, false
	}
	first := time.Date(t.Year(), s.Month, s.Day, 0, 0, 0, 0, time.UTC)
	if t.Before(first) {
		first = first.AddDate(-1, 0, 0)
	}
	next := first.AddDate(1, 0, 0)
	name := fmt.Sprintf("%d-%d", first.Year(), next.AddDate(0, 0, -1).Year())
	return Season{name, DateOf(first), DateOf(next.AddDate(0, 0, -1))}, true
}
