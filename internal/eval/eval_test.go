package eval

import (
	"math"
	"testing"
)

// TestScores holds the scores of a small example that was also computed by score.py of the gold articles.
func TestScores(t *testing.T) {
	n := func(v float64) *float64 { return &v }
	i := func(v int) *int { return &v }
	gold := []Input{
		{ID: "a", Gold: &Label{Relevant: true, Organisations: []string{"Stad Antwerpen"}, Countries: []string{"BE"}, DataTypes: []string{"name", "iban"}, People: n(1000), Status: "confirmed", Cause: "ransomware", BreachDate: "2022-12-05", Regulator: "GBA", SameIncident: "x"}},
		{ID: "b", Gold: &Label{Relevant: true, Organisations: []string{"Free"}, Countries: []string{"FR"}, Status: "claimed", SameIncident: "x"}},
		{ID: "c", Gold: &Label{}},
		{ID: "d"},
	}
	got := []Prediction{
		{ID: "a", Relevant: true, Organisations: []string{"Ville d'Anvers", "Play"}, Countries: []string{"be"}, DataTypes: []string{"name"}, People: i(1019), Status: "confirmed", Cause: "intrusion", BreachDate: "2022-12-06", Regulator: "APD", Cluster: "k"},
		{ID: "c", Relevant: true, Cluster: "k"},
	}
	want := map[string]float64{
		"relevance_precision": 0.5, "relevance_recall": 0.5, "relevance_f1": 0.5,
		"organisations_precision": 0.5, "organisations_recall": 0.5, "organisations_exact": 0,
		"countries_precision": 1, "countries_recall": 0.5, "data_types_recall": 0.5, "data_types_exact": 0.5,
		"people_match": 1, "status_accuracy": 0.5, "cause_accuracy": 0.5, "breach_date_accuracy": 0.5,
		"breach_month_accuracy": 1, "regulator_accuracy": 1,
		"cluster_pair_precision": 0, "cluster_pair_recall": 0, "cluster_pair_all_precision": 0, "cluster_pair_f1": 0,
	}
	have := map[string]float64{}
	for _, s := range Scores(gold, got, ReadAliases([]byte("Stad Antwerpen\tVille d'Anvers\n"))) {
		have[s.Name] = s.Value
	}
	for name, v := range want {
		if math.Abs(have[name]-v) > 1e-9 {
			t.Errorf("%s = %.4f, want %.4f", name, have[name], v)
		}
	}
}

func TestOrganisation(t *testing.T) {
	for in, want := range map[string]string{
		"L'Œuvre":       "oeuvre",
		"Les Mureaux":   "mureaux",
		"De":            "de",
		"Hénallux (BE)": "henallux be",
	} {
		if got := organisation(in, nil); got != want {
			t.Errorf("organisation(%q) = %q, want %q", in, got, want)
		}
	}
}
