package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"saison/internal/news"
	"saison/internal/weburl"
)

// memory is what the cache remembers of items that are not in content/: those that were looked at, and those whose page
// could not be reached; and of those that are, when their pages are asked for again. Losing it costs a second look.
type memory struct {
	mu     sync.Mutex
	Reader string               `json:"reader"` // version of what understands articles: a better one looks again
	Seen   map[string]news.Date `json:"seen"`   // key of an item -> last night it was in a feed
	Later  map[string]later     `json:"later"`
	Again  map[string]again     `json:"again"` // pages of articles in content/, by the short form of their address
	now    map[string]bool      // keys met tonight
}

type later struct {
	Outlet string    `json:"outlet"`
	Item   news.Item `json:"item"`
	Tries  int       `json:"tries"`
}

const memoryName = "seen.json"

// recall reads the memory; one that is missing, broken or of another reader is as none.
func recall(cache, reader string) *memory {
	m := &memory{}
	text, err := os.ReadFile(filepath.Join(cache, memoryName))
	if err != nil || json.Unmarshal(text, m) != nil || m.Reader != reader {
		m.Seen = nil
	}
	m.Reader, m.now = reader, make(map[string]bool)
	if m.Seen == nil {
		m.Seen = make(map[string]news.Date)
	}
	if m.Later == nil {
		m.Later = make(map[string]later)
	}
	if m.Again == nil {
		m.Again = make(map[string]again)
	}
	return m
}

// short keeps a key small and of one shape.
func short(key string) string {
	h := sha256.Sum256([]byte(key))
	return hex.EncodeToString(h[:12])
}

// seen reports whether an item was looked at on an earlier night, under its address or under its GUID.
func (m *memory) seen(key, guid string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, byKey := m.Seen[short(key)]
	_, byGUID := m.Seen[short("guid "+guid)]
	if byKey || guid != "" && byGUID {
		m.now[short(key)] = true
		return true
	}
	return false
}

func (m *memory) note(key, guid string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.Later, key)
	m.now[short(key)] = true
	if guid != "" {
		m.now[short("guid "+guid)] = true
	}
}

func (m *memory) putOff(outlet string, it news.Item) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := weburl.Key(it.URL)
	m.Later[key] = later{outlet, it, m.Later[key].Tries + 1}
}

// wait keeps an item for another night without a try: its page was not asked for.
func (m *memory) wait(outlet string, it news.Item) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := weburl.Key(it.URL)
	it.Content = "" // the page will tell; thousands may wait
	m.Later[key] = later{outlet, it, m.Later[key].Tries}
}

func (m *memory) tries(key string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.Later[key].Tries
}

// laterOf returns what was put off of an outlet, in a fixed order.
func (m *memory) laterOf(outlet string) []later {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []later
	for _, key := range slices.Sorted(maps.Keys(m.Later)) {
		if m.Later[key].Outlet == outlet {
			list = append(list, m.Later[key])
		}
	}
	return list
}

// daysSeen is how long an item that left its feed is remembered: feeds do show old items again.
const daysSeen = 45

func (m *memory) save(cache string, now time.Time) error {
	today := news.DateOf(now)
	for key := range m.now {
		m.Seen[key] = today
	}
	old := news.DateOf(now.AddDate(0, 0, -daysSeen))
	maps.DeleteFunc(m.Seen, func(_ string, d news.Date) bool { return d < old })
	maps.DeleteFunc(m.Again, func(_ string, a again) bool { return a.Next < news.DateOf(now.AddDate(0, 0, -yearAgain)) })
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return err
	}
	name := filepath.Join(cache, memoryName)
	if was, err := os.ReadFile(name); err == nil && bytes.Equal(was, text) {
		return nil
	}
	if err := os.WriteFile(name+".new", text, 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// readerVersion changes when the lexicon, the gazetteer or the taxonomy do: what was dropped is then looked at again.
func (a *app) readerVersion() string {
	h := sha256.New()
	fsys := os.DirFS(a.sources)
	names, _ := fs.Glob(fsys, "lexicon/*.yaml")
	for _, name := range append(names, "organisations.yaml", "taxonomy.yaml") {
		if text, err := fs.ReadFile(fsys, name); err == nil {
			h.Write(text)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
