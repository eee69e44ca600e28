package inspection

import (
	"cmp"
	"slices"
	"time"
)

// LoopPhoto is a picture of the loop: of a finding before and after it was put right, of a re-check, of an application.
type LoopPhoto struct {
	PhotoID        string      `json:"photoId" format:"uuid"`
	SHA256         string      `json:"sha256" pattern:"^[0-9a-f]{64}$"`
	OriginalSHA256 string      `json:"originalSha256" pattern:"^[0-9a-f]{64}$"`
	ContentType    string      `json:"contentType" enum:"image/jpeg,image/png,image/webp"`
	Size           int64       `json:"size" minimum:"1" maximum:"104857600"`
	Width          int         `json:"width" minimum:"1" maximum:"20000"`
	Height         int         `json:"height" minimum:"1" maximum:"20000"`
	Source         PhotoSource `json:"source" enum:"camera,album"`
	About          PhotoAbout  `json:"about" enum:"before,after,recheck,scene"`
	Caption        string      `json:"caption,omitempty" maxLength:"500"`
	TakenAt        time.Time   `json:"takenAt"`
	Position       *Position   `json:"position,omitempty"`
	ExifTime       string      `json:"exifTime,omitempty" maxLength:"40"`
	ExifPosition   *Position   `json:"exifPosition,omitempty"`
}

// Rectification is what the enterprise says it has done about one order item. The last one stands; all are kept.
type Rectification struct {
	ID      string    `json:"id"`
	OrderID string    `json:"orderId"`
	Round   int       `json:"round"` // how many re-checks had decided the item then
	Text    string    `json:"text"`
	Photos  []Photo   `json:"photos"` // by id
	Act     string    `json:"act"`
	By      PersonRef `json:"by"`
	At      time.Time `json:"at"`
}

// AllPhotos are the pictures of the record, its supplements, the experts' opinions, the pages signed by hand and the loop,
// the withdrawn and replaced ones too: all are evidence to be kept.
func (r *CheckRecord) AllPhotos() []Photo {
	photos := slices.Clone(r.Photos)
	for _, s := range r.Supplements {
		photos = append(photos, s.Photos...)
	}
	for _, o := range r.Opinions {
		photos = append(photos, o.Photos...)
	}
	for i := range r.SignedPages {
		photos = append(photos, r.SignedPages[i].photos()...)
	}
	return append(photos, r.LoopPhotos()...)
}

// LoopPhotos are the pictures of rectifications, re-checks, applications and deliveries.
func (r *CheckRecord) LoopPhotos() []Photo {
	var photos []Photo
	for _, item := range r.OrderItems {
		for _, done := range item.Rectifications {
			photos = append(photos, done.Photos...)
		}
	}
	for _, k := range r.Rechecks {
		photos = append(photos, k.Photos...)
	}
	for _, m := range r.Measures {
		for _, a := range m.Applications {
			photos = append(photos, a.Photos...)
		}
	}
	for _, d := range r.Deliveries {
		photos = append(photos, d.Photos...)
	}
	return photos
}

// loopPhotos makes pictures of a body, by id; none may be in the check already.
func (c *Check) loopPhotos(act Act, findingID string, list []LoopPhoto, known map[string]bool) ([]Photo, error) {
	photos := []Photo{}
	for _, p := range list {
		if known[p.PhotoID] {
			return nil, PhotoExists.With("photoId", p.PhotoID)
		}
		known[p.PhotoID] = true
		photos = append(photos, Photo{
			ID: p.PhotoID, Act: act.ID, SHA256: p.SHA256, OriginalSHA256: p.OriginalSHA256, ContentType: p.ContentType, Size: p.Size,
			Width: p.Width, Height: p.Height, Source: p.Source, About: p.About, FindingID: findingID, Caption: p.Caption,
			TakenAt: exact(p.TakenAt), Position: p.Position, ExifTime: p.ExifTime, ExifPosition: p.ExifPosition, By: act.who(), DoneAt: act.DoneAt,
		})
	}
	slices.SortFunc(photos, func(a, b Photo) int { return cmp.Compare(a.ID, b.ID) })
	return photos, nil
}

// photosKnown are the ids of all pictures of the check.
func (c *Check) photosKnown() map[string]bool {
	known := map[string]bool{}
	for _, p := range c.r.AllPhotos() {
		known[p.ID] = true
	}
	return known
}
