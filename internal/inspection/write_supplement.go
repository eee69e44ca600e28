package inspection

import (
	"cmp"
	"slices"

	"anjian/internal/evidence"
)

// mostSupplements bounds one check.
const mostSupplements = 50

// writeSupplement writes what came too late beside the sealed record, with the reason why it comes late and the refused
// acts it stands for. The record and its digest stay as they are; each refused act is stood for once.
//
// 安全生产法 68: what was checked and found is recorded in writing and signed, so what was left out is too.
func writeSupplement(c *Check, act Act, b WriteSupplementBody, known Known) error {
	if c.r.Seal == nil || b.Record != c.r.Seal.Digest {
		return RecordChanged
	}
	if len(c.r.Supplements) >= mostSupplements {
		return SupplementTooMany.With("max", mostSupplements)
	}
	if slices.ContainsFunc(c.r.Supplements, func(s Supplement) bool { return s.ID == b.SupplementID }) {
		return SupplementExists.With("supplementId", b.SupplementID)
	}
	if err := c.takesUp(b.From, known); err != nil {
		return err
	}
	photos, err := c.supplementPhotos(act, b.Photos)
	if err != nil {
		return err
	}
	s := Supplement{
		ID: b.SupplementID, Number: len(c.r.Supplements) + 1, Act: act.ID, Record: b.Record, Text: b.Text, Place: b.Place, Reason: b.Reason,
		From: b.From, Photos: photos, By: act.who(), At: act.DoneAt, Signatures: []Signature{}, SignRefusals: []SignRefusal{},
	}
	filled(&s.From)
	s.Digest = SupplementDigest(s.SealedOf(c.r.ID))
	s.Code = evidence.CheckCode(s.Digest)
	c.r.Supplements = append(c.r.Supplements, s)
	return nil
}

// takesUp: every act named was turned away in this check, and no standing supplement stands for it.
func (c *Check) takesUp(from []string, known Known) error {
	strangers, taken := []string{}, []string{}
	for i, id := range from {
		switch {
		case slices.Contains(from[:i], id):
			return BadValue.With("field", "from")
		case !slices.Contains(known.RefusedActs, id):
			strangers = append(strangers, id)
		case slices.ContainsFunc(c.r.Supplements, func(s Supplement) bool { return s.Withdrawn == nil && slices.Contains(s.From, id) }):
			taken = append(taken, id)
		}
	}
	switch {
	case len(strangers) > 0:
		return ActNotRefused.With("acts", strangers)
	case len(taken) > 0:
		return ActTakenUp.With("acts", taken)
	}
	return nil
}

// supplementPhotos makes the pictures of a supplement or an opinion, by id; none may be in the record, another standing
// supplement or an opinion.
func (c *Check) supplementPhotos(act Act, list []SupplementPhoto) ([]Photo, error) {
	known := map[string]bool{}
	for _, p := range c.r.Photos {
		known[p.ID] = true
	}
	for _, s := range c.r.Supplements {
		for _, p := range s.Photos {
			known[p.ID] = known[p.ID] || s.Withdrawn == nil
		}
	}
	for _, o := range c.r.Opinions {
		for _, p := range o.Photos {
			known[p.ID] = true
		}
	}
	photos := []Photo{}
	for _, p := range list {
		if known[p.PhotoID] {
			return nil, PhotoExists.With("photoId", p.PhotoID)
		}
		known[p.PhotoID] = true
		if err := drawable(p.Marks, "photos.marks."); err != nil {
			return nil, err
		}
		photos = append(photos, Photo{
			ID: p.PhotoID, Act: act.ID, SHA256: p.SHA256, OriginalSHA256: p.OriginalSHA256, ContentType: p.ContentType, Size: p.Size,
			Width: p.Width, Height: p.Height, Source: p.Source, About: AboutScene, Caption: p.Caption, TakenAt: exact(p.TakenAt),
			Position: p.Position, ExifTime: p.ExifTime, ExifPosition: p.ExifPosition, By: act.who(), DoneAt: act.DoneAt,
			Marks: act.drew(p.Marks),
		})
	}
	slices.SortFunc(photos, func(a, b Photo) int { return cmp.Compare(a.ID, b.ID) })
	return photos, nil
}

// drew is what an act drew on a new picture: one set, or none where nothing was drawn.
func (act Act) drew(marks []PhotoMark) []MarkSet {
	if len(marks) == 0 {
		return nil
	}
	return []MarkSet{{Act: act.ID, Marks: slices.Clone(marks), By: act.who(), DoneAt: act.DoneAt}}
}
