package site

import (
	"html/template"

	"saison/internal/news"
)

// shared is what pages of every language say of one incident.
type shared struct {
	covered     []news.Article // see coverage
	changed     news.Date
	quotes      []quoted
	reply, text template.HTML
}

// told is what many pages of one language say of one incident.
type told struct {
	row                  template.HTML // in lists
	headline             string
	title                string // the headline with its month
	summary, description string
	entry                entry // in feeds
}

// tell says each incident once, and once in each language.
func (b *builder) tell() error {
	b.shared = make([]shared, len(b.x.incidents))
	b.told = map[string][]told{}
	for _, lang := range news.Langs {
		b.told[lang] = make([]told, len(b.x.incidents))
	}
	var jobs []job
	for first := 0; first < len(b.shared); first += 50 {
		jobs = append(jobs, func() ([]File, error) {
			for n := first; n < min(first+50, len(b.shared)); n++ {
				if err := b.tellOne(n); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
	}
	return run(jobs, nil)
}

func (b *builder) tellOne(n int) error {
	i := b.x.incidents[n]
	k := shared{covered: b.coverage(i), changed: b.changed(i), quotes: quotesOf(i)}
	if i.Reply != "" {
		k.reply = b.prose(i.Reply, 3)
	}
	if i.Text != "" {
		k.text = b.prose(i.Text, 3)
	}
	b.shared[n] = k
	for _, lang := range news.Langs {
		s := sentences{b.tongues[lang], b.in.Taxonomy}
		t := &b.told[lang][n]
		t.headline, t.summary, t.description = s.title(i), s.summary(i), s.description(i)
		t.title = s.dated(t.headline, i)
		t.entry = b.entry(lang, n)
		markup, err := b.execute(lang, "list", "card", b.card(lang, n))
		if err != nil {
			return err
		}
		t.row = trusted(markup)
	}
	return nil
}
