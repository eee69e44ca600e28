package rest

import (
	"context"
	"time"

	"anjian/internal/casework"
)

type phoneIn struct {
	Body struct {
		Device string       `json:"device" format:"uuid"`
		Name   string       `json:"name,omitempty" maxLength:"60" doc:"What its person calls the phone."`
		Checks []PhoneHolds `json:"checks" maxItems:"50"`
	}
}

// PhoneHolds is what a phone still holds of one check.
type PhoneHolds struct {
	CheckID       string     `json:"checkId" format:"uuid"`
	WaitingActs   int        `json:"waitingActs" minimum:"0" maximum:"1000000"`
	WaitingPhotos int        `json:"waitingPhotos" minimum:"0" maximum:"1000000"`
	WaitingBytes  int64      `json:"waitingBytes,omitempty" minimum:"0" maximum:"1000000000000"`
	LastActAt     *time.Time `json:"lastActAt,omitempty" doc:"The device's clock."`
}

// CheckPhones is what the phones of a check's team last said.
type CheckPhones struct {
	CheckID string               `json:"checkId"`
	Phones  []casework.TeamPhone `json:"phones"`
}

type phoneOut struct {
	Body struct {
		Checks     []CheckPhones `json:"checks"`
		ServerTime time.Time     `json:"serverTime"`
	}
}

// reportPhone lets a phone say what it could not send yet, and tells it what the team's phones last said.
func (h *house) reportPhone(ctx context.Context, in *phoneIn) (*phoneOut, error) {
	holds := make([]casework.PhoneHolds, len(in.Body.Checks))
	for i, c := range in.Body.Checks {
		holds[i] = casework.PhoneHolds{CheckID: c.CheckID, Device: in.Body.Device, Name: in.Body.Name,
			WaitingActs: c.WaitingActs, WaitingPhotos: c.WaitingPhotos, WaitingBytes: c.WaitingBytes, LastActAt: c.LastActAt}
	}
	theirs, phones, err := h.rooms.Casework.HearPhone(ctx, actorOf(ctx), holds)
	if err != nil {
		return nil, err
	}
	out := &phoneOut{}
	out.Body.Checks = []CheckPhones{}
	for _, id := range theirs {
		known := phones[id]
		if known == nil {
			known = []casework.TeamPhone{}
		}
		out.Body.Checks = append(out.Body.Checks, CheckPhones{CheckID: id, Phones: known})
	}
	out.Body.ServerTime = time.Now().UTC().Truncate(time.Millisecond)
	return out, nil
}
