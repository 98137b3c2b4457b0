package extract

import "strings"

// common are words that stand in nearly every sentence of a language, and seldom in another.
var common = map[string]map[string]bool{
	"fr": wordSet("le la les des une du et est dans pour qui que sur pas par au aux ont avec cette sont"),
	"nl": wordSet("het een van en dat die voor niet zijn met op aan werd naar ook bij wordt heeft uit hij"),
	"en": wordSet("the of and to that was for with his from are this have has were it not by at which"),
	"de": wordSet("der die das und ist nicht mit den ein eine von dem zu sich auf auch werden wurde im als"),
}

// sample is how many words of a text the language is guessed from.
const sample = 400

// guess returns the language of a text by its commonest words; empty when no language is twice as likely as the next.
func guess(blocks []block) string {
	counts, n := map[string]int{}, 0
	for i := range blocks {
		if b := &blocks[i]; b.taken() && n < sample {
			for w := range strings.FieldsSeq(strings.ToLower(b.text)) {
				n++
				for lang, words := range common {
					if words[w] {
						counts[lang]++
					}
				}
			}
		}
	}
	best, second := "", ""
	for _, lang := range []string{"fr", "nl", "en", "de"} {
		switch {
		case counts[lang] > counts[best]:
			best, second = lang, best
		case counts[lang] > counts[second]:
			second = lang
		}
	}
	if counts[best] < 5 || counts[best] < 2*counts[second] {
		return ""
	}
	return best
}

// settle returns the declared language, unless there is none, or it is English and the text is clearly not: the
// themes of content systems say lang="en-US" of themselves.
func settle(declared, guessed string) string {
	if guessed != "" && (declared == "" || strings.HasPrefix(declared, "en") && guessed != "en") {
		return guessed
	}
	return declared
}

// leadLangs are the languages whose press puts the first facts into a lead above the body. What English outlets put
// there repeats the text that follows.
var leadLangs = map[string]bool{"fr": true, "nl": true, "de": true}
