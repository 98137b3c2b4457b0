package group

import (
	"strings"
	"testing"

	"saison/internal/news"
)

// article is "organisations | published | breach | people | claimed | status".
func article(line string) news.Article {
	f := strings.Split(line, "|")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	a := news.Article{Published: news.Date(f[1])}
	for _, o := range strings.Split(f[0], ",") {
		if o = strings.TrimSpace(o); o != "" {
			a.Says.Organisations = append(a.Says.Organisations, news.Finding{Value: o})
		}
	}
	a.Says.BreachDate.Value, a.Says.Status.Value = f[2], f[5]
	a.Says.People.N, a.Says.PeopleClaimed.N = atoi(f[3]), atoi(f[4])
	return a
}

func atoi(s string) (n int) {
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}

var orgs = []news.Organisation{{Name: "France Travail", Aliases: []string{"Pôle emploi"}}, {Name: "SNCB", Aliases: []string{"NMBS"}}}

func TestPlace(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines []string
		want  string // IDs, one word an article, several joined by +
	}{
		{"aliases and both languages", []string{"NMBS|2025-03-01||||claimed", "SNCB|2025-03-04||||confirmed"}, "sncb-2025-03 sncb-2025-03"},
		{"an article before a name", []string{"La Poste|2025-03-01||||", "Poste|2025-03-04||||"}, "la-poste-2025-03 la-poste-2025-03"},
		{"two incidents of one organisation stay two", []string{"Pajemploi|2020-04-01|2020-03-31|||", "Pajemploi|2025-11-18|2025-11-14|||", "Pajemploi|2025-11-20||||"}, "pajemploi-2020-03 pajemploi-2025-11 pajemploi-2025-11"},
		{"other figures, claimed after all", []string{"Sports|2025-12-19|2025-12-19|3500000||confirmed", "Sports||||450000|claimed"}, "sports-2025-12 sports-undated"},
		{"same figure years later", []string{"SNCB|2013-01-05||700000||confirmed", "SNCB|2015-06-01||700000||confirmed"}, "sncb-2013-01 sncb-2013-01"},
		{"a rounded figure, no date", []string{"Bupa|||547000||confirmed", "Bupa|||500000||confirmed"}, "bupa-undated bupa-undated"},
		{"a second one in the same month", []string{"Free|2024-10-02|2024-10-01|100||", "Free|2025-10-03|2025-10-01|||", "Free|2024-10-20||||"}, "free-2024-10 free-2025-10 free-2024-10"},
		{"several organisations, one incident", []string{"France Travail|2025-12-01||1600000||confirmed", "Missions locales, Pôle emploi|2025-12-02||||"}, "france-travail-2025-12 france-travail-2025-12"},
		{"several organisations, several incidents", []string{"SFR|2024-09-10||||", "Free|2024-10-10||||", "SFR, Free|2024-10-12||||"}, "sfr-2024-09 free-2024-10 sfr-2024-09+free-2024-10"},
		{"no organisation", []string{"|2024-09-10||||"}, "-"},
		{"refused for ever", []string{"Kiabi|2024-09-10|2024-09-02|||"}, "!kiabi-2024-09"},
		{"decided to be one", []string{"Boulanger|2024-09-10||||"}, "boulanger-2024-08"},
		{"another spelling, the same day", []string{"Hôpital Rouquès-Les Bluets|2022-10-19|2022-10-09|||", "Maternité des Bluets||2022-10-09|200000||"}, "hopital-rouques-les-bluets-2022-10 hopital-rouques-les-bluets-2022-10"},
		{"another spelling, the same figure", []string{"Gelre|2022-10-19||40123||", "Clinique Gelre|2022-10-20||40123||"}, "gelre-2022-10 gelre-2022-10"},
		{"another spelling, round figures", []string{"Gelre|2022-10-19||40000||", "Clinique Gelre|2022-10-20||40000||"}, "gelre-2022-10 clinique-gelre-2022-10"},
		{"another day", []string{"Hôpital Rouquès-Les Bluets|2022-10-19|2022-10-09|||", "Maternité des Bluets||2022-10-10|||"}, "hopital-rouques-les-bluets-2022-10 maternite-des-bluets-2022-10"},
		{"names that share a beginning", []string{"Orange|2024-09-10||||", "Orange Bank|2024-09-11||||"}, "orange-2024-09 orange-bank-2024-09"},
	} {
		g := New(orgs, Rules{Refused: []string{"kiabi-2024-09"}, Same: [][2]string{{"boulanger-2024-08", "boulanger-2024-09"}}}, nil)
		g.Know(news.Incident{ID: "boulanger-2024-09", Facts: news.Facts{Organisations: []string{"Boulanger"}, Published: "2024-09-09"}})
		var got []string
		for _, line := range tt.lines {
			var ids []string
			for _, p := range g.Place(article(line)) {
				if p.Refused {
					p.ID = "!" + p.ID
				}
				ids = append(ids, p.ID)
			}
			if ids == nil {
				ids = []string{"-"}
			}
			got = append(got, strings.Join(ids, "+"))
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, g, tt.want)
		}
	}
}

// An article that names organisations of two incidents that people called different tells of the first only, and does
// not make the second organisation one of the first incident's.
func TestDifferentIncidentsShareNoArticle(t *testing.T) {
	for _, different := range []bool{false, true} {
		rules := Rules{Same: [][2]string{{"free-2024-10", "free-2024-09"}}}
		if different {
			rules.Different = [][2]string{{"sfr-2024-09", "free-2024-09"}}
		}
		g := New(orgs, rules, nil)
		g.Know(news.Incident{ID: "sfr-2024-09", Facts: news.Facts{Organisations: []string{"SFR"}, Published: "2024-09-10"}})
		g.Know(news.Incident{ID: "free-2024-10", Facts: news.Facts{Organisations: []string{"Free"}, Published: "2024-10-10"}})
		places := g.Place(article("SFR, Free|2024-10-12||||"))
		want := 2
		if different {
			want = 1
		}
		if len(places) != want || places[0].ID != "sfr-2024-09" || len(places[0].Organisations) != 1 {
			t.Errorf("different %v: %+v", different, places)
		}
		if alone := g.Place(article("Free|2024-10-12||||")); len(alone) != 1 || alone[0].ID != "free-2024-10" {
			t.Errorf("different %v: alone %+v", different, alone)
		}
	}
}

func TestNewIDIsNeverTaken(t *testing.T) {
	g := New(nil, Rules{}, nil)
	for _, want := range []string{"ville-de-liege-2025-01", "ville-de-liege-2025-01-2", "ville-de-liege-2025-01-3"} {
		if got := g.NewID("Ville de Liège", "2025-01-30"); got != want {
			t.Errorf("NewID = %q, want %q", got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{"Hôpital d'Armentières": "hopital-d-armentieres", "B&You": "b-et-you", "...": "x", "../../etc": "etc", "日本": "ri-ben", strings.Repeat("abc ", 40): strings.TrimSuffix(strings.Repeat("abc-", 15), "-")} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

var nouns = map[string][]string{"town": {"mairie", "ville", "commune", "gemeente"}, "hospital": {"hôpital", "chu", "centre hospitalier"}}

func TestNames(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"Mairie de Morvilleux", "Ville de Morvilleux", true},
		{"Mairie de Morvilleux", "Morvilleux", true},
		{"Morvilleux", "Commune de Morvilleux", true},
		{"CHU de Brassoy", "Hôpital de Brassoy", true},
		{"CHU de Brassoy", "Mairie de Brassoy", false},
		{"Université de Paris-Sarclay", "Université Paris-Sarclay", true},
		{"Groupe Bertelin", "Bertelin", true},
		{"Hertz", "Hertz France", true},
		{"Fédération française de ballon", "FFB", true},
		{"M&S", "Marks & Spencer", true},
		{"Orange", "Ville d'Orange", false},
		{"Orange", "Orange Bank", false},
	} {
		g := New([]news.Organisation{{Name: "Orange"}}, Rules{}, nouns)
		first := g.Place(article(tt.a + "|2025-03-01||||"))
		second := g.Place(article(tt.b + "|2025-03-03||||"))
		if got := first[0].ID == second[0].ID; got != tt.same {
			t.Errorf("%q and %q are one: %v, want %v", tt.a, tt.b, got, tt.same)
		}
	}
}

func TestSupplier(t *testing.T) {
	via := func(line, via string) news.Article {
		a := article(line)
		a.Says.Via.Value = via
		return a
	}
	for _, tt := range []struct {
		name string
		told []news.Article
		want int // incidents
	}{
		{"a customer after its supplier", []news.Article{via("Kwikdata|2025-06-01||90000||", ""), via("Almira|2025-06-04||800||", "Kwikdata")}, 1},
		{"a supplier after its customer", []news.Article{via("Almira|2025-06-04||800||", "Kwikdata"), via("Kwikdata|2025-06-06||90000||", "")}, 1},
		{"two customers", []news.Article{via("Almira|2025-06-04||800||", "Kwikdata"), via("Benedita|2025-06-06||70||", "Kwikdata")}, 1},
		{"two customers, years apart", []news.Article{via("Almira|2023-06-04||800||", "Kwikdata"), via("Benedita|2025-06-06||70||", "Kwikdata")}, 2},
		{"two customers, no dates", []news.Article{via("Almira|||800||", "Kwikdata"), via("Benedita|||70||", "Kwikdata")}, 2},
	} {
		g := New(nil, Rules{}, nil)
		ids := map[string]bool{}
		for _, a := range tt.told {
			ids[g.Place(a)[0].ID] = true
		}
		if len(ids) != tt.want {
			t.Errorf("%s: %d incidents, want %d", tt.name, len(ids), tt.want)
		}
	}
}

// A town has one town hall and may have two hospitals: an organisation is never taken for its neighbour.
func TestNeighboursStayApart(t *testing.T) {
	kinds := map[string][]string{"town": {"ville de", "mairie de", "ville", "mairie"}, "hospital": {"CHU", "CHR", "hôpital"}}
	gazetteer := []news.Organisation{{Name: "CHR Sambre et Meuse", Aliases: []string{"CHR de Namur"}}, {Name: "CHU de Liège"}, {Name: "CHR de Liège"}, {Name: "Ville de Namur", Aliases: []string{"Namur"}}}
	g := New(gazetteer, Rules{}, kinds)
	for _, tt := range []struct{ name, want string }{
		{"CHR de Namur", "chr-sambre-et-meuse-2026-02"},
		{"CHU de Namur", "chu-de-namur-2026-02"},
		{"CHU de Liège", "chu-de-liege-2026-02"},
		{"CHR de Liège", "chr-de-liege-2026-02"},
		{"Mairie de Namur", "ville-de-namur-2026-02"},
	} {
		if places := g.Place(article(tt.name + "|2026-02-03||||")); len(places) != 1 || places[0].ID != tt.want {
			t.Errorf("%s goes to %+v, want %s", tt.name, places, tt.want)
		}
	}
}

// A name alone may be that of a town or of its hospital: the same answer every time, and the town's where both are there.
func TestTheTownComesFirst(t *testing.T) {
	kinds := map[string][]string{"town": {"mairie"}, "hospital": {"chu"}, "school": {"université"}, "court": {"tribunal"}}
	for range 20 {
		g := New(nil, Rules{}, kinds)
		for _, org := range []string{"CHU de Brest", "Mairie de Brest", "Université de Brest", "Tribunal de Brest"} {
			g.Know(news.Incident{ID: Slug(org) + "-2026-01", Facts: news.Facts{Organisations: []string{org}, Published: "2026-01-10"}})
		}
		p := g.Place(news.Article{Published: "2026-01-12", Says: news.Says{Organisations: []news.Finding{{Value: "Brest"}}}})
		if p[0].ID != "mairie-de-brest-2026-01" {
			t.Fatalf("Brest is %s", p[0].ID)
		}
	}
}

// Names that differ only where an ID is cut are two organisations; and a refused one is known by its cut name.
func TestLongNames(t *testing.T) {
	const long = "Fédération départementale des chasseurs et des gardes forestiers "
	art := func(org string) news.Article {
		return news.Article{Published: "2026-01-12", Says: news.Says{Organisations: []news.Finding{{Value: org}}}}
	}
	g := New(nil, Rules{}, nil)
	one, two := g.Place(art(long+"de la Loire")), g.Place(art(long+"du Finistère"))
	if !two[0].New || two[0].ID != one[0].ID+"-2" {
		t.Errorf("one %+v, two %+v", one, two)
	}
	for _, orgs := range [][]news.Organisation{nil, {{Name: long + "de la Loire"}}} {
		g = New(orgs, Rules{Refused: []string{one[0].ID}}, nil)
		if p := g.Place(art(long + "de la Loire")); !p[0].Refused {
			t.Errorf("a refused incident is back: %+v", p)
		}
	}
}
