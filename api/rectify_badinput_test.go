package main

import (
	"strings"
	"testing"
	"time"

	"anjian/api/rest"
	"anjian/internal/inspection"
	"anjian/internal/testkit"
)

// Whatever somebody tries with a link to report what was put right: it opens one check's orders, for its time, and nothing
// else; a refusal writes nothing.
func TestALinkToReportWithReachesNothingButItsOrder(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, findings, _ := s.w.Ordered(t, 2, "2026-12-04")
		other, theirs, _ := s.w.Ordered(t, 1, "2026-12-04")
		made := map[string]rest.NewLink{}
		for _, name := range []string{"mine", "revoked"} {
			var link rest.NewLink
			s.post(t, "jia", "/api/v1/checks/"+check+"/links", linkFor(inspection.ForRectifying)).into(t, &link)
			made[name] = link
		}
		guest := s.guest(t, made["mine"].Token)
		gone := s.guest(t, made["revoked"].Token)
		if err := s.w.Cases.RevokeLink(t.Context(), s.w.Jia.Actor(), check, made["revoked"].Link.ID); err != nil {
			t.Fatal(err)
		}
		says := func(finding string, n int) inspection.SubmitRectificationBody {
			b := inspection.SubmitRectificationBody{RectificationID: testkit.NewID(), FindingID: finding, Text: "已整改"}
			for i := range n {
				hash := strings.Repeat("ab", 32)
				b.Photos = append(b.Photos, inspection.LoopPhoto{PhotoID: testkit.NewID(), SHA256: hash, OriginalSHA256: hash, ContentType: "image/jpeg", Size: 9, Width: 3 + i, Height: 3,
					Source: inspection.FromCamera, About: inspection.AboutAfter, TakenAt: s.w.Clock.Now()})
			}
			return b
		}
		more := func(day string) inspection.RequestExtensionBody {
			return inspection.RequestExtensionBody{ExtensionID: testkit.NewID(), Findings: []string{findings[0]}, AskedFor: day, Reason: "到货晚"}
		}
		for name, c := range map[string]struct {
			head map[string]string
			path string
			body any
			code string
		}{
			"another check":               {guest, "/api/v1/checks/" + other + "/rectifications", says(theirs[0], 0), "not_found"},
			"an item of another check":    {guest, "/api/v1/checks/" + check + "/rectifications", says(theirs[0], 0), "order.item_unknown"},
			"a link that was ended":       {gone, "/api/v1/checks/" + check + "/rectifications", says(findings[0], 0), "session.ended"},
			"200 pictures in one report":  {guest, "/api/v1/checks/" + check + "/rectifications", says(findings[0], 200), "request.invalid"},
			"a day that does not exist":   {guest, "/api/v1/checks/" + check + "/extensions", more("2026-02-30"), "request.invalid"},
			"a day before the end":        {guest, "/api/v1/checks/" + check + "/extensions", more("2026-11-01"), "extension.not_later"},
			"closing the check":           {guest, "/api/v1/checks/" + check + "/closing", inspection.CloseCheckBody{}, "route.not_for_role"},
			"deciding on one's own wish":  {guest, "/api/v1/checks/" + check + "/extension-decisions", inspection.DecideExtensionBody{ExtensionID: testkit.NewID(), Granted: true}, "route.not_for_role"},
			"re-checking one's own words": {guest, "/api/v1/checks/" + check + "/rechecks", inspection.RecheckBody{RecheckID: testkit.NewID()}, "route.not_for_role"},
		} {
			before := s.acts(t)
			if _, got := s.act(t, request{path: c.path, head: c.head}, c.body); got.code() != c.code {
				t.Errorf("%s: %d %s, expected %s", name, got.status, got.body, c.code)
			}
			if after := s.acts(t); after != before {
				t.Errorf("%s: %d acts were written", name, after-before)
			}
		}
		for n := 1; n <= 7; n++ { // 210 pictures on one item, thirty at a time
			_, got := s.act(t, request{path: "/api/v1/checks/" + check + "/rectifications", head: guest}, says(findings[0], 30))
			if taken := got.status < 300; taken != (n <= 4) || !taken && got.code() != "rectification.too_many_photos" {
				t.Errorf("report %d: %d %s", n, got.status, got.code())
			}
		}
		s.w.Clock.Advance(11 * 24 * time.Hour)
		_, late := s.link(t, s.w.Jia, check, inspection.ForRectifying)
		if _, got := s.act(t, request{path: "/api/v1/checks/" + check + "/extensions", head: s.guest(t, late)}, more("2027-01-10")); got.code() != "extension.after_end" {
			t.Errorf("more time after the end: %d %s", got.status, got.body)
		}
		if got := s.open(t, made["mine"].Token); got.code() != "link.dead" {
			t.Errorf("the expired link: %d %s", got.status, got.body)
		}
	})
}
