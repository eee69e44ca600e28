package casework_test

import (
	"context"
	"sync"
	"testing"

	"anjian/internal/casework"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

func finding(w *testkit.World, check string) inspection.Act {
	return w.Act(inspection.RaiseFinding, check, inspection.RaiseFindingBody{FindingID: testkit.NewID(), Words: inspection.FindingWords{Text: "未设置警示标志", Handling: "stop"}})
}

func arrival(w *testkit.World, check string) inspection.Act {
	return w.Act(inspection.Arrive, check, inspection.ArriveBody{ReceivedBy: "周明", Place: "厂区", NoticeShown: true,
		Certificates: []string{w.Jia.Certificate.Number, w.Yi.Certificate.Number}})
}

// interrupted is a ledger in whose first pass something else happens, after the receipts and the check were read.
func interrupted(w *testkit.World, meanwhile func()) *ledger.Ledger {
	var once sync.Once
	return ledger.New(w.Store, casework.MayRead, func(context.Context, ledger.At) func(*inspection.Check, inspection.Act) (inspection.Known, error) {
		return func(*inspection.Check, inspection.Act) (inspection.Known, error) {
			once.Do(meanwhile)
			return inspection.Known{}, nil
		}
	})
}

// both tells in which of the two places an act stands.
func both(t *testing.T, w *testkit.World, check, id string) (taken, refused bool) {
	t.Helper()
	entries, err := w.Store.EntriesOf(t.Context(), w.Bureau.ID, check, 0, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		taken = taken || e.ActID == id
	}
	kept, err := w.Store.RefusedOf(t.Context(), w.Bureau.ID, check, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range kept {
		refused = refused || r.Entry.ActID == id
	}
	return taken, refused
}

func TestAnActAcceptedWhileItIsBeingRefusedIsAnsweredWithItsReceipt(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Ready(t)
		act := finding(w, check)
		var first []ledger.Outcome
		l := interrupted(w, func() { first = w.Must(t, w.Jia, arrival(w, check), act)[1:] })
		out, err := l.Perform(t.Context(), w.Jia.Actor(), []inspection.Act{act})
		if err != nil || out[0].Refusal != nil || out[0].Seq != first[0].Seq {
			t.Errorf("answered %+v, %v", out, err)
		}
		if taken, refused := both(t, w, check, act.ID); !taken || refused {
			t.Errorf("in the ledger %v, among the refused %v", taken, refused)
		}
	})
}

func TestAnActRefusedWhileItIsBeingAcceptedStaysRefused(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Open(t)
		act := finding(w, check)
		l := interrupted(w, func() {
			// As a slow request leaves it that judged the act before the arrival.
			refused := store.Refused{Refusal: inspection.WrongState, Entry: store.Entry{ActID: act.ID, BureauID: w.Bureau.ID, CheckID: check,
				Kind: act.Kind, ActorID: w.Jia.ID, ActorName: w.Jia.Name, Role: w.Jia.Role, DoneAt: act.DoneAt, TakenAt: w.Clock.Now(), Sum: "00", Body: act.Body}}
			if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.InsertRefused(t.Context(), refused) }); err != nil {
				t.Fatal(err)
			}
		})
		out, err := l.Perform(t.Context(), w.Jia.Actor(), []inspection.Act{act})
		if err != nil || out[0].Refusal == nil {
			t.Errorf("answered %+v, %v", out, err)
		}
		if taken, refused := both(t, w, check, act.ID); taken || !refused {
			t.Errorf("in the ledger %v, among the refused %v", taken, refused)
		}
	})
}

func TestWhatCannotBeDoneTwiceIsAnsweredAlikeHoweverOftenItComesAtOnce(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Open(t)
		for range 6 {
			act := finding(w, check) // a finding of this id exists as soon as the act is done
			answers := make([]ledger.Outcome, 16)
			var wg sync.WaitGroup
			for i := range answers {
				wg.Go(func() { answers[i] = w.Do(t, w.Jia, act)[0] })
			}
			wg.Wait()
			for _, a := range answers {
				if a.Refusal != nil || a.Seq != answers[0].Seq {
					t.Errorf("answered %s", fault.CodeOf(a.Refusal))
				}
			}
			if taken, refused := both(t, w, check, act.ID); !taken || refused {
				t.Errorf("in the ledger %v, among the refused %v", taken, refused)
			}
		}
	})
}
