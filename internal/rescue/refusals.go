package rescue

import "anjian/internal/fault"

// All the ways in which a file is no pack that can be read. Damaged says where (details: chunk, counted from 1, and why:
// head, cut, length, changed, more, entry).
var (
	NotAPack = fault.New(fault.Refused, "rescue.not_a_pack", "This file is not a rescue pack.")
	Newer    = fault.New(fault.Refused, "rescue.newer", "This rescue pack was made by a newer Anjian.")
	Damaged  = fault.New(fault.Refused, "rescue.damaged", "This rescue pack is damaged.")
)

func damaged(index uint32, why string) error {
	return Damaged.With("chunk", int(index)+1).With("why", why)
}
