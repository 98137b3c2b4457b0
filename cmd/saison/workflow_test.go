package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"go.yaml.in/yaml/v3"
)

// workflow is what the tests need of a file of .github/workflows.
type workflow struct {
	Permissions map[string]string
	Jobs        yaml.Node
	byName      map[string]job
	order       []string // as they stand in the file, which is an order that obeys needs
}

type job struct {
	Permissions map[string]string
	Needs       string
	Steps       []step
}

type step struct {
	Name, Uses, Run, If string
	With                map[string]string
	Env                 map[string]string
}

func readWorkflow(t *testing.T, name string) workflow {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(githubDir, "workflows", name))
	if err != nil {
		t.Fatal(err)
	}
	var w workflow
	if err := yaml.Unmarshal(text, &w); err != nil {
		t.Fatal(err)
	}
	w.byName = make(map[string]job)
	if err := w.Jobs.Decode(&w.byName); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(w.Jobs.Content); i += 2 {
		w.order = append(w.order, w.Jobs.Content[i].Value)
	}
	return w
}

func workflowNames(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(githubDir, "workflows", "*.yml"))
	if err != nil || len(names) < 3 {
		t.Fatal(names, err)
	}
	return names
}

func TestWorkflowsPassActionlint(t *testing.T) {
	linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	project, err := actionlint.NewProject("../..")
	if err != nil {
		t.Fatal(err)
	}
	mistakes, err := linter.LintFiles(workflowNames(t), project)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mistakes {
		t.Error(m)
	}
}

var (
	uses   = regexp.MustCompile(`(?m)^\s*(?:- )?uses: (.*)$`)
	pinned = regexp.MustCompile(`^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
)

// Actions are pinned by commit; a job has the permissions it names and no other; no text of an event is a part of a script.
func TestWorkflowsAreCareful(t *testing.T) {
	shas := make(map[string]string)
	for _, name := range workflowNames(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range uses.FindAllStringSubmatch(string(text), -1) {
			action, sha, _ := strings.Cut(m[1], "@")
			if !pinned.MatchString(m[1]) || shas[action] != "" && shas[action] != sha {
				t.Errorf("%s: uses: %s: not pinned by commit, or by another one elsewhere", name, m[1])
			}
			shas[action] = sha
		}
		w := readWorkflow(t, filepath.Base(name))
		for _, access := range w.Permissions {
			if access == "write" {
				t.Errorf("%s: a permission to write for all jobs", name)
			}
		}
		for jobName, j := range w.byName {
			for _, s := range j.Steps {
				if strings.Contains(s.Run, "${{") {
					t.Errorf("%s: %s: %q: an expression in a script: pass it through env", name, jobName, s.Name)
				}
			}
		}
	}
	nightly := readWorkflow(t, "nightly.yml")
	for jobName, want := range map[string]string{"collect": "contents:write", "queue": "contents:read issues:write", "build": "contents:read", "publish": "id-token:write pages:write"} {
		if got := permissions(nightly.byName[jobName]); got != want {
			t.Errorf("nightly: %s may %s, want %s", jobName, got, want)
		}
	}
}

func permissions(j job) string {
	var list []string
	for _, key := range []string{"contents", "id-token", "issues", "pages", "pull-requests"} {
		if access := j.Permissions[key]; access != "" {
			list = append(list, key+":"+access)
		}
	}
	return strings.Join(list, " ")
}
