package certified

import (
	"bytes"
	"encoding/pem"
	"fmt"
	"time"

	"github.com/emmansun/gmsm/smx509"
)

// revocations are lists of revoked certificates (CRL, RFC 5280), of authorities of either suite.
type revocations struct{ lists []*smx509.RevocationList }

// why are the reasons of RFC 5280, 5.3.1, by their number.
var why = map[int]string{1: "keyCompromise", 2: "cACompromise", 3: "affiliationChanged", 4: "superseded", 5: "cessationOfOperation", 6: "certificateHold", 9: "privilegeWithdrawn", 10: "aACompromise"}

// readLists reads lists from files, each one list in DER or any number in PEM.
func readLists(files [][]byte) (*revocations, error) {
	r := &revocations{}
	for _, file := range files {
		ders := [][]byte{}
		for block, rest := pem.Decode(file); block != nil; block, rest = pem.Decode(rest) {
			if block.Type == "X509 CRL" {
				ders = append(ders, block.Bytes)
			}
		}
		if len(ders) == 0 {
			ders = append(ders, file)
		}
		for _, der := range ders {
			list, err := smx509.ParseRevocationList(der)
			if err != nil {
				return nil, fmt.Errorf("certified: read a list of revoked certificates: %w", err)
			}
			r.lists = append(r.lists, list)
		}
	}
	return r, nil
}

// refuse says no to a chain (DER, the signer's first, the root last) one of whose certificates its issuer had revoked by
// the given time. A list that the issuer did not sign counts for nothing; one that is out of date still counts for what
// it lists, and says nothing of the rest. checked is when the newest list in force was issued on which the signer's could
// stand and does not; zero: there is none.
func (r *revocations) refuse(chain [][]byte, at time.Time) (checked time.Time, err error) {
	if r == nil {
		return checked, nil
	}
	for i := range len(chain) - 1 {
		cert, err := smx509.ParseCertificate(chain[i])
		if err != nil {
			return checked, Unreadable.Because(err)
		}
		issuer, err := smx509.ParseCertificate(chain[i+1])
		if err != nil {
			return checked, Unreadable.Because(err)
		}
		for _, list := range r.lists {
			if !bytes.Equal(list.RawIssuer, cert.RawIssuer) || list.CheckSignatureFrom(issuer) != nil {
				continue
			}
			if i == 0 && !list.ThisUpdate.After(at) && at.Before(list.NextUpdate) && list.ThisUpdate.After(checked) {
				checked = list.ThisUpdate.UTC()
			}
			for _, e := range list.RevokedCertificateEntries {
				if e.SerialNumber.Cmp(cert.SerialNumber) != 0 || e.RevocationTime.After(at) || e.ReasonCode == 8 { // 8: taken off again
					continue
				}
				reason := why[e.ReasonCode]
				if reason == "" {
					reason = "unspecified"
				}
				return checked, Revoked.With("name", cert.Subject.CommonName).With("serial", cert.SerialNumber.Text(16)).
					With("on", e.RevocationTime.UTC().Format(time.DateOnly)).With("reason", reason)
			}
		}
	}
	return checked, nil
}
