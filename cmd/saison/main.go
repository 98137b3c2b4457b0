// Saison reads the press of France and Belgium, finds the articles that report a leak of personal data, groups them
// into incidents, and writes a static site. This command joins the stages; it alone knows flags, the environment, the
// clock and the terminal.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"saison/internal/diag"
)

func main() {
	log.SetOutput(io.Discard) // net/http speaks through it of servers that send too much
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, realEnv(), os.Args[1:])
	stop()
	os.Exit(code)
}

// The command's voice: what was asked for goes to standard output; what is said about it goes to standard error, one
// fact a line, lower case, no full stop. Mistakes in files stand alone on their line, as file:line: fact. Exit 0 done,
// 1 something is wrong with the input, 2 usage.

// verb is one thing the command does.
type verb struct {
	name  string
	args  string // after the flags, for the help
	short string
	long  string
	bind  func(*flag.FlagSet) func(context.Context, *app, []string) error // declares its flags; returns what it does
}

// verbs in the order of the help.
func verbs() []verb {
	return []verb{runVerb, collectVerb, buildVerb, serveVerb, newVerb, reviewVerb, checkVerb, sourcesVerb, extractVerb, tagVerb, evalVerb}
}

// usageError is a mistake in how the command was called.
type usageError string

func (e usageError) Error() string { return string(e) }

// complaints are what net/http says by itself, in our words.
type complaints struct{ io.Writer }

func (c complaints) Write(p []byte) (int, error) {
	line := string(p)
	if strings.HasPrefix(line, "Unsolicited response received on idle HTTP channel") {
		line = "a server sent more than its Content-Length: the surplus was not read\n"
	}
	_, err := io.WriteString(c.Writer, line)
	return len(p), err
}

func run(ctx context.Context, e env, args []string) int {
	log.SetFlags(0)
	log.SetOutput(complaints{e.stderr})
	a := &app{env: e}
	err := a.run(ctx, args)
	var usage usageError
	var mistakes diag.List
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &usage):
		fmt.Fprintf(e.stderr, "saison: %v\n", err)
		fmt.Fprintln(e.stderr, "saison -h lists the verbs, saison VERB -h the flags of one")
		return 2
	case errors.As(err, &mistakes):
		fmt.Fprintln(e.stderr, err)
	default:
		fmt.Fprintf(e.stderr, "saison: %v\n", err)
	}
	return 1
}

func (a *app) run(ctx context.Context, args []string) error {
	top := a.flagSet("saison")
	if err := top.Parse(args); err != nil {
		return a.helpOr(err, func() { a.help(a.stdout) })
	}
	if top.NArg() == 0 {
		a.help(a.stderr)
		return usageError("no verb")
	}
	name := top.Arg(0)
	if name == "help" {
		a.help(a.stdout)
		return nil
	}
	i := slices.IndexFunc(verbs(), func(v verb) bool { return v.name == name })
	if i < 0 {
		return usageError(fmt.Sprintf("unknown verb %q", name))
	}
	v := verbs()[i]
	fs := a.flagSet("saison " + name)
	do := v.bind(fs)
	rest, err := parseMixed(fs, top.Args()[1:])
	if err != nil {
		return a.helpOr(err, func() { a.verbHelp(v, fs) })
	}
	if err := a.settle(); err != nil {
		return err
	}
	return do(ctx, a, rest)
}

func (a *app) helpOr(err error, help func()) error {
	if errors.Is(err, flag.ErrHelp) {
		help()
		return err
	}
	return usageError(err.Error())
}

// parseMixed lets flags stand before, between and after the arguments; "--" ends the flags.
func parseMixed(fs *flag.FlagSet, args []string) (rest []string, err error) {
	for {
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		if fs.NArg() == 0 {
			return rest, nil
		}
		if n := len(args) - fs.NArg(); n > 0 && args[n-1] == "--" {
			return append(rest, fs.Args()...), nil
		}
		rest, args = append(rest, fs.Arg(0)), fs.Args()[1:]
	}
}

func (a *app) help(w io.Writer) {
	fmt.Fprint(w, "saison reads the press, finds the leaks of personal data, and writes a site of them.\n\nusage: saison [global flags] VERB [flags] [arguments]\n\n")
	for _, v := range verbs() {
		fmt.Fprintf(w, "  %-9s %s\n", v.name, v.short)
	}
	fmt.Fprint(w, "\nGlobal flags, before or after the verb:\n\n")
	fs := a.flagSet("saison")
	fs.SetOutput(w)
	fs.PrintDefaults()
	fmt.Fprint(w, "\nsaison VERB -h tells more. Exit 0: done; 1: something is wrong with the input; 2: wrong usage.\n")
}

func (a *app) verbHelp(v verb, fs *flag.FlagSet) {
	global := a.flagSet("")
	fmt.Fprintf(a.stdout, "usage: saison %s [flags] %s\n\n%s\n", v.name, v.args, v.long)
	own := flag.NewFlagSet("", flag.ContinueOnError)
	own.SetOutput(a.stdout)
	n := 0
	fs.VisitAll(func(f *flag.Flag) {
		if global.Lookup(f.Name) == nil {
			own.Var(f.Value, f.Name, f.Usage)
			n++
		}
	})
	if n > 0 {
		fmt.Fprint(a.stdout, "\nFlags:\n\n")
		own.PrintDefaults()
	}
	fmt.Fprint(a.stdout, "\nThe global flags are told by saison -h.\n")
}
