package rest

import (
	"context"

	"anjian/internal/casework"
)

type listDueIn struct {
	Within int    `query:"within" minimum:"0" maximum:"60" default:"7" doc:"So many days ahead; what is over is always told"`
	Cursor string `query:"cursor" maxLength:"500" doc:"nextCursor of the page before; empty for the first page"`
	Limit  int    `query:"limit" minimum:"1" maximum:"300" default:"300" doc:"So many checks a page"`
}

type dueOut struct{ Body casework.DueList }

// listDue tells what is due in the checks one may see: on the phone's first page and in the office.
func (h *house) listDue(ctx context.Context, in *listDueIn) (*dueOut, error) {
	list, err := h.rooms.Casework.Due(ctx, actorOf(ctx), in.Within, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return &dueOut{list}, nil
}
