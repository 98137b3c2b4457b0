package content

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saison/internal/news"
)

// An article that was deleted is kept and marked: one line more in the machine's file, not a byte elsewhere, and what the
// article said still counts.
func TestMarkGone(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("confirmed"), DataTypes: found("name")}),
		article("2", "2025-02-11", news.Says{Status: status("claimed"), DataTypes: found("iban")}))
	edit(t, dir, page, "cause:", "cause: phishing # lu")
	articles := filepath.Join(dir, strings.TrimSuffix(page, ".md")+articlesSuffix)
	before, _ := os.ReadFile(articles)
	pageBefore, _ := os.ReadFile(filepath.Join(dir, page))
	url := article("1", "", news.Says{}).URL
	c := decide(t, dir, func(c *Content) error { return c.MarkGone(id, url, "2025-06-01") })
	after, _ := os.ReadFile(articles)
	if got, want := string(after), strings.Replace(string(before), "published: 2025-02-10\n", "published: 2025-02-10\n  gone: 2025-06-01\n", 1); got != want || got == string(before) {
		t.Errorf("articles:\n%s\nwant:\n%s", got, want)
	}
	if pageAfter, _ := os.ReadFile(filepath.Join(dir, page)); string(pageAfter) != string(pageBefore) {
		t.Errorf("page:\n%s", pageAfter)
	}
	in, _ := c.Incident(id)
	if in.Articles[0].Gone != "2025-06-01" || in.Articles[1].Gone != "" || in.Cause != "phishing" || in.Status != "confirmed" || len(in.DataTypes) != 2 {
		t.Errorf("in = %+v", in)
	}
	// The first mark stays, and the night after adds to the file as ever.
	decide(t, dir, func(c *Content) error { return c.MarkGone(id, url, "2025-07-01") })
	night(t, dir, id, article("3", "2025-08-01", news.Says{Status: status("confirmed")}))
	in, _ = read(t, dir).Incident(id)
	if len(in.Articles) != 3 || in.Articles[0].Gone != "2025-06-01" {
		t.Errorf("in = %+v", in.Articles)
	}
}

// A file that somebody wrote in another form is left alone.
func TestMarkGoneLeavesAloneWhatItCannotKeep(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("confirmed")}))
	url := article("1", "", news.Says{}).URL
	name := filepath.Join(dir, strings.TrimSuffix(page, ".md")+articlesSuffix)
	if err := os.WriteFile(name, []byte("- {url: "+url+", outlet: a, published: 2025-02-10, says: {status: {confirmed: x}}}"), 0o644); err != nil {
		t.Fatal(err)
	}
	c := read(t, dir)
	if err := c.MarkGone(id, url, "2025-06-01"); !errors.Is(err, errOtherHand) || c.files[id].articles[0] != '-' {
		t.Errorf("err = %v", err)
	}
	if err := c.MarkGone(id, "https://autre.example/", "2025-06-01"); err == nil {
		t.Error("an article that is not there was marked")
	}
}

func TestGoneIsADay(t *testing.T) {
	var r reader
	r.articles("x", []byte("- url: https://a.example/1\n  published: 2025-02-01\n  gone: 2025-02\n"))
	if len(r.mistakes) != 1 || !strings.Contains(r.mistakes.Error(), `"2025-02" is not the day`) {
		t.Errorf("mistakes = %v", r.mistakes)
	}
}
