package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/sheets"
)

// What leaves for the system that carries a case on is whole, says the hash of everything in it, and leaves only once a
// leader has said yes, for those who answer for the check.
func TestAFiledCaseLeavesAsOneFileWithItsEvidenceAndHashes(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		w, check := s.w, s.turnedAway(t)
		v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
		if err != nil {
			t.Fatal(err)
		}
		filing := v.Record.Filings[0]
		path := "/api/v1/checks/" + check + "/papers/" + filing.Paper.ID + "/case-filing.zip"
		got := s.get(t, "head", path)
		archive, err := zip.NewReader(bytes.NewReader(got.body), int64(len(got.body)))
		if err != nil {
			t.Fatalf("%d %.300s: %v", got.status, got.body, err)
		}
		members := map[string][]byte{}
		for _, f := range archive.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if members[f.Name], err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		lines := strings.Split(strings.TrimSpace(string(members["SHA256SUMS"])), "\n")
		if len(lines) != len(members)-1 {
			t.Errorf("%d sums of %d members", len(lines), len(members))
		}
		for _, line := range lines {
			sum, name, _ := strings.Cut(line, "  ")
			if evidence.Sum(members[name]) != sum {
				t.Errorf("%s has another sum", name)
			}
		}
		var data struct {
			Filing   inspection.FilingPaper
			Digest   string
			SignedBy []inspection.PersonRef
			Decision inspection.Ruling
			Evidence []struct{ Name, File, SHA256 string }
		}
		if err := json.Unmarshal(members["filing.json"], &data); err != nil {
			t.Fatal(err)
		}
		if canonical, err := evidence.Canonical(data.Filing); err != nil || evidence.Sum(canonical) != filing.Digest || data.Digest != filing.Digest {
			t.Errorf("the data is not what was signed (%v)", err)
		}
		if len(data.SignedBy) != 2 || !data.Decision.Granted || data.Evidence[0].Name != "现场照片" {
			t.Errorf("%+v", data)
		}
		for _, e := range data.Evidence {
			if e.File != "" && evidence.Sum(members[e.File]) != e.SHA256 {
				t.Errorf("%s is not in the export as it is listed", e.File)
			}
		}
		if !bytes.HasPrefix(members["approval.pdf"], []byte("%PDF")) || !bytes.HasPrefix(members["papers/record.pdf"], []byte("%PDF")) {
			t.Error("a paper is missing")
		}
		book, err := sheets.Open(members["evidence.xlsx"])
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()

		for whom, want := range map[string]int{"jia": 200, "leader": 200, "policy": 200, "bing": 404, "head2": 404, "fpolicy": 404, "owner": 403, "town": 403, "admin": 403} {
			if got := s.get(t, whom, path); got.status != want {
				t.Errorf("%s: %d, want %d", whom, got.status, want)
			}
		}
		order, findings, paper := s.w.Ordered(t, 1, "2026-12-04")
		for _, other := range []string{"/api/v1/checks/" + order + "/papers/" + paper, "/api/v1/checks/" + check + "/papers/" + findings[0]} {
			if got := s.get(t, "head", other+"/case-filing.zip"); got.status != http.StatusNotFound {
				t.Errorf("%s: %d", other, got.status)
			}
		}
	})
}
