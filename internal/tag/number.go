package tag

import (
	"strconv"
	"strings"
)

// amount is a number as the text writes it: 1,5 million, 850.000, 43M, un million et demi, achtduizend.
type amount struct {
	n        int
	from, to int  // tokens
	bare     bool // no numeral before the multiplier: "millions de"
}

// mostPeople is above the number of people on Earth; larger numbers count something else.
const mostPeople = 10_000_000_000

// amountAt reads the amount that begins at token i; ok is false where none does.
func (d *doc) amountAt(i int) (a amount, ok bool) {
	a = amount{from: i}
	total, current, at, any := 0.0, 0.0, i, false
	for at < len(d.tokens) && total < mostPeople && current < mostPeople {
		t := d.tokens[at]
		if t.kind == number {
			v, next := d.digits(at)
			if any && at > i && d.tokens[at-1].kind == number {
				break
			}
			current, at, any = current+v, next, true
			continue
		}
		if t.kind != word {
			break
		}
		if m, found := d.lang.times[t.fold]; found && (len(t.fold) > 1 || any && t.glued) {
			if !any && m > 1000 && at == i { // "millions de", but "mille" and "duizend" are numbers
				a.bare = true
			}
			if current == 0 {
				current = 1
			}
			if m < 1000 {
				current *= float64(m)
			} else {
				total, current = total+current*float64(m), 0
				if half, next := d.half(at+1, m); half > 0 {
					total, at = total+half, next-1
				}
			}
			any, at = true, at+1
			continue
		}
		v, found := d.lang.numberWord(t.fold)
		if part, is := d.lang.Parts[t.fold]; is {
			current, any, at = part, true, at+1
			for k := 0; k < 2 && at < len(d.tokens) && d.tokens[at].fold == "a"; k++ {
				at++
			}
			continue
		}
		if !found {
			if any && d.lang.numbers[t.fold] == 0 && d.joinsNumber(at) {
				at++
				continue
			}
			break
		}
		if v == 20 && current == 4 {
			current = 80
		} else if v >= 100 && v%100 == 0 && current > 0 && current < 100 {
			break
		} else {
			current += float64(v)
		}
		any, at = true, at+1
	}
	a.n, a.to = int(total+current+0.5), at
	return a, any && a.n > 1 && a.n < mostPeople && !d.isYear(a)
}

// noMarks drops the marks between thousands.
var noMarks = strings.NewReplacer(".", "", ",", "")

// digits reads 1.500, 1,5, 850 000 at token i.
func (d *doc) digits(i int) (v float64, next int) {
	text := d.tokens[i].fold
	if len(text) > 15 {
		return 0, i + 1
	}
	if cut := strings.LastIndexAny(text, ".,"); cut >= 0 && len(text)-cut-1 != 3 {
		whole := noMarks.Replace(text[:cut])
		v, _ = strconv.ParseFloat(whole+"."+text[cut+1:], 64)
		return v, i + 1
	}
	plain := noMarks.Replace(text)
	v, _ = strconv.ParseFloat(plain, 64)
	next = i + 1
	for grouped := len(text) <= 3; grouped && next < len(d.tokens) && v < mostPeople; next++ {
		t := d.tokens[next]
		if t.kind != number || len(t.fold) != 3 || strings.ContainsAny(t.fold, ".,") || t.start-d.tokens[next-1].end > 4 {
			break
		}
		group, _ := strconv.ParseFloat(t.fold, 64)
		v = v*1000 + group
	}
	return v, next
}

// half reads "et demi" after a multiplier.
func (d *doc) half(at, multiplier int) (v float64, next int) {
	for k := 0; k < 3 && at+k < len(d.tokens); k++ {
		switch d.tokens[at+k].fold {
		case "demi", "half", "demie":
			return float64(multiplier) / 2, at + k + 1
		case "et", "and", "en", "a":
			continue
		}
		break
	}
	return 0, at
}

// joinsNumber reports "et" or "and" between two number words: soixante et un.
func (d *doc) joinsNumber(at int) bool {
	if f := d.tokens[at].fold; f != "et" && f != "and" {
		return false
	}
	if at+1 >= len(d.tokens) || d.tokens[at-1].kind == number {
		return false
	}
	next := d.tokens[at+1].fold
	v, found := d.lang.numberWord(next)
	prev := d.tokens[at-1].fold
	p, _ := d.lang.numberWord(prev)
	if d.lang.Lang == "fr" {
		return found && (v == 1 || v == 11) && p >= 20 && p < 80
	}
	return found && d.lang.times[prev] == 100
}

// numberWord reads a number word; Dutch writes hundreds and thousands in one.
func (g *language) numberWord(w string) (int, bool) {
	if v, ok := g.numbers[w]; ok {
		return v, true
	}
	if len(w) < 7 || len(w) > 60 || g.Lang != "nl" {
		return 0, false
	}
	return g.compound(w)
}

func (g *language) compound(w string) (int, bool) {
	if w == "" {
		return 0, true
	}
	if v, ok := g.numbers[w]; ok {
		return v, true
	}
	for _, m := range []struct {
		word string
		n    int
	}{{"duizend", 1000}, {"honderd", 100}} {
		left, right, found := strings.Cut(w, m.word)
		if !found {
			continue
		}
		if right == "en" { // duizenden
			return 0, false
		}
		l, okl := g.compound(left)
		r, okr := g.compound(strings.TrimPrefix(right, "en"))
		return max(l, 1)*m.n + r, okl && okr
	}
	// vierendertig: four and thirty
	for at := 3; at+4 < len(w); at++ {
		if w[at:at+2] == "en" {
			l, okl := g.numbers[w[:at]]
			r, okr := g.numbers[w[at+2:]]
			if okl && okr && l < 10 && r >= 20 {
				return l + r, true
			}
		}
	}
	return 0, false
}

// isYear reports a number that is the year of a date.
func (d *doc) isYear(a amount) bool {
	if a.to != a.from+1 || a.from == 0 || len(d.tokens[a.from].fold) != 4 || a.n < 1950 || a.n > 2100 {
		return false
	}
	before := d.tokens[a.from-1].fold
	_, month := d.lang.months[before]
	return month || before == "en" || before == "in" || before == "de" || before == "sinds" || before == "depuis" || before == "since" || before == "/"
}
