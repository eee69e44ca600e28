package main

import (
	"archive/zip"
	"bytes"
	"net/http"
	"strings"
	"testing"

	"anjian/internal/casework"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/sheets"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

type archivePage struct {
	Items      []casework.Archived
	NextCursor string
	Past       int
}

// turnedAway is a check whose entry was refused, with a case filed of it, and closed.
func (s *site) turnedAway(t *testing.T) string {
	t.Helper()
	w, check, filing := s.w, s.w.Ready(t), testkit.NewID()
	refusal := w.Act(inspection.RecordEntryRefused, check, inspection.EntryRefusedBody{RefusedBy: "门卫", Reason: "无预约"})
	w.Must(t, w.Jia, refusal,
		w.Act(inspection.ReportRefusal, check, inspection.ReportRefusalBody{Refusal: refusal.ID, ReportedTo: "监督检查科"}),
		w.Act(inspection.FileCase, check, inspection.FileCaseBody{FilingID: filing, Name: "拒绝检查案", Cause: "拒绝、阻碍监督检查", Source: "现场检查", Facts: "门卫拒不开门",
			Law: "中华人民共和国安全生产法", Article: "第一百零八条", Evidence: []inspection.Material{{Name: "现场照片", Copies: 1}}, Opinion: "建议立案"}))
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	for who, party := range map[*store.Person]inspection.Party{&w.Jia: inspection.PartyLead, &w.Yi: inspection.PartyAssistant} {
		w.Must(t, *who, w.Act(inspection.SignPaper, check, inspection.SignPaperBody{PaperID: filing, Signatory: inspection.Signatory{Party: party, Name: who.Name}, Digest: v.Record.Filing(filing).Digest,
			Sentence: "本人已阅，情况属实。", Ink: inspection.Ink{Width: 300, Height: 150, Strokes: [][][]float64{{{10, 10, 0, .5}, {90, 60, 40, .5}, {200, 20, 90, .5}}}}}))
	}
	w.Must(t, w.Leader, w.Act(inspection.DecideFiling, check, inspection.DecisionBody{PaperID: filing, Granted: true}))
	w.Must(t, w.Head, w.Act(inspection.CloseCheck, check, inspection.CloseCheckBody{}))
	return check
}

func TestClosedChecksStandInTheArchiveUntilTheyAreAppraised(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		w := s.w
		checks := []string{}
		for range 3 {
			check := w.Signed(t, 2)
			w.Must(t, w.Head, w.Act(inspection.CloseCheck, check, inspection.CloseCheckBody{Summary: "未发现问题"}))
			checks = append(checks, check)
		}
		open := w.Signed(t, 1)
		refused := s.turnedAway(t)

		page := func(whom, query string) (p archivePage) {
			t.Helper()
			s.get(t, whom, "/api/v1/archive?"+query).into(t, &p)
			return p
		}
		walk := func(whom, query string) (ids []string) {
			t.Helper()
			for cursor := ""; ; {
				p := page(whom, "limit=2&cursor="+cursor+"&"+query)
				for _, a := range p.Items {
					ids = append(ids, a.CheckID)
				}
				if cursor = p.NextCursor; cursor == "" {
					return ids
				}
			}
		}
		got := walk("head", "")
		if len(got) != 4 || strings.Contains(strings.Join(got, " "), open) {
			t.Fatalf("the archive holds %v", got)
		}
		for whom, n := range map[string]int{"jia": 4, "leader": 4, "policy": 4, "bing": 0, "head2": 0, "fpolicy": 0} {
			if got := len(walk(whom, "")); got != n {
				t.Errorf("%s sees %d closed checks, want %d", whom, got, n)
			}
		}
		year := inspection.Day(w.Clock.Now())[:4]
		number := page("head", "").Items[0].Number
		for query, n := range map[string]int{"q=" + number: 1, "q=%25": 0, "year=" + year: 4, "year=1999": 0, "past=true": 0} {
			if got := len(walk("head", query)); got != n {
				t.Errorf("?%s leaves %d, want %d", query, got, n)
			}
		}
		for _, query := range []string{"year=20", "limit=0", "limit=201", "cursor=nothing", "q=" + strings.Repeat("x", 101)} {
			if got := s.get(t, "head", "/api/v1/archive?"+query); got.status != http.StatusBadRequest && got.status != http.StatusUnprocessableEntity {
				t.Errorf("?%s: %d", query, got.status)
			}
		}
		for _, a := range page("head", "").Items {
			want := inspection.Retention{Rule: inspection.KeptOrdinary, Years: 5}
			if a.CheckID == refused {
				want = inspection.Retention{Rule: inspection.KeptFiled, Years: 10}
			}
			if a.Kept.Rule != want.Rule || a.Kept.Years != want.Years || a.Kept.Basis == "" || a.Proposal != "" || a.Contents.Visit == (a.CheckID == refused) {
				t.Errorf("%+v", a)
			}
		}

		// Whatever is in the archive can still be read whole: its index and its case file, of a refused entry too.
		for _, check := range []string{checks[0], refused} {
			path := "/api/v1/checks/" + check
			if got := s.get(t, "head", path+"/index.pdf"); got.status != http.StatusOK || !bytes.HasPrefix(got.body, []byte("%PDF")) {
				t.Errorf("index.pdf: %d %.200s", got.status, got.body)
			}
			if got := s.get(t, "head", path+"/notice.pdf"); got.status != http.StatusOK {
				t.Errorf("notice.pdf: %d", got.status)
			}
			file := s.get(t, "head", path+"/case-file.zip")
			if _, err := zip.NewReader(bytes.NewReader(file.body), int64(len(file.body))); err != nil {
				t.Fatalf("case-file.zip: %d, %v", file.status, err)
			}
			if r := evidence.VerifyCaseFile(bytes.NewReader(file.body), int64(len(file.body)), nil); !r.Whole {
				t.Errorf("the case file of %s: %+v", check, r.Findings)
			}
		}

		// And nothing of it changes any more, whoever asks.
		for _, check := range []string{checks[0], refused} {
			before, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
			if err != nil {
				t.Fatal(err)
			}
			for _, who := range []store.Person{w.Jia, w.Head, w.Leader, w.Owner} {
				acts, seen := []inspection.Act{}, map[inspection.Kind]bool{}
				for _, clause := range inspection.Procedure {
					if !seen[clause.Act] {
						acts, seen[clause.Act] = append(acts, w.Act(clause.Act, check, struct{}{})), true
					}
				}
				for i, o := range w.Do(t, who, acts...) {
					if o.Refusal == nil {
						t.Errorf("%s by %s was taken on a closed check", acts[i].Kind, who.Name)
					}
				}
			}
			after, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
			if err != nil || after.Hash != before.Hash || after.Acts != before.Acts {
				t.Errorf("a closed check changed (%v)", err)
			}
		}

		// Past its last day an ordinary file is proposed for appraisal, one with a case is still kept; then that one too.
		w.Clock.Advance(24 * 3600e9 * 365 * 6)
		s.forget("head")
		if p := page("head", "past=true"); len(p.Items) != 3 || p.Past != 3 || p.Items[0].Proposal != casework.ProposeDestroy {
			t.Errorf("after six years: %+v", p)
		}
		if got := walk("head", "past=true"); len(got) != 3 {
			t.Errorf("page by page: %v", got)
		}
		w.Clock.Advance(24 * 3600e9 * 365 * 5)
		s.forget("head")
		if p := page("head", "past=true"); len(p.Items) != 4 || p.Items[3].Proposal != casework.ProposeKeep {
			t.Errorf("after eleven years: %+v", p)
		}
		workbook := s.get(t, "head", "/api/v1/archive.xlsx?past=true")
		book, err := sheets.Open(workbook.body)
		if err != nil {
			t.Fatal(workbook.status, err)
		}
		defer book.Close()
		if got := s.get(t, "head", "/api/v1/checks/"+checks[0]); got.status != http.StatusOK {
			t.Errorf("a case past its time is gone: %d", got.status)
		}
	})
}
