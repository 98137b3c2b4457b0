// Package sources carries the sources that ship with the program: what the collector reads and how it understands it.
// The files are read and checked by internal/sources.
package sources

import "embed"

// FS holds feeds.yaml, organisations.yaml and taxonomy.yaml.
//
//go:embed *.yaml
var FS embed.FS
