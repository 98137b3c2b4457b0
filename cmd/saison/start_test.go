package main

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Nothing heavy happens before it is asked for: the help costs less than 30 ms of processor. The best of some runs
// counts, for the machine may be busy with something else; the command is made as people make it, for the race detector
// would count too.
func TestHelpIsQuick(t *testing.T) {
	const most = 30 * time.Millisecond
	bin := filepath.Join(t.TempDir(), "saison")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	best := time.Hour
	for range 10 {
		cmd := exec.Command(bin, "--help")
		if err := cmd.Run(); err != nil {
			t.Fatal(err)
		}
		best = min(best, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	}
	if best > most {
		t.Errorf("saison --help costs %v, want %v at most", best, most)
	}
	t.Logf("saison --help costs %v", best)
}
