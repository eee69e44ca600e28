package inspection

import (
	"cmp"
	"slices"
	"time"
)

// PageRead says how a page was told apart.
type PageRead string

// Who named the page.
const (
	ReadByCode PageRead = "code" // its QR code
	ReadByHand PageRead = "hand" // a person
)

// SignedPage is one page of a paper that was printed and signed by hand: the photo as it was taken, and a flat copy.
type SignedPage struct {
	Act      string        `json:"act"`
	Paper    string        `json:"paper,omitempty"` // a supplement or a paper of the loop; empty: the record
	Digest   string        `json:"digest"`
	Page     int           `json:"page"`
	Pages    int           `json:"pages"`
	Read     PageRead      `json:"read"`
	Original SheetPicture  `json:"original"`
	Flat     SheetPicture  `json:"flat"`
	Corners  []SheetCorner `json:"corners"`
	Source   PhotoSource   `json:"source"`
	TakenAt  time.Time     `json:"takenAt"`
	By       PersonRef     `json:"by"`
	DoneAt   time.Time     `json:"doneAt"`
	Replaced string        `json:"replaced,omitempty"` // the act that filed a better one; the bytes stay
}

// photos are the page's two pictures as photos: the original and the flat copy.
func (p *SignedPage) photos() []Photo {
	made := []Photo{}
	for _, s := range []SheetPicture{p.Original, p.Flat} {
		made = append(made, Photo{ID: p.Act, Act: p.Act, SHA256: s.SHA256, OriginalSHA256: p.Original.SHA256, ContentType: s.ContentType, Size: s.Size,
			Width: s.Width, Height: s.Height, Source: p.Source, About: AboutScene, TakenAt: p.TakenAt, By: p.By, DoneAt: p.DoneAt})
	}
	return made
}

// fileSignedPage files the photo of one signed page. Every page must be of the digest that is signed now; a page is filed
// once, or replaced in so many words; one photo stands for one page.
//
// 安全生产法 68: the record is signed; 行政处罚法 47: what was done on paper is kept.
func fileSignedPage(c *Check, act Act, b FileSignedPageBody, _ Known) error {
	on, err := c.toSign(b.Paper, PartyLead)
	switch {
	case err != nil:
		return err
	case b.Digest != on.digest:
		return PageOfAnother
	case !c.r.Accepts(OnPaper):
		return WayNotAccepted.With("way", string(OnPaper))
	case b.Page > b.Pages:
		return BadValue.With("field", "page")
	case signedOnPaper(*on.signatures):
		return PagesSigned
	}
	var old *SignedPage
	for i := range c.r.SignedPages {
		p := &c.r.SignedPages[i]
		switch {
		case p.Replaced != "" || p.Digest != b.Digest:
			continue
		case p.Page == b.Page && p.Act != b.Replaces:
			return PageFiled.With("page", b.Page)
		case p.Page == b.Page:
			old = p
		case p.Original.SHA256 == b.Original.SHA256:
			return PageTwice.With("page", p.Page)
		case p.Pages != b.Pages:
			return PagesDiffer.With("pages", p.Pages)
		}
	}
	if b.Replaces != "" && old == nil {
		return BadValue.With("field", "replaces")
	}
	if old != nil {
		old.Replaced = act.ID
	}
	c.r.SignedPages = append(c.r.SignedPages, SignedPage{
		Act: act.ID, Paper: b.Paper, Digest: b.Digest, Page: b.Page, Pages: b.Pages, Read: b.Read, Original: b.Original, Flat: b.Flat, Corners: b.Corners,
		Source: b.Source, TakenAt: exact(b.TakenAt), By: act.who(), DoneAt: act.DoneAt,
	})
	slices.SortFunc(c.r.SignedPages, func(a, b SignedPage) int {
		return cmp.Or(cmp.Compare(a.Digest, b.Digest), cmp.Compare(a.Page, b.Page), cmp.Compare(a.Act, b.Act))
	})
	return nil
}

// signOnPaper counts a party's signature by hand once every page of the paper is filed. Officers sign under their own
// names; one who has signed or refused does not sign again.
//
// 安全生产法 68: the officers and the person responsible at the enterprise sign the written record.
func signOnPaper(c *Check, act Act, b SignOnPaperBody, _ Known) error {
	on, err := c.toSign(b.Paper, b.Signatory.Party)
	switch {
	case err != nil:
		return err
	case b.Digest != on.digest:
		return RecordChanged
	case !c.r.Accepts(OnPaper):
		return WayNotAccepted.With("way", string(OnPaper))
	}
	if missing := c.missingPages(b.Digest); len(missing) > 0 {
		return PagesMissing.With("pages", missing)
	}
	if err := c.maySign(on, b.Signatory); err != nil {
		return err
	}
	*on.signatures = append(*on.signatures, Signature{
		Act: act.ID, Signatory: b.Signatory, Digest: b.Digest, Way: OnPaper, Ink: Ink{Strokes: [][][]float64{}}, By: act.who(), At: act.DoneAt,
	})
	return nil
}

// missingPages lists the pages of that digest that are not filed; page 1 where none is.
func (c *Check) missingPages(digest string) []int {
	filed, pages := map[int]bool{}, 1
	for _, p := range c.r.SignedPages {
		if p.Digest == digest && p.Replaced == "" {
			filed[p.Page], pages = true, p.Pages
		}
	}
	missing := []int{}
	for n := 1; n <= pages; n++ {
		if !filed[n] {
			missing = append(missing, n)
		}
	}
	return missing
}

func signedOnPaper(signatures []Signature) bool {
	return slices.ContainsFunc(signatures, func(s Signature) bool { return s.Way == OnPaper })
}
