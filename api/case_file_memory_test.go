package main

import (
	"bytes"
	"runtime"
	"strconv"
	"testing"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/files"
	"anjian/internal/inspection"
	"anjian/internal/testkit"
)

// heavy is a photo of the size a phone sends, another one for each seed: a picture with 300 kB after its end.
func heavy(seed int) []byte {
	return append(append(picture(1), make([]byte, 300_000)...), strconv.Itoa(seed)...)
}

// peak is a writer that looks, every few megabytes, how much memory is in use that nothing can give back.
type peak struct {
	written, looked int64
	most            uint64
}

func (p *peak) Write(b []byte) (int, error) {
	p.written += int64(len(b))
	if p.written-p.looked > 4<<20 {
		p.look()
	}
	return len(b), nil
}

func (p *peak) look() {
	p.looked = p.written
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	p.most = max(p.most, m.HeapAlloc)
}

// photographed is a signed check with so many photos, all of them here.
func (s *site) photographed(t testing.TB, n int) string {
	t.Helper()
	w := s.w
	check := w.Open(t)
	for i := range n {
		content := heavy(i)
		sum := evidence.Sum(content)
		w.Must(t, w.Jia, w.Act(inspection.AttachPhoto, check, inspection.AttachPhotoBody{PhotoID: testkit.NewID(), SHA256: sum, OriginalSHA256: sum,
			ContentType: "image/jpeg", Size: int64(len(content)), Width: 64, Height: 48, Source: inspection.FromCamera, About: inspection.AboutScene, TakenAt: w.Clock.Now()}))
		if _, err := s.files.PutNamed(t.Context(), files.Uploader{BureauID: w.Bureau.ID, PersonID: w.Jia.ID}, sum, "image/jpeg", bytes.NewReader(content)); err != nil {
			t.Fatal(err)
		}
	}
	w.Must(t, w.Jia, w.Answers(check, 2)...)
	w.Must(t, w.Jia, w.Seal(t, check))
	w.SignAll(t, check)
	return check
}

func TestTheMemoryOfACaseFileDoesNotGrowWithItsPhotos(t *testing.T) {
	s := newSite(t)
	live := func(photos int) (uint64, int64, time.Duration) {
		t.Helper()
		check := s.photographed(t, photos)
		began := time.Now()
		f, err := s.archive.CaseFile(t.Context(), s.w.Head.Actor(), check)
		if err != nil {
			t.Fatal(err)
		}
		var p peak
		p.look()
		if err := f.Write(t.Context(), &p); err != nil {
			t.Fatal(err)
		}
		p.look()
		took := time.Since(began)
		runtime.KeepAlive(f)
		return p.most, p.written, took
	}
	few, small, _ := live(70) // both print small copies of their photos
	many, large, took := live(200)
	t.Logf("70 photos: %d MB live, %d MB written; 200 photos: %d MB live, %d MB written in %s", few>>20, small>>20, many>>20, large>>20, took.Round(time.Millisecond))
	if grew := int64(many) - int64(few); grew > 12<<20 || large-small < 30<<20 {
		t.Errorf("%d MB more in memory for %d MB more of photos", grew>>20, (large-small)>>20)
	}
}
