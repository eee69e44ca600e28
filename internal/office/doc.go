// Package office is the operations on what a bureau is made of: the bureau itself, its sections and people, the register
// of enterprises, the published checklists. One verb a file.
//
// It arranges and does not judge: what makes a checklist or a check lawful is said in the pure rooms. It refuses to know
// about HTTP and about passwords in the clear (identity hashes them before they come here). Start reading at Room.
package office

import (
	"anjian/internal/ledger"
	"anjian/internal/store"
)

// Room is the office's operations over one store. It is safe for concurrent use.
type Room struct {
	store  *store.Store
	ledger *ledger.Office
}

// New opens the room.
func New(st *store.Store) *Room { return &Room{store: st, ledger: ledger.NewOffice(st)} }
