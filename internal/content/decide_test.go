package content

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saison/internal/news"
)

// decide carries out a decision and writes it.
func decide(t *testing.T, dir string, do func(*Content) error) *Content {
	t.Helper()
	now := read(t, dir)
	if err := do(now); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if dropped, err := Write(root, now.Changes()); err != nil || dropped != nil {
		t.Fatal(dropped, err)
	}
	return read(t, dir)
}

func TestAccept(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed")}))
	edit(t, dir, page, "review: auto", "review: pending # à voir")
	c := decide(t, dir, func(c *Content) error { return c.Accept(id) })
	text, _ := os.ReadFile(filepath.Join(dir, page))
	if in, _ := c.Incident(id); in.Review != "done" || !strings.Contains(string(text), "review: done                     # à voir\n") {
		t.Errorf("page:\n%s", text)
	}
}

func TestExcludeIncident(t *testing.T) {
	dir := folder(t, map[string]string{"excluded.yaml": "# refus\nincidents:\n- {id: x-2020-01, why: doublon} # vu\n"})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed")}))
	c := decide(t, dir, func(c *Content) error { return c.ExcludeIncident(id, "pas une fuite: démenti") })
	text, _ := os.ReadFile(filepath.Join(dir, "excluded.yaml"))
	want := "# refus\nincidents:\n- {id: x-2020-01, why: doublon} # vu\n- {id: chronopost-2025-01, why: 'pas une fuite: démenti'}\n"
	if len(c.Incidents) != 0 || string(text) != want || len(c.Excluded.Incidents) != 2 {
		t.Errorf("excluded.yaml:\n%s\n%+v", text, c.Incidents)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "incidents/*/*")); left != nil {
		t.Errorf("left: %v", left)
	}
}

// What was published is never deleted: it is withdrawn, with its reason, and whatever the press says later it stays so.
func TestRefuseWithdrawsWhatWasPublished(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed"), DataTypes: found("iban")}))
	note := news.Change{Date: "2025-03-01", Withdrawal: "misread", Reason: "une offre d'emploi"}
	c := decide(t, dir, func(c *Content) error {
		_, err := c.ExcludeURL("https://courrier.example/1", note)
		return err
	})
	note.Status = news.Withdrawn
	in, _ := c.Incident(id)
	if in == nil || in.Status != news.Withdrawn || in.Withdrawal() != note || in.Review != "done" || len(in.Articles) != 1 || len(c.Excluded.Incidents) != 0 || c.Excluded.URLs[0].Why != "misread: une offre d'emploi" {
		t.Fatalf("in = %+v\n%+v", in, c.Excluded)
	}
	night(t, dir, id, article("2", "2025-03-11", news.Says{Status: status("confirmed")}))
	c = read(t, dir)
	if in, _ = c.Incident(id); in.Status != news.Withdrawn || len(in.History) != 1 || len(in.Articles) != 2 {
		t.Errorf("after a night: %+v", in)
	}
	if err := c.Refuse(id, note); err == nil {
		t.Error("withdrawn twice")
	}
}

func TestExcludeURLTakesTheArticleOut(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed"), DataTypes: found("name")}),
		article("2", "2025-02-11", news.Says{Status: status("confirmed"), DataTypes: found("iban")}), article("3", "2025-02-12", news.Says{Status: status("claimed"), DataTypes: found("phone")}))
	edit(t, dir, page, "cause:", "cause: phishing")
	c := decide(t, dir, func(c *Content) error {
		_, err := c.ExcludeURL("https://courrier.example/2", news.Change{Reason: "autre sujet"})
		return err
	})
	in, _ := c.Incident(id)
	if len(in.Articles) != 2 || in.Status != "claimed" || strings.Join(in.DataTypes, " ") != "name phone" || in.Cause != "phishing" || len(c.Excluded.URLs) != 1 {
		t.Errorf("in = %+v", in)
	}
	edit(t, dir, page, "review: auto", "review: pending")
	c = decide(t, dir, func(c *Content) error {
		_, err := c.ExcludeURL("https://courrier.example/1", news.Change{Reason: "x"})
		return err
	})
	if _, err := c.ExcludeURL("https://courrier.example/3", news.Change{Reason: "x"}); err == nil {
		t.Error("the last article went with the cause that a person set")
	}
}

func TestMergeKeepsWhatAPersonSet(t *testing.T) {
	other := "chronopost-2025-02"
	dir := folder(t, map[string]string{"incidents/2025/" + other + ".md": "---\n# appelé le 3 mars\norganisations: [Chronopost]\ncountries: [BE]\nsector: logistics\npublished: 2025-02-20\n" +
		"people: 5000 # selon le DPO\ndata_types: [iban, name]\nstatus: confirmed\ncause: phishing\nvia: Acme\nreview: done\nsources:\n- {url: 'https://a.example/s', outlet: A}\n---\n"})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed"), DataTypes: found("name"), Cause: news.Finding{Value: "intrusion"}}))
	edit(t, dir, page, "people:", "people: 4000")
	c := decide(t, dir, func(c *Content) error { return c.Merge(id, other, "même fuite") })
	in, _ := c.Incident(id)
	text, _ := os.ReadFile(filepath.Join(dir, page))
	if in.People != 4000 || in.Via != "Acme" || strings.Join(in.DataTypes, " ") != "name iban" || !slices.Contains(in.Countries, "BE") || in.Cause != "intrusion" {
		t.Errorf("in = %+v", in)
	}
	for _, kept := range []string{"# " + other + ": people: 5000\n", "# " + other + ": cause: phishing\n", "# " + other + ": appelé le 3 mars\n", "# " + other + ": selon le DPO\n"} {
		if !strings.Contains(string(text), kept) {
			t.Errorf("no %q in\n%s", kept, text)
		}
	}
}

func TestExcludeURLTakesItsIncidentWithIt(t *testing.T) {
	dir := folder(t, map[string]string{})
	a := article("1", "2025-02-10", news.Says{Status: status("claimed")})
	a.Review = "pending"
	night(t, dir, id, a)
	c := decide(t, dir, func(c *Content) error {
		_, err := c.ExcludeURL("https://courrier.example/1", news.Change{Reason: "x"})
		return err
	})
	if len(c.Incidents) != 0 || len(c.Excluded.Incidents) != 1 || len(c.Excluded.URLs) != 1 {
		t.Errorf("%+v %+v", c.Incidents, c.Excluded)
	}
}

func TestMergeLosesNothing(t *testing.T) {
	other := "chronopost-2025-02"
	dir := folder(t, map[string]string{"incidents/2025/" + other + ".md": "---\norganisations: [Chronopost]\npublished: 2025-02-20\nstatus: confirmed\nreview: done\nsources:\n- {url: 'https://a.example/s', outlet: A}\nhistory:\n- {date: 2025-02-21, reason: précision}\nreply: Nos excuses.\n---\nUn mot.\n"})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed"), DataTypes: found("name")}))
	night(t, dir, other, article("2", "2025-02-20", news.Says{Status: status("confirmed"), DataTypes: found("iban")}))
	c := decide(t, dir, func(c *Content) error { return c.Merge(id, other, "même fuite") })
	in, _ := c.Incident(id)
	if len(c.Incidents) != 1 || len(in.Articles) != 2 || len(in.Sources) != 1 || len(in.History) != 2 || in.Reply != "Nos excuses." || in.Text != "Un mot." ||
		in.Status != "confirmed" || strings.Join(in.DataTypes, " ") != "name iban" || c.Excluded.Same[0] != (Pair{id, other, "même fuite"}) {
		t.Errorf("in = %+v\n%+v", in, c.Excluded)
	}
}

func TestSplit(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed"), DataTypes: found("name")}))
	edit(t, dir, page, "cause:", "cause: phishing # vu")
	night(t, dir, id, article("2", "2025-02-11", news.Says{Status: status("confirmed"), DataTypes: found("iban"), BreachDate: news.Finding{Value: "2025-02-01"}}))
	const other, u1, u2 = "chronopost-2025-02", "https://courrier.example/1", "https://courrier.example/2"
	c := decide(t, dir, func(c *Content) error { return c.Split(id, other, "logistics", []string{u2}, "deux fuites") })
	a, _ := c.Incident(id)
	b, ok := c.Incident(other)
	if !ok || len(a.Articles) != 1 || len(b.Articles) != 1 || a.Status != "claimed" || strings.Join(a.DataTypes, " ") != "name" || a.BreachDate != "" ||
		b.Status != "confirmed" || b.Cause != "" || b.Sector != "logistics" || len(b.ByHand) != 0 || !c.Excluded.Apart(other, id) {
		t.Fatalf("a = %+v\nb = %+v\n%+v", a, b, c.Excluded)
	}
	// The note that the cause is a person's went with the article: it is on the other one now, and holds for ever.
	night(t, dir, id, article("3", "2025-02-12", news.Says{Status: status("confirmed"), Cause: news.Finding{Value: "phishing", Proof: "x"}}))
	night(t, dir, id, article("4", "2025-02-13", news.Says{Cause: news.Finding{Value: "intrusion", Proof: "x"}}), article("5", "2025-02-13", news.Says{Cause: news.Finding{Value: "intrusion", Proof: "x"}}))
	c = read(t, dir)
	if a, _ = c.Incident(id); a.Cause != "phishing" || a.Status != "confirmed" {
		t.Errorf("a = %+v", a)
	}
	for _, refused := range []func(*Content) error{
		func(c *Content) error { return c.Split(other, "x-2025-01", "", []string{u2}, "x") },
		func(c *Content) error {
			return c.Split(id, "x-2025-01", "", []string{"https://courrier.example/9"}, "x")
		},
		func(c *Content) error { return c.Split(id, other, "", []string{"https://courrier.example/9", u1}, "x") },
		func(c *Content) error { return c.Merge(id, other, "x") },
	} {
		if err := refused(read(t, dir)); err == nil {
			t.Error("not refused")
		}
	}
}

// The only article of an entry that is withdrawn already can still be refused.
func TestExcludeURLOfAWithdrawnIncident(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed")}))
	decide(t, dir, func(c *Content) error { return c.Refuse(id, news.Change{Date: "2025-03-01", Withdrawal: "misread"}) })
	c := decide(t, dir, func(c *Content) error {
		_, err := c.ExcludeURL("https://courrier.example/1", news.Change{Reason: "x"})
		return err
	})
	if in, ok := c.Incident(id); !ok || len(in.History) != 1 || len(c.Excluded.URLs) != 1 {
		t.Errorf("%+v %+v", in, c.Excluded)
	}
}

// A value that a person set in the incident that goes, and that the other has too, is held from then on.
func TestMergeHoldsWhatIsTheSameInBoth(t *testing.T) {
	const other = "chronopost-2025-01-2"
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed"), Cause: status("phishing")}))
	night(t, dir, other, article("2", "2025-02-11", news.Says{Status: status("claimed"), Cause: status("intrusion")}))
	edit(t, dir, "incidents/2025/"+other+".md", "cause: intrusion", "cause: phishing")
	decide(t, dir, func(c *Content) error { return c.Merge(id, other, "même fuite") })
	night(t, dir, id, article("3", "2025-02-12", news.Says{Status: status("claimed"), Cause: status("intrusion")}))
	if in, _ := read(t, dir).Incident(id); in.Cause != "phishing" {
		t.Errorf("cause %q: what a person set is gone", in.Cause)
	}
}
