package search

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
)

// taxonomy reads the shipped one: its labels are words that readers search by.
func taxonomy() news.Taxonomy {
	b, err := os.ReadFile("../../sources/taxonomy.yaml")
	if err != nil {
		panic(err)
	}
	var doc struct {
		DataTypes yaml.Node `yaml:"data_types"`
		Countries yaml.Node `yaml:"countries"`
		Status    yaml.Node `yaml:"status"`
		Causes    yaml.Node `yaml:"causes"`
		Sectors   yaml.Node `yaml:"sectors"`
	}
	if err := yaml.Unmarshal(b, &doc); err != nil {
		panic(err)
	}
	return news.Taxonomy{DataTypes: readTerms(doc.DataTypes), Countries: readTerms(doc.Countries), Statuses: readTerms(doc.Status),
		Causes: readTerms(doc.Causes), Sectors: readTerms(doc.Sectors)}
}

func readTerms(n yaml.Node) []news.Term {
	var list []news.Term
	if n.Kind == yaml.SequenceNode {
		for _, c := range n.Content {
			list = append(list, news.Term{ID: c.Value})
		}
		return list
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		var l struct{ FR, NL, EN string }
		n.Content[i+1].Decode(&l)
		list = append(list, news.Term{ID: n.Content[i].Value, Labels: news.Labels{FR: l.FR, NL: l.NL, EN: l.EN}})
	}
	return list
}

func TestSynonyms(t *testing.T) {
	syn, err := readSynonyms()
	if err != nil {
		t.Fatal(err)
	}
	tax := taxonomy()
	for _, v := range []struct {
		words map[string][]string
		terms []news.Term
	}{{syn.DataTypes, tax.DataTypes}, {syn.Sectors, tax.Sectors}, {syn.Statuses, tax.Statuses}, {syn.Causes, tax.Causes}} {
		for id := range v.words {
			if _, ok := news.Find(v.terms, id); !ok {
				t.Errorf("synonyms.yaml: %q is not in the taxonomy", id)
			}
		}
	}
	for _, lang := range news.Langs {
		for key := range syn.Words["fr"] {
			if syn.Words[lang][key] == "" {
				t.Errorf("synonyms.yaml: words: %s: no %q", lang, key)
			}
		}
	}
}

// corpus grows a seeded, synthetic corpus.
type corpus struct {
	*rand.Rand
	tax   news.Taxonomy
	names []news.Organisation
	taken map[string]bool
}

// synthetic returns n incidents over five years, of n/3 organisations by Zipf's law, each with one to eight data types.
func synthetic(n int) Input {
	c := &corpus{Rand: rand.New(rand.NewPCG(1, uint64(n))), tax: taxonomy(), taken: map[string]bool{}}
	for range max(1, n/3) {
		c.names = append(c.names, c.organisation())
	}
	zipf := rand.NewZipf(c.Rand, 1.07, 8, uint64(len(c.names)-1))
	in := Input{Organisations: c.names, Taxonomy: c.tax, Seasons: seasons, Paths: small().Paths}
	for range n {
		in.Incidents = append(in.Incidents, c.incident(c.names[zipf.Uint64()]))
	}
	return in
}

var syllables = strings.Fields("ba bel bro ca cor da del do fa fer ga gran ka ko la lan lo lu ma mer mo na nor o pa per pla ra ri ro sa sel so ta ter ti to va ven vi vo za")

func (c *corpus) word() string {
	w := ""
	for range 2 + c.IntN(3) {
		w += syllables[c.IntN(len(syllables))]
	}
	return strings.ToUpper(w[:1]) + w[1:]
}

func (c *corpus) organisation() news.Organisation {
	o := news.Organisation{Name: c.word(), Country: []string{"FR", "FR", "BE"}[c.IntN(3)], Sector: c.tax.Sectors[c.IntN(len(c.tax.Sectors))].ID}
	for range c.IntN(3) {
		o.Name += " " + c.word()
	}
	for range c.IntN(3) {
		o.Aliases = append(o.Aliases, c.word())
	}
	return o
}

func (c *corpus) incident(o news.Organisation) news.Incident {
	day := time.Date(2021, 11, 22, 0, 0, 0, 0, time.UTC).AddDate(0, 0, c.IntN(5*365))
	i := news.Incident{Review: []string{"auto", "auto", "done"}[c.IntN(3)], Facts: news.Facts{
		Organisations: []string{o.Name}, Countries: []string{o.Country}, Sector: o.Sector, Published: news.DateOf(day),
		Status: c.tax.Statuses[min(c.IntN(6), 3)%3].ID,
	}}
	switch c.IntN(3) {
	case 0:
		i.BreachDate = news.DateOf(day.AddDate(0, 0, -c.IntN(90)))
	case 1:
		i.BreachDate = news.Date(news.DateOf(day.AddDate(0, 0, -c.IntN(60))).Month())
	}
	if c.IntN(2) == 0 {
		i.People = int(math.Exp(c.Float64()*12)) * 10
	}
	if c.IntN(2) == 0 {
		i.Cause = c.tax.Causes[c.IntN(len(c.tax.Causes))].ID
	}
	if c.IntN(8) == 0 {
		i.Via = c.names[c.IntN(len(c.names))].Name
	}
	for range 1 + c.IntN(8) {
		if id := c.tax.DataTypes[c.IntN(len(c.tax.DataTypes))].ID; !slices.Contains(i.DataTypes, id) {
			i.DataTypes = append(i.DataTypes, id)
		}
	}
	if len(i.DataTypes)%3 == 0 {
		i.Regulator = []string{map[string]string{"FR": "CNIL", "BE": "APD"}[o.Country]}
	}
	c.name(&i)
	return i
}

// name gives the incident the ID that the rule of content/ would.
func (c *corpus) name(i *news.Incident) {
	s, _ := slug(i.Organisations[0])
	base := s + "-" + cmp.Or(i.BreachDate.Month(), i.Published.Month())
	i.ID = base
	for n := 2; c.taken[i.ID]; n++ {
		i.ID = fmt.Sprintf("%s-%d", base, n)
	}
	c.taken[i.ID] = true
}

// TestSize prints how large the index is, and holds it to its budget (the script counts apart).
func TestSize(t *testing.T) {
	for _, n := range []int{1000, 10000} {
		list, err := Files(synthetic(n))
		if err != nil {
			t.Fatal(err)
		}
		first, all := 0, 0
		for i, f := range list {
			z := gzipped(f.Bytes)
			if i == 0 || i == len(news.Langs) {
				first += z
			}
			if i == 0 || i >= len(news.Langs) {
				all += z
			}
			t.Logf("%d incidents: %s %d bytes, gzip %d", n, f.Name, len(f.Bytes), z)
		}
		t.Logf("%d incidents: %d bytes for the newest season, %d for all", n, first, all)
	}
}
