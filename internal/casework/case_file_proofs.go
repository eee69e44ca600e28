package casework

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/store"
)

// proofs gathers what the acts and the signatures in a case file are verified with: the server's keys, every signature of
// a device over acts with the open halves of the keys they were made with, and every paper in the form people signed.
func (f *CaseFile) proofs(ctx context.Context) error {
	a, r := f.archive, &f.view.Record
	var err error
	if f.keys.Server, err = a.EvidenceKeys(ctx); err != nil {
		return err
	}
	covers, err := a.cases.store.CoversOf(ctx, r.BureauID, r.ID)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, c := range covers {
		f.covers = append(f.covers, evidence.CoverLine{ID: c.ID, JWS: c.JWS})
		if known[c.KeyID] {
			continue
		}
		known[c.KeyID] = true
		k, err := a.cases.store.DeviceKey(ctx, r.BureauID, c.KeyID)
		if err != nil {
			return err
		}
		line := evidence.DeviceKeyLine{PublicKey: k.Public(), Device: k.DeviceID, Person: k.PersonID, Name: k.PersonName, Link: string(k.LinkPurpose)}
		if k.LinkEndsAt != nil {
			line.EndsAt = evidence.Time(*k.LinkEndsAt)
		}
		if k.RevokedAt != nil {
			line.RevokedAt = evidence.Time(*k.RevokedAt)
		}
		f.keys.Devices = append(f.keys.Devices, line)
	}
	f.signed, err = signedForms(r)
	return err
}

// signedForms lays out every paper beside the record as people signed it, by its digest.
func signedForms(r *inspection.CheckRecord) (map[string][]byte, error) {
	forms := map[string]any{}
	for i := range r.Supplements {
		forms[r.Supplements[i].Digest] = r.Supplements[i].SealedOf(r.ID)
	}
	for i := range r.Opinions {
		forms[r.Opinions[i].Digest] = r.Opinions[i].SealedOf(r.ID)
	}
	for i := range r.Orders {
		forms[r.Orders[i].Digest] = r.Orders[i].Paper
	}
	for i := range r.Measures {
		forms[r.Measures[i].Digest] = r.Measures[i].Paper
	}
	for i := range r.Rechecks {
		forms[r.Rechecks[i].Digest] = r.Rechecks[i].Paper
	}
	for i := range r.Referrals {
		forms[r.Referrals[i].Digest] = r.Referrals[i].Paper
	}
	for i := range r.Filings {
		forms[r.Filings[i].Digest] = r.Filings[i].Paper
	}
	texts := map[string][]byte{}
	for digest, form := range forms {
		text, err := evidence.Canonical(form)
		if err != nil {
			return nil, err
		}
		texts[digest] = text
	}
	return texts, nil
}

// writeProofs writes the signed forms, the devices' signatures and the keys.
func (f *CaseFile) writeProofs(w *evidence.CaseFileWriter) error {
	for _, digest := range slices.Sorted(maps.Keys(f.signed)) {
		if err := w.Add(evidence.SealedMember(digest), bytes.NewReader(f.signed[digest])); err != nil {
			return err
		}
	}
	lines := jsonLines{}
	for _, c := range f.covers {
		if err := lines.add(c); err != nil {
			return err
		}
	}
	if err := w.Add(evidence.CoversMember(), strings.NewReader(lines.String())); err != nil {
		return err
	}
	return w.AddJSON(evidence.KeysMember(), f.keys)
}

// visitPapers sets scheme, notice and supplements for the case file, as far as there are any.
func (a *Archive) visitPapers(ctx context.Context, actor inspection.Actor, r inspection.CheckRecord) ([]filed, error) {
	scheme, _, err := a.SchemePDF(ctx, actor, r.ID)
	if err != nil {
		return nil, err
	}
	notice, _, err := a.noticePDF(ctx, r)
	if err != nil {
		return nil, err
	}
	approved := time.Time{}
	if r.Approval != nil {
		approved = r.Approval.At
	}
	papers := []filed{{"scheme.pdf", scheme, "现场检查方案", paper.SchemeNumber(r), approved}, {"notice.pdf", notice, "检查通知书", paper.NoticeNumber(r), approved}}
	for _, s := range r.Supplements {
		pdf, _, err := a.SupplementPDF(ctx, actor, r.ID, s.ID)
		if err != nil {
			return nil, err
		}
		papers = append(papers, filed{fmt.Sprintf("supplement-%d.pdf", s.Number), pdf, "现场检查记录（补充）", s.NumberText(r.Number), s.At})
	}
	return papers, nil
}

// pending says how many files of a check are not here yet.
func pending(held []store.Held) error {
	missing := 0
	for _, h := range held {
		if !h.Present {
			missing++
		}
	}
	return PhotosPending.With("missing", missing).With("expected", len(held))
}
