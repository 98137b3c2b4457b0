// Package schema writes JSON Schemas of the files that people edit, so that an editor of code completes and checks while
// they type. In come the Go types into which the files are read, by name, and the taxonomy; out come the files of a
// folder. The same input gives the same bytes. What a type cannot say stands in the tables of files.go; the last word is
// saison check's, which knows more than a schema can.
package schema

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"saison/internal/news"
)

// node is a part of a schema, in the order in which it is written.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Type        any              `json:"type,omitempty"`
	Enum        []any            `json:"enum,omitempty"`
	Told        []string         `json:"enumDescriptions,omitempty"` // the label of each of Enum; editors show it
	Pattern     string           `json:"pattern,omitempty"`
	Minimum     *int             `json:"minimum,omitempty"`
	Maximum     *int             `json:"maximum,omitempty"`
	Items       *node            `json:"items,omitempty"`
	MinItems    int              `json:"minItems,omitempty"`
	MaxItems    int              `json:"maxItems,omitempty"`
	Unique      bool             `json:"uniqueItems,omitempty"`
	Names       *node            `json:"propertyNames,omitempty"`
	Properties  map[string]*node `json:"properties,omitempty"`
	Required    []string         `json:"required,omitempty"`
	Additional  any              `json:"additionalProperties,omitempty"` // false, or a *node for each value
}

// rule is what the type of a field does not say.
type rule struct {
	told     string // shown where the pointer rests
	terms    []news.Term
	words    []string
	pattern  string
	min, max int // of a number, or of the length of a list
	required bool
	unique   bool
	keys     []news.Term // of a mapping
	keyWords []string
	keyShape string
}

// Files returns the schemas of the files that people edit, by name. shapes are zero values of the types into which the
// files are read.
func Files(shapes map[string]any, tax news.Taxonomy) (map[string][]byte, error) {
	files := make(map[string][]byte)
	for _, f := range table(tax) {
		shape, ok := shapes[f.name]
		if !ok {
			return nil, fmt.Errorf("no shape of %q", f.name)
		}
		b := builder{rules: f.rules, used: make(map[string]bool)}
		n := b.build(reflect.TypeOf(shape), "")
		for path := range f.rules {
			if !b.used[path] {
				return nil, fmt.Errorf("%s: a rule for %q, which the type has not", f.name, path)
			}
		}
		n.Schema, n.Title = "http://json-schema.org/draft-07/schema#", f.title
		if f.page { // a file of Markdown is read as two documents: this one, and the text
			n.Type = []string{"object", "string", "null"}
		}
		text, err := json.MarshalIndent(n, "", "  ")
		if err != nil {
			return nil, err
		}
		files[f.name+".json"] = append(text, '\n')
	}
	return files, nil
}

type builder struct {
	rules map[string]rule
	used  map[string]bool
}

// build turns a type into a schema. path is that of a field: a.b for keys, [] for each of a list, * for each of a mapping.
func (b builder) build(t reflect.Type, path string) *node {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	n := &node{}
	switch t.Kind() {
	case reflect.Struct:
		n.Type, n.Additional = "object", false
		n.Properties = make(map[string]*node)
		for i := range t.NumField() {
			b.field(n, t.Field(i), path)
		}
	case reflect.Slice:
		n.Type, n.Items = "array", b.build(t.Elem(), path+"[]")
	case reflect.Map:
		n.Type, n.Additional = "object", b.build(t.Elem(), path+"*")
	case reflect.Int:
		n.Type = "integer"
	case reflect.Float64:
		n.Type = "number"
	case reflect.Bool:
		n.Type = "boolean"
	default:
		n.Type = "string"
	}
	if t == reflect.TypeFor[news.Date]() {
		n.Pattern = datePattern
	}
	r, ruled := b.rules[path]
	b.used[path] = b.used[path] || ruled
	r.apply(n)
	if !r.required && path != "" && !strings.HasSuffix(path, "[]") && !strings.HasSuffix(path, "*") {
		n.allowBlank()
	}
	return n
}

// datePattern is a day or a month.
const datePattern = `^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$`

func (b builder) field(n *node, f reflect.StructField, path string) {
	key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	if key == "" || key == "-" {
		return
	}
	at := strings.TrimPrefix(path+"."+key, ".")
	n.Properties[key] = b.build(f.Type, at)
	if b.rules[at].required {
		n.Required = append(n.Required, key)
	}
}

func (r rule) apply(n *node) {
	n.Description, n.Unique = r.told, r.unique
	if r.pattern != "" {
		n.Pattern = r.pattern
	}
	for _, t := range r.terms {
		n.Enum, n.Told = append(n.Enum, t.ID), append(n.Told, t.Labels.FR)
	}
	for _, w := range r.words {
		n.Enum = append(n.Enum, w)
		if len(r.terms) > 0 {
			n.Told = append(n.Told, "")
		}
	}
	if len(n.Enum) > 0 {
		n.Pattern = ""
	}
	switch {
	case n.Items != nil:
		n.MinItems, n.MaxItems = r.min, r.max
	case r.min != 0:
		n.Minimum = &r.min
		if r.max != 0 {
			n.Maximum = &r.max
		}
	}
	names := &node{Pattern: r.keyShape}
	for _, t := range r.keys {
		names.Enum, names.Told = append(names.Enum, t.ID), append(names.Told, t.Labels.FR)
	}
	for _, w := range r.keyWords {
		names.Enum = append(names.Enum, w)
	}
	if r.keyShape != "" || len(names.Enum) > 0 {
		n.Names = names
	}
}

// allowBlank: a key without a value is unknown, and allowed.
func (n *node) allowBlank() {
	n.Type = []string{n.Type.(string), "null"}
	if n.Enum != nil {
		n.Enum = append(slices.Clone(n.Enum), nil)
		if n.Told != nil {
			n.Told = append(slices.Clone(n.Told), "inconnu")
		}
	}
}
