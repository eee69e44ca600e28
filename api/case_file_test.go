package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"anjian/internal/casework"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/stamping"
	"anjian/internal/testkit"
)

// The sample every later version must still verify; written once, with -sample, and never again for this schema.
var sample = flag.Bool("sample", false, "write internal/evidence/testdata/case-file.zip anew")

func TestACaseFileIsWholeAndItsLengthIsToldBeforehand(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		w := s.w
		m := s.sealedMatter(t)
		v, err := w.Store.Check(t.Context(), w.Bureau.ID, m.check)
		if err != nil {
			t.Fatal(err)
		}
		archive := s.archive
		for range 2 { // the second finds the first
			if err := archive.AnchorToday(t.Context(), w.Clock.Now(), inspection.Zone); err != nil {
				t.Fatal(err)
			}
		}
		w.Must(t, w.Yi, w.Act(inspection.SignRecord, m.check, signature(inspection.PartyAssistant, w.Yi.Name, v.Record.Seal.Digest)))
		w.Do(t, w.Yi, w.Answers(m.check, 1)...) // too late: refused, and kept
		w.Open(t)                               // another check, after the anchor
		w.Clock.Advance(24 * time.Hour)
		if err := archive.AnchorToday(t.Context(), w.Clock.Now(), inspection.Zone); err != nil {
			t.Fatal(err)
		}

		got := s.get(t, "yi", "/api/v1/checks/"+m.check+"/case-file.zip") // 甲 has signed in too long ago
		if got.status != 200 || got.head.Get("Content-Length") != fmt.Sprint(len(got.body)) {
			t.Fatalf("%d, length %s told and %d given: %.300s", got.status, got.head.Get("Content-Length"), len(got.body), got.body)
		}
		var keys struct {
			Items []struct{ Fingerprint string }
		}
		if err := json.Unmarshal(s.get(t, "", "/api/v1/evidence-keys").body, &keys); err != nil || len(keys.Items) != 1 {
			t.Fatalf("published keys: %v, %v", keys, err)
		}
		r := evidence.VerifyCaseFile(bytes.NewReader(got.body), int64(len(got.body)), []string{keys.Items[0].Fingerprint})
		if !r.Whole || !r.Trusted || r.Photos != 1 || r.Anchors != 1 || r.Acts < 8 || r.Manifest.Digest != v.Record.Seal.Digest {
			t.Errorf("the report is %+v", r)
		}
		var anchors struct{ Items []casework.AnchorView }
		if err := json.Unmarshal(s.get(t, "", "/api/v1/bureaus/"+w.Bureau.ID+"/anchors").body, &anchors); err != nil || len(anchors.Items) != 2 || anchors.Items[0].Size != 2 {
			t.Errorf("published anchors: %+v, %v", anchors, err)
		}
		if !strings.Contains(string(got.body), "refused.jsonl") || !bytes.Contains(got.body, []byte(`"code":"act.not_now"`)) && !bytes.Contains(got.body, []byte(`"code":"record.`)) {
			t.Error("the refused act is not in the case file")
		}
		file := filepath.Join(t.TempDir(), "case.zip")
		if err := os.WriteFile(file, got.body, 0o600); err != nil {
			t.Fatal(err)
		}
		var told bytes.Buffer
		if err := verify([]string{file, keys.Items[0].Fingerprint}, &told); err != nil || !strings.Contains(told.String(), "WHOLE, signed with a trusted key") {
			t.Errorf("anjian verify: %v\n%s", err, &told)
		}
		got.body[len(got.body)/2] ^= 4
		if err := os.WriteFile(file, got.body, 0o600); err != nil {
			t.Fatal(err)
		}
		told.Reset()
		if err := verify([]string{file}, &told); err == nil || !strings.Contains(told.String(), "NOT WHOLE") {
			t.Errorf("anjian verify of a changed file: %v\n%s", err, &told)
		}
		got.body[len(got.body)/2] ^= 4
		if *sample {
			if err := os.WriteFile("../internal/evidence/testdata/case-file.zip", got.body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// With the second suite on, everything is summed and sealed twice, each by its own key, and each seal is held.
func TestACaseFileIsSealedBySM2Too(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		w := s.w
		m := s.sealedMatter(t)
		s.archive.SignAlsoBySM2()
		if err := s.archive.AnchorToday(t.Context(), w.Clock.Now(), inspection.Zone); err != nil {
			t.Fatal(err)
		}
		got := s.get(t, "jia", "/api/v1/checks/"+m.check+"/case-file.zip")
		if got.status != 200 || got.head.Get("Content-Length") != fmt.Sprint(len(got.body)) {
			t.Fatalf("%d, length %s told and %d given: %.300s", got.status, got.head.Get("Content-Length"), len(got.body), got.body)
		}
		var keys struct {
			Items []struct{ ID, Algorithm, Fingerprint string }
		}
		if err := json.Unmarshal(s.get(t, "", "/api/v1/evidence-keys").body, &keys); err != nil || len(keys.Items) != 2 || keys.Items[0].Algorithm != evidence.ES256 || keys.Items[1].Algorithm != evidence.SM2SM3 {
			t.Fatalf("published keys: %v, %v", keys, err)
		}
		r := evidence.VerifyCaseFile(bytes.NewReader(got.body), int64(len(got.body)), []string{keys.Items[0].Fingerprint})
		if !r.Whole || !r.Trusted || r.Anchors != 1 || r.AlsoSignedBy == nil || r.AlsoSignedBy.Fingerprint() != keys.Items[1].Fingerprint {
			t.Errorf("the report is %+v", r)
		}
		var anchors struct{ Items []casework.AnchorView }
		if err := json.Unmarshal(s.get(t, "", "/api/v1/bureaus/"+w.Bureau.ID+"/anchors").body, &anchors); err != nil || len(anchors.Items) != 1 || anchors.Items[0].SM2 == "" {
			t.Errorf("published anchors: %+v, %v", anchors, err)
		}
		file := filepath.Join(t.TempDir(), "case.zip")
		if err := os.WriteFile(file, got.body, 0o600); err != nil {
			t.Fatal(err)
		}
		var told bytes.Buffer
		if err := verify([]string{file, keys.Items[0].Fingerprint}, &told); err != nil || !strings.Contains(told.String(), "signed by SM2-SM3 too, with key "+keys.Items[1].Fingerprint) {
			t.Errorf("anjian verify: %v\n%s", err, &told)
		}
		if *sample {
			if err := os.WriteFile("../internal/evidence/testdata/case-file-sm2.zip", got.body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestACaseFileWaitsForItsPhotos(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		w := s.w
		check := w.Open(t)
		s.photograph(t, check, picture(9))
		w.Must(t, w.Jia, w.Answers(check, 2)...)
		w.Must(t, w.Jia, w.Seal(t, check))
		if got := s.get(t, "jia", "/api/v1/checks/"+check+"/case-file.zip"); got.status != 422 || got.code() != "record.photos_pending" {
			t.Errorf("%d %s", got.status, got.code())
		}
		if got := s.get(t, "jia", "/api/v1/checks/"+testkit.NewID()+"/case-file.zip"); got.status != 404 {
			t.Errorf("%d %s", got.status, got.code())
		}
	})
}

func TestAPublishedRootIsTimeStampedAsSoonAsTheServiceAnswers(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		authority := testkit.NewStampAuthority(t)
		service, err := stamping.New(authority.URL, "", authority.Roots, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		s.archive.StampWith(service)
		authority.Down.Store(true)
		m := s.sealedMatter(t)
		if err := s.archive.AnchorToday(t.Context(), s.w.Clock.Now(), inspection.Zone); err != nil {
			t.Fatal(err)
		}
		caseFile := func() (string, []byte) {
			t.Helper()
			got := s.get(t, "jia", "/api/v1/checks/"+m.check+"/case-file.zip")
			file := filepath.Join(t.TempDir(), "case.zip")
			if err := os.WriteFile(file, got.body, 0o600); err != nil {
				t.Fatal(err)
			}
			return file, got.body
		}
		told := func(args ...string) string {
			t.Helper()
			var out bytes.Buffer
			if err := verify(args, &out); err != nil {
				out.WriteString("\n" + err.Error())
			}
			return out.String()
		}
		if n, err := s.archive.StampAnchors(t.Context()); n != 0 || err == nil {
			t.Fatalf("a service that is down gave %d stamps (%v)", n, err)
		}
		if file, _ := caseFile(); strings.Contains(told(file), "of 2026-11-24 time-stamped") || !strings.Contains(told(file), "WHOLE;") {
			t.Errorf("without a stamp: %s", told(file))
		}
		authority.Down.Store(false)
		for _, want := range []int{2, 0} { // the first of two sweeps does it, for both bureaus
			if n, err := s.archive.StampAnchors(t.Context()); n != want || err != nil {
				t.Fatalf("%d stamps, %v", n, err)
			}
		}
		roots, others := filepath.Join(t.TempDir(), "roots.pem"), filepath.Join(t.TempDir(), "others.pem")
		if err := errors.Join(os.WriteFile(roots, authority.Roots, 0o600), os.WriteFile(others, testkit.NewStampAuthority(t).Roots, 0o600)); err != nil {
			t.Fatal(err)
		}
		file, zip := caseFile()
		if said := told(file, roots); !strings.Contains(said, "by "+authority.Name+", a trusted service") || !strings.Contains(said, "WHOLE;") {
			t.Errorf("with the service's root: %s", said)
		}
		if said := told(file); !strings.Contains(said, "name its root to have it judged") {
			t.Errorf("without it: %s", said)
		}
		if said := told(file, others); !strings.Contains(said, "stamp.broken") || !strings.Contains(said, "not whole") {
			t.Errorf("with another root: %s", said)
		}
		at := bytes.Index(zip, []byte(`"stamp":"`)) + 400
		zip[at] = map[bool]byte{true: 'B', false: 'A'}[zip[at] == 'A']
		r := evidence.VerifyCaseFile(bytes.NewReader(zip), int64(len(zip)), nil)
		if !slices.ContainsFunc(r.Findings, func(f evidence.Finding) bool { return f.Code == evidence.StampBroken }) {
			t.Errorf("a changed stamp: %+v", r.Findings)
		}
	})
}
