package paper

import "anjian/internal/fault"

// The ways this room says no; MissingGlyph (shape.go) and UnusableFont (fonts.go) stand beside their causes.
var (
	// TooLongForQR refuses a verification address that no QR code can hold.
	TooLongForQR = fault.New(fault.Invalid, "paper.qr_too_long", "The verification address does not fit into a QR code.")
	// PhotoNotAtHand stops a record whose photo cannot be read from the store just now. Details: sha256.
	PhotoNotAtHand = fault.New(fault.Unavailable, "paper.photo_not_at_hand", "A photo of the record cannot be read just now.")
)
