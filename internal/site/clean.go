package site

import (
	"slices"
	"strings"

	"saison/internal/news"
)

// clean drops from a text what is not text: control characters, and marks that turn the direction of the words that
// follow, which would reach out of their element.
func clean(s string) string {
	odd := func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 ||
			r == 0x200e || r == 0x200f || r == 0xfeff || r == 0xfffd || r == 0x2028 || r == 0x2029
	}
	if strings.IndexFunc(s, odd) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if odd(r) {
			return -1
		}
		return r
	}, s)
}

// cleaned is an incident whose texts are clean. What it was made of stays as it was.
func cleaned(i news.Incident) news.Incident {
	i.Organisations = apply(i.Organisations, clean)
	i.Via, i.Text, i.Reply = clean(i.Via), clean(i.Text), clean(i.Reply)
	i.Sources = slices.Clone(i.Sources)
	for n := range i.Sources {
		s := &i.Sources[n]
		s.Title, s.Outlet = clean(s.Title), clean(s.Outlet)
	}
	i.History = slices.Clone(i.History)
	for n := range i.History {
		i.History[n].Reason = clean(i.History[n].Reason)
	}
	i.Edits = slices.Clone(i.Edits)
	for n := range i.Edits {
		i.Edits[n].Reason = clean(i.Edits[n].Reason)
	}
	i.Articles = slices.Clone(i.Articles)
	for n := range i.Articles {
		a := &i.Articles[n]
		a.Title, a.Extract, a.Outlet = clean(a.Title), clean(a.Extract), clean(a.Outlet)
		a.Says = cleanedSays(a.Says)
	}
	return i
}

func cleanedSays(s news.Says) news.Says {
	all := func(list []news.Finding) []news.Finding {
		list = slices.Clone(list)
		for n := range list {
			list[n] = news.Finding{Value: clean(list[n].Value), Proof: clean(list[n].Proof)}
		}
		return list
	}
	s.Organisations, s.Countries, s.DataTypes, s.Regulator = all(s.Organisations), all(s.Countries), all(s.DataTypes), all(s.Regulator)
	for _, f := range []*news.Finding{&s.Status, &s.Cause, &s.Via, &s.BreachDate} {
		f.Proof = clean(f.Proof)
	}
	s.Via.Value = clean(s.Via.Value)
	s.People.Proof, s.PeopleClaimed.Proof = clean(s.People.Proof), clean(s.PeopleClaimed.Proof)
	return s
}
