package outbound

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// kindWebhook is the kind of deliveries that carry an event to a webhook. Delivery is at least once: an event may come
// twice, with the same id, and events of one check may come out of order; the receiver keeps the ids it has seen.
const kindWebhook = "webhook"

// The headers of an event. The signature is hex HMAC-SHA-256 under the webhook's secret over timestamp, a full stop and the
// body; the timestamp is in seconds, so a receiver refuses what is old.
const (
	headerEvent     = "Anjian-Event-Id"
	headerTimestamp = "Anjian-Timestamp"
	headerSignature = "Anjian-Signature"
)

// Event is what a webhook is told: that something happened to a check, and nothing of the case. Whoever wants more asks
// the API with rights of their own.
type Event struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind"`
	CheckID  string    `json:"checkId"`
	BureauID string    `json:"bureauId"`
	At       time.Time `json:"at"`
	Seq      int64     `json:"seq"`
}

// eventDelivery is derived from hook and act, so an event is put into the outbox once for each hook.
func eventDelivery(h store.Webhook, a store.Happened) store.Delivery {
	event := Event{ID: a.ActID, Kind: string(a.Kind), CheckID: a.CheckID, BureauID: h.BureauID, At: a.TakenAt.UTC(), Seq: a.Seq}
	text, err := json.Marshal(event)
	if err != nil {
		panic(err) // plain values: cannot happen
	}
	return store.Delivery{ID: derived(h.ID, a.ActID), BureauID: h.BureauID, Kind: kindWebhook, Subject: a.ActID, Target: h.ID, Payload: string(text)}
}

// Webhook is a target as its bureau's administrators see it. The secret is told once, when it is made.
type Webhook struct {
	ID      string               `json:"id"`
	Name    string               `json:"name"`
	URL     string               `json:"url"`
	Events  []string             `json:"events" doc:"Kinds of acts; empty: all that are told."`
	MadeBy  inspection.PersonRef `json:"madeBy"`
	MadeAt  time.Time            `json:"madeAt"`
	EndedAt *time.Time           `json:"endedAt,omitempty"`
}

const mostWebhooks = 20

// EventKinds are the acts that are told.
func EventKinds() []string { return slices.Clone(happeningKinds) }

// MakeWebhook adds a target and gives its secret. Who may: the route. Refuses with WebhookBad, WebhookInside,
// WebhookTooMany.
func (r *Room) MakeWebhook(ctx context.Context, actor inspection.Actor, name, address string, events []string) (Webhook, string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && (u.Scheme != "http" || !r.s.AllowInside) || u.Host == "" || u.User != nil || u.Fragment != "" {
		return Webhook{}, "", WebhookBad.With("field", "url")
	}
	for _, e := range events {
		if !slices.Contains(happeningKinds, e) {
			return Webhook{}, "", WebhookBad.With("field", "events")
		}
	}
	if err := r.outside.look(ctx, u.Hostname()); err != nil {
		return Webhook{}, "", err
	}
	there, err := r.store.WebhooksOf(ctx, actor.BureauID)
	if err != nil {
		return Webhook{}, "", err
	}
	if len(there) >= mostWebhooks {
		return Webhook{}, "", WebhookTooMany.With("most", mostWebhooks)
	}
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails since Go 1.24: it stops the program instead
	h := store.Webhook{ID: uuid.Must(uuid.NewV7()).String(), BureauID: actor.BureauID, Name: strings.TrimSpace(name), URL: address,
		Secret: base64.RawURLEncoding.EncodeToString(secret[:]), Events: strings.Join(events, ","), MadeBy: actor.PersonID, MadeByName: actor.Name}
	if err := r.store.Housekeep(ctx, func(tx *store.Tx) error { h.MadeAt = tx.Now(); return tx.InsertWebhook(ctx, h) }); err != nil {
		return Webhook{}, "", err
	}
	return webhookOf(h), h.Secret, nil
}

// Webhooks lists the targets of the bureau that are told.
func (r *Room) Webhooks(ctx context.Context, actor inspection.Actor) ([]Webhook, error) {
	got, err := r.store.WebhooksOf(ctx, actor.BureauID)
	list := make([]Webhook, len(got))
	for i, h := range got {
		list[i] = webhookOf(h)
	}
	return list, err
}

// EndWebhook ends a target; what has not reached it by then never does.
func (r *Room) EndWebhook(ctx context.Context, actor inspection.Actor, id string) error {
	if _, err := r.store.Webhook(ctx, actor.BureauID, id); err != nil {
		return err
	}
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.EndWebhook(ctx, actor.BureauID, id) })
}

func webhookOf(h store.Webhook) Webhook {
	return Webhook{ID: h.ID, Name: h.Name, URL: h.URL, Events: h.Wanted(), MadeBy: inspection.PersonRef{ID: h.MadeBy, Name: h.MadeByName}, MadeAt: h.MadeAt.UTC(), EndedAt: h.EndedAt}
}

// webhookCarrier posts events.
type webhookCarrier struct {
	store  *store.Store
	client *http.Client
}

func (c *webhookCarrier) carry(ctx context.Context, d store.Delivery) outcome {
	h, err := c.store.Webhook(ctx, d.BureauID, d.Target)
	if err != nil {
		return outcome{later: fmt.Errorf("the webhook could not be read")}
	}
	if h.EndedAt != nil {
		return outcome{}
	}
	body := []byte(d.Payload)
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return outcome{never: "the address makes no sense"}
	}
	at := strconv.FormatInt(c.store.Now().Unix(), 10)
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set(headerEvent, d.Subject)
	q.Header.Set(headerTimestamp, at)
	q.Header.Set(headerSignature, "sha256="+Sign(h.Secret, at, body))
	answer, err := c.client.Do(q)
	if err != nil {
		return outcome{later: bare(err)}
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16)) // so that the connection can be used again
	if answer.StatusCode == http.StatusGone {
		return outcome{never: "answered 410: nobody is there any more"}
	}
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return outcome{later: fmt.Errorf("answered %d", answer.StatusCode)}
	}
	return outcome{}
}

// Sign gives the signature of an event as its receiver makes it.
func Sign(secret, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}
