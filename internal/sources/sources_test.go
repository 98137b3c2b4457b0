package sources

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"saison/internal/news"
)

func fsOf(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

const courrier = `- id: courrier
  name: Le Courrier
  homepage: https://courrier.example/
  country: BE
  lang: fr
  kind: general
  feeds:
    - url: https://courrier.example/rss
      only: fuite|cyber
`

// TestReadReal reads the files that ship with the program: none of them may hold a mistake.
func TestReadReal(t *testing.T) {
	s, mistakes := Read(os.DirFS(filepath.Join("..", "..", "sources")), "sources")
	if err := mistakes.Err(); err != nil {
		t.Fatal(err)
	}
	countries := map[string]int{}
	for _, o := range s.Organisations {
		countries[o.Country]++
	}
	if len(s.Outlets) < 80 || countries["FR"] < 400 || countries["BE"] < 200 {
		t.Errorf("%d outlets, organisations %v: fewer than there were", len(s.Outlets), countries)
	}
	if len(s.Taxonomy.DataTypes) != 37 || len(s.Taxonomy.Sectors) != 20 || s.Taxonomy.DataTypes[0].ID != "name" || s.Taxonomy.Sectors[19].ID != "other" {
		t.Errorf("the taxonomy lost an ID or its order")
	}
	if len(s.Lexicon) < len(news.Langs) {
		t.Errorf("%d lexicons, want one for each of %v", len(s.Lexicon), news.Langs)
	}
	for _, o := range s.Outlets {
		for _, f := range o.Feeds {
			if f.Only != nil && o.Country != "NL" && o.Country != "US" && o.Country != "GB" && o.Country != "AU" && !f.Only.MatchString("Hackers : CYBERAANVAL") {
				t.Errorf("feed %s: the filter %s drops a cyberattack", f.URL, f.Only)
			}
		}
	}
}

func TestReadShipped(t *testing.T) {
	s, mistakes := Read(fsOf(map[string]string{"feeds.yaml": courrier}), "sources")
	if err := mistakes.Err(); err != nil {
		t.Fatal(err)
	}
	want := []news.Outlet{{ID: "courrier", Name: "Le Courrier", Homepage: "https://courrier.example/", Country: "BE", Lang: "fr", Kind: "general", Line: 1,
		Feeds: []news.Feed{{Outlet: "courrier", URL: "https://courrier.example/rss", Line: 8}}}}
	if only := s.Outlets[0].Feeds[0].Only; !only.MatchString("Une FUITE de données") || only.MatchString("Météo") {
		t.Errorf("filter %v: wrong", only)
	}
	s.Outlets[0].Feeds[0].Only = nil
	if diff := cmp.Diff(want, s.Outlets); diff != "" {
		t.Error(diff)
	}
	if len(s.Organisations) == 0 || len(s.Taxonomy.DataTypes) == 0 {
		t.Error("the shipped organisations and taxonomy were not read")
	}
}

func TestReadMistakes(t *testing.T) {
	const taxonomy = `groups: {a: {fr: A, nl: A, en: A}}
data_types:
  name: {fr: Nom, nl: Naam, en: Name, risk: 1, group: a}
  Email: {fr: Mail, nl: Mail, en: Mail, risk: 5, group: b}
countries: {FX: {fr: F, nl: F, en: F}}
status: {confirmed: {fr: Confirmée, nl: Bevestigd}}
causes: {}
sectors:
  public: {fr: Public, nl: Overheid, en: Public, colour: red}
`
	for _, tc := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"no feeds", nil, []string{"sources/feeds.yaml:1: no such file"}},
		{"not YAML", map[string]string{"feeds.yaml": "- id: [\n"}, []string{"sources/feeds.yaml:1: did not find expected node content"}},
		{"not a list", map[string]string{"feeds.yaml": "id: courrier\n"}, []string{"sources/feeds.yaml:1: a mapping where a list belongs"}},
		{"everything wrong with outlets", map[string]string{"feeds.yaml": strings.Join([]string{
			courrier, // 1 to 9
			"- id: courrier\n  name: Bis\n  homepage: ftp://courrier.example/\n  country: FX\n  lang: xx\n  kind: daily\n  feeds:", // 10 to 16
			"    - url: https://user:secret@courrier.example/rss",                                                                  // 17
			"    - url: HTTP://COURRIER.example/rss/",                                                                              // 18
			"    - url: courrier.example/feed",                                                                                     // 19
			"    - url: https://courrier.example/a\n      only: (fuite",                                                            // 20, 21
			"    - url: https://courrier.example/b\n      only: fuite|",                                                            // 22, 23
			"    - only: fuite", // 24
			"- id: Dépêche\n  nam: La Dépêche\n  homepage: https://depeche.example/\n  country: FR\n  lang: fr\n  kind: local\n  enabled: false", // 25 to 31
			"- id: gazette\n  name: Gazette\n  homepage: https://gazette.example/\n  country: [FR]\n  lang: fr\n  kind: local\n  reason: closed", // 32 to 38
			"- id: journal\n  name: Journal\n  homepage: https://journal.example/\n  country: FR\n  lang: fr\n  kind: local\n",                   // 39
		}, "\n")}, []string{
			`sources/feeds.yaml:11: id "courrier" given twice, first on line 1`,
			`sources/feeds.yaml:13: homepage "ftp://courrier.example/": not http or https`,
			`sources/feeds.yaml:14: unknown country "FX"`,
			`sources/feeds.yaml:15: unknown lang "xx": one of fr, nl, en, de`,
			`sources/feeds.yaml:16: unknown kind "daily": one of general, tech, security, regulator, cert, agency, local`,
			`sources/feeds.yaml:18: feed "https://user:secret@courrier.example/rss": holds a user name or a password`,
			`sources/feeds.yaml:19: feed "HTTP://COURRIER.example/rss/" given twice, first on line 8`,
			`sources/feeds.yaml:20: feed "courrier.example/feed": not http or https`,
			"sources/feeds.yaml:22: only \"(fuite\": missing closing ): `(?i)(fuite`",
			`sources/feeds.yaml:24: only "fuite|" lets every item through`,
			`sources/feeds.yaml:25: feed of "courrier" has no url`,
			`sources/feeds.yaml:26: id "Dépêche": write small letters, digits and hyphens`,
			`sources/feeds.yaml:26: outlet "Dépêche" has no name`,
			`sources/feeds.yaml:27: unknown key "nam"`,
			`sources/feeds.yaml:32: outlet "Dépêche" is off without a reason`,
			`sources/feeds.yaml:36: a list where text belongs`,
			`sources/feeds.yaml:39: outlet "gazette" has a reason but is not off: add enabled: false`,
			`sources/feeds.yaml:40: outlet "journal" has no feed`,
		}},
		{"everything wrong with organisations", map[string]string{"feeds.yaml": courrier, "organisations.yaml": `- {name: Lidl, country: FX, sector: public}
- {name: Aldi, aliases: [LIDL, "Aldi ", "!"], sector: shop, domain: "https://aldi.example"}
- {name: Aldi, sector: retail}
- {aliases: [X], sector: retail}
- {name: Free, common_aliases: [Freebox], founder: someone}
`}, []string{
			`sources/organisations.yaml:1: unknown country "FX"`,
			`sources/organisations.yaml:2: alias "Aldi " of "Aldi" given twice`,
			`sources/organisations.yaml:2: domain "https://aldi.example": write a bare host name`,
			`sources/organisations.yaml:2: name "!" of "Aldi" has no letter and no digit`,
			`sources/organisations.yaml:2: name "LIDL" of "Aldi" belongs to "Lidl" already, on line 1`,
			`sources/organisations.yaml:2: unknown sector "shop": add it to sources/taxonomy.yaml`,
			`sources/organisations.yaml:3: organisation "Aldi" given twice, first on line 2`,
			`sources/organisations.yaml:4: organisation without a name`,
			`sources/organisations.yaml:5: common alias "Freebox" of "Free" is not one of its aliases`,
			`sources/organisations.yaml:5: organisation "Free" has no sector`,
			`sources/organisations.yaml:5: unknown key "founder"`,
		}},
		{"everything wrong with the taxonomy", map[string]string{"feeds.yaml": courrier, "organisations.yaml": "[]", "taxonomy.yaml": taxonomy}, []string{
			`sources/taxonomy.yaml:4: ID "Email": write small letters, digits and underscores`,
			`sources/taxonomy.yaml:4: risk 5 of "Email": from 1 to 4`,
			`sources/taxonomy.yaml:4: unknown group "b" of "Email": add it to groups in taxonomy.yaml`,
			`sources/taxonomy.yaml:5: unknown country "FX"`,
			`sources/taxonomy.yaml:6: confirmed of status has no label in "en"`,
			`sources/taxonomy.yaml:7: no causes`,
			`sources/taxonomy.yaml:9: unknown key "colour"`,
		}},
		{"wrong lexicon", map[string]string{"feeds.yaml": courrier, "lexicon/fr.yaml": "lang: nl\ndata_types: {name+surname: [nom]}\ncountries: {FX: [métropole]}\n"}, []string{
			`sources/lexicon/fr.yaml:1: lang is "nl" in the file of "fr"`,
			`sources/lexicon/fr.yaml:2: unknown ID "surname" in data_types: add it to sources/taxonomy.yaml`,
			`sources/lexicon/fr.yaml:3: unknown country "FX"`,
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, mistakes := Read(fsOf(tc.files), "sources")
			var got []string
			for _, m := range mistakes {
				if !strings.Contains(m.Fact, "ships with") { // the shipped files are read against the taxonomy of the case
					got = append(got, m.String())
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFold(t *testing.T) {
	for s, want := range map[string]string{"Krëfel": "krefel", "CAF": "caf", "P&V": "p&v", "Restos du cœur": "restos du coeur", "Basic-Fit": "basic fit",
		"L'Avenir": "l avenir", " Mc Do ": "mc do", "Octa+": "octa+", "!": ""} {
		if got := fold(s); got != want {
			t.Errorf("fold(%q) = %q, want %q", s, got, want)
		}
	}
}

// FuzzFeeds: no text makes the reader panic, and a file without a mistake gives outlets that can be read.
func FuzzFeeds(f *testing.F) {
	f.Add([]byte(courrier))
	f.Add([]byte("- {id: a, feeds: [{url: 'http://%zz', only: '['}]}"))
	f.Add([]byte("- &a {id: x}\n- *a\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		r := reader{fsys: fstest.MapFS{"feeds.yaml": &fstest.MapFile{Data: text}}, dir: "sources"}
		outlets := r.outlets()
		if len(r.mistakes) > 0 {
			return
		}
		for _, o := range outlets {
			if !slugShape.MatchString(o.ID) || !news.IsCountry(o.Country) || badURL(o.Homepage) != "" || o.Off == "" && len(o.Feeds) == 0 {
				t.Errorf("no mistake, but outlet %+v", o)
			}
			for _, feed := range o.Feeds {
				if badURL(feed.URL) != "" {
					t.Errorf("no mistake, but feed %q", feed.URL)
				}
			}
		}
	})
}
