package tag

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"saison/internal/news"
)

// values returns what the findings say.
func values(found []news.Finding) []string {
	var all []string
	for _, f := range found {
		all = append(all, f.Value)
	}
	return all
}

func TestAmounts(t *testing.T) {
	tagger := shipped(t)
	for _, test := range []struct {
		lang, text string
		want       int
	}{
		{"fr", "Un vol de données touche 1,5 million de clients.", 1500000},
		{"fr", "Un vol de données touche un million et demi de clients.", 1500000},
		{"fr", "Un vol de données touche deux millions trois cent mille abonnés.", 2300000},
		{"fr", "Un vol de données touche 850 000 abonnés.", 850000},
		{"fr", "Un vol de données touche 850.000 foyers.", 850000},
		{"fr", "Un vol de données touche 43M de personnes.", 43000000},
		{"fr", "Un vol de données touche quatre-vingt-douze patients.", 92},
		{"fr", "Un vol de données touche soixante et onze patients.", 71},
		{"fr", "Un vol de données touche plusieurs millions de clients.", 0},
		{"fr", "Un vol de 850.000 fichiers est à déplorer.", 0},
		{"nl", "Bij het datalek zijn gegevens van 1,5 miljoen klanten gestolen.", 1500000},
		{"nl", "Bij het datalek zijn gegevens van achtduizend kinderen gestolen.", 8000},
		{"nl", "Bij het datalek zijn gegevens van vijftienhonderd klanten gestolen.", 1500},
		{"nl", "Bij het datalek zijn gegevens van vierendertig klanten gestolen.", 34},
		{"nl", "Bij het datalek zijn gegevens van anderhalf miljoen klanten gestolen.", 1500000},
		{"nl", "Bij het datalek zijn gegevens van duizenden klanten gestolen.", 0},
		{"en", "Hackers stole the data of 2.1 million customers.", 2100000},
		{"en", "Hackers stole the data of 17,500 patients.", 17500},
		{"en", "Hackers stole the data of half a million users.", 500000},
		{"en", "Hackers stole the data of two hundred and fifty users.", 250},
	} {
		r, _ := tagger.reading(news.Article{Lang: test.lang, Text: test.text})
		if got := r.Says.People.N + r.Says.PeopleClaimed.N; got != test.want {
			t.Errorf("people of %q = %d, want %d", test.text, got, test.want)
		}
	}
}

func TestNegation(t *testing.T) {
	tagger := shipped(t)
	for _, test := range []struct{ lang, text, want string }{
		{"fr", "Les noms et les adresses e-mail ont été volés, mais pas les mots de passe.", "name email"},
		{"fr", "Ni les mots de passe ni les coordonnées bancaires ne sont concernés.", ""},
		{"fr", "Aucun mot de passe, aucun IBAN n'a été dérobé.", ""},
		{"fr", "Ont fuité les noms, les numéros de téléphone et les dates de naissance, à l'exception des IBAN.", "name birth_date phone"},
		{"fr", "Les IBAN, en revanche, n'ont pas été compromis.", ""},
		{"fr", "Si votre IBAN a été volé, prévenez votre banque.", ""},
		{"fr", "Les données volées :\n\n✅ nom\n✅ adresse postale\n❌ IBAN\n❌ mot de passe", "name postal_address"},
		{"fr", "Les pirates ont volé le mot de passe d'un employé.", ""},
		{"nl", "Namen en e-mailadressen zijn gestolen, maar wachtwoorden niet.", "name email"},
		{"nl", "Er zijn geen wachtwoorden, rekeningnummers of betaalgegevens gelekt.", ""},
		{"nl", "Gelekt zijn namen, adressen en rijksregisternummers, behalve bankgegevens.", "name postal_address national_id"},
		{"nl", "Identiteitskaartnummers en wachtwoorden zaten er niet bij.", ""},
		{"en", "Names and phone numbers were stolen, but no passwords or bank details.", "name phone"},
		{"en", "Passwords were not affected, and neither were card details.", ""},
		{"en", "The stolen files include names, passports and medical records.", "name identity_document health"},
	} {
		r, _ := tagger.reading(news.Article{Lang: test.lang, Text: test.text})
		if got := strings.Join(values(r.Says.DataTypes), " "); got != test.want {
			t.Errorf("data types of %q = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestDates(t *testing.T) {
	tagger := shipped(t)
	for _, test := range []struct {
		lang, text, published, want string
	}{
		{"fr", "L'intrusion a eu lieu entre le 18 et le 20 octobre 2025.", "", "2025-10-18"},
		{"fr", "L'attaque a été détectée le 29 janvier.", "2025-02-10", "2025-01-29"},
		{"fr", "L'attaque a été détectée le 29 décembre.", "2025-02-10", "2024-12-29"},
		{"fr", "L'entreprise a annoncé le 3 mars 2025 avoir subi une attaque début février 2025.", "", "2025-02"},
		{"fr", "L'attaque a été détectée le 29 janvier.", "", ""},
		{"fr", "Un forum propose ces fiches depuis le 3 mars 2025.", "", ""},
		{"nl", "De inbraak werd op 1 september 2021 ontdekt.", "", "2021-09-01"},
		{"nl", "In de nacht van 5 op 6 december 2022 drongen hackers binnen.", "", "2022-12-05"},
		{"en", "The breach was discovered on May 13, 2025.", "", "2025-05-13"},
		{"en", "Hackers gained access between 2 and 9 April 2026.", "", "2026-04-02"},
	} {
		r, _ := tagger.reading(news.Article{Lang: test.lang, Text: test.text, Published: news.Date(test.published)})
		if got := r.Says.BreachDate.Value; got != test.want {
			t.Errorf("breach date of %q = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	tagger := shipped(t)
	for _, test := range []struct{ lang, title, text, want string }{
		{"fr", "Fuite de données chez Brévalis", "Brévalis a confirmé le vol des données de ses clients.", "Brévalis"},
		{"fr", "Orvanna victime d'une cyberattaque", "Les données de clients d'Orvanna ont été volées.", "Orvanna"},
		{"fr", "Après Boulanger, Tilmio subit un vol de données", "L'enseigne Tilmio a prévenu ses clients.", "Tilmio"},
		{"fr", "Le lycée Marcel-Vauban piraté", "Les données des élèves du lycée Marcel-Vauban ont été volées.", "Lycée Marcel-Vauban"},
		{"fr", "Free : les IBAN volés", "Free a confirmé le vol.", "Free"},
		{"fr", "Un antivirus free pour vos fichiers", "Télécharger un antivirus free suffit.", ""},
		{"nl", "Datalek bij Wexoro", "Wexoro meldt dat gegevens van klanten zijn gestolen.", "Wexoro"},
		{"nl", "Ziekenhuis AZ Lindenhof getroffen door ransomware", "AZ Lindenhof bevestigt dat gegevens zijn gelekt.", "AZ Lindenhof"},
		{"nl", "Gemeente Oelbeek gehackt", "De gemeente Oelbeek is gehackt. Hackers stalen gegevens van inwoners.", "Gemeente Oelbeek"},
		{"en", "Quandrix confirms data breach", "Quandrix said customer data was stolen.", "Quandrix"},
		{"en", "Hackers Steal Customer Data From Retailer Oakmere", "Oakmere said that names were stolen.", "Oakmere"},
	} {
		r, _ := tagger.reading(news.Article{Lang: test.lang, Title: test.title, Text: test.text})
		if got := strings.Join(values(r.Says.Organisations), ", "); got != test.want {
			t.Errorf("organisations of %q = %q, want %q", test.title, got, test.want)
		}
	}
}

func TestLanguageIsGuessed(t *testing.T) {
	tagger := shipped(t)
	for text, want := range map[string]string{
		"De gegevens van de klanten zijn door hackers gestolen en op het darkweb gezet.": "nl",
		"Les données des clients ont été volées par des pirates et mises en vente.":      "fr",
		"The data of the customers was stolen by hackers and put up for sale.":           "en",
	} {
		if got := tagger.language("", tokenize(text)).Lang; got != want {
			t.Errorf("language of %q = %q, want %q", text, got, want)
		}
	}
}

func TestHint(t *testing.T) {
	tagger := shipped(t)
	for text, want := range map[string]bool{
		"Cyberattaque contre une mutuelle":          true,
		"Datalek bij webshop":                       true,
		"La recette de la tarte aux pommes":         false,
		"Les données de milliers d'élèves en ligne": true,
	} {
		if got := tagger.Hint(text, "", ""); got != want {
			t.Errorf("Hint(%q) = %v, want %v", text, got, want)
		}
	}
}

// check fails when a finding has no place in the taxonomy or its proof is too long or no text.
func check(t *testing.T, r news.Reading) {
	t.Helper()
	s := r.Says
	proofs := []string{s.People.Proof, s.PeopleClaimed.Proof, s.Status.Proof, s.Cause.Proof, s.Via.Proof, s.BreachDate.Proof}
	for _, found := range [][]news.Finding{s.Organisations, s.Countries, s.DataTypes, s.Regulator} {
		for _, f := range found {
			proofs = append(proofs, f.Proof)
		}
	}
	for _, p := range proofs {
		if n := utf8.RuneCountInString(p); n > news.ProofMax || !utf8.ValidString(p) || strings.ContainsAny(p, "\n\r") {
			t.Errorf("proof of %d characters: %q", n, p)
		}
	}
	if !news.Date(s.BreachDate.Value).Valid() {
		t.Errorf("breach date %q", s.BreachDate.Value)
	}
	if r.Score < 0 || r.Score > 1 {
		t.Errorf("score %v", r.Score)
	}
}

func TestHostile(t *testing.T) {
	tagger := shipped(t)
	for name, text := range map[string]string{
		"one word":     strings.Repeat("fuite", 2<<20),
		"words":        strings.Repeat("fuite de données ", 600_000),
		"numbers":      strings.Repeat("1 000 ", 500_000),
		"number words": strings.Repeat("mille cent ", 500_000),
		"brackets":     strings.Repeat("(", 100_000) + strings.Repeat(")", 100_000),
		"no spaces":    strings.Repeat("Vol,de;données.", 100_000),
		"bidi":         strings.Repeat("\u202efuite\u2066 de \u200fdonnées\u202c ", 50_000),
		"scripts":      strings.Repeat("утечка 数据 données دا fuite ", 50_000),
		"broken":       strings.Repeat("vol\xff\xfe de donn\xc3es ", 50_000),
		"capitals":     strings.Repeat("Aa Bb ", 300_000),
		"lists":        strings.Repeat("nom, adresse, ", 200_000),
		"lines":        strings.Repeat("- nom\n", 200_000),
		"compound":     strings.Repeat("duizendhonderd", 500_000) + " klanten",
	} {
		start := time.Now()
		check(t, tagger.Read(news.Article{Title: text, Text: text}))
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

func FuzzRead(f *testing.F) {
	tagger := shipped(f)
	f.Add("Fuite de données chez X", sample, "fr", "2026-01-02")
	f.Add("Datalek bij Y", "Gegevens van 1.500 klanten gestolen (niet: wachtwoorden).", "", "")
	f.Add("", "\xff❌ nom\n- IBAN ; 1,5 million\u202e d'« abonnés »", "en", "x")
	f.Fuzz(func(t *testing.T, title, text, lang, published string) {
		a := news.Article{Title: title, Text: text, Lang: lang}
		if d := news.Date(published); d.Valid() {
			a.Published = d
		}
		r := tagger.Read(a)
		check(t, r)
		if diff := cmp.Diff(r, tagger.Read(a)); diff != "" {
			t.Errorf("a second reading differs: %s", diff)
		}
	})
}

func TestSeeds(t *testing.T) {
	tagger := shipped(t)
	for name, want := range map[string]struct {
		organisation, country, types, cause, date, regulator string
	}{
		"parcels": {"Chronopost", "FR", "name signature phone postal_address", "intrusion", "2025-01-29", "CNIL"},
		"post":    {"bpost", "BE", "", "ransomware", "", ""},
	} {
		text, err := os.ReadFile("testdata/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		title, body, _ := strings.Cut(string(text), "\n\n")
		r := tagger.Read(news.Article{Title: title, Text: body, Lang: "fr", Published: "2025-02-12"})
		got := []string{strings.Join(values(r.Says.Organisations), " "), strings.Join(values(r.Says.Countries), " "),
			strings.Join(values(r.Says.DataTypes), " "), r.Says.Cause.Value, r.Says.BreachDate.Value, strings.Join(values(r.Says.Regulator), " "), r.Says.Status.Value}
		if diff := cmp.Diff([]string{want.organisation, want.country, want.types, want.cause, want.date, want.regulator, "confirmed"}, got); diff != "" || !r.Relevant || r.Says.People.N != 0 {
			t.Errorf("%s: relevant %v, people %d (-want +got):\n%s", name, r.Relevant, r.Says.People.N, diff)
		}
	}
}
