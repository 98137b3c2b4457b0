package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean drops what has no face or is no character from a text.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError || ignored(r) && !unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
}

// clip makes a text one line of at most n characters.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	count := 0
	for i := range s {
		if count == n {
			return strings.TrimSpace(s[:i])
		}
		count++
	}
	return s
}

func capitalise(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
