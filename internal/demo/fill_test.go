package demo_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"anjian/configs"
	"anjian/internal/casework"
	"anjian/internal/checklist"
	"anjian/internal/demo"
	"anjian/internal/evidence"
	"anjian/internal/files"
	"anjian/internal/identity"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// The demo world is built through the operations on an empty installation, shows every state a check can be in, and is
// not built twice.
func TestTheDemoWorldShowsEveryState(t *testing.T) {
	ctx := t.Context()
	st, err := store.Open(ctx, store.Options{Driver: "sqlite", DSN: filepath.Join(t.TempDir(), "demo.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	if err := st.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	lists, err := checklist.Load(configs.Checklists())
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Housekeep(ctx, func(tx *store.Tx) error {
		for _, l := range lists {
			if err := tx.PublishChecklist(ctx, l); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	law, err := checklist.LoadLaw(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	disk, err := files.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	remember := func(ctx context.Context, f files.StoredFile) error {
		return st.Housekeep(ctx, func(tx *store.Tx) error {
			return tx.RememberFile(ctx, store.File{BureauID: f.BureauID, SHA256: f.SHA256, Size: f.Size, ContentType: f.ContentType, UploadedBy: f.UploadedBy})
		})
	}
	world := demo.World{
		Office: office.New(st), Cases: casework.New(st, law, planning.Calendar{}), Files: files.New(disk, files.Options{MaxBytes: 30 << 20, Stored: remember}),
		Hash: func(string) (string, error) { return "no hash here", nil }, Enrol: func(ctx context.Context, by identity.Presence, n identity.NewDevice) (identity.DeviceKey, error) {
			key, err := evidence.DeviceKey(n.Algorithm, n.SPKI, "")
			if err == nil {
				err = evidence.ProvesKey(n.Proof, key, evidence.DeviceStatement{Challenge: by.Challenge(), Device: n.Device, Person: by.Actor.PersonID})
			}
			k := store.DeviceKey{ID: key.ID, DeviceID: n.Device, BureauID: by.Actor.BureauID, PersonID: by.Actor.PersonID, Name: n.Name, Algorithm: n.Algorithm, SPKI: n.SPKI, SessionID: by.Session}
			return k, errors.Join(err, st.Housekeep(ctx, func(tx *store.Tx) error { return tx.InsertDeviceKey(ctx, k) }))
		}, Now: time.Now,
	}
	filled, err := demo.Fill(ctx, world)
	if err != nil || !filled {
		t.Fatalf("filled %v: %v", filled, err)
	}
	counts, err := st.CountChecks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(counts)
	total := 0
	for _, state := range []inspection.State{inspection.Planned, inspection.Assigned, inspection.Ready, inspection.Open, inspection.Recorded,
		inspection.Signed, inspection.Closed, inspection.EntryRefused, inspection.Cancelled} {
		if counts[state] == 0 {
			t.Errorf("no check is %s", state)
		}
		total += counts[state]
	}
	if total < 40 {
		t.Errorf("only %d checks", total)
	}
	if again, err := demo.Fill(ctx, world); err != nil || again {
		t.Errorf("filled twice: %v %v", again, err)
	}
}
