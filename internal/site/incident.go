package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"

	"saison/internal/news"
)

type incidentBody struct {
	ID, Headline, Summary string
	Status, StatusID      string
	StatusMeans           string
	Machine               bool
	HandStatus, HandData  bool   // set by a person, against what the articles tell
	Hit                   string // whether a reader is concerned, and how to know
	Withdrawn             *step  // the free words of a withdrawal, and their source
	Facts                 []fact
	Groups                []markGroup
	Art9                  bool
	Steps                 []step
	Figures               []figure
	Coverage              []coverageGroup
	Articles              int
	Proofs                []proof
	Advice                []adviceGroup
	Reply, Text           template.HTML
	Others                []related
	Corrections           []step
	Cite, URL, JSON       string
	Report                string
	Mine                  []mineButton
}

// fact is a line of the facts at a glance.
type fact struct {
	Name  string
	Text  string
	Links []anchor // instead of Text
	Note  string
	Blank bool // not known
	Hand  bool // set by a person, against what the articles tell
}

// markGroup is the data types of one family: identity, contact, money…
type markGroup struct {
	Label string
	Marks []mark
}

// step is a dated event in the life of an incident.
type step struct {
	ISO, Date string
	What      string
	Who, URL  string
	ID        string // of the status, for its shape
	key       string // of a correction, the same for ever
}

// figure is a number of people with who says it.
type figure struct {
	N       int
	Claimed bool
	Who     string
	URL     string
	Date    string
}

// related is a list of other incidents.
type related struct {
	Title string
	Href  string
	Links []anchor
}

// incidents renders the pages of the incidents from first to last, last not included.
func (b *builder) incidents(lang string, first, last int) ([]File, error) {
	var files []File
	for n := first; n < last; n++ {
		f, err := b.incident(lang, n)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

func (b *builder) incident(lang string, n int) (File, error) {
	i := b.x.incidents[n]
	t := b.tongues[lang]
	said, shared := &b.told[lang][n], &b.shared[n]
	picture, _ := b.posterOf(lang, n)
	body := incidentBody{
		ID: i.ID, Headline: said.headline, Summary: said.summary, Status: b.statusWord(lang, i), StatusID: i.Status,
		StatusMeans: t.text("means." + cmp.Or(i.Status, "unknown")), Machine: i.Review == "auto", HandStatus: slices.Contains(i.ByHand, "status"), HandData: slices.Contains(i.ByHand, "data_types"),
		Facts: b.facts(lang, i), Groups: b.markGroups(lang, i), Steps: b.steps(lang, i),
		Figures: b.figures(lang, i), Coverage: b.coverageGroups(lang, shared.covered), Articles: len(shared.covered),
		Proofs: b.proofs(lang, shared.quotes), Advice: b.advice(lang, b.firstSteps(lang, i.DataTypes), i.Countries), Others: b.others(lang, n),
		Corrections: b.corrected(lang, i), Hit: t.text("hit." + hit(i.Status)), URL: b.abs(pathOf(lang, incidentKind, i.ID)),
		JSON: b.base + "data/incidents/" + i.ID + ".json", Report: b.report(lang, i), Reply: shared.reply, Text: shared.text,
	}
	for _, d := range i.DataTypes {
		term, _ := news.Find(b.in.Taxonomy.DataTypes, d)
		body.Art9 = body.Art9 || term.Art9
	}
	if i.Status == news.Withdrawn {
		withdraw(&body, i)
	} else {
		body.Mine = mineButtons(i.Organisations)
	}
	var near anchor
	if of := b.named(lang, organisationKind, i.Organisations[:min(1, len(i.Organisations))]); len(of) > 0 && of[0].Href != "" {
		near = of[0]
	}
	body.Cite = t.text("cite", b.in.Site.Title.In(lang), t.quote(said.title), t.date(shared.changed))
	return b.render(lang, spec{
		look: "incident", kind: incidentKind, at: func(l string) string { return pathOf(l, incidentKind, i.ID) },
		title: said.title, description: said.description, trail: b.trail(lang, incidentKind),
		linked: b.newsArticle(lang, n, picture.name), script: "mine-add.js", body: body,
		near: near, picture: picture.name, published: i.Published, modified: shared.changed,
	})
}

// withdraw leaves of a page what says that it is withdrawn, and why, what was read, and the corrections.
func withdraw(body *incidentBody, i news.Incident) {
	c := i.Withdrawal()
	body.HandStatus = false
	body.Withdrawn = &step{What: c.Reason, URL: webURL(c.Source)}
	body.Art9, body.Facts, body.Groups, body.Figures, body.Proofs, body.Advice = false, nil, nil, nil, nil, nil
	body.Hit = ""
}

// hit names the words that tell readers of an incident of a status whether they are concerned.
func hit(status string) string {
	switch status {
	case "confirmed", "disputed":
		return "known"
	case "denied":
		return "denied"
	}
	return "doubt"
}

// facts are the facts at a glance. What is not known is said to be unknown where a reader looks for it.
func (b *builder) facts(lang string, i news.Incident) []fact {
	t := b.tongues[lang]
	tax := b.in.Taxonomy
	hand := func(key string) bool { return slices.Contains(i.ByHand, key) }
	known := func(name, s, key string) fact {
		return fact{Name: t.text(name), Text: cmp.Or(s, t.text("unknown")), Blank: s == "", Hand: hand(key)}
	}
	facts := []fact{
		{Name: t.count("fact.organisations", len(i.Organisations)), Links: b.named(lang, organisationKind, i.Organisations), Hand: hand("organisations")},
		{Name: t.count("fact.countries", len(i.Countries)), Links: b.termed(lang, countryKind, i.Countries), Hand: hand("countries")},
	}
	if i.Sector != "" {
		facts = append(facts, fact{Name: t.text("fact.sector"), Links: b.termed(lang, sectorKind, []string{i.Sector})})
	}
	facts = append(facts,
		known("fact.breach", capital(t.date(i.BreachDate)), "breach_date"),
		known("fact.published", capital(t.date(i.Published)), "published"),
		b.peopleFact(lang, i))
	if i.PeopleClaimed > 0 {
		facts = append(facts, fact{Name: t.text("fact.claimed"), Text: t.number(i.PeopleClaimed), Note: t.text("fact.claimed.note"), Hand: hand("people_claimed")})
	}
	cause := ""
	if i.Cause != "" {
		cause = t.label(tax.Causes, i.Cause)
	}
	facts = append(facts, known("fact.cause", cause, "cause"))
	if i.Via != "" {
		facts = append(facts, fact{Name: t.text("fact.via"), Links: b.named(lang, providerKind, []string{i.Via}), Hand: hand("via")})
	}
	if len(i.Regulator) > 0 {
		told := t.list(apply(i.Regulator, func(id string) string { return t.maybe("authority."+id, id) }))
		facts = append(facts, fact{Name: t.text("fact.regulator"), Text: told, Hand: hand("regulator")})
	}
	return facts
}

func (b *builder) peopleFact(lang string, i news.Incident) fact {
	t, hand := b.tongues[lang], slices.Contains(i.ByHand, "people")
	if i.People == 0 {
		return fact{Name: t.text("fact.people"), Text: t.text("unknown.number"), Blank: true, Hand: hand}
	}
	return fact{Name: t.text("fact.people"), Text: t.number(i.People), Note: t.text("fact.people.note"), Hand: hand}
}

// named links names to their pages.
func (b *builder) named(lang string, k kind, names []string) []anchor {
	var out []anchor
	for _, name := range names {
		out = append(out, b.groupLink(lang, k, slugOf(name), typeset(name)))
	}
	return out
}

// termed links IDs of the taxonomy to their pages.
func (b *builder) termed(lang string, k kind, ids []string) []anchor {
	var out []anchor
	for _, id := range ids {
		out = append(out, b.groupLink(lang, k, keyOf(id), b.groupName(lang, group{kind: k, id: id})))
	}
	return out
}

// groupLink links to the page of a group; a group without a page is named without a link.
func (b *builder) groupLink(lang string, k kind, key, text string) anchor {
	a := anchor{Text: text}
	if _, ok := b.x.group(k, key); ok {
		a.Href = b.href(lang, k, key)
	}
	return a
}

// markGroups puts data types into the families of the taxonomy, the gravest family first.
func (b *builder) markGroups(lang string, i news.Incident) []markGroup {
	t := b.tongues[lang]
	at := map[string]int{}
	var out []markGroup
	for _, id := range (sentences{t, b.in.Taxonomy}).byRisk(i.DataTypes) {
		term, _ := news.Find(b.in.Taxonomy.DataTypes, id)
		if _, ok := at[term.Group]; !ok {
			at[term.Group] = len(out)
			label := t.text("family.other")
			if term.Group != "" {
				label = t.label(b.in.Taxonomy.Groups, term.Group)
			}
			out = append(out, markGroup{Label: label})
		}
		g := &out[at[term.Group]]
		g.Marks = append(g.Marks, b.marks(lang, []string{id}, i.Countries...)...)
	}
	if len(out) == 1 {
		out[0].Label = ""
	}
	return out
}

// steps is the story in order: when it happened, when it became known, who said which status first, and the changes.
func (b *builder) steps(lang string, i news.Incident) []step {
	t := b.tongues[lang]
	var out []step
	add := func(d news.Date, s step) {
		if d != "" {
			s.ISO, s.Date = string(d), capital(t.date(d))
			out = append(out, s)
		}
	}
	add(i.BreachDate, step{What: t.text("step.breach")})
	add(i.Published, step{What: t.text("step.published")})
	articles := slices.Clone(i.Articles)
	slices.SortStableFunc(articles, func(a, b news.Article) int { return cmp.Compare(a.Published, b.Published) })
	said := map[string]bool{}
	for _, a := range articles {
		status := a.Says.Status.Value
		if status == "" || said[status] {
			continue
		}
		said[status] = true
		add(a.Published, step{What: t.text("step." + status), Who: b.outlet(a.Outlet), URL: webURL(a.URL), ID: status})
	}
	for _, c := range i.History {
		if c.Status != "" {
			add(c.Date, step{What: t.maybe("step."+c.Status, capital(t.label(b.in.Taxonomy.Statuses, c.Status))), Who: c.Reason, URL: webURL(c.Source), ID: c.Status})
		}
	}
	slices.SortStableFunc(out, func(a, b step) int { return cmp.Compare(a.ISO, b.ISO) })
	return out
}

// corrected are the corrections alone: the page tells changes of status in the story.
func (b *builder) corrected(lang string, i news.Incident) []step {
	return slices.DeleteFunc(b.corrections(lang, i), func(s step) bool { return s.ID != "" })
}

// corrections are all the changes that people made, dated: those of the history, then those that only git tells.
func (b *builder) corrections(lang string, i news.Incident) []step {
	t := b.tongues[lang]
	var out []step
	for n, c := range i.History {
		what := t.text("correction.other")
		switch {
		case c.Status != "":
			what = t.text("correction.status", lowered(t.label(b.in.Taxonomy.Statuses, c.Status)))
			if c.Status == news.Withdrawn {
				what += " (" + sentences{t, b.in.Taxonomy}.withdrawal(c) + ")"
			}
		case c.Field != "":
			what = t.text("correction.field", t.maybe("field."+c.Field, c.Field))
		}
		out = append(out, step{ISO: string(c.Date), Date: t.date(c.Date), What: what, Who: c.Reason, URL: webURL(c.Source), ID: c.Status, key: fmt.Sprintf("%s:%d", i.ID, n)})
	}
	for _, e := range i.Edits {
		what := t.text("correction.field", t.maybe("field."+e.Field, e.Field))
		out = append(out, step{ISO: string(e.Date), Date: t.date(e.Date), What: what, Who: e.Reason, key: i.ID + ":" + e.Commit + ":" + e.Field})
	}
	slices.SortStableFunc(out, func(a, b step) int { return cmp.Compare(a.ISO, b.ISO) })
	return out
}

// figures are the numbers of people, the oldest first, each with who gives it.
func (b *builder) figures(lang string, i news.Incident) []figure {
	t := b.tongues[lang]
	var out []figure
	articles := slices.Clone(i.Articles)
	slices.SortStableFunc(articles, func(a, b news.Article) int { return cmp.Compare(a.Published, b.Published) })
	for _, a := range articles {
		f := figure{Who: b.outlet(a.Outlet), URL: webURL(a.URL), Date: t.date(a.Published)}
		if f.N = a.Says.People.N; f.N > 0 {
			out = append(out, f)
		}
		if f.N = a.Says.PeopleClaimed.N; f.N > 0 {
			f.Claimed = true
			out = append(out, f)
		}
	}
	return out
}

// others are the other incidents of the organisations, and the other clients of the provider.
func (b *builder) others(lang string, n int) []related {
	t := b.tongues[lang]
	i := b.x.incidents[n]
	var out []related
	for _, o := range i.Organisations {
		title := t.text("others.organisation", t.of([]string{o}), t.at([]string{o}))
		out = append(out, b.related(lang, organisationKind, slugOf(o), title, n)...)
	}
	if i.Via != "" {
		title := t.text("others.provider", t.of([]string{i.Via}))
		out = append(out, b.related(lang, providerKind, slugOf(i.Via), title, n)...)
	}
	return out
}

const relatedMax = 8

func (b *builder) related(lang string, k kind, key, title string, but int) []related {
	g, _ := b.x.group(k, key)
	r := related{Title: title, Href: b.href(lang, k, key)}
	for _, n := range g.incidents[:min(relatedMax+1, len(g.incidents))] {
		if n != but && len(r.Links) < relatedMax {
			r.Links = append(r.Links, anchor{Text: b.told[lang][n].title, Href: b.href(lang, incidentKind, b.x.incidents[n].ID)})
		}
	}
	if len(r.Links) == 0 {
		return nil
	}
	return []related{r}
}

// changed is the last day on which something of an incident changed: never after the day of the build.
func (b *builder) changed(i news.Incident) news.Date {
	last := i.Published
	for _, a := range i.Articles {
		last = max(last, a.Published)
	}
	for _, s := range i.Sources {
		last = max(last, s.Date)
	}
	for _, c := range i.History {
		last = max(last, c.Date)
	}
	return min(last, b.in.AsOf)
}
