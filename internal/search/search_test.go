package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"saison/internal/news"
)

var seasons = news.Seasons{Month: time.September, Day: 1}

func term1(id, fr, nl, en string) news.Term {
	return news.Term{ID: id, Labels: news.Labels{FR: fr, NL: nl, EN: en}}
}

func small() Input {
	return Input{
		Seasons: seasons,
		Paths:   map[string]string{"fr": "/fuites/", "nl": "/nl/lekken/", "en": "/en/breaches/"},
		Taxonomy: news.Taxonomy{
			DataTypes: []news.Term{term1("name", "Nom et prénom", "Naam", "Name"), term1("iban", "IBAN ou RIB", "IBAN of rekeningnummer", "IBAN or bank account")},
			Countries: []news.Term{term1("FR", "France", "Frankrijk", "France"), term1("BE", "Belgique", "België", "Belgium")},
			Statuses:  []news.Term{term1("confirmed", "Confirmée", "Bevestigd", "Confirmed")},
			Sectors:   []news.Term{term1("employment", "Emploi", "Werk", "Employment")},
		},
		Organisations: []news.Organisation{{Name: "France Travail", Aliases: []string{"Pôle emploi", "ANPE", "france-travail"}}},
		Incidents: []news.Incident{
			{ID: "france-travail-2024-02", Review: "auto", Facts: news.Facts{Organisations: []string{"France Travail"}, Countries: []string{"FR"},
				Sector: "employment", Published: "2024-03-13", BreachDate: "2024-02-06", People: 43000000, DataTypes: []string{"iban", "name"}, Status: "confirmed", Regulator: []string{"CNIL"}}},
			{ID: "hidden-2024-01", Review: "pending", Facts: news.Facts{Organisations: []string{"Hidden Club"}, Published: "2024-01-13", Status: "confirmed", Regulator: []string{"APD"}}},
			{ID: "epoque-2-2025-01-3", Review: "done", Facts: news.Facts{Organisations: []string{"Époque 2", "France Travail"}, Countries: []string{"LU", "BE"},
				Published: "2025-02-01", BreachDate: "2025-01", PeopleClaimed: 12, Via: "Hébergeur & Cie", Status: "confirmed"}},
			{ID: "renamed", Review: "done", Facts: news.Facts{Organisations: []string{"Époque 2"}, Status: "confirmed"}},
		},
	}
}

func files(t *testing.T, in Input) map[string]string {
	t.Helper()
	list, err := Files(in)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, f := range list {
		if !json.Valid(f.Bytes) {
			t.Errorf("%s is not JSON", f.Name)
		}
		m[f.Name] = string(f.Bytes)
	}
	return m
}

func TestFiles(t *testing.T) {
	got := files(t, small())
	for name, want := range map[string]string{
		"data/search/2023-2024.json": `{"season":"2023-2024","first":"2023-09-01","last":"2024-08-31",` +
			`"organisations":[["France Travail","Pôle emploi","ANPE"]],"ids":[0],"of":[0],"published":[171],"breach":[36],"people":[43000000],"claimed":[0],` +
			`"types":"AB","countries":"A","sectors":"A","statuses":"A","causes":".","regulators":"A","reviews":"a","via":[0]}`,
		"data/search/2024-2025.json": `{"season":"2024-2025","first":"2024-09-01","last":"2025-08-31",` +
			`"organisations":[["Époque 2"],["France Travail","Pôle emploi","ANPE"],["Hébergeur & Cie"]],"ids":[3],"of":[[0,1]],"published":[211],"breach":["2025-01"],` +
			`"people":[0],"claimed":[12],"types":".","countries":"BC","sectors":".","statuses":"A","causes":".","regulators":".","reviews":"d","via":[3]}`,
		"data/search/undated.json": `{"season":"undated","first":"","last":"","organisations":[["Époque 2"]],"ids":["renamed"],"of":[0],"published":[null],` +
			`"breach":[null],"people":[0],"claimed":[0],"types":".","countries":".","sectors":".","statuses":"A","causes":".","regulators":".","reviews":"d","via":[0]}`,
	} {
		if strings.TrimSpace(got[name]) != want {
			t.Errorf("%s\n got %s\nwant %s", name, got[name], want)
		}
	}
	for _, lang := range news.Langs {
		if m := got[Dir+lang+".json"]; !strings.Contains(m, `"countries":["FR","BE","LU"]`) || !strings.Contains(m, `"season":"2024-2025"`) {
			t.Errorf("%s: %s", lang, m)
		}
	}
	if len(got) != 6 {
		t.Errorf("%d files", len(got))
	}
}

// The index holds the published incidents and nothing of the others.
func TestOnlyPublished(t *testing.T) {
	for name, text := range files(t, small()) {
		if strings.Contains(strings.ToLower(text), "hidden") {
			t.Errorf("%s holds a pending incident", name)
		}
	}
	in := synthetic(500)
	for i := range in.Incidents {
		if i%3 == 0 {
			in.Incidents[i].Review = "pending"
		}
	}
	records := 0
	for name, text := range files(t, in) {
		var s shard
		if err := json.Unmarshal([]byte(text), &s); err != nil || len(name) < len("data/search/2020-2021.json") {
			continue
		}
		for _, n := range []int{len(s.Of), len(s.Published), len(s.Breach), len(s.People), len(s.Claimed), len(strings.Fields(s.Types)),
			len(strings.Fields(s.Countries)), len(s.Sectors), len(s.Statuses), len(s.Causes), len(s.Reviews), len(s.Via)} {
			if n != len(s.IDs) {
				t.Errorf("%s: columns of %d and %d", name, len(s.IDs), n)
			}
		}
		records += len(s.IDs)
	}
	want := len(slices.DeleteFunc(slices.Clone(in.Incidents), func(i news.Incident) bool { return !i.Shown() }))
	if records != want {
		t.Errorf("%d records, want %d", records, want)
	}
}

func TestSameBytes(t *testing.T) {
	in := synthetic(300)
	a, _ := Files(in)
	slices.Reverse(in.Incidents)
	b, _ := Files(in)
	for i := range a {
		if a[i].Name != b[i].Name || !bytes.Equal(a[i].Bytes, b[i].Bytes) {
			t.Errorf("%s depends on the order of the incidents", a[i].Name)
		}
	}
}

func TestUnknownTerm(t *testing.T) {
	in := small()
	in.Incidents[0].DataTypes = []string{"shoe_size"}
	_, err := Files(in)
	if want := `france-travail-2024-02: "shoe_size" is not in the taxonomy`; fmt.Sprint(err) != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// An empty site has manifests and no shard.
func TestNoIncidents(t *testing.T) {
	in := small()
	in.Incidents = nil
	if got := files(t, in); len(got) != 3 || !strings.Contains(got["data/search/fr.json"], `"shards":[]`) {
		t.Errorf("%v", got)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"L'Œuvre d’Été": "l oeuvre d ete", "B&You": "b you", "  Crédit–Agricole ": "credit agricole", "Łódź": "lodz",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}
