package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// inside runs a verb in this process, with a person's answers on standard input.
func inside(t *testing.T, dir string, stdin io.Reader, args ...string) (code int, out, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	e := env{stdin: stdin, stdout: &stdout, stderr: &stderr, asks: true, clock: time.Now}
	code = run(t.Context(), e, append(args, "--root", dir))
	return code, stdout.String(), stderr.String()
}

// A line longer than can be read costs no other line, and is named.
func TestTagNamesALineThatIsTooLong(t *testing.T) {
	first := `{"id":"1","title":"Météo : le soleil revient"}` + "\n"
	code, out, said := inside(t, t.TempDir(), io.MultiReader(strings.NewReader(first), strings.NewReader(`{"id":"2","text":"`), strings.NewReader(strings.Repeat("a", lineMax))), "tag", "--sources", "../../sources")
	if code != 1 || !strings.HasPrefix(out, `{"id":"1",`) || strings.Count(out, "\n") != 1 || !strings.HasPrefix(said, "standard input:2: ") {
		t.Errorf("exit %d\n%s\n%s", code, out, said)
	}
}

// answers are typed by a person; while they type, somebody else adds an entry of the same name.
type answers struct {
	io.Reader
	meanwhile func()
}

func (a *answers) Read(p []byte) (int, error) {
	if a.meanwhile != nil {
		a.meanwhile()
		a.meanwhile = nil
	}
	return a.Reader.Read(p)
}

func TestNewKeepsWhatWasTyped(t *testing.T) {
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	if err := os.CopyFS(filepath.Join(dir, "sources"), os.DirFS("../../sources")); err != nil {
		t.Fatal(err)
	}
	other := "---\norganisations: [Ville de Liège]\npublished: 2026-01-09\nstatus: claimed\nreview: pending\n---\n"
	in := &answers{strings.NewReader("Ville de Liège\nBE\n\n2026-01-10\n\n\n\nconfirmed\n\n\n\nhttps://journal.example/x\nJournal\n\n"), func() {
		name := filepath.Join(content, "incidents/2026/ville-de-liege-2026-01.md")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Error(err)
		}
		if err := os.WriteFile(name, []byte(other), 0o644); err != nil {
			t.Error(err)
		}
	}}
	code, out, said := inside(t, dir, in, "new")
	if code != 0 || out != "content/incidents/2026/ville-de-liege-2026-01-2.md\n" || !strings.Contains(said, "looks like ville-de-liege-2026-01 ") {
		t.Fatalf("exit %d\n%s\n%s", code, out, said)
	}
	text, err := os.ReadFile(filepath.Join(dir, strings.TrimSpace(out)))
	if err != nil || !strings.Contains(string(text), "https://journal.example/x") {
		t.Errorf("%v\n%s", err, text)
	}
}
