package tag

// place gives each sentence its zone: headline, lead, body, advice or furniture.
func (d *doc) place() {
	c := d.lang.cue
	firstBody, header, list := -1, -1, -1
	for i := range d.s {
		s := &d.s[i]
		if s.para == 0 && d.Title != "" {
			s.zone = headline
			continue
		}
		if d.isHeading(i) {
			s.heading = true
			header, list = i, -1
			if d.endsWith(s, ":") {
				list = i
			}
			continue
		}
		s.header = header
		if firstBody < 0 && s.words() > 8 {
			firstBody = s.para
		}
		if s.para == firstBody {
			s.zone = lead
		}
		switch {
		case d.endsWith(s, ":"):
			list = i
		case list >= 0 && (s.bullet != "" || !s.closed && s.words() < 14 || d.listed(i)):
			s.list = list
		default:
			list = -1
		}
		if s.bullet != "" && s.list < 0 && header >= 0 {
			s.list = header
		}
		if header >= 0 && d.s[header].has(c["head_advice"]) {
			s.zone = advice
		}
	}
	d.furnish()
}

// listed reports an item that ends with a semicolon.
func (d *doc) listed(i int) bool { return d.endsWith(&d.s[i], ";") }

func (d *doc) endsWith(s *sentence, mark string) bool { return d.tokens[s.to-1].fold == mark }

// isHeading reports a short paragraph of one line without a full stop; a question may be one.
func (d *doc) isHeading(i int) bool {
	s := &d.s[i]
	if s.words() > 16 || s.bullet != "" {
		return false
	}
	if i > 0 && d.s[i-1].para == s.para || i+1 < len(d.s) && d.s[i+1].para == s.para {
		return false
	}
	switch d.tokens[s.to-1].fold {
	case ".", ";", ",", "!":
		return false
	case `"`:
		return d.tokens[s.from].fold == `"` && s.words() < 10
	case ":":
		return s.words() < 8
	}
	return true
}

// furnish marks what is not the article: from a line such as "Les plus lus" on, and the loose lines at the end.
func (d *doc) furnish() {
	c, until := d.lang.cue["furniture"], -1
	size := len(d.tokens)
	for i := range d.s {
		s := &d.s[i]
		if s.zone == headline {
			continue
		}
		if until >= 0 && (until == len(d.s) || s.para == d.s[until].para) {
			s.zone = furniture
			continue
		}
		until = -1
		if at := s.find(c); at >= 0 && at <= s.from+1 {
			s.zone, until = furniture, i
			if s.words() < 9 && s.from*10 > size*4 {
				until = len(d.s)
			}
		}
	}
	for i := len(d.s) - 1; i > 0; i-- {
		s := &d.s[i]
		if s.zone == furniture {
			continue
		}
		if s.closed || s.bullet != "" || s.zone == headline || s.list >= 0 || s.words() > 25 || d.endsWith(s, ":") {
			break
		}
		if s.from*10 < size*3 {
			break
		}
		s.zone = furniture
	}
}
