package tag

import (
	"strings"
	"testing"

	"saison/internal/news"
)

func TestWhoWasHit(t *testing.T) {
	tagger := shipped(t)
	for _, test := range []struct{ about, lang, title, text, want string }{
		{"a head noun after an indefinite article names nobody", "fr", "Une commune du Lot-et-Garonne victime d'une cyberattaque", "La commune de Morvilleux, dans le Lot-et-Garonne, est paralysée. Les pirates ont dérobé les données des habitants.", "Commune de Morvilleux"},
		{"a name with hyphens and small words", "fr", "La mairie de Sainte-Aube-en-Vallois piratée", "La mairie de Sainte-Aube-en-Vallois confirme le vol des données d'habitants.", "Mairie de Sainte-Aube-en-Vallois"},
		{"a branch", "fr", "Fuite de données à l'Urssaf du Vexois", "L'Urssaf du Vexois a alerté les salariés d'un vol de données.", "Urssaf"},
		{"a word of the language that begins a name", "fr", "Crédit Rural du Ponant : les données de clients piratées", "Le Crédit Rural du Ponant a confirmé un piratage. Les IBAN de clients ont fuité.", "Crédit Rural du Ponant"},
		{"brands in brackets", "fr", "Le groupe Bertelin (Jardimarket, Fleurdor) touché par un piratage", "Le groupe Bertelin a annoncé une fuite de données touchant ses clients.", "Bertelin"},
		{"a group that attacks", "fr", "Le groupe Noirval publie les données de Tilmio", "Le groupe Noirval revendique le piratage de Tilmio. Tilmio a confirmé le vol de données.", "Tilmio"},
		{"customers of a supplier", "fr", "Le prestataire Logitia piraté : les données de Malvor et de Prévanis dans la nature", "Malvor et Prévanis ont informé leurs adhérents que leurs données ont été volées chez leur prestataire Logitia.", "Malvor, Prévanis"},
		{"a supplier that is its own story", "nl", "Softwareleverancier Kwikdata gehackt", "Kwikdata bevestigt dat hackers gegevens van klanten hebben gestolen.", "Kwikdata"},
		{"a list shares its frame", "fr", "Vol de données : Orvanna, Brévalis et Tilmio confirment", "Les enseignes Orvanna, Brévalis et Tilmio ont confirmé un vol de données de clients.", "Orvanna, Brévalis, Tilmio"},
		{"an apposition is no list", "fr", "La commune de Jalhoy piratée", "La commune de Jalhoy, en province de Liège, a porté plainte : les données des citoyens ont été volées.", "Commune de Jalhoy"},
		{"a noun we do not know before a name", "fr", "Vol de données chez le tapissier Damasquin", "Le tapissier Damasquin a prévenu ses clients d'un vol de données.", "Damasquin"},
		{"a name in Dutch with an article", "nl", "Datalek bij schoenenketen Van Loopen", "Criminelen stalen namen en adressen van klanten, meldt Van Loopen.", "Van Loopen"},
		{"the noun behind the name", "nl", "Datalek met patiëntgegevens bij Gelmoer ziekenhuizen", "Een hacker heeft gegevens van patiënten van de Gelmoer ziekenhuizen gestolen.", "Gelmoer ziekenhuizen"},
		{"two names with en", "nl", "Klantgegevens Mobifex en Simgora gelekt", "Mobifex en Simgora hebben klanten gemaild: hun gegevens zijn gelekt.", "Mobifex, Simgora"},
		{"initials of a country in a name", "en", "Northmoor NHS Trust cyber-attack: patient data published", "Data stolen from Northmoor NHS Trust has been published online.", "Northmoor NHS Trust"},
		{"a headline that names nobody", "fr", "72 000 dossiers dans la nature", "Le fabricant Tilmio a reconnu jeudi qu'un intrus avait copié les données de ses clients. Tilmio a prévenu la CNIL. Orvanna avait connu la même mésaventure.", "Tilmio"},
		{"a town that is only called so", "nl", "Gemeente mailt gegevens van inwoners rond", "De gemeente stuurde een lijst met namen en adressen naar de verkeerde. Iedereen in Den Bosch met een vergunning staat erop. De gemeente betreurt het lek.", "Gemeente Den Bosch"},
		{"a name without a capital", "fr", "velvora : les données de clients volées", "La velvora a prévenu ses clients d'un vol de données. La velvora a porté plainte.", "velvora"},
		{"a country at the end of a name", "en", "Charity fined after group email", "LTV Scotland has been fined for leaking the email addresses of its members. LTV Scotland apologised.", "LTV Scotland"},
		{"a country at the beginning of a name", "en", "Airline loses passenger data", "British Skyways admitted that hackers stole the personal data of its passengers. British Skyways told the regulator.", "British Skyways"},
		{"the place it is written from", "nl", "Gegevens van huurders gestolen", "LEEUWARDEN - Woningcorporatie Alvaro meldt dat gegevens van huurders zijn gestolen. Alvaro heeft aangifte gedaan.", "Alvaro"},
		{"a list with places in brackets", "nl", "Gegevens van huurders gestolen bij corporaties", "De gegevens van huurders van Alvaro (Breda), Brentius (Ede) en Cazay (Oss) zijn gelekt, melden Alvaro, Brentius en Cazay.", "Alvaro, Brentius, Cazay"},
		{"a parliamentary group is no gang", "fr", "Piratage : le fichier de l'UPV en ligne", "Un fichier du groupe UPV avec les adresses de ses membres a été publié. L'UPV a porté plainte.", "UPV"},
		{"an organisation that writes itself", "fr", "Ce qu'il en est pour nos adhérents", "Mutuelle Verval n'a pas été attaquée, mais Almerys, piraté, gère nos contrats. Nous vous avons écrit : les données de 1 800 de nos adhérents ont été volées. Notre équipe reste à votre écoute.", "Mutuelle Verval"},
		{"initials and the words they stand for", "fr", "Le sport en ligne piraté", "L'Amicale générale du jeu populaire (AGJP) l'a reconnu lundi : les données de ses licenciés ont été volées. L'AGJP a prévenu la CNIL.", "Amicale générale du jeu populaire"},
		{"a hyphen before the hack", "nl", "Veldora-hack: dit weten we nu", "", "Veldora"},
		{"a name with an apostrophe", "nl", "Bramino's Pasta slachtoffer van hackers", "Hackers stalen de gegevens van klanten van Bramino's Pasta.", "Bramino's Pasta"},
		{"a regional NHS", "en", "Patient files published by hackers", "NHS Harrow and Wexford said the files were stolen in a cyberattack. NHS Harrow and Wexford has told patients.", "NHS Harrow and Wexford"},
		{"a name that begins with the country", "fr", "France Palmier victime d'un vol de données", "France Palmier a prévenu ses clients d'un vol de données.", "France Palmier"},
		{"who complains", "fr", "L'UFC-Que Choisir porte plainte contre Tilmio", "Tilmio a reconnu le vol des données de ses clients. L'UFC-Que Choisir a porté plainte contre Tilmio.", "Tilmio"},
		{"who reveals", "fr", "Des résultats de tests accessibles à tous", "C'est Mediapart qui l'a révélé. Tilmio, une société de Lyon, a laissé fuiter les données de ses clients. Tilmio a corrigé la faille.", "Tilmio"},
		{"the police that were hacked", "nl", "Gegevens van agenten gestolen bij hack politie", "Bij de hack van de politie zijn gegevens van agenten gestolen.", "Politie"},
		{"no name is as long", "fr", "Le " + strings.Repeat("Groupe Vol ", 30) + "piraté", "Des données ont été volées.", ""},
	} {
		outlet := ""
		if strings.Contains(test.about, "itself") {
			outlet = test.want
		}
		r := tagger.Read(news.Article{Lang: test.lang, Title: test.title, Text: test.text, Outlet: outlet})
		if got := strings.Join(values(r.Says.Organisations), ", "); got != test.want {
			t.Errorf("%s: organisations of %q = %q, want %q", test.about, test.title, got, test.want)
		}
	}
}

func TestCountries(t *testing.T) {
	tagger := shipped(t)
	for _, test := range []struct{ about, lang, outlet, title, text, want string }{
		{"a town", "nl", "", "Datalek bij zorggroep Pluryvita", "Bij zorggroep Pluryvita in Ede zijn gegevens van cliënten gestolen.", "NL"},
		{"an outlet", "nl", "NOS", "Datalek bij schoenenketen Van Loopen", "Schoenenketen Van Loopen meldt dat gegevens zijn gestolen.", "NL"},
		{"nothing", "nl", "", "Datalek bij schoenenketen Van Loopen", "Schoenenketen Van Loopen meldt dat gegevens zijn gestolen.", "BE"},
		{"people who are hit too", "nl", "", "Datalek bij schoenenketen Van Loopen", "Schoenenketen Van Loopen meldt dat gegevens zijn gestolen, ook van 800 Nederlanders.", "BE"},
		{"a domain", "fr", "", "Le site Tuinora.be piraté", "Le site Tuinora.be a été piraté. Les données de ses clients ont été volées.", "BE"},
		{"a known name that works in several countries", "fr", "", "Lidl victime d'une fuite de données", "Lidl Belgique a prévenu ses clients de Liège et de Namur d'un vol de données, dit l'APD.", "BE"},
		{"a club that begins like a country", "fr", "", "L'US Vimoutois piratée", "L'US Vimoutois a déposé plainte après le vol des données de ses joueurs.", "FR"},
	} {
		r := tagger.Read(news.Article{Lang: test.lang, Title: test.title, Text: test.text, Outlet: test.outlet})
		if got := strings.Join(values(r.Says.Countries), ", "); got != test.want {
			t.Errorf("%s: countries of %q = %q, want %q", test.about, test.title, got, test.want)
		}
	}
}

func TestWithoutCountry(t *testing.T) {
	for _, test := range []struct{ name, domain, want string }{
		{"Lidl Belgique", "lidl.be", "Lidl"},
		{"Air France", "airfrance.fr", "Air France"},
		{"Croix-Rouge de Belgique", "croix-rouge.be", "Croix-Rouge"},
		{"Free", "free.fr", "Free"},
	} {
		if got := withoutCountry(&news.Organisation{Name: test.name, Domain: test.domain}); got != test.want {
			t.Errorf("withoutCountry(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}
