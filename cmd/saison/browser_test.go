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
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
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

// shippedSite builds the shipped content, serves it, and returns its address and one page of each kind and language.
func shippedSite(t *testing.T) (base string, pages []string) {
	t.Helper()
	a := shipped(t)
	if err := a.build(); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(http.FileServer(http.Dir(a.public)))
	t.Cleanup(web.Close)
	return web.URL, onePageOfEachKind(t, a.public)
}

// onePageOfEachKind: pages of one kind are in one folder of one language; the longest stands for all.
func onePageOfEachKind(t *testing.T, public string) []string {
	t.Helper()
	longest := make(map[string]string)
	size := make(map[string]int64)
	err := filepath.WalkDir(public, func(p string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".html" {
			return err
		}
		rel, _ := filepath.Rel(public, p)
		rel = filepath.ToSlash(rel)
		page := strings.TrimSuffix(rel, "index.html")
		parts := strings.Split(strings.TrimSuffix(page, "/"), "/")
		kind := fmt.Sprintf("%d %s", len(parts), parts[0])
		if len(parts) > 1 && slices.Contains([]string{"nl", "en"}, parts[0]) {
			kind += " " + parts[1]
		}
		info, err := d.Info()
		if err == nil && info.Size() > size[kind] {
			longest[kind], size[kind] = page, info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
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

// Every kind of page in every language: nothing in the console, no request to elsewhere, no scroll sideways on a narrow
// screen, and no accessibility fault that axe-core finds, light and dark.
func TestPagesInChromium(t *testing.T) {
	ctx := browser(t)
	base, pages := shippedSite(t)
	w := &watcher{base: base}
	if err := chromedp.Listen(ctx, w.hear); err != nil {
		t.Fatal(err)
	}
	axe := axeScript(t)
	for _, page := range pages {
		for _, scheme := range []string{"light", "dark"} {
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			do(t, ctx, chromedp.EmulateViewport(320, 700), chromedp.Navigate(base+"/"+page))
			wide := value[bool](t, ctx, `document.documentElement.scrollWidth > innerWidth`)
			if wide {
				t.Errorf("/%s scrolls sideways at 320 pixels", page)
			}
			for _, fact := range axeRun(ctx, t, axe) {
				t.Errorf("/%s (%s): %s", page, scheme, fact)
			}
		}
		for _, fact := range w.take() {
			t.Errorf("/%s %s", page, fact)
		}
	}
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

func axeRun(ctx context.Context, t *testing.T, axe string) (facts []string) {
	t.Helper()
	if axe == "" {
		return nil
	}
	do(t, ctx, chromedp.Evaluate[chromedp.Void](axe+";0"))
	result := value[string](t, ctx, `axe.run({resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(v =>
		v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | "))))`)
	err := json.Unmarshal([]byte(result), &facts)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

// The site is of use without scripts: each kind of page says what it is, and links on.
func TestPagesWithoutScripts(t *testing.T) {
	ctx := browser(t)
	base, pages := shippedSite(t)
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
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
		do(t, ctx, chromedp.Navigate(base+"/"+tt.page), chromedp.SendKeys(chromedp.CSS(`#search input[type="search"]`), tt.query))
		link := value[string](t, ctx, fmt.Sprintf(`new Promise((done, fail) => {
			const look = (n) => {
				const a = document.querySelector('#search a[href*=%q]');
				a ? done(a.href) : n ? setTimeout(look, 50, n - 1) : fail("nothing found");
			};
			look(200);
		})`, tt.want))
		if resp, err := http.Get(base + path.Clean(strings.TrimPrefix(link, base)) + "/"); err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %q leads to %s: %v", tt.page, tt.query, link, err)
		}
	}
}
