package ledger

import "anjian/internal/fault"

// The ways an act is turned away before anybody looks at the check. Only IDReused and NotFound concern acts that could
// be read; the others are answered, never stored.
var (
	BatchTooLarge = fault.New(fault.TooLarge, "acts.too_many", "This batch holds too many acts; send it in parts.")
	BadID         = fault.New(fault.Invalid, "act.bad_id", "The id of an act must be a UUID in lower-case letters.")
	BadCheckID    = fault.New(fault.Invalid, "act.bad_check_id", "The id of a check must be a UUID in lower-case letters.")
	BadSubject    = fault.New(fault.Invalid, "act.bad_subject", "What an office act is about must be named by a UUID in lower-case letters.")
	BadDevice     = fault.New(fault.Invalid, "act.bad_device", "The device of an act must be a UUID or empty.")
	BadDialect    = fault.New(fault.Invalid, "act.bad_dialect", "The dialect of an act must be a number from 1.")
	TooLarge      = fault.New(fault.TooLarge, "act.too_large", "This act is too large.")
	IDReused      = fault.New(fault.Conflict, "act.id_reused", "An act with this id and another content is already here.")
	CoverTooLarge = fault.New(fault.TooLarge, "act.cover_too_large", "The device's signature over these acts is too large.")
	Uncovered     = fault.New(fault.Refused, "act.uncovered", "This device has a key and did not sign this act with it.")
	CoverWrong    = fault.New(fault.Refused, "act.cover_wrong", "The device's signature does not hold for this act.")
	DeviceRevoked = fault.New(fault.Refused, "act.device_revoked", "This device was revoked; what it still sends is kept and not taken.")
	NotFound      = fault.New(fault.NotFound, "not_found", "There is no such check, or it is not yours.")
	Defect        = fault.New(fault.Internal, "internal", "This act could not be carried out because of an error in the server; nothing was kept.")
)
