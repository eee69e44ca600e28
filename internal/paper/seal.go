package paper

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"image"
	"image/png"
	"slices"
	"time"
	"unicode/utf16"

	"github.com/digitorus/pdf"
	"github.com/digitorus/pdfsign/sign"

	"anjian/internal/inspection"
)

// Sealer signs finished PDFs with a certificate. Chain begins with the certificate and ends with its authority. StampURL
// is where time-stamps (RFC 3161) are asked for; empty: the signature carries the server's own time.
type Sealer struct {
	Key      crypto.Signer
	Chain    []*x509.Certificate
	StampURL string
}

// Unstamped stands in the reason of a bureau's signature that was to carry a time-stamp and got none.
const Unstamped = "（未加盖时间戳）"

// Printed is a paper as it was set, and where on it people's signatures stand.
type Printed struct {
	PDF    []byte
	Signed []Signed

	fonts *Fonts
	code  string // the paper's check code; empty: it has none
}

// Signed is one signature on a paper: on which page, within which box (points from the lower left corner).
type Signed struct {
	Signature inspection.Signature
	Page      int
	Box       [4]float64
}

func signedOn(page int, ops []op) []Signed {
	var out []Signed
	for _, o := range ops {
		if o.kind == opSigned {
			out = append(out, Signed{*o.signed, page, [4]float64{o.x, pageHeight - o.y - o.h, o.x + o.w, pageHeight - o.y}})
		}
	}
	return out
}

var standsFor = map[inspection.Party]string{inspection.PartyLead: "执法人员（主办）签名存证", inspection.PartyAssistant: "执法人员（协办）签名存证",
	inspection.PartyEnterprise: "被检查单位签名存证", inspection.PartyExpert: "专家签名存证"}

// Seal signs a paper for everybody whose signature stands on it, in the order of signing, and last for the bureau.
func (p Printed) Seal(by Sealer, bureau, reason string, at time.Time) ([]byte, error) {
	people := slices.Clone(p.Signed)
	slices.SortStableFunc(people, func(a, b Signed) int { return a.Signature.At.Compare(b.Signature.At) })
	marks := make([]Mark, 0, len(people))
	for _, s := range people {
		who := s.Signature.Signatory
		marks = append(marks, Mark{Name: who.Name, Reason: standsFor[who.Party] + " " + s.Signature.Digest[:min(12, len(s.Signature.Digest))], Place: bureau, At: s.Signature.At,
			Page: s.Page, Box: s.Box, Image: frame(s.Box)})
	}
	signed, err := SignPDF(p.PDF, by, marks...)
	if err != nil {
		return nil, err
	}
	last := Mark{Name: bureau, Reason: reason, Place: bureau, At: at, Page: 1, Box: bureauBox, Image: p.bureauMark(bureau, reason, at)}
	if by.StampURL == "" {
		return SignPDF(signed, by, last)
	}
	last.Stamped = true // it covers all the others
	stamped, err := SignPDF(signed, by, last)
	if err == nil {
		return stamped, nil
	}
	last.Stamped, last.Reason = false, reason+Unstamped // no service holds a paper back
	last.Image = p.bureauMark(bureau, last.Reason, at)
	return SignPDF(signed, by, last)
}

// bureauBox is in the foot of the first page, between number and check code on the left and the page's number on the right.
var bureauBox = [4]float64{marginLeft + 74*mm, pageHeight - footTop - 9.2*mm, marginLeft + 127*mm, pageHeight - footTop - 1.2*mm}

// bureauMark is what is seen of the bureau's signature: who signed, when, over which paper.
func (p Printed) bureauMark(bureau, reason string, at time.Time) []byte {
	when := momentOf(at)
	if p.code != "" {
		when += "　校验码：" + p.code
	}
	return p.fonts.markPicture(bureauBox, []string{bureau + "　" + reason, when})
}

// frame is a thin line around a box, through which what stands there is seen.
func frame(box [4]float64) []byte {
	const scale = 2
	w, h := int((box[2]-box[0])*scale), int((box[3]-box[1])*scale)
	picture := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		picture.Set(x, 0, markColor)
		picture.Set(x, h-1, markColor)
	}
	for y := range h {
		picture.Set(0, y, markColor)
		picture.Set(w-1, y, markColor)
	}
	var b bytes.Buffer
	_ = png.Encode(&b, picture) // a picture in memory always has a PNG
	return b.Bytes()
}

// Mark is one digital signature: whose signing it keeps, and why. A mark with a page is seen there, as words within its
// box (points from the lower left corner).
type Mark struct {
	Name   string // of the signer it stands for
	Reason string
	Place  string
	At     time.Time
	Page   int
	Box    [4]float64 // left, bottom, right, top
	Image  []byte     // PNG or JPEG to be seen in the box

	Stamped bool // with a time-stamp of the sealer's service
}

// SignPDF adds one incremental signature for each mark (PDF 32000-1, 12.8; SubFilter adbe.pkcs7.detached): the bytes of
// the PDF before stay as they are, and each signature covers everything before it, so that a later change shows in all of
// them. It claims neither PAdES nor PDF/A.
//
// The certificate is the server's for every mark: it proves what the server saw signed and that nothing changed since. A
// hand's signature on a screen stays what it is; no certificate is passed off as the person's own.
func SignPDF(file []byte, by Sealer, marks ...Mark) ([]byte, error) {
	if len(by.Chain) == 0 || by.Key == nil {
		return nil, errors.New("paper: no certificate to sign with")
	}
	for _, m := range marks {
		signed, err := by.mark(file, m)
		if err != nil {
			return nil, fmt.Errorf("paper: sign for %s: %w", m.Reason, err)
		}
		if !bytes.HasPrefix(signed, file) {
			return nil, errors.New("paper: signing changed what was there before")
		}
		file = signed
	}
	return file, nil
}

func (s Sealer) mark(file []byte, m Mark) ([]byte, error) {
	reader, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	var tsa sign.TSA
	if m.Stamped {
		tsa.URL = s.StampURL
	}
	var out bytes.Buffer
	err = sign.Sign(bytes.NewReader(file), &out, reader, int64(len(file)), sign.SignData{
		Signature: sign.SignDataSignature{CertType: sign.ApprovalSignature, Info: sign.SignDataSignatureInfo{Name: spelt(m.Name), Location: spelt(m.Place), Reason: spelt(m.Reason), Date: m.At}},
		Signer:    s.Key, DigestAlgorithm: crypto.SHA256, Certificate: s.Chain[0], CertificateChains: [][]*x509.Certificate{s.Chain},
		TSA:        tsa,
		Appearance: sign.Appearance{Visible: m.Page > 0, Page: uint32(max(m.Page, 0)), LowerLeftX: m.Box[0], LowerLeftY: m.Box[1], UpperRightX: m.Box[2], UpperRightY: m.Box[3], Image: m.Image},
	})
	return out.Bytes(), err
}

// spelt writes a text so that the library, which puts UTF-16 into a literal string without escaping it, puts there what
// was meant: without this every character with a byte \, ( or ) in it is torn (局 5C40, 山 5C71, 倩 5029). Each byte of the
// UTF-16 becomes an octal escape, and the escapes, two bytes at a time, the characters handed over.
func spelt(text string) string {
	ascii := true
	for _, r := range text {
		ascii = ascii && r < 0x80
	}
	if ascii {
		return text
	}
	var handed []rune
	for _, unit := range utf16.Encode([]rune(text)) {
		for _, b := range [...]uint16{unit >> 8, unit & 0xff} {
			handed = append(handed, rune('\\'<<8|'0'+b>>6), rune(('0'+b>>3&7)<<8|'0'+b&7))
		}
	}
	return string(handed)
}
