package main

import (
	"bytes"
	"image/png"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What is grave together is told with who lost it; what is kept as a picture or on paper has the list and leaves out what
// only a screen can use.
func TestMineOnPaper(t *testing.T) {
	r := newMineReader(t)
	r.open("/en/my-leaks/#o=free,france-travail,viamedis")
	r.is(`[...document.querySelectorAll("[data-needs]")].some((li) => !li.hidden && li.lastElementChild.textContent !== "" && !li.lastElementChild.hidden)`)
	r.is(`[...document.querySelectorAll("[data-needs]")].some((li) => li.hidden)`)
	picture := r.export("picture", "*.png")
	text, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	size, err := png.DecodeConfig(bytes.NewReader(text))
	if err != nil || size.Width != 1080 || size.Height < 400 {
		t.Errorf("picture: %+v %v", size, err)
	}
	if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	shown := `((e) => e && e.getClientRects().length > 0)`
	for _, e := range []string{"#mine-list", "#mine-sum", "#mine-out .leak", "#mine-steps li", "[data-show=todo] [data-step]"} {
		r.is(shown + "(document.querySelector(`" + e + "`))")
	}
	for _, e := range []string{".menu", ".mine-pick", ".mine-keep", "[data-remove]"} {
		r.is("!" + shown + "(document.querySelector(`" + e + "`))")
	}
	r.is(`document.documentElement.scrollWidth <= innerWidth`)
}
