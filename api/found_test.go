package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anjian/internal/config"
)

// A bureau founded from the example file can be entered with the passwords told, and is founded only once.
func TestABureauIsFoundedFromAFileAndCanBeEntered(t *testing.T) {
	c, err := config.Load("", []string{"ANJIAN_DATA_DIR=" + t.TempDir(), "ANJIAN_ADDR=127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	if err := found(t.Context(), c, "../configs/bureau.example.yaml", &told); err != nil {
		t.Fatal(err)
	}
	password := ""
	for line := range strings.Lines(told.String()) {
		if name, rest, ok := strings.Cut(strings.TrimSpace(line), " "); ok && name == "zhangsan" {
			password = strings.TrimSpace(rest)
		}
	}
	s, err := Start(t.Context(), c, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Stop() })
	if len(password) != 16 || signInTo(t, s.URL, "zhangsan", password) != 201 || signInTo(t, s.URL, "zhangsan", "anjian-demo") != 401 {
		t.Errorf("zhangsan cannot come in with what was told:\n%s", told.String())
	}
	if err := found(t.Context(), c, "../configs/bureau.example.yaml", &told); err == nil {
		t.Error("the same people were founded twice")
	}
}

func TestABureauThatCannotWorkIsNotFounded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "b.yaml")
	text := "name: 局\nabbrev: 苏\nsections: [大队]\npeople:\n  - {username: a, name: 甲, role: boss}\n  - {username: A, name: 乙, role: leader}\n  - {username: c, name: 丙, role: section_head, section: 无此科}\n  - {username: d, name: 丁, role: inspector, certificate: 苏D-1, certificate_until: 2029-02-30}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := config.LoadFoundation(file)
	for _, want := range []string{`no role "boss"`, "stands twice", `no section "无此科"`, "certificate_until"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not said: %v", want, err)
		}
	}
}

func signInTo(t *testing.T, url, username, password string) int {
	t.Helper()
	body := `{"username":"` + username + `","password":"` + password + `"}`
	answer, err := http.Post(url+"/api/v1/sessions", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}
