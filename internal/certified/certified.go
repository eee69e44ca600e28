package certified

import (
	"encoding/pem"
	"fmt"
	"sync/atomic"
	"time"
)

// The suites by name. The names stand in the ledger and never change.
const (
	X509 = "x509-sha256"
	SM2  = "sm2-sm3"
)

// Proof is a signature as it was handed in: a detached CMS message, or a bare signature with the signer's certificate
// first and what leads to a root after it (DER).
type Proof struct {
	Suite        string
	CMS          []byte
	Signature    []byte
	Certificates [][]byte
}

// Signer is whose certificate it was.
type Signer struct {
	Name         string // common name
	Organization string
	Issuer       string
	Serial       string // hex
	Until        time.Time
	// Checked is when the authority issued the list of revoked certificates that was in force and does not name this one;
	// zero: there was none, and whether it was revoked is not known.
	Checked time.Time
}

// suite is one family of algorithms. Each refuses what is not its own. chain is the certificates that lead from the
// signer's to an accepted root, in DER.
type suite interface {
	verify(content []byte, p Proof, at time.Time) (s Signer, chain [][]byte, err error)
}

// Verifier knows the accepted roots of each suite. The zero value accepts nothing.
type Verifier struct {
	suites  map[string]suite
	revoked *atomic.Pointer[revocations]
}

// NewVerifier accepts the roots of a PEM file for each suite named; a suite that is not named, or has no file, is off.
func NewVerifier(roots map[string][]byte) (Verifier, error) {
	v := Verifier{suites: map[string]suite{}, revoked: &atomic.Pointer[revocations]{}}
	for name, file := range roots {
		if len(file) == 0 {
			continue
		}
		ders, err := certificates(file)
		if err != nil {
			return Verifier{}, fmt.Errorf("certified: roots of %s: %w", name, err)
		}
		var made suite
		switch name {
		case X509:
			made, err = newX509(ders)
		case SM2:
			made, err = newSM2(ders)
		default:
			err = fmt.Errorf("there is no suite of that name")
		}
		if err != nil {
			return Verifier{}, fmt.Errorf("certified: roots of %s: %w", name, err)
		}
		v.suites[name] = made
	}
	return v, nil
}

// Revoke takes the authorities' lists of revoked certificates (CRL), each file one list in DER or any number in PEM, in
// the place of those before; every copy of the verifier knows them from then on. With none, nothing is known of
// revocation.
func (v Verifier) Revoke(files ...[]byte) error {
	r, err := readLists(files)
	if err != nil || v.revoked == nil {
		return err
	}
	v.revoked.Store(r)
	return nil
}

// Suites are the names of those that are on, in a fixed order.
func (v Verifier) Suites() []string {
	names := []string{}
	for _, name := range []string{X509, SM2} {
		if v.suites[name] != nil {
			names = append(names, name)
		}
	}
	return names
}

// Verify says who signed content, at that time, by a certificate that chains to an accepted root. Refuses a suite that is
// off (certified.suite_off), what cannot be read (certified.unreadable), and every signature that does not hold
// (certified.not_valid, with the reason), one by a certificate that has ended or is of another authority (certified.ended, certified.foreign), and one by a certificate its authority has revoked (certified.revoked).
func (v Verifier) Verify(content []byte, p Proof, at time.Time) (Signer, error) {
	s := v.suites[p.Suite]
	switch {
	case s == nil:
		return Signer{}, SuiteOff.With("suite", p.Suite)
	case (len(p.CMS) > 0) == (len(p.Signature) > 0), len(p.Signature) > 0 && len(p.Certificates) == 0:
		return Signer{}, Unreadable
	}
	signer, chain, err := s.verify(content, p, at)
	if err != nil {
		return Signer{}, err
	}
	signer.Checked, err = v.revoked.Load().refuse(chain, at)
	if err != nil {
		return Signer{}, err
	}
	return signer, nil
}

func certificates(file []byte) ([][]byte, error) {
	var ders [][]byte
	for block, rest := pem.Decode(file); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			ders = append(ders, block.Bytes)
		}
	}
	if len(ders) == 0 {
		return nil, fmt.Errorf("no certificate in the file")
	}
	return ders, nil
}

// notChained says why a certificate does not lead to a root: its days are over or have not come, or nobody here accepts who
// issued it.
func notChained(s Signer, from, at time.Time, cause error) error {
	if at.Before(from) || at.After(s.Until) {
		return Ended.With("name", s.Name).With("from", from.UTC().Format(time.DateOnly)).With("until", s.Until.UTC().Format(time.DateOnly)).Because(cause)
	}
	return Foreign.With("name", s.Name).With("issuer", s.Issuer).Because(cause)
}

func notValid(why string, cause error) error { return NotValid.With("reason", why).Because(cause) }
