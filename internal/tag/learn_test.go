package tag_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saison/internal/eval"
	"saison/internal/tag"
)

var (
	learnNames = flag.Bool("names", false, "learn the weights by which names are chosen from the labelled articles and write nameweights.go")
	showNames  = flag.Bool("show", false, "with -names, tell which articles are read wrongly by weights that were not learnt from them")
	showHow    = flag.String("how", "shipped", "with -show, whether the gazetteer is known: shipped or bare")
	withNames  = flag.String("with", "", "with -names, more labelled articles, and their aliases, as paths joined by commas")
)

// example is a candidate of a labelled article: what speaks for it, and whether it was hit.
type example struct {
	clues  [tag.ClueCount]float64
	hit    float64
	weight float64
}

// labelled is an article with its examples.
type labelled struct {
	eval.Input
	set      string
	examples []example
}

type teacher struct {
	shipped, bare *tag.Tagger
	aliases       eval.Aliases
	articles      []labelled
}

// teach reads the labelled articles: each as it is; without its headline, for many headlines name nobody; with a tagger
// that knows no organisation; and without the frames, for the lexicon knows those of these articles too well.
func teach(t *testing.T) *teacher {
	l := &teacher{shipped: tag.Shipped(t), bare: tag.Bare(t)}
	sets, _ := filepath.Glob("../eval/testdata/*/*.jsonl")
	names, _ := filepath.Glob("../eval/testdata/*/*aliases.tsv")
	var text []byte
	for _, more := range strings.Split(*withNames, ",") {
		if strings.HasSuffix(more, ".tsv") {
			names = append(names, more)
		} else if more != "" {
			sets = append(sets, more)
		}
	}
	for _, name := range names {
		text = append(append(text, readFile(t, name)...), '\n')
	}
	l.aliases = eval.ReadAliases(text)
	for _, set := range sets {
		all, err := eval.ReadInputs(readFile(t, set))
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range all {
			if in.Gold != nil && in.Gold.Relevant {
				l.articles = append(l.articles, labelled{in, strings.TrimSuffix(filepath.Base(set), ".jsonl"), l.examples(in)})
			}
		}
	}
	return l
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (l *teacher) examples(in eval.Input) []example {
	whole := l.seen(l.shipped, in, 1)
	all := append(whole, l.seen(l.bare, in, 0.5)...)
	for _, e := range whole {
		for _, i := range tag.Framed {
			e.clues[i] = 0
		}
		e.weight = 0.5
		all = append(all, e)
	}
	in.Title = ""
	return append(all, l.seen(l.shipped, in, 0.5)...)
}

func (l *teacher) seen(tagger *tag.Tagger, in eval.Input, weight float64) (all []example) {
	names, _ := tagger.Names(in.Article(), tag.Prior[:])
	for _, n := range names {
		e := example{clues: n.Clues, weight: weight}
		for _, o := range in.Gold.Organisations {
			if l.aliases.Same(n.Value, o) {
				e.hit = 1
			}
		}
		all = append(all, e)
	}
	return all
}

// learn finds the weights that make the examples most likely, held near the prior; it is deterministic.
func learn(all []example) []float64 {
	const rounds, rate, swing, hold = 1200, 0.3, 0.9, 0.01
	w, speed, total := tag.Prior, [tag.ClueCount]float64{}, 0.0
	for _, e := range all {
		total += e.weight
	}
	for range rounds {
		var slope [tag.ClueCount]float64
		for _, e := range all {
			sum := 0.0
			for i, x := range e.clues {
				sum += w[i] * x
			}
			miss := e.weight * (e.hit - 1/(1+math.Exp(-sum)))
			for i, x := range e.clues {
				slope[i] += miss * x
			}
		}
		for i := range w {
			speed[i] = swing*speed[i] + slope[i]/total
			if i > 0 {
				speed[i] -= hold * (w[i] - tag.Prior[i])
			}
			w[i] += rate * speed[i]
		}
	}
	return w[:]
}

// TestLearnNames learns the weights, writes them, and tells how they do on sets that they were not learnt from: others
// labelled them. "bare" is what they do where the gazetteer knows none of the names.
func TestLearnNames(t *testing.T) {
	if !*learnNames {
		t.Skip("no -names")
	}
	l := teach(t)
	var sets []string
	for _, a := range l.articles {
		if !slices.Contains(sets, a.set) {
			sets = append(sets, a.set)
		}
	}
	all := map[string]*tally{"shipped": {}, "bare": {}}
	for _, set := range sets {
		var rest []example
		for _, a := range l.articles {
			if a.set != set {
				rest = append(rest, a.examples...)
			}
		}
		w := learn(rest)
		row := fmt.Sprintf("%-6s", set)
		for _, how := range []string{"shipped", "bare"} {
			one := &tally{}
			for _, a := range l.articles {
				if a.set == set {
					l.test(a, w, how, one)
				}
			}
			all[how].add(one)
			row += fmt.Sprintf(" %s %s", how, one)
		}
		fmt.Println(row)
	}
	fmt.Printf("all    shipped %s bare %s\n", all["shipped"], all["bare"])
	var examples []example
	for _, a := range l.articles {
		examples = append(examples, a.examples...)
	}
	writeWeights(t, learn(examples))
}

type tally struct{ right, wrong, missed float64 }

func (s *tally) add(o *tally) {
	s.right, s.wrong, s.missed = s.right+o.right, s.wrong+o.wrong, s.missed+o.missed
}

func (s *tally) String() string {
	return fmt.Sprintf("precision %.3f recall %.3f f1 %.3f", s.right/(s.right+s.wrong), s.right/(s.right+s.missed), 2*s.right/(2*s.right+s.wrong+s.missed))
}

func (l *teacher) test(a labelled, w []float64, how string, s *tally) {
	tagger := l.shipped
	if how == "bare" {
		tagger = l.bare
	}
	names, chosen := tagger.Names(a.Article(), w)
	before := *s
	for _, c := range chosen {
		if l.among(c, a.Gold.Organisations) {
			s.right++
		} else {
			s.wrong++
		}
	}
	for _, o := range a.Gold.Organisations {
		if !l.among(o, chosen) {
			s.missed++
		}
	}
	if *showNames && how == *showHow && (s.wrong > before.wrong || s.missed > before.missed) {
		fmt.Printf("%s %s %s: %s\n\twant %q, got %q;", how, a.set, a.ID, a.Title, a.Gold.Organisations, chosen)
		for _, n := range names[:min(len(names), 6)] {
			fmt.Printf(" %s %.1f", n.Value, n.Chance)
		}
		fmt.Println()
	}
}

func (l *teacher) among(name string, all []string) bool {
	for _, o := range all {
		if l.aliases.Same(name, o) {
			return true
		}
	}
	return false
}

func writeWeights(t *testing.T, w []float64) {
	var b bytes.Buffer
	b.WriteString("package tag\n\n// nameWeights say how much each clue counts. Written by: go test ./internal/tag -run TestLearnNames -names\nvar nameWeights = [clueCount]float64{\n")
	for i, name := range clueNames(t) {
		fmt.Fprintf(&b, "\t%s: %.2f,\n", name, w[i])
	}
	b.WriteString("}\n")
	text, err := format.Source(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("nameweights.go", text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// clueNames returns the names of the clues, as clues.go declares them.
func clueNames(t *testing.T) (names []string) {
	file, err := parser.ParseFile(token.NewFileSet(), "clues.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, s := range g.Specs {
			names = append(names, s.(*ast.ValueSpec).Names[0].Name)
		}
	}
	return names[:tag.ClueCount]
}
