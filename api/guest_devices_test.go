package main

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"anjian/api/rest"
	"anjian/internal/casework"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/testkit"
)

// address makes one act of the enterprise that may be done again and again.
func (d *device) address(check string) []inspection.Act {
	act := d.s.w.Act(inspection.ConfirmAddress, check, inspection.ConfirmAddressBody{AddressID: testkit.NewID(), Name: "周明", Address: "厂区", Phone: "13800000000",
		Ink: inspection.Ink{Width: 300, Height: 150, Strokes: [][][]float64{{{10, 10, 0, .5}, {90, 60, 40, .5}, {200, 20, 90, .5}}}}})
	act.Device = d.id
	return []inspection.Act{act}
}

// signed covers acts and gives what became of them; the chain goes on when they were taken.
func (d *device) signed(t *testing.T, acts []inspection.Act) string {
	t.Helper()
	c := d.cover(t, acts)
	got := codes(d.push(t, acts, d.sign(t, evidence.CoverType, c)))
	if got == "accepted" {
		d.heads[c.CheckID] = c.Head
	}
	return got
}

func TestWhoComesByALinkSignsWithAKeyOfTheirPhoneBoundToTheLink(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, other := s.w.Recorded(t, 2), s.w.Recorded(t, 2)
		link, token := s.link(t, s.w.Jia, check, inspection.ForSigning)
		d := s.guestDevice(t, link.ID, token)

		// What an app without a key has queued still goes, from the same phone too, and is marked by having no signature.
		early := d.address(check)
		if got := codes(d.push(t, early, "")); got != "accepted" {
			t.Fatal("before the key: " + got)
		}
		for range 2 { // twice is harmless
			if got := d.enrol(t); got.status != http.StatusOK {
				t.Fatal(got.status, string(got.body))
			}
		}
		var taken rest.DeviceKey
		d.enrol(t).into(t, &taken)
		if taken.PersonID != link.ID || taken.PersonName != "周明" || taken.Link != "sign" || taken.LinkEndsAt == nil || !taken.LinkEndsAt.Equal(link.ExpiresAt) {
			t.Errorf("the key is %+v", taken)
		}
		acts := d.address(check)
		first := d.cover(t, acts)
		jws := d.sign(t, evidence.CoverType, first)
		for range 2 { // the answer was lost, and it comes again
			if got := codes(d.push(t, acts, jws)); got != "accepted" {
				t.Fatal("signed: " + got)
			}
		}
		d.heads[check] = first.Head
		if got := codes(d.push(t, d.address(check), "")); got != "act.uncovered" {
			t.Error("unsigned from a phone with a key: " + got)
		}

		forged := d.address(check)
		said := d.cover(t, forged)
		said.Acts[0].Sum = evidence.Sum([]byte("another"))
		said.Head = evidence.FoldHead(said.Prev, said.Acts)
		if got := codes(d.push(t, forged, d.sign(t, evidence.CoverType, said))); got != "act.cover_wrong" {
			t.Error("another content: " + got)
		}
		// the same signature over an act on another check, and by another link's bearer there
		stray := d.address(other)
		if got := codes(d.push(t, stray, d.sign(t, evidence.CoverType, d.cover(t, stray)))); got != "not_found" {
			t.Error("on another check: " + got)
		}
		elsewhere, theirs := s.link(t, s.w.Jia, other, inspection.ForSigning)
		thief := s.guestDevice(t, elsewhere.ID, theirs)
		thief.key, thief.public = d.key, d.public
		thief.proof(t)
		if got := thief.enrol(t); got.code() != "device.key_taken" {
			t.Errorf("another link enrols the key: %d %s", got.status, got.code())
		}
		replayed := thief.address(other)
		if got := codes(thief.push(t, replayed, jws)); got != "act.cover_wrong" {
			t.Error("replayed in another check: " + got)
		}
		stranger := s.guestDevice(t, elsewhere.ID, theirs)
		stranger.enrolment["proof"] = d.enrolment["proof"]
		if got := stranger.enrol(t); got.code() != "device.proof_wrong" {
			t.Errorf("a proof of another link: %d %s", got.status, got.code())
		}

		// A second phone with the same link has a key and a chain of its own.
		second := s.guestDevice(t, link.ID, token)
		second.enrol(t)
		if got := second.signed(t, second.address(check)); got != "accepted" {
			t.Error("a second phone: " + got)
		}
		if got := d.signed(t, d.address(check)); got != "accepted" {
			t.Error("the first phone after it: " + got)
		}
		// The browser's memory was cleared: another id, another key, a chain that begins anew.
		cleared := s.guestDevice(t, link.ID, token)
		if got := cleared.enrol(t); got.status != http.StatusOK {
			t.Fatal(string(got.body))
		}
		if got := cleared.signed(t, cleared.address(check)); got != "accepted" {
			t.Error("after its memory was cleared: " + got)
		}
		if broken, err := s.w.Store.BrokenCovers(t.Context(), s.w.Bureau.ID, check); err != nil || len(broken) != 1 { // after the forged one only
			t.Errorf("breaks: %v %v", broken, err)
		}

		// What the enterprise does with an account, or reports as put right, a link to sign does not do.
		more := s.w.Act(inspection.SubmitRectification, check, s.bodies()["submitRectification"])
		more.Device = d.id
		if got := d.signed(t, []inspection.Act{more}); got != "act.not_your_part" {
			t.Error("reporting by a link to sign: " + got)
		}

		// The desk sees whose they are.
		var all struct{ Items []rest.DeviceKey }
		s.get(t, "admin", "/api/v1/bureau-devices").into(t, &all)
		if len(all.Items) != 3 || all.Items[0].Link != "sign" || all.Items[0].PersonName != "周明" {
			t.Errorf("the bureau's devices: %+v", all.Items)
		}
		var ledger struct{ Items []casework.Entry }
		s.get(t, "head", "/api/v1/checks/"+check+"/ledger?limit=200").into(t, &ledger)
		covered, bare := 0, 0
		for _, e := range ledger.Items {
			switch {
			case e.Link == "":
			case e.Cover != "":
				covered++
			default:
				bare++
			}
		}
		if covered != 4 || bare != 1 {
			t.Errorf("by the link: %d signed, %d not", covered, bare)
		}

		// Revoking the link ends the keys; what they signed stays whole, for ever.
		if got := s.send(t, request{whom: "jia", method: "DELETE", path: "/api/v1/checks/" + check + "/links/" + link.ID}); got.status != http.StatusNoContent {
			t.Fatal(string(got.body))
		}
		late := d.address(check)
		if got := d.post(t, "/api/v1/acts", map[string]any{"acts": late, "covers": []map[string]string{{"checkId": check, "jws": d.sign(t, evidence.CoverType, d.cover(t, late))}}}); got.code() != "session.ended" {
			t.Errorf("after the link was revoked: %d %s", got.status, got.code())
		}
		s.get(t, "admin", "/api/v1/bureau-devices").into(t, &all)
		for _, k := range all.Items {
			if k.RevokedAt == nil {
				t.Errorf("a key outlives its link: %+v", k)
			}
		}
		zip := s.get(t, "jia", "/api/v1/checks/"+check+"/case-file.zip")
		r := evidence.VerifyCaseFile(bytes.NewReader(zip.body), int64(len(zip.body)), nil)
		if !r.Whole || r.Covered != 4 {
			t.Errorf("the case file: whole %v, %d covered, %+v", r.Whole, r.Covered, r.Findings)
		}
		if !strings.Contains(string(zip.body), `"link":"sign"`) {
			t.Error("the keys in the case file do not say that they came by a link")
		}
	})
}

func TestAnExpiredLinkEnrolsAndSendsNothing(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Recorded(t, 2)
		link, token := s.link(t, s.w.Jia, check, inspection.ForSigning)
		d := s.guestDevice(t, link.ID, token)
		d.enrol(t)
		s.w.Clock.Advance(49 * time.Hour)
		acts := d.address(check)
		for path, body := range map[string]any{"/api/v1/devices": d.enrolment, "/api/v1/acts": map[string]any{"acts": acts, "covers": []map[string]string{{"checkId": check, "jws": d.sign(t, evidence.CoverType, d.cover(t, acts))}}}} {
			if got := d.post(t, path, body); got.status != http.StatusUnauthorized {
				t.Errorf("%s: %d %s", path, got.status, got.code())
			}
		}
	})
}

func TestALostPhonesKeyIsRevokedWithoutEndingItsLink(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Recorded(t, 2)
		link, token := s.link(t, s.w.Jia, check, inspection.ForSigning)
		d, second := s.guestDevice(t, link.ID, token), s.guestDevice(t, link.ID, token)
		d.enrol(t)
		second.enrol(t)
		if got := s.post(t, "admin", "/api/v1/devices/"+d.public.ID+"/revocation", map[string]string{"reason": "手机遗失"}); got.status != http.StatusOK {
			t.Fatal(string(got.body))
		}
		if got := d.signed(t, d.address(check)); got != "act.device_revoked" {
			t.Error("the lost phone: " + got)
		}
		if got := second.signed(t, second.address(check)); got != "accepted" {
			t.Error("the other phone: " + got)
		}
	})
}

// A link goes through few hands; who has it cannot fill the register of keys.
func TestALinkEnrolsSoManyDevicesAndNoMore(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Recorded(t, 2)
		link, token := s.link(t, s.w.Jia, check, inspection.ForSigning)
		first := s.guestDevice(t, link.ID, token)
		first.enrol(t)
		for i := range 19 {
			d := s.guestDevice(t, link.ID, token)
			if got := d.enrol(t); got.status != http.StatusOK {
				t.Fatalf("device %d: %d %s", i+2, got.status, got.body)
			}
		}
		for range 2 {
			if got := s.guestDevice(t, link.ID, token).enrol(t); got.status != http.StatusUnprocessableEntity || got.code() != "device.too_many" {
				t.Errorf("one more: %d %s", got.status, got.body)
			}
		}
		if got := first.enrol(t); got.status != http.StatusOK {
			t.Errorf("the first again: %d %s", got.status, got.body)
		}
		if got := first.signed(t, first.address(check)); got != "accepted" {
			t.Error("the first signs: " + got)
		}
	})
}
