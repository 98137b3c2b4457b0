package schema

import (
	"strings"

	"saison/internal/lexicon"
	"saison/internal/news"
)

// file is one schema: the name of its shape, and what the type does not say.
type file struct {
	name, title string
	page        bool // front matter of Markdown
	rules       map[string]rule
}

const (
	slugPattern    = `^[a-z0-9]+(-[a-z0-9]+)*$`
	termPattern    = `^[a-z][a-z0-9_]*$`
	countryPattern = `^[A-Z]{2}$`
	webPattern     = `^https?://[^\s<>"]+$`
	idPattern      = `^[a-z0-9]+(-[a-z0-9]+)*-\d{4}-(0[1-9]|1[0-2])(-([2-9]|[1-9]\d+))?$`
)

func table(tax news.Taxonomy) []file {
	return []file{incident(tax), advice(tax), page(), site(), excluded(), feeds(), organisations(tax), taxonomy(), words(tax)}
}

// sources are the links that a person gives.
func sources(rules map[string]rule) map[string]rule {
	rules["sources"] = rule{told: "Liens vers la presse, l'organisme ou une autorité", min: rules["sources"].min, required: rules["sources"].required}
	rules["sources[].url"] = rule{told: "Adresse ; jamais celle d'un site où sont des données qui ont fuité", pattern: webPattern, required: true}
	rules["sources[].outlet"] = rule{told: "Qui publie", required: true}
	rules["sources[].lang"] = rule{told: "Langue, deux lettres", pattern: `^[a-z]{2}$`}
	return rules
}

func incident(tax news.Taxonomy) file {
	return file{"incident", "Une fiche : content/incidents/AAAA/ID.md", true, sources(map[string]rule{
		"organisations":        {told: "Organismes dont les données ont fuité", min: 1, unique: true, required: true},
		"countries":            {told: "Pays des personnes concernées", unique: true},
		"countries[]":          {terms: tax.Countries, words: otherCountries(tax)},
		"sector":               {terms: tax.Sectors},
		"published":            {told: "Premier article : un jour", required: true},
		"breach_date":          {told: "Jour ou mois de la fuite ; vide si inconnu"},
		"people":               {told: "Personnes concernées ; vide si inconnu, jamais 0", min: 1},
		"people_claimed":       {told: "Chiffre d'un attaquant seulement ; hors de tout total", min: 1},
		"data_types":           {told: "Ce qui a fuité", unique: true},
		"data_types[]":         {terms: tax.DataTypes},
		"status":               {terms: tax.Statuses, required: true},
		"cause":                {terms: tax.Causes},
		"via":                  {told: "Prestataire par lequel les données sont sorties"},
		"regulator":            {told: "Autorités prévenues"},
		"review":               {told: "pending : pas publiée ; auto : lue par la machine ; done : relue par une personne", words: news.Reviews, required: true},
		"history":              {told: "Changements de statut et corrections, datés"},
		"history[].date":       {required: true},
		"history[].status":     {terms: tax.Statuses},
		"history[].withdrawal": {told: "Avec status: withdrawn : le motif du retrait", terms: tax.Withdrawals},
		"history[].field":      {told: "Champ corrigé"},
		"history[].reason":     {told: "Pourquoi"},
		"history[].source":     {pattern: webPattern},
		"reply":                {told: "Les mots de l'organisme (droit de réponse)"},
	})}
}

// otherCountries are the codes that the taxonomy has no word for: a breach may hit people of any country.
func otherCountries(tax news.Taxonomy) []string {
	var codes []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			if _, ok := news.Find(tax.Countries, code); !ok && news.IsCountry(code) {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

func advice(tax news.Taxonomy) file {
	return file{"advice", "Un conseil : content/advice/NOM.LANGUE.md", true, sources(map[string]rule{
		"title":     {required: true},
		"data_type": {terms: tax.DataTypes},
		"also":      {told: "Autres données pour lesquelles le même conseil vaut"},
		"also[]":    {terms: tax.DataTypes},
		"country":   {terms: tax.Countries, words: otherCountries(tax)},
		"reviewed":  {told: "Jour où le conseil a été comparé à ses sources", required: true},
		"sources":   {min: 1, required: true},
	})}
}

func page() file {
	return file{"page", "Une page : content/pages/NOM.LANGUE.md", true, sources(map[string]rule{"title": {required: true}})}
}

func site() file {
	return file{"site", "Le site : content/site.yaml", false, map[string]rule{
		"title": {required: true}, "title.fr": {required: true}, "title.nl": {required: true}, "title.en": {required: true},
		"base_url":      {told: "Adresse du site, avec une barre à la fin", pattern: `^https?://[^\s<>"]+/$`, required: true},
		"contact":       {told: "Adresse web, ou mailto:", pattern: `^(https?://|mailto:)`},
		"repository":    {told: "Adresse web du dépôt", pattern: webPattern},
		"season_start":  {told: "Premier jour d'une saison : mois-jour", pattern: `^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`, required: true},
		"licence":       {told: "Licence des données ouvertes, identifiant SPDX"},
		"advice_months": {told: "Mois après lesquels un conseil est à comparer de nouveau à ses sources", min: 1},
	}}
}

func excluded() file {
	rules := map[string]rule{
		"urls[].url": {pattern: webPattern, required: true}, "urls[].why": {told: "Pourquoi", required: true},
		"incidents[].id": {pattern: idPattern, required: true}, "incidents[].why": {told: "Pourquoi", required: true},
	}
	for key, told := range map[string]string{"same": "Deux fiches qui n'en font qu'une : la première reste", "different": "Deux fiches qui n'en seront jamais une"} {
		rules[key] = rule{told: told}
		rules[key+"[].ids"] = rule{min: 2, max: 2, unique: true, required: true}
		rules[key+"[].ids[]"] = rule{pattern: idPattern}
		rules[key+"[].why"] = rule{told: "Pourquoi", required: true}
	}
	return file{"excluded", "Ce que des personnes ont refusé : content/excluded.yaml", false, rules}
}

func feeds() file {
	return file{"feeds", "Ce que lit la collecte : sources/feeds.yaml", false, map[string]rule{
		"[].id":           {pattern: slugPattern, required: true},
		"[].name":         {required: true},
		"[].homepage":     {pattern: webPattern, required: true},
		"[].country":      {pattern: countryPattern, required: true},
		"[].lang":         {words: []string{"fr", "nl", "en", "de"}, required: true},
		"[].kind":         {words: news.OutletKinds, required: true},
		"[].enabled":      {told: "false : pas lu ; reason dit pourquoi"},
		"[].feeds":        {told: "Vide seulement avec enabled: false", min: 1},
		"[].feeds[].url":  {pattern: webPattern, required: true},
		"[].feeds[].only": {told: "Expression régulière (RE2) sur le titre et le chapeau"},
	}}
}

func organisations(tax news.Taxonomy) file {
	return file{"organisations", "Les organismes : sources/organisations.yaml", false, map[string]rule{
		"[].name":           {told: "Comme la presse l'écrit", required: true},
		"[].country":        {told: "Vide pour une marque de plusieurs pays", pattern: countryPattern},
		"[].sector":         {terms: tax.Sectors, required: true},
		"[].domain":         {pattern: `^[a-z0-9-]+(\.[a-z0-9-]+)+$`},
		"[].common_word":    {told: "Le nom est aussi un mot courant"},
		"[].common_aliases": {told: "Ceux des alias qui sont aussi des mots courants"},
	}}
}

func taxonomy() file {
	rules := map[string]rule{
		"data_types*.risk":  {told: "1 (gêne) à 4 (grave)", min: 1, max: 4, required: true},
		"data_types*.group": {told: "Un de groups:", required: true},
		"data_types*.art9":  {told: "Catégorie particulière (article 9 du RGPD)"},
	}
	for _, key := range []string{"groups", "data_types", "countries", "status", "causes", "sectors", "withdrawals"} {
		shape := termPattern
		if key == "countries" {
			shape = countryPattern
		}
		rules[key] = rule{required: key != "withdrawals", keyShape: shape}
		for _, lang := range news.Langs {
			rules[key+"*."+lang] = rule{required: true}
		}
	}
	return file{"taxonomy", "Les vocabulaires : sources/taxonomy.yaml", false, rules}
}

func words(tax news.Taxonomy) file {
	return file{"lexicon", "Les mots d'une langue : sources/lexicon/LANGUE.yaml", false, map[string]rule{
		"lang":       {words: news.Langs, required: true},
		"data_types": {told: "Un identifiant, ou plusieurs joints par +", keyShape: joined(tax.DataTypes)},
		"list_types": {told: "Les mêmes, pour des mots qui ne disent des données que dans une énumération", keyShape: joined(tax.DataTypes)},
		"causes":     {keys: tax.Causes},
		"cues":       {keyWords: lexicon.Cues},
	}}
}

// joined is the shape of one ID, or several with + between.
func joined(terms []news.Term) string {
	ids := []string{"none"} // said of data, but of none of ours
	for _, t := range terms {
		ids = append(ids, t.ID)
	}
	one := "(" + strings.Join(ids, "|") + ")"
	return "^" + one + "(\\+" + one + ")*$"
}
