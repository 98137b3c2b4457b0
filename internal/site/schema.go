package site

import "saison/internal/news"

type object = map[string]any

// schema is the JSON Schema (2020-12) of data/incidents.json.
func (b *builder) schema() object {
	date := object{"type": "string", "pattern": `^$|^\d{4}-\d{2}(-\d{2})?$`}
	text := object{"type": "string"}
	texts := object{"type": "array", "items": text, "uniqueItems": true}
	people := object{"type": []string{"integer", "null"}, "minimum": 1}
	web := object{"type": "string", "pattern": "^https?://"}
	incident := closed(object{
		"id": object{"type": "string", "pattern": `^[a-z0-9][a-z0-9-]*$`}, "url": web, "title": perLang(), "summary": perLang(),
		"organisations": object{"type": "array", "items": closed(object{"name": object{"type": "string", "minLength": 1},
			"slug": object{"type": "string", "pattern": `^[a-z0-9_-]+$`}, "country": text, "sector": text})},
		"countries": object{"type": "array", "uniqueItems": true, "items": object{"type": "string", "pattern": "^[A-Z]{2}$"}},
		"sector":    text, "data_types": texts,
		"people":         described(people, "people concerned, as the organisation, an authority or the press says; null is unknown"),
		"people_claimed": described(people, "the figure of an attacker or a seller only; it is not to be added to any other"),
		"status":         object{"type": "string", "enum": idsOrEmpty(b.in.Taxonomy.Statuses)},
		"cause":          object{"type": "string", "enum": idsOrEmpty(b.in.Taxonomy.Causes)},
		"via":            described(text, "the provider through which the data leaked"), "regulator": texts,
		"breach_date": date, "published": described(date, "first public report"), "season": object{"type": "string", "pattern": `^$|^\d{4}-\d{4}$`},
		"review": described(object{"type": "string", "enum": []string{"auto", "done"}}, "auto: read by the machine only; done: read by a person"),
		"articles": object{"type": "array", "items": closed(object{"url": web, "outlet": text, "title": text, "published": date,
			"lang": object{"type": "string", "pattern": "^[a-z]*$"}})},
	})
	root := closed(object{"schema": web, "generated": date, "licence": text, "incidents": object{"type": "array", "items": incident}})
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = b.abs("data/incidents.schema.json")
	root["title"] = b.in.Site.Title.EN
	return root
}

// closed is an object of which every property is there, and no other.
func closed(properties object) object {
	names := make([]string, 0, len(properties))
	for name := range properties {
		names = append(names, name)
	}
	return object{"type": "object", "properties": properties, "required": sorted(names), "additionalProperties": false}
}

func described(o object, what string) object {
	out := object{"description": what}
	for k, v := range o {
		out[k] = v
	}
	return out
}

func perLang() object {
	properties := object{}
	for _, lang := range news.Langs {
		properties[lang] = object{"type": "string", "minLength": 1}
	}
	return closed(properties)
}

func idsOrEmpty(terms []news.Term) []string {
	ids := []string{""}
	for _, t := range terms {
		ids = append(ids, t.ID)
	}
	return ids
}
