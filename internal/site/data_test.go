package site

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestOpenDataFollowsItsSchema(t *testing.T) {
	built := build(t, sample())
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(built["data/incidents.schema.json"]))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	const id = "https://saison.example/data/incidents.schema.json"
	if err := c.AddResource(id, schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	data, err := jsonschema.UnmarshalJSON(strings.NewReader(built["data/incidents.json"]))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(data); err != nil {
		t.Error(err)
	}
	broken := strings.Replace(built["data/incidents.json"], `"people":null`, `"people":0`, 1)
	if data, err = jsonschema.UnmarshalJSON(strings.NewReader(broken)); err != nil {
		t.Fatal(err)
	}
	if compiled.Validate(data) == nil {
		t.Error("the schema takes 0 people for unknown")
	}
}

func TestOpenData(t *testing.T) {
	built := build(t, sample())
	var data struct {
		Generated string
		Licence   string
		Incidents []struct {
			ID, URL, Season, Status string
			Title                   map[string]string
			People                  *int
			Claimed                 *int `json:"people_claimed"`
			Articles                []map[string]string
		}
	}
	if err := json.Unmarshal([]byte(built["data/incidents.json"]), &data); err != nil {
		t.Fatal(err)
	}
	if data.Generated != "2026-11-21" || data.Licence != "CC-BY-4.0" || len(data.Incidents) != 7 {
		t.Errorf("generated %q, licence %q, %d incidents", data.Generated, data.Licence, len(data.Incidents))
	}
	first := data.Incidents[0]
	if first.ID != "hopital-d-essai-2026-11" || first.People != nil || first.Claimed == nil || *first.Claimed != 2300000 {
		t.Errorf("the newest is %+v", first)
	}
	if first.URL != "https://saison.example/fuites/hopital-d-essai-2026-11/" || first.Season != "2026-2027" || first.Title["nl"] == "" {
		t.Errorf("the newest is %+v", first)
	}
	rows, err := csv.NewReader(strings.NewReader(built["data/incidents.csv"])).ReadAll()
	if err != nil || len(rows) != 8 {
		t.Errorf("%d rows of CSV, %v", len(rows), err)
	}
	if strings.Contains(built["data/incidents.json"], "57 000 clients") {
		t.Error("the open data holds an extract of the press")
	}
}
