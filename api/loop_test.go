package main

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"anjian/api/rest"
	"anjian/internal/casework"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// send one act by its readable route and give the check as it then stands.
func (s *site) act(t *testing.T, ask request, body any) (inspection.CheckRecord, answer) {
	t.Helper()
	ask.method, ask.body = http.MethodPost, map[string]any{"id": testkit.NewID(), "doneAt": s.w.Clock.Now(), "body": body}
	got := s.send(t, ask)
	var done rest.Done
	if got.status == http.StatusOK {
		got.into(t, &done)
		s.waitsAsRecorded(t, &done.Check)
	}
	return done.Check, got
}

// waitsAsRecorded: what lists tell of a check without reading its record is what its record says.
func (s *site) waitsAsRecorded(t *testing.T, record *inspection.CheckRecord) {
	t.Helper()
	all, _, err := s.w.Store.ChecksDue(t.Context(), s.w.Leader.Actor(), "9999-12-31", "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	stands := store.Waiting{}
	for _, w := range all {
		if w.CheckID == record.ID {
			w.DueFrom = "" // of the row, not of the record
			stands = w
		}
	}
	whole, err := s.w.Store.Check(t.Context(), s.w.Bureau.ID, record.ID) // what is answered may be less than all of it
	if err != nil {
		t.Fatal(err)
	}
	says := store.WaitingOf(&whole.Record)
	if len(says.Dues) == 0 {
		says = store.Waiting{}
	}
	if !reflect.DeepEqual(stands, says) {
		t.Errorf("the list has %+v, the record says %+v", stands, says)
	}
}

func TestWhatWasOrderedIsPutRightThroughALinkAndClosed(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, findings, order := s.w.Ordered(t, 2, "2026-12-04")
		path := "/api/v1/checks/" + check
		var made rest.NewLink
		s.post(t, "jia", path+"/links", linkFor(inspection.ForRectifying)).into(t, &made)
		guest := s.guest(t, made.Token)

		// The guest sees the order and nothing else of the bureau's work.
		var seen struct{ Record inspection.CheckRecord }
		s.send(t, request{method: "GET", path: path, head: guest}).into(t, &seen)
		if r := seen.Record; len(r.Orders) != 1 || len(r.OrderItems) != 2 || len(r.Findings) != 2 || r.Seal != nil || len(r.Answers) != 0 || len(r.Signatures) != 0 || r.Scheme.Content != "" {
			t.Errorf("the guest sees %+v", r)
		}
		for _, closed := range []string{"/ledger", "/record.pdf", "/case-file.zip", "/manifest", "/earlier"} {
			if got := s.send(t, request{method: "GET", path: path + closed, head: guest}); got.status != http.StatusForbidden {
				t.Errorf("GET %s by the link: %d", closed, got.status)
			}
		}
		if _, got := s.act(t, request{path: path + "/paper-signatures", head: guest}, s.bodies()["signPaper"]); got.status != http.StatusForbidden {
			t.Errorf("signing by the link: %d", got.status)
		}

		// It sends a picture and says what was done, in one batch as a phone without signal would.
		after := picture(11)
		photo := inspection.LoopPhoto{PhotoID: testkit.NewID(), SHA256: evidence.Sum(after), OriginalSHA256: evidence.Sum(after), ContentType: "image/jpeg", Size: int64(len(after)),
			Width: 8, Height: 8, Source: inspection.FromCamera, About: inspection.AboutAfter, TakenAt: s.w.Clock.Now()}
		head := tus("Upload-Length", strconv.Itoa(len(after)), "Upload-Metadata", promise(evidence.Sum(after), "image/jpeg"))
		for k, v := range guest {
			head[k] = v
		}
		up := s.send(t, request{method: "POST", path: "/api/v1/uploads", head: head})
		head = tus("Upload-Offset", "0", "Content-Type", "application/offset+octet-stream")
		for k, v := range guest {
			head[k] = v
		}
		if got := s.send(t, request{method: "PATCH", path: up.head.Get("Location"), body: after, head: head}); got.status != http.StatusNoContent {
			t.Fatalf("the picture by the link: %d %s", got.status, got.body)
		}
		acts := []inspection.Act{
			s.w.Act(inspection.SubmitRectification, check, inspection.SubmitRectificationBody{RectificationID: testkit.NewID(), FindingID: findings[0], Text: "已清理并划线", Photos: []inspection.LoopPhoto{photo}}),
			s.w.Act(inspection.SubmitRectification, check, inspection.SubmitRectificationBody{RectificationID: testkit.NewID(), FindingID: findings[1], Text: "正在施工"}),
		}
		var pushed struct{ Results []rest.ActResult }
		s.send(t, request{method: "POST", path: "/api/v1/acts", head: guest, body: map[string]any{"acts": acts}}).into(t, &pushed)
		for _, r := range pushed.Results {
			if r.Outcome != "accepted" {
				t.Fatalf("%+v", r.Problem)
			}
		}
		if got := s.send(t, request{method: "GET", path: path + "/files/" + photo.SHA256, head: guest}); got.status != http.StatusOK {
			t.Errorf("the guest's own picture: %d", got.status)
		}

		// First round: one met, one not; the answer that leaves an item out is refused and says which.
		recheck := inspection.RecheckBody{RecheckID: testkit.NewID(), Mode: inspection.RecheckOnSite, Certificates: []string{s.w.Jia.Certificate.Number, s.w.Yi.Certificate.Number},
			Items: []inspection.ItemAnswer{{FindingID: findings[0], Result: inspection.ResultMet, Text: "通道已清理"}}, Opinion: "一项已整改，一项未整改"}
		if _, got := s.act(t, request{whom: "jia", path: path + "/rechecks"}, recheck); got.code() != "recheck.item_missing" || !strings.Contains(string(got.body), findings[1]) {
			t.Errorf("an item left out: %s", got.body)
		}
		recheck.Items = append(recheck.Items, inspection.ItemAnswer{FindingID: findings[1], Result: inspection.ResultNotMet, Text: "仍堵塞"})
		record, got := s.act(t, request{whom: "jia", path: path + "/rechecks"}, recheck)
		if got.status != http.StatusOK || record.OrderItems[0].Standing != inspection.ItemMet || record.OrderItems[1].Standing != inspection.ItemNotMet {
			t.Fatalf("the re-check: %s", got.body)
		}
		s.w.SignPaper(t, check, recheck.RecheckID)
		if _, got := s.act(t, request{whom: "head", path: path + "/closing"}, inspection.CloseCheckBody{}); got.code() != "close.open" || !strings.Contains(string(got.body), findings[1]) {
			t.Errorf("closing with an open item: %s", got.body)
		}

		// A further order for what is still open; the enterprise's account says it is done; the second round closes it.
		second := inspection.IssueOrderBody{OrderID: testkit.NewID(), Record: s.record(t, check).Seal.Digest, Dues: []inspection.ItemDue{{FindingID: findings[1], DueOn: "2026-12-20"}}}
		if record, got = s.act(t, request{whom: "jia", path: path + "/orders"}, second); got.status != http.StatusOK || len(record.Orders[1].Paper.Items) != 1 {
			t.Fatalf("the further order: %s", got.body)
		}
		s.w.SignPaper(t, check, second.OrderID)

		// The first order's link shows and answers nothing of the second; that has a link of its own.
		s.send(t, request{method: "GET", path: path, head: guest}).into(t, &seen)
		if r := seen.Record; len(r.Orders) != 1 || r.Orders[0].Paper.ID != order || len(r.OrderItems) != 1 || r.OrderItems[0].FindingID != findings[0] {
			t.Errorf("by the first order's link: %+v", r)
		}
		report := inspection.SubmitRectificationBody{RectificationID: testkit.NewID(), FindingID: findings[1], Text: "已完工"}
		more := inspection.RequestExtensionBody{ExtensionID: testkit.NewID(), Findings: []string{findings[1]}, AskedFor: "2026-12-25", Reason: "等设备"}
		for route, body := range map[string]any{"/rectifications": report, "/extensions": more} {
			if _, got := s.act(t, request{path: path + route, head: guest}, body); got.code() != inspection.OrderItemUnknown.Code {
				t.Errorf("%s for the second order by the first's link: %d %s", route, got.status, got.body)
			}
		}
		if _, got := s.act(t, request{path: path + "/recheck-applications", head: guest}, inspection.ApplyRecheckBody{ApplicationID: testkit.NewID(), Text: "已完工"}); got.code() != inspection.RecheckNothingOpen.Code {
			t.Errorf("a re-check of the second order by the first's link: %d %s", got.status, got.body)
		}
		if got := s.post(t, "jia", path+"/links", linkFor(inspection.ForRectifying)); got.code() != casework.LinkNoOrder.Code {
			t.Errorf("a link that does not say for which of two orders: %d %s", got.status, got.body)
		}
		for name, wrong := range map[string]string{"unknown": testkit.NewID(), "a re-check": recheck.RecheckID} {
			ask := linkFor(inspection.ForRectifying)
			ask["orderId"] = wrong
			if got := s.post(t, "jia", path+"/links", ask); got.code() != casework.LinkNoOrder.Code {
				t.Errorf("a link for an order that is %s: %d %s", name, got.status, got.body)
			}
		}
		ask, its := linkFor(inspection.ForRectifying), rest.NewLink{}
		ask["orderId"] = second.OrderID
		s.post(t, "jia", path+"/links", ask).into(t, &its)
		ofSecond := s.guest(t, its.Token)
		s.send(t, request{method: "GET", path: path, head: ofSecond}).into(t, &seen)
		if r := seen.Record; its.Link.OrderID != second.OrderID || len(r.Orders) != 1 || r.Orders[0].Paper.ID != second.OrderID || len(r.OrderItems) != 1 || r.OrderItems[0].FindingID != findings[1] {
			t.Errorf("by the second order's link: %+v %+v", its.Link, r)
		}
		if _, got := s.act(t, request{path: path + "/rectifications", head: ofSecond}, report); got.status != http.StatusOK {
			t.Errorf("for the second order by its link: %d %s", got.status, got.body)
		}
		s.send(t, request{whom: "head", method: "DELETE", path: path + "/links/" + its.Link.ID})
		if got := s.send(t, request{method: "GET", path: path, head: ofSecond}); got.code() != "session.ended" || s.open(t, its.Token).code() != "link.dead" {
			t.Errorf("a revoked link: %d %s", got.status, got.body)
		}

		if _, got = s.act(t, request{whom: "owner", path: path + "/rectifications"}, inspection.SubmitRectificationBody{RectificationID: testkit.NewID(), FindingID: findings[1], Text: "已完工"}); got.status != http.StatusOK {
			t.Fatalf("by the account: %s", got.body)
		}
		shown := photo
		shown.PhotoID, shown.About = testkit.NewID(), inspection.AboutRecheck
		again := recheck
		again.RecheckID, again.Items = testkit.NewID(), []inspection.ItemAnswer{{FindingID: findings[1], Result: inspection.ResultMet, Text: "已完工", Photos: []inspection.LoopPhoto{shown}}}
		if _, got = s.act(t, request{whom: "yi", path: path + "/rechecks"}, again); got.status != http.StatusOK {
			t.Fatalf("the second re-check: %s", got.body)
		}
		s.w.SignPaper(t, check, again.RecheckID)
		if record, got = s.act(t, request{whom: "head", path: path + "/closing"}, inspection.CloseCheckBody{Summary: "两轮整改到位"}); got.status != http.StatusOK || record.State != inspection.Closed {
			t.Fatalf("closing: %s", got.body)
		}
		if _, got = s.act(t, request{whom: "jia", path: path + "/supplements"}, s.bodies()["writeSupplement"]); got.code() != "check.closed" {
			t.Errorf("a closed check takes %s", got.body)
		}
		if got := s.get(t, "owner", path); got.status != http.StatusOK {
			t.Errorf("the enterprise reads its closed check: %d", got.status)
		}
		for _, paper := range []string{second.OrderID, again.RecheckID} {
			if got := s.send(t, request{method: "GET", path: path + "/papers/" + paper + "/paper.pdf", head: guest}); got.status != http.StatusNotFound {
				t.Errorf("paper %s of another order by the link: %d", paper, got.status)
			}
		}
		for _, paper := range []string{order, recheck.RecheckID, second.OrderID, again.RecheckID} {
			ask := request{method: "GET", path: path + "/papers/" + paper + "/paper.pdf", head: guest}
			if paper == second.OrderID || paper == again.RecheckID {
				ask.head, ask.whom = nil, "owner"
			}
			if got := s.send(t, ask); got.status != http.StatusOK || !strings.HasPrefix(string(got.body), "%PDF") {
				t.Errorf("paper %s: %d %.200s", paper, got.status, got.body)
			}
		}
		if got := s.get(t, "", "/api/v1/verify/"+check+"/"+record.Orders[0].Code); got.status != http.StatusOK || !strings.Contains(string(got.body), "应急责改") {
			t.Errorf("verifying the order: %d %s", got.status, got.body)
		}
		zip := s.get(t, "jia", path+"/case-file.zip")
		for _, name := range []string{"order-1.pdf", "order-2.pdf", "recheck-1.pdf", "recheck-2.pdf"} {
			if !strings.Contains(string(zip.body), name) {
				t.Errorf("the case file lacks %s (%d)", name, zip.status)
			}
		}
	})
}

func TestALinkToReportWithNeedsADeliveredOrder(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Signed(t, 1)
		if got := s.post(t, "jia", "/api/v1/checks/"+check+"/links", linkFor(inspection.ForRectifying)); got.code() != "link.no_order" {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
}

func TestWhatIsDueComesFirstAndOnlyToThoseItConcerns(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, findings, _ := s.w.Ordered(t, 2, "2026-12-04")
		due := func(whom string) casework.DueList {
			s.forget(whom) // signed in before the clock went on
			var list casework.DueList
			s.get(t, whom, "/api/v1/due?within=3").into(t, &list)
			return list
		}
		if list := due("jia"); len(list.Items) != 0 || list.Orders[inspection.ItemOrdered] != 2 || list.Late != 0 {
			t.Errorf("ten days before: %+v", list)
		}
		s.w.Clock.Advance(8 * 24 * time.Hour)
		if list := due("jia"); len(list.Items) != 2 || list.Soon != 2 || list.Items[0].What != inspection.DueRectify || list.Items[0].Left != 2 || list.Items[0].CheckID != check || list.Items[0].Text == "" {
			t.Errorf("two days before: %+v", list)
		}
		s.w.Clock.Advance(13 * 24 * time.Hour) // 15 December: ten days to re-check have passed
		list := due("head")
		if list.Overdue != 4 || list.Late != 2 {
			t.Errorf("after the end: %+v", list)
		}
		for _, i := range list.Items {
			if i.What == inspection.DueRecheck && (i.DueOn != "2026-12-14" || i.Left != -1 || i.Basis == "" || i.ID != findings[0] && i.ID != findings[1]) {
				t.Errorf("%+v", i)
			}
		}
		if list := due("owner"); len(list.Items) != 2 {
			t.Errorf("the enterprise is told %+v", list)
		}
		for _, whom := range []string{"bing", "owner2", "fhead", "town2"} {
			if list := due(whom); len(list.Items) != 0 || len(list.Orders) != 0 {
				t.Errorf("%s is told %+v", whom, list)
			}
		}
	})
}

func TestTheBureausOwnPapersAreNotTheEnterprises(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, findings, _ := s.w.Ordered(t, 1, "2026-12-04")
		path := "/api/v1/checks/" + check
		file := s.bodies()["fileCase"].(inspection.FileCaseBody)
		file.Findings = findings
		if _, got := s.act(t, request{whom: "head", path: path + "/case-filings"}, file); got.status != http.StatusOK {
			t.Fatalf("%s", got.body)
		}
		if got := s.get(t, "jia", path+"/papers/"+file.FilingID+"/paper.pdf"); got.status != http.StatusOK {
			t.Errorf("the officer's own paper: %d %s", got.status, got.body)
		}
		if got := s.get(t, "owner", path+"/papers/"+file.FilingID+"/paper.pdf"); got.status != http.StatusNotFound {
			t.Errorf("the enterprise has the filing: %d", got.status)
		}
		for _, where := range []string{path, path + "/ledger?limit=200", "/api/v1/changes?limit=50"} {
			if got := s.get(t, "owner", where); got.status != http.StatusOK || strings.Contains(string(got.body), "建议立案") {
				t.Errorf("%s tells the enterprise of the filing (%d)", where, got.status)
			}
			if got := s.get(t, "jia", where); !strings.Contains(string(got.body), "建议立案") {
				t.Errorf("%s does not tell the officer", where)
			}
		}
	})
}
