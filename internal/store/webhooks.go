package store

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Webhook is a target that is told of what happens in a bureau. The secret lies here plainly: every event is signed with
// it, so its hash would not do.
type Webhook struct {
	ID         string
	BureauID   string
	Name       string
	URL        string
	Secret     string
	Events     string // kinds, separated by commas; empty: all
	MadeBy     string
	MadeByName string
	MadeAt     time.Time
	EndedAt    *time.Time
}

// Wanted are the kinds it wants; none: all.
func (w Webhook) Wanted() []string {
	if w.Events == "" {
		return []string{}
	}
	return strings.Split(w.Events, ",")
}

// Wants says whether it wants a kind.
func (w Webhook) Wants(kind string) bool {
	return w.Events == "" || slices.Contains(w.Wanted(), kind)
}

const webhookColumns = `id, bureau_id, name, url, secret, events, made_by, made_by_name, made_at, ended_at`

// InsertWebhook adds a target.
func (t *Tx) InsertWebhook(_ context.Context, w Webhook) error {
	return t.must("add a webhook", `INSERT INTO webhooks (id, bureau_id, name, url, secret, events, made_by, made_by_name, made_at) VALUES (`+marks(9)+`)`,
		w.ID, w.BureauID, w.Name, w.URL, w.Secret, w.Events, w.MadeBy, w.MadeByName, t.now)
}

// WebhooksOf lists the targets of a bureau that are told.
func (r Reader) WebhooksOf(ctx context.Context, bureauID string) ([]Webhook, error) {
	return rows[Webhook](r, ctx, "list webhooks", `SELECT `+webhookColumns+` FROM webhooks WHERE bureau_id = ? AND ended_at IS NULL ORDER BY made_at, id`, bureauID)
}

// Webhook gives one of the bureau, ended or not.
func (r Reader) Webhook(ctx context.Context, bureauID, id string) (Webhook, error) {
	return row[Webhook](r, ctx, "load a webhook", `SELECT `+webhookColumns+` FROM webhooks WHERE id = ? AND bureau_id = ?`, id, bureauID)
}

// EndWebhook ends a target and forgets its secret; what has ended stays as it ended.
func (t *Tx) EndWebhook(_ context.Context, bureauID, id string) error {
	_, err := t.exec("end a webhook", `UPDATE webhooks SET ended_at = ?, secret = '' WHERE id = ? AND bureau_id = ? AND ended_at IS NULL`, t.now, id, bureauID)
	return err
}
