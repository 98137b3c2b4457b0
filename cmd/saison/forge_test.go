package main

import (
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// forge is what runs workflows, on this machine: a bare repository, a press on loopback, and a gh that writes down how it
// is called. The scripts are those of the workflows, as they stand there.
type forge struct {
	t      *testing.T
	dir    string // bare.git, web/, bin/, and the job at work
	env    []string
	values map[string]string // of expressions
	place  string            // folder of the job at work
	before map[string]func() // by the name of a step: what happens elsewhere just before it
	said   strings.Builder   // by the steps
}

// newForge has the program as it is now, one outlet, and no incident.
func newForge(t *testing.T) *forge {
	t.Helper()
	for _, tool := range []string{"git", "bash", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here", tool)
		}
	}
	dir := t.TempDir()
	f := &forge{t: t, dir: dir, place: "job", before: make(map[string]func()), values: map[string]string{
		"github.token": "no-token", "github.repository": "saison/saison", "github.ref_name": "main", "github.event.repository.default_branch": "main",
		"github.event.issue.number": "7", "matrix.only": "",
	}}
	press := httptest.NewServer(press{filepath.Join(dir, "web")})
	t.Cleanup(press.Close)
	f.env = append(os.Environ(), "HTTP_PROXY="+press.URL, "http_proxy="+press.URL, "GOPROXY=off", "GOFLAGS=-mod=readonly -buildvcs=false", "PATH="+filepath.Join(dir, "bin")+":"+os.Getenv("PATH"),
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=protocol.file.allow", "GIT_CONFIG_VALUE_0=always")
	f.write("bin/gh", "#!/bin/sh\necho \"gh $*\" >>\""+dir+"/gh.txt\"\nfor a; do [ -f \"$a\" ] && cat \"$a\" >>\""+dir+"/gh.txt\"; done\ncat \""+dir+"/answer.txt\" 2>/dev/null || true\n")
	if err := os.Chmod(filepath.Join(dir, "bin/gh"), 0o755); err != nil {
		t.Fatal(err)
	}
	seed := filepath.Join(dir, "seed")
	copyProgram(t, seed)
	f.write("seed/sources/feeds.yaml", outletBlock("journal")+outletBlock("gone"))
	f.git(dir, "init", "-q", "--bare", "-b", "main", "bare.git")
	f.git(seed, "init", "-q", "-b", "main")
	f.commit(seed, "the program")
	f.git(seed, "remote", "add", "origin", f.bare())
	f.git(seed, "push", "-q", "-u", "origin", "main")
	return f
}

func outletBlock(id string) string {
	return fmt.Sprintf("- id: %s\n  name: %s\n  homepage: http://%s.example/\n  country: FR\n  lang: fr\n  kind: general\n  feeds:\n    - url: http://%s.example/rss.xml\n", id, id, id, id)
}

// copyProgram copies what the program is made of: no tests, no incidents.
func copyProgram(t *testing.T, to string) {
	t.Helper()
	root := os.DirFS("../..")
	for _, top := range []string{"go.mod", "go.sum", ".gitignore", "cmd", "internal", "sources", "content", "themes"} {
		err := fs.WalkDir(root, top, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "testdata" || name == "content/incidents"):
				return fs.SkipDir
			case d.IsDir() || strings.HasSuffix(name, "_test.go") || name == "content/.lock" || name == "content/excluded.yaml" || strings.HasSuffix(name, ".json") && strings.HasPrefix(name, "content/"):
				return nil
			}
			text, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			p := filepath.Join(to, name)
			if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
				return err
			}
			return os.WriteFile(p, text, 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (f *forge) bare() string { return "file://" + filepath.Join(f.dir, "bare.git") }

func (f *forge) write(name, text string) {
	f.t.Helper()
	p := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		f.t.Fatal(err)
	}
}

func (f *forge) read(name string) string { return readOr(filepath.Join(f.dir, name)) }

// readOr reads a file; one that is not there is empty.
func readOr(name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(text)
}

// jobsDir is the same for all tests: the compiler's cache goes by the folder.
var jobsDir = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "saison-jobs-") })

func (f *forge) folder(place string) string {
	f.t.Helper()
	dir, err := jobsDir()
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, place)
}

func (f *forge) git(dir string, args ...string) string {
	f.t.Helper()
	c := exec.Command("git", args...)
	c.Dir, c.Env = dir, f.env
	out, err := c.CombinedOutput()
	if err != nil {
		f.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (f *forge) commit(dir, message string) {
	f.t.Helper()
	f.git(dir, "add", "-A")
	f.git(dir, "-c", "user.name=Une éditrice", "-c", "user.email=e@journal.example", "commit", "-q", "-m", message)
}

// edit is what an editor pushes: files by name, an empty text removes one.
func (f *forge) edit(message string, change func(dir string)) {
	f.t.Helper()
	dir := f.t.TempDir()
	f.git(dir, "clone", "-q", f.bare(), "w")
	dir = filepath.Join(dir, "w")
	change(dir)
	f.commit(dir, message)
	f.git(dir, "push", "-q", "origin", "main")
}

// main returns a file of the main branch, or of another ref.
func (f *forge) main(name string) string {
	return f.git(filepath.Join(f.dir, "bare.git"), "show", "main:"+name)
}

// run executes a workflow's steps in order, each job in a fresh clone. It returns false where a step fails: no job follows then.
func (f *forge) run(name string) bool {
	f.t.Helper()
	w := readWorkflow(f.t, name)
	for _, id := range w.order {
		if !f.job(w.byName[id]) {
			return false
		}
	}
	return true
}

func (f *forge) job(j job) bool {
	f.t.Helper()
	base := f.folder(f.place)
	work, temp := filepath.Join(base, "work"), filepath.Join(base, "temp")
	if err := os.RemoveAll(base); err != nil {
		f.t.Fatal(err)
	}
	for _, dir := range []string{temp, f.cache()} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			f.t.Fatal(err)
		}
	}
	ok := true
	for _, s := range j.Steps {
		if hook := f.before[s.Name]; hook != nil && s.Name != "" {
			delete(f.before, s.Name)
			hook()
		}
		switch {
		case strings.HasPrefix(s.Uses, "actions/checkout@"):
			depth := []string{"--depth", "1"}
			if s.With["fetch-depth"] == "0" {
				depth = nil
			}
			f.git(base, slices.Concat([]string{"clone", "-q"}, depth, []string{f.bare(), "work"})...)
		case strings.HasPrefix(s.Uses, "actions/cache@"):
			if err := os.Symlink(f.cache(), filepath.Join(work, ".cache")); err != nil {
				f.t.Fatal(err)
			}
		case strings.HasPrefix(s.Uses, "actions/upload-pages-artifact@") && ok:
			_ = os.RemoveAll(filepath.Join(f.dir, "site"))
			if err := os.CopyFS(filepath.Join(f.dir, "site"), os.DirFS(filepath.Join(work, s.With["path"]))); err != nil {
				f.t.Fatal(err)
			}
		case s.Run != "" && (ok || s.If == "always()"):
			if !f.step(work, temp, s) {
				f.said.WriteString("step failed: " + s.Name + "\n")
				ok = false
			}
		}
	}
	f.said.WriteString(readOr(filepath.Join(base, "temp/summary.md")))
	return ok
}

func (f *forge) cache() string { return filepath.Join(f.dir, "cache-"+f.place) }

func (f *forge) step(work, temp string, s step) bool {
	f.t.Helper()
	script := filepath.Join(temp, "step.sh")
	if err := os.WriteFile(script, []byte(s.Run), 0o644); err != nil {
		f.t.Fatal(err)
	}
	c := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", script)
	c.Dir = work
	c.Env = append(f.env[:len(f.env):len(f.env)], "RUNNER_TEMP="+temp, "GITHUB_STEP_SUMMARY="+filepath.Join(temp, "summary.md"))
	for key, value := range s.Env {
		expr, isExpr := strings.CutPrefix(value, "${{ ")
		if isExpr {
			v, known := f.values[strings.TrimSuffix(expr, " }}")]
			if !known {
				f.t.Fatalf("%s: no value for %s", s.Name, value)
			}
			value = v
		}
		c.Env = append(c.Env, key+"="+value)
	}
	out, err := c.CombinedOutput()
	fmt.Fprintf(&f.said, "== %s\n%s", s.Name, out)
	return err == nil
}

func feedOf(items ...[3]string) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Journal</title>`)
	for _, it := range items {
		fmt.Fprintf(&b, "<item><title>%s</title><link>http://journal.example/%s</link><pubDate>%s</pubDate><description>%s</description></item>", it[1], it[0], "Wed, 14 Jan 2026 10:00:00 +0100", it[2])
	}
	return b.String() + "</channel></rss>"
}

const entryFile = "content/incidents/2026/chronopost-2026-01.md"

var (
	firstReport = [3]string{"un", "Fuite de données chez Chronopost", "Chronopost confirme une fuite de données : les noms et les adresses de 2 000 clients ont été volés par des pirates."}
	nextReport  = [3]string{"deux", "Fuite de données chez Chronopost : les IBAN aussi", "Chronopost confirme que les IBAN de 3 000 clients ont été volés lors de la fuite de données."}
	thirdReport = [3]string{"trois", "Fuite de données chez Boulanger", "Boulanger confirme une fuite de données : les adresses e-mail de ses clients ont été volées par des pirates."}
)
