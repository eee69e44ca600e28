package inspection

import "slices"

// Way is a way to sign.
type Way string

// The ways. The law asks for signatures and names no way (安全生产法 68); which are accepted the bureau sets, and a check
// keeps what was set when its scheme was approved.
const (
	OnPhone       Way = "phone"       // by hand on the officers' phone
	OnOwnPhone    Way = "own_phone"   // by hand on one's own, signed in
	OnOwnLink     Way = "own_link"    // by hand on one's own, without an account, by a link to the one check
	OnPaper       Way = "paper"       // printed, signed with a pen, photographed
	ByCertificate Way = "certificate" // with an authority's certificate (电子签名法 13, 14)
)

// DefaultWays are those of a check that keeps none: what needs nothing but the app and a printer.
var DefaultWays = []Way{OnPhone, OnOwnPhone, OnOwnLink, OnPaper}

// Accepts tells whether this check is signed that way.
func (r CheckRecord) Accepts(way Way) bool {
	ways := r.Ways
	if len(ways) == 0 {
		ways = DefaultWays
	}
	return slices.Contains(ways, way)
}

// onScreen refuses ink on a screen where the bureau does not accept it: the officers' phone, one's own, or one's own
// with nothing but a link.
func (c *Check) onScreen(act Act) error {
	way := OnOwnPhone
	switch {
	case c.isOfficer(act.Actor):
		way = OnPhone
	case act.Actor.Guest():
		way = OnOwnLink
	}
	if !c.r.Accepts(way) {
		return WayNotAccepted.With("way", string(way))
	}
	return nil
}

// toSign finds what is signed by a party: the record, or the supplement or the paper of the loop of that id.
func (c *Check) toSign(id string, by Party) (sheet, error) {
	if id == "" {
		return c.record()
	}
	if slices.ContainsFunc(c.r.Supplements, func(s Supplement) bool { return s.ID == id }) {
		s, err := c.supplement(id)
		if err != nil {
			return sheet{}, err
		}
		return s.sheet(), nil
	}
	p, err := c.paper(id)
	switch {
	case err != nil:
		return sheet{}, err
	case p.void != nil:
		return sheet{}, p.void
	case p.inner && by == PartyEnterprise:
		return sheet{}, NotAParty.With("party", string(by))
	}
	return p.sheet(), nil
}
