package checklist

import "anjian/internal/fault"

// All the ways this room says no. Details: field "reason" is one stable word (or, for a bad file, a sentence).
var (
	// ErrBadFile: a checklist file is not what it should be. Details: file, line, reason.
	ErrBadFile = fault.New(fault.Invalid, "checklist.bad_file", "The checklist file cannot be accepted.")
	// ErrBadLaw: the register of laws is not what it should be. Details: file, line, reason.
	ErrBadLaw = fault.New(fault.Invalid, "law.bad_file", "The register of laws cannot be accepted.")
	// ErrWrongType: the value is missing, or is not of the kind this item takes. Details: expected.
	ErrWrongType = fault.New(fault.Invalid, "answer.wrong_type", "The value is not of the kind this item takes.")
	// ErrNotANumber: not a finite number of sensible size. Details: reason (format, not_finite, magnitude).
	ErrNotANumber = fault.New(fault.Invalid, "answer.not_a_number", "The value is not a usable number.")
	// ErrAmbiguousNumber: a comma may be a decimal point or a separator of thousands; the person must say which.
	ErrAmbiguousNumber = fault.New(fault.Invalid, "answer.ambiguous_number",
		"A comma in a number can mean two things; write a decimal point, and no separator of thousands.")
	// ErrBadDate: not a usable day. Details: reason (format, not_on_calendar, too_old, in_future), field (value, on).
	ErrBadDate = fault.New(fault.Invalid, "answer.bad_date", "The date is not a usable day.")
)
