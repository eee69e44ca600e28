package inspection

import (
	"slices"
	"strings"
)

// mostPhotos bounds one check.
const mostPhotos = 2000

// attachPhoto adds a picture by the hash of its bytes, which may be uploaded before or after. Pictures only grow; the
// same bytes twice are two pictures of one file.
//
// 行政处罚法 46, 47: pictures are evidence, and the whole process is kept; where one came from is said honestly.
func attachPhoto(c *Check, act Act, b AttachPhotoBody, known Known) error {
	if len(c.r.Photos) >= mostPhotos {
		return PhotoTooMany.With("max", mostPhotos)
	}
	at, found := c.photo(b.PhotoID)
	if found {
		return PhotoExists.With("photoId", b.PhotoID)
	}
	if err := c.aboutSomething(b, known); err != nil {
		return err
	}
	c.r.Photos = slices.Insert(c.r.Photos, at, Photo{
		ID: b.PhotoID, Act: act.ID, SHA256: b.SHA256, OriginalSHA256: b.OriginalSHA256, ContentType: b.ContentType, Size: b.Size,
		Width: b.Width, Height: b.Height, Source: b.Source, About: b.About, Checklist: b.Checklist, Item: b.Item,
		FindingID: b.FindingID, Caption: b.Caption, TakenAt: exact(b.TakenAt), Position: b.Position, ExifTime: b.ExifTime,
		ExifPosition: b.ExifPosition, Print: b.Print, By: act.who(), DoneAt: act.DoneAt,
	})
	return nil
}

// aboutSomething refuses a picture of an item or finding that is not there.
func (c *Check) aboutSomething(b AttachPhotoBody, known Known) error {
	if b.About == AboutItem || b.Checklist != "" || b.Item != "" {
		if _, err := c.item(known, b.Checklist, b.Item); err != nil {
			return err
		}
	}
	if b.About == AboutFinding || b.About == AboutCorrection || b.FindingID != "" {
		if c.finding(b.FindingID) == nil {
			return FindingUnknown.With("findingId", b.FindingID)
		}
	}
	return nil
}

// photo gives the place of a picture in the list, which is ordered by id.
func (c *Check) photo(id string) (at int, found bool) {
	return slices.BinarySearchFunc(c.r.Photos, id, func(p Photo, id string) int { return strings.Compare(p.ID, id) })
}
