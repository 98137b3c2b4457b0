package site

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// noun is a French common noun that can begin the name of an organisation: it wants an article.
type noun struct {
	feminine bool
	lower    bool // written without a capital in a sentence
}

// frenchNouns are the first words of names such as "Ministère de l'Intérieur": "au ministère de l'Intérieur".
var frenchNouns = map[string]noun{
	"académie": {true, true}, "administration": {true, true}, "agence": {true, false}, "ars": {true, false},
	"assemblée": {true, false}, "association": {true, false}, "assurance": {true, false}, "barreau": {false, true},
	"caf": {true, false}, "caisse": {true, false}, "centre": {false, true}, "chambre": {true, false},
	"chr": {false, false}, "chu": {false, false}, "clinique": {true, true}, "collège": {false, true},
	"comité": {false, false}, "commission": {true, false}, "commune": {true, true}, "communauté": {true, true},
	"conseil": {false, true}, "cour": {true, true}, "cpam": {true, false}, "cpas": {false, false},
	"département": {false, true}, "direction": {true, false}, "ehpad": {false, false}, "fédération": {true, false},
	"fondation": {true, false}, "gendarmerie": {true, true}, "groupe": {false, true}, "haute": {true, false},
	"hôpital": {false, true}, "institut": {false, false}, "lycée": {false, true}, "mairie": {true, true},
	"métropole": {true, true}, "ministère": {false, true}, "mutuelle": {true, false}, "office": {false, false},
	"ordre": {false, true}, "parlement": {false, false}, "police": {true, true}, "préfecture": {true, true},
	"province": {true, true}, "région": {true, true}, "service": {false, false}, "société": {true, false},
	"spf": {false, false}, "spw": {false, false}, "sûreté": {true, false}, "syndicat": {false, true},
	"tribunal": {false, true}, "union": {true, false}, "université": {true, true}, "ville": {true, true},
	"crous": {false, false}, "insee": {false, false}, "ippj": {true, false}, "olympique": {false, false}, "otan": {true, false},
	"résidence": {true, true}, "zone": {true, true}, "urssaf": {true, false}, "cnil": {true, false}, "apd": {true, false},
}

// muteH are the beginnings of names whose h elides; the h of other names is taken as aspirate ("de Hertz").
var muteH = []string{"hôp", "hop", "hosp", "hôt", "hermès", "habit", "harmon", "human", "havas", "hist", "hér", "hel", "hiver"}

// elides reports whether French elides before a word: "d'Orange", "l'hôpital", but "de Yahoo", "de Hertz".
func elides(word string) bool {
	w := strings.ToLower(word)
	first, size := utf8.DecodeRuneInString(w)
	switch {
	case strings.ContainsRune("aàâeéèêëiîïoôuùûœæ", first):
		return !strings.HasPrefix(w, "oui") && !strings.HasPrefix(w, "onz")
	case first == 'y':
		next, _ := utf8.DecodeRuneInString(w[size:])
		return next != utf8.RuneError && !strings.ContainsRune("aeiou", next)
	case first == 'h':
		for _, p := range muteH {
			if strings.HasPrefix(w, p) {
				return true
			}
		}
	}
	return false
}

// frenchNoun splits off the common noun that a name begins with, and lowers it where a sentence wants that.
func frenchNoun(name string) (n noun, inSentence string, ok bool) {
	word, rest, _ := strings.Cut(name, " ")
	n, ok = frenchNouns[strings.ToLower(word)]
	if !ok || word == name && !isUpper(word) && n.lower {
		return noun{}, name, false // "Ville" alone is a name
	}
	if n.lower && !isUpper(word) {
		word = strings.ToLower(word)
	}
	return n, strings.TrimSpace(word + " " + rest), true
}

func isUpper(word string) bool {
	return strings.IndexFunc(word, unicode.IsLower) < 0
}

// frenchAt writes where: "chez Orange", "au ministère de l'Intérieur", "à la mairie de Betton", "à l'hôpital de Cannes".
func frenchAt(name string) string {
	n, name, ok := frenchNoun(name)
	switch {
	case !ok:
		return "chez " + name
	case elides(name):
		return "à l’" + name
	case n.feminine:
		return "à la " + name
	}
	return "au " + name
}

// frenchOf writes whose: "d'Orange", "de La Poste", "du Slip français", "des Chambres d'agriculture", "du ministère…".
func frenchOf(name string) string {
	n, name, ok := frenchNoun(name)
	switch {
	case ok && elides(name):
		return "de l’" + name
	case ok && n.feminine:
		return "de la " + name
	case ok:
		return "du " + name
	case strings.HasPrefix(name, "Le "):
		return "du " + strings.TrimPrefix(name, "Le ")
	case strings.HasPrefix(name, "Les "):
		return "des " + strings.TrimPrefix(name, "Les ")
	case elides(name):
		return "d’" + name
	}
	return "de " + name
}

// frenchThe writes a name as a subject or object: "Orange", "le ministère de l'Intérieur", "l'Office français…".
func frenchThe(name string) string {
	n, name, ok := frenchNoun(name)
	switch {
	case !ok:
		return name
	case elides(name):
		return "l’" + name
	case n.feminine:
		return "la " + name
	}
	return "le " + name
}

// at, of and the write organisations in a sentence. Dutch and English need no agreement.
func (t *tongue) at(names []string) string {
	names = apply(names, typeset)
	if t.lang == "fr" {
		return t.list(apply(names, frenchAt))
	}
	return t.text("at") + " " + t.list(names)
}

func (t *tongue) of(names []string) string {
	names = apply(names, typeset)
	if t.lang == "fr" {
		return t.list(apply(names, frenchOf))
	}
	return t.text("of") + " " + t.list(names)
}

func (t *tongue) the(names []string) string {
	names = apply(names, typeset)
	if t.lang == "fr" {
		return t.list(apply(names, frenchThe))
	}
	return t.list(names)
}

func apply(names []string, f func(string) string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = f(n)
	}
	return out
}

// capital raises the first letter of a sentence, not of a name such as "bpost" that begins it with intent.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// lowered lowers the first letter of a label, unless its first word is an acronym ("IBAN ou RIB").
func lowered(s string) string {
	word, _, _ := strings.Cut(s, " ")
	if utf8.RuneCountInString(word) > 1 && isUpper(word) {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}
