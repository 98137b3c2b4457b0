package content

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"saison/internal/news"
	"saison/internal/yamlfile"
)

var update = flag.Bool("update", false, "rewrite golden files")

// tax is a small taxonomy for tests.
var tax = news.Taxonomy{
	DataTypes: terms("name", "email", "phone", "iban", "password"), Statuses: terms("confirmed", "claimed", "denied", "disputed", "withdrawn"),
	Causes: terms("intrusion", "ransomware", "phishing", "third_party"), Sectors: terms("logistics", "public"), Countries: terms("FR", "BE"),
	Withdrawals: terms("duplicate", "misread", "other"),
}

func terms(ids ...string) (list []news.Term) {
	for _, id := range ids {
		list = append(list, news.Term{ID: id})
	}
	return list
}

const siteYAML = "title: {fr: S, nl: S, en: S}\nbase_url: https://saison.example/\nseason_start: 09-01\n"

// folder writes files into a new folder, with a site.yaml.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["site.yaml"] = siteYAML
	for name, text := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, dir string) *Content {
	t.Helper()
	c, mistakes := Read(os.DirFS(dir), "content", tax, nil)
	if len(mistakes) > 0 {
		t.Fatalf("mistakes:\n%v", mistakes)
	}
	return c
}

// night joins articles as one night's collect does: read, join, write.
func night(t *testing.T, dir, id string, articles ...news.Article) {
	t.Helper()
	now := read(t, dir)
	for _, a := range articles {
		if err := now.Join(id, a, "logistics"); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if dropped, err := Write(root, now.Changes()); err != nil || dropped != nil {
		t.Fatal(dropped, err)
	}
	read(t, dir)
}

func edit(t *testing.T, dir, name, from, to string) {
	t.Helper()
	p := filepath.Join(dir, name)
	text, err := os.ReadFile(p)
	if err != nil || !strings.Contains(string(text), from) {
		t.Fatalf("%s has no %q (%v):\n%s", name, from, err, text)
	}
	if err := os.WriteFile(p, []byte(strings.Replace(string(text), from, to, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

func article(n string, published news.Date, says news.Says) news.Article {
	says.Organisations = []news.Finding{{Value: "Chronopost", Proof: "chez Chronopost"}}
	says.Countries = []news.Finding{{Value: "FR"}}
	return news.Article{URL: "https://courrier.example/" + n, Outlet: "courrier", Lang: "fr", Title: "Titre " + n, Published: published, Extract: "Un extrait.", Review: "auto", Says: says}
}

func found(values ...string) (list []news.Finding) {
	for _, v := range values {
		list = append(list, news.Finding{Value: v, Proof: "le mot " + v})
	}
	return list
}

func status(s string) news.Finding { return news.Finding{Value: s, Proof: "dit: " + s} }

const (
	id   = "chronopost-2025-01"
	page = "incidents/2025/" + id + ".md"
)

func TestJoinBeginsAndFollows(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed"), DataTypes: found("name"), PeopleClaimed: news.Count{N: 900, Proof: "900"}}))
	night(t, dir, id, article("2", "2025-02-12", news.Says{Status: status("confirmed"), DataTypes: found("phone", "name"), People: news.Count{N: 500, Proof: "500"}, BreachDate: status("2025-01-29"), Regulator: found("CNIL")}))
	want := `---
organisations: [Chronopost]
countries: [FR]
sector: logistics
published: 2025-02-10
breach_date: 2025-01-29
people: 500
people_claimed: 900
data_types: [name, phone]
status: confirmed
cause:
via:
regulator: [CNIL]
review: auto
history:
  - {date: 2025-02-12, status: confirmed, source: 'https://courrier.example/2'}
---
`
	got, _ := os.ReadFile(filepath.Join(dir, page))
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
	in, _ := read(t, dir).Incident(id)
	if len(in.Articles) != 2 || in.Articles[1].Says.DataTypes[0] != (news.Finding{Value: "phone", Proof: "le mot phone"}) || in.ByHand != nil {
		t.Errorf("articles = %+v, by hand %v", in.Articles, in.ByHand)
	}
}

// What a person wrote is never lost, whatever the machine learns later.
func TestWhatAPersonWroteStays(t *testing.T) {
	first := article("1", "2025-02-10", news.Says{Status: status("claimed"), DataTypes: found("name"), People: news.Count{N: 900}})
	for _, tt := range []struct {
		name   string
		edits  [][2]string
		later  []news.Article
		want   []string // must be in the page after
		absent []string
	}{
		{"a corrected count", [][2]string{{"people: 900", "people: 700 # dit la Poste"}},
			[]news.Article{article("2", "2025-02-12", news.Says{Status: status("confirmed"), People: news.Count{N: 950}})}, []string{"people: 700 # dit la Poste\n", "status: confirmed\n"}, nil},
		{"a correction that the press repeats, then leaves", [][2]string{{"people: 900", "people: 700"}},
			[]news.Article{article("2", "2025-02-12", news.Says{People: news.Count{N: 700}}), article("3", "2025-02-13", news.Says{People: news.Count{N: 800}})}, []string{"people: 700\n"}, nil},
		{"a count taken away", [][2]string{{"people: 900", "people:"}},
			[]news.Article{article("2", "2025-02-12", news.Says{People: news.Count{N: 950}})}, []string{"people:\n"}, nil},
		{"a key taken away", [][2]string{{"people: 900\n", ""}},
			[]news.Article{article("2", "2025-02-12", news.Says{People: news.Count{N: 950}})}, nil, []string{"people: 950"}},
		{"a refused data type", [][2]string{{"data_types: [name]", "data_types: [email]"}},
			[]news.Article{article("2", "2025-02-12", news.Says{DataTypes: found("name", "iban")})}, []string{"data_types: [email]\n"}, nil},
		{"text, comments, order, spaces", [][2]string{{"organisations: [Chronopost]", "# à suivre\norganisations:   [Chronopost]  # filiale de La Poste\n"}, {"review: auto\n---\n", "review: auto\n---\n\nUn texte  \n\n* à la main\n"}},
			[]news.Article{article("2", "2025-02-12", news.Says{Status: status("confirmed"), DataTypes: found("iban")})},
			[]string{"# à suivre\norganisations:   [Chronopost]  # filiale de La Poste\n\ncountries", "---\n\nUn texte  \n\n* à la main\n", "data_types: [name, iban]\n", "status: confirmed\n"}, nil},
		{"held back by hand", [][2]string{{"review: auto", "review: pending"}},
			[]news.Article{article("2", "2025-02-12", news.Says{Status: status("confirmed")})}, []string{"review: pending\n"}, nil},
		{"read by a person: only history grows", [][2]string{{"review: auto", "review: done"}},
			[]news.Article{article("2", "2025-02-12", news.Says{Status: status("confirmed"), DataTypes: found("iban"), People: news.Count{N: 950}})},
			[]string{"people: 900\n", "data_types: [name]\n", "status: claimed\n", "review: done\nhistory:\n  - {date: 2025-02-12, status: confirmed, source: 'https://courrier.example/2'}\n"}, nil},
		{"a status set by hand keeps its history", [][2]string{{"status: claimed", "status: disputed"}, {"review: auto\n", "review: auto\nhistory:\n- date: 2025-02-11 # vu\n  status: disputed\n  reason: lettre de l'organisme\n"}},
			[]news.Article{article("2", "2025-02-12", news.Says{Status: status("confirmed")})},
			[]string{"status: disputed\n", "history:\n- date: 2025-02-11 # vu\n  status: disputed\n  reason: lettre de l'organisme\n---\n"}, []string{"status: confirmed"}},
		{"windows line ends", [][2]string{{"people: 900\n", "people: 900\r\n"}}, []news.Article{article("2", "2025-02-12", news.Says{DataTypes: found("iban")})}, []string{"people: 900\r\n", "data_types: [name, iban]"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := folder(t, map[string]string{})
			night(t, dir, id, first)
			for _, e := range tt.edits {
				edit(t, dir, page, e[0], e[1])
			}
			for _, a := range tt.later {
				night(t, dir, id, a)
			}
			text, _ := os.ReadFile(filepath.Join(dir, page))
			for _, w := range tt.want {
				if !strings.Contains(string(text), w) {
					t.Errorf("lost %q:\n%s", w, text)
				}
			}
			for _, w := range tt.absent {
				if strings.Contains(string(text), w) {
					t.Errorf("has %q:\n%s", w, text)
				}
			}
			if in, _ := read(t, dir).Incident(id); len(in.Articles) != 1+len(tt.later) {
				t.Errorf("%d articles, want %d", len(in.Articles), 1+len(tt.later))
			}
		})
	}
}

// An entry that a person wrote takes articles; what it says stays, what it leaves blank is filled.
func TestAManualEntryTakesArticles(t *testing.T) {
	manual := "---\norganisations: [Chronopost]\ncountries: [FR]\npublished: 2025-02-09\nstatus: claimed\ndata_types: [name]\nreview: auto\nsources:\n- url: https://a.example/x\n  outlet: A\n---\nTexte.\n"
	dir := folder(t, map[string]string{page: manual})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("confirmed"), DataTypes: found("iban"), People: news.Count{N: 3}, Cause: status("phishing")}))
	got, _ := os.ReadFile(filepath.Join(dir, page))
	want := strings.Replace(manual, "---\nTexte", "people: 3\ncause: phishing\n---\nTexte", 1)
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
}

func TestEditThatCannotBeSafeIsRefused(t *testing.T) {
	dir := folder(t, map[string]string{page: "---\norganisations: &o [Chronopost]\ncountries: [FR]\npublished: 2025-02-09\nstatus: claimed\nreview: auto\nsources: [{url: https://a.example/x, outlet: A}]\nregulator: *o\n---\n"})
	c := read(t, dir)
	before, _ := os.ReadFile(filepath.Join(dir, page))
	err := c.Join(id, article("1", "2025-02-10", news.Says{Status: status("confirmed"), People: news.Count{N: 3}}), "")
	after, _ := os.ReadFile(filepath.Join(dir, page))
	if string(before) != string(after) || err != nil && !errors.Is(err, errUnsafe) {
		t.Errorf("err = %v; page:\n%s", err, after)
	}
}

// A run that is cut short at any write leaves a state that the next run completes, or one in which nothing happened.
func TestRecoverAfterACrash(t *testing.T) {
	base := func(t *testing.T) string {
		dir := folder(t, map[string]string{})
		night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed"), People: news.Count{N: 9}}))
		return dir
	}
	second := article("2", "2025-02-12", news.Says{Status: status("confirmed"), People: news.Count{N: 7}})
	for cut := range 2 {
		dir := base(t)
		now := read(t, dir)
		if err := now.Join(id, second, ""); err != nil {
			t.Fatal(err)
		}
		root, _ := os.OpenRoot(dir)
		files := now.Changes()
		if len(files) != 2 {
			t.Fatalf("%d files change, want 2", len(files))
		}
		writeJournal(t, root, files)
		for _, f := range files[:cut] {
			if err := replace(root, f.Name, f.New); err != nil {
				t.Fatal(err)
			}
		}
		if err := Recover(root); err != nil {
			t.Fatal(err)
		}
		in, _ := read(t, dir).Incident(id)
		if len(in.Articles) != 2 || in.People != 7 || in.ByHand != nil {
			t.Errorf("cut after %d files: %+v", cut, in)
		}
		// Cut short, then touched by an editor before the next run: the touch stays, the article joins again.
		dir = base(t)
		root, _ = os.OpenRoot(dir)
		writeJournal(t, root, files)
		for _, f := range files[:cut] {
			if err := replace(root, f.Name, f.New); err != nil {
				t.Fatal(err)
			}
		}
		edit(t, dir, page, "cause:", "cause: phishing")
		if err := Recover(root); err != nil {
			t.Fatal(err)
		}
		if in, _ := read(t, dir).Incident(id); len(in.Articles) != 1 || in.Cause != "phishing" {
			t.Errorf("touched after %d files: %+v", cut, in)
		}
		// Cut short after all was written, then touched: nothing is taken back.
		whole := base(t)
		root, _ = os.OpenRoot(whole)
		writeJournal(t, root, files)
		for _, f := range files {
			if err := replace(root, f.Name, f.New); err != nil {
				t.Fatal(err)
			}
		}
		edit(t, whole, page, "cause:", "cause: phishing")
		if err := Recover(root); err != nil {
			t.Fatal(err)
		}
		if in, _ := read(t, whole).Incident(id); len(in.Articles) != 2 || in.Cause != "phishing" || in.People != 7 {
			t.Errorf("touched after all was written: %+v", in)
		}
		night(t, dir, id, second)
		if in, _ := read(t, dir).Incident(id); len(in.Articles) != 2 || in.Cause != "phishing" || in.People != 7 {
			t.Errorf("joined again: %+v", in)
		}
	}
}

func writeJournal(t *testing.T, root *os.Root, files []File) {
	t.Helper()
	text, err := encodeJournal(files)
	if err == nil {
		err = replace(root, journalName, text)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestWriteLeavesWhatWasTouchedMeanwhile(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed")}))
	now := read(t, dir)
	if err := now.Join(id, article("2", "2025-02-12", news.Says{Status: status("confirmed")}), ""); err != nil {
		t.Fatal(err)
	}
	edit(t, dir, page, "cause:", "cause: phishing")
	root, _ := os.OpenRoot(dir)
	dropped, err := Write(root, now.Changes())
	if err != nil || len(dropped) != 1 || dropped[0] != page {
		t.Fatalf("Write = %v, %v", dropped, err)
	}
	if in, _ := read(t, dir).Incident(id); len(in.Articles) != 1 || in.Cause != "phishing" {
		t.Errorf("in = %+v", in)
	}
}

// A change that cannot be written whole is taken back: new files go, old ones are as they were, no journal stays.
func TestWriteTakesBackWhatItCannotFinish(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed")}))
	edit(t, dir, page, "cause:", "cause: phishing # lu")
	read1 := func(name string) string {
		text, _ := os.ReadFile(filepath.Join(dir, name))
		return string(text)
	}
	articles := strings.TrimSuffix(page, ".md") + articlesSuffix
	before := read1(page) + read1(articles)
	now := read(t, dir)
	for _, in := range []string{id, "zz-2025-03"} {
		if err := now.Join(in, article("2", "2025-02-12", news.Says{Status: status("confirmed")}), ""); err != nil {
			t.Fatal(err)
		}
	}
	blocked := filepath.Join(dir, "incidents/2025/zz-2025-03.md")
	if err := os.Mkdir(blocked, 0o755); err != nil {
		t.Fatal(err)
	}
	root, _ := os.OpenRoot(dir)
	defer root.Close()
	if _, err := Write(root, now.Changes()); err == nil || !strings.HasSuffix(err.Error(), "nothing is changed") {
		t.Errorf("err = %v", err)
	}
	if after := read1(page) + read1(articles); after != before {
		t.Errorf("after:\n%s\nbefore:\n%s", after, before)
	}
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "incidents/2025/*"))
	hidden, _ := filepath.Glob(filepath.Join(dir, "incidents/2025/.*"))
	if _, err := os.Stat(filepath.Join(dir, journalName)); len(left) != 2 || hidden != nil || err == nil {
		t.Errorf("left: %v %v %v", left, hidden, err)
	}
	if in, _ := read(t, dir).Incident(id); len(in.Articles) != 1 || in.Cause != "phishing" {
		t.Errorf("in = %+v", in)
	}
}

func TestMistakes(t *testing.T) {
	fsys := fstest.MapFS{}
	add := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	add("site.yaml", "title: {fr: S}\nbase_url: saison.example\nseason_start: septembre\ncouleur: bleu\n")
	add("incidents/2025/a-2025-01.md", "---\norganisations: [A]\ncountries: [FRA]\nsector: poste\npublished: 2025-02-30\nbreach_date: hier\npeople: 0\ndata_types: [nom, name, name]\nstatus: sure\ncause: malware\nreview: oui\nsources:\n  - {url: http://x.onion/, outlet: A}\n  - {url: https://a.example/}\nhistory:\n  - {status: vrai}\n  - {date: 2025-03-01, status: withdrawn, withdrawal: doublon}\n  - {date: 2025-03-01, status: withdrawn, reason: x}\n  - {date: 2025-03-01, field: people, withdrawal: misread}\n---\n")
	add("incidents/2025/b-2024-01.md", "---\norganisations: []\nstatut: confirmed\nreview: done\nstatus: confirmed\n---\n")
	add("incidents/2025/Bad Name.md", "pas de front matter")
	add("incidents/2025/c-2025-02.articles.yaml", "[]")
	add("incidents/2025/d-2025-03.md", "---\norganisations: [D]\npublished: 2025-02-01\nbreach_date: 2025-03-01\nstatus: confirmed\nreview: auto\n---\n")
	add("incidents/2025/d-2025-03.articles.yaml", "- url: https://a.example/1\n  published: 2025-02-01\n  extract: "+strings.Repeat("x", 281)+"\n  says: {data_types: {nom: x}, people: {douze: x}, status: {confirmed: "+strings.Repeat("y", 121)+"}}\n- url: https://a.example/1\n  text: tout\n")
	add("incidents/2025/f-2025-03.md", "---\norganisations: [F]\nstatus: claimed\nstatus: denied\n---\n")
	add("incidents/2025/g-2025-03.md", "---\norganisations: [G\n---\n")
	add("incidents/e-2025-03.md", "---\norganisations: [E]\n---\n")
	add("excluded.yaml", "urls:\n  - {url: https://a.example/}\nincidents:\n  - {id: a-2025-01, why: x}\nsame:\n  - {ids: [a], why: x}\n")
	add("pages/method.fr.md", "---\ntitle: Méthode\n---\n")
	add("advice/iban.fr.md", "---\ntitle: x\ndata_type: rib\n---\n")
	_, mistakes := Read(fsys, "content", tax, nil)
	if *update {
		if err := os.WriteFile("testdata/mistakes.txt", []byte(mistakes.Error()+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile("testdata/mistakes.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(text), mistakes.Error()+"\n"); d != "" {
		t.Error(d)
	}
}

// FuzzPage: an incident's page of any bytes is read or named as a mistake; joining an article keeps the editor's text
// byte for byte, or is refused.
func FuzzPage(f *testing.F) {
	f.Add([]byte("---\norganisations: [Chronopost]\npublished: 2025-02-09\nstatus: claimed\nreview: auto\npeople: 3 # trois\n---\nTexte\n"))
	f.Add([]byte("---\norganisations:\n- Chronopost\nhistory: [{date: 2025-01-01, status: claimed}]\nreply: |\n  a\n\n  b\nstatus: claimed\n---\n"))
	f.Add([]byte("---\r\n{organisations: [x]}\r\n---\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		fsys := fstest.MapFS{"site.yaml": {Data: []byte(siteYAML)}, page: {Data: b}}
		c, _ := Read(fsys, "content", tax, nil)
		if _, ok := c.Incident(id); !ok {
			return
		}
		was, _ := yamlfile.Split(b)
		if err := c.Join(id, article("1", "2025-02-10", news.Says{Status: status("confirmed"), People: news.Count{N: 5}}), ""); err != nil {
			return
		}
		if now, ok := yamlfile.Split([]byte(c.files[id].page)); !ok || now.Body != was.Body || now.Before != was.Before || now.Between != was.Between {
			t.Errorf("%q became %q", b, c.files[id].page)
		}
	})
}

// A person may empty an .articles.yaml, or a tool may set its list in: what is added to it can be read again.
func TestJoinToArticlesOfAnotherHand(t *testing.T) {
	const name = "incidents/2025/" + id + articlesSuffix
	says := news.Says{Status: status("claimed")}
	for _, text := range []string{"[]\n", "null\n", "---\n[]\n", "# rien\n", ""} {
		dir := folder(t, map[string]string{})
		night(t, dir, id, article("1", "2025-02-10", says))
		edit(t, dir, page, "review: auto\n", "review: auto\nsources:\n  - {url: https://a.example/, outlet: a}\n")
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		night(t, dir, id, article("2", "2025-02-12", says))
		if in, _ := read(t, dir).Incident(id); len(in.Articles) != 1 {
			t.Errorf("%q: %d articles, want 1", text, len(in.Articles))
		}
	}
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", says), article("2", "2025-02-11", says))
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte("  "+strings.ReplaceAll(strings.TrimSpace(string(text)), "\n", "\n  ")), 0o644); err != nil {
		t.Fatal(err)
	}
	night(t, dir, id, article("3", "2025-02-12", says))
	if in, _ := read(t, dir).Incident(id); len(in.Articles) != 3 {
		t.Errorf("%d articles, want 3", len(in.Articles))
	}
}

// What is told first may be older than the breach that a later article tells of: the machine writes no page that says so.
func TestNoBreachAfterItsReport(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-01-20", news.Says{Status: status("claimed")}))
	night(t, dir, id, article("2", "2025-02-25", news.Says{Status: status("claimed"), BreachDate: status("2025-02-10")}))
	if in, _ := read(t, dir).Incident(id); in.BreachDate != "" || in.Published != "2025-01-20" {
		t.Errorf("breach %q, published %q", in.BreachDate, in.Published)
	}
	dir = folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-20", news.Says{Status: status("claimed")}))
	edit(t, dir, page, "breach_date:", "breach_date: 2025-02-01")
	night(t, dir, id, article("2", "2025-01-25", news.Says{Status: status("claimed")}))
	if in, _ := read(t, dir).Incident(id); in.BreachDate != "2025-02-01" || in.Published != "2025-02-20" {
		t.Errorf("held breach: %q, published %q", in.BreachDate, in.Published)
	}
	dir = folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-20", news.Says{Status: status("claimed")}))
	edit(t, dir, page, "published: 2025-02-20", "published: 2025-01-31")
	night(t, dir, id, article("2", "2025-02-25", news.Says{Status: status("claimed"), BreachDate: status("2025-02-01")}))
	if in, _ := read(t, dir).Incident(id); in.BreachDate != "" || in.Published != "2025-01-31" {
		t.Errorf("held report: breach %q, published %q", in.BreachDate, in.Published)
	}
}
