package site

import (
	"fmt"
	"testing"

	"saison/internal/news"
	"saison/themes"
)

// sample is a small site of invented incidents: one of each status, a provider with two clients, unknown facts, a reply.
func sample() Input {
	term := func(id, fr, nl, en string) news.Term {
		return news.Term{ID: id, Labels: news.Labels{FR: fr, NL: nl, EN: en}}
	}
	data := func(t news.Term, group string, risk int, art9 bool) news.Term {
		t.Group, t.Risk, t.Art9 = group, risk, art9
		return t
	}
	tax := news.Taxonomy{
		Groups:    []news.Term{term("identity", "Identité", "Identiteit", "Identity"), term("money", "Argent", "Geld", "Money"), term("health", "Santé", "Gezondheid", "Health")},
		Countries: []news.Term{term("FR", "France", "Frankrijk", "France"), term("BE", "Belgique", "België", "Belgium")},
		Statuses: []news.Term{term("confirmed", "Confirmée", "Bevestigd", "Confirmed"), term("claimed", "Revendiquée", "Opgeëist", "Claimed"),
			term("denied", "Démentie", "Ontkend", "Denied"), term("disputed", "Contestée", "Betwist", "Disputed"), term("withdrawn", "Retirée", "Ingetrokken", "Withdrawn")},
		Withdrawals: []news.Term{term("duplicate", "doublon", "dubbel", "duplicate")},
		Causes:      []news.Term{term("ransomware", "Rançongiciel", "Ransomware", "Ransomware"), term("third_party", "Prestataire compromis", "Leverancier getroffen", "Third party compromised")},
		Sectors:     []news.Term{term("health", "Santé", "Gezondheidszorg", "Health"), term("logistics", "Poste et logistique", "Post en logistiek", "Post and logistics")},
		DataTypes: []news.Term{
			data(term("name", "Nom et prénom", "Naam", "Name"), "identity", 1, false),
			data(term("iban", "IBAN ou RIB", "IBAN of rekeningnummer", "IBAN or bank account"), "money", 4, false),
			data(term("health", "Données de santé", "Gezondheidsgegevens", "Health data"), "health", 4, true),
		},
	}
	in := Input{
		Site: news.Site{Title: news.Labels{FR: "La saison des fuites", NL: "Het lekkenseizoen", EN: "The leak season"},
			Tagline: news.Labels{FR: "Fuites lues dans la presse", NL: "Lekken uit de pers", EN: "Leaks read in the press"},
			BaseURL: "https://saison.example/", Contact: "https://saison.example/contact/", Licence: "CC-BY-4.0", Seasons: news.Seasons{Month: 9, Day: 1}},
		Outlets: []news.Outlet{{ID: "depeche", Name: "La Dépêche d'Essai", Homepage: "https://depeche.example/", Country: "FR", Lang: "fr", Kind: "general"},
			{ID: "bode", Name: "De Bode", Homepage: "https://bode.example/", Country: "BE", Lang: "nl", Kind: "local", Off: "no feed"}},
		Health:   []news.Health{{Outlet: "depeche", Read: "2026-11-16", Since: "2026-11-19", Failures: 2, Error: "404 Not Found"}},
		Nights:   []news.Date{"2026-11-15", "2026-11-16", "2026-11-19", "2026-11-20"},
		Quality:  []Score{{"relevance", 0.97, 0.94, 400}},
		Taxonomy: tax, Theme: themes.Saison(), AsOf: "2026-11-21", Pictures: 1,
		Incidents: sampleIncidents(),
	}
	for _, lang := range news.Langs {
		for _, k := range docKinds {
			in.Pages = append(in.Pages, news.Doc{Name: string(k), Lang: lang, Title: "Page " + string(k), Text: "## Un titre\n\nUn texte, [un lien](/" + pathOf(lang, sourcesKind, "") + ")."})
		}
		source := []news.Source{{URL: "https://autorite.example/", Outlet: "Autorité"}}
		in.Advice = append(in.Advice, news.Doc{Name: "iban-fr", Lang: lang, Title: "IBAN FR", DataType: "iban", Country: "FR", Text: "- Surveillez.", Sources: source, Reviewed: "2026-11-21"},
			news.Doc{Name: "iban-be", Lang: lang, Title: "IBAN BE", DataType: "iban", Country: "BE", Text: "- Surveillez.", Sources: source, Reviewed: "2026-11-21"})
	}
	return in
}

func sampleIncidents() []news.Incident {
	incident := func(id string, f news.Facts) news.Incident { return news.Incident{ID: id, Facts: f, Review: "auto"} }
	orange := incident("orangeraie-2026-10", news.Facts{Organisations: []string{"Orangeraie"}, Countries: []string{"FR"}, Sector: "logistics", Published: "2026-11-18",
		BreachDate: "2026-10", People: 57000, DataTypes: []string{"name", "iban"}, Status: "confirmed", Cause: "third_party", Via: "Nuage & Cie", Regulator: []string{"CNIL"}})
	orange.Review = "done"
	orange.Reply = "Nous avons prévenu nos clients."
	orange.Text = "Un récit, avec [une source](https://depeche.example/1)."
	orange.History = []news.Change{{Date: "2026-11-20", Status: "confirmed", Reason: "communiqué", Source: "https://depeche.example/2"}, {Date: "2026-11-21", Field: "people", Reason: "chiffre précisé"}}
	orange.Articles = []news.Article{
		{URL: "https://depeche.example/1", Outlet: "depeche", Lang: "fr", Title: "Orangeraie : des IBAN dans la nature", Published: "2026-11-18",
			Extract: "L'entreprise a prévenu 57 000 clients dont l'IBAN a pu être consulté.",
			Says: news.Says{Status: news.Finding{Value: "confirmed", Proof: "a prévenu 57 000 clients"}, People: news.Count{N: 57000, Proof: "57 000 clients"},
				DataTypes: []news.Finding{{Value: "iban", Proof: "dont l'IBAN"}}}},
		{URL: "https://bode.example/1", Outlet: "bode", Lang: "nl", Title: "Rekeningnummers gelekt", Published: "2026-11-19", Gone: "2026-11-21", Read: "paywall"},
	}
	hospital := incident("hopital-d-essai-2026-11", news.Facts{Organisations: []string{"Hôpital d'Essai"}, Countries: []string{"BE", "FR"}, Sector: "health", Published: "2026-11-20",
		PeopleClaimed: 2300000, DataTypes: []string{"health", "name"}, Status: "claimed", Cause: "ransomware", Regulator: []string{"APD"}})
	hospital.Sources = []news.Source{{URL: "https://bode.example/2", Outlet: "bode", Title: "Ziekenhuis bedreigd", Lang: "nl", Date: "2026-11-20"}}
	client := incident("messagerie-2026-09", news.Facts{Organisations: []string{"Messagerie", "Le Relais"}, Countries: []string{"FR"}, Sector: "logistics", Published: "2026-09-02", Via: "Nuage & Cie", Status: "disputed", DataTypes: []string{"name"}})
	denied := incident("ministere-des-essais-2025-10", news.Facts{Organisations: []string{"Ministère des Essais"}, Countries: []string{"FR"}, Published: "2025-10-03", Status: "denied"})
	silent := incident("silence-2025-09", news.Facts{Organisations: []string{"Silence"}, Countries: []string{"BE"}, Published: "2025-09-10"})
	gone := incident("erreur-2026-11", news.Facts{Organisations: []string{"Erreur"}, Countries: []string{"FR"}, Published: "2026-11-01", Status: "withdrawn"})
	gone.DataTypes = []string{"iban", "health"}
	gone.History = []news.Change{{Date: "2026-11-03", Status: "withdrawn", Withdrawal: "duplicate", Reason: "La même que orange-2026-10."}}
	undated := incident("sans-date-2024-01", news.Facts{Organisations: []string{"Sans Date"}, Countries: []string{"CH"}, Status: "confirmed"})
	pending := incident("attente-2026-11", news.Facts{Organisations: []string{"Attente Secrète"}, Countries: []string{"FR"}, Published: "2026-11-20", Status: "claimed"})
	pending.Review = "pending"
	return []news.Incident{orange, hospital, client, denied, silent, gone, undated, pending}
}

// many makes n incidents out of the sample's.
func many(n int) []news.Incident {
	some := sampleIncidents()[:5]
	out := make([]news.Incident, n)
	for k := range out {
		i := some[k%len(some)]
		i.ID = fmt.Sprintf("%s-%d", i.ID, k)
		i.Organisations = []string{fmt.Sprint(i.Organisations[0], " ", k/3)}
		i.Published = news.DateOf(i.Published.Time().AddDate(0, 0, -k%1500))
		out[k] = i
	}
	return out
}

// build returns the files of a site by name.
func build(t testing.TB, in Input) map[string]string {
	t.Helper()
	files, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]string{}
	for _, f := range files {
		byName[f.Name] = string(f.Data)
	}
	return byName
}
