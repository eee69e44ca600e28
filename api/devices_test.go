package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"net/http"
	"testing"

	"anjian/api/rest"
	"anjian/internal/checklist"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/testkit"
)

// device is a phone with a key, in the hands of one person, or of somebody who came by a link.
type device struct {
	s         *site
	whom, id  string
	guest     map[string]string // of a guest: what they send with every request; whom is empty then
	person    string
	key       *ecdsa.PrivateKey
	public    evidence.PublicKey
	enrolment map[string]string // the body of the request
	heads     map[string]string // by check
}

// newDevice makes a phone with a key that is not enrolled yet.
func (s *site) newDevice(t *testing.T, whom string) *device {
	t.Helper()
	d := &device{s: s, whom: whom, id: testkit.NewID(), heads: map[string]string{}}
	d.rekey(t)
	return d
}

// guestDevice makes a phone on which a link is open, with a key that is not enrolled yet.
func (s *site) guestDevice(t *testing.T, link, token string) *device {
	t.Helper()
	d := &device{s: s, guest: s.guest(t, token), person: link, id: testkit.NewID(), heads: map[string]string{}}
	d.rekey(t)
	return d
}

func (d *device) get(t *testing.T, path string) answer {
	t.Helper()
	return d.s.send(t, request{whom: d.whom, method: "GET", path: path, head: d.guest})
}

func (d *device) post(t *testing.T, path string, body any) answer {
	t.Helper()
	return d.s.send(t, request{whom: d.whom, method: "POST", path: path, body: body, head: d.guest})
}

func (d *device) rekey(t *testing.T) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, err := evidence.PublicOf("", "", &key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	if d.public, err = evidence.DeviceKey(evidence.ES256, public.SPKI, ""); err != nil {
		t.Fatal(err)
	}
	d.key = key
	d.proof(t)
}

// proof signs the statement of the session anew.
func (d *device) proof(t *testing.T) {
	t.Helper()
	var mine struct{ Challenge string }
	d.get(t, "/api/v1/devices").into(t, &mine)
	if d.guest == nil {
		var me rest.Me
		d.get(t, "/api/v1/me").into(t, &me)
		d.person = me.ID
	}
	d.enrolment = map[string]string{"device": d.id, "name": "手机", "algorithm": "ES256", "spki": d.public.SPKI, "proof": d.sign(t, evidence.DeviceKeyType,
		evidence.DeviceStatement{Schema: evidence.DeviceKeySchema, Challenge: mine.Challenge, Device: d.id, Person: d.person, SPKI: d.public.SPKI})}
}

func (d *device) sign(t *testing.T, kind string, v any) string {
	t.Helper()
	text, err := evidence.Canonical(v)
	if err != nil {
		t.Fatal(err)
	}
	jws, err := evidence.SignJWS(d.key, d.public.ID, kind, text)
	if err != nil {
		t.Fatal(err)
	}
	return jws
}

func (d *device) enrol(t *testing.T) answer {
	t.Helper()
	return d.post(t, "/api/v1/devices", d.enrolment)
}

// cover makes the statement over acts of this device that follow its last.
func (d *device) cover(t *testing.T, acts []inspection.Act) evidence.Cover {
	t.Helper()
	c := evidence.Cover{Schema: evidence.CoverSchema, Device: d.id, Person: d.person, CheckID: acts[0].CheckID, Prev: d.heads[acts[0].CheckID]}
	for _, a := range acts {
		sum, err := evidence.ActSum(string(a.Kind), a.CheckID, d.person, a.DoneAt, a.Clock.Exact(), a.Body)
		if err != nil {
			t.Fatal(err)
		}
		c.Acts = append(c.Acts, evidence.CoveredAct{ID: a.ID, Sum: sum})
	}
	c.Head = evidence.FoldHead(c.Prev, c.Acts)
	return c
}

// answers makes n answers on this device.
func (d *device) answers(check string, n int) []inspection.Act {
	acts := make([]inspection.Act, n)
	for i := range acts {
		acts[i] = d.s.w.Act(inspection.AnswerItem, check, inspection.AnswerItemBody{Checklist: d.s.w.List.Code, Item: d.s.w.List.Items[i].ID, Verdict: checklist.Conforms})
		acts[i].Device = d.id
	}
	return acts
}

// push sends acts under a signature, empty for none, and gives what became of each.
func (d *device) push(t *testing.T, acts []inspection.Act, jws string) []rest.ActResult {
	t.Helper()
	body := map[string]any{"acts": acts}
	if jws != "" {
		body["covers"] = []map[string]string{{"checkId": acts[0].CheckID, "jws": jws}}
	}
	var out struct{ Results []rest.ActResult }
	d.post(t, "/api/v1/acts", body).into(t, &out)
	return out.Results
}

func codes(results []rest.ActResult) string {
	out := ""
	for _, r := range results {
		if out != "" {
			out += " "
		}
		if r.Problem != nil {
			out += r.Problem.Code
		} else {
			out += r.Outcome
		}
	}
	return out
}

func TestADeviceEnrolsOnceProvesItsKeyAndIsRevoked(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		d := s.newDevice(t, "jia")
		for range 2 { // twice is harmless
			if got := d.enrol(t); got.status != http.StatusOK {
				t.Fatal(got.status, string(got.body))
			}
		}
		first := d.public.ID
		other := s.newDevice(t, "yi")
		for name, c := range map[string]struct {
			body map[string]string
			code string
		}{
			"a proof of another session": {map[string]string{"device": other.id, "algorithm": "ES256", "spki": d.public.SPKI, "proof": d.enrolment["proof"]}, "device.proof_wrong"},
			"a proof of another device":  {map[string]string{"device": testkit.NewID(), "algorithm": "ES256", "spki": other.public.SPKI, "proof": other.enrolment["proof"]}, "device.proof_wrong"},
			"an unknown algorithm":       {map[string]string{"device": other.id, "algorithm": "SM2", "spki": other.public.SPKI, "proof": other.enrolment["proof"]}, "device.key_unfit"},
			"no key":                     {map[string]string{"device": other.id, "algorithm": "ES256", "spki": "AAAA", "proof": other.enrolment["proof"]}, "device.key_unfit"},
		} {
			if got := s.post(t, "yi", "/api/v1/devices", c.body); got.code() != c.code {
				t.Errorf("%s: %d %s", name, got.status, got.code())
			}
		}
		stolen := *other
		stolen.key, stolen.public = d.key, d.public
		stolen.proof(t)
		if got := stolen.enrol(t); got.code() != "device.key_taken" {
			t.Errorf("the key of somebody else: %d %s", got.status, got.code())
		}
		d.rekey(t)
		if got := d.enrol(t); got.status != http.StatusOK {
			t.Fatal(string(got.body))
		}
		var mine struct{ Devices []rest.DeviceKey }
		s.get(t, "jia", "/api/v1/devices").into(t, &mine)
		if len(mine.Devices) != 2 || mine.Devices[0].ID != first || mine.Devices[0].EndedAt == nil || mine.Devices[1].EndedAt != nil {
			t.Fatalf("%+v", mine.Devices)
		}
		var all struct{ Items []rest.DeviceKey }
		s.get(t, "admin", "/api/v1/bureau-devices").into(t, &all)
		if len(all.Items) != 2 || all.Items[0].PersonName != s.w.Jia.Name {
			t.Fatalf("%+v", all.Items)
		}
		revoke := func(whom string) answer {
			return s.post(t, whom, "/api/v1/devices/"+d.public.ID+"/revocation", map[string]string{"reason": "手机遗失"})
		}
		for _, whom := range []string{"yi", "leader", "fadmin"} {
			if got := revoke(whom); got.status != http.StatusNotFound {
				t.Errorf("%s revokes: %d", whom, got.status)
			}
		}
		var gone, again rest.DeviceKey
		revoke("admin").into(t, &gone)
		revoke("admin").into(t, &again)
		if gone.RevokedAt == nil || again.RevokedAt == nil || !gone.RevokedAt.Equal(*again.RevokedAt) || gone.RevokedReason != "手机遗失" {
			t.Fatalf("%+v\n%+v", gone, again)
		}
		if got := s.get(t, "jia", "/api/v1/me"); got.code() != "session.ended" {
			t.Errorf("the session of the lost phone lives: %d", got.status)
		}
	})
}

func TestAnActOfADeviceWithAKeyIsTakenOnlyUnderItsSignature(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, elsewhere := s.w.Open(t), s.w.Open(t)
		d := s.newDevice(t, "jia")
		early := d.answers(check, 1)
		if got := codes(d.push(t, early, "")); got != "accepted" { // before the key: taken, and marked by having no signature
			t.Fatal(got)
		}
		d.enrol(t)
		acts := d.answers(check, 3)
		c := d.cover(t, acts)
		jws := d.sign(t, evidence.CoverType, c)
		if got := codes(d.push(t, d.answers(check, 1), "")); got != "act.uncovered" {
			t.Error("without a signature: " + got)
		}
		for range 2 {
			if got := codes(d.push(t, acts, jws)); got != "accepted accepted accepted" {
				t.Fatal(got)
			}
		}
		d.heads[check] = c.Head

		wrongSum := d.answers(check, 1)
		said := d.cover(t, wrongSum)
		said.Acts[0].Sum = evidence.Sum([]byte("another"))
		said.Head = evidence.FoldHead(said.Prev, said.Acts)
		if got := codes(d.push(t, wrongSum, d.sign(t, evidence.CoverType, said))); got != "act.cover_wrong" {
			t.Error("another content: " + got)
		}
		wrongHead := d.answers(check, 1)
		said = d.cover(t, wrongHead)
		said.Head = evidence.Sum(nil)
		if got := codes(d.push(t, wrongHead, d.sign(t, evidence.CoverType, said))); got != "act.cover_wrong" {
			t.Error("a head that does not follow: " + got)
		}
		// a stolen signature: in another check, and by another person
		replayed := d.answers(elsewhere, 1)
		said = d.cover(t, replayed)
		said.CheckID = check
		if got := codes(d.push(t, replayed, d.sign(t, evidence.CoverType, said))); got != "act.cover_wrong" {
			t.Error("in another check: " + got)
		}
		thief := *d
		thief.whom = "yi"
		again := d.answers(check, 1)
		if got := codes(thief.push(t, again, d.sign(t, evidence.CoverType, d.cover(t, again)))); got != "act.cover_wrong" {
			t.Error("by another person: " + got)
		}
		// the same phone in a second person's hands: a key of their own
		second := s.newDevice(t, "yi")
		second.id = d.id
		second.proof(t)
		second.enrol(t)
		theirs := second.answers(check, 1)
		if got := codes(second.push(t, theirs, second.sign(t, evidence.CoverType, second.cover(t, theirs)))); got != "accepted" {
			t.Error("a second person on the same phone: " + got)
		}

		late := d.answers(check, 2)
		c = d.cover(t, late)
		jws = d.sign(t, evidence.CoverType, c)
		before := d.answers(check, 1)
		d.heads[check] = "" // the phone forgot where it was
		if got := codes(d.push(t, before, d.sign(t, evidence.CoverType, d.cover(t, before)))); got != "accepted" {
			t.Error("after a gap: " + got)
		}
		if broken, err := s.w.Store.BrokenCovers(t.Context(), s.w.Bureau.ID, check); err != nil || len(broken) != 1 {
			t.Errorf("breaks: %v %v", broken, err)
		}
		entries, _, err := s.w.Cases.Ledger(t.Context(), s.w.Head.Actor(), check, "", 200)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Apart != (e.ActID == before[0].ID) {
				t.Errorf("act %d stands apart: %v", e.CaseNo, e.Apart)
			}
		}
		s.post(t, "admin", "/api/v1/devices/"+d.public.ID+"/revocation", map[string]string{"reason": "手机遗失"})
		s.forget("jia")
		if got := codes(d.push(t, late, jws)); got != "act.device_revoked act.device_revoked" {
			t.Error("after it was revoked: " + got)
		}
		if got := codes(d.push(t, d.answers(check, 1), "")); got != "act.device_revoked" {
			t.Error("after it was revoked, unsigned: " + got)
		}
		if got := codes(d.push(t, acts, "")); got != "accepted accepted accepted" {
			t.Error("its earlier acts: " + got)
		}
		var kept struct{ Items []rest.RefusedAct }
		s.get(t, "head", "/api/v1/checks/"+check+"/refused-acts").into(t, &kept)
		if len(kept.Items) != 7 {
			t.Errorf("%d refused acts are kept", len(kept.Items))
		}
	})
}

// forget has a person sign in again.
func (s *site) forget(username string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.signeds, username)
}

// A device that had no answer says so: what it signed then and took back is no break, whether it arrived or not. What it
// went on from it cannot have been unsure of, and what it says nothing of is one.
func TestADeviceMayBeUnsureOfWhatItHadNoAnswerTo(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		for name, c := range map[string]struct {
			arrived, said, wentOn bool
			broken                int
		}{
			"it arrived":                           {arrived: true, said: true},
			"it did not":                           {said: true},
			"it arrived and nothing is said":       {arrived: true, broken: 1},
			"it went on from what it is unsure of": {arrived: true, said: true, wentOn: true, broken: 1},
		} {
			t.Run(name, func(t *testing.T) {
				check := s.w.Open(t)
				d := s.newDevice(t, "jia")
				d.enrol(t)
				push := func(prev string, unsure ...string) string {
					d.heads[check] = prev
					acts := d.answers(check, 1)
					c := d.cover(t, acts)
					c.Unsure = unsure
					if got := codes(d.push(t, acts, d.sign(t, evidence.CoverType, c))); got != "accepted" {
						t.Fatal(got)
					}
					return c.Head
				}
				head := push("")
				lost := evidence.Sum([]byte("never sent"))
				if c.arrived {
					lost = push(head)
				}
				if c.wentOn {
					push(lost)
				}
				var unsure []string
				if c.said {
					unsure = []string{lost}
				}
				push(push(head, unsure...)) // and on from there
				if broken, err := s.w.Store.BrokenCovers(t.Context(), s.w.Bureau.ID, check); err != nil || len(broken) != c.broken {
					t.Errorf("breaks: %v %v", broken, err)
				}
			})
		}
	})
}

// What was answered before without the device (out of a rescue pack, or before it had a key) comes again under its
// signature when the phone sends it itself: the signature is kept, and the next one goes on from it.
func TestASignatureOverAnsweredActsIsKeptAndGoneOnFrom(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Open(t)
		d := s.newDevice(t, "jia")
		early := d.answers(check, 2)
		if got := codes(d.push(t, early, "")); got != "accepted accepted" {
			t.Fatal(got)
		}
		d.enrol(t)
		c := d.cover(t, early)
		jws := d.sign(t, evidence.CoverType, c)
		for range 2 { // twice is once
			if got := codes(d.push(t, early, jws)); got != "accepted accepted" {
				t.Fatal(got)
			}
		}
		d.heads[check] = c.Head
		next := d.answers(check, 1)
		if got := codes(d.push(t, next, d.sign(t, evidence.CoverType, d.cover(t, next)))); got != "accepted" {
			t.Fatal(got)
		}
		covers, err := s.w.Store.CoversOf(t.Context(), s.w.Bureau.ID, check)
		if err != nil || len(covers) != 2 {
			t.Fatalf("%d signatures are kept: %v", len(covers), err)
		}
		if broken, err := s.w.Store.BrokenCovers(t.Context(), s.w.Bureau.ID, check); err != nil || len(broken) != 0 {
			t.Errorf("breaks: %v %v", broken, err)
		}
	})
}
