package inspection

import "slices"

// mostRectifications bounds one order item.
const mostRectifications = 50

// mostItemPhotos bounds the pictures of all reports on one order item: nobody looks at more, and phones keep them.
const mostItemPhotos = 120

// submitRectification is the enterprise's word on one order item: what was done, with pictures before and after. It may
// be given again until a re-check finds the item put right.
//
// 安全生产法 41, 65: the enterprise puts right what it was ordered to, within the time given, and says so.
func submitRectification(c *Check, act Act, b SubmitRectificationBody, _ Known) error {
	item, err := c.openItemFor(act.Actor, b.FindingID)
	if err != nil {
		return err
	}
	if len(item.Rectifications) >= mostRectifications {
		return RectificationTooMany.With("max", mostRectifications)
	}
	if slices.ContainsFunc(item.Rectifications, func(r Rectification) bool { return r.ID == b.RectificationID }) {
		return BadValue.With("field", "rectificationId")
	}
	held := 0
	for _, r := range item.Rectifications {
		held += len(r.Photos)
	}
	if held+len(b.Photos) > mostItemPhotos {
		return RectificationPhotos.With("max", mostItemPhotos)
	}
	photos, err := c.loopPhotos(act, b.FindingID, b.Photos, c.photosKnown())
	if err != nil {
		return err
	}
	item.Rectifications = append(item.Rectifications, Rectification{ID: b.RectificationID, OrderID: item.OrderID, Round: len(item.Results), Text: b.Text,
		Photos: photos, Act: act.ID, By: act.who(), At: act.DoneAt})
	item.restand()
	return nil
}
