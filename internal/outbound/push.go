package outbound

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	webpush "github.com/SherClockHolmes/webpush-go"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// push tells browsers (Web Push, RFC 8030, sealed by RFC 8291, signed by RFC 8292 VAPID). The addresses come from
// browsers, so they go through the same door as webhooks. An address that its maker says is gone is forgotten.
type push struct {
	store  *store.Store
	client *http.Client
}

const pushLives = 12 * 60 * 60 // seconds a message waits for a browser that is off

func (p push) Notify(ctx context.Context, ch Channel, to Recipient, m Message) error {
	places, err := p.store.PushEndpointsOf(ctx, to.BureauID, to.PersonID)
	if err != nil {
		return errors.New("the browsers could not be read")
	}
	text, err := json.Marshal(map[string]string{"title": m.Title, "text": m.Text})
	if err != nil {
		return err
	}
	told := 0
	for _, place := range places {
		answer, sendErr := webpush.SendNotificationWithContext(ctx, text, &webpush.Subscription{Endpoint: place.Endpoint, Keys: webpush.Keys{P256dh: place.P256dh, Auth: place.Auth}},
			&webpush.Options{HTTPClient: p.client, Subscriber: strings.TrimPrefix(ch.Sender, "mailto:"), TTL: pushLives, VAPIDPublicKey: ch.Public, VAPIDPrivateKey: ch.Secret})
		if sendErr != nil {
			err = bare(sendErr)
			continue
		}
		_ = answer.Body.Close()
		switch {
		case answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone:
			if dropErr := p.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.DropPushEndpoint(ctx, place.ID) }); dropErr != nil {
				err = errors.New("a browser that is gone could not be forgotten")
			}
		case answer.StatusCode < 200 || answer.StatusCode > 299:
			err = fmt.Errorf("the browser's maker answered %d", answer.StatusCode)
		default:
			told++
		}
	}
	switch {
	case told > 0:
		return nil // one browser is enough: the others are told with the next notice
	case err != nil:
		return err
	}
	return Unreachable("no browser lets itself be told")
}

// KeepPush keeps an address at which the actor's browser lets itself be told. Refuses with BadChoice, WebhookInside.
func (r *Room) KeepPush(ctx context.Context, actor inspection.Actor, endpoint, p256dh, auth string) error {
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "https" && !r.s.AllowInside || u.Host == "" || u.User != nil {
		return BadChoice.With("field", "endpoint")
	}
	if key, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(p256dh, "=")); err != nil || len(key) != 65 {
		return BadChoice.With("field", "p256dh")
	}
	if key, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(auth, "=")); err != nil || len(key) != 16 {
		return BadChoice.With("field", "auth")
	}
	if err := r.outside.look(ctx, u.Hostname()); err != nil {
		return err
	}
	return r.store.Housekeep(ctx, func(tx *store.Tx) error {
		return tx.KeepPushEndpoint(ctx, store.PushEndpoint{ID: evidence.Sum([]byte(endpoint)), BureauID: actor.BureauID, PersonID: actor.PersonID, Endpoint: endpoint, P256dh: p256dh, Auth: auth})
	})
}

// EndPush forgets every browser of the actor.
func (r *Room) EndPush(ctx context.Context, actor inspection.Actor) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.DropPushEndpointsOf(ctx, actor.BureauID, actor.PersonID) })
}

// NewPushKeys makes a pair of keys for a push channel (channels.yaml).
func NewPushKeys() (public, secret string, err error) {
	secret, public, err = webpush.GenerateVAPIDKeys()
	return public, secret, err
}
