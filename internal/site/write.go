package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"golang.org/x/sync/errgroup"
)

// Write puts the files into a folder: it writes them beside it and swaps the whole in, so that a failure leaves the folder
// as it was. A file that did not change keeps its time. A folder that holds something other than a site is refused.
func Write(dir string, files []File) error {
	if err := ours(dir); err != nil {
		return err
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	next, err := os.MkdirTemp(parent, "."+filepath.Base(dir)+"-next-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(next)
	if err := os.Chmod(next, 0o755); err != nil {
		return err
	}
	if err := fillFolder(next, dir, files); err != nil {
		return err
	}
	return swap(dir, next)
}

// ours reports an error when a folder holds something, and that is not a site of ours.
func ours(dir string) error {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "incidents.json")); err != nil {
		return fmt.Errorf("%s: holds something other than a site: empty it or choose another folder", dir)
	}
	return nil
}

// fillFolder puts the files into next; those that are in old as they are now are linked, not written again.
func fillFolder(next, old string, files []File) error {
	root, err := os.OpenRoot(filepath.Dir(next))
	if err != nil {
		return err
	}
	defer root.Close()
	made := map[string]bool{}
	for _, f := range files {
		if !fs.ValidPath(f.Name) {
			return fmt.Errorf("%s: not a path below the site", f.Name)
		}
		dir := filepath.Join(filepath.Base(next), filepath.FromSlash(path.Dir(f.Name)))
		if !made[dir] {
			made[dir] = true
			if err := root.MkdirAll(dir, 0o755); err != nil {
				return err
			}
		}
	}
	var g errgroup.Group
	g.SetLimit(writers)
	for _, f := range files {
		g.Go(func() error {
			name := filepath.FromSlash(f.Name)
			to := filepath.Join(filepath.Base(next), name)
			if was := filepath.Join(filepath.Base(old), name); same(root, was, f.Data) && root.Link(was, to) == nil {
				return nil
			}
			return root.WriteFile(to, f.Data, 0o644)
		})
	}
	return g.Wait()
}

// writers is how many files are written at a time: the disk waits more than the processor works.
const writers = 8

// same reports whether a file holds these bytes.
func same(root *os.Root, name string, data []byte) bool {
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	was, err := root.ReadFile(name)
	return err == nil && bytes.Equal(was, data)
}

// swap puts next in the place of dir. The former folder stays until the new one is in its place.
func swap(dir, next string) error {
	old := next + "-old"
	err := os.Rename(dir, old)
	if os.IsNotExist(err) {
		return os.Rename(next, dir)
	}
	if err != nil {
		return err
	}
	if err := os.Rename(next, dir); err != nil {
		return cmpErr(os.Rename(old, dir), err)
	}
	return os.RemoveAll(old)
}

// cmpErr returns err, with the error of the way back where there is one too.
func cmpErr(back, err error) error {
	if back != nil {
		return fmt.Errorf("%w; and the former site could not be put back: %v", err, back)
	}
	return err
}
