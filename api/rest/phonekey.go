package rest

import (
	"context"
	"encoding/base64"
	"log/slog"

	"anjian/internal/identity"
)

type phoneKeyIn struct {
	Body struct {
		KeyID     string `json:"keyId" minLength:"1" maxLength:"64"`
		Ephemeral string `json:"ephemeral" minLength:"1" maxLength:"128" doc:"P-256 point, uncompressed, base64url."`
		Salt      string `json:"salt" minLength:"1" maxLength:"128" doc:"base64url"`
		Box       string `json:"box" minLength:"1" maxLength:"128" doc:"base64url"`
	}
}

type phoneKeyOut struct {
	Body struct {
		Key string `json:"key" doc:"The 32 bytes of the phone's key, base64url."`
	}
}

func (h *house) openPhoneKey(ctx context.Context, in *phoneKeyIn) (*phoneKeyOut, error) {
	b := in.Body
	key, err := h.rooms.Identity.OpenPhoneKey(ctx, actorOf(ctx), identity.SealedPhoneKey{KeyID: b.KeyID, Ephemeral: b.Ephemeral, Salt: b.Salt, Box: b.Box})
	if err != nil {
		return nil, err
	}
	slog.InfoContext(ctx, "a phone's key was given back to its person")
	out := &phoneKeyOut{}
	out.Body.Key = base64.RawURLEncoding.EncodeToString(key)
	return out, nil
}
