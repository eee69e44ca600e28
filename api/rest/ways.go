package rest

import (
	"context"

	"anjian/internal/office"
)

type waysOut struct{ Body office.Ways }

// getWays gives the ways to sign that my bureau accepts.
func (h *house) getWays(ctx context.Context, _ *struct{}) (*waysOut, error) {
	ways, err := h.rooms.Office.WaysToSign(ctx, actorOf(ctx))
	return &waysOut{ways}, err
}

type setWaysIn struct {
	Body struct {
		DeedIn
		office.Ways
	}
}

// setWays sets them, for checks approved from now on.
func (h *house) setWays(ctx context.Context, in *setWaysIn) (*waysOut, error) {
	ways, err := h.rooms.Office.SetWaysToSign(ctx, actorOf(ctx), in.Body.deed(), in.Body.Ways)
	return &waysOut{ways}, err
}
