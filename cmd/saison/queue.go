package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"saison/internal/content"
	"saison/internal/news"
)

// task is one line of the queue.
type task struct {
	Kind string   `json:"kind"` // key of a queueKind
	IDs  []string `json:"ids"`  // incidents, a document, or an outlet
	Fact string   `json:"fact"`
	Link string   `json:"link,omitempty"` // of the article that tells it
	file string   // where it is put right, in the repository
}

// queueKinds in the order in which they are told.
var queueKinds = []struct{ key, title string }{
	{"pending", "Not published yet: accept or exclude"},
	{"contradiction", "Articles that contradict what a person wrote: correct, or note the field in history"},
	{"status", "Statuses that may have changed"},
	{"withdrawal", "Withdrawn without a reason: add it to the history"},
	{"duplicate", "Pairs that may be one incident: merge, or keep them apart"},
	{"link", "Links that are dead: give another under sources, or note the field in history"},
	{"advice", "Advice past its date of review: compare it with its sources"},
	{"source", "Sources that fail"},
}

func (a *app) queue(markdown bool) error {
	_, c, mistakes := a.readAll()
	if len(mistakes) > 0 {
		return mistakes
	}
	tasks := slices.Concat(pendingTasks(c), contradictionTasks(c), statusTasks(c), withdrawalTasks(c), duplicateTasks(c), linkTasks(c), adviceTasks(c, a.today()), sourceTasks(c))
	switch {
	case a.json:
		if tasks == nil {
			tasks = []task{}
		}
		return json.NewEncoder(a.stdout).Encode(map[string]any{"queue": tasks})
	case markdown:
		a.locate(tasks)
		_, err := fmt.Fprint(a.stdout, queueMarkdown(tasks, c.Site.Repository))
		return err
	}
	for _, t := range tasks {
		fmt.Fprintf(a.stdout, "%-13s %s: %s\n", t.Kind, strings.Join(t.IDs, " "), strings.TrimSpace(t.Fact+" "+t.Link))
	}
	a.say("%d to look at", len(tasks))
	return nil
}

func pendingTasks(c *content.Content) (tasks []task) {
	for _, in := range c.Incidents {
		if !in.Shown() {
			tasks = append(tasks, task{Kind: "pending", IDs: []string{in.ID}, Fact: fmt.Sprintf("%s, %s, %d articles, %d sources", strings.Join(in.Organisations, ", "), in.Published, len(in.Articles), len(in.Sources))})
		}
	}
	return tasks
}

func duplicateTasks(c *content.Content) (tasks []task) {
	for i, a := range c.Incidents {
		for _, b := range c.Incidents[i+1:] {
			if a.Status != news.Withdrawn && b.Status != news.Withdrawn && looksSame(a, b) && !c.Excluded.Apart(a.ID, b.ID) {
				tasks = append(tasks, task{Kind: "duplicate", IDs: []string{a.ID, b.ID}, Fact: fmt.Sprintf("%s and %s: --merge, or --different", a.Published, b.Published)})
			}
		}
	}
	return tasks
}

// statusTasks: the articles, or the history that grows under a closed entry, tell another status than the one on top. A
// line of history with the status on top, not older than what is told, settles it.
func statusTasks(c *content.Content) (tasks []task) {
	for _, in := range c.Incidents {
		last := lastStatus(in)
		told, _ := content.Fold(in.Articles)
		var said news.Article
		for _, a := range in.Articles {
			if a.Says.Status.Value == told.Status && a.Published >= said.Published {
				said = a
			}
		}
		t := task{Kind: "status", IDs: []string{in.ID}}
		switch {
		case last.Status != "" && last.Status != in.Status:
			t.Fact, t.Link = fmt.Sprintf("%s on top, %s in the history since %s", in.Status, last.Status, last.Date), last.Source
		case told.Status != "" && told.Status != in.Status && (last.Status == "" || said.Published > last.Date):
			t.Fact, t.Link = fmt.Sprintf("%s on top, %s in an article of %s", in.Status, told.Status, said.Published), said.URL
		default:
			continue
		}
		tasks = append(tasks, t)
	}
	return tasks
}

// withdrawalTasks: an entry is withdrawn on top, and no line of its history says why.
func withdrawalTasks(c *content.Content) (tasks []task) {
	for _, in := range c.Incidents {
		if in.Status == news.Withdrawn && in.Withdrawal().Withdrawal == "" {
			tasks = append(tasks, task{Kind: "withdrawal", IDs: []string{in.ID}, Fact: "history: {date, status: withdrawn, withdrawal, reason}"})
		}
	}
	return tasks
}

// lastStatus is the newest line of history that tells a status.
func lastStatus(in news.Incident) (last news.Change) {
	for _, h := range in.History {
		if h.Status != "" && h.Date >= last.Date {
			last = h
		}
	}
	return last
}

// linkTasks: articles whose page is deleted, as the nights found. A line of history that names the sources, not older than
// the night, settles it.
func linkTasks(c *content.Content) (tasks []task) {
	for _, in := range c.Incidents {
		settled := settledOn(in, "sources")
		dead := slices.DeleteFunc(slices.Clone(in.Articles), func(a news.Article) bool { return a.Gone == "" })
		open := slices.DeleteFunc(slices.Clone(dead), func(a news.Article) bool { return a.Gone <= settled })
		if len(open) == 0 || in.Status == news.Withdrawn {
			continue
		}
		last := slices.MaxFunc(open, func(a, b news.Article) int { return cmp.Compare(a.Gone, b.Gone) })
		fact := fmt.Sprintf("article of %s deleted, found on %s", last.Published, last.Gone)
		if len(open) > 1 {
			fact += fmt.Sprintf(", and %d more", len(open)-1)
		}
		if len(dead) == len(in.Articles) && len(in.Sources) == 0 {
			fact += ": no other link is left"
		}
		tasks = append(tasks, task{Kind: "link", IDs: []string{in.ID}, Fact: fact, Link: last.URL})
	}
	return tasks
}

// settledOn is the newest line of history that names a field.
func settledOn(in news.Incident, field string) (day news.Date) {
	for _, h := range in.History {
		if h.Field == field {
			day = max(day, h.Date)
		}
	}
	return day
}

// adviceTasks: advice that nobody compared with its sources for longer than site.yaml allows.
func adviceTasks(c *content.Content, today time.Time) (tasks []task) {
	limit := news.DateOf(today.AddDate(0, -c.Site.AdviceMonths, 0))
	for _, d := range c.Advice {
		if d.Reviewed < limit {
			tasks = append(tasks, task{Kind: "advice", IDs: []string{d.Name + "." + d.Lang}, Fact: fmt.Sprintf("last compared with its sources on %s", d.Reviewed), file: d.File})
		}
	}
	return tasks
}

// nightsToTell is after how many nights in a row a failing source is a person's business.
const nightsToTell = 3

func sourceTasks(c *content.Content) (tasks []task) {
	for _, h := range c.Health {
		if h.Failures >= nightsToTell {
			tasks = append(tasks, task{Kind: "source", IDs: []string{h.Outlet}, Fact: fmt.Sprintf("fails since %s (%d nights): %s", h.Since, h.Failures, h.Error)})
		}
	}
	return tasks
}

// locate notes in which file each task is put right.
func (a *app) locate(tasks []task) {
	for i, t := range tasks {
		switch {
		case t.file != "":
		case t.Kind == "source":
			tasks[i].file = path.Join(a.nameOf(a.sources), "feeds.yaml")
		default:
			tasks[i].file = path.Join(a.nameOf(a.content), "incidents", idYear(t.IDs[0]), t.IDs[0]+".md")
		}
	}
}

// sectionMax keeps the text below what a forge takes as one issue.
const sectionMax = 60

// queueMarkdown writes the queue for an issue. What comes from the press stands in code spans: there it is no link, no
// mention and no markup.
func queueMarkdown(tasks []task, repository string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d to look at. `saison review -h` tells how to decide.\n", len(tasks))
	for _, k := range queueKinds {
		list := slices.DeleteFunc(slices.Clone(tasks), func(t task) bool { return t.Kind != k.key })
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s (%d)\n\n", k.title, len(list))
		for _, t := range list[:min(len(list), sectionMax)] {
			b.WriteString("- [ ] " + taskMarkdown(t, repository) + "\n")
		}
		if more := len(list) - sectionMax; more > 0 {
			fmt.Fprintf(&b, "- and %d more: `saison review` lists them\n", more)
		}
	}
	return b.String()
}

func taskMarkdown(t task, repository string) string {
	line := code(strings.Join(t.IDs, " "))
	if repository != "" {
		line = "[" + line + "](" + strings.TrimSuffix(repository, "/") + "/blob/HEAD/" + t.file + ")"
	}
	line += " " + code(t.Fact)
	if t.Link != "" && news.BadLink(t.Link) == "" {
		line += " <" + t.Link + ">"
	}
	return line
}

// code puts text into a code span, on one line.
func code(s string) string {
	return "`" + strings.Join(strings.Fields(strings.ReplaceAll(s, "`", "'")), " ") + "`"
}
