package extract

import (
	"encoding/json"
	"html"
	"strings"
)

// object is one JSON-LD object.
type object map[string]any

// maxDepth bounds how deep JSON-LD is followed; no real page was seen past four.
const maxDepth = 8

// articleOf returns the object that describes the article of a JSON-LD script; nil when none does.
func articleOf(script string) object {
	var v any
	if json.Unmarshal([]byte(tidyJSON(script)), &v) != nil {
		return nil
	}
	var best object
	walkJSON(v, maxDepth, func(o object) {
		if best == nil && o.isArticle() {
			best = o
		}
	})
	return best
}

// tidyJSON mends what content systems do to JSON: comment or CDATA wrappers, and raw line ends inside strings.
func tidyJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, w := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}, {"<![CDATA[", "]]>"}} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, w[0]), w[1]))
	}
	s = strings.TrimSuffix(s, ";")
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

func walkJSON(v any, depth int, visit func(object)) {
	if depth == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walkJSON(e, depth-1, visit)
		}
	case map[string]any:
		visit(v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"} {
			walkJSON(v[key], depth-1, visit)
		}
	}
}

func (o object) isArticle() bool {
	for _, t := range o.strings("@type") {
		if strings.HasSuffix(t, "Article") || articleTypes[t] {
			return true
		}
	}
	return false
}

// articleTypes are the types of schema.org that are articles and do not end in the word.
var articleTypes = map[string]bool{"BlogPosting": true, "LiveBlogPosting": true, "Report": true, "Blog": false, "NewsStory": true}

// str returns a value as text: the string, an object's name, or the first of a list.
func (o object) str(key string) string {
	if all := o.strings(key); len(all) > 0 {
		return all[0]
	}
	return ""
}

// strings returns the texts of a value, be it one or a list.
func (o object) strings(key string) []string {
	list, ok := o[key].([]any)
	if !ok {
		list = []any{o[key]}
	}
	var out []string
	for _, v := range list {
		if m, ok := v.(map[string]any); ok {
			if v = m["name"]; v == nil {
				v = m["@id"]
			}
		}
		if s, ok := v.(string); ok {
			if s = squeeze(html.UnescapeString(s)); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// notFree reports that the publisher says the text is paid for: false, "false" or "False".
func (o object) notFree() bool {
	if part, ok := o["hasPart"].(map[string]any); ok && object(part).notFree() {
		return true
	}
	switch v := o["isAccessibleForFree"].(type) {
	case bool:
		return !v
	case string:
		return strings.EqualFold(strings.TrimSpace(v), "false")
	}
	return false
}
