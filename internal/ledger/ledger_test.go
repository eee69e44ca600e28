package ledger_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

func acts(t *testing.T, w *testkit.World, check string) []store.Entry {
	t.Helper()
	entries, err := w.Store.EntriesOf(t.Context(), w.Bureau.ID, check, 0, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func view(t *testing.T, w *testkit.World, check string) store.CheckView {
	t.Helper()
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheSameBatchFiftyTimesAtOnceHasOneEffectAndOneAnswer(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Open(t)
		before := view(t, w, check)
		batch := w.Answers(check, 20)
		batch = append(batch, w.Act(inspection.AnswerItem, check, inspection.AnswerItemBody{Checklist: "big", Item: "no such", Verdict: "conforms"}))
		answers := make([][]ledger.Outcome, 50)
		var wg sync.WaitGroup
		for i := range answers {
			wg.Go(func() { answers[i] = w.Do(t, w.Jia, batch...) })
		}
		wg.Wait()
		for _, a := range answers[1:] {
			if !reflect.DeepEqual(plain(a), plain(answers[0])) {
				t.Fatalf("another answer:\n%v\n%v", plain(a), plain(answers[0]))
			}
		}
		after := view(t, w, check)
		if after.Acts != before.Acts+20 || len(acts(t, w, check)) != after.Acts {
			t.Errorf("%d acts after %d", after.Acts, before.Acts)
		}
		refused, err := w.Store.RefusedOf(t.Context(), w.Bureau.ID, check, 100)
		if err != nil || len(refused) != 1 {
			t.Errorf("%d refused acts are kept, want 1 (%v)", len(refused), err)
		}
	})
}

// plain makes outcomes comparable: a refusal by what a client sees of it.
func plain(outcomes []ledger.Outcome) []string {
	lines := make([]string, len(outcomes))
	for i, o := range outcomes {
		lines[i] = fmt.Sprintf("%s %d %s %s %s", o.ActID, o.Seq, o.TakenAt, o.Sum, o.Hash)
		if r := o.Refusal; r != nil {
			lines[i] = fmt.Sprintf("%s %s %s %s %s %v", o.ActID, r.Kind, r.Code, r.Message, r.Article, r.Details)
		}
	}
	return lines
}

func TestAnIDUsedAgainForAnotherContentIsRefusedAndTheFirstStands(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check, other := w.Open(t), w.Open(t)
		act := w.Answers(check, 1)[0]
		first := w.Must(t, w.Jia, act)
		for name, changed := range map[string]inspection.Act{
			"another body":  {ID: act.ID, Kind: act.Kind, CheckID: act.CheckID, DoneAt: act.DoneAt, Dialect: 1, Body: w.Answers(check, 2)[1].Body},
			"another check": {ID: act.ID, Kind: act.Kind, CheckID: other, DoneAt: act.DoneAt, Dialect: 1, Body: act.Body},
			"another time":  {ID: act.ID, Kind: act.Kind, CheckID: act.CheckID, DoneAt: act.DoneAt.AddDate(0, 0, 1), Dialect: 1, Body: act.Body},
		} {
			if o := w.Do(t, w.Jia, changed)[0]; fault.CodeOf(o.Refusal) != "act.id_reused" {
				t.Errorf("%s: %v", name, o)
			}
		}
		if o := w.Do(t, w.Yi, act)[0]; fault.CodeOf(o.Refusal) != "act.id_reused" {
			t.Errorf("another person: %v", o)
		}
		if o := w.Do(t, w.ForeignDing, act)[0]; fault.CodeOf(o.Refusal) != "act.id_reused" {
			t.Errorf("another bureau: %v", o)
		}
		if again := w.Do(t, w.Jia, act); !reflect.DeepEqual(again, first) {
			t.Errorf("the first receipt has changed: %v, was %v", again, first)
		}
	})
}

func TestARefusedActIsKeptWholeAndAnsweredAlikeForEver(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Ready(t)
		late := w.Answers(check, 1)[0]
		first := w.Do(t, w.Jia, late)
		if fault.CodeOf(first[0].Refusal) != "act.wrong_state" {
			t.Fatalf("an answer before arrival: %v", first[0])
		}
		w.Must(t, w.Jia, w.Act(inspection.Arrive, check, inspection.ArriveBody{ReceivedBy: "周明", Place: "厂区", NoticeShown: true,
			Certificates: []string{w.Jia.Certificate.Number, w.Yi.Certificate.Number}}))
		again := w.Do(t, w.Jia, late)
		if !slices.Equal(plain(first), plain(again)) {
			t.Errorf("another answer:\n%v\n%v", plain(first), plain(again))
		}
		kept, err := w.Store.RefusedOf(t.Context(), w.Bureau.ID, check, 10)
		if err != nil || len(kept) != 1 {
			t.Fatalf("kept: %v, %v", kept, err)
		}
		if e := kept[0].Entry; e.ActID != late.ID || string(e.Body) != string(late.Body) || e.ActorName != w.Jia.Name || !e.DoneAt.Equal(late.DoneAt) {
			t.Errorf("not kept whole: %+v", e)
		}
	})
}

func TestOneBadActSpoilsNoOther(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check, other := w.Open(t), w.Open(t)
		good := w.Answers(check, 5)
		batch := []inspection.Act{good[0],
			{ID: "not an id", Kind: inspection.AnswerItem, CheckID: check, DoneAt: w.Clock.Now(), Dialect: 1, Body: good[0].Body},
			{ID: testkit.NewID(), Kind: "dance", CheckID: check, DoneAt: w.Clock.Now(), Dialect: 1, Body: good[0].Body},
			w.Answers(other, 1)[0],
			{ID: testkit.NewID(), Kind: inspection.AnswerItem, CheckID: check, DoneAt: w.Clock.Now(), Dialect: 1, Body: []byte(`{"a":`)},
			good[1],
			{ID: testkit.NewID(), Kind: inspection.AnswerItem, CheckID: check, DoneAt: w.Clock.Now(), Dialect: 2, Body: good[0].Body},
			{ID: testkit.NewID(), Kind: inspection.AnswerItem, CheckID: testkit.NewID(), DoneAt: w.Clock.Now(), Dialect: 1, Body: good[0].Body},
			good[2],
			{ID: testkit.NewID(), Kind: inspection.AnswerItem, CheckID: check, DoneAt: w.Clock.Now(), Dialect: 1, Body: []byte(`"` + strings.Repeat("长", 30_000) + `"`)},
			good[0],
			{ID: testkit.NewID(), Kind: inspection.AnswerItem, CheckID: check, Dialect: 1, Body: good[0].Body},
		}
		want := []string{"", "act.bad_id", "act.unknown_kind", "", "act.bad_body", "", "act.newer_app", "not_found", "", "act.too_large", "", "act.bad_time"}
		out := w.Do(t, w.Jia, batch...)
		for i, o := range out {
			code := ""
			if o.Refusal != nil {
				code = o.Refusal.Code
			}
			if code != want[i] || o.ActID != batch[i].ID {
				t.Errorf("act %d: %q, want %q (%v)", i, code, want[i], o)
			}
		}
		if !reflect.DeepEqual(out[0], out[10]) {
			t.Errorf("the same act twice in a batch: %v and %v", out[0], out[10])
		}
		if r := view(t, w, check).Record; len(r.Answers) != 3 {
			t.Errorf("%d answers, want 3", len(r.Answers))
		}
	})
}

func TestACheckOfAnotherBureauIsNotThere(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Open(t)
		for _, who := range []store.Person{w.ForeignDing, w.ForeignHead, w.ForeignLeader, w.Bing, w.OtherHead, w.Admin, w.MillOwner, w.Owner} {
			for _, act := range []inspection.Act{w.Answers(check, 1)[0], w.Act(inspection.CancelCheck, check, inspection.ReasonBody{Reason: "x"})} {
				if o := w.Do(t, who, act)[0]; fault.CodeOf(o.Refusal) != "not_found" {
					t.Errorf("%s: %v", who.Name, o)
				}
			}
		}
		if o := w.Do(t, w.ForeignHead, w.Act(inspection.CreateCheck, check, w.CreateBody()))[0]; fault.CodeOf(o.Refusal) != "check.exists" {
			t.Errorf("a second check under the id: %v", o)
		}
		body := w.CreateBody() // another bureau's enterprise and people
		if o := w.Do(t, w.ForeignHead, w.Act(inspection.CreateCheck, testkit.NewID(), body))[0]; fault.CodeOf(o.Refusal) != "enterprise.unknown" {
			t.Errorf("a check with another bureau's enterprise: %v", o)
		}
		body.EnterpriseID = w.ForeignPlant.ID
		if o := w.Do(t, w.ForeignHead, w.Act(inspection.CreateCheck, testkit.NewID(), body))[0]; fault.CodeOf(o.Refusal) != "team.unknown" {
			t.Errorf("a check with another bureau's officers: %v", o)
		}
	})
}

func TestTheOrderOfCommitsIsTheOrderOfSeqAndAReaderMissesNothing(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		checks := make([]string, 8)
		for i := range checks {
			checks[i] = w.Open(t)
		}
		ctx, stop := context.WithCancel(t.Context())
		var reader sync.WaitGroup
		seen := map[string]int{} // check → number of answers last seen
		read := func(since int64) int64 {
			for {
				changes, more, err := w.Store.ChangesFor(t.Context(), w.Leader.Actor(), since, 3)
				if err != nil {
					t.Error(err)
					return since
				}
				for _, c := range changes {
					if c.Seq <= since {
						t.Errorf("seq %d after %d", c.Seq, since)
					}
					since = c.Seq
					seen[c.CheckID] = max(seen[c.CheckID], len(c.View.Record.Answers))
				}
				if !more {
					return since
				}
			}
		}
		since := int64(0)
		reader.Go(func() {
			for ctx.Err() == nil {
				since = read(since)
			}
		})
		var writers sync.WaitGroup
		for i, check := range checks {
			writers.Go(func() {
				for n, act := range w.Answers(check, 30) {
					w.Must(t, []store.Person{w.Jia, w.Yi}[(n+i)%2], act)
				}
			})
		}
		writers.Wait()
		stop()
		reader.Wait()
		read(since)
		var seqs []int64
		for _, check := range checks {
			if seen[check] != 30 {
				t.Errorf("the reader ends with %d answers of check %s", seen[check], check)
			}
			for _, e := range acts(t, w, check) {
				seqs = append(seqs, e.Seq)
			}
		}
		slices.Sort(seqs)
		for i, s := range seqs {
			if s != int64(i+1) {
				t.Fatalf("seq %d at place %d: a gap or a double", s, i+1)
			}
		}
	})
}

func TestDocumentNumbersHaveNeitherGapsNorDoublesWithManyLeadersAtOnce(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		checks := make([]string, 32)
		for i := range checks {
			checks[i] = w.Assigned(t)
		}
		var wg sync.WaitGroup
		for _, check := range checks {
			wg.Go(func() {
				approve := w.Act(inspection.ApproveScheme, check, inspection.ApproveSchemeBody{})
				for range 1 + rand.IntN(2) { // some are sent twice
					wg.Go(func() { w.Must(t, w.Leader, approve) })
				}
				wg.Go(func() { // and some approvals are refused: they take no number
					o := w.Do(t, w.Jia, w.Act(inspection.ApproveScheme, check, inspection.ApproveSchemeBody{}))
					if fault.CodeOf(o[0].Refusal) != "act.not_your_part" {
						t.Errorf("an inspector approves: %v", o)
					}
				})
			})
		}
		wg.Wait()
		serials := map[int]bool{}
		visits := map[int]bool{}
		for _, check := range checks {
			r := view(t, w, check).Record
			serials[r.Number.Serial] = true
			visits[r.Scheme.VisitOfYear] = true
			if want := fmt.Sprintf("（苏坛）应急检记〔2026〕%d号", r.Number.Serial); r.Number.Text != want {
				t.Errorf("number %q, want %q", r.Number.Text, want)
			}
		}
		for i := range len(checks) {
			if !serials[i+1] || !visits[i+1] {
				t.Errorf("number %d: given %v; visit %d: counted %v", i+1, serials[i+1], i+1, visits[i+1])
			}
		}
	})
}

func TestTwoPhonesOnOneCheckLoseNothing(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Open(t)
		all := w.Answers(check, 120)
		var wg sync.WaitGroup
		for i := range 12 {
			who := []store.Person{w.Jia, w.Yi}[i%2]
			wg.Go(func() { w.Must(t, who, all[i*10:i*10+10]...) })
		}
		wg.Wait()
		if r := view(t, w, check).Record; len(r.Answers) != 120 {
			t.Errorf("%d answers, want 120", len(r.Answers))
		}
		flaws, err := w.Cases.VerifyChain(t.Context(), w.Bureau.ID, check)
		if err != nil || len(flaws) > 0 {
			t.Errorf("the chain: %v %v", flaws, err)
		}
	})
}

func TestTooManyActsAreRefusedWhole(t *testing.T) {
	w := testkit.New(t)
	_, err := w.Cases.Perform(t.Context(), w.Jia.Actor(), make([]inspection.Act, ledger.MaxBatch+1))
	if fault.CodeOf(err) != "acts.too_many" {
		t.Error(err)
	}
}

func TestEffectsFollowTheCommitOncePerCheckAndNeverARefusal(t *testing.T) {
	w := testkit.New(t)
	var told []string
	w.Cases.After(func(_ context.Context, bureau, check string) { told = append(told, bureau+" "+check) })
	check := w.Open(t)
	told = nil
	batch := w.Answers(check, 3)
	w.Must(t, w.Jia, batch...)
	w.Must(t, w.Jia, batch...)
	w.Do(t, w.Jia, w.Act(inspection.Arrive, check, inspection.ArriveBody{}))
	if want := []string{w.Bureau.ID + " " + check}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}
