package tag

import (
	"fmt"
	"strconv"
	"time"

	"saison/internal/news"
)

// moment is a date as the text writes it.
type moment struct {
	from, to         int // tokens
	year, month, day int // 0 where it is not said
	weekday          int // 0 is Sunday; -1 where it is not said
}

// moments finds the dates of a sentence, in order. Of a span ("entre le 18 et le 20 octobre 2025") it returns both ends.
func (d *doc) moments(s *sentence) []moment {
	var found []moment
	for i := s.from; i < s.to; {
		m, ok := d.momentAt(i, s.to)
		if !ok {
			i++
			continue
		}
		found = append(found, m)
		i = m.to
	}
	// what the first end of a span leaves out stands at its second
	for k := len(found) - 2; k >= 0; k-- {
		a, b := &found[k], found[k+1]
		if b.from-a.to > 3 {
			continue
		}
		if a.month == 0 && a.day > 0 {
			a.month = b.month
		}
		if a.year == 0 && a.month > 0 {
			a.year = b.year
		}
	}
	return found
}

func (d *doc) momentAt(i, end int) (m moment, ok bool) {
	t := d.tokens[i]
	m = moment{from: i, to: i + 1, weekday: -1}
	if day, is := d.lang.days[t.fold]; is && t.kind == word {
		m.weekday = day
		if next, ok := d.momentAt(min(i+1, len(d.tokens)-1), end); ok && i+1 < end && next.weekday < 0 {
			next.from, next.weekday = i, day
			return next, true
		}
		return m, true
	}
	if month, is := d.lang.months[t.fold]; is && t.kind == word && (len(t.fold) > 3 && t.fold != "mars" && t.fold != "march" || t.capital || d.lang.Lang != "en") {
		m.month = month
		return d.afterMonth(m, end), true
	}
	if t.kind != number {
		return m, false
	}
	if m, ok = d.numeric(i, end); ok {
		return m, true
	}
	day, err := strconv.Atoi(t.fold)
	if err != nil || day < 1 || day > 31 || len(t.fold) > 2 {
		return m, false
	}
	m = moment{from: i, to: i + 1, day: day, weekday: -1}
	at := i + 1
	for at < end && at < i+3 && (d.tokens[at].fold == "er" || d.tokens[at].fold == "th" || d.tokens[at].fold == "st" || d.tokens[at].fold == "nd" || d.tokens[at].fold == "rd" || d.tokens[at].fold == "of") {
		at++
	}
	if at < end {
		if month, is := d.lang.months[d.tokens[at].fold]; is {
			m.month, m.to = month, at+1
			return d.year(m, end), true
		}
	}
	return m, d.opensSpan(i, end)
}

// opensSpan reports a day whose month stands at the end of its span: "du 11 au 12 décembre", "van 5 op 6 december".
func (d *doc) opensSpan(i, end int) bool {
	at := i + 1
	if at < end && d.tokens[at].fold == "er" {
		at++
	}
	if at >= end {
		return false
	}
	switch d.tokens[at].fold {
	case "au", "et", "op", "en", "tot", "to", "and", "a":
	default:
		return false
	}
	if at++; at < end && (d.tokens[at].fold == "le" || d.lang.days[d.tokens[at].fold] > 0) {
		at++
	}
	if at >= end || d.tokens[at].kind != number || len(d.tokens[at].fold) > 2 {
		return false
	}
	if at+1 < end {
		if _, is := d.lang.months[d.tokens[at+1].fold]; is {
			return true
		}
	}
	// "dans la nuit du 6 au 7": the month is the one the text is in
	return i > 1 && (d.tokens[i-2].fold == "nuit" || d.tokens[i-2].fold == "nacht" || i > 2 && d.tokens[i-3].fold == "nuit")
}

// afterMonth reads what may follow a month: a day (May 13), a year.
func (d *doc) afterMonth(m moment, end int) moment {
	if m.to < end && d.tokens[m.to].kind == number && len(d.tokens[m.to].fold) <= 2 && d.lang.Lang == "en" {
		m.day, _ = strconv.Atoi(d.tokens[m.to].fold)
		m.to++
	}
	return d.year(m, end)
}

func (d *doc) year(m moment, end int) moment {
	at := m.to
	if at < end && d.tokens[at].fold == "," || at < end && d.tokens[at].fold == "of" {
		at++
	}
	if at < end && d.tokens[at].kind == number && len(d.tokens[at].fold) == 4 {
		if y, err := strconv.Atoi(d.tokens[at].fold); err == nil && y > 1990 && y < 2100 {
			m.year, m.to = y, at+1
		}
	}
	return m
}

// numeric reads 31/03/2020 and 2020-03-31.
func (d *doc) numeric(i, end int) (moment, bool) {
	if i+2 >= end {
		return moment{}, false
	}
	var n [3]int
	at := i
	for k := range n {
		if at >= end || d.tokens[at].kind != number || len(d.tokens[at].fold) > 4 {
			return moment{}, false
		}
		v, err := strconv.Atoi(d.tokens[at].fold)
		if err != nil {
			return moment{}, false
		}
		n[k] = v
		at++
		if k == 2 {
			break
		}
		if at < end && d.tokens[at].fold == "/" {
			at++
		} else if at >= end || d.tokens[at].start != d.tokens[at-1].end+1 || d.text[d.tokens[at-1].end] != '-' {
			return moment{}, false
		}
	}
	m := moment{from: i, to: at, weekday: -1}
	switch {
	case n[0] > 1990 && n[1] <= 12 && n[2] <= 31:
		m.year, m.month, m.day = n[0], n[1], n[2]
	case n[2] > 1990 && n[1] <= 12 && n[0] <= 31:
		m.year, m.month, m.day = n[2], n[1], n[0]
	default:
		return moment{}, false
	}
	return m, true
}

// date gives the moment its year: its own, else the one that makes it the last before publication, else that of the
// dates around it (near).
func (d *doc) date(m moment, near moment) news.Date {
	pub := d.Published.Time()
	if m.month == 0 && m.day > 0 {
		m.month = near.month
	}
	if m.month == 0 {
		if m.weekday < 0 || !d.Published.IsDay() {
			return ""
		}
		back := (int(pub.Weekday()) - m.weekday + 7) % 7
		return news.DateOf(pub.AddDate(0, 0, -back))
	}
	if m.year == 0 {
		switch {
		case m.day == 0 && near.year > 0:
			m.year = near.year
		case !pub.IsZero():
			if m.day == 0 { // "en juin": of which year, only a text with a year tells
				return ""
			}
			m.year = pub.Year()
			if first := time.Date(m.year, time.Month(m.month), max(m.day, 1), 0, 0, 0, 0, time.UTC); d.Published.IsDay() && first.After(pub) || m.month > int(pub.Month()) {
				m.year--
			}
		case near.year > 0:
			m.year = near.year
		default:
			return ""
		}
	}
	date := news.Date(fmt.Sprintf("%04d-%02d", m.year, m.month))
	if m.day > 0 {
		date = news.Date(fmt.Sprintf("%s-%02d", date, m.day))
	}
	if !date.Valid() || !pub.IsZero() && date.Time().After(pub.AddDate(0, 1, 0)) {
		return ""
	}
	return date
}

// breachDate returns the earliest date at which the text says that it happened. A text tells its own case first: what
// lies more than half a year before the first date is another one, and so is an old date that only its end tells.
func (d *doc) breachDate() news.Finding {
	var best, likely news.Finding
	var first time.Time
	var near moment
	for i := range d.s {
		s := &d.s[i]
		if s.zone == furniture || s.zone == advice {
			continue
		}
		for _, m := range d.moments(s) {
			if m.year > 0 {
				near = m
			} else if m.month > 0 && near.month == 0 {
				near.month = m.month
			}
			if d.elsewhere(s) {
				continue
			}
			date := d.date(m, near)
			if !d.happened(s, m) {
				if likely.Value == "" && date != "" && m.month > 0 && s.zone == lead && !s.has(d.lang.cue["announce"]) {
					likely = news.Finding{Value: string(date), Proof: d.proof(s, m.from, m.to)}
				}
				continue
			}
			if date == "" || best.Value != "" && news.Earliest(news.Date(best.Value), date) != date {
				continue
			}
			if first.IsZero() && d.late(s) && !d.mentions(s, d.own) && d.Published.IsDay() && d.Published.Time().Sub(date.Time()) > halfYear {
				continue
			}
			if !first.IsZero() && first.Sub(date.Time()) > halfYear {
				continue
			}
			if first.IsZero() {
				first = date.Time()
			}
			best = news.Finding{Value: string(date), Proof: d.proof(s, m.from, m.to)}
		}
	}
	if best.Value == "" {
		return likely // in the first paragraph, and not of the announcement
	}
	return best
}

const halfYear = 183 * 24 * time.Hour

// late reports a sentence of the second half.
func (d *doc) late(s *sentence) bool { return s.from*2 > len(d.tokens) }

// happened reports whether the date is of the breach: the nearest word around it says what happened, not who told it.
func (d *doc) happened(s *sentence, m moment) bool {
	const far = 14
	event, told := far, far
	for _, h := range s.hits {
		gap := 0
		switch {
		case h.to <= m.from:
			gap = m.from - h.to
		case h.from >= m.to:
			gap = h.from - m.to + 1
		}
		if h.from >= m.to && d.colon(m.to, h.from) {
			continue
		}
		if d.lang.values[h.class].table == "cause" {
			event = min(event, gap+1)
		}
		switch h.class {
		case d.lang.cue["event"]:
			event = min(event, gap)
		case d.lang.cue["leak"]:
			if m.day > 0 || m.month > 0 {
				event = min(event, gap+3)
			}
		case d.lang.cue["announce"], d.lang.cue["justice"]:
			told = min(told, gap)
		}
	}
	return event < told
}
