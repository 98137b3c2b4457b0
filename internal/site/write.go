package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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

func fillFolder(next, old string, files []File) error {
	root, err := os.OpenRoot(next)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, f := range files {
		if !fs.ValidPath(f.Name) {
			return fmt.Errorf("%s: not a path below the site", f.Name)
		}
		name := filepath.FromSlash(f.Name)
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := root.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
		keepTime(root, name, filepath.Join(old, name), f.Data)
	}
	return nil
}

// keepTime gives a file the time of its former self where that is the same: caches and rsync then skip it.
func keepTime(root *os.Root, name, old string, data []byte) {
	info, err := os.Stat(old)
	if err != nil || info.Size() != int64(len(data)) {
		return
	}
	if was, err := os.ReadFile(old); err == nil && bytes.Equal(was, data) {
		root.Chtimes(name, info.ModTime(), info.ModTime()) // a wish: the site is right without it
	}
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
