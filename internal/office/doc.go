// Package office is the operations on what a bureau is made of: the bureau itself, its sections and people, the register
// of enterprises, the published checklists, and of what comes before a check: the plan, the draw, the week board. One verb
// a file.
//
// It arranges and does not judge: what makes a checklist or a check lawful is said in the pure rooms. It refuses to know
// about HTTP and about passwords in the clear (identity hashes them before they come here). Start reading at Room.
package office

import (
	"github.com/google/uuid"

	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// Room is the office's operations over one store. It is safe for concurrent use.
type Room struct {
	store    *store.Store
	ledger   *ledger.Office
	calendar planning.Calendar
	clocks   map[string]planning.Limit
}

// New opens the room.
func New(st *store.Store) *Room { return &Room{store: st, ledger: ledger.NewOffice(st)} }

// Reckoning gives the room the working days and the clocks it counts by; without them it goes by weekdays alone, and by
// the lengths of standing.
func (r *Room) Reckoning(c planning.Calendar, clocks map[string]planning.Limit) *Room {
	r.calendar, r.clocks = c, clocks
	return r
}

// standing are the lengths of the clocks of this room where nobody has set any (configs/clocks.yaml has their sources).
var standing = map[string]planning.Limit{
	"recheck":        {Code: "recheck", Length: 10, Unit: planning.Days},
	"draw_publicity": {Code: "draw_publicity", Length: 20, Unit: planning.Workdays},
}

func (r *Room) clock(code string) planning.Limit {
	if c, ok := r.clocks[code]; ok {
		return c
	}
	return standing[code]
}

// mint makes a fresh id.
func mint() string { return uuid.Must(uuid.NewV7()).String() }
