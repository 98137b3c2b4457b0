package sources

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"saison/internal/news"
)

type organisationYAML struct {
	Name          string   `yaml:"name"`
	Aliases       []string `yaml:"aliases"`
	Country       string   `yaml:"country"`
	Sector        string   `yaml:"sector"`
	Domain        string   `yaml:"domain"`
	Parent        string   `yaml:"parent"`
	CommonWord    bool     `yaml:"common_word"`
	CommonAliases []string `yaml:"common_aliases"`
}

var domainShape = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`)

func (r *reader) organisations(tax news.Taxonomy) []news.Organisation {
	f, ok := r.open("organisations.yaml")
	if !ok {
		return nil
	}
	var rows []organisationYAML
	f.decode(&rows)
	c := organisationChecker{file: f, tax: tax, owners: map[string]owner{}, dir: r.dir}
	all := make([]news.Organisation, 0, len(rows))
	for i, row := range rows {
		c.organisation(i, row)
		all = append(all, news.Organisation{Name: row.Name, Aliases: row.Aliases, Country: row.Country, Sector: row.Sector, Domain: row.Domain,
			Parent: row.Parent, CommonWord: row.CommonWord, CommonAliases: row.CommonAliases, Line: f.line(i)})
	}
	return all
}

type organisationChecker struct {
	file
	tax    news.Taxonomy
	dir    string
	owners map[string]owner // by folded name or alias
}

type owner struct {
	name string
	line int
}

func (c *organisationChecker) organisation(i int, row organisationYAML) {
	if strings.TrimSpace(row.Name) == "" {
		c.addf(c.line(i, "name"), "organisation without a name")
		return
	}
	c.own(row.Name, row.Name, c.line(i, "name"))
	for j, alias := range row.Aliases {
		c.own(alias, row.Name, c.line(i, "aliases", j))
	}
	for j, alias := range row.CommonAliases {
		if !slices.Contains(row.Aliases, alias) {
			c.addf(c.line(i, "common_aliases", j), "common alias %q of %q is not one of its aliases", alias, row.Name)
		}
	}
	if row.Country != "" && !news.IsCountry(row.Country) {
		c.addf(c.line(i, "country"), "unknown country %q", row.Country)
	}
	if row.Sector == "" {
		c.addf(c.line(i, "sector"), "organisation %q has no sector", row.Name)
	} else if _, ok := news.Find(c.tax.Sectors, row.Sector); !ok {
		c.addf(c.line(i, "sector"), "unknown sector %q: add it to %s", row.Sector, path.Join(c.dir, "taxonomy.yaml"))
	}
	if row.Domain != "" && !domainShape.MatchString(row.Domain) {
		c.addf(c.line(i, "domain"), "domain %q: write a bare host name", row.Domain)
	}
}

// own notes whose a name is, and finds the one that is another's already.
func (c *organisationChecker) own(alias, name string, line int) {
	key := fold(alias)
	switch first, taken := c.owners[key]; {
	case key == "":
		c.addf(line, "name %q of %q has no letter and no digit", alias, name)
	case taken && first.name == name && alias == name:
		c.addf(line, "organisation %q given twice, first on line %d", name, first.line)
	case taken && first.name == name:
		c.addf(line, "alias %q of %q given twice", alias, name)
	case taken:
		c.addf(line, "name %q of %q belongs to %q already, on line %d", alias, name, first.name, first.line)
	default:
		c.owners[key] = owner{name, line}
	}
}

// fold returns a name without capitals, accents and punctuation. & and + stay: P&V is not PV, Octa+ is not Octa.
func fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '&', r == '+':
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			space = true
		}
	}
	return strings.NewReplacer("œ", "oe", "æ", "ae").Replace(b.String())
}
