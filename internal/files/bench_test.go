package files_test

import (
	"bytes"
	"encoding/binary"
	"image/jpeg"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync"
	"testing"

	"anjian/internal/files"
)

// photos400K gives different JPEGs of about 400 KB: one picture with a comment block of its own for each.
func photos400K(b *testing.B) func(n int) []byte {
	photo := asJPEG(b, noisy(900, 660, 1))
	b.Logf("%d bytes each", len(photo)+12)
	return func(n int) []byte {
		comment := binary.BigEndian.AppendUint64([]byte{0xff, 0xfe, 0, 10}, uint64(n))
		return append(append(bytes.Clone(photo[:2]), comment...), photo[2:]...)
	}
}

// inParallel does n things by 32 clients.
func inParallel(b *testing.B, do func(n int) error) {
	numbers := make(chan int)
	var all sync.WaitGroup
	b.ResetTimer()
	for range 32 {
		all.Go(func() {
			for n := range numbers {
				if err := do(n); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for n := range b.N {
		numbers <- n
	}
	close(numbers)
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "photos/s")
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.HeapSys)/1e6, "heapMB")
}

// BenchmarkPut stores 400 KB photos with fsync and hash check from 32 clients, without HTTP.
func BenchmarkPut(b *testing.B) {
	for _, p := range places() {
		b.Run(p.name, func(b *testing.B) {
			room, photo := files.New(p.open(b), files.Options{}), photos400K(b)
			inParallel(b, func(n int) error {
				_, err := room.Put(b.Context(), chen, "image/jpeg", bytes.NewReader(photo(n)))
				return err
			})
		})
	}
}

// BenchmarkUpload does the same through tus: one request that makes the upload and brings the bytes.
func BenchmarkUpload(b *testing.B) {
	for _, p := range places() {
		b.Run(p.name, func(b *testing.B) {
			room, photo := files.New(p.open(b), files.Options{}), photos400K(b)
			uploads := room.UploadHandler(base)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				uploads.ServeHTTP(w, r.WithContext(files.WithUploader(r.Context(), chen)))
			}))
			defer server.Close()
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}}
			inParallel(b, func(n int) error {
				bytesOf := photo(n)
				req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, server.URL+base, bytes.NewReader(bytesOf))
				if err != nil {
					return err
				}
				for name, value := range map[string]string{"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream",
					"Upload-Length": itoa(len(bytesOf)), "Upload-Metadata": metadata(sum(bytesOf), "image/jpeg")} {
					req.Header.Set(name, value)
				}
				res, err := client.Do(req)
				if err != nil {
					return err
				}
				defer res.Body.Close()
				if res.StatusCode != http.StatusCreated || res.Header.Get("Upload-Offset") != itoa(len(bytesOf)) {
					text, err := io.ReadAll(res.Body)
					b.Errorf("%d %s %v", res.StatusCode, text, err)
				}
				return nil
			})
		})
	}
}

// BenchmarkFullDecode is what looking at every pixel would cost instead of walking the structure.
func BenchmarkFullDecode(b *testing.B) {
	photo := photos400K(b)(0)
	for b.Loop() {
		if _, err := jpeg.Decode(bytes.NewReader(photo)); err != nil {
			b.Fatal(err)
		}
	}
}
