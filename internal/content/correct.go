package content

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"saison/internal/news"
	"saison/internal/yamlfile"
)

// Correct sets a field of an incident as a person wants it, and notes it in the history. No value is unknown.
func (c *Content) Correct(id, key string, values []string, note news.Change) error {
	return c.edit(id, func(page *yamlfile.Page, in *news.Incident) error {
		if err := setValue(in, key, values); err != nil {
			return err
		}
		if note.Field = key; key == "status" {
			note.Field, note.Status = "", in.Status
		}
		front, err := yamlfile.Set(page.Front, []yamlfile.Field{{Key: key, Value: valueOf(nodeOf(*in, key))}})
		if err != nil {
			return err
		}
		return addChange(page, in, front, note)
	})
}

// Reply publishes an organisation's own words. Those that are there already are not written over.
func (c *Content) Reply(id, words string, note news.Change) error {
	return c.edit(id, func(page *yamlfile.Page, in *news.Incident) error {
		if in.Reply != "" {
			return errors.New("has a reply already: put the new one beside it by hand")
		}
		in.Reply = words
		front, err := yamlfile.Set(page.Front, []yamlfile.Field{{Key: "reply", Value: words}})
		if err != nil {
			return err
		}
		note.Field = "reply"
		return addChange(page, in, front, note)
	})
}

func addChange(page *yamlfile.Page, in *news.Incident, front string, note news.Change) (err error) {
	page.Front, err = yamlfile.Append(front, "history", encodeChange(note))
	in.History = append(slices.Clone(in.History), note)
	return err
}

func setValue(in *news.Incident, key string, values []string) error {
	one := strings.Join(values, ", ")
	switch key {
	case "organisations":
		in.Organisations = values
	case "countries":
		in.Countries = values
	case "data_types":
		in.DataTypes = values
	case "regulator":
		in.Regulator = values
	case "people", "people_claimed":
		n, err := strconv.Atoi(one)
		if one != "" && (err != nil || n <= 0) {
			return fmt.Errorf("%s %q is not a number of people", key, one)
		}
		if key == "people" {
			in.People = n
		} else {
			in.PeopleClaimed = n
		}
	case "sector":
		in.Sector = one
	case "published":
		in.Published = news.Date(one)
	case "breach_date":
		in.BreachDate = news.Date(one)
	case "status":
		in.Status = one
	case "cause":
		in.Cause = one
	case "via":
		in.Via = one
	default:
		return fmt.Errorf("%q is not a field that can be set: change it by hand", key)
	}
	return nil
}

// nodeOf is a field's value as it is written; nil is blank.
func nodeOf(in news.Incident, key string) *yaml.Node {
	if key == "sector" {
		return scalar(in.Sector)
	}
	for _, f := range fields {
		if f.key == key {
			return f.node(in)
		}
	}
	return nil
}

// Settable reports whether Correct can set a field.
func Settable(key string) bool {
	return key != "review" && setValue(new(news.Incident), key, nil) == nil
}
