package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"anjian/api/rest"
	"anjian/internal/casework"
	"anjian/internal/config"
	"anjian/internal/evidence"
	"anjian/internal/files"
	"anjian/internal/identity"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/paper"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// site is the whole server on a loopback port over the test world: what a client sees, and what really happened.
type site struct {
	w       *testkit.World
	url     string
	db      *sql.DB
	photos  string // the folder of the photo store
	files   *files.Room
	stop    func() // cuts the database off
	archive *casework.Archive
	person  map[string]store.Person
	mu      sync.Mutex
	signeds map[string]string
}

const password = "correct horse 电池"

var sharedHash = sync.OnceValue(func() string {
	hash, err := identity.HashPassword(password)
	if err != nil {
		panic(err)
	}
	return hash
})

var sharedFonts = sync.OnceValues(func() (*paper.Fonts, error) { return paper.LoadFonts("") })

// eachSite runs the same test against a fresh server on SQLite and, when there is one, on MySQL.
func eachSite(t *testing.T, test func(t *testing.T, s *site)) {
	t.Helper()
	testkit.EachOptions(t, func(t *testing.T, o store.Options) { test(t, openSite(t, o, generous)) })
}

// newSite gives a fresh server on SQLite.
func newSite(t *testing.T) *site { t.Helper(); return openSite(t, testkit.SQLite(t), generous) }

// generous are bounds that no test meets by accident.
var generous = rest.Settings{Version: "test", TrustedProxies: []string{"127.0.0.1"}, RequestBytes: 1 << 20, BatchBytes: 2 << 20, BatchActs: 500, RescueBytes: 8 << 20,
	RequestsPerSecond: 10_000, RequestsBurst: 10_000, RequestTimeout: 20 * time.Second, UploadTimeout: 30 * time.Second}

func openSite(t *testing.T, o store.Options, settings rest.Settings) *site {
	t.Helper()
	clock := testkit.NewClock()
	st := testkit.OpenStore(t, o, clock)
	w := testkit.Populate(t, st, clock)
	s := &site{w: w, db: testkit.Raw(t, o), photos: filepath.Join(t.TempDir(), "photos"), person: map[string]store.Person{}, signeds: map[string]string{}}
	s.stop = func() { _ = st.Close() }
	s.employ(t)
	disk, err := files.NewDisk(s.photos)
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := sharedFonts()
	if err != nil {
		t.Fatal(err)
	}
	photos := files.New(disk, files.Options{MaxBytes: 4 << 20, Stored: w.Cases.StoreFile, Refuse: rest.Refuse})
	s.files = photos
	door := identity.New(st, identity.Settings{Issuer: "https://anjian.test", AccessTTL: 15 * time.Minute, RefreshTTL: 24 * time.Hour, LockoutFailures: 8,
		LockoutWindow: 15 * time.Minute, LockoutFor: 15 * time.Minute, SignInsPerMinute: 60, PasswordChecks: 4, Now: clock.Now})
	s.archive = casework.NewArchive(w.Cases, photos, paper.House{Fonts: fonts}, "https://anjian.test")
	leaving, err := openOutbound(t.Context(), config.Config{}, st, w.Cases)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := rest.New(settings, rest.Rooms{
		Identity: door, Casework: w.Cases, Archive: s.archive, Rescue: casework.NewRescue(w.Cases, photos, door.OpenRescue, door.RescueAuthor),
		Office: office.New(st), Outbound: leaving, Uploads: rest.UploadsTo(photos),
		Probes: map[string]func(context.Context) error{"database": st.Ping, "files": photos.Ping},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// employ gives everybody a password, and both bureaus the people that the matrix of roles needs besides.
func (s *site) employ(t *testing.T) {
	t.Helper()
	w := s.w
	extra := func(bureau, username string, role inspection.Role) store.Person {
		return store.Person{ID: testkit.NewID(), BureauID: bureau, Username: username, Name: "另" + username, Role: role, Active: true}
	}
	added := []store.Person{extra(w.Bureau.ID, "expert2", inspection.RoleExpert), extra(w.Foreign.ID, "fpolicy", inspection.RolePolicy),
		extra(w.Foreign.ID, "fowner", inspection.RoleEnterprise), extra(w.Foreign.ID, "fexpert", inspection.RoleExpert),
		extra(w.Foreign.ID, "ftown", inspection.RoleTown), extra(w.Foreign.ID, "fadmin", inspection.RoleAdmin)}
	added[2].EnterpriseID, added[4].Town = w.ForeignPlant.ID, w.ForeignPlant.Town
	err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error {
		for _, p := range added {
			if err := tx.InsertPerson(t.Context(), p); err != nil {
				return err
			}
		}
		for _, p := range append(w.Everybody(), added...) {
			p.PasswordHash = sharedHash()
			if err := tx.UpdatePerson(t.Context(), p); err != nil {
				return err
			}
			s.person[p.Username] = p
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// answer is what came back.
type answer struct {
	status int
	head   http.Header
	body   []byte
}

func (a answer) code() string {
	var p struct{ Code string }
	_ = json.Unmarshal(a.body, &p) // no JSON: no code
	return p.Code
}

func (a answer) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		t.Fatalf("%v in %.300s", err, a.body)
	}
}

// request is one question. Whom is a user name; empty: nobody is signed in. A body that is no []byte or string is sent
// as JSON.
type request struct {
	whom, method, path string
	body               any
	head               map[string]string
}

func (s *site) send(t *testing.T, q request) answer {
	t.Helper()
	var body io.Reader
	kind := "application/json"
	switch b := q.body.(type) {
	case nil:
	case []byte:
		body = bytes.NewReader(b)
	case string:
		body = strings.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		body = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(t.Context(), q.method, s.url+q.path, body)
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", kind)
	}
	if q.whom != "" {
		r.Header.Set("Authorization", "Bearer "+s.token(t, q.whom))
		r.Header.Set("X-Forwarded-For", "10.0.0."+fmt.Sprint(len(q.whom)))
	}
	for name, value := range q.head {
		r.Header.Set(name, value)
	}
	got, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header, text}
}

func (s *site) get(t *testing.T, whom, path string) answer {
	t.Helper()
	return s.send(t, request{whom: whom, method: "GET", path: path})
}

func (s *site) post(t *testing.T, whom, path string, body any) answer {
	t.Helper()
	return s.send(t, request{whom: whom, method: "POST", path: path, body: body})
}

// token signs a person in once and keeps the access token.
func (s *site) token(t *testing.T, username string) string {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.signeds[username] == "" {
		s.signeds[username] = s.signIn(t, username).AccessToken
	}
	return s.signeds[username]
}

func (s *site) signIn(t *testing.T, username string) rest.Pass {
	t.Helper()
	got := s.send(t, request{method: "POST", path: "/api/v1/sessions", body: map[string]string{"username": username, "password": password},
		head: map[string]string{"X-Forwarded-For": "10.1.0." + fmt.Sprint(len(username)+len(s.signeds))}})
	if got.status != http.StatusCreated {
		t.Fatalf("%s cannot sign in: %d %s", username, got.status, got.body)
	}
	var p rest.Pass
	got.into(t, &p)
	return p
}

// acts counts what is in the ledger: 0 more after a request means that nothing else happened.
func (s *site) acts(t *testing.T) int {
	t.Helper()
	var n int
	if err := s.db.QueryRowContext(context.Background(), "SELECT COUNT(*) FROM acts").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// picture draws a small photo, another one for each seed.
func picture(seed int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for x := range 64 {
		for y := range 48 {
			m.Set(x, y, color.RGBA{uint8(x * seed), uint8(y + seed), uint8(seed), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// tus are the headers of a request of the upload protocol.
func tus(more ...string) map[string]string {
	head := map[string]string{"Tus-Resumable": "1.0.0"}
	for i := 0; i < len(more); i += 2 {
		head[more[i]] = more[i+1]
	}
	return head
}

// beginUpload promises a photo and gives the upload's address.
func (s *site) beginUpload(t *testing.T, whom string, content []byte) string {
	t.Helper()
	got := s.send(t, request{whom: whom, method: "POST", path: "/api/v1/uploads", head: tus("Upload-Length", fmt.Sprint(len(content)),
		"Upload-Metadata", promise(evidence.Sum(content), "image/jpeg"))})
	if got.status != http.StatusCreated {
		t.Fatalf("begin an upload: %d %s", got.status, got.body)
	}
	return got.head.Get("Location")
}

// appendUpload sends bytes of an upload from an offset on.
func (s *site) appendUpload(t *testing.T, whom, place string, offset int, content []byte) answer {
	t.Helper()
	return s.send(t, request{whom: whom, method: "PATCH", path: place, body: content,
		head: tus("Upload-Offset", fmt.Sprint(offset), "Content-Type", "application/offset+octet-stream")})
}

// upload sends a photo whole.
func (s *site) upload(t *testing.T, whom string, content []byte) string {
	t.Helper()
	if got := s.appendUpload(t, whom, s.beginUpload(t, whom, content), 0, content); got.status != http.StatusNoContent {
		t.Fatalf("upload: %d %s", got.status, got.body)
	}
	return evidence.Sum(content)
}

// photograph attaches a photo of the scene to an open check; its bytes need not be there yet.
func (s *site) photograph(t *testing.T, check string, content []byte) string {
	t.Helper()
	sum := evidence.Sum(content)
	s.w.Must(t, s.w.Jia, s.w.Act(inspection.AttachPhoto, check, inspection.AttachPhotoBody{PhotoID: testkit.NewID(), SHA256: sum, OriginalSHA256: sum,
		ContentType: "image/jpeg", Size: int64(len(content)), Width: 64, Height: 48, Source: inspection.FromCamera, About: inspection.AboutScene, TakenAt: s.w.Clock.Now()}))
	return sum
}

// promise is Upload-Metadata for a photo.
func promise(sum, kind string) string {
	b64 := base64.StdEncoding.EncodeToString
	return "sha256 " + b64([]byte(sum)) + ",filetype " + b64([]byte(kind))
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
