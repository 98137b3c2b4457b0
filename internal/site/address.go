package site

// IncidentPath returns the address before an incident's ID, from the root of the site, wherever that is: /nl/lekken/.
func IncidentPath(lang string) string { return "/" + pathOf(lang, incidentKind, "") }
