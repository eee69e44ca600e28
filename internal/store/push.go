package store

import (
	"context"
	"time"
)

// PushEndpoint is where a person's browser lets itself be told (Web Push): an address of the browser's maker, and the keys
// to which a message is sealed. ID is the hash of the address.
type PushEndpoint struct {
	ID       string
	BureauID string
	PersonID string
	Endpoint string
	P256dh   string
	Auth     string
	MadeAt   time.Time
}

const pushColumns = `id, bureau_id, person_id, endpoint, p256dh, auth, made_at`

// KeepPushEndpoint keeps an endpoint; whoever named the same address before lets go of it: a browser tells one person.
func (t *Tx) KeepPushEndpoint(ctx context.Context, e PushEndpoint) error {
	if err := t.DropPushEndpoint(ctx, e.ID); err != nil {
		return err
	}
	return t.must("keep a push endpoint", `INSERT INTO push_endpoints (`+pushColumns+`) VALUES (`+marks(7)+`)`, e.ID, e.BureauID, e.PersonID, e.Endpoint, e.P256dh, e.Auth, t.now)
}

// DropPushEndpoint forgets one.
func (t *Tx) DropPushEndpoint(_ context.Context, id string) error {
	_, err := t.exec("drop a push endpoint", `DELETE FROM push_endpoints WHERE id = ?`, id)
	return err
}

// DropPushEndpointsOf forgets all of a person.
func (t *Tx) DropPushEndpointsOf(_ context.Context, bureauID, personID string) error {
	_, err := t.exec("drop push endpoints", `DELETE FROM push_endpoints WHERE person_id = ? AND bureau_id = ?`, personID, bureauID)
	return err
}

// PushEndpointsOf lists a person's endpoints, the newest first.
func (r Reader) PushEndpointsOf(ctx context.Context, bureauID, personID string) ([]PushEndpoint, error) {
	return rows[PushEndpoint](r, ctx, "list push endpoints", `SELECT `+pushColumns+` FROM push_endpoints WHERE person_id = ? AND bureau_id = ? ORDER BY made_at DESC, id LIMIT 10`, personID, bureauID)
}
