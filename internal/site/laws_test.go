package site

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"saison/internal/check"
	"saison/internal/news"
)

func TestLaws(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*news.Incident)
		want   string
	}{
		"extract":    {func(i *news.Incident) { i.Articles[0].Extract = strings.Repeat("é", 281) }, "extract of 281 characters, at most 280"},
		"text":       {func(i *news.Incident) { i.Articles[0].Text = "the whole" }, "the text of an article is never published"},
		"onion":      {func(i *news.Incident) { i.Sources = []news.Source{{URL: "http://abcdefghijklmnop.onion/x"}} }, "leads to leaked data"},
		"forum":      {func(i *news.Incident) { i.Articles[0].URL = "https://www.BreachForums.st/Thread-1" }, "leads to leaked data"},
		"onion text": {func(i *news.Incident) { i.Text = "voir abcdefghijklmnop.onion" }, "leads to leaked data"},
		"text link":  {func(i *news.Incident) { i.Reply = "[ici](https://t.me/gang)" }, "leads to leaked data"},
		"wide text":  {func(i *news.Incident) { i.Text = "[ici](https://ｍega。nz/x)" }, "leads to leaked data"},
		"script":     {func(i *news.Incident) { i.Articles[0].URL = "javascript:alert(1)" }, "is not http or https"},
		"history":    {func(i *news.Incident) { i.History[0].Source = "ftp://x.example/" }, "is not http or https"},
	} {
		in := sample()
		c.change(&in.Incidents[0])
		_, err := Build(in)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "content/incidents/2026/orangeraie-2026-10.") {
			t.Errorf("%s: Build = %v, want %q", name, err, c.want)
		}
	}
	in := sample()
	in.Incidents[len(in.Incidents)-1].Sources = []news.Source{{URL: "http://abcdefghijklmnop.onion/"}}
	if _, err := Build(in); err != nil {
		t.Errorf("a pending incident is held to the laws of published ones: %v", err)
	}
}

// TestQuotesAreShort: the extract of an article stays within the limit, and so do its proofs together.
func TestQuotesAreShort(t *testing.T) {
	in := sample()
	i := &in.Incidents[0]
	i.DataTypes = nil
	a := &i.Articles[0]
	a.Extract = strings.Repeat("mot ", 70)
	a.Says.DataTypes = nil
	for n := range 12 {
		id := string(rune('a' + n))
		i.DataTypes = append(i.DataTypes, id)
		a.Says.DataTypes = append(a.Says.DataTypes, news.Finding{Value: id, Proof: strings.Repeat(id, 90+n)})
	}
	total, facts := 0, 0
	for _, q := range quotes(*i, *a, map[string]bool{}) {
		total += q.cost()
		facts += len(q.facts)
	}
	if total > proofMax || facts < 4 {
		t.Errorf("%d characters prove %d facts", total, facts)
	}
}

// TestProofsOfOneSentence: what one sentence proves is quoted once, and what the title says is quoted for nothing.
func TestProofsOfOneSentence(t *testing.T) {
	in := sample()
	i := &in.Incidents[0]
	a := &i.Articles[0]
	a.Says = news.Says{Organisations: []news.Finding{{Value: "Orangeraie", Proof: a.Title}}, DataTypes: []news.Finding{
		{Value: "name", Proof: "ont pu lire le nom, le prénom et l'adresse"}, {Value: "iban", Proof: "le prénom et l'adresse de chacun, ainsi que son IBAN."}}}
	b, err := newBuilder(in)
	if err != nil {
		t.Fatal(err)
	}
	want := []proof{{Fact: "Organisation", Words: a.Title}, {Fact: "Nom et prénom, IBAN ou RIB", Words: "ont pu lire le nom, le prénom et l'adresse de chacun, ainsi que son IBAN."}}
	got := b.proofs("fr", quotesOf(*i))
	for n := range got {
		got[n].Who, got[n].Href = "", ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNothingPersonalIsQuoted(t *testing.T) {
	for text, want := range map[string]bool{
		"Écrivez à jean.dupont@courrier.example":    false,
		"IBAN FR76 3000 6000 0112 3456 7890 189":    false,
		"numéro 1 85 05 78 006 084":                 false,
		"rijksregisternummer 85.07.30-033.28":       false,
		"carte 4970 1012 3456 7890":                 false,
		"57 000 clients, soit 1 200 000 comptes":    true,
		"le 10 février 2025, à 18 h 30":             true,
		"BE et FR, article 33 du RGPD, 078 170 170": true,
	} {
		if got := public(text) != ""; got != want {
			t.Errorf("public(%q) = %v, want %v", text, got, want)
		}
	}
}

var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</script><svg onload=alert(1)>`, `{{.}}{{template "x"}}`,
	`javascript:alert(1)`, "a\x00b\x07c", "\u202egnp.exe", `&lt;b&gt; &amp;amp;`, `' onmouseover='x`, "]]><x/>", `[x](javascript:alert(1))`,
	`<!--`, "`${alert(1)}`", "=cmd|' /C calc'!A0", `\u003c/script\u003e`, `![x](https://evil.example/x.png)`,
}

// TestHostileText: whatever the press or a file says, it stays text.
func TestHostileText(t *testing.T) {
	in := sample()
	for n, h := range hostile {
		i := sampleIncidents()[0]
		i.ID, i.Organisations, i.Via = i.ID+"-h"+string(rune('a'+n)), []string{h}, h
		i.Text, i.Reply, i.Cause, i.Sector = h, h, h, h
		i.DataTypes = append(i.DataTypes, h)
		i.Articles[0].Title, i.Articles[0].Extract, i.Articles[0].Outlet, i.Articles[0].Lang = h, h, h, h
		i.Articles[0].Says.Status.Proof = h
		i.History[0].Reason = h
		in.Incidents = append(in.Incidents, i)
	}
	built := build(t, in)
	for _, m := range check.Site(asFS(built)) {
		if !strings.Contains(m.Fact, "escaped twice") { // one of the titles is
			t.Error(m)
		}
	}
	for name, text := range built {
		if strings.HasSuffix(name, ".html") {
			harmlessPage(t, name, text)
		}
		if strings.HasSuffix(name, ".json") && !json.Valid([]byte(text)) {
			t.Errorf("%s is not JSON", name)
		}
	}
	if strings.Contains(built["data/incidents.csv"], `,=cmd`) {
		t.Error("a cell of the CSV is a formula")
	}
}

// harmlessPage refuses an element or an address that the templates do not make.
func harmlessPage(t *testing.T, name, text string) {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "img" || n.Data == "iframe" || n.Data == "object" || n.Data == "style" {
			t.Errorf("%s: <%s>", name, n.Data)
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s: attribute %s", name, a.Key)
			}
		}
		if n.Data == "script" {
			harmlessScript(t, name, attr, n)
		}
		if n.Data == "a" {
			u, err := url.Parse(attr["href"])
			if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
				t.Errorf("%s: link %q", name, attr["href"])
			}
			if err == nil && u.Host != "" && attr["rel"] != outward {
				t.Errorf("%s: link outward without rel: %q", name, attr["href"])
			}
		}
	}
}

func harmlessScript(t *testing.T, name string, attr map[string]string, n *html.Node) {
	t.Helper()
	if attr["type"] == "application/ld+json" || attr["type"] == "application/json" { // data: no browser runs it
		if n.FirstChild == nil || !json.Valid([]byte(n.FirstChild.Data)) {
			t.Errorf("%s: %s that is not JSON", name, attr["type"])
		}
	} else if n.FirstChild != nil || !strings.HasPrefix(attr["src"], "/assets/") {
		t.Errorf("%s: a script that is not ours", name)
	}
}
