package pwa_test

import (
	"io/fs"
	"testing"

	"anjian/pwa"
)

func TestDistIsAReadableFolderBeforeAndAfterTheFirstBuild(t *testing.T) {
	entries, err := fs.ReadDir(pwa.Dist(), ".")
	if err != nil {
		t.Fatalf("read the embedded folder: %v", err)
	}
	names := map[string]bool{}
	for _, e := range entries {
		names[e.Name()] = true
	}
	if !names[".keep"] {
		t.Error("the placeholder is gone: a fresh clone would not compile")
	}
	if pwa.Built() != names["index.html"] {
		t.Errorf("Built() = %v, index.html embedded = %v", pwa.Built(), names["index.html"])
	}
	if pwa.Built() {
		for _, name := range []string{"office/index.html", "sw.js", "manifest.webmanifest"} {
			if _, err := fs.Stat(pwa.Dist(), name); err != nil {
				t.Errorf("the built app lacks %s: %v", name, err)
			}
		}
	}
}
