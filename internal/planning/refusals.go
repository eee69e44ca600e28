package planning

import "anjian/internal/fault"

// The ways this room says no.
var (
	EntryWrong = fault.New(fault.Invalid, "register.entry_wrong", "This entry cannot be kept: something in it is missing or wrong.")
)
