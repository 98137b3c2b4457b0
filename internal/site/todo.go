package site

type todoBody struct {
	Heading, Lede string
	Countries     []adviceGroup
	Near          []anchor // to the countries of this page
	Leaks         []anchor // pages of data types
}

// advicePage is all the advice of the site: for who heard of a leak and knows neither which nor what to do.
func (b *builder) advicePage(lang string) (File, error) {
	t := b.tongues[lang]
	body := todoBody{Heading: t.text("advice.title"), Lede: t.text("advice.lede")}
	var types []string
	for _, d := range b.in.Taxonomy.DataTypes {
		types = append(types, d.ID)
		if _, ok := b.x.group(dataTypeKind, keyOf(d.ID)); ok {
			body.Leaks = append(body.Leaks, anchor{Text: t.maybe("short."+d.ID, t.label(b.in.Taxonomy.DataTypes, d.ID)), Href: b.href(lang, dataTypeKind, keyOf(d.ID))})
		}
	}
	body.Countries = b.advice(lang, b.firstSteps(lang, types), countryIDs(b.in.Taxonomy))
	for n := range body.Countries {
		c := &body.Countries[n]
		c.ID = slugOf(c.Country)
		if c.Country != "" {
			body.Near = append(body.Near, anchor{Text: c.Country, Href: "#" + c.ID})
		}
	}
	return b.render(lang, spec{look: "todo", kind: adviceKind, at: func(l string) string { return pathOf(l, adviceKind, "") },
		title: body.Heading, description: body.Lede, trail: b.trail(lang), body: body})
}
