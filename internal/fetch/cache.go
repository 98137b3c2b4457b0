package fetch

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"sync"
	"time"
)

// cache is the folder of what was read. A nil root keeps nothing.
type cache struct {
	root *os.Root
	zips *sync.Pool // of *gzip.Writer: each is a megabyte
}

// kept is an answer in the cache: a line of JSON, then the body, compressed.
type kept struct {
	URL      string `json:"url"`
	Final    string `json:"final"`
	Type     string `json:"type"`
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
	body     []byte
}

// asks reports whether the validators belong to an address: after a redirect they are those of its end.
func (k kept) asks(u *url.URL) bool {
	return k.Final != "" && k.Final == u.String() && (k.ETag != "" || k.Modified != "")
}

func openCache(dir string) cache {
	if dir == "" {
		return cache{}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return cache{}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return cache{}
	}
	return cache{root, &sync.Pool{New: func() any {
		z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed)
		return z
	}}}
}

func hash(rawURL string) string {
	sum := sha256.Sum256([]byte(rawURL))
	return hex.EncodeToString(sum[:16])
}

func fileOf(rawURL string, a ask) string {
	h := hash(rawURL)
	if a == feedAsk {
		return path.Join("feeds", h+".gz")
	}
	return path.Join("pages", h[:2], h+".gz")
}

func (c cache) load(rawURL string, a ask) (k kept, ok bool) {
	if c.root == nil || a == rulesAsk {
		return kept{}, false
	}
	f, err := c.root.Open(fileOf(rawURL, a))
	if err != nil {
		return kept{}, false
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return kept{}, false
	}
	r := bufio.NewReader(z)
	line, err := r.ReadBytes('\n')
	if err != nil || json.Unmarshal(line, &k) != nil || k.URL != rawURL {
		return kept{}, false
	}
	// The checksum of gzip is only looked at by who reads to the end.
	if k.body, err = io.ReadAll(r); err != nil {
		return kept{}, false
	}
	return k, true
}

// Kept returns a page as it was when it was last read, without asking its server: a better tagger reads it again.
func (c *Client) Kept(rawURL string) (r Response, ok bool) {
	c.once.Do(c.start)
	k, ok := c.cache.load(rawURL, pageAsk)
	if !ok {
		return Response{}, false
	}
	return Response{URL: k.Final, Status: http.StatusOK, Type: k.Type, Body: k.body, NotModified: true}, true
}

// Prune removes pages that were last read longer ago than age, so that the cache does not grow for ever.
func (c *Client) Prune(age time.Duration) (removed int) {
	c.once.Do(c.start)
	if c.cache.root == nil {
		return 0
	}
	oldest := c.now().Add(-age)
	fs.WalkDir(c.cache.root.FS(), "pages", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil && info.ModTime().Before(oldest) && c.cache.root.Remove(name) == nil {
			removed++
		}
		return nil
	})
	return removed
}

func (c cache) store(rawURL string, a ask, k kept) {
	if c.root == nil || a == rulesAsk {
		return
	}
	line, err := json.Marshal(k)
	if err != nil {
		return
	}
	var b bytes.Buffer
	z := c.zips.Get().(*gzip.Writer)
	defer c.zips.Put(z)
	z.Reset(&b)
	z.Write(append(line, '\n'))
	z.Write(k.body)
	z.Close()
	c.write(fileOf(rawURL, a), b.Bytes())
}

func (c cache) remove(rawURL string, a ask) {
	if c.root != nil && a != rulesAsk {
		c.root.Remove(fileOf(rawURL, a))
	}
}

// write puts a whole file in place of the old one, or leaves the old one.
func (c cache) write(name string, data []byte) {
	if c.root.MkdirAll(path.Dir(name), 0o755) != nil {
		return
	}
	tmp := name + "." + rand.Text()[:8] + ".tmp"
	if err := c.root.WriteFile(tmp, data, 0o644); err != nil {
		c.root.Remove(tmp)
		return
	}
	if err := c.root.Rename(tmp, name); err != nil {
		c.root.Remove(tmp)
	}
}
