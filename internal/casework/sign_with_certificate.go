package casework

import (
	"context"
	"encoding/base64"
	"time"

	"anjian/internal/certified"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// AcceptCertificates tells the room which authorities' signatures it may verify; without it there are none.
func (r *Room) AcceptCertificates(v certified.Verifier) { r.certified = v }

// signWithCertificate verifies the signature as the server sees it now, and says whose it is. Where it does not hold the
// act is refused with the reason; the law room asks whether it is the signatory's own.
func signWithCertificate(_ context.Context, r *Room, at ledger.At, _ *inspection.Check, act inspection.Act, known *inspection.Known) error {
	b, err := read[inspection.SignWithCertificateBody](act)
	if err != nil {
		return err
	}
	proof := certified.Proof{Suite: b.Suite}
	if proof.CMS, err = base64.StdEncoding.DecodeString(b.CMS); err != nil {
		return certified.Unreadable.Because(err)
	}
	if proof.Signature, err = base64.StdEncoding.DecodeString(b.Signature); err != nil {
		return certified.Unreadable.Because(err)
	}
	for _, c := range b.Certificates {
		der, err := base64.StdEncoding.DecodeString(c)
		if err != nil {
			return certified.Unreadable.Because(err)
		}
		proof.Certificates = append(proof.Certificates, der)
	}
	signer, err := r.certified.Verify([]byte(inspection.SignedText(b.Digest)), proof, at.Now)
	if err != nil {
		return err
	}
	known.Certified = &inspection.Certified{Suite: b.Suite, Name: signer.Name, Organization: signer.Organization, Issuer: signer.Issuer,
		Serial: signer.Serial, Until: signer.Until.UTC().Truncate(time.Second)}
	if at := signer.Checked.UTC().Truncate(time.Second); !at.IsZero() {
		known.Certified.Checked = &at
	}
	return nil
}
