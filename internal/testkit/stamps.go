package testkit

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
)

// StampAuthority is a time-stamp service (RFC 3161) of the test world, with a root of its own.
type StampAuthority struct {
	URL   string
	Roots []byte       // PEM
	Down  atomic.Bool  // it answers 503
	Slow  atomic.Int64 // milliseconds it takes
	Wrong atomic.Bool  // it stamps something else than it was asked for
	Asked atomic.Int64 // how often
	Name  string
}

// NewStampAuthority starts a service; it ends with the test.
func NewStampAuthority(t testing.TB) *StampAuthority {
	t.Helper()
	a := &StampAuthority{Name: "试验时间戳服务"}
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	years := func(n int) time.Time { return time.Now().AddDate(n, 0, 0) }
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "试验时间戳根"}, NotBefore: years(-1), NotAfter: years(5), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	rootDER, err := x509.CreateCertificate(rand.Reader, root, root, &rootKey.PublicKey, rootKey)
	must(t, err)
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: a.Name}, NotBefore: years(-1), NotAfter: years(5), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, root, &key.PublicKey, rootKey)
	must(t, err)
	by, err := x509.ParseCertificate(leafDER)
	must(t, err)
	a.Roots = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rootDER})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.Asked.Add(1)
		time.Sleep(time.Duration(a.Slow.Load()) * time.Millisecond)
		question, err := io.ReadAll(r.Body)
		if err != nil || a.Down.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		q, err := timestamp.ParseRequest(question)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		stamp := timestamp.Timestamp{HashAlgorithm: crypto.SHA256, HashedMessage: q.HashedMessage, Time: time.Now(), Policy: []int{1, 2, 3, 4, 1}, AddTSACertificate: true}
		if a.Wrong.Load() {
			stamp.HashedMessage = make([]byte, 32)
		}
		answer, err := stamp.CreateResponseWithOpts(by, key, crypto.SHA256)
		if err != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	a.URL = server.URL
	return a
}
