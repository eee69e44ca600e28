package rest

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"anjian/internal/casework"
	"anjian/internal/fault"
)

var rescueTooLarge = fault.New(fault.TooLarge, "rescue.too_large", "This rescue pack is larger than the server takes.")

// RescueKey is the key to which a rescue pack is sealed.
type RescueKey struct {
	KeyID     string `json:"keyId"`
	PublicKey string `json:"publicKey" doc:"P-256 point, uncompressed, base64url."`
}

// RescueKit is what a phone keeps for the day it cannot send.
type RescueKit struct {
	RescueKey
	Author string `json:"author" doc:"Proves inside a rescue pack who made it; good for nothing else."`
}

type rescueKeyOut struct{ Body RescueKey }

func (h *house) getRescueKey(ctx context.Context, _ *struct{}) (*rescueKeyOut, error) {
	id, public, err := h.rooms.Identity.RescueKey(ctx, actorOf(ctx).BureauID)
	return &rescueKeyOut{RescueKey{KeyID: id, PublicKey: public}}, err
}

// putRescue puts up the desk's way in for rescue packs. The body is streamed: it may be larger than the memory.
func (h *house) putRescue(b *board) {
	putRaw(b, post, api+"/rescue", "importRescue", rescuers, h.importRescue, about("sync", "Take in a rescue pack; doing so twice is harmless"), alsoFails(413, 422), func(op *huma.Operation) {
		op.RequestBody = &huma.RequestBody{Required: true, Description: "The pack, as the phone wrote it.", Content: map[string]*huma.MediaType{
			"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
		answer(op, "200").Content = map[string]*huma.MediaType{"application/json": {Schema: b.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[casework.Rescued](), true, "")}}
	})
}

func (h *house) importRescue(c *gin.Context) {
	body := http.MaxBytesReader(c.Writer, c.Request.Body, h.s.RescueBytes)
	told, err := h.rooms.Rescue.Import(c.Request.Context(), actorOf(c.Request.Context()), body)
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		err = rescueTooLarge.With("maxBytes", h.s.RescueBytes)
	}
	if err != nil {
		refuse(c, err)
		return
	}
	slog.InfoContext(c.Request.Context(), "a rescue pack was taken in", "pack", told.Pack, "author", told.Author.ID, "accepted", told.Accepted,
		"repeated", told.Repeated, "refused", told.Turned, "photos", told.Stored, "complete", told.Complete)
	c.JSON(http.StatusOK, told)
}
