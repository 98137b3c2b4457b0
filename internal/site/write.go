package site

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
)

// Write makes a site and puts it into a folder, and returns how many files it has. Each file is compared with the one that
// is there: one that did not change is left alone, with its time, and the others wait beside the folder until the whole
// is made, so that a failure leaves the folder as it was. A folder that holds something other than a site is refused.
func Write(dir string, make func(put func(File) error) error) (n int, err error) {
	w, err := openFolder(dir)
	if err != nil {
		return 0, err
	}
	defer w.close()
	if err := make(w.put); err != nil {
		return 0, err
	}
	return len(w.names), w.replace()
}

// folder is a site that is being written.
type folder struct {
	dir, next string   // where it is, and where what changed waits
	root      *os.Root // that holds both
	fresh     bool     // nothing is there yet

	mu     sync.Mutex
	names  map[string]bool // of all its files
	staged []string        // those that wait
	dirs   map[string]bool // that were made in next
}

func openFolder(dir string) (*folder, error) {
	fresh, err := ours(dir)
	if err != nil {
		return nil, err
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, err
	}
	w := &folder{dir: filepath.Clean(dir), fresh: fresh, names: map[string]bool{}, dirs: map[string]bool{".": true}}
	if w.root, err = os.OpenRoot(parent); err != nil {
		return nil, err
	}
	if w.next, err = os.MkdirTemp(parent, "."+filepath.Base(dir)+"-next-"); err != nil {
		w.root.Close()
		return nil, err
	}
	return w, os.Chmod(w.next, 0o755)
}

func (w *folder) close() {
	w.root.Close()
	os.RemoveAll(w.next)
}

// ours reports an error when a folder holds something, and that is not a site of ours; fresh is a folder that holds nothing.
func ours(dir string) (fresh bool, err error) {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) || err == nil && len(entries) == 0 {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "incidents.json")); err != nil {
		return false, fmt.Errorf("%s: holds something other than a site: empty it or choose another folder", dir)
	}
	return false, nil
}

// put takes a file of the site. It is safe for concurrent use.
func (w *folder) put(f File) error {
	if !fs.ValidPath(f.Name) || f.Name == "." {
		return fmt.Errorf("%s: not a path below the site", f.Name)
	}
	name := filepath.FromSlash(f.Name)
	keep := !w.fresh && same(filepath.Join(w.dir, name), f.Data)
	if err := w.note(f.Name, keep); err != nil || keep {
		return err
	}
	return os.WriteFile(filepath.Join(w.next, name), f.Data, 0o644) // nobody else is in there: no link leads out
}

// note keeps the name of a file; for one that will wait it makes the folders.
func (w *folder) note(name string, keep bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.names[name] {
		return fmt.Errorf("%s: written twice", name)
	}
	w.names[name] = true
	if keep {
		return nil
	}
	w.staged = append(w.staged, name)
	return w.mkdir(path.Dir(name))
}

func (w *folder) mkdir(dir string) error {
	if w.dirs[dir] {
		return nil
	}
	if err := w.mkdir(path.Dir(dir)); err != nil {
		return err
	}
	w.dirs[dir] = true
	return os.Mkdir(filepath.Join(w.next, filepath.FromSlash(dir)), 0o755)
}

// room for the bytes of a file that is compared.
var compared = sync.Pool{New: func() any { b := make([]byte, 0, 1<<16); return &b }}

// same reports whether a file holds these bytes.
func same(name string, data []byte) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	room := compared.Get().(*[]byte)
	defer compared.Put(room)
	*room = slices.Grow((*room)[:0], len(data)+1)
	n, _ := io.ReadFull(f, (*room)[:len(data)+1]) // one more than there should be
	return bytes.Equal((*room)[:n], data)
}

// replace puts what waits into the folder, and removes from it what the site no longer has.
func (w *folder) replace() error {
	if w.fresh {
		if err := os.Remove(w.dir); err != nil && !os.IsNotExist(err) {
			return err
		}
		return os.Rename(w.next, w.dir)
	}
	base := filepath.Base(w.dir)
	if _, err := w.sweep("."); err != nil {
		return err
	}
	dirs := map[string]bool{}
	for _, name := range w.staged {
		to := filepath.Join(base, filepath.FromSlash(name))
		if dir := filepath.Dir(to); !dirs[dir] {
			dirs[dir] = true
			if err := w.root.MkdirAll(dir, 0o755); err != nil {
				return err
			}
		}
		if err := w.root.Rename(filepath.Join(filepath.Base(w.next), filepath.FromSlash(name)), to); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes the files below a folder of the site that the site does not have, and the folders that are empty then;
// at is the folder below the site. It reports whether the folder is empty.
func (w *folder) sweep(at string) (empty bool, err error) {
	entries, err := os.ReadDir(filepath.Join(w.dir, filepath.FromSlash(at)))
	if err != nil {
		return false, err
	}
	left := len(entries)
	for _, e := range entries {
		name := path.Join(at, e.Name())
		gone := !w.names[name]
		if e.IsDir() && gone {
			if gone, err = w.sweep(name); err != nil {
				return false, err
			}
		}
		if gone || e.IsDir() && w.names[name] {
			left--
			if err := w.root.RemoveAll(filepath.Join(filepath.Base(w.dir), filepath.FromSlash(name))); err != nil {
				return false, err
			}
		}
	}
	return left == 0, nil
}
