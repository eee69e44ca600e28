package rest

import (
	"context"
	"time"

	"anjian/internal/identity"
)

// DeviceKey is the open half of a key that a person's acts on one device are signed with.
type DeviceKey struct {
	ID            string     `json:"id" doc:"Hex SHA-256 of the key itself: its fingerprint."`
	Device        string     `json:"device"`
	PersonID      string     `json:"personId" doc:"Of somebody without an account, the link they came by."`
	PersonName    string     `json:"personName"`
	Link          string     `json:"link,omitempty" enum:"sign,expert,rectify" doc:"What the link is for, of somebody without an account."`
	LinkEndsAt    *time.Time `json:"linkEndsAt,omitempty" doc:"When that link expires, and the key with it."`
	Name          string     `json:"name" doc:"What the device calls itself; may be empty."`
	Algorithm     string     `json:"algorithm"`
	SPKI          string     `json:"spki" doc:"SubjectPublicKeyInfo, base64."`
	EnrolledAt    time.Time  `json:"enrolledAt"`
	EndedAt       *time.Time `json:"endedAt,omitempty" doc:"Another key of the same person and device took its place."`
	RevokedAt     *time.Time `json:"revokedAt,omitempty"`
	RevokedReason string     `json:"revokedReason,omitempty"`
	LastSeenAt    *time.Time `json:"lastSeenAt,omitempty" doc:"When acts last came that it signed."`
}

func deviceKeys(keys []identity.DeviceKey) []DeviceKey {
	out := make([]DeviceKey, len(keys))
	for i, k := range keys {
		out[i] = DeviceKey{ID: k.ID, Device: k.DeviceID, PersonID: k.PersonID, PersonName: k.PersonName, Link: string(k.LinkPurpose), LinkEndsAt: utc(k.LinkEndsAt), Name: k.Name, Algorithm: k.Algorithm, SPKI: k.SPKI,
			EnrolledAt: k.EnrolledAt.UTC(), EndedAt: utc(k.EndedAt), RevokedAt: utc(k.RevokedAt), RevokedReason: k.RevokedReason, LastSeenAt: utc(k.LastSeenAt)}
	}
	return out
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := t.UTC()
	return &at
}

type myDevicesOut struct {
	Body struct {
		Devices   []DeviceKey `json:"devices"`
		Challenge string      `json:"challenge" doc:"What the proof of a key names in this session."`
	}
}

func (h *house) listMyDevices(ctx context.Context, _ *struct{}) (*myDevicesOut, error) {
	who := visitOf(ctx).who
	keys, err := h.rooms.Identity.Devices(ctx, who)
	if err != nil {
		return nil, err
	}
	out := &myDevicesOut{}
	out.Body.Devices, out.Body.Challenge = deviceKeys(keys), who.Challenge()
	return out, nil
}

type enrolIn struct {
	Body struct {
		Device    string `json:"device" format:"uuid"`
		Name      string `json:"name,omitempty" maxLength:"60" doc:"What the device calls itself."`
		Algorithm string `json:"algorithm" maxLength:"20" doc:"ES256."`
		SPKI      string `json:"spki" maxLength:"400" doc:"SubjectPublicKeyInfo, base64."`
		Proof     string `json:"proof" maxLength:"2000" doc:"Compact JWS by the key, typ anjian-device-key, kid its id, over the canonical form of {schema: anjian/device-key/1, challenge, device, person, spki}."`
	}
}

type deviceOut struct{ Body DeviceKey }

func (h *house) enrolDevice(ctx context.Context, in *enrolIn) (*deviceOut, error) {
	k, err := h.rooms.Identity.EnrolDevice(ctx, visitOf(ctx).who, identity.NewDevice{Device: in.Body.Device, Name: in.Body.Name,
		Algorithm: in.Body.Algorithm, SPKI: in.Body.SPKI, Proof: in.Body.Proof})
	if err != nil {
		return nil, err
	}
	return &deviceOut{deviceKeys([]identity.DeviceKey{k})[0]}, nil
}

type devicesIn struct{ Page }

func (h *house) listDevices(ctx context.Context, in *devicesIn) (*list[DeviceKey], error) {
	keys, next, err := h.rooms.Identity.BureauDevices(ctx, visitOf(ctx).who, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return listOf(deviceKeys(keys), next), nil
}

type revokeIn struct {
	KeyID string `path:"keyId" maxLength:"64"`
	Body  struct {
		Reason string `json:"reason" minLength:"1" maxLength:"200"`
	}
}

func (h *house) revokeDevice(ctx context.Context, in *revokeIn) (*deviceOut, error) {
	k, err := h.rooms.Identity.RevokeDevice(ctx, visitOf(ctx).who, in.KeyID, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	return &deviceOut{deviceKeys([]identity.DeviceKey{k})[0]}, nil
}
