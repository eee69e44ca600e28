package files_test

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strconv"
	"testing"
	"time"

	"anjian/internal/files"
)

func itoa(n int) string { return strconv.Itoa(n) }

// torn is a body whose sender is cut off.
type torn struct{}

func (torn) Read([]byte) (int, error) {
	time.Sleep(20 * time.Millisecond) // so that the bytes before are on their way
	return 0, errors.New("no signal")
}

func waitFor(t *testing.T, happened func() bool) {
	t.Helper()
	for range 200 {
		if happened() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("waited five seconds in vain")
}

// ailing are real objects that can be told to fail on writing.
type ailing struct {
	files.Objects
	trouble error // everything that writes
	keep    error // only making durable
}

func (a *ailing) Stage(ctx context.Context, key, contentType string, body []byte) error {
	if a.trouble != nil {
		return a.trouble
	}
	return a.Objects.Stage(ctx, key, contentType, body)
}

func (a *ailing) Keep(ctx context.Context, key, contentType string, size int64, pieces []string) error {
	if err := errors.Join(a.trouble, a.keep); err != nil {
		return err
	}
	return a.Objects.Keep(ctx, key, contentType, size, pieces)
}

func (a *ailing) Ping(ctx context.Context) error {
	if a.trouble != nil {
		return a.trouble
	}
	return a.Objects.Ping(ctx)
}

// pngChunk frames a chunk (its type and its bytes) with length and sum.
func pngChunk(body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	out = append(out, body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
}
