package outbound_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"anjian/internal/outbound"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

func TestASignedRecordIsReportedOnceWithItsReceipt(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		c := newCity(t, func(_, key string, record map[string]string) (int, string) {
			return 200, text(t, map[string]any{"key": key, "number": "CZ1", "record": record})
		})
		r := open(t, w, func(s *outbound.Settings) { s.City = outbound.City{Endpoint: c.URL + "/", Token: "geheim"} })
		sealed := w.Recorded(t, 2)
		if round(t, r) != 0 {
			t.Fatal("something was sent before anybody signed")
		}
		if _, err := r.ReportOf(t.Context(), w.Leader.Actor(), sealed); !errors.Is(err, store.NotFound) {
			t.Errorf("a sealed record has a report: %v", err)
		}
		w.SignAll(t, sealed)
		if n := round(t, r); n != 1 {
			t.Fatalf("%d were carried", n)
		}
		for range 3 {
			if round(t, r) != 0 {
				t.Error("sent again")
			}
		}
		got := reportOf(t, r, w.Jia, sealed)
		if got.State != "reported" || got.Number != "CZ1" || got.AcceptedAt == nil || got.Late || got.Clock != nil || len(got.Differences) != 0 || got.Attempts != 1 {
			t.Errorf("%+v", got)
		}
		if len(c.posts) != 1 || c.posts[0]["unit_name"] != w.Plant.Name || c.posts[0]["credit_code"] != w.Plant.CreditCode || c.posts[0]["lead"] != w.Jia.Name ||
			c.posts[0]["record_number"] == "" || c.posts[0]["category"] != "计划" || c.posts[0]["signed"] != "各方已签字" {
			t.Errorf("sent %v", c.posts)
		}
		if h := c.heads[0]; h.Get("Idempotency-Key") != sealed || h.Get("Authorization") != "Bearer geheim" {
			t.Errorf("asked with %v", h)
		}
		for who, want := range map[string]struct {
			p    store.Person
			seen bool
		}{"head": {w.Head, true}, "leader": {w.Leader, true}, "other": {w.Bing, false}, "foreign": {w.ForeignLeader, false}, "other section": {w.OtherHead, false}} {
			if _, err := r.ReportOf(t.Context(), want.p.Actor(), sealed); (err == nil) != want.seen {
				t.Errorf("%s: %v", who, err)
			}
			list, _, err := r.Reports(t.Context(), want.p.Actor(), outbound.ReportFilter{}, "", 10)
			if err != nil || (len(list) == 1) != want.seen {
				t.Errorf("%s lists %d (%v)", who, len(list), err)
			}
		}
		if _, err := r.ConfirmReport(t.Context(), w.Jia.Actor(), sealed, "7"); !errors.Is(err, outbound.ReportSettled) {
			t.Errorf("confirmed what is reported: %v", err)
		}
		if _, err := r.RetryReport(t.Context(), w.Jia.Actor(), sealed); !errors.Is(err, outbound.ReportSettled) {
			t.Errorf("retried what is reported: %v", err)
		}
	})
}

func TestAfterALostAnswerTheOtherSideIsAskedFirst(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		kept := map[string]map[string]string{}
		lose := func(method, key string, record map[string]string) (int, string) {
			if method == http.MethodPost {
				kept[key] = record
			}
			return 0, ""
		}
		c := newCity(t, lose)
		r := open(t, w, func(s *outbound.Settings) { s.City = outbound.City{Endpoint: c.URL} })
		check := w.Signed(t, 1)
		round(t, r)
		got := reportOf(t, r, w.Jia, check)
		if got.State != "waiting" || got.LastError == "" || got.NextTryAt == nil || strings.Contains(got.LastError, "127.0.0.1") {
			t.Errorf("%+v", got)
		}
		if round(t, r) != 0 {
			t.Error("tried again without waiting")
		}
		w.Clock.Advance(time.Minute)
		c.tell(func(method, key string, _ map[string]string) (int, string) {
			if method == http.MethodPost {
				t.Error("sent again without asking")
			}
			copied := map[string]string{}
			for k, v := range kept[key] {
				copied[k] = v
			}
			copied["unit_name"] = "别的名称"
			return 200, text(t, map[string]any{"key": key, "number": "CZ9", "record": copied})
		})
		round(t, r)
		got = reportOf(t, r, w.Jia, check)
		if got.State != "reported" || got.Number != "CZ9" || len(got.Differences) != 1 || got.Differences[0].Title != "单位名称" || got.Differences[0].Theirs != "别的名称" || got.Differences[0].Ours != w.Plant.Name {
			t.Errorf("%+v", got)
		}
		if list, _, err := r.Reports(t.Context(), w.Leader.Actor(), outbound.ReportFilter{Which: "different"}, "", 10); err != nil || len(list) != 1 {
			t.Errorf("%d differ (%v)", len(list), err)
		}
	})
}

func TestANoIsKeptAndOnlyAPersonTriesAgain(t *testing.T) {
	w := testkit.New(t)
	c := newCity(t, func(string, string, map[string]string) (int, string) {
		return 422, `{"reason":"单位名称与登记不符"}`
	})
	r := open(t, w, func(s *outbound.Settings) { s.City = outbound.City{Endpoint: c.URL} })
	check := w.Signed(t, 1)
	round(t, r)
	if got := reportOf(t, r, w.Jia, check); got.State != "rejected" || got.Reason != "单位名称与登记不符" {
		t.Errorf("%+v", got)
	}
	w.Clock.Advance(48 * time.Hour)
	if round(t, r) != 0 {
		t.Error("tried again by itself")
	}
	c.tell(func(_, key string, _ map[string]string) (int, string) {
		return 200, `{"key":"` + key + `","number":"CZ2"}`
	})
	if _, err := r.RetryReport(t.Context(), w.Bing.Actor(), check); !errors.Is(err, store.NotFound) {
		t.Errorf("somebody else retried: %v", err)
	}
	if got, err := r.RetryReport(t.Context(), w.Jia.Actor(), check); err != nil || got.State != "waiting" {
		t.Errorf("%+v %v", got, err)
	}
	c.tell(func(method, key string, _ map[string]string) (int, string) {
		if method == http.MethodGet {
			return 404, `{}`
		}
		return 200, `{"key":"` + key + `","number":"CZ2"}`
	})
	round(t, r)
	if got := reportOf(t, r, w.Jia, check); got.State != "reported" || got.Number != "CZ2" {
		t.Errorf("%+v", got)
	}
}

// A 200 that is not about this record is no receipt, and neither is a door that does not let us in.
func TestOnlyAReceiptIsAReceipt(t *testing.T) {
	for _, answer := range []struct {
		status int
		body   string
	}{{200, `<html>请登录</html>`}, {200, `{}`}, {200, `{"key":"other","number":"1"}`}, {200, `{"key":"KEY","number":""}`}, {302, ``}, {401, `{}`}, {429, `{}`}, {503, ``}} {
		w := testkit.New(t)
		c := newCity(t, func(_, key string, _ map[string]string) (int, string) {
			return answer.status, strings.ReplaceAll(answer.body, "KEY", key)
		})
		r := open(t, w, func(s *outbound.Settings) { s.City = outbound.City{Endpoint: c.URL} })
		check := w.Signed(t, 1)
		round(t, r)
		if got := reportOf(t, r, w.Jia, check); got.State != "waiting" || got.LastError == "" {
			t.Errorf("%d %s: %+v", answer.status, answer.body, got)
		}
	}
}

func TestWithoutAnAddressRecordsAreKeyedInByHand(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		r := open(t, w, nil)
		first, second := w.Signed(t, 1), w.Signed(t, 2)
		if round(t, r) != 0 {
			t.Error("something was sent to nowhere")
		}
		if _, err := r.RetryReport(t.Context(), w.Jia.Actor(), first); !errors.Is(err, outbound.NoEndpoint) {
			t.Errorf("%v", err)
		}
		if _, err := r.ConfirmReport(t.Context(), w.Jia.Actor(), first, "  "); !errors.Is(err, outbound.NotConfirmed) {
			t.Errorf("%v", err)
		}
		which := func(which string) int {
			list, _, err := r.Reports(t.Context(), w.Leader.Actor(), outbound.ReportFilter{Which: which}, "", 10)
			if err != nil {
				t.Fatal(err)
			}
			return len(list)
		}
		// Signed on Tuesday 24 November: the third working day is Friday the 27th.
		if which("open") != 2 || which("soon") != 0 || which("overdue") != 0 {
			t.Errorf("at once: %d open, %d soon, %d overdue", which("open"), which("soon"), which("overdue"))
		}
		w.Clock.Advance(48 * time.Hour)
		if which("soon") != 2 || which("overdue") != 0 {
			t.Errorf("on Thursday: %d soon, %d overdue", which("soon"), which("overdue"))
		}
		w.Clock.Advance(48 * time.Hour)
		if which("overdue") != 2 {
			t.Errorf("on Saturday: %d overdue", which("overdue"))
		}
		got, err := r.ConfirmReport(t.Context(), w.Jia.Actor(), first, " 手录-17 ")
		if err != nil || got.State != "confirmed" || got.Number != "手录-17" || got.ConfirmedBy == nil || got.ConfirmedBy.Name != w.Jia.Name || got.AcceptedAt == nil || !got.Late {
			t.Errorf("%+v %v", got, err)
		}
		if which("open") != 1 || which("confirmed") != 1 || which("overdue") != 1 {
			t.Errorf("after one: %d open, %d confirmed", which("open"), which("confirmed"))
		}
		var sheet bytes.Buffer
		if err := r.WriteBatch(t.Context(), w.Leader.Actor(), outbound.ReportFilter{}, "csv", &sheet); err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(sheet.String(), "\uFEFF"))).ReadAll()
		if err != nil || len(lines) != 3 || lines[0][2] != "文书编号" || lines[1][0] != "已手工录入" || lines[1][1] != "手录-17" || lines[2][0] != "待上报" || lines[2][6] != w.Plant.Name {
			t.Errorf("%v %q", err, lines)
		}
		sheet.Reset()
		if err := r.WriteBatch(t.Context(), w.ForeignLeader.Actor(), outbound.ReportFilter{}, "xlsx", &sheet); err != nil || !bytes.HasPrefix(sheet.Bytes(), []byte("PK")) {
			t.Errorf("%v: %d bytes", err, sheet.Len())
		}
		// An address that is configured later finds the one still waiting, and not the one keyed in.
		c := newCity(t, func(_, key string, _ map[string]string) (int, string) {
			return 200, `{"key":"` + key + `","number":"CZ3"}`
		})
		later := open(t, w, func(s *outbound.Settings) { s.City = outbound.City{Endpoint: c.URL} })
		if n := round(t, later); n != 1 {
			t.Errorf("%d were carried", n)
		}
		if got := reportOf(t, later, w.Jia, second); got.State != "reported" {
			t.Errorf("%+v", got)
		}
	})
}
