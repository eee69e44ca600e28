package outbound

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// Feed says whether a person's calendar of what is due can be read from outside.
type Feed struct {
	There      bool       `json:"there"`
	MadeAt     *time.Time `json:"madeAt,omitempty"`
	LastUsedAt *time.Time `json:"lastUsedAt,omitempty"`
}

// FeedOf tells how the actor's calendar stands.
func (r *Room) FeedOf(ctx context.Context, actor inspection.Actor) (Feed, error) {
	f, there, err := r.store.CalendarFeedOf(ctx, actor.BureauID, actor.PersonID)
	if err != nil || !there {
		return Feed{}, err
	}
	at := f.MadeAt.UTC()
	return Feed{There: true, MadeAt: &at, LastUsedAt: f.LastUsedAt}, nil
}

// MakeFeed makes the actor's calendar and gives its token, which nobody can read again; an earlier one ends.
func (r *Room) MakeFeed(ctx context.Context, actor inspection.Actor) (token string, err error) {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails since Go 1.24: it stops the program instead
	token = base64.RawURLEncoding.EncodeToString(secret[:])
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		return tx.SetCalendarFeed(ctx, store.CalendarFeed{PersonID: actor.PersonID, BureauID: actor.BureauID, TokenHash: evidence.Sum([]byte(token))})
	})
	return token, err
}

// EndFeed ends the actor's calendar at once.
func (r *Room) EndFeed(ctx context.Context, actor inspection.Actor) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.EndCalendarFeed(ctx, actor.BureauID, actor.PersonID) })
}

// Calendar gives what is due for the holder of a token as an iCalendar (RFC 5545): planned visits, re-checks, rectification
// ends, reports. It leaves the house, so it names no enterprise: only what kind of thing is due, and where to look. Refuses
// with NotFound.
func (r *Room) Calendar(ctx context.Context, token string) ([]byte, error) {
	hash := evidence.Sum([]byte(token))
	f, err := r.store.CalendarFeedByToken(ctx, hash)
	if err != nil {
		return nil, err
	}
	person, err := r.store.Person(ctx, f.BureauID, f.PersonID)
	if err != nil {
		return nil, err
	}
	if !person.Active {
		return nil, store.NotFound
	}
	due, err := r.dueFor(ctx, person.Actor())
	if err != nil {
		return nil, err
	}
	if err := r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.UseCalendarFeed(ctx, hash) }); err != nil {
		return nil, err
	}
	return calendarText(due, r.s.PublicURL, r.store.Now()), nil
}

// dueFor is what one person must see to.
func (r *Room) dueFor(ctx context.Context, actor inspection.Actor) ([]Due, error) {
	var due []Due
	if r.s.Due != nil {
		var err error
		if due, err = r.s.Due(ctx, actor); err != nil {
			return nil, err
		}
	}
	if actor.Role == inspection.RoleInspector || actor.Role == inspection.RoleSectionHead {
		lines, _, err := r.store.ReportsFor(ctx, actor, store.ReportFilter{Open: true}, "", 200)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			due = append(due, Due{CheckID: l.CheckID, Kind: "report", DueOn: r.report(l).Clock.DueOn.String()})
		}
	}
	visits, _, err := r.store.ChecksFor(ctx, actor, store.CheckFilter{States: []inspection.State{inspection.Assigned, inspection.Ready}}, "", 200)
	if err != nil {
		return nil, err
	}
	for _, c := range visits {
		due = append(due, Due{CheckID: c.ID, Kind: "visit", DueOn: c.PlannedOn})
	}
	return due, nil
}

func calendarText(due []Due, place string, now time.Time) []byte {
	var b strings.Builder
	line := func(text string) { b.WriteString(folded(text)) }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Anjian//due//ZH")
	line("METHOD:PUBLISH")
	line("X-WR-CALNAME:安监到期事项")
	line("REFRESH-INTERVAL;VALUE=DURATION:PT1H")
	seen := map[string]bool{}
	for _, d := range due {
		day, err := planning.ParseDay(d.DueOn)
		id := derived(d.Kind, d.CheckID, d.DueOn)
		if err != nil || seen[id] {
			continue
		}
		seen[id] = true // ten items of one order are one entry
		line("BEGIN:VEVENT")
		line("UID:" + id + "@anjian")
		line("DTSTAMP:" + now.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE:" + day.Start().Format("20060102"))
		line("DTEND;VALUE=DATE:" + (day + 1).Start().Format("20060102"))
		line("SUMMARY:" + escaped("安监："+dues[d.Kind].title))
		line("URL:" + place)
		line("TRANSP:TRANSPARENT")
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return []byte(b.String())
}

func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`).Replace(text)
}

// folded breaks a line after at most 75 bytes, never inside a character (RFC 5545 3.1).
func folded(text string) string {
	var b strings.Builder
	used := 0
	for _, c := range text {
		if n := len(string(c)); used+n > 74 {
			b.WriteString("\r\n ")
			used = n + 1
		} else {
			used += n
		}
		b.WriteRune(c)
	}
	return b.String() + "\r\n"
}
