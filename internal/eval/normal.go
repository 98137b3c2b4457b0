package eval

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// normal returns the words of a name, without accents, case and marks.
func normal(text string) string {
	text = strings.NewReplacer("œ", "oe", "Œ", "OE").Replace(text)
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(text))
	text = cases.Fold().String(text)
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), " ")
}

var articles = map[string]bool{"le": true, "la": true, "les": true, "l": true, "the": true, "de": true, "het": true}

func organisation(name string, aliases Aliases) string {
	words := strings.Fields(normal(name))
	for len(words) > 1 && articles[words[0]] {
		words = words[1:]
	}
	key := strings.Join(words, " ")
	if a, ok := aliases[key]; ok {
		return a
	}
	return key
}

// authorities are other names of the same one.
var authorities = map[string]string{
	"gba": "apd", "apd gba": "apd", "gba apd": "apd", "autorite de protection des donnees": "apd",
	"gegevensbeschermingsautoriteit": "apd", "privacycommissie": "apd", "commission vie privee": "apd",
	"commission de la protection de la vie privee":           "apd",
	"commission nationale de l informatique et des libertes": "cnil",
	"autoriteit persoonsgegevens":                            "ap",
	"information commissioner s office":                      "ico",
	"office of the australian information commissioner":      "oaic",
}

func regulator(name string) string {
	key := normal(name)
	if a, ok := authorities[key]; ok {
		return a
	}
	return key
}
