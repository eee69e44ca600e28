package casework

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"anjian/internal/checklist"
	"anjian/internal/evidence"
	"anjian/internal/files"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// The shapes in which checks are shown; handlers know them by these names.
type (
	CheckView   = store.CheckView
	CheckBrief  = store.CheckBrief
	CheckFilter = store.CheckFilter
	Change      = store.Change
	// ManifestFile is one file a check refers to, and whether its bytes are safe here.
	ManifestFile = store.Held
)

// Check gives a check the actor may see, as they may read it; NotFound for every other.
func (r *Room) Check(ctx context.Context, actor inspection.Actor, id string) (store.CheckView, error) {
	v, err := r.store.CheckOf(ctx, actor, id)
	v.Record = v.Record.ForReader(actor)
	return v, err
}

// Checks lists the checks an actor may see, last touched first.
func (r *Room) Checks(ctx context.Context, actor inspection.Actor, f store.CheckFilter, cursor string, limit int) ([]store.CheckBrief, string, error) {
	return r.store.ChecksFor(ctx, actor, f, cursor, limit)
}

// Changes gives, for every check touched after since (0: from the start), the check as it stands, or that it is gone;
// at most limit of them, in order; a guest who reports what was put right sees that part of it. more says that there are
// others: go on from the last Seq.
func (r *Room) Changes(ctx context.Context, actor inspection.Actor, since int64, limit int) (changes []Change, more bool, err error) {
	changes, more, err = r.store.ChangesFor(ctx, actor, max(since, 0), limit)
	for _, c := range changes {
		if c.View != nil {
			c.View.Record = c.View.Record.ForReader(actor)
		}
	}
	return changes, more, err
}

// Touched tells whether Changes would tell an actor anything new since a place.
func (r *Room) Touched(ctx context.Context, actor inspection.Actor, since int64) (bool, error) {
	return r.store.TouchedFor(ctx, actor, max(since, 0))
}

// Entry is one act of a check's ledger, as anybody who may see the check may see it, with the hashes that chain it.
type Entry struct {
	ActID   string               `json:"actId"`
	CheckID string               `json:"checkId"`
	CaseNo  int                  `json:"caseNo"` // place in its check, from 1
	Seq     int64                `json:"seq"`    // place in its bureau
	Kind    inspection.Kind      `json:"kind"`
	Actor   inspection.PersonRef `json:"actor"`
	Role    inspection.Role      `json:"role"`
	Link    inspection.Purpose   `json:"link,omitempty" doc:"What the link was for, of a guest without an account; actor is then the link."`
	Device  string               `json:"device"`
	DoneAt  time.Time            `json:"doneAt"`          // the device's clock
	Clock   *evidence.Clock      `json:"clock,omitempty"` // what else the device knew of time
	TakenAt time.Time            `json:"takenAt"`         // the server's clock
	Sum     string               `json:"sum"`
	Hash    string               `json:"hash"`
	Cover   string               `json:"cover,omitempty" doc:"The signature of its device over it, by its hex SHA-256; absent: none, as of a client without a key."`
	Apart   bool                 `json:"apart,omitempty" doc:"That signature does not follow from what the server had of this device on this check: the device was cleared, or an answer never reached it."`
	Body    json.RawMessage      `json:"body"`
}

// Ledger lists the acts of a check the actor may see, in order, those about the bureau's own papers without their content
// to those outside it. The cursor is the last place in the check.
func (r *Room) Ledger(ctx context.Context, actor inspection.Actor, id, cursor string, limit int) (items []Entry, next string, err error) {
	after := 0
	if cursor != "" {
		if after, err = strconv.Atoi(cursor); err != nil || after < 0 {
			return nil, "", store.BadCursor
		}
	}
	if _, err := r.store.CheckOf(ctx, actor, id); err != nil {
		return nil, "", err
	}
	kept, err := r.store.EntriesOf(ctx, actor.BureauID, id, after, limit+1)
	if err != nil {
		return nil, "", err
	}
	if len(kept) > limit {
		kept = kept[:limit]
		next = strconv.Itoa(kept[limit-1].CaseNo)
	}
	links, err := r.linksOf(ctx, actor.BureauID, id)
	if err != nil {
		return nil, "", err
	}
	apart, err := r.store.BrokenCovers(ctx, actor.BureauID, id)
	if err != nil {
		return nil, "", err
	}
	items = make([]Entry, len(kept))
	for i, e := range kept {
		items[i] = Entry{ActID: e.ActID, Cover: e.Cover, Apart: e.Cover != "" && slices.Contains(apart, e.Cover), CheckID: e.CheckID, CaseNo: e.CaseNo, Seq: e.Seq, Kind: e.Kind, Actor: inspection.PersonRef{ID: e.ActorID, Name: e.ActorName},
			Role: e.Role, Link: links[e.ActorID], Device: e.Device, DoneAt: e.DoneAt, Clock: e.Clock, TakenAt: e.TakenAt, Sum: e.Sum, Hash: e.Hash, Body: inspection.BodyFor(actor, e.Kind, e.Body)}
	}
	return items, next, nil
}

const mostRefused = 500

// RefusedActs lists the acts of a check the actor may see that were turned away, in the order of refusal, at most 500.
func (r *Room) RefusedActs(ctx context.Context, actor inspection.Actor, id string) ([]store.Refused, error) {
	if _, err := r.store.CheckOf(ctx, actor, id); err != nil {
		return nil, err
	}
	return r.store.RefusedOf(ctx, actor.BureauID, id, mostRefused)
}

// Manifest lists every file a check refers to and whether it is here.
func (r *Room) Manifest(ctx context.Context, actor inspection.Actor, id string) ([]store.Held, error) {
	if _, err := r.store.CheckOf(ctx, actor, id); err != nil {
		return nil, err
	}
	return r.store.Manifest(ctx, actor.BureauID, id)
}

// File gives what is known of a file of a check the actor may see; NotFound when the check does not refer to it or its
// bytes are not here.
func (r *Room) File(ctx context.Context, actor inspection.Actor, id, sha string) (store.File, error) {
	v, err := r.Check(ctx, actor, id)
	if err != nil {
		return store.File{}, err
	}
	if actor.Purpose == inspection.ForRectifying && !v.Record.Shows(sha) {
		return store.File{}, store.NotFound
	}
	ours, err := r.store.FileOfCheck(ctx, actor.BureauID, id, sha)
	if err != nil {
		return store.File{}, err
	}
	if !ours {
		return store.File{}, store.NotFound
	}
	return r.store.FileOf(ctx, actor.BureauID, sha)
}

// RecordFor gives a check with the checklists it keeps: what the papers are set from.
func (r *Room) RecordFor(ctx context.Context, actor inspection.Actor, id string) (CheckView, map[string]checklist.Checklist, error) {
	v, err := r.store.CheckOf(ctx, actor, id)
	if err != nil {
		return CheckView{}, nil, err
	}
	lists, err := r.listsOf(ctx, r.store.Reader, v.Record.Checklists)
	return v, lists, err
}

// StoreFile notes a photo whose bytes have just become durable: it is files.Options.Stored.
func (r *Room) StoreFile(ctx context.Context, f files.StoredFile) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error {
		return tx.RememberFile(ctx, store.File{BureauID: f.BureauID, SHA256: f.SHA256, Size: f.Size, ContentType: f.ContentType, UploadedBy: f.UploadedBy})
	})
}

// MissingFiles tells which of these hashes the actor's bureau does not hold, in the order asked.
func (r *Room) MissingFiles(ctx context.Context, actor inspection.Actor, shas []string) ([]string, error) {
	return r.store.MissingFiles(ctx, actor.BureauID, shas)
}
