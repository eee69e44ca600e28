package main

import (
	"crypto"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"

	"anjian/internal/certified"
	"anjian/internal/config"
	"anjian/internal/paper"
	"anjian/internal/stamping"
)

// authorities reads the authorities whose certificates may sign a record; without files there are none.
func authorities(c config.Paper) (certified.Verifier, error) {
	roots := map[string][]byte{}
	for suite, file := range map[string]string{certified.X509: c.CARootsFile, certified.SM2: c.SM2RootsFile} {
		if file == "" {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return certified.Verifier{}, fmt.Errorf("read the authorities of %s: %w", suite, err)
		}
		roots[suite] = text
	}
	v, err := certified.NewVerifier(roots)
	if err != nil {
		return v, err
	}
	return v, revoke(v, c.CRLFiles)
}

// revoke reads the lists of revoked certificates anew.
func revoke(v certified.Verifier, files []string) error {
	lists := make([][]byte, len(files))
	for i, file := range files {
		var err error
		if lists[i], err = os.ReadFile(file); err != nil {
			return fmt.Errorf("read a list of revoked certificates: %w", err)
		}
	}
	return v.Revoke(lists...)
}

// timeStamps gives the service that stamps papers and roots; without an address there is none.
func timeStamps(c config.Paper) (*stamping.Service, error) {
	var roots []byte
	if c.StampRootsFile != "" {
		var err error
		if roots, err = os.ReadFile(c.StampRootsFile); err != nil {
			return nil, fmt.Errorf("read the roots of time-stamps: %w", err)
		}
	}
	return stamping.New(c.StampURL, c.StampPolicy, roots, c.StampTimeout)
}

// paperSealer reads the certificate with which papers are signed; none is named: the archive makes its own.
func paperSealer(c config.Paper) (paper.Sealer, error) {
	var s paper.Sealer
	if c.SignCertFile == "" {
		return s, nil
	}
	p, err := tls.LoadX509KeyPair(c.SignCertFile, c.SignKeyFile)
	if err != nil {
		return s, fmt.Errorf("read the certificate for papers: %w", err)
	}
	key, ok := p.PrivateKey.(crypto.Signer)
	if !ok {
		return s, errors.New("the key for papers cannot sign")
	}
	s.Key = key
	for _, der := range p.Certificate {
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			return s, fmt.Errorf("read the certificate for papers: %w", err)
		}
		s.Chain = append(s.Chain, cert)
	}
	return s, nil
}
