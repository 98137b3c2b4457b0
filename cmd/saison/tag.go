package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"

	"saison/internal/diag"
	"saison/internal/eval"
	"saison/internal/group"
	"saison/internal/lexicon"
	"saison/internal/news"
	"saison/internal/sources"
	"saison/internal/tag"
)

// autoScore is how sure a reading must be for its incident to be published before a person read it.
const autoScore = tag.Publish

var tagVerb = verb{
	name: "tag", args: "[FILE]", short: "articles in, what they say out, as JSON lines",
	long: `Reads one article a line, {"id","lang","outlet","url","published","title","text"}, from a file or standard input, and
writes what each says, in the same order: relevant, score, organisations, countries, data_types, people, status, cause,
via, breach_date, regulator, cluster, evidence.`,
	bind: func(*flag.FlagSet) func(context.Context, *app, []string) error {
		return func(_ context.Context, a *app, args []string) error {
			if len(args) > 1 {
				return usageError("tag takes one file at most")
			}
			in := a.stdin
			name := "standard input"
			if len(args) == 1 && args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer f.Close()
				in, name = f, args[0]
			}
			return a.tag(in, name)
		}
	},
}

// lineMax is the longest line of input.
const lineMax = 32 << 20

func (a *app) tag(in io.Reader, name string) error {
	src, mistakes := a.readReader()
	if len(mistakes) > 0 {
		return mistakes
	}
	r := newReader(src)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, lineMax)
	out := bufio.NewWriter(a.stdout)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	var bad diag.List
	n := 1
	for ; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var l eval.Input
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil || l.ID == "" {
			bad.Addf(diag.Pos{File: name, Line: n}, "%v", cmp.Or(err, errors.New("no id")))
			continue
		}
		if err := enc.Encode(r.read(l.Article())); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		bad.Addf(diag.Pos{File: name, Line: n}, "%v", err)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return bad.Err()
}

// reader tags articles and places them, one after the other.
type reader struct {
	tagger  *tag.Tagger
	grouper *group.Grouper
}

func newReader(src sources.Sources) *reader {
	return &reader{tag.New(src.Lexicon, src.Organisations, src.Taxonomy), group.New(src.Organisations, group.Rules{}, lexicon.Kinds(src.Lexicon))}
}

func (r *reader) read(art news.Article) eval.Prediction {
	reading := r.tagger.Read(art)
	cluster := ""
	if reading.Relevant {
		art.Says = reading.Says
		if places := r.grouper.Place(art); len(places) > 0 {
			cluster = places[0].ID
		}
	}
	p := eval.Predict(art.ID, reading)
	p.Cluster = cluster
	return p
}

// readReader reads the part of the sources that understands articles; what is wrong with feeds.yaml is not its matter.
func (a *app) readReader() (sources.Sources, diag.List) {
	src, mistakes := a.readSources()
	var ours diag.List
	for _, m := range mistakes {
		if m.File != a.nameOf(a.sources)+"/feeds.yaml" {
			ours = append(ours, m)
		}
	}
	return src, ours
}
