package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"saison/internal/content"
	"saison/internal/news"
	"saison/internal/sources"
)

var newVerb = verb{
	name: "new", short: "add an entry by hand",
	long: `Writes an entry into content/incidents/, from flags, from what it asks on a terminal, or from the body of an issue form
(--from-issue FILE, - is standard input). It says what is missing, and warns of incidents that look the same. A form that
names an entry corrects a field of it, or brings the organisation's reply; the history says when and why.`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		e := entry{values: make(map[string]*string)}
		for _, q := range questions {
			e.values[q.key] = f.String(strings.ReplaceAll(q.key, "_", "-"), "", q.help)
		}
		issue := f.String("from-issue", "", "read the body of an issue form from this `file`")
		return func(_ context.Context, a *app, args []string) error {
			if len(args) > 0 {
				return usageError("new takes no argument")
			}
			return a.newEntry(e, *issue)
		}
	},
}

// question is one field of an entry, and how an issue form in French, Dutch or English calls it.
type question struct {
	key      string
	help     string
	required bool
	headings []string
}

var questions = []question{
	{"organisations", "`names` of the organisations, with commas between", true, []string{"organisme", "organismes", "organisation", "organisations", "organisatie", "organisaties"}},
	{"countries", "`codes` of the countries (FR,BE)", true, []string{"pays", "land", "landen", "countries", "country"}},
	{"sector", "`ID` of the sector", false, []string{"secteur", "sector"}},
	{"published", "`day` of the first public report", true, []string{"date de publication", "première publication", "datum van publicatie", "eerste bericht", "published", "first report"}},
	{"breach_date", "`day` or month of the breach", false, []string{"date de la fuite", "datum van het lek", "breach date"}},
	{"people", "`number` of people concerned", false, []string{"personnes concernées", "nombre de personnes", "aantal personen", "people"}},
	{"data_types", "`IDs` of the data types, with commas between", false, []string{"données concernées", "données", "gelekte gegevens", "gegevens", "data types", "data"}},
	{"status", "`ID`: confirmed, claimed or denied", true, []string{"statut", "status"}},
	{"cause", "`ID` of the cause", false, []string{"cause", "oorzaak"}},
	{"via", "`name` of the provider through which it leaked", false, []string{"prestataire", "leverancier", "provider"}},
	{"regulator", "`names` of the authorities told", false, []string{"autorité prévenue", "autorité", "ingelichte autoriteit", "autoriteit", "regulator"}},
	{"source", "`address` of an article or a statement", true, []string{"lien", "source", "link", "bron"}},
	{"outlet", "`name` of who published the source", true, []string{"média", "publication", "medium", "outlet"}},
	{"text", "a `text`, in Markdown", false, []string{"précisions", "texte", "toelichting", "text"}},
}

// entry is the answers.
type entry struct{ values map[string]*string }

func (e entry) get(key string) string { return strings.TrimSpace(*e.values[key]) }

func (e entry) list(key string) []string {
	var list []string
	for _, s := range strings.FieldsFunc(e.get(key), func(r rune) bool { return r == ',' || r == '\n' }) {
		if s = strings.TrimSpace(strings.TrimLeft(s, "-* ")); s != "" {
			list = append(list, s)
		}
	}
	return list
}

func (a *app) newEntry(e entry, issue string) error {
	var f form
	if issue != "" {
		text, err := a.readFile(issue)
		if err != nil {
			return err
		}
		if f = readForm(text); f["entry"] != "" {
			return a.correct(f)
		}
	}
	src, mistakes := a.readSources()
	if len(mistakes) > 0 {
		return mistakes
	}
	switch {
	case issue != "":
		f.answer(e, src.Taxonomy)
	case a.asks:
		a.ask(e)
	}
	in, err := e.incident()
	if err != nil {
		return err
	}
	return a.writeEntry(in)
}

// writeEntry reads content/ only now: answers take a while, and a night may have come between.
func (a *app) writeEntry(in news.Incident) error {
	_, err := a.decide(func(src sources.Sources, c *content.Content) error {
		for _, other := range c.Incidents {
			if looksSame(in, other) {
				a.warn("looks like %s (%s, %s): correct that one if it is the same", other.ID, strings.Join(other.Organisations, ", "), other.Published)
			}
		}
		n := &night{app: a, src: src, content: c}
		if in.Sector == "" {
			in.Sector = n.sector(in.Organisations)
		}
		in.ID = n.grouper().NewID(in.Organisations[0], news.Date(cmp.Or(in.BreachDate.Month(), in.Published.Month())))
		page, err := content.NewPage(in)
		if err != nil {
			return err
		}
		if mistakes := content.CheckPage(path.Join(a.nameOf(a.content), "incidents", idYear(in.ID), in.ID+".md"), in.ID, page, src.Taxonomy); len(mistakes) > 0 {
			return mistakes
		}
		return c.Add(in, page)
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, path.Join(a.nameOf(a.content), "incidents", idYear(in.ID), in.ID+".md"))
	return nil
}

// idYear is the year in an ID: its folder.
func idYear(id string) string {
	m := regexp.MustCompile(`-(\d{4})-\d\d(?:-\d+)?$`).FindStringSubmatch(id)
	if m == nil {
		return "0000"
	}
	return m[1]
}

func (e entry) incident() (news.Incident, error) {
	var missing []error
	for _, q := range questions {
		if q.required && e.get(q.key) == "" {
			missing = append(missing, fmt.Errorf("no %s: --%s", q.key, strings.ReplaceAll(q.key, "_", "-")))
		}
	}
	people := 0
	if s := e.get("people"); s != "" {
		n, err := strconv.Atoi(digits(s))
		if err != nil || n <= 0 {
			missing = append(missing, fmt.Errorf("people %q is not a number", s))
		}
		people = n
	}
	if err := errors.Join(missing...); err != nil {
		return news.Incident{}, err
	}
	in := news.Incident{Review: "done", Text: e.get("text"), Sources: []news.Source{{URL: e.get("source"), Outlet: e.get("outlet"), Date: news.Date(e.get("published"))}}}
	in.Facts = news.Facts{
		Organisations: e.list("organisations"), Countries: e.list("countries"), Sector: e.get("sector"), Published: news.Date(e.get("published")),
		BreachDate: news.Date(e.get("breach_date")), DataTypes: e.list("data_types"), Status: e.get("status"), Cause: e.get("cause"), Via: e.get("via"),
		Regulator: e.list("regulator"),
	}
	if in.Status == "claimed" {
		in.PeopleClaimed = people
	} else {
		in.People = people
	}
	return in, nil
}

// ask puts the questions that the flags left open.
func (a *app) ask(e entry) {
	in := bufio.NewReader(a.stdin)
	for _, q := range questions {
		for e.get(q.key) == "" {
			mark := ""
			if q.required {
				mark = " *"
			}
			fmt.Fprintf(a.stderr, "%s%s (%s): ", q.key, mark, strings.ReplaceAll(q.help, "`", ""))
			line, err := in.ReadString('\n')
			*e.values[q.key] = strings.TrimSpace(line)
			if err != nil || !q.required {
				break
			}
		}
	}
}

// looksSame: one organisation in common, and published within two months of each other.
func looksSame(a, b news.Incident) bool {
	d := a.Published.Time().Sub(b.Published.Time()).Hours() / 24
	return a.ID != b.ID && d > -62 && d < 62 && slices.ContainsFunc(a.Organisations, func(o string) bool {
		return slices.ContainsFunc(b.Organisations, func(p string) bool { return strings.EqualFold(o, p) })
	})
}
