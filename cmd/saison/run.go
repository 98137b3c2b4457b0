package main

import (
	"context"
	"flag"
)

var runVerb = verb{
	name: "run", short: "collect, then build: the main job",
	long: `Collects, then builds. A source that cannot be reached is named and skipped; the site is built all the same.`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		var o collectOptions
		o.bind(f)
		serve := f.Bool("serve", false, "serve the site afterwards, as saison serve does")
		port := f.Int("port", defaultPort, "`port` to serve on")
		return func(ctx context.Context, a *app, args []string) error {
			if len(args) > 0 {
				return usageError("run takes no argument")
			}
			r, err := a.collect(ctx, o)
			if err != nil {
				return err
			}
			if err := a.report(r); err != nil || o.dryRun {
				return err
			}
			if err := a.build(); err != nil || !*serve {
				return err
			}
			return a.serve(ctx, *port)
		}
	},
}
