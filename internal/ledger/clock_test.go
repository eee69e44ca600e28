package ledger_test

import (
	"testing"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/testkit"
)

// What a device knew of time stays with its act, taken or refused, under the act's sum; acts without it stand beside.
func TestTheClockOfAnActIsKeptWithItAndChained(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Open(t)
		acts := w.Answers(check, 3)
		at := acts[1].DoneAt.Add(-25 * time.Hour)
		acts[1].Clock = &evidence.Clock{Run: acts[0].ID, Mono: 61_000, Server: &at, Error: 480}
		acts[2].Clock = &evidence.Clock{Run: acts[0].ID, Mono: 64_000}
		bad := w.Act(inspection.RemovePhoto, check, inspection.RemovePhotoBody{PhotoID: acts[0].ID, Reason: "没有这张"})
		bad.Clock = &evidence.Clock{Run: "no run at all", Mono: 5}
		w.Must(t, w.Jia, acts...)
		if o := w.Do(t, w.Jia, bad)[0]; fault.CodeOf(o.Refusal) != "act.bad_value" {
			t.Errorf("a clock without a run: %v", o.Refusal)
		}
		all, err := w.Store.EntriesOf(t.Context(), w.Bureau.ID, check, 0, 500)
		if err != nil {
			t.Fatal(err)
		}
		kept := map[string]*evidence.Clock{}
		for _, e := range all {
			kept[e.ActID] = e.Clock
		}
		if c := kept[acts[1].ID]; c == nil || string(c.Append(nil)) != string(acts[1].Clock.Append(nil)) {
			t.Errorf("kept %+v", c)
		}
		if c := kept[acts[2].ID]; c == nil || c.Mono != 64_000 || c.Server != nil {
			t.Errorf("kept %+v", c)
		}
		if c := kept[acts[0].ID]; c != nil {
			t.Errorf("an act without a clock has %+v", c)
		}
		refused, err := w.Store.RefusedOf(t.Context(), w.Bureau.ID, check, 10)
		if err != nil || len(refused) != 1 || refused[0].Entry.Clock == nil || refused[0].Entry.Clock.Run != "no run at all" {
			t.Errorf("refused %+v (%v)", refused, err)
		}
		if flaws, err := w.Cases.VerifyChain(t.Context(), w.Bureau.ID, check); err != nil || len(flaws) > 0 {
			t.Errorf("%v %v", flaws, err)
		}
		again := acts[1]
		again.Clock = &evidence.Clock{Run: acts[0].ID, Mono: 61_001, Server: &at, Error: 480}
		if o := w.Do(t, w.Jia, acts[1], again); o[0].Refusal != nil || fault.CodeOf(o[1].Refusal) != "act.id_reused" {
			t.Errorf("sent again: %v, with another clock: %v", o[0].Refusal, o[1].Refusal)
		}
	})
}
