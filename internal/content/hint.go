package content

import (
	"fmt"
	"strings"

	"saison/internal/news"
)

// hint says what to write for an ID that a closed vocabulary has not: the ID whose label or whose own letters it is like.
func hint(terms []news.Term, id string) string {
	for _, t := range terms {
		for _, word := range []string{t.ID, t.Labels.FR, t.Labels.NL, t.Labels.EN} {
			if alike(id, word) {
				return fmt.Sprintf(": write %s", t.ID)
			}
		}
	}
	if len(terms) == 0 || len(terms) > fewTerms {
		return ": sources/taxonomy.yaml lists them"
	}
	var ids []string
	for _, t := range terms {
		ids = append(ids, t.ID)
	}
	return ": one of " + strings.Join(ids, ", ")
}

// fewTerms is how many a line can name.
const fewTerms = 9

// alike reports whether two words are the same but for capitals, spaces and one letter, or one begins the other.
func alike(a, b string) bool {
	fold := strings.NewReplacer("_", " ", "-", " ")
	x, y := []rune(fold.Replace(strings.ToLower(a))), []rune(fold.Replace(strings.ToLower(b)))
	if len(x) < 3 || len(y) < 3 {
		return false
	}
	if strings.HasPrefix(string(y), string(x)+" ") {
		return true
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) == len(y) {
		return i == len(x) || string(x[i+1:]) == string(y[i+1:])
	}
	return string(x[i:]) == string(y[i+1:])
}
