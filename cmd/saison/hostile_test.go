package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"saison/internal/news"
	"saison/internal/site"
)

// attacks are texts that mean to be more than text. Each one that runs sets pwned, asks a dialog or calls another host.
var attacks = []string{
	`<script>pwned=1</script>`, `</script><script>pwned=1</script>`, `<img src=x onerror=pwned=1>`, `"><img src=x onerror="pwned=1">`, `' onmouseover='pwned=1`,
	`" autofocus onfocus="pwned=1" x="`, `<svg onload=pwned=1>`, `<svg><script>pwned=1</script></svg>`, `<svg><a xlink:href="javascript:pwned=1"><text>x</text></a></svg>`,
	`<iframe src="javascript:parent.pwned=1"></iframe>`, `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`, `<object data="data:text/html,<script>parent.pwned=1</script>">`,
	`<a href="javascript:pwned=1">x</a>`, `javascript:pwned=1`, `data:text/html,<script>pwned=1</script>`, `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
	`<base href="https://evil.example/">`, `<link rel=stylesheet href=https://evil.example/x.css>`, `<style>@import "https://evil.example/x"</style>`, `<form action=https://evil.example/><input autofocus>`,
	`<details open ontoggle=pwned=1>`, `<video><source onerror=pwned=1></video>`, `<math><mtext><table><mglyph><style><img src=x onerror=pwned=1>`, `<template><script>pwned=1</script></template>`,
	`<noscript><p title="</noscript><img src=x onerror=pwned=1>">`, `<!--<img src="--><img src=x onerror=pwned=1>">`, `<![CDATA[<script>pwned=1</script>]]>`, `]]><script>pwned=1</script>`,
	`&lt;script&gt;pwned=1&lt;/script&gt;`, `&#60;script&#62;pwned=1&#60;/script&#62;`, `&amp;lt;b&amp;gt;`, `\u003cscript\u003epwned=1\u003c/script\u003e`, `\x3cscript\x3epwned=1`, `%3Cscript%3Epwned=1%3C/script%3E`,
	`{{.}}{{printf "%s" "<script>pwned=1</script>"}}`, `{{template "frame"}}`, `{{define "x"}}{{end}}`, `${pwned=1}`, "`${pwned=1}`", `<%= 1 %>`, `{% raw %}`, `#{pwned=1}`,
	`[x](javascript:pwned=1)`, `![x](https://evil.example/x.png)`, `[x]: javascript:pwned=1`, `<javascript:pwned=1>`, "```html\n<script>pwned=1</script>", `**<img src=x onerror=pwned=1>**`, `[<img src=x onerror=pwned=1>](https://a.example)`,
	"a\x00<script>pwned=1</script>", "\u202e>tpircs/<1=denwp>tpircs<", "\u2066\u202egnp.exe\u2069", "\ufeff<script>pwned=1</script>", "a\u2028b\u2029c", "\x1b[31mred", "x\r\nSet-Cookie: a=b", "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "\xff\xfe<script>pwned=1</script>",
	`"},{"@type":"Thing"}`, `</title><script>pwned=1</script>`, `</textarea><script>pwned=1</script>`, `--></script><script>pwned=1</script>`, `'"><b>`, strings.Repeat("W", 300), strings.Repeat("<b>", 90), strings.Repeat("é̂̃", 80),
}

// hostileSite holds 1,000 articles, organisations and addresses made of attacks, fifty to an incident.
func hostileSite(t *testing.T) []site.File {
	t.Helper()
	a, err := shippedApp(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	src, c, mistakes := a.readAll()
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	around := []string{"%s", "Fuite : %s", "%s chez Orange", `"%s"`, "<%s>", "%s%[1]s", "x\n%s", "'%s", "&%s;", "<b>%s</b>", "%s]]>", "(%s)", "{{%s}}", "\u202e%s", "<!-- %s", "%s\x00"}
	c.Incidents = nil
	for n := range 20 {
		in := news.Incident{ID: fmt.Sprintf("hostile-2026-01-%d", n+2), Review: "auto", Text: attacks[n%len(attacks)], Reply: attacks[(n+7)%len(attacks)]}
		in.Published, in.Status, in.Countries, in.DataTypes, in.Via = "2026-01-02", "confirmed", []string{"FR"}, []string{"name", "iban"}, attacks[n]
		in.History = []news.Change{{Date: "2026-01-03", Status: "confirmed", Reason: attacks[(n+3)%len(attacks)]}}
		for k := range 50 {
			at := n*50 + k
			text := fmt.Sprintf(around[at/len(attacks)%len(around)], attacks[at%len(attacks)])
			name := text
			if r := []rune(name); len(r) > 80 {
				name = string(r[:80])
			}
			in.Organisations = append(in.Organisations, name)
			extract := news.Cut(text, news.ExtractMax)
			in.Articles = append(in.Articles, news.Article{URL: "https://a.example/" + fmt.Sprint(at) + "?" + strings.NewReplacer("\x00", "", "\r", "", "\n", "", " ", "", "\x1b", "", "%", "%25").Replace(strings.ToValidUTF8(text, "")),
				Outlet: name, Lang: "fr", Title: text, Extract: extract, Published: "2026-01-02", Says: news.Says{
					Status: news.Finding{Value: "confirmed", Proof: news.Cut(text, news.ProofMax)}, Organisations: []news.Finding{{Value: name, Proof: news.Cut(text+" ", news.ProofMax)}}}})
		}
		c.Incidents = append(c.Incidents, in)
	}
	files, err := a.siteFiles(src, c)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Text from the web stays text: a thousand hostile titles, extracts, names and addresses run nothing, ask nothing of another
// host and stay in their boxes, though the browser is told to ignore the policy of the pages. Feeds and data stay well-formed.
func TestHostileInChromium(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	files := hostileSite(t)
	for _, f := range files {
		if fact := malformed(f); fact != nil {
			t.Errorf("%s: %v", f.Name, fact)
		}
	}
	base := serveFiles(t, files)
	var pages []string
	for _, f := range files {
		kind := strings.SplitN(f.Name, "/", 2)[0]
		switch {
		case path.Ext(f.Name) != ".html", kind == "prestataires" && len(f.Data)%3 > 0:
		case kind == "fuites", kind == "prestataires", kind == "organisations" && len(f.Data)%61 == 0, kind == "index.html", strings.HasPrefix(f.Name, "nl/lekken/hostile-2026-01-3"):
			pages = append(pages, strings.TrimSuffix(f.Name, "index.html"))
		}
	}
	if len(pages) < 30 {
		t.Fatalf("only %d pages", len(pages))
	}
	var mu sync.Mutex
	w := &watcher{base: base}
	if _, err := chromedp.Call(ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, func(e any) {
		if d, ok := e.(*page.EventJavascriptDialogOpening); ok {
			mu.Lock()
			w.bad = append(w.bad, "asks "+d.Message)
			mu.Unlock()
		}
		w.hear(e)
	}); err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		do(t, ctx, chromedp.EmulateViewport(320, 700), chromedp.Navigate(base+"/"+p))
		facts := value[string](t, ctx, `(() => {
			const bad = [];
			if (window.pwned) bad.push("something ran");
			if (document.documentElement.scrollWidth > innerWidth) bad.push("scrolls sideways");
			for (const e of document.querySelectorAll("main *")) {
				if (/^(IMG|IFRAME|OBJECT|EMBED|STYLE|LINK|META|BASE|VIDEO|MATH|TEMPLATE)$/i.test(e.tagName)) bad.push("<" + e.tagName + ">");
				for (const a of e.attributes) if (/^on|^style$|^srcdoc$/i.test(a.name)) bad.push(e.tagName + " " + a.name);
				if (e.href && !/^(https?|mailto):/.test(e.href.baseVal ?? e.href) && !/^[/#]/.test(e.getAttribute("href"))) bad.push("link " + e.getAttribute("href"));
			}
			for (const e of document.querySelectorAll('script[type="application/ld+json"]')) JSON.parse(e.textContent);
			return bad.slice(0, 3).join("; ");
		})()`)
		for _, fact := range append(w.take(), facts) {
			if fact != "" {
				t.Errorf("/%s: %s", p, fact)
			}
		}
	}
}

// malformed says why a file for machines cannot be read.
func malformed(f site.File) error {
	switch path.Ext(f.Name) {
	case ".json":
		if !json.Valid(f.Data) {
			return errors.New("is not JSON")
		}
	case ".xml":
		for dec := xml.NewDecoder(strings.NewReader(string(f.Data))); ; {
			if _, err := dec.Token(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}
