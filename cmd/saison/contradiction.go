package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saison/internal/content"
	"saison/internal/news"
)

// contradictionTasks: an article tells something else than what a person wrote on top. A line of history that names the
// field, not older than the article, settles it.
func contradictionTasks(c *content.Content) (tasks []task) {
	for _, in := range c.Incidents {
		if in.Status == news.Withdrawn { // nobody reads its facts any more
			continue
		}
		for _, field := range in.ByHand {
			if t, ok := contradiction(in, field); ok {
				tasks = append(tasks, t)
			}
		}
	}
	return tasks
}

// contradiction tells the newest article that contradicts a field, and how many do.
func contradiction(in news.Incident, field string) (t task, found bool) {
	settled := settledOn(in, field)
	var newest news.Article
	n, told := 0, ""
	for _, a := range in.Articles {
		says := against(in.Facts, a, field)
		if says == "" || a.Published <= settled {
			continue
		}
		if n++; a.Published >= newest.Published {
			newest, told = a, says
		}
	}
	if n == 0 {
		return task{}, false
	}
	fact := fmt.Sprintf("%s: %s on top, %s in an article of %s", field, onTop(in.Facts, field), told, newest.Published)
	if n > 1 {
		fact += fmt.Sprintf(", and in %d more", n-1)
	}
	return task{Kind: "contradiction", IDs: []string{in.ID}, Fact: fact, Link: newest.URL}, true
}

// near is how far apart two counts of people may be and tell the same: the press rounds.
const near = 0.03

// against is what an article tells of a field where that is not what the facts say; empty where it agrees or is silent.
// Status has a list of its own, and review is no fact.
func against(top news.Facts, a news.Article, field string) string {
	s := a.Says
	switch field {
	case "people":
		return otherCount(top.People, s.People.N)
	case "people_claimed":
		return otherCount(top.PeopleClaimed, s.PeopleClaimed.N)
	case "breach_date":
		if d := news.Date(s.BreachDate.Value); d.Month() != top.BreachDate.Month() || d.IsDay() && top.BreachDate.IsDay() && d != top.BreachDate {
			return string(d)
		}
	case "published":
		if a.Published < top.Published {
			return string(a.Published)
		}
	case "cause":
		if s.Cause.Value != top.Cause && s.Cause.Value != "intrusion" { // the word for all of them
			return s.Cause.Value
		}
	case "via":
		if !strings.EqualFold(s.Via.Value, top.Via) {
			return s.Via.Value
		}
	case "organisations":
		return more(top.Organisations, s.Organisations)
	case "countries":
		return more(top.Countries, s.Countries)
	case "data_types":
		return more(top.DataTypes, s.DataTypes)
	case "regulator":
		return more(top.Regulator, s.Regulator)
	}
	return ""
}

func otherCount(top, told int) string {
	if d := float64(told - top); told == 0 || max(d, -d) <= near*float64(max(top, told)) {
		return ""
	}
	return strconv.Itoa(told)
}

// more is what an article tells beyond a list.
func more(top []string, told []news.Finding) string {
	var list []string
	for _, f := range told {
		if !slices.ContainsFunc(top, func(s string) bool { return strings.EqualFold(s, f.Value) }) {
			list = append(list, f.Value)
		}
	}
	return strings.Join(list, ", ")
}

// onTop is a field as a person wrote it.
func onTop(top news.Facts, field string) string {
	value := map[string]string{
		"people": count(top.People), "people_claimed": count(top.PeopleClaimed), "breach_date": string(top.BreachDate), "published": string(top.Published),
		"cause": top.Cause, "via": top.Via, "organisations": strings.Join(top.Organisations, ", "), "countries": strings.Join(top.Countries, ", "),
		"data_types": strings.Join(top.DataTypes, ", "), "regulator": strings.Join(top.Regulator, ", "),
	}[field]
	if value == "" {
		return "nothing"
	}
	return value
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
