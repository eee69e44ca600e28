package casework

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/store"
)

// AnchorView is one published root.
type AnchorView struct {
	Day    string    `json:"day"`
	Seq    int64     `json:"seq"`
	Size   int       `json:"size"`
	Root   string    `json:"root"`
	JWS    string    `json:"jws"`
	SM2    string    `json:"sm2,omitempty" doc:"The same by SM2 with SM3, where that is on"`
	MadeAt time.Time `json:"madeAt"`
}

// Anchors lists the published roots of a bureau, newest first. Who may: everybody; a root tells nothing but that the
// ledger cannot be changed any more unseen. The cursor is the last day.
func (a *Archive) Anchors(ctx context.Context, bureauID, cursor string, limit int) (items []AnchorView, next string, err error) {
	kept, err := a.cases.store.AnchorsOf(ctx, bureauID, cursor, limit+1)
	if err != nil {
		return nil, "", err
	}
	if len(kept) > limit {
		kept = kept[:limit]
		next = kept[limit-1].Day
	}
	items = make([]AnchorView, len(kept))
	for i, k := range kept {
		items[i] = AnchorView{k.Day, k.Seq, k.Size, k.Root, k.JWS, k.SM2, k.MadeAt.UTC()}
	}
	return items, next, nil
}

// AnchorToday signs and publishes, once a day for every bureau, the root over all its chain heads. Any number of
// servers may call it at any time: the first of the day does it. zone is where the day is told.
func (a *Archive) AnchorToday(ctx context.Context, now time.Time, zone *time.Location) error {
	bureaus, err := a.cases.store.Bureaus(ctx)
	if err != nil {
		return err
	}
	day := now.In(zone).Format(time.DateOnly)
	for _, b := range bureaus {
		if _, err := a.cases.store.Anchor(ctx, b.ID, day); err == nil {
			continue
		} else if !errors.Is(err, store.NotFound) {
			return err
		}
		if err := a.anchor(ctx, b.ID, day); err != nil && !errors.Is(err, store.Exists) {
			return err
		}
	}
	return nil
}

func (a *Archive) anchor(ctx context.Context, bureauID, day string) error {
	key, err := a.signingKey(ctx, evidence.ES256)
	if err != nil {
		return err
	}
	second, err := a.secondKey(ctx)
	if err != nil {
		return err
	}
	return a.cases.store.Housekeep(ctx, func(tx *store.Tx) error {
		seq, err := tx.SettledSeq(ctx, bureauID)
		if err != nil {
			return err
		}
		heads, err := tx.HeadsAt(ctx, bureauID, seq)
		if err != nil {
			return err
		}
		s := evidence.AnchorStatement{Schema: evidence.AnchorSchema, BureauID: bureauID, Day: day, Seq: seq, Size: len(heads),
			Root: evidence.MerkleRoot(heads), MadeAt: evidence.Time(tx.Now())}
		before, err := tx.AnchorsOf(ctx, bureauID, day, 1)
		if err != nil {
			return err
		}
		if len(before) > 0 {
			s.Previous = evidence.Sum([]byte(before[0].JWS))
		}
		text, err := evidence.Canonical(s)
		if err != nil {
			return err
		}
		jws, err := evidence.SignJWS(key, key.ID, evidence.AnchorType, text)
		if err != nil {
			return err
		}
		row := store.AnchorRow{BureauID: bureauID, Day: day, Seq: seq, Size: s.Size, Root: s.Root, JWS: jws, MadeAt: tx.Now()}
		if second != nil {
			if row.SM2, err = evidence.SignJWS(second, second.ID, evidence.AnchorType, text); err != nil {
				return err
			}
		}
		return tx.InsertAnchor(ctx, row)
	})
}

// stampsAtOnce bounds the roots stamped in one go.
const stampsAtOnce = 50

// StampAnchors has the time-stamp service stamp the roots that have no stamp yet, the oldest first, and says how many it
// did. It stops at the first that fails: whoever keeps the house calls again. Two servers may ask at once; one stamp stays.
func (a *Archive) StampAnchors(ctx context.Context) (int, error) {
	if !a.stamps.On() {
		return 0, nil
	}
	waiting, err := a.cases.store.UnstampedAnchors(ctx, stampsAtOnce)
	if err != nil {
		return 0, err
	}
	for done, row := range waiting {
		token, err := a.stamps.Stamp(ctx, []byte(row.JWS))
		if err != nil {
			return done, err
		}
		s := store.AnchorStamp{BureauID: row.BureauID, Day: row.Day, Token: base64.StdEncoding.EncodeToString(token)}
		err = a.cases.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.InsertAnchorStamp(ctx, s) })
		if err != nil && !errors.Is(err, store.Exists) {
			return done, err
		}
	}
	return len(waiting), nil
}

// anchorsOver gives the published roots that prove a check's ledger: the first that covers its last act, and the newest
// one before that still covers a part of it.
func (a *Archive) anchorsOver(ctx context.Context, v store.CheckView) ([]evidence.Anchor, error) {
	out := []evidence.Anchor{}
	rows, err := a.cases.store.AnchorsOf(ctx, v.Record.BureauID, "", 1)
	if err != nil {
		return nil, err
	}
	if full, err := a.cases.store.FirstAnchorSince(ctx, v.Record.BureauID, v.Seq); err == nil {
		rows = []store.AnchorRow{full}
	} else if !errors.Is(err, store.NotFound) {
		return nil, err
	}
	for _, row := range rows {
		heads, err := a.cases.store.HeadsAt(ctx, v.Record.BureauID, row.Seq)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(heads, func(h evidence.Head) bool { return h.CheckID == v.Record.ID })
		if i < 0 {
			continue // the check is younger than the newest root
		}
		previous := ""
		if before, err := a.cases.store.AnchorsOf(ctx, row.BureauID, row.Day, 1); err != nil {
			return nil, err
		} else if len(before) > 0 {
			previous = evidence.Sum([]byte(before[0].JWS))
		}
		stamp, err := a.cases.store.AnchorStampOf(ctx, row.BureauID, row.Day)
		if err != nil {
			return nil, err
		}
		out = append(out, evidence.Anchor{JWS: row.JWS, SM2: row.SM2, Stamp: stamp, Head: heads[i], Index: i, Path: evidence.MerklePath(heads, i),
			Statement: evidence.AnchorStatement{Schema: evidence.AnchorSchema, BureauID: row.BureauID, Day: row.Day, Seq: row.Seq, Size: row.Size,
				Root: row.Root, Previous: previous, MadeAt: evidence.Time(row.MadeAt)}})
	}
	return out, nil
}
