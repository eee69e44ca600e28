package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every refusal the server can tell must have a sentence in every language of the app, and every sentence a refusal.
func TestEveryRefusalHasASentenceInEveryLanguage(t *testing.T) {
	made := regexp.MustCompile(`(?:fault\.New|\bno)\(fault\.\w+,\s*"([a-z_.]+)"`)
	codes := map[string]string{}
	for _, root := range []string{".", "../api"} {
		err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range made.FindAllStringSubmatch(string(text), -1) {
				codes[m[1]] = path
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(codes) < 80 {
		t.Fatalf("only %d codes were found; the way refusals are made has changed, and so must this test", len(codes))
	}
	for _, locale := range []string{"zh-CN", "en"} {
		words, err := os.ReadFile("../pwa/src/locales/" + locale + "/refusals.ts")
		if err != nil {
			t.Fatal(err)
		}
		for code, path := range codes {
			if !strings.Contains(string(words), "'"+code+"':") && !strings.Contains(string(words), "\n  "+code+":") {
				t.Errorf("%s: %q (%s) has no sentence", locale, code, path)
			}
		}
	}
}
