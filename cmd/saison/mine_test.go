package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// minePages are the addresses of My leaks.
var minePages = []string{"/mes-fuites/", "/nl/mijn-lekken/", "/en/my-leaks/"}

// mineReader is a reader in front of My leaks, on shipped content; asked is what the browser asked of the server.
type mineReader struct {
	*testing.T
	ctx   context.Context
	base  string
	files fstest.MapFS
	mu    sync.Mutex
	asked []string
}

func newMineReader(t *testing.T) *mineReader {
	r := &mineReader{T: t, ctx: browser(t)}
	files, err := shippedFiles()
	if err != nil {
		t.Fatal(err)
	}
	r.files = make(fstest.MapFS, len(files))
	for _, f := range files {
		r.files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	public := http.FileServerFS(r.files)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		r.mu.Lock()
		r.asked = append(r.asked, fmt.Sprint(q.Method, " ", q.URL, " ", q.Referer(), q.Header["Cookie"]))
		r.mu.Unlock()
		w.Header().Set("Cache-Control", "no-store")
		public.ServeHTTP(w, q)
	}))
	t.Cleanup(web.Close)
	r.base = web.URL
	return r
}

// open visits a page, and waits until all of My leaks is read.
func (r *mineReader) open(at string) {
	r.Helper()
	do(r.T, r.ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(r.base+at))
	r.ready()
}

func (r *mineReader) ready() {
	r.Helper()
	r.until(`document.getElementById("mine")?.hasAttribute("data-ready")`)
}

func (r *mineReader) until(js string) {
	r.Helper()
	for range 400 { // a page that is being left has no answer
		if ok, err := chromedp.Run(r.ctx, chromedp.Evaluate[bool](`Boolean(`+js+`)`)); err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	r.Fatalf("never so: %s", js)
}

// is reports a fact of the page that does not hold.
func (r *mineReader) is(js string) {
	r.Helper()
	if !value[bool](r.T, r.ctx, `Boolean(`+js+`)`) {
		r.Errorf("not so: %s", js)
	}
}

func (r *mineReader) act(name string) {
	r.Helper()
	value[int](r.T, r.ctx, fmt.Sprintf(`(document.querySelector("[data-act=%s]").click(), 1)`, name))
}

func (r *mineReader) keys(keys ...string) {
	r.Helper()
	for _, k := range keys {
		do(r.T, r.ctx, chromedp.KeyEvent(k))
	}
}

// tab presses Tab until the focus is where an expression says.
func (r *mineReader) tab(to string) {
	r.Helper()
	for range 60 {
		r.keys(kb.Tab)
		if value[bool](r.T, r.ctx, `document.activeElement.matches(`+"`"+to+"`"+`)`) {
			return
		}
	}
	r.Fatalf("Tab does not come to %s", to)
}

const (
	firstStep = `[data-name=general-fr] li:first-child [data-step]`
	mineKept  = `localStorage.getItem("saison.mine")`
	mineChips = `[...document.querySelectorAll("#mine-list [data-remove]")].map((b) => b.dataset.remove).join()`
)

// A reader with a keyboard only ticks an organisation and a step, comes back, keeps a file, erases all, and opens the file.
func TestMine(t *testing.T) {
	r := newMineReader(t)
	for _, at := range minePages {
		r.open(at)
		r.is(mineKept + ` === null`)
		r.tab(`#mine-q`)
		r.keys("chronpost") // with a typo
		r.until(`document.querySelector("#mine-found input")?.dataset.key === "chronopost"`)
		r.is(mineKept + ` === null`)
		r.keys(kb.ArrowDown, " ")
		r.until(mineChips + ` === "chronopost"`)
		r.is(`document.getElementById("mine-status").textContent.startsWith("Chronopost")`)
		r.tab(firstStep)
		r.keys(" ")
		r.is(`document.getElementById("mine-done").textContent.startsWith("1 / ")`)
		do(t, r.ctx, chromedp.Reload())
		r.ready()
		r.is(mineChips + ` === "chronopost"`)
		r.is(`document.querySelector('` + firstStep + `').checked`)
		r.is(`document.querySelector('#mine-out a[href$="/chronopost-2025-01/"]')`)
		r.is(`document.querySelector('#mine-steps a[href$="/chronopost-2025-01/"]')`)
		file := r.export("save", "*.json")
		r.tab(`[data-remove=chronopost]`)
		r.keys(kb.Enter)
		r.until(mineChips + ` === ""`)
		r.is(`document.activeElement.id === "mine-q"`)
		r.act("clear")
		r.is(mineKept + ` === null`)
		r.is(`document.querySelector("[data-show=out]").hidden && document.querySelector("[data-show=todo]").hidden`)
		do(t, r.ctx, chromedp.SetUploadFiles(chromedp.CSS(`#mine-file`), []string{file}))
		r.until(mineChips + ` === "chronopost"`)
		r.is(`document.querySelector('` + firstStep + `').checked`)
		r.act("clear")
		r.act("undo")
		r.is(mineChips + ` === "chronopost" && ` + mineKept + ` !== null`)
		r.act("clear")
	}
	other := filepath.Join(t.TempDir(), "other.json")
	if err := os.WriteFile(other, []byte(`{"on": {"free": 1}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	do(t, r.ctx, chromedp.SetUploadFiles(chromedp.CSS(`#mine-file`), []string{other}))
	r.until(`document.getElementById("mine-note").textContent !== ""`)
	r.is(mineKept + ` === null`)
	odd := `{"format": 1, "on": {"free": {"free-2024-10": 7}, "<b>": 0, "__proto__": {}, "constructor": []}, "done": [1, "general-fr.0", {}]}`
	if err := os.WriteFile(other, []byte(odd), 0o600); err != nil {
		t.Fatal(err)
	}
	do(t, r.ctx, chromedp.SetUploadFiles(chromedp.CSS(`#mine-file`), []string{other}))
	r.until(mineChips + ` === "constructor,free" && document.querySelector("#mine-out .leak")`)
	r.is(`document.querySelector('` + firstStep + `').checked`) // an older list names a step by its place
	r.is(mineKept + `.includes(document.querySelector('` + firstStep + `').dataset.step) && !` + mineKept + `.includes("general-fr.0")`)
}

// export saves the list as a file, by the act of a name.
func (r *mineReader) export(act, pattern string) string {
	r.Helper()
	dir := r.TempDir()
	_, err := chromedp.Call(r.ctx, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: dir})
	if err != nil {
		r.Fatal(err)
	}
	r.act(act)
	for range 200 {
		names, _ := filepath.Glob(filepath.Join(dir, pattern))
		if len(names) == 1 {
			return names[0]
		}
		time.Sleep(50 * time.Millisecond)
	}
	r.Fatal("no file is saved")
	return ""
}

// A link shows its list and keeps nothing until the reader says so; the button of an incident adds to the list; what came
// since is told, until it is read.
func TestMineShared(t *testing.T) {
	r := newMineReader(t)
	for _, at := range minePages {
		r.open(at + "#o=chronopost,nobody-knows")
		r.is(mineChips + ` === "chronopost,nobody-knows"`)
		r.is(`!document.getElementById("mine-guest").hidden && ` + mineKept + ` === null`)
		r.act("link")
		r.is(`document.querySelector("#mine-link input").value === location.href`)
		value[int](t, r.ctx, `(document.querySelector("[data-remove=nobody-knows]").click(), 1)`)
		r.is(mineKept + ` === null`)
		r.act("adopt")
		r.is(`document.getElementById("mine-guest").hidden && location.hash === "" && JSON.parse(` + mineKept + `).on.chronopost`)
		value[int](t, r.ctx, `(localStorage.setItem("saison.mine", '{"format":1,"on":{"chronopost":{}},"done":[]}'), 1)`)
		r.open(at)
		r.is(`!document.querySelector("[data-show=new]").hidden && document.querySelector('#mine-new a[href$="/chronopost-2025-01/"]')`)
		r.act("read")
		r.is(`document.querySelector("[data-show=new]").hidden`)
		do(t, r.ctx, chromedp.Reload())
		r.ready()
		r.is(`document.querySelector("[data-show=new]").hidden`)
		r.act("clear")
	}
	for _, at := range []string{"/fuites/chronopost-2025-01/", "/nl/organisaties/chronopost/"} {
		do(t, r.ctx, chromedp.Navigate(r.base+at))
		r.until(`document.querySelector("button[data-mine=chronopost], button.mine-button")`)
		r.is(mineKept + ` === null`)
		value[int](t, r.ctx, `(document.querySelector("button.mine-button").click(), 1)`)
		r.is(`document.querySelector("button.mine-button.is-on")`)
		r.open("/en/my-leaks/")
		r.is(mineChips + ` === "chronopost"`)
		r.is(`document.querySelector("[data-show=new]").hidden`)
		r.act("clear")
	}
}

// incidents reads the open data of a built site.
func (r *mineReader) incidents() (list []struct {
	Status    string   `json:"status"`
	DataTypes []string `json:"data_types"`
}) {
	r.Helper()
	text := r.files["data/incidents.json"].Data
	var doc struct{ Incidents json.RawMessage }
	if json.Unmarshal(text, &doc) == nil && doc.Incidents != nil {
		text = doc.Incidents
	}
	if err := json.Unmarshal(text, &list); err != nil {
		r.Fatal(err)
	}
	return list
}

// What is only claimed, denied or withdrawn is told apart: it is not out. Every organisation of the open data is ticked.
func TestMineCountsWhatIsSure(t *testing.T) {
	r := newMineReader(t)
	out := map[string]bool{}
	sure, others := 0, 0
	for _, i := range r.incidents() {
		if i.Status != "confirmed" && i.Status != "disputed" {
			others++
			continue
		}
		sure++
		for _, d := range i.DataTypes {
			out[d] = true
		}
	}
	if others == 0 {
		t.Fatal("no incident that is claimed or denied to test with")
	}
	r.open("/en/my-leaks/")
	keys := value[string](t, r.ctx, `(async () => {
		const rows = await (await fetch(document.getElementById("mine").dataset.organisations)).json();
		return rows.map(([name, key]) => key || [name].flat()[0].toLowerCase().replaceAll(" ", "-")).join();
	})()`)
	r.open("/en/my-leaks/#o=" + keys)
	if got := value[int](t, r.ctx, `document.querySelectorAll("#mine-out .leak").length`); got != len(out) {
		t.Errorf("%d types of data are out, want %d", got, len(out))
	}
	if got := value[int](t, r.ctx, `document.querySelectorAll("#mine-doubt li").length`); got != others {
		t.Errorf("%d incidents are told apart, want %d", got, others)
	}
	if got := value[int](t, r.ctx, `document.querySelectorAll("#mine-steps > li").length`); got != sure+others {
		t.Errorf("%d incidents over time, want %d", got, sure+others)
	}
}

// What the browser asks of the server is the same whatever is ticked, shared, saved or erased, and nothing of it is told.
func TestMineIsSilent(t *testing.T) {
	r := newMineReader(t)
	during := func(do func()) string {
		r.mu.Lock()
		r.asked = nil
		r.mu.Unlock()
		do()
		value[int](t, r.ctx, `new Promise((done) => setTimeout(done, 300, 1))`)
		r.mu.Lock()
		defer r.mu.Unlock()
		slices.Sort(r.asked)
		return strings.Join(r.asked, "\n")
	}
	at := minePages[0]
	r.open(at) // what a browser asks once: the icon
	none := during(func() { r.open(at) })
	if !strings.Contains(none, "/data/search/") || strings.Contains(none, "Cookie") {
		t.Fatalf("asked:\n%s", none)
	}
	acts := during(func() {
		r.tab(`#mine-q`)
		r.keys("free", kb.Enter)
		r.until(mineChips + ` !== ""`)
		value[int](t, r.ctx, `(document.querySelector("[data-sector=telecom]").open = true, 1)`)
		r.act("link")
		r.export("save", "*.json")
	})
	if acts != "" {
		t.Errorf("ticking asks:\n%s", acts)
	}
	for name, some := range map[string]string{"with a list": during(func() { r.open(at) }), "with a link": during(func() { r.open(at + "#o=chronopost,bpost") })} {
		if some != none {
			t.Errorf("%s the browser asks:\n%s\nwithout:\n%s", name, some, none)
		}
	}
}

// Full or empty, on a narrow screen, light and dark, the page has no fault that axe-core finds and does not scroll sideways.
func TestMineForAll(t *testing.T) {
	r := newMineReader(t)
	w := &watcher{base: r.base}
	if err := chromedp.Listen(r.ctx, w.hear); err != nil {
		t.Fatal(err)
	}
	axe := axeScript(t)
	for _, at := range minePages {
		for _, light := range []string{"light", "dark"} {
			if err := scheme(r.ctx, light); err != nil {
				t.Fatal(err)
			}
			do(t, r.ctx, chromedp.EmulateViewport(320, 700))
			r.open(at + "#o=chronopost,free,france-travail,bpost,viamedis")
			value[int](t, r.ctx, `(document.querySelectorAll("[data-sector]").forEach((e) => { e.open = true; }), 1)`)
			value[int](t, r.ctx, `(() => { const q = document.getElementById("mine-q"); q.value = "mut"; q.dispatchEvent(new Event("input")); return 1; })()`)
			r.act("link")
			r.until(`document.querySelectorAll("#mine-found input").length > 2 && document.querySelectorAll(".mine-doors input").length > 50`)
			r.is(`document.documentElement.scrollWidth <= innerWidth`)
			facts := w.take()
			if axe != "" {
				do(t, r.ctx, chromedp.Evaluate[chromedp.Void](axe+";0"))
				options := map[string]string{"light": `{}`, "dark": `{runOnly: ["color-contrast", "link-in-text-block"]}`}
				found, err := axeRun(r.ctx, options[light])
				if err != nil {
					t.Fatal(err)
				}
				facts = append(facts, found...)
			}
			for _, fact := range facts {
				t.Errorf("%s (%s): %s", at, light, fact)
			}
		}
	}
}

// Without scripts the page says so, shows the combinations and the advice, and leads to the lists.
func TestMineWithoutScripts(t *testing.T) {
	r := newMineReader(t)
	if _, err := chromedp.Call(r.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	for _, at := range minePages {
		do(t, r.ctx, chromedp.Navigate(r.base+at))
		r.is(`document.querySelector("noscript") && document.querySelector("main").innerText.includes("JavaScript")`)
		r.is(`document.querySelectorAll("noscript a, .page-head a").length > 2`)
		r.is(`[...document.querySelectorAll("[data-live]")].every((e) => e.getClientRects().length === 0)`)
		r.is(`[...document.querySelectorAll("[data-plain] h3")].length > 10 && [...document.querySelectorAll("[data-plain]")].every((e) => e.getClientRects().length)`)
	}
}
