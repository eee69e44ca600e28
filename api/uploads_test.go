package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/testkit"
)

// bomb is the head of a PNG of 20,000 × 20,000 pixels, with hardly any bytes.
func bomb() []byte {
	chunk := func(kind string, data []byte) []byte {
		body := append([]byte(kind), data...)
		out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
		return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 20_000), 20_000)
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 8, 6, 0, 0, 0))...)
	return append(append(out, chunk("IDAT", []byte{0x78, 0x9c, 3, 0, 0, 0, 0, 1})...), chunk("IEND", nil)...)
}

func (s *site) stored(t *testing.T) int {
	t.Helper()
	var n int
	if err := s.db.QueryRowContext(context.Background(), "SELECT COUNT(*) FROM files").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAPhotoThatIsNoneIsRefusedAndNotKept(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		good := picture(5)
		sum := evidence.Sum
		for _, c := range []struct {
			name    string
			promise string
			length  int
			content []byte // nil: refused at the promise already
			status  int
			code    string
		}{
			{"without a hash", "filetype aW1hZ2UvanBlZw==", len(good), nil, 400, "files.hash_required"},
			{"a hash that is none", promise("../../etc/passwd", "image/jpeg"), len(good), nil, 400, "files.hash_required"},
			{"a type that is not taken", promise(sum(good), "application/x-msdownload"), len(good), nil, 422, "files.type_not_taken"},
			{"zero bytes", promise(sum(nil), "image/jpeg"), 0, nil, 400, "files.empty"},
			{"larger than is taken", promise(sum(good), "image/jpeg"), 5 << 20, nil, 413, "files.too_large"},
			{"a length below nothing", promise(sum(good), "image/jpeg"), -5, nil, 400, "files.length_required"},
			{"cut in its middle", promise(sum(good[:len(good)/2]), "image/jpeg"), len(good) / 2, good[:len(good)/2], 422, "files.truncated"},
			{"a program with another name", promise(sum([]byte("MZ\x90\x00 this program cannot be run")), "image/jpeg"), len("MZ\x90\x00 this program cannot be run"), []byte("MZ\x90\x00 this program cannot be run"), 422, "files.not_a_picture"},
			{"a page with another name", promise(sum([]byte("<script>alert(1)</script>")), "image/png"), 25, []byte("<script>alert(1)</script>"), 422, "files.not_a_picture"},
			{"a JPEG that says it is a PNG", promise(sum(good), "image/png"), len(good), good, 422, "files.type_mismatch"},
			{"twenty thousand pixels square", promise(sum(bomb()), "image/png"), len(bomb()), bomb(), 422, "files.too_many_pixels"},
			{"another photo than promised", promise(sum([]byte("other")), "image/jpeg"), len(good), good, 422, "files.hash_mismatch"},
		} {
			t.Run(c.name, func(t *testing.T) {
				before := s.stored(t)
				got := s.send(t, request{"jia", "POST", "/api/v1/uploads", nil, tus("Upload-Length", fmt.Sprint(c.length), "Upload-Metadata", c.promise)})
				if c.content != nil {
					if got.status != 201 {
						t.Fatalf("the promise: %d %s", got.status, got.body)
					}
					got = s.appendUpload(t, "jia", got.head.Get("Location"), 0, c.content)
				}
				wantProblem(t, got, c.status, c.code)
				if s.stored(t) != before {
					t.Error("it was kept")
				}
			})
		}
		place := s.beginUpload(t, "jia", good)
		wantProblem(t, s.appendUpload(t, "jia", place, 10, good[10:]), 409, "files.offset_moved")
		wantProblem(t, s.appendUpload(t, "bing", place, 0, good), 404, "files.upload_not_found")
		wantProblem(t, s.appendUpload(t, "jia", "/api/v1/uploads/..%2f..%2fx", 0, good), 404, "route.not_found")
		wantProblem(t, s.send(t, request{"jia", "GET", place, nil, tus()}), 405, "route.method")
	})
}

func TestAnUploadThatIsCutGoesOnWhereItStopped(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		photo := picture(9)
		place := s.beginUpload(t, "jia", photo)
		at := len(photo) / 3
		link, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(link, "PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"+
			"Content-Type: application/offset+octet-stream\r\nContent-Length: %d\r\n\r\n", place, s.token(t, "jia"), len(photo))
		if _, err := link.Write(photo[:at]); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
		_ = link.Close() // the tunnel
		offset := ""
		for range 100 {
			got := s.send(t, request{"jia", "HEAD", place, nil, tus()})
			if offset = got.head.Get("Upload-Offset"); offset != "" && offset != "0" {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if offset != fmt.Sprint(at) {
			t.Fatalf("after the cut the upload stands at %q, want %d", offset, at)
		}
		if got := s.appendUpload(t, "jia", place, at, photo[at:]); got.status != 204 {
			t.Fatalf("going on: %d %s", got.status, got.body)
		}
		var out struct{ Missing []string }
		s.post(t, "jia", "/api/v1/files/missing", map[string]any{"sha256": []string{evidence.Sum(photo), evidence.Sum(nil)}}).into(t, &out)
		if len(out.Missing) != 1 || out.Missing[0] != evidence.Sum(nil) {
			t.Errorf("missing: %v", out.Missing)
		}
	})
}

func TestAPhotoIsServedToThoseOfItsCheckWithRangesAndForGood(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Open(t)
		photo := picture(11)
		sum := s.photograph(t, check, photo)
		place := "/api/v1/checks/" + check + "/files/" + sum
		wantProblem(t, s.get(t, "jia", place), 404, "not_found") // attached, but not here yet
		wantProblem(t, s.get(t, "jia", "/api/v1/checks/"+check+"/record.pdf"), 422, "record.photos_pending")
		s.upload(t, "jia", photo)
		got := s.get(t, "yi", place)
		if got.status != 200 || !bytes.Equal(got.body, photo) || got.head.Get("Content-Type") != "image/jpeg" ||
			got.head.Get("Cache-Control") != "private, max-age=31536000, immutable" || !strings.HasPrefix(got.head.Get("Content-Disposition"), "inline; filename=") {
			t.Errorf("%d %v", got.status, got.head)
		}
		if again := s.send(t, request{"jia", "GET", place, nil, map[string]string{"If-None-Match": got.head.Get("ETag")}}); again.status != 304 || len(again.body) != 0 {
			t.Errorf("asked again: %d", again.status)
		}
		if part := s.send(t, request{"jia", "GET", place, nil, map[string]string{"Range": "bytes=10-19"}}); part.status != 206 || !bytes.Equal(part.body, photo[10:20]) {
			t.Errorf("a part: %d %d bytes", part.status, len(part.body))
		}
		if head := s.send(t, request{"jia", "HEAD", place, nil, nil}); head.status != 200 || head.head.Get("Content-Length") != fmt.Sprint(len(photo)) {
			t.Errorf("HEAD: %d %v", head.status, head.head)
		}
		if small := s.get(t, "jia", place+"?size=thumb"); small.status != 200 || small.head.Get("Content-Type") != "image/jpeg" || small.head.Get("ETag") == got.head.Get("ETag") {
			t.Errorf("the small one: %d %v", small.status, small.head)
		}
		pdf := s.get(t, "jia", "/api/v1/checks/"+check+"/record.pdf")
		if pdf.status != 200 || !bytes.HasPrefix(pdf.body, []byte("%PDF-")) || pdf.head.Get("Content-Type") != "application/pdf" {
			t.Errorf("the record: %d %v %.100s", pdf.status, pdf.head, pdf.body)
		}
	})
}

func TestWhenTheDatabaseIsDownEverythingIs503AndNothingIsLost(t *testing.T) {
	s := newSite(t)
	w := s.w
	check := w.Open(t)
	answers := w.Answers(check, 3)
	acts := s.acts(t)
	for _, whom := range []string{"jia", "head", "yi"} {
		if got := s.get(t, whom, "/api/v1/me"); got.status != 200 {
			t.Fatal(got.status)
		}
	}
	s.stop()
	photo := picture(13)
	for _, q := range []request{
		{"jia", "POST", "/api/v1/acts", map[string]any{"acts": answers}, nil},
		{"jia", "POST", "/api/v1/checks/" + check + "/answers", envelope(s.bodies()["answerItem"]), nil},
		{"head", "POST", "/api/v1/checks", envelope(w.CreateBody()), nil},
		{"jia", "GET", "/api/v1/changes", nil, nil},
		{"jia", "GET", "/api/v1/checks", nil, nil},
		{"jia", "GET", "/api/v1/checks/" + check, nil, nil},
		{"jia", "GET", "/api/v1/checks/" + check + "/record.pdf", nil, nil},
		{"jia", "GET", "/api/v1/checks/" + check + "/files/" + evidence.Sum(photo), nil, nil},
		{"jia", "GET", "/api/v1/checklists", nil, nil},
		{"jia", "GET", "/api/v1/me", nil, nil},
		{"", "POST", "/api/v1/sessions", map[string]string{"username": "jia", "password": password}, nil},
		{"", "POST", "/api/v1/sessions/refresh", map[string]string{"refreshToken": strings.Repeat("A", 64)}, nil},
		{"", "GET", "/api/v1/verify/" + check + "/abcdef012345", nil, nil},
	} {
		got := s.send(t, q)
		if got.status != 503 {
			t.Errorf("%s %s: %d %s", q.method, q.path, got.status, got.body)
			continue
		}
		wantProblem(t, got, 503, "store.unavailable")
	}
	ready := s.get(t, "", "/readyz")
	if ready.status != 503 || ready.head.Get("Retry-After") == "" || !strings.Contains(string(ready.body), `"database":"unavailable"`) || !strings.Contains(string(ready.body), `"files":"ok"`) {
		t.Errorf("readyz: %d %s", ready.status, ready.body)
	}
	if alive := s.get(t, "", "/healthz"); alive.status != 200 {
		t.Errorf("healthz: %d", alive.status)
	}
	if s.acts(t) != acts {
		t.Error("acts were written")
	}
}

func TestWhenThePhotoStoreIsDownPhotosAre503AndActsGoOn(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Open(t)
		photo := picture(17)
		sum := s.photograph(t, check, photo)
		s.upload(t, "jia", photo)
		place := s.beginUpload(t, "jia", picture(18))
		if err := os.Rename(s.photos, s.photos+".away"); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.photos, []byte("no folder"), 0o600); err != nil {
			t.Fatal(err)
		}
		head := tus("Upload-Length", "10", "Upload-Metadata", promise(evidence.Sum(photo), "image/jpeg"))
		wantProblem(t, s.send(t, request{"jia", "POST", "/api/v1/uploads", nil, head}), 503, "files.store_unavailable")
		wantProblem(t, s.appendUpload(t, "jia", place, 0, picture(18)), 503, "files.store_unavailable")
		wantProblem(t, s.get(t, "jia", "/api/v1/checks/"+check+"/files/"+sum), 503, "files.store_unavailable")
		wantProblem(t, s.get(t, "jia", "/api/v1/checks/"+check+"/record.pdf"), 503, "paper.photo_not_at_hand")
		if got := s.post(t, "jia", "/api/v1/checks/"+check+"/answers", envelope(s.bodies()["answerItem"])); got.status != 200 {
			t.Errorf("an answer: %d %s", got.status, got.body)
		}
		if ready := s.get(t, "", "/readyz"); ready.status != 503 || !strings.Contains(string(ready.body), `"files":"unavailable"`) {
			t.Errorf("readyz: %d %s", ready.status, ready.body)
		}
		if err := os.Remove(s.photos); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(s.photos+".away", s.photos); err != nil {
			t.Fatal(err)
		}
		if got := s.appendUpload(t, "jia", place, 0, picture(18)); got.status != 204 {
			t.Errorf("when it is back: %d %s", got.status, got.body)
		}
	})
}

func TestAPhoneWithAHundredAndFiftyPhotosMeetsNoLimitAndARefusedOneIsToldWhenToComeBack(t *testing.T) {
	shipped := generous
	shipped.RequestsPerSecond, shipped.RequestsBurst = 50, 200 // as in configs/server.yaml
	s := openSite(t, testkit.SQLite(t), shipped)
	check := s.w.Open(t)
	for i := range 150 {
		photo := picture(i + 1)
		got := s.send(t, request{"jia", "POST", "/api/v1/uploads", photo, tus("Upload-Length", fmt.Sprint(len(photo)),
			"Upload-Metadata", promise(evidence.Sum(photo), "image/jpeg"), "Content-Type", "application/offset+octet-stream")})
		if got.status != http.StatusCreated {
			t.Fatalf("photo %d: %d %s", i+1, got.status, got.body)
		}
		if i%10 == 0 {
			if got := s.post(t, "jia", "/api/v1/acts", map[string]any{"acts": []inspection.Act{s.w.Answers(check, 100)[i%100]}}); got.status != 200 {
				t.Fatalf("acts: %d %s", got.status, got.body)
			}
		}
	}
	var refused answer
	for range 2000 {
		if got := s.get(t, "yi", "/api/v1/sections"); got.status != 200 {
			refused = got
			break
		}
	}
	wantProblem(t, refused, 429, "request.too_many")
	if got := s.get(t, "jia", "/api/v1/me"); got.status != 200 {
		t.Errorf("the colleague on the same address: %d", got.status)
	}
}

func TestASlowRequestIsCutOffAndAnEarlyAnswerIsStillRead(t *testing.T) {
	hasty := generous
	hasty.RequestTimeout, hasty.UploadTimeout = 300*time.Millisecond, time.Second
	s := openSite(t, testkit.SQLite(t), hasty)
	token := s.token(t, "jia")
	link, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer link.Close()
	fmt.Fprintf(link, "POST /api/v1/files/missing HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{", token)
	_ = link.SetReadDeadline(time.Now().Add(5 * time.Second))
	began := time.Now()
	got, err := http.ReadResponse(bufio.NewReader(link), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if got.StatusCode != 400 && got.StatusCode != 408 && got.StatusCode != 503 || time.Since(began) > 3*time.Second {
		t.Errorf("after %v: %s", time.Since(began), got.Status)
	}
}
