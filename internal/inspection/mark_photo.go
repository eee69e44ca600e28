package inspection

import "slices"

// markPhoto draws on a picture as data; the bytes stay as they were taken. Marks are pointers, not statements: two that
// did not see each other contradict nothing, so both are drawn until an act that saw them takes them away, and nobody has
// to settle anything before sealing. So a face that either officer covered stays covered. A picture withdrawn in
// the meantime can still be marked: nothing that was done on another phone is lost.
//
// 行政处罚法 46, 47: the original of the evidence is kept untouched, and who added what is kept; 50: what is
// personal or secret is kept so.
func markPhoto(c *Check, act Act, b MarkPhotoBody, _ Known) error {
	at, found := c.photo(b.PhotoID)
	if !found {
		return PhotoUnknown.With("photoId", b.PhotoID)
	}
	if err := drawable(b.Marks, "marks."); err != nil {
		return err
	}
	if err := supersedable(act, b.Supersedes); err != nil {
		return err
	}
	filled(&b.Marks)
	p := &c.r.Photos[at]
	p.Marks, p.MarksSuperseded = stand(p.Marks, p.MarksSuperseded, MarkSet{Act: act.ID, Marks: slices.Clone(b.Marks), By: act.who(), DoneAt: act.DoneAt}, b.Supersedes)
	return nil
}

// drawable refuses marks that cannot be drawn, naming the field behind the path given.
func drawable(marks []PhotoMark, path string) error {
	for _, m := range marks {
		if field := m.flaw(); field != "" {
			return BadValue.With("field", path+field)
		}
	}
	return nil
}

// flaw names what keeps a mark from being drawn: words without words, an arrow without length, a box without room or
// with its corners the wrong way round. Empty when it can be drawn.
func (m PhotoMark) flaw() string {
	if m.Shape != Label && m.Text != "" || m.Shape == Label && m.Text == "" {
		return "text"
	}
	switch m.Shape {
	case Label:
		if m.X2 != 0 || m.Y2 != 0 {
			return "x2"
		}
	case Arrow:
		if m.X == m.X2 && m.Y == m.Y2 {
			return "x2"
		}
	case Ellipse, Blur:
		if m.X2 <= m.X {
			return "x2"
		}
		if m.Y2 <= m.Y {
			return "y2"
		}
	}
	return ""
}

// Drawn gives everything to be drawn on a picture, in order.
func (p Photo) Drawn() []PhotoMark {
	var marks []PhotoMark
	for _, set := range p.Marks {
		marks = append(marks, set.Marks...)
	}
	return marks
}
