package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"

	"saison/internal/content"
	"saison/internal/news"
)

// past gives each incident the edits of people that its history does not tell, where git has the history of content/. A
// commit that changes an incident's page and not its articles is a person's: the machine changes both.
func (a *app) past(c *content.Content) {
	head, err := a.git(nil, "rev-parse", "HEAD")
	if err != nil {
		return // no git, or no repository: content/ says all that is known
	}
	if a.edits == nil || string(head) != a.head {
		edits, err := a.readEdits()
		if err != nil {
			a.warn("corrections: %v", err)
			return
		}
		a.head, a.edits = string(head), edits
	}
	for i := range c.Incidents {
		in := &c.Incidents[i]
		in.Edits = slices.DeleteFunc(slices.Clone(a.edits[in.ID]), func(e news.Edit) bool { return settledOn(*in, e.Field) >= e.Date })
	}
}

// git runs a command of git in content/: one that reads, and asks neither the network nor a person.
func (a *app) git(stdin io.Reader, args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-C", a.content, "-c", "core.quotePath=false"}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
	cmd.Stdin = stdin
	return cmd.Output()
}

// pageChange is one page in one commit.
type pageChange struct {
	news.Edit
	id, before, after string // names of the page's bytes
}

// readEdits reads all commits of content/incidents, the newest first, with two calls of git.
func (a *app) readEdits() (map[string][]news.Edit, error) {
	log, err := a.git(nil, "log", "--no-merges", "--no-renames", "--raw", "--no-abbrev", "--format=%x00%h%x09%as%x09%s", "--", "incidents")
	if err != nil {
		return nil, err
	}
	var pages []pageChange
	for commit := range strings.SplitSeq(string(log), "\x00") {
		pages = append(pages, pageChanges(commit)...)
	}
	texts, err := a.readBlobs(pages)
	if err != nil {
		return nil, err
	}
	edits := make(map[string][]news.Edit)
	for _, p := range pages {
		for _, key := range content.Edits(texts[p.before], texts[p.after]) {
			p.Field = key
			edits[p.id] = append(edits[p.id], p.Edit)
		}
	}
	return edits, nil
}

// byDefault is what a forge's editor writes where a person gives no message.
var byDefault = regexp.MustCompile(`^(?:Update|Create|Merge) |://|\.onion|@`)

// pageChanges returns the pages that a commit changed without their articles.
func pageChanges(commit string) (pages []pageChange) {
	head, files, _ := strings.Cut(commit, "\n")
	parts := strings.SplitN(head, "\t", 3)
	if len(parts) < 3 {
		return nil
	}
	e := news.Edit{Commit: parts[0], Date: news.Date(parts[1]), Reason: parts[2]}
	if byDefault.MatchString(e.Reason) { // says nothing, or what a page may not say
		e.Reason = ""
	}
	for line := range strings.Lines(files) {
		raw, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		f := strings.Fields(raw)
		id, isPage := strings.CutSuffix(path.Base(name), ".md")
		if ok && len(f) == 5 && f[4] == "M" && isPage && !strings.Contains(files, "/"+id+".articles.yaml") {
			pages = append(pages, pageChange{Edit: e, id: id, before: f[2], after: f[3]})
		}
	}
	return pages
}

// readBlobs returns the bytes of the pages, before and after, by their names.
func (a *app) readBlobs(pages []pageChange) (map[string][]byte, error) {
	var names strings.Builder
	for _, p := range pages {
		fmt.Fprintln(&names, p.before)
		fmt.Fprintln(&names, p.after)
	}
	out, err := a.git(strings.NewReader(names.String()), "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	texts := make(map[string][]byte)
	for r := bufio.NewReader(bytes.NewReader(out)); ; {
		var name, kind string
		var size int
		if _, err := fmt.Fscanf(r, "%s %s %d\n", &name, &kind, &size); err != nil {
			return texts, nil // the end; of a page that is missing nothing is told
		}
		text := make([]byte, size+1)
		if _, err := io.ReadFull(r, text); err != nil {
			return nil, err
		}
		texts[name] = text[:size]
	}
}
