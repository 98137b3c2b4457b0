package content

// Shapes returns zero values of the types into which the files that people edit are read, by the kind of file.
func Shapes() map[string]any {
	return map[string]any{"incident": incidentFile{}, "advice": docFile{}, "page": docFile{}, "site": siteFile{}, "excluded": excludedFile{}}
}
