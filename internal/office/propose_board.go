package office

import (
	"context"
	"slices"

	"anjian/internal/inspection"
	"anjian/internal/planning"
)

// Proposal is what the planning room would lay where, and what it finds no place for.
type Proposal struct {
	Placed []planning.Placement `json:"placed"`
	Left   []planning.Placement `json:"left"`
}

// Propose lays everything that is not laid yet. Nothing is kept: the section head takes of it what they like.
func (r *Room) Propose(ctx context.Context, actor inspection.Actor, ask BoardAsk) (Proposal, error) {
	v, err := r.board(ctx, r.store.Reader, actor, ask)
	if err != nil {
		return Proposal{}, err
	}
	v.Days = slices.DeleteFunc(v.Days, func(d string) bool { return d < v.Today })
	jobs := slices.DeleteFunc(slices.Clone(v.Jobs), func(j planning.Job) bool { return j.LaidOn != "" })
	placed, left := v.Board.Lay(jobs)
	return Proposal{append([]planning.Placement{}, placed...), append([]planning.Placement{}, left...)}, nil
}
