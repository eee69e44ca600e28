package rest

import (
	"context"
	"strings"
	"time"

	"anjian/internal/outbound"
	"anjian/internal/planning"
)

type listNoticesIn struct {
	Page
	Unread bool `query:"unread" doc:"Only what has not been read."`
}

// ToldPage is one page of what somebody was told, and how much is unread.
type ToldPage struct {
	Items      []outbound.Told `json:"items"`
	NextCursor string          `json:"nextCursor" doc:"Empty on the last page."`
	Unread     int             `json:"unread"`
}

type noticesOut struct{ Body ToldPage }

func (h *house) listNotices(ctx context.Context, in *listNoticesIn) (*noticesOut, error) {
	items, next, unread, err := h.rooms.Outbound.Told(ctx, actorOf(ctx), in.Unread, in.Cursor, in.Limit)
	return &noticesOut{ToldPage{Items: items, NextCursor: next, Unread: unread}}, err
}

type readNoticesIn struct {
	Body struct {
		ID   string    `json:"id,omitempty" format:"uuid" doc:"Only this one."`
		UpTo time.Time `json:"upTo" doc:"What was told later stays unread."`
	}
}

func (h *house) readNotices(ctx context.Context, in *readNoticesIn) (*struct{}, error) {
	return nil, h.rooms.Outbound.Read(ctx, actorOf(ctx), in.Body.ID, in.Body.UpTo)
}

// NoticeChoices is how somebody wants to be told, and from what they may choose.
type NoticeChoices struct {
	Choices outbound.Choices      `json:"choices"`
	Ways    []outbound.Way        `json:"ways"`
	Kinds   []outbound.NoticeKind `json:"kinds"`
}

type choicesOut struct{ Body NoticeChoices }

func (h *house) getNoticeChoices(ctx context.Context, _ *struct{}) (*choicesOut, error) {
	c, ways, kinds, err := h.rooms.Outbound.ChoicesOf(ctx, actorOf(ctx))
	return &choicesOut{NoticeChoices{c, ways, kinds}}, err
}

type chooseIn struct{ Body outbound.Choices }

func (h *house) setNoticeChoices(ctx context.Context, in *chooseIn) (*choicesOut, error) {
	if err := h.rooms.Outbound.Choose(ctx, actorOf(ctx), in.Body); err != nil {
		return nil, err
	}
	return h.getNoticeChoices(ctx, nil)
}

type webhookIn struct {
	Body struct {
		Name   string   `json:"name" minLength:"1" maxLength:"100"`
		URL    string   `json:"url" minLength:"1" maxLength:"1000" doc:"https; never inside the server's own network, unless the operator allows that."`
		Events []string `json:"events,omitempty" maxItems:"100" doc:"Kinds of acts; none: all that are told."`
	}
}

// NewWebhook is a webhook with its secret, which is told only now.
type NewWebhook struct {
	Webhook outbound.Webhook `json:"webhook"`
	Secret  string           `json:"secret" doc:"Anjian-Signature is sha256= and the hex HMAC-SHA-256 under it over Anjian-Timestamp, a full stop and the body."`
}

type newWebhookOut struct{ Body NewWebhook }

func (h *house) makeWebhook(ctx context.Context, in *webhookIn) (*newWebhookOut, error) {
	made, secret, err := h.rooms.Outbound.MakeWebhook(ctx, actorOf(ctx), in.Body.Name, in.Body.URL, in.Body.Events)
	return &newWebhookOut{NewWebhook{made, secret}}, err
}

func (h *house) listWebhooks(ctx context.Context, _ *struct{}) (*list[outbound.Webhook], error) {
	items, err := h.rooms.Outbound.Webhooks(ctx, actorOf(ctx))
	return listOf(items, ""), err
}

type webhookIDIn struct {
	ID string `path:"webhookId" format:"uuid"`
}

func (h *house) endWebhook(ctx context.Context, in *webhookIDIn) (*struct{}, error) {
	return nil, h.rooms.Outbound.EndWebhook(ctx, actorOf(ctx), in.ID)
}

func (h *house) listStuck(ctx context.Context, _ *struct{}) (*list[outbound.Stuck], error) {
	items, err := h.rooms.Outbound.Stuck(ctx, actorOf(ctx))
	return listOf(items, ""), err
}

type deliveryIn struct {
	ID string `path:"deliveryId" format:"uuid"`
}

func (h *house) redeliver(ctx context.Context, in *deliveryIn) (*struct{}, error) {
	return nil, h.rooms.Outbound.Redeliver(ctx, actorOf(ctx), in.ID)
}

type feedOut struct{ Body outbound.Feed }

func (h *house) getCalendarFeed(ctx context.Context, _ *struct{}) (*feedOut, error) {
	f, err := h.rooms.Outbound.FeedOf(ctx, actorOf(ctx))
	return &feedOut{f}, err
}

// NewFeed is a calendar with its token, which is told only now.
type NewFeed struct {
	Path string `json:"path" doc:"On this server; whoever has it can read what is due, until it is ended or made anew."`
}

type newFeedOut struct{ Body NewFeed }

func (h *house) makeCalendarFeed(ctx context.Context, _ *struct{}) (*newFeedOut, error) {
	token, err := h.rooms.Outbound.MakeFeed(ctx, actorOf(ctx))
	return &newFeedOut{NewFeed{api + "/calendars/" + token + ".ics"}}, err
}

func (h *house) endCalendarFeed(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, h.rooms.Outbound.EndFeed(ctx, actorOf(ctx))
}

type calendarIn struct {
	Token string `path:"token" minLength:"20" maxLength:"100" doc:"The token, with or without .ics behind it."`
}

// getCalendar gives a calendar to whoever holds its token. Guessing is slowed down by address.
func (h *house) getCalendar(ctx context.Context, in *calendarIn) (*pdfOut, error) {
	if wait, ok := h.verifications.Allow("calendar "+visitOf(ctx).address, time.Now()); !ok {
		return nil, tooMany.With("retryAfter", int(wait/time.Second)+1)
	}
	text, err := h.rooms.Outbound.Calendar(ctx, strings.TrimSuffix(in.Token, ".ics"))
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, max-age=600", "text/calendar; charset=utf-8", attachment("inline", "anjian.ics", "安监到期事项.ics"), text}, nil
}

type keepPushIn struct {
	Body struct {
		Endpoint string `json:"endpoint" minLength:"1" maxLength:"1000"`
		P256dh   string `json:"p256dh" minLength:"1" maxLength:"200"`
		Auth     string `json:"auth" minLength:"1" maxLength:"100"`
	}
}

func (h *house) keepPush(ctx context.Context, in *keepPushIn) (*struct{}, error) {
	return nil, h.rooms.Outbound.KeepPush(ctx, actorOf(ctx), in.Body.Endpoint, in.Body.P256dh, in.Body.Auth)
}

func (h *house) endPush(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, h.rooms.Outbound.EndPush(ctx, actorOf(ctx))
}

// listClocks gives the limits the system runs by, with their ground.
func (h *house) listClocks(context.Context, *struct{}) (*list[planning.Limit], error) {
	return listOf(h.rooms.Outbound.Clocks(), ""), nil
}
