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

// The night runs by the clock and by hand, one at a time, and finds again what it fetched and compiled; a pull request is
// checked, tested and built, and its site can be looked at.
func TestWorkflowsRunWhenAndWithWhatTheyNeed(t *testing.T) {
	var shape struct {
		On          map[string]any
		Concurrency struct {
			Group  string
			Cancel bool `yaml:"cancel-in-progress"`
		}
	}
	text, err := os.ReadFile(filepath.Join(githubDir, "workflows", "nightly.yml"))
	if err != nil || yaml.Unmarshal(text, &shape) != nil {
		t.Fatal(err)
	}
	_, byHand := shape.On["workflow_dispatch"]
	if schedule, ok := shape.On["schedule"].([]any); !ok || len(schedule) != 1 || !byHand || shape.Concurrency.Group == "" || shape.Concurrency.Cancel {
		t.Errorf("nightly: %+v", shape)
	}
	for _, file := range []string{"nightly.yml", "ci.yml", "from-issue.yml"} {
		for name, j := range readWorkflow(t, file).byName {
			goes, cached := false, false
			for _, s := range j.Steps {
				goes = goes || strings.Contains(s.Run, "go run") || strings.Contains(s.Run, "go build") || strings.Contains(s.Run, ".ci/run")
				cached = cached || strings.HasPrefix(s.Uses, "actions/setup-go@") && s.With["go-version-file"] == "go.mod" && s.With["cache"] != "false"
			}
			if goes != cached {
				t.Errorf("%s: %s runs go: %v, with its cache: %v", file, name, goes, cached)
			}
		}
	}
	holds(t, "nightly.yml", "collect", "actions/cache@ .cache", "go build", "check --annotate", "collect --only", "git push", "GITHUB_STEP_SUMMARY")
	holds(t, "ci.yml", "check", "check --annotate", ".ci/run", "saison build", "actions/upload-artifact@ public")
	text, err = os.ReadFile(filepath.Join(githubDir, "workflows", "ci.yml"))
	if err != nil || yaml.Unmarshal(text, &shape) != nil {
		t.Fatal(err)
	}
	if _, ok := shape.On["pull_request"]; !ok {
		t.Errorf("ci runs on %v", shape.On)
	}
}

// holds checks that the steps of a job do what is wanted, in this order: a part of a script, or an action and its path.
func holds(t *testing.T, file, name string, want ...string) {
	t.Helper()
	for _, s := range readWorkflow(t, file).byName[name].Steps {
		action, _, _ := strings.Cut(s.Uses, "@")
		for len(want) > 0 && (strings.Contains(s.Run, want[0]) || want[0] == action+"@ "+s.With["path"]) {
			want = want[1:]
		}
	}
	if len(want) > 0 {
		t.Errorf("%s: %s: %q is missing, or comes too early", file, name, want[0])
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
