package site

import (
	"os"
	"strings"
	"testing"

	"saison/internal/news"
)

// TestReport: a reader who reports an error finds the form of the repository with the record filled in, or the contact.
func TestReport(t *testing.T) {
	b := &builder{in: Input{Site: news.Site{Contact: "https://saison.example/contact/"}}}
	i := news.Incident{ID: "orangeraie-2026-10"}
	if got, want := b.report("fr", i), "https://saison.example/contact/"; got != want {
		t.Errorf("without a repository: %q, want %q", got, want)
	}
	b.in.Site.Repository = "https://forge.example/essai/saison/"
	for _, lang := range news.Langs {
		form := reportForms.In(lang)
		want := "https://forge.example/essai/saison/issues/new?entry=orangeraie-2026-10&template=" + form
		if got := b.report(lang, i); got != want {
			t.Errorf("in %s: %q, want %q", lang, got, want)
		}
		text, err := os.ReadFile("../../.github/ISSUE_TEMPLATE/" + form)
		if err != nil || !strings.Contains(string(text), "\n    id: entry\n") {
			t.Errorf("%s has no field entry to fill in (%v)", form, err)
		}
	}
}

// TestQuote: what is quoted inside a quotation has the other marks of the language.
func TestQuote(t *testing.T) {
	tongues, err := readTongues(sample().Theme)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, in, want string }{
		{"fr", "reconnu « un accès » hier", "«\u00a0reconnu “un accès” hier\u00a0»"},
		{"fr", "reconnu «\u202fun accès\u202f» hier", "«\u00a0reconnu “un accès” hier\u00a0»"},
		{"en", "said “yes” twice", "“said ‘yes’ twice”"},
		{"nl", "reconnu « oui »", "“reconnu « oui »”"},
	} {
		if got := tongues[c.lang].quote(c.in); got != c.want {
			t.Errorf("%s: quote(%q) = %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}
