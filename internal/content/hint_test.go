package content

import (
	"testing"

	"saison/internal/news"
)

func TestHint(t *testing.T) {
	terms := []news.Term{{ID: "name", Labels: news.Labels{FR: "Nom et prénom", NL: "Naam", EN: "Name"}}, {ID: "postal_address", Labels: news.Labels{FR: "Adresse postale"}}, {ID: "iban"}}
	for id, want := range map[string]string{
		"nom": ": write name", "Naam": ": write name", "names": ": write name", "postal address": ": write postal_address", "ibna": ": one of name, postal_address, iban",
		"ibans": ": write iban", "iba": ": write iban", "x": ": one of name, postal_address, iban", "": ": one of name, postal_address, iban", "éé": ": one of name, postal_address, iban",
	} {
		if got := hint(terms, id); got != want {
			t.Errorf("hint(%q) = %q, want %q", id, got, want)
		}
	}
	if got := hint(make([]news.Term, fewTerms+1), "x"); got != ": sources/taxonomy.yaml lists them" {
		t.Errorf("of many: %q", got)
	}
}
