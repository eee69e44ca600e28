package certified

import "anjian/internal/fault"

// The ways this room says no.
var (
	// SuiteOff refuses a family of algorithms for which no roots are configured. Details: suite.
	SuiteOff = fault.New(fault.Refused, "certified.suite_off", "Signatures of this kind are not accepted here.")
	// Unreadable refuses what is neither a CMS message nor a signature with its certificates.
	Unreadable = fault.New(fault.Invalid, "certified.unreadable", "This is no signature with a certificate.")
	// NotValid refuses a signature that does not hold. Details: reason (content, algorithm, signers).
	NotValid = fault.New(fault.Refused, "certified.not_valid", "The certificate's signature over this paper does not hold.")
	// Ended refuses a signature by a certificate outside its days. Details: name, from, until (days).
	Ended = fault.New(fault.Refused, "certified.ended", "The certificate is not valid now.")
	// Foreign refuses a signature by a certificate that does not lead to an accepted root. Details: name, issuer.
	Foreign = fault.New(fault.Refused, "certified.foreign", "The certificate is of no authority that is accepted here.")
	// Revoked refuses a signature by a certificate that its authority has revoked, or that leads to the root over one.
	// Details: name, serial, on (the day), reason (RFC 5280).
	Revoked = fault.New(fault.Refused, "certified.revoked", "The authority has revoked this certificate.")
)
