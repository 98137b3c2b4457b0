package site

import (
	"slices"
	"strings"

	"saison/internal/news"
)

// sentences says an incident in one language, from its facts alone: no sentence of the press is ever used.
type sentences struct {
	*tongue
	tax news.Taxonomy
}

// title is the headline of an incident.
func (s sentences) title(i news.Incident) string {
	key := "title.unknown"
	if i.Status != "" {
		key = "title." + i.Status
	}
	return capital(s.text(key, s.at(i.Organisations), s.of(i.Organisations), s.the(i.Organisations)))
}

// dated adds the month to the headline, so that two incidents of an organisation differ.
func (s sentences) dated(title string, i news.Incident) string {
	when := news.Date(firstDate(i).Month())
	if when == "" {
		return title
	}
	return s.text("title.dated", title, s.date(when))
}

// firstDate is when it happened, else when it became known.
func firstDate(i news.Incident) news.Date {
	if i.BreachDate != "" {
		return i.BreachDate
	}
	return i.Published
}

// summary tells the incident in a few sentences; of a withdrawn one only that it is, and why.
func (s sentences) summary(i news.Incident) string {
	if i.Status == news.Withdrawn {
		return s.status(i)
	}
	said := []string{s.status(i), s.when(i), s.data(i), s.people(i), s.cause(i), s.told(i)}
	said = slices.DeleteFunc(said, func(x string) bool { return x == "" })
	return strings.Join(said, " ")
}

// description is the summary for search engines and shared links: what leaked and how many.
func (s sentences) description(i news.Incident) string {
	if i.Status == news.Withdrawn {
		return s.status(i)
	}
	return strings.Join([]string{s.status(i), s.data(i)}, " ")
}

func (s sentences) status(i news.Incident) string {
	if i.Status == news.Withdrawn {
		return s.text("said.withdrawn", s.withdrawal(i.Withdrawal()))
	}
	key := "said.unknown"
	if i.Status != "" {
		key = "said." + i.Status
	}
	return capital(s.text(key, s.at(i.Organisations), s.of(i.Organisations), s.the(i.Organisations)))
}

// withdrawal is why an incident is withdrawn, in the words of the closed list.
func (s sentences) withdrawal(c news.Change) string {
	if c.Withdrawal == "" {
		return s.text("withdrawal.unknown")
	}
	return lowered(s.label(s.tax.Withdrawals, c.Withdrawal))
}

func (s sentences) when(i news.Incident) string {
	switch {
	case i.Published == "" && i.BreachDate == "":
		return s.text("when.unknown")
	case i.Published == "":
		return s.text("when.breach", s.on(i.BreachDate))
	case i.BreachDate == "":
		return s.text("when.published", s.on(i.Published))
	}
	return s.text("when.both", s.on(i.BreachDate), s.on(i.Published))
}

func (s sentences) data(i news.Incident) string {
	if len(i.DataTypes) == 0 {
		return s.text("leaked.unknown")
	}
	return s.text("leaked", s.list(s.dataWords(i)))
}

// dataWords names the data types of an incident inside a sentence, gravest first: "mots de passe", "IBAN".
func (s sentences) dataWords(i news.Incident) []string {
	return apply(s.byRisk(i.DataTypes), func(id string) string { return s.dataWord(id, i.Countries...) })
}

// dataWord names a data type inside a sentence, as the one country says it where there is one: a national number is a
// "numéro de sécurité sociale" in France and a "numéro de registre national" in Belgium.
func (s sentences) dataWord(id string, countries ...string) string {
	word := s.maybe("data."+id, lowered(s.label(s.tax.DataTypes, id)))
	if len(countries) == 1 {
		return s.maybe("data."+id+"."+countries[0], word)
	}
	return word
}

// byRisk sorts data types, gravest first and else in the order of the taxonomy; unknown ones come last.
func (s sentences) byRisk(ids []string) []string {
	type ranked struct {
		id   string
		rank int
	}
	list := make([]ranked, len(ids))
	for n, id := range ids {
		list[n] = ranked{id, 1 << 20}
		for at := range s.tax.DataTypes {
			if t := &s.tax.DataTypes[at]; t.ID == id {
				list[n].rank = at - t.Risk*1000
			}
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return a.rank - b.rank })
	sorted := make([]string, len(ids))
	for n, r := range list {
		sorted[n] = r.id
	}
	return slices.Compact(sorted)
}

func (s sentences) people(i news.Incident) string {
	switch {
	case i.People > 0 && i.PeopleClaimed > 0:
		return s.count("people.said", i.People) + " " + s.count("people.claimed", i.PeopleClaimed)
	case i.People > 0:
		return s.count("people.said", i.People)
	case i.PeopleClaimed > 0:
		return s.count("people.claimed", i.PeopleClaimed)
	}
	return s.text("people.unknown")
}

func (s sentences) cause(i news.Incident) string {
	switch {
	case i.Via != "":
		return s.text("via", s.the([]string{i.Via}))
	case i.Cause != "":
		return s.text("cause", lowered(s.label(s.tax.Causes, i.Cause)))
	}
	return ""
}

func (s sentences) told(i news.Incident) string {
	if len(i.Regulator) == 0 {
		return ""
	}
	return capital(s.count("told", len(i.Regulator), s.list(apply(i.Regulator, s.regulator))))
}

// regulator names an authority as the language does: the Belgian one is the APD in French and the GBA in Dutch.
func (s sentences) regulator(id string) string {
	return s.maybe("regulator."+strings.ToUpper(id), id)
}
