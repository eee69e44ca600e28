package inspection

import "time"

// The bodies of the acts about papers: signing on paper or with a certificate, what follows a refusal, delivery.

// StateDefenceBody is the enterprise's statement or defence 陈述申辩, in its own words.
type StateDefenceBody struct {
	Digest string `json:"digest" pattern:"^[0-9a-f]{64}$"` // of the record it speaks about, as its author saw it
	Name   string `json:"name" maxLength:"100"`
	Post   string `json:"post,omitempty" maxLength:"100"`
	Text   string `json:"text" maxLength:"8000"`
}

// SheetPicture is a picture of a sheet of paper whose bytes are (or will be) uploaded under SHA256.
type SheetPicture struct {
	SHA256      string `json:"sha256" pattern:"^[0-9a-f]{64}$"`
	ContentType string `json:"contentType" enum:"image/jpeg,image/png,image/webp"`
	Size        int64  `json:"size" minimum:"1" maximum:"104857600"`
	Width       int    `json:"width" minimum:"1" maximum:"20000"`
	Height      int    `json:"height" minimum:"1" maximum:"20000"`
}

// SheetCorner is a corner of the sheet in its picture, in ten-thousandths of width and height.
type SheetCorner struct {
	X int `json:"x" minimum:"0" maximum:"10000"`
	Y int `json:"y" minimum:"0" maximum:"10000"`
}

// FileSignedPageBody files the photo of one page that was printed and signed by hand. Original is the photo as it was
// taken, Flat the copy made upright from Corners (upper left, then clockwise, as the page is read). Read says whether the
// page's QR code named it or a person did. Replaces is the act that filed a worse photo of the same page.
type FileSignedPageBody struct {
	Paper    string        `json:"paper,omitempty" format:"uuid"` // a supplement or a paper of the loop; empty: the record
	Digest   string        `json:"digest" pattern:"^[0-9a-f]{64}$"`
	Page     int           `json:"page" minimum:"1" maximum:"200"`
	Pages    int           `json:"pages" minimum:"1" maximum:"200"`
	Read     PageRead      `json:"read" enum:"code,hand"`
	Original SheetPicture  `json:"original"`
	Flat     SheetPicture  `json:"flat"`
	Corners  []SheetCorner `json:"corners" minItems:"4" maxItems:"4"`
	Source   PhotoSource   `json:"source" enum:"camera,album"`
	TakenAt  time.Time     `json:"takenAt"`
	Replaces string        `json:"replaces,omitempty" format:"uuid"`
}

// SignOnPaperBody states that a party's signature by hand is on the filed pages.
type SignOnPaperBody struct {
	Paper     string    `json:"paper,omitempty" format:"uuid"`
	Signatory Signatory `json:"signatory"`
	Digest    string    `json:"digest" pattern:"^[0-9a-f]{64}$"`
}

// SignWithCertificateBody is a signature made with the certificate of an authority over SignedText(Digest): a detached
// CMS message, or a bare signature with its certificates (the signer's first). All in base64.
type SignWithCertificateBody struct {
	Paper        string    `json:"paper,omitempty" format:"uuid"`
	Signatory    Signatory `json:"signatory"`
	Digest       string    `json:"digest" pattern:"^[0-9a-f]{64}$"`
	Sentence     string    `json:"sentence" maxLength:"500"`
	Suite        string    `json:"suite" enum:"x509-sha256,sm2-sm3"`
	CMS          string    `json:"cms,omitempty" maxLength:"60000"`
	Signature    string    `json:"signature,omitempty" maxLength:"4000"`
	Certificates []string  `json:"certificates,omitempty" maxItems:"5" maxLength:"12000"`
}

// ConfirmAddressBody is 送达地址确认书: where papers reach the enterprise, and whether it takes them electronically.
type ConfirmAddressBody struct {
	AddressID  string `json:"addressId" format:"uuid"`
	Name       string `json:"name" maxLength:"100"` // who receives
	Post       string `json:"post,omitempty" maxLength:"100"`
	Address    string `json:"address" maxLength:"300"`
	Phone      string `json:"phone" maxLength:"40"`
	Electronic string `json:"electronic,omitempty" maxLength:"200"` // e-mail or fax number; empty: not agreed to
	Ink        Ink    `json:"ink"`
}

// DeliveredPaper is one paper of a delivery, as its receipt lists it.
type DeliveredPaper struct {
	Title  string `json:"title" maxLength:"100"`
	Number string `json:"number,omitempty" maxLength:"100"`
	Copies int    `json:"copies" minimum:"1" maximum:"20"`
}

// DeliverBody is 文书送达回执: which papers reached the enterprise, how, and who took them.
type DeliverBody struct {
	DeliveryID string           `json:"deliveryId" format:"uuid"`
	Papers     []DeliveredPaper `json:"papers" minItems:"1" maxItems:"20"`
	Way        DeliveryWay      `json:"way" enum:"direct,left,electronic,post"`
	Place      string           `json:"place" maxLength:"300"` // where, or the number or address it was sent to
	ReceivedBy string           `json:"receivedBy,omitempty" maxLength:"100"`
	Post       string           `json:"post,omitempty" maxLength:"100"`
	Reason     string           `json:"reason,omitempty" maxLength:"1000"` // why it was left
	Witnesses  []Witness        `json:"witnesses,omitempty" maxItems:"5"`
	Recording  string           `json:"recording,omitempty" maxLength:"200"` // of photo or video, where nobody witnesses
	AddressID  string           `json:"addressId,omitempty" format:"uuid"`   // the confirmation an electronic delivery rests on
	Remark     string           `json:"remark,omitempty" maxLength:"1000"`
	Ink        *Ink             `json:"ink,omitempty"`                  // of who took them
	Photos     []LoopPhoto      `json:"photos,omitempty" maxItems:"10"` // of how it was done
}
