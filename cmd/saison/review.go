package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"saison/internal/content"
	"saison/internal/news"
)

var reviewVerb = verb{
	name: "review", args: "[ID|URL…]", short: "the queue, and decisions on it",
	long: `Without a flag, lists what waits for a person: incidents that are not published yet, pairs that may be one, and statuses that
may have changed. With one, carries out a decision, which every later run obeys:

  saison review --accept ID…              a person read it: publish it, and let the machine only add to its history
  saison review --exclude ID|URL… --why W refuse an incident or an article for ever
  saison review --merge A B --why W       two incidents are one: B goes into A`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		accept := f.Bool("accept", false, "accept the incidents named")
		exclude := f.Bool("exclude", false, "refuse the incidents or articles named; wants --why")
		merge := f.Bool("merge", false, "make one of the two incidents named; wants --why")
		why := f.String("why", "", "the `reason`, kept in content/excluded.yaml")
		return func(_ context.Context, a *app, args []string) error {
			return a.review(*accept, *exclude, *merge, *why, args)
		}
	},
}

func (a *app) review(accept, exclude, merge bool, why string, args []string) error {
	flags := 0
	for _, f := range []bool{accept, exclude, merge} {
		if f {
			flags++
		}
	}
	switch {
	case flags > 1:
		return usageError("one decision at a time: --accept, --exclude or --merge")
	case flags == 0 && len(args) > 0:
		return usageError("which decision: --accept, --exclude or --merge?")
	case flags == 0:
		return a.queue()
	case len(args) == 0:
		return usageError("name the incidents")
	case merge && len(args) != 2:
		return usageError("--merge wants two incidents: the one that stays, and the one that goes into it")
	case !accept && strings.TrimSpace(why) == "":
		return usageError("--why: a refusal has its reason")
	}
	return a.decide(func(c *content.Content) error {
		if merge {
			return c.Merge(args[0], args[1], why)
		}
		for _, what := range args {
			if err := decideOne(c, what, accept, why); err != nil {
				return err
			}
		}
		return nil
	})
}

func decideOne(c *content.Content, what string, accept bool, why string) error {
	switch {
	case accept:
		return c.Accept(what)
	case strings.Contains(what, "://"):
		_, err := c.ExcludeURL(what, why)
		return err
	}
	return c.ExcludeIncident(what, why)
}

// decide reads content/, changes it, and writes what changed.
func (a *app) decide(do func(*content.Content) error) error {
	unlock, err := a.lockContent()
	if err != nil {
		return err
	}
	defer unlock()
	_, c, mistakes := a.readAll()
	if len(mistakes) > 0 {
		return mistakes
	}
	_, was, _ := a.readAll()
	if err := do(c); err != nil {
		return err
	}
	root, err := os.OpenRoot(a.content)
	if err != nil {
		return err
	}
	defer root.Close()
	files := c.Changes(was)
	touched, err := content.Write(root, files)
	if err != nil {
		return err
	}
	if len(touched) > 0 {
		return fmt.Errorf("%s: changed meanwhile: look again", strings.Join(touched, ", "))
	}
	for _, f := range files {
		a.say("%s", f.Name)
	}
	return nil
}

// task is one line of the queue.
type task struct {
	Kind string   `json:"kind"` // pending, duplicate, status
	IDs  []string `json:"ids"`
	Fact string   `json:"fact"`
}

func (a *app) queue() error {
	_, c, mistakes := a.readAll()
	if len(mistakes) > 0 {
		return mistakes
	}
	tasks := append(append(pendingTasks(c), duplicateTasks(c)...), statusTasks(c)...)
	if a.json {
		if tasks == nil {
			tasks = []task{}
		}
		return json.NewEncoder(a.stdout).Encode(map[string]any{"queue": tasks})
	}
	for _, t := range tasks {
		fmt.Fprintf(a.stdout, "%-9s %s: %s\n", t.Kind, strings.Join(t.IDs, " "), t.Fact)
	}
	a.say("%d to look at", len(tasks))
	return nil
}

func pendingTasks(c *content.Content) (tasks []task) {
	for _, in := range c.Incidents {
		if !in.Shown() {
			tasks = append(tasks, task{"pending", []string{in.ID}, fmt.Sprintf("%s, %s, %d articles, %d sources", strings.Join(in.Organisations, ", "), in.Published, len(in.Articles), len(in.Sources))})
		}
	}
	return tasks
}

func duplicateTasks(c *content.Content) (tasks []task) {
	for i, a := range c.Incidents {
		for _, b := range c.Incidents[i+1:] {
			decided := slices.ContainsFunc(c.Excluded.Different, func(p content.Pair) bool {
				return p.A == a.ID && p.B == b.ID || p.A == b.ID && p.B == a.ID
			})
			if looksSame(a, b) && !decided {
				tasks = append(tasks, task{"duplicate", []string{a.ID, b.ID}, fmt.Sprintf("%s and %s: --merge them, or note them as different in content/excluded.yaml", a.Published, b.Published)})
			}
		}
	}
	return tasks
}

// statusTasks: the articles tell another status than the one a person holds.
func statusTasks(c *content.Content) (tasks []task) {
	for _, in := range c.Incidents {
		if len(in.Articles) == 0 {
			continue
		}
		told, _ := content.Fold(in.Articles)
		if held := slices.Contains(in.ByHand, "status"); held && told.Status != "" && told.Status != in.Status && !noted(in, told.Status) {
			tasks = append(tasks, task{"status", []string{in.ID}, fmt.Sprintf("%s here, %s in the articles", in.Status, told.Status)})
		}
	}
	return tasks
}

// noted reports whether the history already knows of a status.
func noted(in news.Incident, status string) bool {
	return slices.ContainsFunc(in.History, func(h news.Change) bool { return h.Status == status })
}
