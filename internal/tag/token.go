package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is how much of an article is read, in bytes. No article of the press is as long; hostile ones are.
const maxText = 60_000

type kind uint8

const (
	word kind = iota
	number
	punct
	newline // fold is "\n", or "\n\n" where a paragraph ends
)

// token is a word, a number or a mark, with its place in the text.
type token struct {
	start, end int
	fold       string // lower case, without accents
	kind       kind
	capital    bool // begins with a capital, or has one inside: easyJet
	caps       bool // two capitals or more, and no small letter
	glued      bool // nothing stands between it and the token before
}

// tokenize cuts a text into tokens. A hyphen or an apostrophe inside a word cuts it and leaves no token; a dot inside
// a word (limburg.net) or a number (1.500) does not cut. It reads each byte once.
func tokenize(text string) []token {
	t := tokenizer{text: text, tokens: make([]token, 0, len(text)/5+8)}
	t.folded.Grow(len(text) + len(text)/8)
	for t.at < len(text) {
		t.next()
	}
	folded := t.folded.String()
	for i := range t.tokens {
		span := t.spans[i]
		t.tokens[i].fold = folded[span[0]:span[1]]
	}
	return t.tokens
}

type tokenizer struct {
	text   string
	at     int
	folded strings.Builder
	tokens []token
	spans  [][2]int
	end    int // of the last token
}

func (t *tokenizer) next() {
	r, size := utf8.DecodeRuneInString(t.text[t.at:])
	switch {
	case r == '\n':
		t.newline()
	case unicode.IsSpace(r) || ignored(r) || r == utf8.RuneError || joins(r):
		t.at += size
	case r >= '0' && r <= '9':
		t.number()
	case letter(r):
		t.word()
	default:
		t.add(punct, t.at, t.at+size, foldMark(r))
		t.at += size
	}
}

func (t *tokenizer) add(k kind, start, end int, fold string) *token {
	from := t.folded.Len()
	t.folded.WriteString(fold)
	t.spans = append(t.spans, [2]int{from, t.folded.Len()})
	t.tokens = append(t.tokens, token{start: start, end: end, kind: k, glued: start == t.end})
	t.end = end
	return &t.tokens[len(t.tokens)-1]
}

func (t *tokenizer) newline() {
	start, lines := t.at, 0
	for t.at < len(t.text) {
		r, size := utf8.DecodeRuneInString(t.text[t.at:])
		if !unicode.IsSpace(r) && !ignored(r) {
			break
		}
		if r == '\n' {
			lines++
		}
		t.at += size
	}
	t.add(newline, start, t.at, "\n\n"[:min(lines, 2)])
}

func (t *tokenizer) number() {
	start := t.at
	for t.at < len(t.text) {
		c := t.text[t.at]
		inner := (c == '.' || c == ',') && t.at+1 < len(t.text) && digit(t.text[t.at+1])
		if !digit(c) && !inner {
			break
		}
		t.at++
	}
	t.add(number, start, t.at, t.text[start:t.at])
}

func (t *tokenizer) word() {
	start, from := t.at, t.folded.Len()
	capital, upper, lower := false, 0, 0
	for t.at < len(t.text) {
		r, size := utf8.DecodeRuneInString(t.text[t.at:])
		if r == '.' {
			if next, _ := utf8.DecodeRuneInString(t.text[t.at+1:]); !letter(next) {
				break
			}
			t.folded.WriteByte('.')
		} else if letter(r) || (r < utf8.RuneSelf && digit(byte(r))) {
			if unicode.IsUpper(r) {
				upper++
				capital = capital || t.at == start
			} else if unicode.IsLower(r) {
				lower++
			}
			foldRune(&t.folded, r)
		} else if !ignored(r) {
			break
		}
		t.at += size
	}
	t.spans = append(t.spans, [2]int{from, t.folded.Len()})
	t.tokens = append(t.tokens, token{start: start, end: t.at, kind: word, capital: capital || upper > 0 && lower > 1, caps: upper > 1 && lower == 0, glued: start == t.end})
	t.end = t.at
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '&'
	}
	return r != utf8.RuneError && unicode.IsLetter(r)
}

// joins reports a mark that stands inside compounds and elisions: e-mail, l'IBAN.
func joins(r rune) bool { return r == '-' || r == '\'' || r == '’' || r == '‑' || r == '‐' }

// ignored reports a sign without a face: soft hyphen, zero width, bidi marks, combining accents.
func ignored(r rune) bool {
	if r < 0xad {
		return false
	}
	return r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069 ||
		r == 0xfeff || r >= 0x300 && r <= 0x36f || r >= 0xfe00 && r <= 0xfe0f
}

func foldMark(r rune) string {
	switch r {
	case '«', '»', '“', '”', '„', '"', '‟':
		return `"`
	case '‘', '‚':
		return "'"
	case '–', '—', '•', '·', '▪', '●', '*', '‣':
		return "-"
	case '…':
		return "."
	case '✗', '✘', '❎', '🚫', '❌':
		return "❌"
	case '✓', '✔', '☑', '✅':
		return "✅"
	}
	return string(r)
}

const accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ"
const plain = "aaaaaaceeeeiiiinoooooouuuuyy"

var unaccent = func() map[rune]byte {
	m := map[rune]byte{}
	i := 0
	for _, r := range accented {
		m[r] = plain[i]
		i++
	}
	return m
}()

func foldRune(b *strings.Builder, r rune) {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		b.WriteByte(byte(r))
		return
	}
	r = unicode.ToLower(r)
	if c, ok := unaccent[r]; ok {
		b.WriteByte(c)
		return
	}
	switch r {
	case 'œ':
		b.WriteString("oe")
	case 'æ':
		b.WriteString("ae")
	case 'ß':
		b.WriteString("ss")
	default:
		b.WriteRune(r)
	}
}

// fold returns the words of a text as the matcher sees them.
func fold(text string) []string {
	var words []string
	for _, t := range tokenize(text) {
		words = append(words, t.fold)
	}
	return words
}
