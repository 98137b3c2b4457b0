package search

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// typed puts text in the field as typing does.
func typed(t *testing.T, ctx context.Context, text string) {
	t.Helper()
	eval[bool](t, ctx, `(() => { const i = document.querySelector('#search input[type=search]'); i.focus(); i.value = "`+text+`"; return i.dispatchEvent(new Event('input', {bubbles: true})); })()`)
}

func press(t *testing.T, ctx context.Context, keys string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.KeyEvent(keys)); err != nil {
		t.Fatal(err)
	}
}

const (
	firstLink = `document.querySelector('.search-link')?.getAttribute('href')`
	found     = `document.querySelectorAll('.search-result').length`
	loaded    = `document.querySelector('.search-loading')?.hidden`
)

// A search as a reader makes one: typed, narrowed, shared, gone back from, walked through by keyboard.
func TestPage(t *testing.T) {
	ctx := browser(t)
	s := serve(t, real(t))
	visit(t, ctx, s.URL+"/nl/")
	wait(t, ctx, `document.querySelector('.search-out')`)
	before := s.requests.Load()
	if before > 3 {
		t.Errorf("%d requests before the reader turns to the search", before)
	}
	typed(t, ctx, "mobistar")
	wait(t, ctx, firstLink+` === '/nl/lekken/orange-belgium-2025-07/'`)
	wait(t, ctx, loaded)
	wait(t, ctx, `!document.querySelector('.search-out.is-waiting')`) // counts follow results
	requests := s.requests.Load()
	row := eval[string](t, ctx, `document.querySelector('.search-result').innerText`)
	for _, want := range []string{"Gevonden op: Orange Belgium (Mobistar)", "20 augustus 2025", "België", "850.000 personen", "Bevestigd"} {
		if !strings.Contains(row, want) {
			t.Errorf("%q is not in the row:\n%s", want, row)
		}
	}
	wait(t, ctx, `document.querySelector('[role=status]').textContent === '1 incident gevonden'`)
	wait(t, ctx, `location.search === '?q=mobistar'`)
	if !eval[bool](t, ctx, `document.querySelector('[data-static]').hidden`) {
		t.Error("the static lists stay beside results")
	}

	typed(t, ctx, "iban")
	wait(t, ctx, `document.querySelectorAll('[name=country]').length === 2`)
	eval[int](t, ctx, `(document.querySelector('[name=country][value=BE]').click(), 1)`)
	wait(t, ctx, `location.search === '?q=iban&country=BE'`)
	wait(t, ctx, `[...document.querySelectorAll('.search-facts')].every((e) => e.textContent.includes('België'))`)
	eval[int](t, ctx, `(document.querySelector('[name=sector][value=finance]').click(), 1)`)
	wait(t, ctx, `location.search === '?q=iban&country=BE&sector=finance'`)
	eval[int](t, ctx, `(history.back(), 1)`)
	wait(t, ctx, `location.search === '?q=iban&country=BE' && !document.querySelector('[name=sector][value=finance]').checked`)

	press(t, ctx, kb.Escape)
	typed(t, ctx, "iban")
	press(t, ctx, kb.ArrowDown)
	press(t, ctx, kb.ArrowDown)
	if !eval[bool](t, ctx, `document.activeElement === document.querySelectorAll('.search-link')[1]`) {
		t.Error("two arrows down are not at the second result")
	}
	press(t, ctx, kb.Escape)
	press(t, ctx, kb.Escape)
	wait(t, ctx, `document.activeElement.matches('input[type=search]') && document.activeElement.value === ''`)
	eval[int](t, ctx, `(document.activeElement.blur(), 1)`)
	if eval[bool](t, ctx, `document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true, cancelable: true}))`) ||
		!eval[bool](t, ctx, `document.activeElement.matches('input[type=search]')`) {
		t.Error("/ does not lead to the field")
	}

	typed(t, ctx, "zzyzx")
	wait(t, ctx, `document.querySelector('.search-note').textContent.startsWith('Controleer')`)
	if n := s.requests.Load(); n != requests {
		t.Errorf("%d requests after the index was loaded", n-requests)
	}
}

// A shared address opens as it was left, with two facets of one kind and an order.
func TestAddress(t *testing.T) {
	ctx := browser(t)
	s := serve(t, real(t))
	visit(t, ctx, s.URL+"/en/?q=2025&sector=sport&type=birth_date&type=email&sort=date")
	wait(t, ctx, loaded)
	state := eval[[]string](t, ctx, `[...document.querySelectorAll('.search-facets :checked')].map((e) => e.name + '=' + e.value)`)
	if got, want := strings.Join(state, " "), "type=birth_date type=email sector=sport"; got != want {
		t.Errorf("ticked %s, want %s", got, want)
	}
	if n := eval[int](t, ctx, found); n == 0 {
		t.Error("no result")
	}
	wait(t, ctx, `[...document.querySelectorAll('.search-types')].every((e) => /Date of birth/.test(e.textContent) && /Email/.test(e.textContent))`)
	// A count says how many there will be.
	eval[int](t, ctx, `(document.querySelector('.search-clear').click(), 1)`)
	wait(t, ctx, `location.search === '?q=2025&sort=date'`)
	eval[int](t, ctx, `new Promise((done) => setTimeout(done, 500, 1))`) // counts follow results
	wait(t, ctx, `(() => {
		const box = document.querySelector('[name=sector][value=sport]'), n = box.parentNode.querySelector('.search-count').textContent;
		if (n === '0' || n === '') return false;
		window.promised = n; box.click(); return true;
	})()`)
	wait(t, ctx, `document.querySelector('[role=status]').textContent === promised + ' incidents found'`)
}

// A period narrows by day, and takes what is known to the month where the month touches it; the feed is the
// narrowest that holds all that is found, and says what it does not follow.
func TestPeriodAndFeed(t *testing.T) {
	ctx := browser(t)
	s := serve(t, real(t))
	visit(t, ctx, s.URL+"/en/?from=2025-08-20&to=2025-08-31&country=BE")
	wait(t, ctx, loaded)
	wait(t, ctx, `[...document.querySelectorAll('.search-link')].some((a) => a.getAttribute('href') === '/en/breaches/orange-belgium-2025-07/')`)
	wait(t, ctx, `[...document.querySelectorAll('.search-facts time')].every((e) => e.dateTime === '2025-08' || (e.dateTime >= '2025-08-20' && e.dateTime <= '2025-08-31'))`)
	eval[int](t, ctx, `(() => { const d = document.querySelector('[name=to]'); d.value = '2025-08-19'; d.dispatchEvent(new Event('change', {bubbles: true})); return 1; })()`)
	wait(t, ctx, `!document.querySelector('.search-link') && location.search === '?country=BE&from=2025-08-20&to=2025-08-19'`)
	eval[int](t, ctx, `(document.querySelector('.search-clear').click(), 1)`)
	wait(t, ctx, `location.search === '' && document.querySelector('[name=from]').value === ''`)
	eval[int](t, ctx, `(document.querySelector('[name=sector][value=sport]').click(), 1)`)
	feed := func(href, says string) {
		t.Helper()
		wait(t, ctx, `document.querySelector('.search-feed a')?.getAttribute('href') === '`+href+`' && document.querySelector('.search-feed').textContent === '`+says+`'`)
	}
	feed("/sectoren/sport/feed.xml", "Subscribe: Sport (Atom)")
	eval[int](t, ctx, `(document.querySelector('[name=country][value=FR]').click(), 1)`)
	feed("/pays/fr/secteurs/sport/feed.xml", "Subscribe: France · Sport (Atom)")
	eval[int](t, ctx, `(document.querySelector('[name=type][value=postal_address]').click(), document.querySelector('[name=type][value=birth_date]').click(), 1)`)
	feed("/pays/fr/secteurs/sport/feed.xml", "Subscribe: France · Sport (Atom) This feed does not follow: Data.")
	eval[int](t, ctx, `(document.querySelector('[name=sector][value=sport]').click(), 1)`)
	wait(t, ctx, `/^\/pays\/fr\/donnees\/(birth-date|postal-address)\/feed.xml$/.test(document.querySelector('.search-feed a').getAttribute('href'))`)
	visit(t, ctx, s.URL+"/en/?q=iban&country=FR&country=BE&from=2025-01-01")
	wait(t, ctx, loaded)
	feed("/feed.xml", "Subscribe: all leaks (Atom) This feed does not follow: the words searched for, Country, Period.")
}

// Every record leads to the page of an incident that was published, and every one is there.
func TestIDs(t *testing.T) {
	ctx := browser(t)
	in := real(t)
	s := serve(t, in)
	visit(t, ctx, s.URL)
	eval[int](t, ctx, open)
	got := map[string]bool{}
	for _, id := range eval[[]string](t, ctx, `index.records.map((r) => r.id)`) {
		got[id] = true
	}
	for _, i := range in.Incidents {
		if !got[i.ID] {
			t.Errorf("%s is not in the browser", i.ID)
		}
	}
	if len(got) != len(in.Incidents) {
		t.Errorf("%d incidents in the browser, want %d", len(got), len(in.Incidents))
	}
}
