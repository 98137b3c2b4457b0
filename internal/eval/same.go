package eval

// Same reports whether two names are those of one organisation.
func (a Aliases) Same(x, y string) bool { return organisation(x, a) == organisation(y, a) }
