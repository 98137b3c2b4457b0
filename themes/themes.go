// Package themes holds the looks of the site: templates, assets, and the words of each language. A look is data; package
// site executes it.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed saison
var files embed.FS

// Saison returns the theme that comes with the program, rooted at its folder: templates/, assets/, words/.
func Saison() fs.FS {
	theme, err := fs.Sub(files, "saison")
	if err != nil {
		panic(err) // only for a path that is not valid
	}
	return theme
}
