// Package content holds the pages, the advice and the description of the site that come with the program. A folder that has
// none of its own is given these.
package content

import "embed"

//go:embed site.yaml pages advice
var FS embed.FS
