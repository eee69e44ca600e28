package files_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"anjian/internal/files"
)

// heaped measures by how much the heap grew at most while work went on, in bytes. The collector is made eager, for what
// the test itself holds would else allow as much garbage again.
func heaped(work func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	before, most := stats.HeapAlloc, uint64(0)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				most = max(most, now.HeapAlloc-min(now.HeapAlloc, before))
			}
		}
	}()
	work()
	close(stop)
	<-done
	return most
}

// heavy makes a real JPEG of about so many bytes: comments before the picture.
func heavy(t *testing.T, size int) []byte {
	plain := asJPEG(t, noisy(64, 48, 77))
	out := append(make([]byte, 0, size+70_000), plain[:2]...)
	for len(out)+len(plain) < size {
		out = append(out, 0xff, 0xfe, 0xff, 0xff)
		out = append(out, make([]byte, 0xffff-2)...)
	}
	return append(out, plain[2:]...)
}

func TestWhatCameOverASlowLinkIsSafeBeforeTheRequestEnds(t *testing.T) {
	everywhere(t, func(t *testing.T, objects files.Objects) {
		first, replica := newPhone(t, objects, chen), newPhone(t, objects, chen)
		photo := asJPEG(t, noisy(900, 700, 21))
		at := first.begin(len(photo), sum(photo), "image/jpeg")
		reader, writer := io.Pipe()
		var sending sync.WaitGroup
		sending.Go(func() { first.patch(at, 0, reader) })
		for i := range 8 { // 160 kB in two seconds, and then silence
			if _, err := writer.Write(photo[i*20_000 : (i+1)*20_000]); err != nil {
				t.Fatal(err)
			}
			time.Sleep(250 * time.Millisecond)
		}
		waitFor(t, func() bool { return replica.stands(at) >= 64<<10 })
		offset := replica.stands(at) // the first request still hangs; another server goes on
		replica.wantPatch(at, offset, photo[offset:], 204, "")
		replica.holds(chen, photo, "image/jpeg")
		_ = writer.CloseWithError(io.ErrUnexpectedEOF)
		sending.Wait()
		replica.holds(chen, photo, "image/jpeg")
	})
}

func TestSendersWhoTrickleHoldLittleMemory(t *testing.T) {
	everywhere(t, func(t *testing.T, objects files.Objects) {
		p := newPhone(t, objects, chen)
		photo := asJPEG(t, noisy(900, 700, 22))
		const many = 100
		var writers []*io.PipeWriter
		var sending sync.WaitGroup
		grown := heaped(func() {
			for range many {
				at := p.begin(len(photo), sum(photo), "image/jpeg")
				reader, writer := io.Pipe()
				writers = append(writers, writer)
				sending.Go(func() { p.patch(at, 0, reader) })
				if _, err := writer.Write(photo[:1]); err != nil {
					t.Fatal(err)
				}
			}
			time.Sleep(200 * time.Millisecond)
		})
		t.Logf("%d senders of one byte: the heap grew by %d kB", many, grown>>10)
		if grown > 40<<20 { // 100 large buffers would be 50 MB, beside what client and server of HTTP need
			t.Errorf("the heap grew by %d MB", grown>>20)
		}
		for _, w := range writers {
			_ = w.CloseWithError(io.ErrUnexpectedEOF)
		}
		sending.Wait()
	})
}

func TestBytesThatAreNotThePromisedOnesAreDiscardedAndTheRightOnesTakenAfterwards(t *testing.T) {
	everywhere(t, func(t *testing.T, objects files.Objects) {
		p := newPhone(t, objects, chen)
		photo := asJPEG(t, noisy(300, 200, 23))
		wrong := bytes.Clone(photo)
		wrong[len(wrong)/2] ^= 1
		at := p.begin(len(photo), sum(photo), "image/jpeg")
		p.wantPatch(at, 0, wrong[:1000], 204, "")
		p.wantPatch(at, 1000, wrong[1000:], 422, "files.hash_mismatch")
		p.holdsNot(chen, photo)
		if n := p.stands(at); n != -1 {
			t.Errorf("a discarded upload stands at %d", n)
		}
		for _, offset := range []string{"-1", "x", "99999999999999999999", "1.5", ""} {
			again := p.begin(len(photo), sum(photo), "image/jpeg")
			got := p.do(http.MethodPatch, again, bytes.NewReader(photo), "Upload-Offset", offset, "Content-Type", "application/offset+octet-stream")
			if got.status != 400 {
				t.Errorf("offset %q: %d %q", offset, got.status, got.code)
			}
		}
		again := p.begin(len(photo), sum(photo), "image/jpeg")
		// Longer than promised, without saying how long.
		if got := p.patch(again, 0, io.MultiReader(bytes.NewReader(photo), strings.NewReader("more"))); got.status != 413 || got.code != "files.longer_than_promised" {
			t.Errorf("longer than promised: %d %q", got.status, got.code)
		}
		if n := p.stands(again); n != -1 && n != len(photo) { // what was promised may have been settled; nothing else may
			p.wantPatch(again, n, photo[n:], 204, "")
		}
		last := p.begin(len(photo), sum(photo), "image/jpeg")
		p.wantPatch(last, 0, photo, 204, "")
		p.holds(chen, photo, "image/jpeg")
	})
}

func TestNamesOfAnyCharacterAreReadAndNeverTrusted(t *testing.T) {
	everywhere(t, func(t *testing.T, objects files.Objects) {
		p := newPhone(t, objects, chen)
		photo := asPNG(t, noisy(40, 30, 24))
		for _, name := range []string{"安监 照片.jpg", "李𬭎", "\u202egpj.exe", "🏭🔥", "a\x00b", "../../etc/passwd", "\xff\xfe", strings.Repeat("長", 2000), ""} {
			extra := ",filename " + base64.StdEncoding.EncodeToString([]byte(name))
			got := p.do(http.MethodPost, base, bytes.NewReader(photo), "Upload-Length", itoa(len(photo)),
				"Upload-Metadata", metadata(sum(photo), "image/png")+extra, "Content-Type", "application/offset+octet-stream")
			if got.status != 201 {
				t.Errorf("%.20q: %d %q", name, got.status, got.code)
			}
		}
		p.holds(chen, photo, "image/png")
		for _, said := range []string{"sha256 ❤", "sha256", "sha256 " + sum(photo), metadata("李𬭎", "image/png"), metadata(sum(photo), "图片"), metadata(sum(photo), "image/png\x00")} {
			got := p.do(http.MethodPost, base, nil, "Upload-Length", itoa(len(photo)), "Upload-Metadata", said)
			if got.status/100 != 4 || got.code == "" || got.header.Get("Location") != "" {
				t.Errorf("%.40q: %d %q", said, got.status, got.code)
			}
		}
	})
}

func TestAPhotoOfSixtyMegabytes(t *testing.T) {
	photo := heavy(t, 60<<20)
	for _, c := range []struct {
		name   string
		limit  int64
		status int
		code   string
	}{{"is refused before its bytes flow", 30 << 20, 413, "files.too_large"}, {"is taken where the limit allows it, in little memory", 64 << 20, 201, ""}} {
		t.Run(c.name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, objects files.Objects) {
				p := newPhone(t, objects, chen)
				p.room = files.New(objects, files.Options{MaxBytes: c.limit})
				uploads := p.room.UploadHandler(base)
				p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					uploads.ServeHTTP(w, r.WithContext(files.WithUploader(r.Context(), chen)))
				}))
				t.Cleanup(p.server.Close)
				var sent atomic.Int64
				var got reply
				grown := heaped(func() {
					got = p.do(http.MethodPost, base, &counted{from: bytes.NewReader(photo), n: &sent}, "Upload-Length", itoa(len(photo)),
						"Upload-Metadata", metadata(sum(photo), "image/jpeg"), "Content-Type", "application/offset+octet-stream")
				})
				t.Logf("%d %s: %d kB sent, the heap grew by %d kB", got.status, got.code, sent.Load()>>10, grown>>10)
				if got.status != c.status && (got.status != 0 || c.status == 201) || got.code != c.code && got.status != 0 {
					t.Errorf("%d %q, want %d %q", got.status, got.code, c.status, c.code)
				}
				if c.status != 201 && sent.Load() > 20<<20 {
					t.Errorf("%d MB were sent for nothing", sent.Load()>>20)
				}
				if grown > 24<<20 {
					t.Errorf("the heap grew by %d MB", grown>>20)
				}
				// A client that asks before it sends always hears the reason.
				if c.status != 201 {
					if ask := p.do(http.MethodPost, base, nil, "Upload-Length", itoa(len(photo)), "Upload-Metadata", metadata(sum(photo), "image/jpeg")); ask.status != c.status || ask.code != c.code {
						t.Errorf("asked first: %d %q", ask.status, ask.code)
					}
				} else {
					p.holds(chen, photo, "image/jpeg")
				}
			})
		})
	}
}

func TestFiveThousandSmallPhotosTakeNoMoreMemoryThanAFew(t *testing.T) {
	for _, place := range places() {
		t.Run("on "+place.name, func(t *testing.T) {
			many := 5000
			if place.name != "disk" || testing.Short() {
				many = 300
			}
			p := newPhone(t, place.open(t), chen)
			plain := asPNG(t, noisy(8, 8, 25))
			began := time.Now()
			grown := heaped(func() {
				var all sync.WaitGroup
				var next atomic.Int64
				for range 8 {
					all.Go(func() {
						for i := next.Add(1); i <= int64(many); i = next.Add(1) {
							photo := numbered(plain, int(i))
							got := p.do(http.MethodPost, base, bytes.NewReader(photo), "Upload-Length", itoa(len(photo)),
								"Upload-Metadata", metadata(sum(photo), "image/png"), "Content-Type", "application/offset+octet-stream")
							if got.status != 201 {
								t.Errorf("photo %d: %d %q", i, got.status, got.code)
							}
						}
					})
				}
				all.Wait()
			})
			t.Logf("%d photos in %v, the heap grew by %d kB", many, time.Since(began).Round(time.Millisecond), grown>>10)
			if len(p.books.list) != many {
				t.Errorf("%d of %d are in the books", len(p.books.list), many)
			}
			if grown > 48<<20 {
				t.Errorf("the heap grew by %d MB", grown>>20)
			}
			hashes := make([]string, 1000)
			for i := range hashes {
				hashes[i] = sum(numbered(plain, i%many+1))
			}
			if there, err := p.room.Has(t.Context(), chen.BureauID, hashes); err != nil || len(there) != min(many, 1000) || !there[hashes[0]] {
				t.Errorf("has %d, %v", len(there), err)
			}
		})
	}
}

// numbered puts a chunk of text with a number behind the header of a PNG.
func numbered(plain []byte, n int) []byte {
	text := append([]byte("tEXtn\x00"), itoa(n)...)
	return append(append(bytes.Clone(plain[:33]), pngChunk(text)...), plain[33:]...)
}

type counted struct {
	from io.Reader
	n    *atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n.Add(int64(n))
	return n, err
}
