package casework_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"testing"

	"github.com/google/uuid"

	"anjian/internal/casework"
	"anjian/internal/fault"
	"anjian/internal/files"
	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// machine is a picture of boxes; seed says which, quality makes other bytes of the same picture.
func machine(t *testing.T, seed, quality int) []byte {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for y := range 300 {
		for x := range 400 {
			v := (x/37*seed*53 + y/41*(seed+3)*31) % 256
			p.SetRGBA(x, y, color.RGBA{uint8(v), uint8(v), uint8(v / 2), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, p, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// cabinet is an archive whose files tell the casework what was stored.
func cabinet(t *testing.T, w *testkit.World) (*casework.Archive, *files.Room) {
	t.Helper()
	objects, err := files.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	room := files.New(objects, files.Options{Stored: w.Cases.StoreFile})
	return casework.NewArchive(w.Cases, room, paper.House{}, ""), room
}

func upload(t *testing.T, w *testkit.World, room *files.Room, who store.Person, raw []byte) {
	t.Helper()
	if _, err := room.Put(t.Context(), files.Uploader{BureauID: w.Bureau.ID, PersonID: who.ID}, "", bytes.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
}

func attach(t *testing.T, w *testkit.World, who store.Person, check string, raw []byte) (photoID string) {
	t.Helper()
	sum := sha256.Sum256(raw)
	sha, photoID := hex.EncodeToString(sum[:]), uuid.Must(uuid.NewV7()).String()
	w.Must(t, who, w.Act(inspection.AttachPhoto, check, inspection.AttachPhotoBody{PhotoID: photoID, SHA256: sha, OriginalSHA256: sha, ContentType: "image/jpeg",
		Size: int64(len(raw)), Width: 400, Height: 300, Source: inspection.FromCamera, About: inspection.AboutScene, TakenAt: w.Clock.Now()}))
	return photoID
}

func TestAPictureUsedInAnotherCheckIsShownWhicheverCameFirst(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		archive, room := cabinet(t, w)
		first, second := w.Open(t), w.Open(t)
		same, near, other := machine(t, 5, 90), machine(t, 5, 55), machine(t, 11, 90)
		upload(t, w, room, w.Jia, same) // the file before the act
		inFirst := attach(t, w, w.Jia, first, same)
		exact := attach(t, w, w.Jia, second, same)
		alike := attach(t, w, w.Jia, second, near) // the act before the file
		attach(t, w, w.Jia, second, other)
		ask := func(who store.Person, check string) ([]casework.PhotoAlarm, int) {
			t.Helper()
			alarms, waiting, err := w.Cases.PhotoAlarms(t.Context(), who.Actor(), check)
			if err != nil {
				t.Fatal(err)
			}
			return alarms, waiting
		}
		if alarms, waiting := ask(w.Jia, second); len(alarms) != 1 || alarms[0].PhotoID != exact || !alarms[0].Same || waiting != 1 {
			t.Errorf("before any print was made: %+v, %d wait", alarms, waiting)
		}
		upload(t, w, room, w.Jia, near)
		upload(t, w, room, w.Jia, other)
		upload(t, w, room, w.Jia, near) // sent twice
		if n, err := archive.MakePrints(t.Context(), 100); n != 3 || err != nil {
			t.Errorf("%d prints made, %v", n, err)
		}
		if n, err := archive.MakePrints(t.Context(), 100); n != 0 || err != nil {
			t.Errorf("%d prints made again, %v", n, err)
		}
		alarms, waiting := ask(w.Jia, second)
		if len(alarms) != 2 || waiting != 0 {
			t.Fatalf("%d alarms, expected the same file and the recompressed one: %+v; %d wait", len(alarms), alarms, waiting)
		}
		for _, a := range alarms {
			if a.Of.CheckID != first || a.Of.PhotoID != inFirst || a.Of.Enterprise != w.Plant.Name || a.Of.Day != "2026-11-24" {
				t.Errorf("of %+v", a.Of)
			}
			if a.Same != (a.PhotoID == exact) || !a.Same && a.PhotoID != alike || a.Distance > 10 {
				t.Errorf("alarm %+v", a)
			}
		}
		if back, _ := ask(w.Jia, first); len(back) != 2 {
			t.Errorf("the first check hears of %d", len(back))
		}

		// Whoever may not see the other check is told the day and nothing else.
		w.Must(t, w.Head, w.Act(inspection.Reassign, first, inspection.ReassignBody{Team: inspection.TeamChoice{Lead: w.Bing.ID, Assistant: w.Yi.ID}, Reason: "调整"}))
		alarms, _ = ask(w.Jia, second)
		if len(alarms) != 2 || alarms[0].Of != (casework.AlarmedOf{Day: "2026-11-24"}) {
			t.Errorf("a check of others is told: %+v", alarms)
		}
		if seen, _ := ask(w.Leader, second); len(seen) != 2 || seen[0].Of.CheckID != first {
			t.Errorf("the leader sees %+v", seen)
		}
		if _, _, err := w.Cases.PhotoAlarms(t.Context(), w.Bing.Actor(), second); fault.KindOf(err) != fault.NotFound {
			t.Errorf("丙 asks about a check that is not hers: %v", err)
		}
	})
}

func TestWhatIsBlurredOnlyThoseWhoHoldTheCaseSee(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		archive, room := cabinet(t, w)
		check, raw := w.Open(t), machine(t, 5, 90)
		upload(t, w, room, w.Jia, raw)
		photo := attach(t, w, w.Jia, check, raw)
		w.Must(t, w.Jia, w.Act(inspection.MarkPhoto, check, inspection.MarkPhotoBody{PhotoID: photo, Marks: []inspection.PhotoMark{
			{Shape: inspection.Blur, X: 1000, Y: 1000, X2: 5000, Y2: 5000}}}))
		w.Must(t, w.Jia, w.Seal(t, check))
		sum := sha256.Sum256(raw)
		for name, c := range map[string]struct {
			who   store.Person
			whole bool
		}{"甲": {w.Jia, true}, "head": {w.Head, true}, "leader": {w.Leader, true}, "policy": {w.Policy, true}, "enterprise": {w.Owner, false}, "town": {w.Town, false}} {
			for _, small := range []bool{false, true} {
				body, _, derived, err := archive.Photo(t.Context(), c.who.Actor(), check, hex.EncodeToString(sum[:]), small)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				got, _ := io.ReadAll(body)
				if derived == c.whole || !small && bytes.Equal(got, raw) != c.whole {
					t.Errorf("%s (small %t): derived %t, the original %t", name, small, derived, bytes.Equal(got, raw))
				}
			}
		}
	})
}
