package office

import (
	"context"
	"slices"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/store"
)

// Ways are the ways to sign that a bureau accepts.
type Ways struct {
	Ways []inspection.Way `json:"ways" minItems:"1" maxItems:"5" enum:"phone,own_phone,own_link,paper,certificate"`
}

// WaysWrong refuses a setting under which nobody could sign.
var WaysWrong = fault.New(fault.Invalid, "ways.wrong", "Name at least one way to sign, each once.")

// WaysNoOfficer refuses a setting under which the officers could not sign: their own phone is the officers' phone.
var WaysNoOfficer = fault.New(fault.Invalid, "ways.no_officer", "The officers sign on their phone, on paper or with a certificate; name one of these.")

// WaysToSign gives the ways to sign of the actor's bureau: those it has set, or those of every bureau that has set none.
func (r *Room) WaysToSign(ctx context.Context, actor inspection.Actor) (Ways, error) {
	ways, err := r.store.WaysOf(ctx, actor.BureauID)
	if len(ways) == 0 {
		ways = inspection.DefaultWays
	}
	return Ways{ways}, err
}

// SetWaysToSign sets them. Checks whose scheme is approved already keep theirs. Who may: the gate of the route.
func (r *Room) SetWaysToSign(ctx context.Context, actor inspection.Actor, deed Deed, w Ways) (Ways, error) {
	known := []inspection.Way{inspection.OnPhone, inspection.OnOwnPhone, inspection.OnOwnLink, inspection.OnPaper, inspection.ByCertificate}
	ways := []inspection.Way{}
	for _, way := range known { // in one order, each once
		if slices.Contains(w.Ways, way) {
			ways = append(ways, way)
		}
	}
	if len(ways) == 0 || len(ways) != len(w.Ways) {
		return Ways{}, WaysWrong
	}
	if !slices.ContainsFunc(ways, func(w inspection.Way) bool { return w != inspection.OnOwnPhone && w != inspection.OnOwnLink }) {
		return Ways{}, WaysNoOfficer
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("set_ways", ledger.OnSettings, actor.BureauID, Ways{ways}), func(tx *store.Tx, seq int64) error {
		return tx.SetWays(ctx, actor.BureauID, ways, seq)
	})
	if err != nil {
		return Ways{}, err
	}
	return r.WaysToSign(ctx, actor)
}
