package inspection

import "time"

// Certified is what the server found when it verified a signature made with a certificate: whose, from which authority.
type Certified struct {
	Suite        string    `json:"suite"`
	Name         string    `json:"name"`
	Organization string    `json:"organization,omitempty"`
	Issuer       string    `json:"issuer"`
	Serial       string    `json:"serial"`
	Until        time.Time `json:"until"`
	// Checked is when the authority issued the list of revoked certificates that the server held it against; empty: there was none.
	Checked *time.Time `json:"checked,omitempty"`
}

// SignedText is what a certificate signs for a digest: never the bare digest, so that a signature made for something else
// cannot be passed off as one for a record.
func SignedText(digest string) string { return "anjian/signature/1 " + digest }

// signWithCertificate counts a signature that the server has verified (Known.Certified). The certificate must be the
// signatory's own: an officer's name; for the enterprise the name of who signs or of the enterprise itself. Only the
// server can judge it, so it is never done offline.
//
// 电子签名法 13, 14: a reliable electronic signature has the force of one by hand.
func signWithCertificate(c *Check, act Act, b SignWithCertificateBody, known Known) error {
	on, err := c.toSign(b.Paper, b.Signatory.Party)
	switch {
	case err != nil:
		return err
	case b.Digest != on.digest:
		return RecordChanged
	case !c.r.Accepts(ByCertificate):
		return WayNotAccepted.With("way", string(ByCertificate))
	case !c.isOfficer(act.Actor) && b.Signatory.Party != PartyEnterprise:
		return NotAParty.With("party", string(b.Signatory.Party))
	}
	if err := c.maySign(on, b.Signatory); err != nil {
		return err
	}
	proven := known.Certified
	if proven == nil {
		return CertificateUnjudged
	}
	own := proven.Name == b.Signatory.Name
	if b.Signatory.Party == PartyEnterprise {
		own = own || proven.Name == c.r.Enterprise.Name || proven.Organization == c.r.Enterprise.Name
	}
	if !own {
		return CertificateOfAnother.With("name", proven.Name)
	}
	*on.signatures = append(*on.signatures, Signature{
		Act: act.ID, Signatory: b.Signatory, Digest: b.Digest, Sentence: b.Sentence, Way: ByCertificate, Certificate: proven,
		Ink: Ink{Strokes: [][][]float64{}}, By: act.who(), At: act.DoneAt,
	})
	return nil
}
