package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"saison/internal/site"
)

// browser starts Chromium, or skips with one line where it is missing; CI forbids the skip.
func browser(t *testing.T) context.Context {
	t.Helper()
	bin, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("SAISON_REQUIRE_CHROMIUM") != "" {
			t.Fatal("chromium is not installed, and SAISON_REQUIRE_CHROMIUM is set")
		}
		t.Skip("chromium is not installed")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(bin), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.WSURLReadTimeout(time.Minute))
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// shippedFiles is the site of the shipped content, made once for all the tests.
var shippedFiles = sync.OnceValues(func() ([]site.File, error) {
	a, err := shippedApp(os.TempDir())
	if err != nil {
		return nil, err
	}
	src, c, mistakes := a.readAll()
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	return a.siteFiles(src, c)
})

// shippedSite serves the site of the shipped content, and returns its address and one page of each kind and language.
func shippedSite(t *testing.T) (base string, pages []string) {
	t.Helper()
	files, err := shippedFiles()
	if err != nil {
		t.Fatal(err)
	}
	return serveFiles(t, files), onePageOfEachKind(t, files)
}

// serveFiles serves a site from memory, each file under the path of its name.
func serveFiles(t *testing.T, files []site.File) (base string) {
	t.Helper()
	public := make(fstest.MapFS, len(files))
	for _, f := range files {
		public[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	web := httptest.NewServer(http.FileServerFS(public))
	t.Cleanup(web.Close)
	return web.URL
}

// onePageOfEachKind: pages of one kind are in one folder of one language; the longest stands for all.
func onePageOfEachKind(t *testing.T, files []site.File) []string {
	t.Helper()
	longest, size := make(map[string]string), make(map[string]int)
	for _, f := range files {
		if path.Ext(f.Name) != ".html" {
			continue
		}
		page := strings.TrimSuffix(f.Name, "index.html")
		parts := strings.Split(strings.TrimSuffix(page, "/"), "/")
		kind := fmt.Sprintf("%d %s", len(parts), parts[0])
		if len(parts) > 1 && slices.Contains([]string{"nl", "en"}, parts[0]) {
			kind += " " + parts[1]
		}
		if len(f.Data) > size[kind] {
			longest[kind], size[kind] = page, len(f.Data)
		}
	}
	var pages []string
	for _, p := range longest {
		pages = append(pages, p)
	}
	slices.Sort(pages)
	if len(pages) < 30 {
		t.Fatalf("only %d kinds of pages: %v", len(pages), pages)
	}
	return pages
}

// watcher hears what a page does that it should not.
type watcher struct {
	mu   sync.Mutex
	base string
	bad  []string
}

func (w *watcher) hear(e any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := e.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, w.base) && !strings.HasPrefix(e.Request.URL, "data:") && !strings.HasPrefix(e.Request.URL, "about:") {
			w.bad = append(w.bad, "asks "+e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			w.bad = append(w.bad, fmt.Sprintf("%d for %s", e.Response.Status, e.Response.URL))
		}
	case *runtime.EventExceptionThrown:
		w.bad = append(w.bad, "throws "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			w.bad = append(w.bad, fmt.Sprintf("console: %+v", e.Args))
		}
	}
}

func (w *watcher) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	bad := w.bad
	w.bad = nil
	return bad
}

// tabs is in how many tabs pages are looked at side by side.
const tabs = 3

// Every kind of page in every language: nothing in the console, no request to elsewhere, no scroll sideways on a narrow
// screen, and no accessibility fault that axe-core finds, light and dark.
func TestPagesInChromium(t *testing.T) {
	ctx := browser(t)
	base, pages := shippedSite(t)
	axe := axeScript(t)
	next := make(chan string, len(pages))
	for _, page := range pages {
		next <- page
	}
	close(next)
	var all sync.WaitGroup
	for range tabs {
		all.Go(func() {
			tab, cancel := chromedp.NewContext(ctx)
			defer cancel()
			w := &watcher{base: base}
			if err := chromedp.Listen(tab, w.hear); err != nil {
				t.Error(err)
				return
			}
			for page := range next {
				facts, err := inspect(tab, base+"/"+page, axe)
				if err != nil {
					t.Errorf("/%s: %v", page, err)
				}
				for _, fact := range append(facts, w.take()...) {
					t.Errorf("/%s: %s", page, fact)
				}
			}
		})
	}
	all.Wait()
}

// inspect opens a page on a narrow screen and returns its faults: all of them in the light, then those of colour in the dark.
func inspect(ctx context.Context, page, axe string) (facts []string, err error) {
	if err := scheme(ctx, "light"); err != nil {
		return nil, err
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(320, 700), chromedp.Navigate(page)); err != nil {
		return nil, err
	}
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.documentElement.scrollWidth <= innerWidth ? "" : [...document.querySelectorAll("main *, footer *")]
		.filter(e => e.getBoundingClientRect().right > innerWidth).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ") || "?"`))
	if err != nil {
		return nil, err
	}
	if wide != "" {
		facts = append(facts, "scrolls sideways at 320 pixels: "+wide)
	}
	if axe == "" {
		return facts, nil
	}
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe+";0")); err != nil {
		return nil, err
	}
	lang, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.documentElement.lang"))
	if err != nil {
		return nil, err
	}
	if lang != "fr" { // made of the same templates and colours as the French page: only words can be wrong
		light, err := axeRun(ctx, `{runOnly: {type: "rule", values: ["html-has-lang", "html-lang-valid", "valid-lang", "document-title", "link-name", "button-name",
			"label", "empty-heading", "heading-order", "landmark-unique", "summary-name", "svg-img-alt", "select-name", "aria-allowed-attr", "frame-title"]}}`)
		return append(facts, light...), err
	}
	light, err := axeRun(ctx, `{}`)
	if err != nil {
		return nil, err
	}
	if err := scheme(ctx, "dark"); err != nil {
		return nil, err
	}
	dark, err := axeRun(ctx, `{runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}, rules: {}}`)
	for _, fact := range dark {
		facts = append(facts, "in the dark: "+fact)
	}
	return append(facts, light...), err
}

// scheme chooses light or dark, without a transition between the two: axe would see the colours half way.
func scheme(ctx context.Context, name string) error {
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	return err
}

// axeScript is axe-core, which CI installs from .ci/package.json; without it its checks are left out, except in CI.
func axeScript(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../.ci/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("SAISON_REQUIRE_CHROMIUM") != "" {
			t.Fatal("axe-core is not installed: npm ci --prefix .ci")
		}
		t.Log("axe-core is not installed (npm ci --prefix .ci): its checks are left out")
	}
	return string(text)
}

// axeRun returns what axe-core finds with these options.
func axeRun(ctx context.Context, options string) (facts []string, err error) {
	result, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run(Object.assign({resultTypes: ["violations"], preload: false, elementRef: false}, `+options+`))
		.then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | "))))`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, err
	}
	return facts, json.Unmarshal([]byte(result), &facts)
}

// The site is of use without scripts: each kind of page says what it is, and links on.
func TestPagesWithoutScripts(t *testing.T) {
	ctx := browser(t)
	base, pages := shippedSite(t)
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if lang := strings.SplitN(page, "/", 2)[0]; (lang == "nl" || lang == "en") && page != lang+"/" {
			continue // the same templates
		}
		do(t, ctx, chromedp.Navigate(base+"/"+page))
		title, text := value[string](t, ctx, "document.title"), value[string](t, ctx, `document.querySelector("main").innerText`)
		if title == "" || len(text) < 40 {
			t.Errorf("/%s without scripts: title %q, text %q", page, title, text)
		}
	}
}

// do carries out actions in the tab.
func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// value is what an expression is worth in the page, once it has settled.
func value[T any](t *testing.T, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.80s: %v", js, err)
	}
	return v
}

// The search page finds a shipped incident with a typo and without an accent, by keyboard alone.
func TestSearchOnShippedContent(t *testing.T) {
	ctx := browser(t)
	base, _ := shippedSite(t)
	for _, tt := range []struct{ page, query, want string }{
		{"recherche/", "chronpost", "chronopost-2025-01"},
		{"nl/zoeken/", "bpost", "bpost-2025-12"},
		{"en/search/", "pole emploi", "france-travail-"},
	} {
		searchFor(t, ctx, base+"/"+tt.page, tt.query, tt.want)
	}
}

// A site published below a folder, as on the pages of a forge: its script finds its index, and results lead to pages.
func TestBelowAFolderOnShippedContent(t *testing.T) {
	ctx := browser(t)
	a, err := shippedApp(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	src, c, mistakes := a.readAll()
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	c.Site.BaseURL = "https://forge.example/saison/"
	files, err := a.siteFiles(src, c)
	if err != nil {
		t.Fatal(err)
	}
	for n := range files {
		files[n].Name = "saison/" + files[n].Name
	}
	base := serveFiles(t, files)
	w := &watcher{base: base + "/saison/"}
	if err := chromedp.Listen(ctx, w.hear); err != nil {
		t.Fatal(err)
	}
	searchFor(t, ctx, base+"/saison/nl/zoeken/", "bpost", "bpost-2025-12")
	for _, fact := range w.take() {
		t.Error(fact)
	}
}

// searchFor types a query into a search page and follows the result that is wanted.
func searchFor(t *testing.T, ctx context.Context, page, query, want string) {
	t.Helper()
	do(t, ctx, chromedp.Navigate(page), chromedp.SendKeys(chromedp.CSS(`#search input[type="search"]`), query))
	link := value[string](t, ctx, fmt.Sprintf(`new Promise((done, fail) => {
		const look = (n) => {
			const a = document.querySelector('#search a[href*=%q]');
			a ? done(a.href) : n ? setTimeout(look, 50, n - 1) : fail("nothing found");
		};
		look(200);
	})`, want))
	resp, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("%s: %q leads to %s: %s", page, query, link, resp.Status)
	}
}
