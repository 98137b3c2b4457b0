package sources

import "saison/internal/lexicon"

// Shapes returns zero values of the types into which the files of sources/ are read, by the name of the file.
func Shapes() map[string]any {
	return map[string]any{"feeds": []outletYAML{}, "organisations": []organisationYAML{}, "taxonomy": taxonomyYAML{}, "lexicon": lexicon.Lexicon{}}
}
