package content

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// File is a file of content/ that is to change: its name in the folder, its bytes as they were read, and as they shall
// be; nil is absent.
type File struct {
	Name string
	Old  []byte
	New  []byte
}

// Changes returns the files of incidents, and excluded.yaml, that are not as they were read. An incident's two files
// stand together.
func (c *Content) Changes() []File {
	var files []File
	ids := slices.Collect(maps.Keys(c.files))
	for id := range c.was.files {
		if c.files[id] == nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		now := c.files[id]
		var old *file
		if f, ok := c.was.files[id]; ok {
			old = &f
		}
		files = appendChange(files, id+articlesSuffix, old, now, func(f *file) string { return f.articles })
		files = appendChange(files, id+".md", old, now, func(f *file) string { return f.page })
	}
	return append(files, c.excludedChange()...)
}

func appendChange(files []File, base string, old, now *file, text func(*file) string) []File {
	f := File{}
	if old != nil && text(old) != "" {
		f.Name, f.Old = path.Join(old.folder, base), []byte(text(old))
	}
	if now != nil && text(now) != "" {
		f.Name, f.New = path.Join(now.folder, base), []byte(text(now))
	}
	if bytes.Equal(f.Old, f.New) {
		return files
	}
	return append(files, f)
}

const journalName = ".journal"

// Write changes files of the folder, all or none: the whole change is written down first, and Recover carries out
// after a crash what was written down. Where the disk is full or a folder closed, what was changed is taken back. A file
// that somebody changed since it was read is left alone, with the other file of its incident; their names are returned.
func Write(root *os.Root, files []File) (changedMeanwhile []string, err error) {
	if len(files) == 0 {
		return nil, nil
	}
	files, changedMeanwhile = unchanged(root, files)
	journal, err := encodeJournal(files)
	if err != nil {
		return nil, err
	}
	if err := replace(root, journalName, journal); err != nil {
		return nil, fmt.Errorf("%v: nothing is changed", err)
	}
	if err := syncDir(root, "."); err != nil {
		return nil, err
	}
	if err := apply(root, files); err != nil {
		if revert(root, files) != nil {
			return nil, fmt.Errorf("%v; the next run completes it", err)
		}
		return nil, errors.Join(fmt.Errorf("%v: nothing is changed", err), root.Remove(journalName))
	}
	return changedMeanwhile, root.Remove(journalName)
}

// revert takes back what apply did before it failed. New files go first: that makes room for the old ones.
func revert(root *os.Root, files []File) error {
	for _, fresh := range []bool{true, false} {
		for _, f := range slices.Backward(files) {
			if (f.Old == nil) != fresh {
				continue
			}
			now, err := root.ReadFile(f.Name)
			removed := f.New == nil && errors.Is(err, fs.ErrNotExist)
			if !removed && (err != nil || f.New == nil || !bytes.Equal(now, f.New)) {
				continue
			}
			if err := put(root, f.Name, f.Old); err != nil {
				return err
			}
		}
	}
	return nil
}

// Writable reports why the folder cannot be written, before anybody works for nothing.
func Writable(root *os.Root) error {
	temp := tempOf(journalName)
	f, err := root.Create(temp)
	if err != nil {
		return plainError(journalName, err)
	}
	return errors.Join(f.Close(), root.Remove(temp))
}

func encodeJournal(files []File) ([]byte, error) { return json.Marshal(files) }

// Recover completes a change that was cut short. An incident that a person touched in between stays as the person left
// it; where the touch was on the page as it was before the change, its article is taken back, and joins again at the
// next run.
func Recover(root *os.Root) error {
	text, err := root.ReadFile(journalName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var files []File
	if err := json.Unmarshal(text, &files); err == nil {
		if err := apply(root, files); err != nil {
			return err
		}
	}
	return root.Remove(journalName)
}

// unchanged drops the incidents of which a file is not as it was read.
func unchanged(root *os.Root, files []File) (kept []File, dropped []string) {
	touched := make(map[string]bool)
	for _, f := range files {
		if now, err := root.ReadFile(f.Name); err != nil && f.Old != nil || !bytes.Equal(now, f.Old) {
			touched[stem(f.Name)] = true
			dropped = append(dropped, f.Name)
		}
	}
	kept = slices.DeleteFunc(slices.Clone(files), func(f File) bool { return touched[stem(f.Name)] })
	return kept, dropped
}

func stem(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, articlesSuffix), ".md")
}

// touch is a person's change of a file between a crash and the recovery: on what was there after the change, or before.
type touch struct{ by, after bool }

// nearer reports whether a text shares more lines with a than with b.
func nearer(text, a, b []byte) bool { return sharedLines(text, a) > sharedLines(text, b) }

func sharedLines(x, y []byte) int {
	lines := make(map[string]int)
	for line := range bytes.Lines(x) {
		lines[string(line)]++
	}
	n := 0
	for line := range bytes.Lines(y) {
		if lines[string(line)] > 0 {
			lines[string(line)]--
			n++
		}
	}
	return n
}

// apply writes the files. An incident's articles come before its page: where the page is the new one, both are.
func apply(root *os.Root, files []File) error {
	touched := make(map[string]touch)
	for _, f := range files {
		if now, err := root.ReadFile(f.Name); err == nil && !bytes.Equal(now, f.Old) && !bytes.Equal(now, f.New) {
			touched[stem(f.Name)] = touch{by: true, after: nearer(now, f.New, f.Old)}
		}
	}
	dirs := make(map[string]bool)
	for _, f := range files {
		want, t := f.New, touched[stem(f.Name)]
		if t.by {
			now, err := root.ReadFile(f.Name)
			if t.after || err != nil || !bytes.Equal(now, f.New) {
				continue
			}
			want = f.Old
		}
		if err := put(root, f.Name, want); err != nil {
			return err
		}
		dirs[path.Dir(f.Name)] = true
	}
	for dir := range dirs {
		if err := syncDir(root, dir); err != nil {
			return err
		}
	}
	return nil
}

func put(root *os.Root, name string, text []byte) error {
	if text == nil {
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if now, err := root.ReadFile(name); err == nil && bytes.Equal(now, text) {
		return nil
	}
	return replace(root, name, text)
}

// tempOf is where a file is written before it takes its place.
func tempOf(name string) string { return path.Join(path.Dir(name), "."+path.Base(name)+".new") }

// replace writes a file beside and renames it into place, so that nobody ever sees a half of it.
func replace(root *os.Root, name string, text []byte) error {
	dir := path.Dir(name)
	if err := root.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	temp := tempOf(name)
	f, err := root.Create(temp)
	if err != nil {
		return plainError(name, err)
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		_ = root.Remove(temp) // the first error says what happened
	}
	return plainError(name, err)
}

// plainError names the file that was meant, where the system names the one written beside it, with the whole way to it.
func plainError(name string, err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return fmt.Errorf("%s: %w", name, p.Err)
	case errors.As(err, &l):
		return fmt.Errorf("%s: %w", name, l.Err)
	}
	return err
}

// syncDir makes renames last through a power cut; a file system that cannot sync a folder is not an error.
func syncDir(root *os.Root, dir string) error {
	d, err := root.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	_ = d.Sync()
	return nil
}
