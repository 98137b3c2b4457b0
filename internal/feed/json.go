package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"
)

func parseJSON(doc, base string) (Feed, error) {
	if doc[0] != '{' || !strings.Contains(doc, `"items"`) {
		return Feed{}, errJSON
	}
	if raw, err := parser().ParseString(doc); err == nil && raw != nil {
		return translate(raw, base, ""), nil
	}
	raw, flaw := salvageJSON(doc)
	if raw == nil {
		return Feed{}, errors.New("JSON Feed is not well-formed")
	}
	return translate(raw, base, flaw), nil
}

// notNumber finds what JavaScript writes for a number that is none, and JSON does not know.
var notNumber = regexp.MustCompile(`:\s*-?(?:NaN|Infinity|undefined)\b`)

// salvageJSON reads a JSON Feed item by item, and keeps those that are whole.
func salvageJSON(doc string) (raw *gofeed.Feed, flaw string) {
	raw = &gofeed.Feed{}
	d := json.NewDecoder(strings.NewReader(notNumber.ReplaceAllString(doc, ": null")))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, ""
	}
	lost := 0
	err := eachKey(d, func(key string) error {
		switch key {
		case "title":
			return decodeInto(d, &raw.Title)
		case "home_page_url":
			return decodeInto(d, &raw.Link)
		case "items":
			return eachItem(d, func(item json.RawMessage) {
				one, ok := parseItem(string(item))
				if !ok {
					one, ok = parseItem(onlyTexts(item))
				}
				if !ok {
					lost++
					return
				}
				raw.Items = append(raw.Items, one)
			})
		}
		return d.Decode(new(json.RawMessage))
	})
	switch {
	case err != nil && len(raw.Items) == 0:
		return nil, ""
	case err != nil:
		flaw = fmt.Sprintf("cut short, items read: %d", len(raw.Items))
	case lost > 0:
		flaw = fmt.Sprintf("items that JSON Feed does not allow: %d", lost)
	}
	return raw, flaw
}

func parseItem(item string) (*gofeed.Item, bool) {
	f, err := parser().ParseString(`{"version":"https://jsonfeed.org/version/1.1","items":[` + item + `]}`)
	if err != nil || len(f.Items) != 1 {
		return nil, false
	}
	return f.Items[0], true
}

// itemTexts are the fields of an item that are read.
var itemTexts = []string{"id", "url", "external_url", "title", "summary", "content_html", "content_text", "date_published", "date_modified"}

// onlyTexts leaves out of an item all but its texts, and a number for its ID; empty where it is no item.
func onlyTexts(item json.RawMessage) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(item, &fields) != nil {
		return ""
	}
	maps.DeleteFunc(fields, func(key string, v json.RawMessage) bool {
		number := key == "id" && strings.IndexByte("-0123456789", v[0]) >= 0
		return !slices.Contains(itemTexts, key) || v[0] != '"' && !number
	})
	text, err := json.Marshal(fields)
	if err != nil {
		return ""
	}
	return string(text)
}

func eachKey(d *json.Decoder, read func(key string) error) error {
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if err := read(key); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func eachItem(d *json.Decoder, read func(json.RawMessage)) error {
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return errors.Join(err, io.ErrUnexpectedEOF)
	}
	for d.More() {
		var item json.RawMessage
		if err := d.Decode(&item); err != nil {
			return err
		}
		read(item)
	}
	_, err := d.Token()
	return err
}

// decodeInto reads a text; what is none is left out.
func decodeInto(d *json.Decoder, s *string) error {
	var v any
	err := d.Decode(&v)
	*s, _ = v.(string)
	return err
}
