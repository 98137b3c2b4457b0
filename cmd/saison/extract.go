package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"saison/internal/extract"
	"saison/internal/fetch"
)

var extractVerb = verb{
	name: "extract", args: "[FILE…]", short: "HTML in, the article's text out, one JSON object a line",
	long: `Takes the article out of pages: from files, from standard input where none is named, or from the web with --url. Writes one
JSON object a line: file, title, text, lang, published, canonical, byline, site. With --url and one file, the file is the
page of that address and nothing is fetched.`,
	bind: func(f *flag.FlagSet) func(context.Context, *app, []string) error {
		url := f.String("url", "", "`address` of the page")
		return func(ctx context.Context, a *app, args []string) error { return a.extract(ctx, *url, args) }
	},
}

// extracted is the contract of saison extract.
type extracted struct {
	File      string `json:"file"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Lang      string `json:"lang"`
	Published string `json:"published"`
	Canonical string `json:"canonical"`
	Byline    string `json:"byline"`
	Site      string `json:"site"`
}

func (a *app) extract(ctx context.Context, url string, files []string) error {
	if url != "" && len(files) > 1 {
		return usageError("--url goes with one file at most")
	}
	out := json.NewEncoder(a.stdout)
	out.SetEscapeHTML(false)
	if len(files) == 0 {
		body, kind, final, err := a.onePage(ctx, url)
		if err != nil {
			return err
		}
		return writePage(out, url, body, kind, final)
	}
	var failed []error
	for _, name := range files {
		page, err := os.ReadFile(name)
		if err == nil {
			err = writePage(out, name, page, "", url)
		}
		if err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// onePage reads the page of an address, or standard input.
func (a *app) onePage(ctx context.Context, url string) (body []byte, kind, final string, err error) {
	if url == "" {
		body, err = io.ReadAll(io.LimitReader(a.stdin, extract.MaxBytes))
		return body, "", "", err
	}
	client := &fetch.Client{Agent: "Saison/1.0", AllowPrivate: a.allowPrivate}
	resp, err := client.Page(ctx, url)
	if err == nil && resp.OptOut != "" {
		err = fmt.Errorf("GET %s: the site opts out of text mining: %s", url, resp.OptOut)
	}
	return resp.Body, resp.Type, resp.URL, err
}

func writePage(out *json.Encoder, name string, body []byte, kind, url string) error {
	page, err := extract.Page(body, kind, url)
	if err != nil && !errors.Is(err, extract.ErrEmpty) {
		return fmt.Errorf("%s: %v", name, err)
	}
	return out.Encode(extracted{name, page.Title, page.Text, page.Lang, page.Published, page.Canonical, page.Byline, page.Site})
}
