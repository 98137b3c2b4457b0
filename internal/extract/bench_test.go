package extract

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
)

// The article extraction benchmark (scrapinghub/article-extraction-benchmark) is other publishers' text and is not in
// this repository. SAISON_EXTRACTION_BENCH names a folder with ground-truth.json and html/*.html.
var dump = flag.String("dump", "", "folder to write what was extracted and what was right, a page each")

type benchPage struct {
	id, url, want string
	html          []byte
}

func readBench(t testing.TB) []benchPage {
	dir := os.Getenv("SAISON_EXTRACTION_BENCH")
	if dir == "" {
		t.Skip("SAISON_EXTRACTION_BENCH names no folder")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(raw, &truth); err != nil {
		t.Fatal(err)
	}
	var pages []benchPage
	for id, p := range truth {
		b, err := os.ReadFile(filepath.Join(dir, "html", id+".html"))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, benchPage{id, p.URL, p.ArticleBody, b})
	}
	sort.Slice(pages, func(i, j int) bool { return pages[i].id < pages[j].id })
	return pages
}

func TestBench(t *testing.T) {
	pages := readBench(t)
	var all, even, odd []score
	start := time.Now()
	for i, p := range pages {
		a, blocks, err := read(p.html, "", p.url)
		if err != nil {
			t.Errorf("%s: %v", p.id, err)
		}
		if a.Text == "" {
			t.Errorf("%s: empty", p.id)
		}
		s := scoreOf(p.want, a.Text)
		all = append(all, s)
		if i%2 == 0 {
			even = append(even, s)
		} else {
			odd = append(odd, s)
		}
		t.Logf("%s f1 %.3f p %.3f r %.3f %s", p.id[:8], s.f1(), s.precision(), s.recall(), p.url)
		writeDump(t, p, a.Text, blocks)
	}
	elapsed := time.Since(start)
	fmt.Printf("all %v\neven %v\nodd %v\n%.1f ms a page\n", total(all), total(even), total(odd), elapsed.Seconds()*1000/float64(len(pages)))
}

func writeDump(t *testing.T, p benchPage, got string, blocks []block) {
	if *dump == "" {
		return
	}
	for name, text := range map[string]string{"got": got, "want": p.want, "blocks": listing(p.want, blocks)} {
		if err := os.WriteFile(filepath.Join(*dump, p.id[:8]+"."+name), []byte(text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	pages := readBench(b)
	n := 0
	for _, p := range pages {
		n += len(p.html)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		for _, p := range pages {
			if _, err := Page(p.html, "", p.url); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n)*100, "ms/100kB")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(pages))/1000, "ms/page")
}

// score counts shared, surplus and missing 4-grams of a page, each as a share of their sum, as the benchmark does.
type score struct{ tp, fp, fn float64 }

func (s score) precision() float64 { return ratio(s.tp, s.tp+s.fp) }
func (s score) recall() float64    { return ratio(s.tp, s.tp+s.fn) }
func (s score) f1() float64 {
	p, r := s.precision(), s.recall()
	return ratio(2*p*r, p+r)
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

var token = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func grams(text string) map[string]int {
	tokens := token.FindAllString(strings.ReplaceAll(text, "\u00ad", ""), -1)
	m := map[string]int{}
	if len(tokens) == 0 {
		return m
	}
	for i := range max(1, len(tokens)-3) {
		m[strings.Join(tokens[i:min(i+4, len(tokens))], " ")]++
	}
	return m
}

func scoreOf(want, got string) score {
	w, g := grams(want), grams(got)
	var s score
	for k, n := range w {
		s.tp += float64(min(n, g[k]))
		s.fn += float64(max(0, n-g[k]))
	}
	for k, n := range g {
		s.fp += float64(max(0, n-w[k]))
	}
	sum := s.tp + s.fp + s.fn
	if sum == 0 {
		return score{}
	}
	return score{s.tp / sum, s.fp / sum, s.fn / sum}
}

// result is the benchmark's figure over pages: the harmonic mean of mean precision and mean recall.
type result struct{ f1, p, r float64 }

func (r result) String() string { return fmt.Sprintf("F1 %.4f P %.4f R %.4f", r.f1, r.p, r.r) }

func total(scores []score) result {
	var p, r []float64
	for _, s := range scores {
		if s.tp+s.fp > 0 {
			p = append(p, s.precision())
		}
		if s.tp+s.fn > 0 {
			r = append(r, s.recall())
		}
	}
	mp, mr := mean(p), mean(r)
	return result{ratio(2*mp*mr, mp+mr), mp, mr}
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range slices.All(v) {
		sum += x
	}
	return ratio(sum, float64(len(v)))
}

// listing shows each block with its fate and whether it is in the right text.
func listing(want string, blocks []block) string {
	w := grams(want)
	var out strings.Builder
	for i := range blocks {
		b := &blocks[i]
		in, all := 0, 0
		for g, n := range grams(b.text) {
			all += n
			if w[g] > 0 {
				in += n
			}
		}
		if all == 0 {
			continue
		}
		right := 2*in > all
		if all == 1 {
			right = strings.Contains(want, b.text)
		}
		taken := b.kept && b.dropped == ""
		fate := "ok "
		if right && !taken {
			fate = "LOST"
		} else if !right && taken {
			fate = "LEAK"
		} else if !b.kept {
			continue
		}
		path := ""
		for n, d := b.node, 0; n != nil && d < 4; n, d = n.Parent, d+1 {
			path = n.Data + "." + attr(n, "class") + "#" + attr(n, "id") + " > " + path
		}
		fmt.Fprintf(&out, "%s k%v d[%s] c%d l%d s%d kind%d | %.160s | %s\n", fate, b.kept, b.dropped, b.chars, b.linked, b.inSite, b.kind, b.text, path)
	}
	return out.String()
}
