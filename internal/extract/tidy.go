package extract

// tidy drops what the extractor kept and is not the article.
func tidy(blocks []block, m *meta) {
}

// cutShort reports a stub: a page that hints at a wall, with hardly any text.
func cutShort(text string, cue bool) bool {
	return cue && len(text) < 1200
}
