package tag

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/format"
	"math"
	"os"
	"testing"

	"saison/internal/news"
)

var train = flag.Bool("train", false, "learn the weights of relevance from the labelled articles and write weights.go")

// example is a labelled article as the model sees it.
type example struct {
	id       string
	signals  signals
	relevant bool
	weight   float64
}

var trainingFiles = []string{"../eval/testdata/gold/dev.jsonl", "../eval/testdata/gold/more.jsonl", "../eval/testdata/own/own.jsonl",
	"../eval/testdata/gold/fresh.jsonl", "../eval/testdata/gold/later.jsonl", "../eval/testdata/gold/wave.jsonl", "../eval/testdata/gold/tide.jsonl"}

func examples(t testing.TB) []example {
	tagger := shipped(t)
	var all []example
	for _, file := range trainingFiles {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(bytes.NewReader(text))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var l struct {
				ID, Lang, Outlet, Published, Title, Text string
				Gold                                     struct{ Relevant bool }
			}
			if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			_, s := tagger.reading(news.Article{Lang: l.Lang, Outlet: l.Outlet, Title: l.Title, Text: l.Text, Published: news.Date(l.Published)})
			all = append(all, example{id: l.ID, signals: *s, relevant: l.Gold.Relevant})
		}
	}
	return all
}

// thinned adds to each report of a leak the same with one signal missing: the press will always find words for it that
// the lexicon lacks, and no signal may be worth so much that its absence loses the article.
func thinned(all []example) []example {
	var more []example
	for _, e := range all {
		e.weight = 1
		from := len(more)
		more = append(more, e)
		for i := headOut; e.relevant && i <= admits; i++ {
			if e.signals[i] > 0 {
				e.signals[i], e.weight = 0, 1
				more = append(more, e)
				e.signals = more[from].signals
			}
		}
		for i := range more[from:] {
			more[from+i].weight = 1 / float64(len(more)-from)
		}
	}
	return more
}

// learn finds the weights that make the examples most likely, held small; it is deterministic.
func learn(examples []example) (w signals) {
	all := thinned(examples)
	const rounds, rate, hold = 4000, 0.5, 0.003
	for range rounds {
		var slope signals
		for _, e := range all {
			sum := 0.0
			for i, x := range e.signals {
				sum += w[i] * x
			}
			miss := e.weight * (one(e.relevant) - 1/(1+math.Exp(-sum)))
			for i, x := range e.signals {
				slope[i] += miss * x
			}
		}
		for i := range w {
			step := slope[i] / float64(len(examples))
			if signal(i) != always {
				step -= hold * w[i]
			}
			w[i] += rate * step
		}
	}
	return w
}

func chance(w, s signals) float64 {
	sum := 0.0
	for i := range w {
		sum += w[i] * s[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// TestTrain learns the weights, writes them, and tells how they do on articles that they were not learnt from.
func TestTrain(t *testing.T) {
	if !*train {
		t.Skip("no -train")
	}
	all := examples(t)
	scores := make([]float64, len(all))
	const folds = 10
	for fold := range folds {
		var rest []example
		for i, e := range all {
			if i%folds != fold {
				rest = append(rest, e)
			}
		}
		w := learn(rest)
		for i, e := range all {
			if i%folds == fold {
				scores[i] = chance(w, e.signals)
			}
		}
	}
	for _, least := range []float64{0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.91, 0.92, 0.95} {
		var right, wrong, missed float64
		for i, e := range all {
			switch {
			case e.relevant && scores[i] >= least:
				right++
			case e.relevant:
				missed++
			case scores[i] >= least:
				wrong++
			}
		}
		fmt.Printf("%.2f precision %.3f recall %.3f f1 %.3f\n", least, right/(right+wrong), right/(right+missed), 2*right/(2*right+wrong+missed))
	}
	for i, e := range all {
		if e.relevant != (scores[i] >= relevant) {
			fmt.Printf("%s %v %.3f %.2f\n", e.id, e.relevant, scores[i], e.signals)
		}
	}
	write(t, learn(all))
}

var signalNames = []string{"always", "headOut", "leadOut", "bodyOut", "named", "manyTypes", "somePeople", "told", "attacked", "claims", "admits", "noHint",
	"untakenTop", "untakenBelow", "otherTop", "otherBelow", "notData", "advises", "advisesTop", "nobody", "dated", "warns", "sourceless", "mute"}

func write(t *testing.T, w signals) {
	var b bytes.Buffer
	b.WriteString("package tag\n\n// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train\nvar weights = [...]float64{\n")
	for i, name := range signalNames {
		fmt.Fprintf(&b, "\t%.2f, // %s\n", w[i], name)
	}
	b.WriteString("}\n")
	text, err := format.Source(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("weights.go", text, 0o644); err != nil {
		t.Fatal(err)
	}
}
