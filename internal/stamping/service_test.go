package stamping_test

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"io"
	"net/http"
	"testing"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/stamping"
	"anjian/internal/testkit"
)

func service(t *testing.T, a *testkit.StampAuthority, policy string, roots []byte) *stamping.Service {
	t.Helper()
	s, err := stamping.New(a.URL, policy, roots, 500*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestATokenIsOverWhatWasAskedAndOfAServiceThatIsTrusted(t *testing.T) {
	a, other := testkit.NewStampAuthority(t), testkit.NewStampAuthority(t)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(a.Roots)
	for _, s := range []*stamping.Service{service(t, a, "", nil), service(t, a, "", a.Roots), service(t, a, "1.2.3.4.1", a.Roots)} {
		token, err := s.Stamp(t.Context(), []byte("root of the day"))
		if err != nil {
			t.Fatal(err)
		}
		seen, err := evidence.ReadStamp(token, evidence.Sum([]byte("root of the day")), roots)
		if err != nil || !seen.Trusted || seen.By != a.Name || seen.Policy != "1.2.3.4.1" || time.Since(seen.At) > time.Minute {
			t.Errorf("%+v, %v", seen, err)
		}
		if _, err := evidence.ReadStamp(token, evidence.Sum([]byte("another root")), roots); err == nil {
			t.Error("it holds over something else")
		}
		token[len(token)-1] ^= 1
		if _, err := evidence.ReadStamp(token, evidence.Sum([]byte("root of the day")), roots); err == nil {
			t.Error("a changed token holds")
		}
	}
	if _, err := service(t, a, "", other.Roots).Stamp(t.Context(), nil); err == nil {
		t.Error("a service that does not chain to the root is believed")
	}
	if _, err := service(t, a, "1.2.3.4.9", a.Roots).Stamp(t.Context(), nil); err == nil {
		t.Error("another policy is taken")
	}
	for name, wound := range map[string]func(){"down": func() { a.Down.Store(true) }, "slow": func() { a.Down.Store(false); a.Slow.Store(1000) }, "wrong": func() { a.Slow.Store(0); a.Wrong.Store(true) }} {
		a.Down.Store(false)
		a.Slow.Store(0)
		a.Wrong.Store(false)
		wound()
		if _, err := service(t, a, "", a.Roots).Stamp(t.Context(), []byte("x")); err == nil {
			t.Errorf("a service that is %s gives a stamp", name)
		}
	}
}

func TestTheRelayGivesOnlyWhatHoldsAndInTime(t *testing.T) {
	a := testkit.NewStampAuthority(t)
	url, stop, err := service(t, a, "1.2.3.4.1", a.Roots).Relay()
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	sum := sha256.Sum256([]byte("a signature"))
	question, err := evidence.AskStamp(sum[:], "")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(body []byte) (int, []byte) {
		t.Helper()
		got, err := http.Post(url, "application/timestamp-query", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		answer, err := io.ReadAll(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		return got.StatusCode, answer
	}
	status, answer := ask(question)
	token, err := evidence.StampIn(answer)
	if status != http.StatusOK || err != nil {
		t.Fatal(status, err)
	}
	if _, err := evidence.ReadStamp(token, evidence.Sum([]byte("a signature")), nil); err != nil {
		t.Error(err)
	}
	if status, _ := ask([]byte("no question")); status != http.StatusBadRequest {
		t.Error(status)
	}
	a.Slow.Store(2000)
	began := time.Now()
	if status, _ := ask(question); status != http.StatusServiceUnavailable || time.Since(began) > 1500*time.Millisecond {
		t.Errorf("a slow service: %d after %s", status, time.Since(began))
	}
	a.Slow.Store(0)
	asked := a.Asked.Load()
	if status, _ := ask(question); status != http.StatusServiceUnavailable || a.Asked.Load() != asked {
		t.Errorf("right after it has failed it is asked again: %d", status)
	}
	a.Wrong.Store(true)
	if url, stop, err = service(t, a, "", a.Roots).Relay(); err != nil {
		t.Fatal(err)
	}
	defer stop()
	if status, _ := ask(question); status != http.StatusServiceUnavailable {
		t.Errorf("a service that stamps something else: %d", status)
	}
}

func TestWithoutAnAddressThereIsNone(t *testing.T) {
	s, err := stamping.New("", "", nil, time.Second)
	if err != nil || s.On() {
		t.Error(err)
	}
	if _, err := stamping.New("http://x", "no.oid", nil, time.Second); err == nil {
		t.Error("a policy that is none is taken")
	}
	if _, err := stamping.New("http://x", "", []byte("no certificate"), time.Second); err == nil {
		t.Error("roots without a certificate are taken")
	}
}
