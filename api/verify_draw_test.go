package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestADrawIsVerifiedFromItsFile(t *testing.T) {
	const sample = "../internal/planning/testdata/sample-draw.json"
	var out bytes.Buffer
	page := filepath.Join(t.TempDir(), "draw.html")
	if err := run(t.Context(), []string{"verify-draw", sample, page}, nil); err != nil {
		t.Fatal(err)
	}
	if html, err := os.ReadFile(page); err != nil || !strings.Contains(string(html), "AnjianDraw.verify") {
		t.Errorf("the page: %v", err)
	}
	text, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(t.TempDir(), "changed.json")
	if err := os.WriteFile(changed, bytes.Replace(text, []byte("91320413DEMO000007"), []byte("91320413DEMO000099"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := verifyDraw([]string{changed}, &out); !errors.Is(err, errNotDrawn) || !strings.Contains(out.String(), "DOES NOT HOLD  fingerprint") {
		t.Errorf("with one code changed: %v\n%s", err, out.String())
	}
}
