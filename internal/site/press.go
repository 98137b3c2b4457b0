package site

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"sync"
)

// press is what a picture is drawn on and written with; it is used again.
type press struct {
	canvas canvas
	packed []byte // rows of two pixels a byte, each after the byte that says they are as they are
	small  bytes.Buffer
	zlib   *zlib.Writer
}

var presses = sync.Pool{New: func() any {
	p := &press{canvas: canvas{image.NewPaletted(image.Rect(0, 0, pictureWide, pictureHigh), picturePalette)}, packed: make([]byte, pictureHigh*(1+pictureWide/2))}
	p.zlib, _ = zlib.NewWriterLevel(&p.small, zlib.BestSpeed) // a level that there is
	return p
}}

// print returns what is on the canvas as PNG, with four bits a pixel.
func (p *press) print() ([]byte, error) {
	for y := range pictureHigh {
		row := p.canvas.Pix[y*p.canvas.Stride:][:pictureWide]
		to := p.packed[y*(1+pictureWide/2)+1:][:pictureWide/2]
		for x := range to {
			to[x] = row[2*x]<<4 | row[2*x+1]
		}
	}
	p.small.Reset()
	p.zlib.Reset(&p.small)
	if _, err := p.zlib.Write(p.packed); err != nil {
		return nil, err
	}
	if err := p.zlib.Close(); err != nil {
		return nil, err
	}
	var colours []byte
	for _, c := range picturePalette {
		r, g, b, _ := c.RGBA()
		colours = append(colours, byte(r>>8), byte(g>>8), byte(b>>8))
	}
	size := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, pictureWide), pictureHigh)
	out := make([]byte, 0, p.small.Len()+len(colours)+100)
	out = append(out, "\x89PNG\r\n\x1a\n"...)
	out = chunk(out, "IHDR", append(size, 4, 3, 0, 0, 0)) // four bits, a palette, and the only ways there are
	out = chunk(out, "PLTE", colours)
	out = chunk(out, "IDAT", p.small.Bytes())
	return chunk(out, "IEND", nil), nil
}

// chunk appends a part of a PNG.
func chunk(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	from := len(out)
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
}
