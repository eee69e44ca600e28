package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"anjian/internal/fault"
	"anjian/internal/files"
)

const base = "/api/v1/uploads"

var (
	chen  = files.Uploader{BureauID: "0198-jintan", PersonID: "chen"}
	zhou  = files.Uploader{BureauID: "0198-jintan", PersonID: "zhou"}
	other = files.Uploader{BureauID: "0198-liyang", PersonID: "chen"}
)

// place is one kind of objects the suite runs on.
type place struct {
	name string
	open func(t testing.TB) files.Objects
}

func places() []place {
	list := []place{{"disk", func(t testing.TB) files.Objects {
		d, err := files.NewDisk(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}}}
	if endpoint := os.Getenv("ANJIAN_TEST_S3_ENDPOINT"); endpoint != "" {
		list = append(list, place{"S3", func(t testing.TB) files.Objects { return openS3(t, endpoint) }})
	}
	return list
}

// openS3 opens a bucket of its own for each test, which NewS3 has to make.
func openS3(t testing.TB, endpoint string) *files.S3 {
	s, err := files.NewS3(t.Context(), files.S3Place{
		Endpoint: endpoint, AccessKey: os.Getenv("ANJIAN_TEST_S3_ACCESS_KEY"), SecretKey: os.Getenv("ANJIAN_TEST_S3_SECRET_KEY"),
		Bucket: fmt.Sprintf("%s-%d", os.Getenv("ANJIAN_TEST_S3_BUCKET"), time.Now().UnixNano()),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// everywhere runs a case on every place.
func everywhere(t *testing.T, run func(t *testing.T, objects files.Objects)) {
	for _, p := range places() {
		t.Run("on "+p.name, func(t *testing.T) { run(t, p.open(t)) })
	}
}

// books remembers what the room announced, and fails while told to.
type books struct {
	lock sync.Mutex
	list []files.StoredFile
	fail error
}

func (b *books) stored(_ context.Context, f files.StoredFile) error {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.fail == nil {
		b.list = append(b.list, f)
	}
	return b.fail
}

// phone is one server over the objects and somebody who sends to it.
type phone struct {
	t      *testing.T
	room   *files.Room
	books  *books
	server *httptest.Server
	by     files.Uploader
}

func newPhone(t *testing.T, objects files.Objects, by files.Uploader) *phone {
	p := &phone{t: t, by: by, books: &books{}}
	p.room = files.New(objects, files.Options{MaxBytes: 4 << 20, Stored: p.books.stored})
	uploads := p.room.UploadHandler(base)
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		uploads.ServeHTTP(w, r.WithContext(files.WithUploader(r.Context(), p.by)))
	}))
	t.Cleanup(p.server.Close)
	return p
}

type reply struct {
	status int
	header http.Header
	code   string
}

func (p *phone) do(method, path string, body io.Reader, headers ...string) reply {
	p.t.Helper()
	req, err := http.NewRequestWithContext(p.t.Context(), method, p.server.URL+path, body)
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return reply{} // cut off
	}
	defer res.Body.Close()
	got := reply{status: res.StatusCode, header: res.Header}
	if res.StatusCode >= 400 {
		if kind := res.Header.Get("Content-Type"); kind != "application/problem+json" {
			p.t.Errorf("%s %s: a refusal as %q, want problem+json", method, path, kind)
		}
		if method != http.MethodHead {
			var problem struct {
				Code   string
				Status int
				Detail string
			}
			if err := json.NewDecoder(res.Body).Decode(&problem); err != nil || problem.Status != res.StatusCode || problem.Detail == "" {
				p.t.Errorf("%s %s: problem %+v, %v", method, path, problem, err)
			}
			got.code = problem.Code
		}
	}
	return got
}

func metadata(sha, contentType string) string {
	code := base64.StdEncoding.EncodeToString
	return "sha256 " + code([]byte(sha)) + ",filetype " + code([]byte(contentType))
}

// begin makes a promise and gives the path of the upload.
func (p *phone) begin(size int, sha, contentType string) string {
	p.t.Helper()
	got := p.do(http.MethodPost, base, nil, "Upload-Length", strconv.Itoa(size), "Upload-Metadata", metadata(sha, contentType))
	at := got.header.Get("Location")
	if got.status != http.StatusCreated || !strings.HasPrefix(at, base+"/") {
		p.t.Fatalf("begin: %d %s, Location %q", got.status, got.code, at)
	}
	return at
}

func (p *phone) patch(at string, offset int, body io.Reader) reply {
	p.t.Helper()
	return p.do(http.MethodPatch, at, body, "Upload-Offset", strconv.Itoa(offset), "Content-Type", "application/offset+octet-stream")
}

func (p *phone) wantPatch(at string, offset int, body []byte, status int, code string) {
	p.t.Helper()
	if got := p.patch(at, offset, bytes.NewReader(body)); got.status != status || got.code != code {
		p.t.Fatalf("PATCH at %d with %d bytes: %d %q, want %d %q", offset, len(body), got.status, got.code, status, code)
	}
}

// stands asks where the upload stands; -1 when there is none.
func (p *phone) stands(at string) int {
	p.t.Helper()
	got := p.do(http.MethodHead, at, nil)
	if got.status == http.StatusNotFound {
		return -1
	}
	n, err := strconv.Atoi(got.header.Get("Upload-Offset"))
	if err != nil {
		p.t.Fatalf("HEAD: %d, offset %q", got.status, got.header.Get("Upload-Offset"))
	}
	return n
}

// holds says that exactly these bytes are stored under their hash for the bureau.
func (p *phone) holds(by files.Uploader, photo []byte, contentType string) {
	p.t.Helper()
	body, info, err := p.room.Open(p.t.Context(), by.BureauID, sum(photo))
	if err != nil {
		p.t.Fatal(err)
	}
	defer body.Close()
	got, err := io.ReadAll(body)
	if err != nil || !bytes.Equal(got, photo) || info.ContentType != contentType || info.Size != int64(len(photo)) {
		p.t.Fatalf("read %d bytes as %+v, %v; want %d of %s", len(got), info, err, len(photo), contentType)
	}
	if err := p.room.Verify(p.t.Context(), by.BureauID, sum(photo)); err != nil {
		p.t.Fatal(err)
	}
}

func (p *phone) holdsNot(by files.Uploader, photo []byte) {
	p.t.Helper()
	if _, _, err := p.room.Open(p.t.Context(), by.BureauID, sum(photo)); fault.CodeOf(err) != "files.not_found" {
		p.t.Fatalf("the photo is there, or: %v", err)
	}
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// noisy draws a picture that does not compress, different for each seed.
func noisy(width, height int, seed uint64) image.Image {
	random := rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16)})
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	if _, err := random.Read(picture.Pix); err != nil {
		panic(err)
	}
	for i := 3; i < len(picture.Pix); i += 4 {
		picture.Pix[i] = 255
	}
	return picture
}

func asJPEG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asPNG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// halves is red on the left and blue on the right, to see which way up a thumbnail stands.
func halves(width, height int) image.Image {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{R: 255, A: 255}
			if x >= width/2 {
				c = color.RGBA{B: 255, A: 255}
			}
			picture.SetRGBA(x, y, c)
		}
	}
	return picture
}
