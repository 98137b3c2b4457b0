package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// disk mounts a small file system at a folder; where that is not allowed the test is skipped.
func disk(t *testing.T, dir, options string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("no file system of its own: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
}

// fill leaves so many bytes on a disk.
func fill(t *testing.T, dir string, left uint64) (name string) {
	t.Helper()
	name = filepath.Join(dir, ".filler")
	_ = os.Remove(name)
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		t.Fatal(err)
	}
	free := fs.Bavail * uint64(fs.Bsize)
	if err := os.WriteFile(name, make([]byte, free-min(left, free)), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// oneError is what a run says that cannot write: one line, with the folder and the reason.
func oneError(t *testing.T, out []byte, err error, reason string) {
	t.Helper()
	if err == nil || !strings.HasPrefix(string(out), "saison: content: ") || !strings.Contains(string(out), reason) || strings.Count(string(out), "\n") != 1 {
		t.Errorf("%v: %s", err, out)
	}
}

// A disk that is full, at whatever write it becomes so, gives one clear error and changes nothing; the next run that has
// room completes the work.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	web := pressOf(t, 40)
	dir := aPress(t, web.URL)
	folder := filepath.Join(dir, "content")
	diskOfItsOwn(t, folder)
	collect := func() *exec.Cmd {
		return saison("collect", "--root", dir, "--allow-private", "--quiet", "--now", "2026-01-15T03:00:00Z")
	}
	failed := 0
	for _, left := range []uint64{0, 16, 128, 240, 400, 600} {
		before := sums(t, folder)
		filler := fill(t, folder, left<<10)
		out, err := collect().CombinedOutput()
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		if err == nil {
			break // there was room
		}
		failed++
		oneError(t, out, err, "no space left on device: nothing is changed")
		after := sums(t, folder)
		delete(after, ".lock")
		delete(before, ".lock")
		if !maps.Equal(before, after) {
			t.Errorf("%d kB left: before\n%v\nafter\n%v", left, before, after)
		}
	}
	if failed < 3 {
		t.Errorf("only %d runs found the disk full", failed)
	}
	if out, err := collect().CombinedOutput(); err != nil {
		t.Fatalf("with room: %v: %s", err, out)
	}
	if pages, _ := filepath.Glob(filepath.Join(folder, "incidents/*/*.md")); len(pages) != 40 {
		t.Errorf("%d incidents, want 40", len(pages))
	}
}

// diskOfItsOwn puts content/, with its site.yaml, on a disk of a megabyte.
func diskOfItsOwn(t *testing.T, folder string) {
	t.Helper()
	site, err := os.ReadFile(filepath.Join(folder, "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	disk(t, folder, "size=1m")
	if err := os.WriteFile(filepath.Join(folder, "site.yaml"), site, 0o644); err != nil {
		t.Fatal(err)
	}
}

// A folder that may be read only gives one clear error before the press is asked for anything, and nothing changes.
func TestReadOnlyContent(t *testing.T) {
	web := pressOf(t, 1)
	dir := aPress(t, web.URL)
	folder, reason := filepath.Join(dir, "content"), "permission denied"
	if os.Getuid() == 0 { // who may write everywhere
		diskOfItsOwn(t, folder)
		if err := os.WriteFile(filepath.Join(folder, ".lock"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mount("", folder, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
		reason = "read-only file system"
	} else if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	before := sums(t, folder)
	for _, args := range [][]string{{"collect", "--root", dir, "--allow-private", "--quiet"}, {"review", "--root", dir, "--exclude", "--why", "x", "https://a.example/"}} {
		out, err := saison(args...).CombinedOutput()
		oneError(t, out, err, reason)
	}
	if after := sums(t, folder); !maps.Equal(before, after) {
		t.Errorf("before\n%v\nafter\n%v", before, after)
	}
}
