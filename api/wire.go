package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"anjian/api/rest"
	"anjian/configs"
	"anjian/internal/casework"
	"anjian/internal/certified"
	"anjian/internal/checklist"
	"anjian/internal/config"
	"anjian/internal/demo"
	"anjian/internal/files"
	"anjian/internal/identity"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/outbound"
	"anjian/internal/paper"
	"anjian/internal/store"
)

// wired is the house with its rooms open.
type wired struct {
	handler http.Handler
	hurry   func() // tells those who wait for news that the server is stopping
	close   func() error
}

// wire opens every room in its order: store, files, operations, the outside.
func wire(ctx context.Context, c config.Config, authority []byte, out io.Writer) (w *wired, err error) {
	st, err := openStore(ctx, c)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, st.Close())
		}
	}()
	law, err := checklist.LoadLaw(configs.FS)
	if err != nil {
		return nil, err
	}
	calendar, err := config.LoadCalendar(configs.FS)
	if err != nil {
		return nil, err
	}
	cases, desk := casework.New(st, law, calendar), office.New(st)
	cases.BoundLooks(c.Looks.MostADay)
	if err := carryLoop(c, cases, desk, calendar); err != nil {
		return nil, err
	}
	accepted, err := authorities(c.Paper)
	if err != nil {
		return nil, err
	}
	cases.AcceptCertificates(accepted)
	if err := publish(ctx, desk); err != nil {
		return nil, err
	}
	objects, err := openObjects(ctx, c)
	if err != nil {
		return nil, err
	}
	photos := files.New(objects, files.Options{MaxBytes: int64(c.Files.MaxUploadBytes), MaxPixels: c.Files.MaxPixels, Stored: cases.StoreFile, Refuse: rest.Refuse})
	fonts, err := paper.LoadFonts(c.Paper.FontDir)
	if err != nil {
		return nil, err
	}
	sealer, err := paperSealer(c.Paper)
	if err != nil {
		return nil, err
	}
	stamps, err := timeStamps(c.Paper)
	if err != nil {
		return nil, err
	}
	stopRelay := func() {}
	if stamps.On() {
		if sealer.StampURL, stopRelay, err = stamps.Relay(); err != nil {
			return nil, err
		}
	}
	archive := casework.NewArchive(cases, photos, paper.House{Fonts: fonts, HeadLine: c.Paper.HeadLine, Contact: c.Paper.Contact, Sealer: sealer}, c.PublicURL)
	archive.StampWith(stamps)
	if c.Evidence.SM2 {
		archive.SignAlsoBySM2()
	}
	door := identity.New(st, identity.Settings{
		Issuer: c.PublicURL, Demo: c.Demo, AccessTTL: c.Identity.AccessTTL, RefreshTTL: c.Identity.RefreshTTL, LockoutFailures: c.Identity.LockoutFailures,
		LockoutWindow: c.Identity.LockoutWindow, LockoutFor: c.Identity.LockoutFor, SignInsPerMinute: c.Identity.SignInsPerMinute, PasswordChecks: c.Identity.PasswordChecks,
		RescueSecret: c.Identity.RescueSecret.Reveal(),
	})
	if c.Demo {
		if err := fillDemoWorld(ctx, demo.World{Office: desk, Cases: cases, Files: photos, Hash: door.HashPassword, Enrol: door.EnrolDevice, Now: time.Now}, out); err != nil {
			return nil, err
		}
	}
	leaving, err := openOutbound(ctx, c, st, cases)
	if err != nil {
		return nil, err
	}
	cases.After(leaving.Nudge)
	stopping := make(chan struct{})
	handler, err := rest.New(settings(c, authority, stopping), rest.Rooms{
		Identity: door, Casework: cases, Archive: archive, Rescue: casework.NewRescue(cases, photos, door.OpenRescue, door.RescueAuthor), Office: desk,
		Outbound: leaving, Uploads: rest.UploadsTo(photos),
		Probes: map[string]func(context.Context) error{"database": st.Ping, "files": photos.Ping},
	})
	if err != nil {
		return nil, err
	}
	stopHouse, stopPrints, stopOutbound := keepHouse(c, st, photos, archive, cases, leaving, accepted), keepPrints(archive), keepOutbound(leaving)
	stop := func() { stopOutbound(); stopPrints(); stopHouse(); stopRelay() }
	return &wired{handler: handler, hurry: sync.OnceFunc(func() { close(stopping) }), close: func() error { stop(); return st.Close() }}, nil
}

func openStore(ctx context.Context, c config.Config) (*store.Store, error) {
	st, err := store.Open(ctx, store.Options{Driver: c.Database.Driver, DSN: c.Database.DSN.Reveal(), MaxOpen: c.Database.MaxOpen,
		MaxIdle: c.Database.MaxIdle, MaxLifetime: c.Database.MaxLifetime, ConnectWait: c.Database.ConnectWait})
	if err != nil {
		return nil, err
	}
	if err := st.Migrate(ctx); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return st, nil
}

func openObjects(ctx context.Context, c config.Config) (files.Objects, error) {
	if c.Files.Driver == "s3" {
		return files.NewS3(ctx, files.S3Place{Endpoint: c.Files.Endpoint, Bucket: c.Files.Bucket, Region: c.Files.Region,
			AccessKey: c.Files.AccessKey.Reveal(), SecretKey: c.Files.SecretKey.Reveal(), Secure: c.Files.UseTLS})
	}
	return files.NewDisk(filesFolder(c))
}

// publish makes the checklists that ship with the program available to every bureau.
func publish(ctx context.Context, desk *office.Room) error {
	lists, err := checklist.Load(configs.Checklists())
	if err != nil {
		return err
	}
	return desk.PublishChecklists(ctx, lists)
}

// migrate brings the database to this program's schema.
func migrate(ctx context.Context, c config.Config) error {
	st, err := openStore(ctx, c)
	if err != nil {
		return err
	}
	return st.Close()
}

// fillDemoWorld builds the demo world where there is nothing yet, and tells the ways in.
func fillDemoWorld(ctx context.Context, w demo.World, out io.Writer) error {
	filled, err := demo.Fill(ctx, w)
	if err != nil {
		return err
	}
	if filled {
		fmt.Fprintln(out, "The demo world was built: 金坛区 with 390 enterprises, people of every role, checks in every state.")
	}
	fmt.Fprintf(out, "Demo accounts, password %s:\n", demo.Password)
	for _, a := range demo.Accounts() {
		fmt.Fprintf(out, "  %-12s %s\n", a.Username, a.Who)
	}
	return nil
}

const (
	sweepEvery     = time.Hour
	uploadsGoAfter = 48 * time.Hour // an upload nobody has touched since
)

// keepHouse sweeps what nobody needs any more, now and every hour; several servers may do so at once. stop waits for
// the sweep under way.
func keepHouse(c config.Config, st *store.Store, photos *files.Room, archive *casework.Archive, cases *casework.Room, leaving *outbound.Room, accepted certified.Verifier) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			sweep(ctx, c, st, photos, archive, cases)
			if err := revoke(accepted, c.Paper.CRLFiles); err != nil {
				slog.Error("the lists of revoked certificates could not be read again; those before stay in force", "error", err)
			}
			if err := leaving.Forget(ctx); err != nil && ctx.Err() == nil {
				slog.Warn("old notices could not be dropped; the next sweep goes on", "cause", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(sweepEvery):
			}
		}
	}()
	return func() { cancel(); <-done }
}

const (
	printsEvery  = 5 * time.Second
	printsAtOnce = 50
)

// keepPrints makes the prints of photos as they arrive, so that one used again is noticed. stop waits for the one under
// way.
func keepPrints(archive *casework.Archive) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			made, err := archive.MakePrints(ctx, printsAtOnce)
			if err != nil && ctx.Err() == nil {
				slog.Warn("prints of photos could not be made; they are tried again", "cause", err)
			}
			wait := printsEvery
			if made == printsAtOnce && err == nil {
				wait = 0
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(wait):
			}
		}
	}()
	return func() { cancel(); <-done }
}

func sweep(ctx context.Context, c config.Config, st *store.Store, photos *files.Room, archive *casework.Archive, cases *casework.Room) {
	now := time.Now()
	uploads, err := photos.SweepUploads(ctx, now.Add(-uploadsGoAfter))
	unclaimed, err2 := archive.SweepUnclaimed(ctx, now.Add(-c.Files.UnclaimedAfter))
	err3 := st.Housekeep(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.ForgetAttempts(ctx, now.Add(-2*max(c.Identity.LockoutWindow, c.Identity.LockoutFor))), tx.ForgetSessions(ctx, now))
	})
	looks, err4 := cases.SweepLooks(ctx, now.Add(-c.Looks.Keep))
	if err := errors.Join(err, err2, err3, err4); err != nil && ctx.Err() == nil {
		slog.Warn("the sweep did not finish; the next one goes on", "cause", err)
	}
	if err := archive.AnchorToday(ctx, now, inspection.Zone); err != nil && ctx.Err() == nil {
		slog.Error("today's anchors were not published; the next sweep tries again", "error", err)
	}
	if _, err := archive.StampAnchors(ctx); err != nil && ctx.Err() == nil {
		slog.Warn("a published root has no time-stamp yet; the next sweep asks again", "cause", err)
	}
	if uploads+unclaimed+int(looks) > 0 {
		slog.Info("swept", "uploads", uploads, "unclaimed", unclaimed, "looks", looks)
	}
}
