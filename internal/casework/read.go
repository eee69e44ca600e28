package casework

import (
	"context"
	"strconv"

	"anjian/internal/checklist"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// BadCursor is told for a cursor of changes that is no number.
var BadCursor = fault.New(fault.Invalid, "cursor.bad", "This cursor was not made by this list.")

// Check gives a check the actor may see; NotFound for every other.
func (r *Room) Check(ctx context.Context, actor inspection.Actor, id string) (store.CheckView, error) {
	return r.store.CheckOf(ctx, actor, id)
}

// Checks lists the checks an actor may see, last touched first.
func (r *Room) Checks(ctx context.Context, actor inspection.Actor, f store.CheckFilter, cursor string, limit int) ([]store.CheckBrief, string, error) {
	return r.store.ChecksFor(ctx, actor, f, cursor, limit)
}

// Changes is what was touched since a cursor.
type Changes struct {
	Changes    []store.Change
	NextCursor string
	More       bool
}

// Changes gives, for every check touched after the cursor, the check as it stands, or that it is gone. The cursor is
// empty or "0" from the start, otherwise what the last answer gave.
func (r *Room) Changes(ctx context.Context, actor inspection.Actor, cursor string, limit int) (Changes, error) {
	since := int64(0)
	if cursor != "" {
		n, err := strconv.ParseInt(cursor, 10, 64)
		if err != nil || n < 0 {
			return Changes{}, BadCursor
		}
		since = n
	}
	changes, more, err := r.store.ChangesFor(ctx, actor, since, limit)
	if err != nil {
		return Changes{}, err
	}
	if len(changes) > 0 {
		since = changes[len(changes)-1].Seq
	}
	return Changes{Changes: changes, NextCursor: strconv.FormatInt(since, 10), More: more}, nil
}

// Acts lists the ledger of a check the actor may see, in order. The cursor is the last place in the check.
func (r *Room) Acts(ctx context.Context, actor inspection.Actor, id, cursor string, limit int) (items []store.Entry, next string, err error) {
	after := 0
	if cursor != "" {
		if after, err = strconv.Atoi(cursor); err != nil || after < 0 {
			return nil, "", BadCursor
		}
	}
	if _, err := r.store.CheckOf(ctx, actor, id); err != nil {
		return nil, "", err
	}
	items, err = r.store.EntriesOf(ctx, actor.BureauID, id, after, limit+1)
	if err != nil {
		return nil, "", err
	}
	if len(items) > limit {
		items = items[:limit]
		next = strconv.Itoa(items[limit-1].CaseNo)
	}
	return items, next, nil
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
	if _, err := r.store.CheckOf(ctx, actor, id); err != nil {
		return store.File{}, err
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

// MissingFiles tells which of these hashes the actor's bureau does not hold.
func (r *Room) MissingFiles(ctx context.Context, actor inspection.Actor, shas []string) ([]string, error) {
	return r.store.MissingFiles(ctx, actor.BureauID, shas)
}

// RecordFor gives a check with the checklists it keeps: what the papers are set from.
func (r *Room) RecordFor(ctx context.Context, actor inspection.Actor, id string) (store.CheckView, map[string]checklist.Checklist, error) {
	v, err := r.store.CheckOf(ctx, actor, id)
	if err != nil {
		return store.CheckView{}, nil, err
	}
	lists, err := r.listsOf(ctx, r.store.Reader, v.Record.Checklists)
	return v, lists, err
}
