package identity

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// A device makes a key that never leaves it and enrols the open half, one for each person who uses it and for each link
// that was opened on it: whoever comes by a link is known by the link, and revoking it ends its keys. What it signs is
// the law of evidence (internal/evidence/cover.go); here is only which keys there are and whose they are.

// DeviceKey is a key as the store keeps it.
type DeviceKey = store.DeviceKey

// NewDevice is what a device shows to enrol a key.
type NewDevice struct {
	Device    string // its id
	Name      string // what it calls itself; may be empty
	Algorithm string
	SPKI      string
	Proof     string // JWS by the key over an evidence.DeviceStatement
}

// Challenge is what the proof of a key must name in this session; who came by a link has none, and theirs names the link.
func (p Presence) Challenge() string {
	if p.Actor.Guest() {
		return evidence.DeviceChallenge("link " + p.Actor.PersonID)
	}
	return evidence.DeviceChallenge(p.Session)
}

// EnrolDevice enrols a key for the person who is present, or for the link they came by. The same key again is harmless; another key of the same
// person and device takes the place of the one before, whose acts stay valid. Refuses with DeviceKeyUnfit,
// DeviceProofWrong, DeviceKeyTaken, DeviceRevoked and, by a link, DeviceTooMany.
func (d *Door) EnrolDevice(ctx context.Context, by Presence, n NewDevice) (DeviceKey, error) {
	public, err := evidence.DeviceKey(n.Algorithm, n.SPKI, "")
	if err != nil {
		return DeviceKey{}, DeviceKeyUnfit.Because(err)
	}
	statement := evidence.DeviceStatement{Challenge: by.Challenge(), Device: n.Device, Person: by.Actor.PersonID}
	if err := evidence.ProvesKey(n.Proof, public, statement); err != nil {
		return DeviceKey{}, DeviceProofWrong.Because(err)
	}
	k := DeviceKey{ID: public.ID, DeviceID: n.Device, BureauID: by.Actor.BureauID, PersonID: by.Actor.PersonID, Name: n.Name,
		Algorithm: n.Algorithm, SPKI: n.SPKI, SessionID: by.Session}
	err = d.memory.store.Housekeep(ctx, func(tx *store.Tx) error { return enrol(ctx, tx, k) })
	if err != nil {
		return DeviceKey{}, err
	}
	return d.memory.store.DeviceKey(ctx, k.BureauID, k.ID)
}

// mostByLink bounds the keys of one link, those that ended included: a link goes through few hands, and nobody signs in.
const mostByLink = 20

func enrol(ctx context.Context, tx *store.Tx, k DeviceKey) error {
	known, err := tx.DeviceKeysOf(ctx, k.BureauID, k.PersonID)
	if err != nil {
		return err
	}
	for _, old := range known {
		switch {
		case old.DeviceID == k.DeviceID && old.RevokedAt != nil, old.ID == k.ID && !old.Alive():
			return DeviceRevoked
		case old.ID == k.ID && old.DeviceID != k.DeviceID:
			return DeviceKeyTaken
		case old.ID == k.ID:
			return tx.RenewDeviceKey(ctx, k.BureauID, k.ID, k.SessionID, k.Name)
		}
	}
	if k.SessionID == "" && len(known) >= mostByLink {
		return DeviceTooMany.With("max", mostByLink)
	}
	taken, err := tx.DeviceKeyTaken(ctx, k.ID)
	if err != nil {
		return err
	}
	if taken {
		return DeviceKeyTaken
	}
	if err := tx.InsertDeviceKey(ctx, k); err != nil {
		return err
	}
	return tx.EndDeviceKeys(ctx, k.PersonID, k.DeviceID, k.ID)
}

// Devices lists the keys of the person who is present, oldest first.
func (d *Door) Devices(ctx context.Context, by Presence) ([]DeviceKey, error) {
	return d.memory.store.DeviceKeysOf(ctx, by.Actor.BureauID, by.Actor.PersonID)
}

// BureauDevices lists the keys of the bureau, newest first, a page at a time; the cursor is the last key of the page.
func (d *Door) BureauDevices(ctx context.Context, by Presence, cursor string, limit int) ([]DeviceKey, string, error) {
	got, err := d.memory.store.DeviceKeysIn(ctx, by.Actor.BureauID, cursor, limit+1)
	if errors.Is(err, store.NotFound) {
		err = store.BadCursor
	}
	if err != nil || len(got) <= limit {
		return got, "", err
	}
	return got[:limit], got[limit-1].ID, nil
}

// RevokeDevice revokes a key with a reason: its owner's, or, for an administrator, any of the bureau's. Acts covered
// with it before stay valid, later ones are refused; the session in which it was last enrolled ends, unless it is this
// one. Revoking a revoked one changes nothing. Refuses with NotFound and DeviceReason.
func (d *Door) RevokeDevice(ctx context.Context, by Presence, id, reason string) (DeviceKey, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || utf8.RuneCountInString(reason) > 200 {
		return DeviceKey{}, DeviceReason
	}
	k, err := d.memory.store.DeviceKey(ctx, by.Actor.BureauID, id)
	if err != nil {
		return DeviceKey{}, err
	}
	if k.PersonID != by.Actor.PersonID && by.Actor.Role != inspection.RoleAdmin {
		return DeviceKey{}, store.NotFound
	}
	err = d.memory.store.Housekeep(ctx, func(tx *store.Tx) error {
		if err := tx.RevokeDeviceKey(ctx, k.BureauID, k.ID, by.Actor.PersonID, reason); err != nil || k.SessionID == by.Session || k.SessionID == "" || k.RevokedAt != nil {
			return err // a guest has no session to end
		}
		return tx.RevokeSession(ctx, k.SessionID, "device_revoked", tx.Now())
	})
	if err != nil {
		return DeviceKey{}, err
	}
	if k.SessionID != by.Session && k.SessionID != "" {
		d.forget(k.SessionID)
	}
	return d.memory.store.DeviceKey(ctx, k.BureauID, k.ID)
}
