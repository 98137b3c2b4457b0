package search

import (
	"bytes"
	"compress/gzip"
)

// gzipped returns the size on the wire, at the level most servers use.
func gzipped(b []byte) int {
	var buf bytes.Buffer
	z, _ := gzip.NewWriterLevel(&buf, 6)
	z.Write(b)
	z.Close()
	return buf.Len()
}
