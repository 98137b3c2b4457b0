package tag

import (
	"unicode/utf8"

	"saison/internal/news"
)

type zone uint8

const (
	body zone = iota
	headline
	lead
	advice
	furniture
)

// sentence is a run of tokens with its place in the article.
type sentence struct {
	from, to int // tokens
	zone     zone
	para     int
	bullet   string // the mark at the beginning of a line of a list
	list     int    // the sentence that introduces the list this one is an item of; -1 for none
	header   int    // the sub-heading above; -1 for none
	heading  bool   // it is one itself
	closed   bool   // it ends with a full stop
	hits     []hit
}

// doc is an article cut into zones and sentences, with the phrases found in each.
type doc struct {
	news.Article
	lang    *language
	text    string // headline, blank line, text
	tokens  []token
	hits    []hit
	s       []sentence
	paras   []int          // the first sentence of each paragraph
	own     []span         // where the organisation that was hit is named
	others  []span         // where another one is
	country string         // the text speaks of most
	victim  *candidate     // another organisation that was attacked
	homes   map[string]int // countries of the organisations named in it
	clause  []int          // by token: where a phrase that begins a new clause ends; 0 for none
}

type span struct{ from, to int }

func (t *Tagger) read(a news.Article) *doc {
	d := &doc{Article: a}
	text := a.Text
	if len(text) > maxText {
		text = text[:maxText]
	}
	title := a.Title
	if len(title) > 1000 {
		title = title[:1000]
	}
	d.text = title + "\n\n" + text
	d.tokens = tokenize(d.text)
	d.lang = t.language(a.Lang, d.tokens)
	d.hits = d.lang.matcher.find(d.tokens)
	d.cut()
	d.share()
	d.clauses()
	d.frames()
	d.place()
	return d
}

// maxSentence is how long a sentence may be, in tokens; what is longer is no sentence and is cut.
const maxSentence = 150

// cut makes the sentences.
func (d *doc) cut() {
	from, para := 0, 0
	for i, t := range d.tokens {
		if !d.ends(i) && i-from < maxSentence {
			continue
		}
		to := i + 1
		if t.kind == newline {
			to = i
		}
		// closing quotation marks and brackets belong to the sentence they close
		d.sentence(from, to, para)
		from = i + 1
		if t.kind == newline && t.fold == "\n\n" {
			para++
		}
	}
	d.sentence(from, len(d.tokens), para)
}

func (d *doc) sentence(from, to, para int) {
	for from < to && d.tokens[from].kind == punct && (d.tokens[from].fold == `"` || d.tokens[from].fold == ")") && len(d.s) > 0 {
		from++
	}
	if from >= to {
		return
	}
	s := sentence{from: from, to: to, para: para, list: -1, header: -1}
	switch last := d.tokens[to-1]; last.fold {
	case ".", "!", "?":
		s.closed = true
	case `"`, ")":
		s.closed = to-from > 1 && d.tokens[to-2].kind == punct
	}
	first := d.tokens[from]
	if first.kind == punct && (first.fold == "-" || first.fold == "❌" || first.fold == "✅") {
		s.bullet = first.fold
	}
	if t := d.tokens[from]; t.start > 0 && d.text[t.start-1] == '-' && (t.start == 1 || d.text[t.start-2] == '\n') ||
		t.start > 1 && d.text[t.start-2:t.start] == "- " && (t.start == 2 || d.text[t.start-3] == '\n') {
		s.bullet = "-"
	}
	for len(d.paras) <= para {
		d.paras = append(d.paras, len(d.s))
	}
	d.s = append(d.s, s)
}

// ends reports whether a sentence ends with token i.
func (d *doc) ends(i int) bool {
	t := d.tokens[i]
	switch {
	case t.kind == newline:
		return true
	case t.kind != punct:
		return false
	case t.fold == "!" || t.fold == "?":
		return true
	case t.fold == ";":
		return true
	case t.fold != ".":
		return false
	}
	if i+1 == len(d.tokens) {
		return true
	}
	if i > 0 && d.tokens[i-1].kind == number && (i == 1 || d.tokens[i-2].kind == newline) {
		return false // 3. What did not leak?
	}
	next := d.tokens[i+1]
	if next.fold == "." {
		return false // of three dots the last one decides
	}
	if i > 0 && d.tokens[i-1].kind == word && d.tokens[i-1].end-d.tokens[i-1].start <= 2 && t.glued && d.tokens[i-1].capital && next.capital {
		return false // M. Roggen, St. Truiden
	}
	return next.kind != word || next.capital
}

// share gives each sentence its hits.
func (d *doc) share() {
	h := 0
	for i := range d.s {
		s := &d.s[i]
		for h < len(d.hits) && d.hits[h].from < s.from {
			h++
		}
		first := h
		for h < len(d.hits) && d.hits[h].from < s.to {
			h++
		}
		s.hits = d.hits[first:h]
	}
}

// has reports whether a phrase of the class stands in the sentence.
func (s *sentence) has(c uint16) bool { return s.find(c) >= 0 }

// find returns the first token of a phrase of the class, or -1.
func (s *sentence) find(c uint16) int {
	for _, h := range s.hits {
		if h.class == c && h.to <= s.to {
			return h.from
		}
	}
	return -1
}

// all returns the phrases of a class, none inside another.
func (s *sentence) all(c uint16) []hit {
	var found []hit
	for _, h := range s.hits {
		if h.class != c || h.to > s.to {
			continue
		}
		if n := len(found); n > 0 && h.from < found[n-1].to {
			if h.from == found[n-1].from && h.to > found[n-1].to {
				found[n-1] = h
			}
			continue
		}
		found = append(found, h)
	}
	return found
}

// words is how many tokens a sentence has.
func (s *sentence) words() int { return s.to - s.from }

// A proof is the words found and a few around them.
const (
	proofMax = 90
	typeMax  = 50 // of a data type: pages show many
	typeMin  = 15
	around   = 5 // tokens on each side
)

// proof returns the words of a sentence around some tokens.
func (d *doc) proof(s *sentence, from, to int) string {
	from, to = d.cutProof(from, to, proofMax)
	for left, right := around, around; left > 0 || right > 0; left, right = left-1, right-1 {
		if left > 0 && d.before(s, from) && d.length(from-1, to) <= proofMax {
			from--
		} else {
			left = 0
		}
		if right > 0 && d.after(s, to) && d.length(from, to+1) <= proofMax {
			to++
		} else {
			right = 0
		}
	}
	return d.words(from, to, proofMax)
}

// typeProof returns the words that name a data type, with the small word before them.
func (d *doc) typeProof(s *sentence, from, to int) string {
	from, to = d.cutProof(from, to, typeMax)
	if d.before(s, from) && d.lang.common[d.tokens[from-1].fold] && d.length(from-1, to) <= typeMax {
		from--
	}
	for grown := true; grown && d.length(from, to) < typeMin; {
		grown = false
		if d.before(s, from) && d.length(from-1, to) <= typeMax {
			from, grown = from-1, true
		}
		if d.length(from, to) < typeMin && d.after(s, to) && d.length(from, to+1) <= typeMax {
			to, grown = to+1, true
		}
	}
	return d.words(from, to, typeMax)
}

func (d *doc) before(s *sentence, from int) bool {
	return from > s.from && d.tokens[from-1].kind != newline
}

func (d *doc) after(s *sentence, to int) bool { return to < s.to && d.tokens[to].kind != newline }

func (d *doc) cutProof(from, to, most int) (int, int) {
	to = min(to, len(d.tokens))
	for to-1 > from && d.length(from, to) > most {
		to--
	}
	return from, to
}

// length is how many characters some tokens take.
func (d *doc) length(from, to int) int {
	return utf8.RuneCountInString(d.text[d.tokens[from].start:d.tokens[to-1].end])
}

func (d *doc) words(from, to, most int) string {
	return clip(d.text[d.tokens[from].start:d.tokens[to-1].end], most)
}
