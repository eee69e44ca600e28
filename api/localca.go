package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"anjian/internal/config"
)

// certificates gives the TLS settings and, with a local authority, its certificate for installing on a phone. Without
// https a phone has no camera, no service worker and no cryptography.
func certificates(c config.Config) (*tls.Config, []byte, error) {
	switch {
	case c.TLS.CertFile != "":
		p := &pair{cert: c.TLS.CertFile, key: c.TLS.KeyFile}
		if _, err := p.get(nil); err != nil {
			return nil, nil, fmt.Errorf("read the certificate: %w", err)
		}
		return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: p.get}, nil, nil
	case c.TLS.LocalCA:
		authority, err := localAuthority(filepath.Join(c.DataDir, "tls"))
		if err != nil {
			return nil, nil, fmt.Errorf("local certificate authority: %w", err)
		}
		server, err := authority.certificate(namesOfThisMachine())
		if err != nil {
			return nil, nil, fmt.Errorf("local certificate: %w", err)
		}
		return &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{server}}, authority.pem, nil
	}
	return nil, nil, nil
}

// pair is a certificate with its key in files that are read again when they change.
type pair struct {
	cert, key string
	mu        sync.Mutex
	asked     time.Time
	changed   time.Time
	now       *tls.Certificate
}

func (p *pair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now != nil && time.Since(p.asked) < time.Minute {
		return p.now, nil
	}
	p.asked = time.Now()
	info, err := os.Stat(p.cert)
	if err == nil && (p.now == nil || !info.ModTime().Equal(p.changed)) {
		var loaded tls.Certificate
		if loaded, err = tls.LoadX509KeyPair(p.cert, p.key); err == nil {
			p.now, p.changed = &loaded, info.ModTime()
		}
	}
	if p.now != nil {
		return p.now, nil // half-written files: the old pair serves on
	}
	return nil, err
}

type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pem  []byte
}

// localAuthority reads the authority of dir, or makes one that lives ten years. The key never leaves the folder.
func localAuthority(dir string) (*authority, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	certFile, keyFile := filepath.Join(dir, "ca.crt"), filepath.Join(dir, "ca.key")
	if loaded, err := tls.LoadX509KeyPair(certFile, keyFile); err == nil {
		text, err := os.ReadFile(certFile)
		key, ok := loaded.PrivateKey.(*ecdsa.PrivateKey)
		if err != nil || !ok {
			return nil, errors.Join(err, errors.New("the authority's key is of another kind"))
		}
		return &authority{cert: loaded.Leaf, key: key, pem: text}, nil
	} else if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: "Anjian local authority " + host, Organization: []string{"Anjian"}},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(10, 0, 0), IsCA: true, BasicConstraintsValid: true,
		MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyDER}), 0o600); err != nil {
		return nil, err
	}
	if err := os.WriteFile(certFile, text, 0o644); err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &authority{cert: cert, key: key, pem: text}, err
}

// certificate makes a fresh server certificate: at each start, so that it names the addresses of today's network. 397
// days is the longest that phones accept.
func (a *authority) certificate(names []string, addresses []net.IP) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: names[0]}, DNSNames: names, IPAddresses: addresses,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(0, 0, 397),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), a.key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key}, nil
}

func namesOfThisMachine() ([]string, []net.IP) {
	names, addresses := []string{"localhost"}, []net.IP{}
	if host, err := os.Hostname(); err == nil && host != "" && !slices.Contains(names, host) {
		names = append(names, host, host+".local")
	}
	found, _ := net.InterfaceAddrs() // none found: localhost still works
	for _, a := range found {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLinkLocalUnicast() {
			addresses = append(addresses, n.IP)
		}
	}
	return names, addresses
}

func serial() *big.Int {
	n, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		panic("no randomness: " + err.Error())
	}
	return n
}
