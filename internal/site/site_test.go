package site

import (
	"bytes"
	"encoding/xml"
	"flag"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"saison/internal/check"
	"saison/internal/news"
)

var update = flag.Bool("update", false, "rewrite golden files")

// version is what tells one state of an asset from another: a change of colour is no change of a page.
var version = regexp.MustCompile(`(\?v=|sha384-)[\w+/=&#;]+`)

// TestPages compares pages of the sample with those in testdata, whose comment names them.
func TestPages(t *testing.T) {
	built := build(t, sample())
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden pages: %v", err)
	}
	for _, name := range names {
		golden, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for n, f := range golden.Files {
			got, ok := built[f.Name]
			if !ok {
				t.Errorf("%s: no file %s", name, f.Name)
			}
			got = version.ReplaceAllString(got, "${1}0")
			if !strings.HasSuffix(got, "\n") {
				got += "\n"
			}
			if *update {
				golden.Files[n].Data = []byte(got)
			} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", name, f.Name, diff)
			}
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(golden), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestSameBytes(t *testing.T) {
	one, two := build(t, sample()), build(t, sample())
	if diff := cmp.Diff(one, two); diff != "" {
		t.Error(diff)
	}
}

func TestBuiltSiteIsSound(t *testing.T) {
	for _, base := range []string{"https://saison.example/", "https://forge.example/saison/"} {
		in := sample()
		in.Site.BaseURL = base
		if err := check.Site(asFS(build(t, in))).Err(); err != nil {
			t.Errorf("%s:\n%v", base, err)
		}
	}
}

var (
	ownAddress  = regexp.MustCompile(`https://forge\.example[^"'<>),\s\\]*`)
	hostAddress = regexp.MustCompile(`(?:href|src|action|data-index)="?(/[^" >]*)`)
)

// TestBelowAFolder: nothing in any file, page, feed, sitemap or data leads out of the folder, or to no file in it.
func TestBelowAFolder(t *testing.T) {
	in := sample()
	in.Site.BaseURL, in.Site.Contact = "https://forge.example/saison/", "mailto:editors@saison.example"
	built := build(t, in)
	seen := 0
	for name, text := range built {
		var links []string
		for _, m := range hostAddress.FindAllStringSubmatch(text, -1) {
			links = append(links, m[1])
		}
		for _, address := range ownAddress.FindAllString(text, -1) {
			links = append(links, strings.TrimPrefix(address, "https://forge.example"))
		}
		for _, link := range links {
			seen++
			to, _, _ := strings.Cut(html.UnescapeString(link), "#")
			to, _, _ = strings.Cut(to, "?")
			file, ok := strings.CutPrefix(to, "/saison/")
			if file == "" || strings.HasSuffix(file, "/") {
				file += "index.html"
			}
			if _, there := built[file]; !ok || !there && !strings.HasPrefix(file, "data/search/") { // the index is made elsewhere
				t.Errorf("%s leads to %s", name, link)
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d links", seen)
	}
}

// TestEmptySite: a fresh clone whose sources could not be reached still has a site without dead links.
func TestEmptySite(t *testing.T) {
	in := sample()
	in.Incidents, in.Outlets, in.Health, in.Advice, in.Quality = nil, nil, nil, nil, nil
	if err := check.Site(asFS(build(t, in))).Err(); err != nil {
		t.Error(err)
	}
}

// TestSources: the nights that were missed are named, and when each outlet was last read.
func TestSources(t *testing.T) {
	built := build(t, sample())
	for name, want := range map[string]string{
		"sources/index.html":    "La presse a été lue 4\u00a0nuits depuis le 15\u00a0novembre 2026. 2\u00a0nuits manquées\u00a0: 17\u00a0novembre 2026 et 18\u00a0novembre 2026.",
		"nl/bronnen/index.html": "De pers werd 4\u00a0nachten gelezen sinds 15\u00a0november 2026. 2\u00a0gemiste nachten: 17\u00a0november 2026 en 18\u00a0november 2026.",
		"en/sources/index.html": "The press was read on 4 nights since 15 November 2026. 2 nights missed: 17 November 2026 and 18 November 2026.",
	} {
		plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace
		if text := plain(built[name]); !strings.Contains(text, plain(want)) || !strings.Contains(text, `<time datetime="2026-11-16">`) {
			t.Errorf("%s does not say %q:\n%s", name, want, text)
		}
	}
	in := sample()
	in.Nights = []news.Date{"2026-11-20", "2026-11-21"}
	if text := build(t, in)["en/sources/index.html"]; !strings.Contains(text, "No night was missed.") {
		t.Error("no word that no night was missed")
	}
}

func asFS(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestPendingIsNowhere(t *testing.T) {
	for name, text := range build(t, sample()) {
		if strings.Contains(name, "attente") || strings.Contains(text, "Attente Secr") || strings.Contains(text, "attente-2026") {
			t.Errorf("%s tells of a pending incident", name)
		}
	}
}

func TestWithdrawnIsInNoList(t *testing.T) {
	built := build(t, sample())
	for name, want := range map[string]string{
		"fuites/erreur-2026-11/index.html": "Cette fiche est retirée : doublon.", "nl/lekken/erreur-2026-11/index.html": "Deze fiche is ingetrokken: dubbel.", "en/breaches/erreur-2026-11/index.html": "This record is withdrawn: duplicate.",
		"corrections/index.html": "retirée (doublon)", "en/corrections/feed.xml": "withdrawn (duplicate)",
	} {
		page := built[name]
		if !strings.Contains(page, want) || !strings.Contains(page, "La même que orange-2026-10.") {
			t.Errorf("%s does not say that a record is withdrawn, and why:", name)
		}
		if strings.Contains(name, "erreur") && (strings.Contains(page, "IBAN") || strings.Contains(page, "class=\"art9\"") || strings.Contains(page, "id=\"todo\"")) {
			t.Errorf("%s tells as true what was withdrawn", name)
		}
	}
	for _, name := range []string{"index.html", "fuites/index.html", "mois/2026-11/index.html", "feed.xml"} {
		if strings.Contains(built[name], "erreur-2026-11") {
			t.Errorf("%s lists a withdrawn incident", name)
		}
	}
}

func TestFeedsAreWellFormed(t *testing.T) {
	in := sample()
	in.Incidents[0].Published = "2027-01-01" // the future is in no feed
	for name, text := range build(t, in) {
		if !strings.HasSuffix(name, ".xml") {
			continue
		}
		dec := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
		if strings.HasSuffix(name, "feed.xml") && strings.Contains(text, ">2027-") {
			t.Errorf("%s tells the future", name)
		}
	}
}

func TestPagination(t *testing.T) {
	in := sample()
	in.Incidents = many(perPage*2 + 1)
	built := build(t, in)
	for _, name := range []string{"fuites/index.html", "fuites/page/2/index.html", "nl/lekken/pagina/3/index.html", "en/breaches/page/3/index.html"} {
		if built[name] == "" {
			t.Errorf("no %s", name)
		}
	}
	if built["fuites/page/4/index.html"] != "" {
		t.Error("a page without incidents")
	}
	if err := check.Site(asFS(built)).Err(); err != nil {
		t.Error(err)
	}
}

// write writes files that are made.
func write(dir string, files []File) error {
	_, err := Write(dir, func(put func(File) error) error {
		for _, f := range files {
			if err := put(f); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func TestWriteKeepsWhatItCannotReplace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first := []File{{Name: "index.html", Data: []byte("one")}, {Name: "data/incidents.json", Data: []byte("{}")}}
	if err := write(dir, first); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(filepath.Join(dir, "data/incidents.json"))
	if err := write(dir, []File{{Name: "index.html", Data: []byte("two")}, {Name: "../out", Data: nil}}); err == nil {
		t.Error("a file outside the site was written")
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "index.html")); string(got) != "one" {
		t.Errorf("a failure left index.html = %q", got)
	}
	first[0].Data = []byte("three")
	if err := write(dir, first); err != nil {
		t.Fatal(err)
	}
	after, _ := os.Stat(filepath.Join(dir, "data/incidents.json"))
	if !before.ModTime().Equal(after.ModTime()) {
		t.Error("a file that did not change has a new time")
	}
	entries, _ := os.ReadDir(filepath.Dir(dir))
	if len(entries) != 1 {
		t.Errorf("left beside the site: %v", entries)
	}
}

// What the site no longer has goes, whatever it was, and a file may take the place of a folder.
func TestWriteSweeps(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	data := File{Name: "data/incidents.json", Data: []byte("{}")}
	if err := write(dir, []File{data, {Name: "a/b/c.html", Data: nil}, {Name: "d", Data: nil}, {Name: "e/f.html", Data: nil}}); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("..", filepath.Join(dir, "e", "up")); err != nil {
		t.Skip(err)
	}
	if err := write(dir, []File{data, {Name: "a", Data: []byte("file")}, {Name: "d/g.html", Data: []byte("below")}}); err != nil {
		t.Fatal(err)
	}
	var got []string
	fs.WalkDir(os.DirFS(dir), ".", func(p string, _ fs.DirEntry, err error) error {
		got = append(got, p)
		return err
	})
	if want := []string{".", "a", "d", "d/g.html", "data", "data/incidents.json"}; !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
	if err := write(dir, []File{data, data}); err == nil {
		t.Error("a file was written twice")
	}
}

func TestWriteRefusesAnotherFolder(t *testing.T) {
	dir := t.TempDir()
	letter := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(letter, []byte("dear"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := write(dir, []File{{Name: "index.html", Data: nil}}); err == nil {
		t.Error("a folder that is not ours was replaced")
	}
	if got, _ := os.ReadFile(letter); !bytes.Equal(got, []byte("dear")) {
		t.Error("the letter is gone")
	}
}

func BenchmarkBuild(b *testing.B) {
	in := sample()
	in.Incidents = many(10000)
	for b.Loop() {
		if _, err := Build(in); err != nil {
			b.Fatal(err)
		}
	}
}

func TestSentences(t *testing.T) {
	in := sample()
	b, err := newBuilder(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, id, want string }{
		{"fr", "orangeraie-2026-10", "Fuite de données chez Orangeraie"},
		{"nl", "orangeraie-2026-10", "Datalek bij Orangeraie"},
		{"en", "orangeraie-2026-10", "Data leak at Orangeraie"},
		{"fr", "hopital-d-essai-2026-11", "Fuite de données revendiquée à l’hôpital d’Essai"},
		{"fr", "ministere-des-essais-2025-10", "Fuite de données démentie au ministère des Essais"},
		{"fr", "messagerie-2026-09", "Fuite de données contestée chez Messagerie et chez Le Relais"},
		{"fr", "silence-2025-09", "Fuite de données signalée chez Silence"},
	} {
		for _, i := range in.Incidents {
			if i.ID == c.id {
				if got := (sentences{b.tongues[c.lang], in.Taxonomy}).title(i); got != c.want {
					t.Errorf("title of %s in %s = %q, want %q", c.id, c.lang, got, c.want)
				}
			}
		}
	}
}

// TestUnknownIsSaid: no sentence gives 0 for a number that nobody gave.
func TestUnknownIsSaid(t *testing.T) {
	in := sample()
	b, err := newBuilder(in)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"fr": "n’est pas connu", "nl": "is niet bekend", "en": "is not known"}
	for _, lang := range news.Langs {
		got := (sentences{b.tongues[lang], in.Taxonomy}).summary(in.Incidents[4])
		if !strings.Contains(got, want[lang]) || strings.Contains(got, " 0 ") {
			t.Errorf("summary in %s = %q", lang, got)
		}
	}
}
