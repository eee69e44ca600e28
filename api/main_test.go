package main

import (
	"bytes"
	"log/slog"
	"os"
	"sync"
	"testing"
)

// diary is everything the server under test logs: tests read it for what must never stand there.
var diary = &safeBuffer{}

type safeBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func keepDiary() {
	slog.SetDefault(slog.New(slog.NewTextHandler(diary, &slog.HandlerOptions{Level: slog.LevelDebug})))
}

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	keepDiary()
	os.Exit(m.Run())
}
