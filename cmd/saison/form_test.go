package main

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"saison/internal/content"
	"saison/internal/news"
)

const githubDir = "../../.github"

// issueForm is a form of .github/ISSUE_TEMPLATE.
type issueForm struct {
	Name        string
	Description string
	Title       string
	Labels      []string
	Body        []struct {
		Type       string
		ID         string
		Attributes struct {
			Label, Description, Placeholder, Value string
			Multiple                               bool
			Options                                []yaml.Node
		}
		Validations struct{ Required bool }
	}
}

func readForms(t *testing.T) map[string]issueForm {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(githubDir, "ISSUE_TEMPLATE", "*.yml"))
	if err != nil || len(names) < 7 {
		t.Fatalf("forms: %v %v", names, err)
	}
	forms := make(map[string]issueForm)
	for _, name := range names {
		if path.Base(name) == "config.yml" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var f issueForm
		if err := yaml.Unmarshal(text, &f); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		forms[path.Base(name)] = f
	}
	return forms
}

// option is the text of a choice, of a dropdown or of boxes.
func option(t *testing.T, n yaml.Node) string {
	t.Helper()
	if n.Kind == yaml.ScalarNode {
		return n.Value
	}
	var box struct{ Label string }
	if err := n.Decode(&box); err != nil {
		t.Fatal(err)
	}
	return box.Label
}

// Each heading of each form is understood, once, and each choice of a closed vocabulary is one of its labels.
func TestFormsAreUnderstood(t *testing.T) {
	src, mistakes := shipped(t).readSources()
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	for name, f := range readForms(t) {
		seen := make(map[string]bool)
		for _, field := range f.Body {
			if field.Type == "markdown" {
				continue
			}
			key, ok := keyOf(field.Attributes.Label)
			if !ok || seen[key] {
				t.Errorf("%s: heading %q is not understood, or twice", name, field.Attributes.Label)
			}
			seen[key] = true
			checkOptions(t, name, key, field.Attributes.Options, src.Taxonomy)
		}
		for _, q := range questions {
			if q.required && !seen["entry"] && !seen[q.key] {
				t.Errorf("%s: does not ask for %s", name, q.key)
			}
		}
	}
}

func checkOptions(t *testing.T, name, key string, options []yaml.Node, tax news.Taxonomy) {
	t.Helper()
	terms := map[string][]news.Term{"data_types": tax.DataTypes, "status": tax.Statuses, "countries": tax.Countries, "withdrawal": tax.Withdrawals}[key]
	var ids []string
	for i, o := range options {
		label := option(t, o)
		switch {
		case terms != nil:
			id := termID(terms, label)
			if _, ok := news.Find(terms, id); !ok {
				t.Errorf("%s: %q is no label of %s", name, label, key)
			}
			ids = append(ids, id)
		case key == "field" && i < len(options)-1: // the last is for people
			if k, ok := keyOf(label); !ok || !content.Settable(k) {
				t.Errorf("%s: %q is no field", name, label)
			}
		}
	}
	if key != "data_types" && key != "withdrawal" {
		return
	}
	for _, term := range terms {
		if !slices.Contains(ids, term.ID) {
			t.Errorf("%s: no box for %s", name, term.ID)
		}
	}
}

// body is a form filled in, as a forge writes it: the answer given, else the first choice, else nothing.
func body(t *testing.T, f issueForm, answers map[string]string) string {
	t.Helper()
	var b strings.Builder
	for _, field := range f.Body {
		if field.Type == "markdown" {
			continue
		}
		answer := answers[field.ID]
		if options := field.Attributes.Options; answer == "" && len(options) > 0 {
			answer = option(t, options[0])
			if field.Type == "checkboxes" {
				answer = "- [X] " + answer
				for _, o := range options[1:] {
					answer += "\n- [ ] " + option(t, o)
				}
			}
		}
		if answer == "" {
			answer = "_No response_"
		}
		b.WriteString("### " + field.Attributes.Label + "\n\n" + answer + "\n\n")
	}
	return b.String()
}

// A form that was filled in becomes a valid entry, whatever its words.
func TestFormsBecomeEntries(t *testing.T) {
	t.Parallel()
	forms := readForms(t)
	for _, name := range []string{"fuite.yml", "lek.yml"} {
		a, dir := siteOfOne(t)
		form := filepath.Join(dir, "form.md")
		text := body(t, forms[name], map[string]string{
			"organisations": "CHU de Namur", "published": "2026-02-03", "source": "https://journal.example/namur", "outlet": "Journal `id` $(id) ${{ x }}", "people": "12 500",
			"text": "Un mot.\n\n### Un titre\n\nautre\n\n### Source\n\nencore\n\n### Statut\n\nRetirée",
		})
		if err := os.WriteFile(form, []byte(strings.ReplaceAll(text, "\n", "\r\n")), 0o644); err != nil {
			t.Fatal(err)
		}
		if code := run(t.Context(), a, []string{"new", "--root", dir, "--from-issue", form}); code != 0 {
			t.Fatalf("%s: exit %d: %s", name, code, a.stderr)
		}
		got, err := os.ReadFile(filepath.Join(dir, "content/incidents/2026/chu-de-namur-2026-02.md"))
		want := "---\norganisations: [CHU de Namur]\ncountries: [FR]\nsector:\npublished: 2026-02-03\nbreach_date:\npeople: 12500\ndata_types: [name]\nstatus: confirmed\ncause:\nvia:\nregulator:\nreview: done\nsources:\n" +
			"  - {url: 'https://journal.example/namur', outlet: 'Journal `id` $(id) ${{ x }}', date: 2026-02-03}\n---\nUn mot.\n\n### Un titre\n\nautre\n\n### Source\n\nencore\n\n### Statut\n\nRetirée\n"
		if err != nil || string(got) != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, want)
		}
	}
}

// entryOfOne is the incident of siteOfOne.
const entryOfOne = "content/incidents/2025/chronopost-2025-01.md"

// siteOfOne is a site with one incident in a folder of its own.
func siteOfOne(t *testing.T) (env, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"sources/feeds.yaml": "",
		"content/site.yaml":  "title: {fr: S, nl: S, en: S}\nbase_url: https://saison.example/\nseason_start: 09-01\n",
		"content/incidents/2025/chronopost-2025-01.md": "---\norganisations: [Chronopost] # vu\ncountries: [FR]\npublished: 2025-02-10\npeople: 500\ndata_types: [name, iban]\nstatus: claimed\nreview: auto\nsources:\n" +
			"  - {url: 'https://journal.example/a', outlet: Journal}\n---\n",
	} {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	now := func() time.Time { return time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC) }
	return env{stdin: strings.NewReader(""), stdout: new(bytes.Buffer), stderr: new(bytes.Buffer), clock: now}, dir
}

// Forms that correct an entry, or bring a reply, change that entry, and its history says why.
func TestFormsCorrect(t *testing.T) {
	t.Parallel()
	forms := readForms(t)
	e, dir := siteOfOne(t)
	for _, tt := range []struct {
		form    string
		answers map[string]string
		want    string // in the entry; or of the mistake
		code    int
	}{
		{"correction.yml", map[string]string{"entry": "https://saison.example/fuites/chronopost-2025-01/#s", "field": "Données concernées", "value": "Nom et prénom\nOpinions, religion, orientation", "reason": "erreur"},
			"data_types: [name, beliefs]", 0},
		{"correction.yml", map[string]string{"entry": "chronopost-2025-01", "field": "Personnes concernées", "value": "Inconnu", "reason": "jamais dit"}, "people:\n", 0},
		{"correction.yml", map[string]string{"entry": "chronopost-2025-01", "field": "Personnes concernées", "value": "9 000", "reason": "selon le vendeur"}, "people_claimed: 9000\n", 0},
		{"verbetering.yml", map[string]string{"entry": "content/incidents/2025/chronopost-2025-01.md", "field": "Status", "value": "Bevestigd", "reason": "mededeling", "source": "https://journal.example/b"},
			"status: confirmed\n", 0},
		{"verbetering.yml", map[string]string{"entry": "chronopost-2025-01", "field": "Aantal personen", "value": "12.500", "reason": "x"}, "people: 12500\n", 0},
		{"verbetering.yml", map[string]string{"entry": "chronopost-2025-01", "field": "Status", "value": "Ingetrokken", "withdrawal": "_No response_", "reason": "x"},
			"no withdrawal beside status: withdrawn: one of duplicate, ", 1},
		{"verbetering.yml", map[string]string{"entry": "chronopost-2025-01", "field": "Status", "value": "Ingetrokken", "withdrawal": "dubbel van een andere fiche", "reason": "zie la-poste-2025-01"},
			"{date: 2026-11-21, status: withdrawn, withdrawal: duplicate, reason: zie la-poste-2025-01}", 0},
		{"correction.yml", map[string]string{"entry": "chronopost-2025-01", "field": "Statut", "value": "Retirée", "reason": "x"}, "is withdrawn already", 1},
		{"antwoord.yml", map[string]string{"entry": "chronopost-2025-01", "quality": "DPO", "reply": "Wij betreuren dit: `x` $(id).\n\n### Kop"}, "### Kop", 0},
		{"reponse.yml", map[string]string{"entry": "chronopost-2025-01", "reply": "encore"}, "has a reply already", 1},
		{"correction.yml", map[string]string{"entry": "chronopost-2025-01", "field": "Statut", "value": "vraie", "reason": "x"}, `unknown status "vraie"`, 1},
		{"correction.yml", map[string]string{"entry": "../../../etc/passwd", "field": "Statut", "value": "Démentie", "reason": "x"}, `no incident "passwd"`, 1},
		{"correction.yml", map[string]string{"entry": "chronopost-2025-01", "field": "Autre chose", "value": "x", "reason": "x"}, "change it by hand", 1},
	} {
		stderr := new(bytes.Buffer)
		e.stdin, e.stderr = strings.NewReader(body(t, forms[tt.form], tt.answers)), stderr
		code := run(t.Context(), e, []string{"new", "--root", dir, "--from-issue", "-"})
		text, err := os.ReadFile(filepath.Join(dir, "content/incidents/2025/chronopost-2025-01.md"))
		if err != nil || code != tt.code || code == 0 && !strings.Contains(string(text), tt.want) || code != 0 && !strings.Contains(stderr.String(), tt.want) {
			t.Errorf("%s %v: exit %d %s\n%s", tt.form, tt.answers, code, stderr, text)
		}
	}
	text, _ := os.ReadFile(filepath.Join(dir, "content/incidents/2025/chronopost-2025-01.md"))
	for _, want := range []string{"organisations: [Chronopost] # vu\n", "{date: 2026-11-21, field: data_types, reason: erreur}", "{date: 2026-11-21, status: confirmed, reason: mededeling, source: 'https://journal.example/b'}", "field: reply"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
