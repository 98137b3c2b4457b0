package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// shift is how far things have moved by themselves since the page was opened.
const shift = `new Promise((done) => {
	const seen = [];
	new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({type: "layout-shift", buffered: true});
	setTimeout(() => done(seen.filter((e) => !e.hadRecentInput).map((e) => e.value.toFixed(4) + " " +
		[...e.sources].map((s) => (s.node?.outerHTML || s.node?.textContent || "?").slice(0, 80)).join(" | ")).join("\n")), 600);
})`

// Nothing moves by itself on the pages that fill themselves: opened empty, opened with a state in the address, typed in.
func TestNothingMoves(t *testing.T) {
	r := newMineReader(t)
	for _, width := range []int64{375, 1440} {
		do(t, r.ctx, chromedp.EmulateViewport(width, 900))
		for _, at := range []string{"/mes-fuites/", "/mes-fuites/#o=chronopost,free,bpost"} {
			r.open(at)
			r.tab(`#mine-q`)
			r.keys("f", "r", "e", "e")
			r.until(`document.querySelector("#mine-found input")`)
			if moved := value[string](t, r.ctx, shift); moved != "" {
				t.Errorf("%s at %d: %s", at, width, moved)
			}
		}
		for _, at := range []string{"/recherche/", "/recherche/?q=iban", "/recherche/?country=BE&sort=people", "/recherche/?q=mot+de+passe&type=email"} {
			do(t, r.ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(r.base+at))
			r.until(`document.querySelector(".search-out")`)
			if strings.Contains(at, "?") {
				r.until(`document.querySelector(".search-link") && document.querySelector(".search-loading").hidden`)
			}
			r.tab(`#q`)
			r.keys(" ", "i", "b")
			r.until(`document.querySelector(".search-link") && document.querySelector(".search-loading").hidden`)
			if moved := value[string](t, r.ctx, shift); moved != "" {
				t.Errorf("%s at %d: %s", at, width, moved)
			}
		}
	}
}
