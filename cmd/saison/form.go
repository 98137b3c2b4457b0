package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"saison/internal/content"
	"saison/internal/news"
	"saison/internal/sources"
)

// formWords are how the forms call what is no field of an entry. Answers to the last are for people.
var formWords = map[string][]string{
	"entry":      {"fiche", "adresse de la fiche", "adres van de fiche", "entry"},
	"field":      {"champ à corriger", "te verbeteren veld", "field"},
	"value":      {"valeur juste", "juiste waarde", "value"},
	"reason":     {"pourquoi", "waarom", "reason"},
	"withdrawal": {"motif du retrait", "reden van de intrekking", "reason of the withdrawal"},
	"reply":      {"réponse de l'organisme", "antwoord van de organisatie", "reply"},
	"":           {"engagements", "verbintenissen", "qualité", "hoedanigheid"},
}

// unknownWords are how a person says that a value is not known.
var unknownWords = []string{"inconnu", "inconnue", "onbekend", "unknown", "-"}

// form is the answers of an issue form, by the key of a question or of formWords.
type form map[string]string

var heading = regexp.MustCompile(`(?m)^###[ \t]+(.+?)[ \t]*\r?$`)

// noAnswer is what a forge writes for a field that was left open.
var noAnswer = []string{"_no response_", "_pas de réponse_", "_geen antwoord_", "none"}

// keyOf returns the question that a heading of a form puts.
func keyOf(title string) (key string, ok bool) {
	title = strings.ToLower(strings.Trim(strings.ReplaceAll(title, "\u00a0", " "), " ?*:"))
	for _, q := range questions {
		if slices.Contains(q.headings, title) {
			return q.key, true
		}
	}
	for key, words := range formWords {
		if slices.Contains(words, strings.ReplaceAll(title, "’", "'")) {
			return key, true
		}
	}
	return "", false
}

// readForm reads "### heading, blank line, answer" as a forge writes them. A heading that is none of the forms', or stands
// there a second time, is a part of the answer.
func readForm(text string) form {
	f := make(form)
	key, from := "", -1
	take := func(to int) {
		answer := strings.TrimSpace(strings.ReplaceAll(text[max(from, 0):to], "\r\n", "\n"))
		if from >= 0 && !slices.Contains(noAnswer, strings.ToLower(answer)) {
			f[key] = answer
		}
	}
	seen := make(map[string]bool)
	for _, m := range heading.FindAllStringSubmatchIndex(text, -1) {
		k, ok := keyOf(text[m[2]:m[3]])
		if !ok || seen[k] {
			continue
		}
		take(m[0])
		seen[k], key, from = true, k, m[1]
	}
	take(len(text))
	delete(f, "")
	return f
}

// answer gives the answers of a form to the questions that flags left open. The label of a term of the taxonomy, in any
// language, stands for its ID.
func (f form) answer(e entry, tax news.Taxonomy) {
	for _, q := range questions {
		if e.get(q.key) == "" {
			*e.values[q.key] = strings.Join(values(q.key, f[q.key], tax), ",")
		}
	}
}

// values reads the answer to a question: one value, or several where a field holds a list.
func values(key, answer string, tax news.Taxonomy) []string {
	terms := map[string][]news.Term{"data_types": tax.DataTypes, "status": tax.Statuses, "cause": tax.Causes, "sector": tax.Sectors, "countries": tax.Countries}[key]
	if !slices.Contains([]string{"organisations", "regulator", "data_types", "countries", "status", "cause", "sector"}, key) {
		return compact(answer)
	}
	var out []string
	for line := range strings.Lines(answer) {
		line = strings.TrimSpace(line)
		box, rest, boxed := strings.Cut(line, "] ")
		switch {
		case boxed && strings.EqualFold(box, "- [x"):
			out = append(out, termID(terms, rest))
		case boxed && box == "- [ ":
		case termID(terms, line) != line: // a label may hold a comma
			out = append(out, termID(terms, line))
		default:
			for s := range strings.SplitSeq(line, ",") {
				out = append(out, compact(termID(terms, strings.TrimSpace(strings.TrimLeft(s, "-* "))))...)
			}
		}
	}
	return out
}

func compact(s string) []string {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	return []string{s}
}

// termID is the ID of the term that a label names; the label itself where none does.
func termID(terms []news.Term, label string) string {
	label = strings.TrimSpace(label)
	for _, t := range terms {
		if strings.EqualFold(label, t.Labels.FR) || strings.EqualFold(label, t.Labels.NL) || strings.EqualFold(label, t.Labels.EN) {
			return t.ID
		}
	}
	return label
}

// correct carries out a form that corrects an entry, or brings an organisation's reply.
func (a *app) correct(f form) error {
	var done string
	_, err := a.decide(func(src sources.Sources, c *content.Content) error {
		id := entryID(f["entry"], c)
		note := news.Change{Date: news.DateOf(a.today()), Reason: f["reason"], Source: f["source"]}
		if err := f.change(c, id, note, src.Taxonomy); err != nil {
			return err
		}
		done = path.Join(a.nameOf(a.content), "incidents", idYear(id), id+".md")
		return nil
	})
	if err == nil {
		fmt.Fprintln(a.stdout, done)
	}
	return err
}

func (f form) change(c *content.Content, id string, note news.Change, tax news.Taxonomy) error {
	if note.Reason == "" && note.Source == "" {
		if note.Reason = "droit de réponse"; f["reply"] == "" {
			return errors.New("a correction has its reason, or its source")
		}
	}
	if f["reply"] != "" {
		return c.Reply(id, f["reply"], note)
	}
	key, ok := keyOf(f["field"])
	if !ok {
		return fmt.Errorf("%q is not a field that can be set: change it by hand", f["field"])
	}
	value := f["value"]
	if key == "status" && termID(tax.Statuses, value) == news.Withdrawn {
		note.Withdrawal = termID(tax.Withdrawals, f["withdrawal"])
		return c.Withdraw(id, note)
	}
	if in, ok := c.Incident(id); ok && key == "people" && in.Status == "claimed" && in.People == 0 {
		key = "people_claimed" // nobody but an attacker has told a number yet
	}
	switch {
	case value == "":
		return errors.New("no value: write unknown where it is not known")
	case slices.Contains(unknownWords, strings.ToLower(value)):
		return c.Correct(id, key, nil, note)
	case key == "people", key == "people_claimed":
		value = digits(value)
	}
	return c.Correct(id, key, values(key, value, tax), note)
}

// entryID is the ID that an address of the site, or of a file, ends in; two that were made one have one.
func entryID(answer string, c *content.Content) string {
	answer, _, _ = strings.Cut(strings.TrimSpace(answer), "#")
	answer, _, _ = strings.Cut(answer, "?")
	id := strings.TrimSuffix(path.Base(strings.TrimSuffix(answer, "/")), ".md")
	for _, p := range c.Excluded.Same {
		if p.B == id {
			id = p.A
		}
	}
	return id
}

// digits takes out what groups the digits of a number.
func digits(s string) string {
	return strings.NewReplacer(" ", "", ".", "", "\u00a0", "", "\u202f", "").Replace(s)
}

// readFile reads a file, or standard input where it is named "-".
func (a *app) readFile(name string) (string, error) {
	if name == "-" {
		var b strings.Builder
		_, err := io.Copy(&b, a.stdin)
		return b.String(), err
	}
	text, err := os.ReadFile(name)
	return string(text), err
}
