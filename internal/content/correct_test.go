package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saison/internal/news"
)

// A correction by form is one by hand: it holds whatever articles tell later, and the history says why.
func TestCorrectHolds(t *testing.T) {
	dir := folder(t, map[string]string{})
	night(t, dir, id, article("1", "2025-02-10", news.Says{Status: status("claimed"), DataTypes: found("name", "iban")}))
	edit(t, dir, page, "people:", "people: # inconnu")
	why := news.Change{Date: "2025-02-12", Reason: "communiqué: l'IBAN n'y est pas", Source: "https://courrier.example/c"}
	decide(t, dir, func(c *Content) error {
		for _, set := range []struct {
			key    string
			values []string
		}{{"data_types", []string{"name"}}, {"people", []string{"500"}}, {"status", []string{"confirmed"}}, {"sector", []string{"public"}}, {"via", nil}} {
			if err := c.Correct(id, set.key, set.values, why); err != nil {
				return err
			}
		}
		return c.Reply(id, "Nos excuses.\nSincères: à tous.", why)
	})
	night(t, dir, id, article("2", "2025-02-13", news.Says{Status: status("denied"), DataTypes: found("iban", "email"), People: news.Count{N: 9, Proof: "x"}}))
	in, _ := read(t, dir).Incident(id)
	if strings.Join(in.DataTypes, " ") != "name" || in.People != 500 || in.Status != "confirmed" || in.Sector != "public" || in.Reply != "Nos excuses.\nSincères: à tous." || len(in.History) != 6 ||
		in.History[0] != (news.Change{Date: "2025-02-12", Field: "data_types", Reason: why.Reason, Source: why.Source}) || in.History[2].Status != "confirmed" {
		text, _ := os.ReadFile(filepath.Join(dir, page))
		t.Errorf("in = %+v\n%s", in, text)
	}
	for _, refused := range []func(*Content) error{
		func(c *Content) error { return c.Reply(id, "autre", why) },
		func(c *Content) error { return c.Correct(id, "people", []string{"beaucoup"}, why) },
		func(c *Content) error { return c.Correct(id, "review", []string{"done"}, why) },
		func(c *Content) error { return c.Correct("nobody-2025-01", "via", nil, why) },
	} {
		if err := refused(read(t, dir)); err == nil {
			t.Error("not refused")
		}
	}
}
