package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"anjian/internal/config"
	"anjian/internal/testkit"
)

// start runs the whole program in a folder, as main does, and stops it when the test ends.
func start(t *testing.T, dir string, settings ...string) (*Server, config.Config, *bytes.Buffer) {
	t.Helper()
	c, err := config.Load("", append([]string{"ANJIAN_ADDR=127.0.0.1:0", "ANJIAN_DATA_DIR=" + dir, "ANJIAN_LOG_LEVEL=error"}, settings...))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s, err := Start(t.Context(), c, &out)
	if err != nil {
		t.Fatal(err)
	}
	return s, c, &out
}

func TestTheProgramStartsTwiceOnTheSameFolderAndSaysReady(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		began := time.Now()
		s, c, out := start(t, dir)
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("the start took %v", took)
		}
		if !strings.HasPrefix(s.URL, "http://127.0.0.1:") || out.String() != "ready "+s.URL+"\n" {
			t.Errorf("it said %q", out)
		}
		_, c.Addr, _ = strings.Cut(s.URL, "://")
		if err := health(t.Context(), c); err != nil {
			t.Error(err)
		}
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
		if err := health(t.Context(), c); err == nil {
			t.Error("healthy after the end")
		}
	}
}

func TestStoppingLetsASlowRequestFinishAndTakesNoNewOne(t *testing.T) {
	s, _, _ := start(t, t.TempDir())
	at := strings.TrimPrefix(s.URL, "http://")
	link, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer link.Close()
	body := `{"username":"nobody","password":"nothing"}`
	fmt.Fprintf(link, "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body[:10])
	time.Sleep(100 * time.Millisecond)
	stopped := make(chan error, 1)
	go func() { stopped <- s.Stop() }()
	time.Sleep(200 * time.Millisecond)
	if other, err := net.DialTimeout("tcp", at, time.Second); err == nil {
		_ = other.Close()
		t.Error("a new connection was taken while stopping")
	}
	if _, err := link.Write([]byte(body[10:])); err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(link)
	if err != nil || !strings.HasPrefix(string(text), "HTTP/1.1 401") || !strings.Contains(string(text), "sign_in.wrong") {
		t.Errorf("the slow one got %q, %v", text, err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestTheProgramEndsWhenItIsTold(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := free.Addr().String()
	_ = free.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	environ := []string{"ANJIAN_ADDR=" + at, "ANJIAN_DATA_DIR=" + t.TempDir(), "ANJIAN_LOG_LEVEL=error"}
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, nil, environ) }()
	for began := time.Now(); run(t.Context(), []string{"health"}, environ) != nil; time.Sleep(50 * time.Millisecond) {
		if time.Since(began) > 30*time.Second {
			t.Fatal("it did not begin")
		}
	}
	cancel() // as an interrupt does
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Error("it did not end")
	}
}

func TestALocalAuthorityServesHttpsAndGivesItselfToPhones(t *testing.T) {
	dir := t.TempDir()
	s, c, _ := start(t, dir, "ANJIAN_TLS_LOCAL_CA=true")
	defer s.Stop()
	trusting := func(pem []byte) *http.Client {
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(pem)
		return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	}
	blind := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	got, err := blind.Get(s.URL + "/ca.crt")
	if err != nil {
		t.Fatal(err)
	}
	pem, err := io.ReadAll(got.Body)
	_ = got.Body.Close()
	if err != nil || got.Header.Get("Content-Type") != "application/x-x509-ca-cert" {
		t.Errorf("%v %v", err, got.Header)
	}
	if got, err = trusting(pem).Get(s.URL + "/healthz"); err != nil {
		t.Fatal(err)
	}
	_ = got.Body.Close()
	if got.StatusCode != 200 || got.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%s %v", got.Status, got.Header)
	}
	if bytes.Contains(pem, []byte("PRIVATE KEY")) {
		t.Error("the authority's key was given away")
	}
	_, c.Addr, _ = strings.Cut(s.URL, "://")
	if err := health(t.Context(), c); err != nil {
		t.Error(err)
	}
	again, _, _ := start(t, dir, "ANJIAN_TLS_LOCAL_CA=true")
	defer again.Stop()
	if got, err = trusting(pem).Get(again.URL + "/healthz"); err != nil {
		t.Errorf("after a second start the phone must install it anew: %v", err)
	} else {
		_ = got.Body.Close()
	}
}

func TestEveryAnswerCarriesTheHeadersThatKeepOthersOut(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/", "/office/", "/office/checks/x", "/checks/x", "/sw.js", "/nothing.js", "/api/nothing", "/api/v1/me", "/api/v1/checks", "/api/docs", "/api/v1/openapi.json", "/healthz", "/metrics"} {
		for _, method := range []string{"GET", "HEAD", "POST", "TRACE"} {
			got := s.send(t, request{"", method, path, nil, nil})
			for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin"} {
				if got.head.Get(name) != want {
					t.Errorf("%s %s: %s is %q", method, path, name, got.head.Get(name))
				}
			}
			policy := got.head.Get("Content-Security-Policy")
			if !strings.Contains(policy, "default-src 'self'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") || got.head.Get("X-Request-Id") == "" || got.head.Get("Server") != "" {
				t.Errorf("%s %s: %v", method, path, got.head)
			}
			if got.status >= 400 && method != "HEAD" && got.head.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s: %d is no problem: %s", method, path, got.status, got.head.Get("Content-Type"))
			}
			if strings.HasPrefix(path, "/api/v1/me") && got.head.Get("Cache-Control") != "no-store" {
				t.Errorf("%s %s may be kept: %s", method, path, got.head.Get("Cache-Control"))
			}
		}
	}
}

func TestTheAppIsServedPackedAndItsPagesAreAskedForAnew(t *testing.T) {
	s := newSite(t)
	packed := map[string]string{"Accept-Encoding": "gzip, br", "Accept": "text/html"}
	for path, keep := range map[string]string{"/": "no-cache", "/checks/some-check": "no-cache", "/office/": "no-cache", "/office/people": "no-cache", "/v/x/abcdef": "no-cache"} {
		got := s.send(t, request{"", "GET", path, nil, packed})
		if got.status != 200 || !strings.HasPrefix(got.head.Get("Content-Type"), "text/html") || got.head.Get("ETag") != "" && got.head.Get("Cache-Control") != keep {
			t.Errorf("%s: %d %v", path, got.status, got.head)
		}
		if etag := got.head.Get("ETag"); etag != "" {
			again := s.send(t, request{"", "GET", path, nil, map[string]string{"If-None-Match": etag}})
			if again.status != 304 || len(again.body) != 0 {
				t.Errorf("%s asked again: %d", path, again.status)
			}
		}
	}
	entry := 0
	page := s.send(t, request{"", "GET", "/", nil, map[string]string{"Accept": "text/html"}})
	for _, m := range regexp.MustCompile(`(?:src|href)="(/?assets/[^"]+\.(?:js|css))"`).FindAllStringSubmatch(string(page.body), -1) {
		got := s.send(t, request{"", "GET", "/" + strings.TrimPrefix(m[1], "/"), nil, packed})
		if got.status != 200 || got.head.Get("Cache-Control") != "public, max-age=31536000, immutable" || len(got.body) > 600 && got.head.Get("Content-Encoding") == "" {
			t.Errorf("%s: %d %v", m[1], got.status, got.head)
		}
		entry += len(got.body)
	}
	t.Logf("the phone's entry: %d bytes over the wire", entry)
	for _, path := range []string{"/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/office/..%2f..%2fgo.mod", "/assets/..%2f..%2f..%2fgo.mod", "/.gitignore", "/assets/"} {
		got := s.send(t, request{"", "GET", path, nil, nil})
		if bytes.Contains(got.body, []byte("root:")) || bytes.Contains(got.body, []byte("module anjian")) || got.status >= 500 {
			t.Errorf("%s: %d %.60s", path, got.status, got.body)
		}
	}
}

func TestAnswersOfTheAPIArePackedForWhoTakesIt(t *testing.T) {
	s := newSite(t)
	check := s.w.Open(t)
	s.w.Must(t, s.w.Jia, s.w.Answers(check, 120)...)
	plain := s.get(t, "jia", "/api/v1/checks/"+check)
	got := s.send(t, request{"jia", "GET", "/api/v1/checks/" + check, nil, map[string]string{"Accept-Encoding": "gzip"}})
	z, err := gzip.NewReader(bytes.NewReader(got.body))
	if err != nil || got.head.Get("Content-Encoding") != "gzip" || got.head.Get("Vary") == "" {
		t.Fatal(err, got.head)
	}
	text, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(text, plain.body) || len(got.body)*4 > len(text) {
		t.Errorf("%v: %d of %d bytes", err, len(got.body), len(text))
	}
	t.Logf("a check of 120 answers: %d bytes, packed %d", len(text), len(got.body))
	again := s.send(t, request{"jia", "GET", "/api/v1/checks/" + check, nil, map[string]string{"If-None-Match": got.head.Get("ETag")}})
	if again.status != 304 || len(again.body) != 0 || again.head.Get("ETag") != got.head.Get("ETag") {
		t.Errorf("asked again: %d %v", again.status, again.head)
	}
	batch := map[string]any{"acts": s.w.Answers(check, 130)[120:]}
	sent := s.send(t, request{"jia", "POST", "/api/v1/acts", zipped(mustJSON(t, batch)), map[string]string{"Content-Encoding": "gzip"}})
	if sent.status != 200 || strings.Count(string(sent.body), `"accepted"`) != 10 {
		t.Errorf("a packed batch: %d %.200s", sent.status, sent.body)
	}
}

func TestNoTokenPasswordOrQueryStandsInTheLog(t *testing.T) {
	keepDiary() // a server started by another test logs to its own place
	s := newSite(t)
	p := s.signIn(t, "jia")
	s.send(t, request{"", "GET", "/api/v1/checks?q=geheim-query&cursor=geheim-cursor", nil, map[string]string{"Authorization": "Bearer " + p.AccessToken}})
	s.send(t, request{"", "POST", "/api/v1/sessions", map[string]string{"username": "jia", "password": "geheim-password"}, nil})
	s.send(t, request{"", "POST", "/api/v1/sessions", `{"username":"geheim-name","password":`, nil})
	s.send(t, request{"", "POST", "/api/v1/sessions/refresh", map[string]string{"refreshToken": p.RefreshToken}, nil})
	s.send(t, request{"", "GET", "/api/v1/me?access_token=" + p.AccessToken, nil, nil})
	s.stop()
	s.send(t, request{"", "POST", "/api/v1/sessions", map[string]string{"username": "geheim-name", "password": "geheim-password"}, nil})
	log := diary.String()
	if !strings.Contains(log, "route=/api/v1/sessions") {
		t.Error("nothing was logged at all")
	}
	for _, secret := range []string{"geheim", p.AccessToken, p.RefreshToken, password, sharedHash()} {
		if i := strings.Index(log, secret); i >= 0 {
			t.Errorf("the log says %.300s", log[max(0, i-150):])
		}
	}
}

func TestTheFiguresAreForWhoeverWatchesTheServerAndForNobodyElse(t *testing.T) {
	s := newSite(t)
	settings := generous
	settings.MetricsToken = "watch-me-closely"
	watched := openSite(t, testkit.SQLite(t), settings)
	for _, c := range []struct {
		name, url, header, value string
		want                     int
	}{
		{"this machine", s.url, "", "", http.StatusOK},
		{"a proxy on this machine asks for somebody", s.url, "X-Forwarded-For", "198.51.100.7", http.StatusNotFound},
		{"a standard proxy header does the same", s.url, "Forwarded", "for=198.51.100.7", http.StatusNotFound},
		{"a token where there is none does not help a proxy", s.url, "X-Real-Ip", "198.51.100.7", http.StatusNotFound},
		{"the token", watched.url, "Authorization", "Bearer watch-me-closely", http.StatusOK},
		{"this machine without the token", watched.url, "", "", http.StatusNotFound},
		{"another token", watched.url, "Authorization", "Bearer watch-me", http.StatusNotFound},
	} {
		q, err := http.NewRequest(http.MethodGet, c.url+"/metrics", nil)
		if err != nil {
			t.Fatal(err)
		}
		if c.header != "" {
			q.Header.Set(c.header, c.value)
		}
		got, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(got.Body)
		got.Body.Close()
		if got.StatusCode != c.want || strings.Contains(string(text), "go_goroutines") != (c.want == http.StatusOK) {
			t.Errorf("%s: %d %.60s", c.name, got.StatusCode, text)
		}
	}
}
