package rest

import (
	"context"
	"strconv"
	"time"

	"anjian/internal/casework"
	"anjian/internal/fault"
)

var cursorBad = fault.New(fault.Invalid, "cursor.bad", "This cursor was not made by this list.")

type changesIn struct {
	Since string `query:"since" maxLength:"20" pattern:"^[0-9]*$" doc:"nextCursor of the answer before; empty or 0: from the start"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// Change is one check touched since the cursor: whole, or gone because it is no longer the asker's.
type Change struct {
	CheckID string              `json:"checkId"`
	Seq     int64               `json:"seq"`
	View    *casework.CheckView `json:"view,omitempty" doc:"Absent when gone."`
	Gone    bool                `json:"gone"`
}

type changesOut struct {
	Body struct {
		Changes    []Change  `json:"changes"`
		NextCursor string    `json:"nextCursor"`
		More       bool      `json:"more"`
		ServerTime time.Time `json:"serverTime"`
	}
}

// getChanges lets a phone catch up: within a bureau the order of commits is the order of the cursor, so nothing is
// ever skipped.
func (h *house) getChanges(ctx context.Context, in *changesIn) (*changesOut, error) {
	since := int64(0)
	if in.Since != "" {
		n, err := strconv.ParseInt(in.Since, 10, 64)
		if err != nil {
			return nil, cursorBad.Because(err)
		}
		since = n
	}
	changes, more, err := h.rooms.Casework.Changes(ctx, actorOf(ctx), since, in.Limit)
	if err != nil {
		return nil, err
	}
	if err := h.noteSync(ctx, changes); err != nil {
		return nil, err
	}
	out := &changesOut{}
	out.Body.Changes = make([]Change, len(changes))
	for i, c := range changes {
		out.Body.Changes[i] = Change{CheckID: c.CheckID, Seq: c.Seq, View: c.View, Gone: c.Gone}
		since = c.Seq
	}
	out.Body.NextCursor, out.Body.More = strconv.FormatInt(since, 10), more
	out.Body.ServerTime = time.Now().UTC().Truncate(time.Millisecond)
	return out, nil
}

type missingIn struct {
	Body struct {
		SHA256 []string `json:"sha256" maxItems:"1000"`
	}
}

type missingOut struct {
	Body struct {
		Missing []string `json:"missing"`
	}
}

// listMissingFiles says which of these files the bureau does not have, so that a phone sends only those.
func (h *house) listMissingFiles(ctx context.Context, in *missingIn) (*missingOut, error) {
	missing, err := h.rooms.Casework.MissingFiles(ctx, actorOf(ctx), in.Body.SHA256)
	if err != nil {
		return nil, err
	}
	out := &missingOut{}
	if out.Body.Missing = missing; missing == nil {
		out.Body.Missing = []string{}
	}
	return out, nil
}

type verifyIn struct {
	CheckID string `path:"checkId" format:"uuid"`
	Code    string `path:"code" pattern:"^[0-9a-fA-F]{12,64}$" doc:"The check code beside a signature (12 digits), or the whole digest"`
}

type verifyOut struct{ Body casework.Verification }

// verifyRecord lets anybody who holds a printed record ask whether it is genuine. Without the code printed on it there
// is nothing to learn here.
func (h *house) verifyRecord(ctx context.Context, in *verifyIn) (*verifyOut, error) {
	if wait, ok := h.verifications.Allow(visitOf(ctx).address, time.Now()); !ok {
		return nil, tooMany.With("retryAfter", int(wait/time.Second)+1)
	}
	v, err := h.rooms.Casework.Verify(ctx, in.CheckID, in.Code)
	if err != nil {
		return nil, err
	}
	return &verifyOut{v}, nil
}
