package ledger

import "anjian/internal/fault"

// The ways an act is turned away before anybody looks at the check. Only IDReused and NotFound concern acts that could
// be read; the others are answered, never stored.
var (
	BatchTooLarge = fault.New(fault.TooLarge, "acts.too_many", "This batch holds too many acts; send it in parts.")
	BadID         = fault.New(fault.Invalid, "act.bad_id", "The id of an act must be a UUID in lower-case letters.")
	BadCheckID    = fault.New(fault.Invalid, "act.bad_check_id", "The id of a check must be a UUID in lower-case letters.")
	BadDevice     = fault.New(fault.Invalid, "act.bad_device", "The device of an act must be a UUID or empty.")
	BadTime       = fault.New(fault.Invalid, "act.bad_time", "The time an act was done cannot be read or lies out of all bounds.")
	BadDialect    = fault.New(fault.Invalid, "act.bad_dialect", "The dialect of an act must be a number from 1.")
	BadBody       = fault.New(fault.Invalid, "act.bad_body", "The content of this act cannot be read.")
	TooLarge      = fault.New(fault.TooLarge, "act.too_large", "This act is too large.")
	NewerApp      = fault.New(fault.Refused, "act.newer_app", "This act was made by a newer app than this server knows; it waits until the server is updated.")
	IDReused      = fault.New(fault.Conflict, "act.id_reused", "An act with this id and another content is already here.")
	NotFound      = fault.New(fault.NotFound, "not_found", "There is no such check, or it is not yours.")
	CheckIDTaken  = fault.New(fault.Conflict, "check.id_taken", "A check with this id already exists.")
	Defect        = fault.New(fault.Internal, "internal", "This act could not be carried out because of an error in the server; nothing was kept.")
)
