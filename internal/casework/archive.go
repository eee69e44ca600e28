package casework

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"anjian/internal/fault"
	"anjian/internal/files"
	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/stamping"
	"anjian/internal/store"
)

// PhotosPending refuses a paper whose photos are not all here yet: one with holes would be taken for the whole.
var PhotosPending = fault.New(fault.Refused, "record.photos_pending", "Some photos of this record have not arrived from the phone yet.")

// Archive gives out the bytes of a case: its papers and its photos, each only to those who may see the check.
type Archive struct {
	cases     *Room
	files     *files.Room
	house     paper.House
	publicURL string // where a QR code leads
	stamps    *stamping.Service
	second    bool // by SM2 with SM3 too
}

// StampWith names the service that time-stamps the published roots; without one they are not.
func (a *Archive) StampWith(s *stamping.Service) { a.stamps = s }

// NewArchive opens the archive. publicURL is the server's address as people reach it.
func NewArchive(cases *Room, photos *files.Room, house paper.House, publicURL string) *Archive {
	return &Archive{cases: cases, files: photos, house: house, publicURL: strings.TrimSuffix(publicURL, "/")}
}

// RecordPDF sets the record of a check as a PDF and names it. Who may: whoever may see the check. Refuses with NotFound,
// with PhotosPending (details: missing, expected), and as paper.RecordPDF does.
func (a *Archive) RecordPDF(ctx context.Context, actor inspection.Actor, id string) (pdf []byte, name string, err error) {
	m, err := a.matter(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	if err := a.arrived(ctx, actor, id, m.Record.Photos); err != nil {
		return nil, "", err
	}
	if m.Record.Seal != nil {
		m.VerifyURL = a.verifyURL(id, m.Record.Seal.Code)
	}
	set, err := paper.RecordPDF(a.house, m)
	if err != nil {
		return nil, "", err
	}
	pdf = set.PDF
	if r := m.Record; r.Seal != nil { // before, it is a draft that may still change
		if pdf, err = a.seal(ctx, set, r); err != nil {
			return nil, "", err
		}
	}
	name = "现场检查记录"
	if n := m.Record.Number; n != nil {
		name = n.Text
	}
	return pdf, name + ".pdf", nil
}

// SupplementPDF sets one supplement to a record as a PDF and names it. Who may and refusals: as RecordPDF; NotFound too
// for a supplement this record has not.
func (a *Archive) SupplementPDF(ctx context.Context, actor inspection.Actor, id, supplementID string) (pdf []byte, name string, err error) {
	m, err := a.matter(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	at := slices.IndexFunc(m.Record.Supplements, func(s inspection.Supplement) bool { return s.ID == supplementID })
	if at < 0 {
		return nil, "", store.NotFound
	}
	s := m.Record.Supplements[at]
	if err := a.arrived(ctx, actor, id, s.Photos); err != nil {
		return nil, "", err
	}
	m.VerifyURL = a.verifyURL(id, s.Code)
	set, err := paper.SupplementPDF(a.house, m, s)
	if err != nil {
		return nil, "", err
	}
	if pdf, err = a.seal(ctx, set, m.Record); err != nil {
		return nil, "", err
	}
	return pdf, "现场检查记录（补充）" + s.NumberText(m.Record.Number) + ".pdf", nil
}

// seal signs a finished paper, so that any reader of PDFs sees that nothing changed since.
func (a *Archive) seal(ctx context.Context, set paper.Printed, r inspection.CheckRecord) ([]byte, error) {
	by, err := a.sealer(ctx)
	if err != nil {
		return nil, err
	}
	return set.Seal(by, r.BureauName, "文书签章", a.cases.store.Now())
}

// matter gathers what a paper of a check is set from.
func (a *Archive) matter(ctx context.Context, actor inspection.Actor, id string) (paper.Matter, error) {
	view, lists, err := a.cases.RecordFor(ctx, actor, id)
	if err != nil {
		return paper.Matter{}, err
	}
	return paper.Matter{Record: view.Record, Lists: lists, Law: a.cases.law, Photo: func(sha string, small bool) ([]byte, error) {
		return a.shown(ctx, &view.Record, sha, small)
	}}, nil
}

// arrived refuses a paper some of whose own photos are still on a phone.
func (a *Archive) arrived(ctx context.Context, actor inspection.Actor, id string, photos []inspection.Photo) error {
	held, err := a.cases.Manifest(ctx, actor, id)
	if err != nil {
		return err
	}
	expected := map[string]bool{}
	for _, p := range photos {
		expected[p.SHA256] = true
	}
	missing := 0
	for _, h := range held {
		if expected[h.SHA256] && !h.Present {
			missing++
		}
	}
	if missing > 0 {
		return PhotosPending.With("missing", missing).With("expected", len(expected))
	}
	return nil
}

func (a *Archive) verifyURL(id, code string) string { return a.publicURL + "/v/" + id + "/" + code }

// shown reads a photo as a paper shows it: the bytes as they came, unless something is drawn on it or covered, or a small
// copy is enough.
func (a *Archive) shown(ctx context.Context, r *inspection.CheckRecord, sha string, small bool) ([]byte, error) {
	marked, covered := marksOn(r, sha)
	body, err := a.open(ctx, r.BureauID, sha, marked, covered, small)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

// open gives a derived, upright copy where marks need one (their places are those of the picture as it is seen), with
// what is covered gone from its pixels; else the original.
func (a *Archive) open(ctx context.Context, bureauID, sha string, marked bool, covered []files.Region, small bool) (io.ReadSeekCloser, error) {
	switch {
	case len(covered) > 0 || marked && !small:
		body, _, err := a.files.Covered(ctx, bureauID, sha, covered, small)
		return body, err
	case small:
		body, _, err := a.files.Thumbnail(ctx, bureauID, sha)
		if files.Unprintable(err) { // no picture: the paper says so in its place
			break
		}
		return body, err
	}
	body, _, err := a.files.Open(ctx, bureauID, sha)
	return body, err
}

// Photo opens a photo of a check, whole or as a small JPEG. Who may: whoever may see the check. Those who hold the case
// (the officers, their section head, leaders, policy) see the original as evidence; to everybody else (the enterprise,
// experts, the town), as in every paper, faces and plates that were covered are gone from the pixels. Refuses NotFound
// when the check does not refer to it or its bytes are not here. The caller closes it. derived says that these are not
// the bytes the hash names.
func (a *Archive) Photo(ctx context.Context, actor inspection.Actor, id, sha string, small bool) (body io.ReadSeekCloser, info files.Info, derived bool, err error) {
	if _, err := a.cases.File(ctx, actor, id, sha); err != nil {
		return nil, files.Info{}, false, err
	}
	if !holdsTheCase(actor) {
		view, err := a.cases.Check(ctx, actor, id)
		if err != nil {
			return nil, files.Info{}, false, err
		}
		if _, covered := marksOn(&view.Record, sha); len(covered) > 0 {
			body, info, err = a.files.Covered(ctx, actor.BureauID, sha, covered, small)
			return body, info, true, err
		}
	}
	if small {
		body, info, err = a.files.Thumbnail(ctx, actor.BureauID, sha)
	} else {
		body, info, err = a.files.Open(ctx, actor.BureauID, sha)
	}
	return body, info, !holdsTheCase(actor), err
}

// holdsTheCase says who sees evidence uncovered.
func holdsTheCase(a inspection.Actor) bool {
	switch a.Role {
	case inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy:
		return true
	default:
		return false
	}
}

// marksOn says whether anything is drawn on a file of a check, and what is covered in it by any of the photos that use it.
// The photos of the supplements count too, even of those withdrawn: a face somebody covered stays covered.
func marksOn(r *inspection.CheckRecord, sha string) (marked bool, covered []files.Region) {
	for _, p := range r.AllPhotos() {
		if p.SHA256 != sha {
			continue
		}
		for _, m := range p.Drawn() {
			marked = true
			if m.Shape == inspection.Blur {
				covered = append(covered, files.Region{X: m.X, Y: m.Y, X2: m.X2, Y2: m.Y2})
			}
		}
	}
	return marked, covered
}

// SweepUnclaimed removes photos that no act has claimed since before the given time and says how many: an upload is a
// debt until an act refers to it. The row goes first and only while nothing claims it; a photo sent again in this very
// moment is looked for once more by whoever stores it (files.settle), so none is ever remembered without its bytes.
func (a *Archive) SweepUnclaimed(ctx context.Context, before time.Time) (int, error) {
	unclaimed, err := a.cases.store.UnclaimedFiles(ctx, before, sweepAtOnce)
	if err != nil {
		return 0, err
	}
	swept := 0
	for _, f := range unclaimed {
		err := a.cases.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.ForgetFile(ctx, f.BureauID, f.SHA256, before) })
		if errors.Is(err, store.Moved) {
			continue // claimed or sent again in the meantime
		}
		if err != nil {
			return swept, err
		}
		if err := a.files.Delete(ctx, f.BureauID, f.SHA256); err != nil {
			return swept, err
		}
		swept++
	}
	return swept, nil
}

const sweepAtOnce = 500
