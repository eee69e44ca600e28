package casework

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"time"

	"anjian/internal/files"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// alike is in how many bits of 64 two prints may differ to be shown as alike. Measured (files/print_test.go, and on 44
// real photos before): recompressed or reduced to two thirds at most 4, trimmed by 5 % mostly at most 10; of some
// thousand pairs of other pictures none was under 18. It only asks a person to look; nothing is decided by it.
const alike = 10

const (
	mostAlarms     = 200 // of one check
	alarmsPerPhoto = 3   // the nearest; the same wall photographed every year would fill the page
)

// PhotoAlarm says that a photo of a check looks like one of another check, or is the same file (distance 0). A person
// judges; the check is what it was.
type PhotoAlarm struct {
	PhotoID  string    `json:"photoId"`
	Distance int       `json:"distance" doc:"In how many of 64 bits the two prints differ; 0 when it is the same file"`
	Same     bool      `json:"same" doc:"The very same file"`
	Of       AlarmedOf `json:"of"`
}

// AlarmedOf is the other photo. Whoever may not see its check is told the day and nothing else.
type AlarmedOf struct {
	Day        string `json:"day" doc:"YYYY-MM-DD, when that check was made"`
	CheckID    string `json:"checkId,omitempty"`
	Enterprise string `json:"enterprise,omitempty"`
	PhotoID    string `json:"photoId,omitempty"`
	SHA256     string `json:"sha256,omitempty"`
}

// PhotoAlarms compares the photos of a check, as far as they have arrived, with all others of the bureau. waiting says
// how many have not been looked at yet. Who may: officers, section heads, leaders and policy who may see the check; to
// the others NotFound. Refuses with NotFound.
func (r *Room) PhotoAlarms(ctx context.Context, actor inspection.Actor, id string) (alarms []PhotoAlarm, waiting int, err error) {
	view, err := r.store.CheckOf(ctx, actor, id)
	if err != nil {
		return nil, 0, err
	}
	prints, err := r.store.PrintsOf(ctx, actor.BureauID, id)
	if err != nil {
		return nil, 0, err
	}
	own, asked := map[string]string{}, []string{}
	for _, p := range prints {
		if p.Waits() {
			waiting++
		}
		if own[p.SHA256] = p.Print; p.Print != "" {
			asked = append(asked, p.Print)
		}
	}
	near, err := r.store.NearPrints(ctx, actor.BureauID, asked)
	if err != nil {
		return nil, 0, err
	}
	matches := matchesOf(own, near)
	shas := []string{}
	for _, m := range matches {
		shas = append(shas, m.other)
	}
	uses, err := r.store.UsesOf(ctx, actor.BureauID, id, shas)
	if err != nil {
		return nil, 0, err
	}
	others := others{room: r, actor: actor, known: map[string]*inspection.CheckRecord{}}
	alarms = []PhotoAlarm{}
	for _, p := range view.Record.Photos {
		mine := 0
		for _, m := range matches {
			if m.own != p.SHA256 {
				continue
			}
			for _, u := range uses {
				if u.SHA256 != m.other || mine == alarmsPerPhoto || len(alarms) == mostAlarms {
					continue
				}
				of, err := others.of(ctx, u)
				if err != nil {
					return nil, 0, err
				}
				mine++
				alarms = append(alarms, PhotoAlarm{PhotoID: p.ID, Distance: m.distance, Same: m.own == m.other, Of: of})
			}
		}
	}
	return alarms, waiting, nil
}

type match struct {
	own, other string // files
	distance   int
}

// matchesOf pairs the check's files with themselves and with all that are near, nearest first.
func matchesOf(own map[string]string, near []store.Printed) []match {
	matches := []match{}
	for sha, print := range own {
		matches = append(matches, match{sha, sha, 0})
		for _, other := range near {
			if d := files.Distance(print, other.Print); other.SHA256 != sha && d <= alike {
				matches = append(matches, match{sha, other.SHA256, d})
			}
		}
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(a.distance-b.distance, cmp.Compare(a.own, b.own), cmp.Compare(a.other, b.other))
	})
	return matches
}

// others reads the other checks once each.
type others struct {
	room  *Room
	actor inspection.Actor
	known map[string]*inspection.CheckRecord
}

func (o *others) of(ctx context.Context, use store.Use) (AlarmedOf, error) {
	record := o.known[use.CheckID]
	if record == nil {
		view, err := o.room.store.Check(ctx, o.actor.BureauID, use.CheckID)
		if err != nil {
			return AlarmedOf{}, err
		}
		record = &view.Record
		o.known[use.CheckID] = record
	}
	of := AlarmedOf{Day: record.PlannedOn}
	if record.Arrival != nil {
		of.Day = inspection.Day(record.Arrival.At)
	}
	if MayRead(o.actor, record, o.room.store.Now()) {
		of.CheckID, of.Enterprise = record.ID, record.Enterprise.Name
		for _, p := range record.Photos {
			if p.SHA256 == use.SHA256 {
				of.PhotoID, of.SHA256 = p.ID, p.SHA256
				break
			}
		}
	}
	return of, nil
}

// MakePrints looks at photos that wait for their print, at most limit of them, and says how many it has done. It is
// not part of an upload, because decoding a photo costs a hundred times what storing it does; whatever is killed, a photo
// waits until its print is written. Several servers may do so at once: they reckon the same.
func (a *Archive) MakePrints(ctx context.Context, limit int) (int, error) {
	waiting, err := a.cases.store.WaitingPrints(ctx, limit)
	if err != nil {
		return 0, err
	}
	for done, p := range waiting {
		began := time.Now()
		print, err := a.files.Print(ctx, p.BureauID, p.SHA256)
		if err != nil && !files.Unprintable(err) {
			return done, err
		}
		if err != nil {
			slog.Warn("a photo has no print", "sha256", p.SHA256, "cause", err)
		}
		err = a.cases.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.SetPrint(p.BureauID, p.SHA256, print) })
		if err != nil {
			return done, err
		}
		select { // people who wait come first: at most a third of one processor goes into prints
		case <-ctx.Done():
			return done + 1, ctx.Err()
		case <-time.After(2 * time.Since(began)):
		}
	}
	return len(waiting), nil
}
