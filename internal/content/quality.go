package content

import (
	"bytes"
	"encoding/json"
	"math"

	"saison/internal/news"
)

// QualityName is the file that saison eval writes: how well articles are read, measured on labelled ones.
const QualityName = "quality.json"

type scoreFile struct {
	Name      string  `json:"name"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	Articles  int     `json:"articles"`
}

func (r *reader) quality() []news.Score {
	text, ok := r.read(QualityName, nil)
	if !ok {
		return nil
	}
	var list []scoreFile
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&list); err != nil {
		r.mistakes.Addf(r.pos(QualityName, 0), "%v: saison eval writes it", err)
		return nil
	}
	var scores []news.Score
	for _, s := range list {
		if s.Precision < 0 || s.Precision > 1 || s.Recall < 0 || s.Recall > 1 || s.Articles <= 0 {
			r.mistakes.Addf(r.pos(QualityName, 0), "%s is not a score: saison eval writes it", s.Name)
			continue
		}
		scores = append(scores, news.Score(s))
	}
	return scores
}

// QualityFile returns the file for scores, to four places.
func QualityFile(scores []news.Score) ([]byte, error) {
	var list []scoreFile
	for _, s := range scores {
		s.Precision, s.Recall = math.Round(s.Precision*1e4)/1e4, math.Round(s.Recall*1e4)/1e4
		list = append(list, scoreFile(s))
	}
	text, err := json.MarshalIndent(list, "", "  ")
	return append(text, '\n'), err
}
