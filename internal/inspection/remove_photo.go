package inspection

// removePhoto withdraws a picture with a reason. Its bytes and its line stay; removed twice, the first removal stays.
//
// 行政处罚法 47: the whole process is kept, so nothing that was evidence disappears.
func removePhoto(c *Check, act Act, b RemovePhotoBody, _ Known) error {
	at, found := c.photo(b.PhotoID)
	if !found {
		return PhotoUnknown.With("photoId", b.PhotoID)
	}
	if next := act.because(b.Reason); earlier(next, c.r.Photos[at].Removed) {
		c.r.Photos[at].Removed = &next
	}
	return nil
}
