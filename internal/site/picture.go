package site

import (
	"image"
	"image/color"
	"math"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// A picture is what a shared link shows: 1200 by 630 pixels in eleven colours, about 12 kB. It is drawn glyph by glyph onto a
// palette; the drawing of image/draw would look for the nearest colour of each pixel. Two pixels are packed into a byte here:
// image/png takes thrice the time for it, and without it the file is a quarter larger.

const (
	pictureWide, pictureHigh = 1200, 630
	pictureMargin            = 84
)

// Inks are the first of three shades, of which the last is the full colour; 0 is the paper.
const (
	paper      = 0
	ink        = 1
	accentInk  = 4
	softInk    = 7
	faintColor = 10
)

var picturePalette = func() color.Palette {
	white := [3]float64{0xfb, 0xf8, 0xf2}
	p := color.Palette{color.RGBA{0xfb, 0xf8, 0xf2, 0xff}}
	for _, c := range [][3]float64{{0x22, 0x1d, 0x18}, {0x96, 0x40, 0x0f}, {0x66, 0x5c, 0x51}} {
		for shade := 1.0; shade <= 3; shade++ {
			mix := func(n int) uint8 { return uint8(math.Round(white[n] + (c[n]-white[n])*shade/3)) }
			p = append(p, color.RGBA{mix(0), mix(1), mix(2), 0xff})
		}
	}
	return append(p, color.RGBA{0xe2, 0xd8, 0xc8, 0xff})
}()

// glyph is the shape of a letter at a size: how much of each pixel it covers, 0 to 3.
type glyph struct {
	cover     []uint8
	wide      int
	left, top int // from the point where the letter stands
	advance   int
}

// typeface is a font at a size. Shapes are kept: a site repeats its letters.
type typeface struct {
	mu   sync.Mutex
	face font.Face
	kept map[rune]glyph
}

func newTypeface(ttf []byte, size float64) (*typeface, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	return &typeface{face: face, kept: map[rune]glyph{}}, err
}

func (t *typeface) glyph(r rune) glyph {
	t.mu.Lock()
	defer t.mu.Unlock()
	if g, ok := t.kept[r]; ok {
		return g
	}
	box, mask, at, advance, _ := t.face.Glyph(fixed.P(0, 0), r)
	g := glyph{wide: box.Dx(), left: box.Min.X, top: box.Min.Y, advance: advance.Round()}
	for y := range box.Dy() {
		for x := range box.Dx() {
			_, _, _, a := mask.At(at.X+x, at.Y+y).RGBA()
			g.cover = append(g.cover, uint8((a*3+0x7fff)/0xffff))
		}
	}
	t.kept[r] = g
	return g
}

func (t *typeface) width(s string) (w int) {
	for _, r := range s {
		w += t.glyph(r).advance
	}
	return w
}

// lines breaks a text into lines of a width; the last one that is allowed ends with an ellipsis where more would follow.
func (t *typeface) lines(s string, wide, most int) []string {
	var out []string
	words := strings.Fields(s)
	for len(words) > 0 && len(out) < most {
		n := 1
		for n < len(words) && t.width(strings.Join(words[:n+1], " ")) <= wide {
			n++
		}
		line := strings.Join(words[:n], " ")
		if words = words[n:]; len(words) > 0 && len(out) == most-1 {
			line += " …"
		}
		out = append(out, t.cut(line, wide))
	}
	return out
}

// cut shortens a line to a width.
func (t *typeface) cut(s string, wide int) string {
	if t.width(s) <= wide {
		return s
	}
	r := []rune(s)
	for len(r) > 0 && t.width(string(r)+"…") > wide {
		r = r[:len(r)-1]
	}
	return strings.TrimRight(string(r), " ,") + "…"
}

// painter draws pictures. It is safe for concurrent use.
type painter struct {
	huge, large, text, bold, small *typeface
	dot, ring                      glyph
}

func newPainter() (*painter, error) {
	p := &painter{dot: disc(8, 8), ring: disc(8, 2)}
	for _, f := range []struct {
		to   **typeface
		ttf  []byte
		size float64
	}{{&p.huge, gobold.TTF, 92}, {&p.large, gobold.TTF, 66}, {&p.text, goregular.TTF, 36}, {&p.bold, gobold.TTF, 34}, {&p.small, goregular.TTF, 30}} {
		var err error
		if *f.to, err = newTypeface(f.ttf, f.size); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// disc is a circle, filled or as a ring of a thickness.
func disc(radius, thick float64) glyph {
	side := int(2*radius) + 1
	g := glyph{wide: side, advance: side + 5}
	for y := range side {
		for x := range side {
			d := math.Hypot(float64(x)-radius, float64(y)-radius)
			edge := min(radius-d, d-(radius-thick-1))
			g.cover = append(g.cover, uint8(math.Round(3*max(0, min(1, edge)))))
		}
	}
	return g
}

type canvas struct{ *image.Paletted }

func (c canvas) stamp(g glyph, x, y int, color uint8) {
	for n, cover := range g.cover {
		if px, py := x+g.left+n%g.wide, y+g.top+n/g.wide; cover > 0 && image.Pt(px, py).In(c.Rect) {
			c.Pix[py*c.Stride+px] = color + cover - 1
		}
	}
}

// write puts a line on its base and returns where it ends.
func (c canvas) write(t *typeface, s string, x, y int, color uint8) int {
	for _, r := range s {
		g := t.glyph(r)
		c.stamp(g, x, y, color)
		x += g.advance
	}
	return x
}

func (c canvas) fill(r image.Rectangle, color uint8) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.Pix[y*c.Stride+r.Min.X : y*c.Stride+r.Max.X]
		for x := range row {
			row[x] = color
		}
	}
}

// poster is what a picture says.
type poster struct {
	site  string
	above string // a line before the title: status and date
	title string
	marks []mark
	more  string // marks not shown
	below string // a line at the foot
}

// picture draws a poster as PNG.
func (p *painter) picture(s poster) ([]byte, error) {
	press := presses.Get().(*press)
	defer presses.Put(press)
	c := press.canvas
	clear(c.Pix)
	const wide = pictureWide - 2*pictureMargin
	c.fill(image.Rect(0, 0, 18, pictureHigh), accentInk+2)
	c.write(p.text, p.text.cut(s.above, wide), pictureMargin, 112, softInk)
	face, step := p.huge, 98
	title := face.lines(s.title, wide, 2)
	if len(title) > 1 || strings.HasSuffix(title[0], "…") {
		face, step = p.large, 74
		title = face.lines(s.title, wide, 2)
	}
	y := 122
	for _, line := range title {
		y += step
		c.write(face, line, pictureMargin-3, y, ink)
	}
	y += 34
	for n, m := range s.marks {
		c.mark(p, m, pictureMargin+n%2*(wide/2+10), y+48+n/2*54, wide/2-20)
	}
	if s.more != "" {
		n := len(s.marks)
		c.write(p.small, s.more, pictureMargin+n%2*(wide/2+10), y+46+n/2*54, softInk)
	}
	c.fill(image.Rect(pictureMargin, pictureHigh-108, pictureWide-pictureMargin, pictureHigh-106), faintColor)
	end := c.write(p.bold, s.site, pictureMargin, pictureHigh-54, accentInk)
	if room := pictureWide - pictureMargin - end - 40; room > 100 && s.below != "" {
		below := p.small.cut(s.below, room)
		c.write(p.small, below, pictureWide-pictureMargin-p.small.width(below), pictureHigh-54, softInk)
	}
	return press.print()
}

// mark writes a data type with its four dots, as pages do.
func (c canvas) mark(p *painter, m mark, x, y, wide int) {
	for n := range 4 {
		if n < m.Risk {
			c.stamp(p.dot, x, y-20, accentInk)
		} else {
			c.stamp(p.ring, x, y-20, softInk)
		}
		x += p.dot.advance
	}
	x += 12
	c.write(p.text, p.text.cut(m.Label, wide-100), x, y, ink)
}
