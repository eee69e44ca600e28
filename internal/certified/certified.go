package certified

import (
	"encoding/pem"
	"fmt"
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
}

// suite is one family of algorithms. Each refuses what is not its own.
type suite interface {
	verify(content []byte, p Proof, at time.Time) (Signer, error)
}

// Verifier knows the accepted roots of each suite. The zero value accepts nothing.
type Verifier struct {
	suites map[string]suite
}

// NewVerifier accepts the roots of a PEM file for each suite named; a suite that is not named, or has no file, is off.
func NewVerifier(roots map[string][]byte) (Verifier, error) {
	v := Verifier{suites: map[string]suite{}}
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
// (certified.not_valid, with the reason).
func (v Verifier) Verify(content []byte, p Proof, at time.Time) (Signer, error) {
	s := v.suites[p.Suite]
	switch {
	case s == nil:
		return Signer{}, SuiteOff.With("suite", p.Suite)
	case (len(p.CMS) > 0) == (len(p.Signature) > 0), len(p.Signature) > 0 && len(p.Certificates) == 0:
		return Signer{}, Unreadable
	}
	return s.verify(content, p, at)
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

func notValid(why string, cause error) error { return NotValid.With("reason", why).Because(cause) }
