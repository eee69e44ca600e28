package outbound

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// kindNotice is the kind of deliveries that carry a notice out of the app. They may arrive twice when a server dies
// between sending and ticking: a message that says "please look" does no harm twice.
const kindNotice = "notice"

// mostTries of a notice, or an event: after that it is given up, and stands in the list of what is stuck.
const mostTries = 12

// Notices are the words and the quiet hours (configs/notices.yaml).
type Notices struct {
	Quiet Quiet
	Kinds map[string]Template
}

// Template is what a kind of notice says.
type Template struct {
	Title, TitleEn, Text string
	Urgent               bool
}

// Told is a notice as its person sees it.
type Told struct {
	ID         string     `json:"id"`
	Kind       string     `json:"kind"`
	Title      string     `json:"title"`
	TitleEn    string     `json:"titleEn"`
	Text       string     `json:"text"`
	CheckID    string     `json:"checkId,omitempty" doc:"While the check is yours to see."`
	Enterprise string     `json:"enterprise,omitempty"`
	MadeAt     time.Time  `json:"madeAt"`
	ReadAt     *time.Time `json:"readAt,omitempty"`
}

// Told lists what an actor was told, the newest first, and how much of it is unread.
func (r *Room) Told(ctx context.Context, actor inspection.Actor, unread bool, cursor string, limit int) (items []Told, next string, count int, err error) {
	got, next, err := r.store.NoticesFor(ctx, actor, unread, cursor, limit)
	if err != nil {
		return nil, "", 0, err
	}
	if count, err = r.store.UnreadNotices(ctx, actor.BureauID, actor.PersonID); err != nil {
		return nil, "", 0, err
	}
	items = make([]Told, len(got))
	for i, n := range got {
		template := r.s.Notices.Kinds[n.Kind]
		items[i] = Told{ID: n.ID, Kind: n.Kind, Title: template.Title, TitleEn: template.TitleEn, Text: template.Text, Enterprise: n.Enterprise, MadeAt: n.MadeAt.UTC()}
		if n.Open {
			items[i].CheckID = n.CheckID
		}
		if n.ReadAt != nil {
			at := n.ReadAt.UTC()
			items[i].ReadAt = &at
		}
	}
	return items, next, count, nil
}

// Read marks a person's notices up to a moment as read; id narrows it to one. Doing so twice is harmless.
func (r *Room) Read(ctx context.Context, actor inspection.Actor, id string, upTo time.Time) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.ReadNotices(ctx, actor.BureauID, actor.PersonID, id, upTo) })
}

// Choices are how somebody wants to be told. In the app everything is listed, whatever is chosen.
type Choices struct {
	Channels []string `json:"channels" maxItems:"10" doc:"Codes of the ways besides the list in the app; none: none."`
	Off      []string `json:"off" maxItems:"100" doc:"Kinds of notices that come by none of these ways."`
	Quiet    *Quiet   `json:"quiet,omitempty" doc:"Own quiet hours; without: the bureau's."`
	Email    string   `json:"email,omitempty" maxLength:"200"`
}

func (c Choices) quiet(usual Quiet) Quiet {
	if c.Quiet != nil {
		return *c.Quiet
	}
	return usual
}

// Way is a channel a person may choose.
type Way struct {
	Code string `json:"code"`
	Kind string `json:"kind" enum:"wecom,dingtalk,sms,smtp,push"`
	Name string `json:"name"`
	Key  string `json:"key,omitempty" doc:"Of push: the public key that a browser asks for."`
}

// NoticeKind is a kind of notice a person may turn off.
type NoticeKind struct {
	Code    string `json:"code"`
	Title   string `json:"title"`
	TitleEn string `json:"titleEn"`
	Urgent  bool   `json:"urgent"`
}

// ChoicesOf gives what a person has chosen, and from what they may choose.
func (r *Room) ChoicesOf(ctx context.Context, actor inspection.Actor) (Choices, []Way, []NoticeKind, error) {
	c, err := r.choicesOf(ctx, actor.BureauID, actor.PersonID)
	ways, kinds := []Way{}, []NoticeKind{}
	for _, ch := range r.channelsOf(actor.BureauID) {
		ways = append(ways, Way{ch.Code, ch.Kind, ch.Name, ch.Public})
	}
	for code, k := range r.s.Notices.Kinds {
		kinds = append(kinds, NoticeKind{code, k.Title, k.TitleEn, k.Urgent})
	}
	slices.SortFunc(kinds, func(a, b NoticeKind) int { return strings.Compare(a.Code, b.Code) })
	return c, ways, kinds, err
}

// Choose keeps what a person chooses. Refuses with BadChoice.
func (r *Room) Choose(ctx context.Context, actor inspection.Actor, c Choices) error {
	for _, code := range c.Channels {
		if r.channel(actor.BureauID, code) == nil {
			return BadChoice.With("field", "channels")
		}
	}
	for _, kind := range c.Off {
		if _, ok := r.s.Notices.Kinds[kind]; !ok {
			return BadChoice.With("field", "off")
		}
	}
	if c.Quiet != nil {
		if err := c.Quiet.Check(); err != nil {
			return BadChoice.With("field", "quiet")
		}
	}
	if c.Email != "" {
		if a, err := mail.ParseAddress(c.Email); err != nil || a.Address != c.Email {
			return BadChoice.With("field", "email")
		}
	}
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("outbound: write choices: %w", err)
	}
	return r.store.Housekeep(ctx, func(tx *store.Tx) error {
		return tx.SetNoticeChoices(ctx, actor.BureauID, actor.PersonID, string(text))
	})
}

func (r *Room) choicesOf(ctx context.Context, bureauID, personID string) (Choices, error) {
	c := Choices{Channels: []string{}, Off: []string{}}
	text, err := r.store.NoticeChoices(ctx, bureauID, personID)
	if err != nil || text == "" {
		return c, err
	}
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return c, fmt.Errorf("outbound: read choices: %w", err)
	}
	return c, nil
}

// noticeCarrier carries a notice by one channel.
type noticeCarrier struct{ r *Room }

func (c noticeCarrier) carry(ctx context.Context, d store.Delivery) outcome {
	n, err := c.r.store.Notice(ctx, d.BureauID, d.Subject)
	if errors.Is(err, store.NotFound) {
		return outcome{}
	}
	if err != nil {
		return outcome{later: errors.New("the notice could not be read")}
	}
	person, err := c.r.store.Person(ctx, d.BureauID, n.PersonID)
	if err != nil {
		return outcome{later: errors.New("the person could not be read")}
	}
	channel := c.r.channel(d.BureauID, d.Target)
	template, known := c.r.s.Notices.Kinds[n.Kind]
	if n.ReadAt != nil || !person.Active || channel == nil || !known {
		return outcome{} // read in the app meanwhile, or nobody or no way there any more
	}
	choices, err := c.r.choicesOf(ctx, d.BureauID, n.PersonID)
	if err != nil {
		return outcome{later: err}
	}
	err = c.r.notifiers[channel.Kind].Notify(ctx, *channel, Recipient{PersonID: person.ID, BureauID: person.BureauID, Name: person.Name, Phone: person.Phone, Email: choices.Email},
		Message{Title: template.Title, Text: template.Text, Link: c.r.s.PublicURL})
	if unreachable, ok := errors.AsType[Unreachable](err); ok {
		return outcome{never: string(unreachable)}
	}
	return outcome{later: err}
}
