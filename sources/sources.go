// Package sources carries the sources that ship with the program: what the collector reads and how it understands it.
// The files are read and checked by internal/sources.
package sources

import "embed"

// FS holds feeds.yaml, organisations.yaml, taxonomy.yaml and lexicon/.
//
//go:embed *.yaml lexicon/*.yaml
var FS embed.FS
