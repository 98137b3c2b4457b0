package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"

	"saison/internal/news"
)

// PictureMax is how many incidents, the newest, have pictures of their own: links that are shared are of the day, and to
// draw takes longer than all else. The others have that of the site.
const PictureMax = 120

// pictureState changes with how pictures are drawn: those of a former build are used again by their name.
const pictureState = "2"

// pictureOf is a picture before it is drawn.
type pictureOf struct {
	poster poster
	name   string // of its file, with a hash of what it says
}

func named(path string, p poster) pictureOf {
	sum := sha256.Sum256(fmt.Append(nil, pictureState, p))
	return pictureOf{p, path + "-" + hex.EncodeToString(sum[:4]) + ".png"}
}

// posterOf says what the picture of an incident says; ok is false for one that has none of its own.
func (b *builder) posterOf(lang string, n int) (p pictureOf, ok bool) {
	if n >= b.in.Pictures {
		return pictureOf{}, false
	}
	i := b.x.incidents[n]
	t := b.tongues[lang]
	s := poster{site: b.in.Site.Title.In(lang), above: b.statusWord(lang, i), title: typeset(t.list(i.Organisations)), marks: b.marks(lang, i.DataTypes, i.Countries...)}
	if i.Published != "" {
		s.above += " · " + t.date(i.Published)
	}
	const most = 6
	if len(s.marks) > most {
		s.more = t.count("marks.more", len(s.marks)-most+1)
		s.marks = s.marks[:most-1]
	}
	if i.People > 0 {
		s.below = t.count("people", i.People)
	} else if i.PeopleClaimed > 0 {
		s.below = t.text("claimed.short", t.count("people", i.PeopleClaimed))
	}
	return named("pictures/"+lang+"/"+i.ID, s), true
}

// sitePoster is the picture of all other pages.
func (b *builder) sitePoster(lang string) pictureOf {
	return named("pictures/"+lang, poster{site: b.in.Site.Tagline.In(lang), title: b.in.Site.Title.In(lang)})
}

// pictures draws the pictures of a language, or takes those that are drawn already.
func (b *builder) pictures(lang string, first, last int) ([]File, error) {
	var files []File
	add := func(p pictureOf) error {
		if was, ok := b.in.Kept.picture(p.name); ok {
			files = append(files, File{Name: p.name, Data: was})
			return nil
		}
		if b.in.Old != nil {
			if was, err := fs.ReadFile(b.in.Old, p.name); err == nil && len(was) > 0 {
				files = append(files, File{Name: p.name, Data: was})
				b.in.Kept.draw(p.name, was)
				return nil
			}
		}
		drawn, err := b.painter.picture(p.poster)
		files = append(files, File{Name: p.name, Data: drawn})
		b.in.Kept.draw(p.name, drawn)
		return err
	}
	if first == 0 {
		if err := add(b.sitePoster(lang)); err != nil {
			return nil, err
		}
	}
	for n := first; n < min(last, len(b.x.incidents)); n++ {
		if p, ok := b.posterOf(lang, n); ok {
			if err := add(p); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
}

// locales are the languages of the site as Open Graph names them.
var locales = news.Labels{FR: "fr_FR", NL: "nl_BE", EN: "en_GB"}
