package main

import (
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/term"

	shippedContent "saison/content"
	"saison/internal/content"
	"saison/internal/diag"
	"saison/internal/news"
	"saison/internal/site"
	"saison/internal/sources"
	"saison/themes"
)

// env is the world outside: what tests replace.
type env struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	width  int  // of the terminal; 0 where standard error is none
	asks   bool // a person is there to answer on standard input
	clock  func() time.Time
}

func realEnv() env {
	e := env{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, clock: time.Now, asks: term.IsTerminal(int(os.Stdin.Fd()))}
	if w, _, err := term.GetSize(int(os.Stderr.Fd())); err == nil {
		e.width = w
	}
	return e
}

// app is one run of the command: its world and its global flags.
type app struct {
	env
	root, sources, content, theme, public, cache string
	now                                          string
	allowPrivate, quiet, json                    bool
	fixed                                        time.Time // the clock that --now stopped; zero where it runs

	kept  site.Kept
	head  string // commit up to which edits are read
	edits map[string][]news.Edit
}

// flagSet declares the global flags; values given before the verb are the defaults after it.
func (a *app) flagSet(name string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	f.StringVar(&a.root, "root", a.root, "`folder` that holds sources, content and themes (default the current one)")
	f.StringVar(&a.sources, "sources", a.sources, "`folder` of the sources (default ROOT/sources)")
	f.StringVar(&a.content, "content", a.content, "`folder` of the content (default ROOT/content)")
	f.StringVar(&a.theme, "theme", a.theme, "`folder` of the theme (default ROOT/themes/saison)")
	f.StringVar(&a.public, "public", a.public, "`folder` the site is written to (default ROOT/public)")
	f.StringVar(&a.cache, "cache", a.cache, "`folder` of fetched pages, outside git (default ROOT/.cache)")
	f.StringVar(&a.now, "now", a.now, "the clock, as an RFC 3339 `time`, for runs that can be repeated")
	f.BoolVar(&a.allowPrivate, "allow-private", a.allowPrivate, "let the fetcher talk to loopback and private addresses")
	f.BoolVar(&a.quiet, "quiet", a.quiet, "say only what is wrong")
	f.BoolVar(&a.json, "json", a.json, "write a report for machines on standard output")
	return f
}

// settle fills in what the flags left open.
func (a *app) settle() error {
	if a.root == "" {
		a.root = "."
	}
	for _, p := range []struct {
		at   *string
		name string
	}{{&a.sources, "sources"}, {&a.content, "content"}, {&a.theme, "themes/saison"}, {&a.public, "public"}, {&a.cache, ".cache"}} {
		if *p.at == "" {
			*p.at = filepath.Join(a.root, filepath.FromSlash(p.name))
		}
	}
	if a.now == "" {
		return nil
	}
	t, err := time.Parse(time.RFC3339, a.now)
	if err != nil {
		return usageError(fmt.Sprintf("--now %q is not an RFC 3339 time, like 2026-11-21T03:00:00Z", a.now))
	}
	a.fixed = t
	return nil
}

// today is the time, or what --now says it is.
func (a *app) today() time.Time {
	if !a.fixed.IsZero() {
		return a.fixed
	}
	return a.clock()
}

// say writes a line about the work, unless --quiet.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.stderr, format+"\n", args...)
	}
}

// warn writes a line about what is wrong, --quiet or not.
func (a *app) warn(format string, args ...any) {
	fmt.Fprintf(a.stderr, format+"\n", args...)
}

// readSources reads what we subscribe to and how we understand it.
func (a *app) readSources() (sources.Sources, diag.List) {
	return sources.Read(os.DirFS(a.sources), a.nameOf(a.sources))
}

// readAll reads sources and content: every mistake of both at once.
func (a *app) readAll() (sources.Sources, *content.Content, diag.List) {
	src, mistakes := a.readSources()
	c, more := content.Read(os.DirFS(a.content), a.nameOf(a.content), src.Taxonomy, shippedContent.FS)
	return src, c, append(mistakes, more...)
}

// nameOf is how a folder is told in mistakes: from the root of the site where it is below it.
func (a *app) nameOf(dir string) string {
	if rel, err := filepath.Rel(a.root, dir); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(dir)
}

// themeFS is the theme on disk, else the one that the command carries.
func (a *app) themeFS() (fs.FS, error) {
	if _, err := os.Stat(a.theme); err == nil {
		return os.DirFS(a.theme), nil
	}
	return themes.Saison(), nil
}
