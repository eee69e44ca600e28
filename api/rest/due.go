package rest

import (
	"context"

	"anjian/internal/casework"
)

type listDueIn struct {
	Within int `query:"within" minimum:"0" maximum:"60" default:"7" doc:"So many days ahead; what is over is always told"`
}

type dueOut struct{ Body casework.DueList }

// listDue tells what is due in the checks one may see: on the phone's first page and in the office.
func (h *house) listDue(ctx context.Context, in *listDueIn) (*dueOut, error) {
	list, err := h.rooms.Casework.Due(ctx, actorOf(ctx), in.Within)
	if err != nil {
		return nil, err
	}
	return &dueOut{list}, nil
}
