package inspection

import (
	"math"
	"slices"
)

// signRecord binds a signatory's ink to the digest they saw. Officers sign on either officer's phone, under their own
// name; the enterprise signs there too, or on its own phone, where only it can sign.
//
// 安全生产法 68: the officers and the person responsible at the enterprise sign the written record.
func signRecord(c *Check, act Act, b SignRecordBody, _ Known) error {
	if c.r.Seal == nil || b.Digest != c.r.Seal.Digest {
		return RecordChanged
	}
	if !c.isOfficer(act.Actor) && b.Signatory.Party != PartyEnterprise {
		return NotAParty.With("party", string(b.Signatory.Party))
	}
	if b.Signatory.Party != PartyEnterprise {
		if m := c.officer(b.Signatory.Party); m == nil || m.Name != b.Signatory.Name {
			return WrongName.With("party", string(b.Signatory.Party))
		}
	}
	if c.signed(b.Signatory.Party) {
		return AlreadySigned.With("party", string(b.Signatory.Party))
	}
	if b.Signatory.Party == PartyEnterprise && len(c.r.SignRefusals) > 0 {
		return AlreadyRefused
	}
	if reason := b.Ink.fault(); reason != "" {
		return BadInk.With("reason", reason)
	}
	c.r.Signatures = append(c.r.Signatures, Signature{
		Act: act.ID, Signatory: b.Signatory, Digest: b.Digest, Sentence: b.Sentence, Statement: b.Statement, Ink: b.Ink,
		Position: b.Position, By: act.who(), At: act.DoneAt,
	})
	return nil
}

// settle makes a recorded check signed once lead and assistant have signed and the enterprise has signed or refused.
func (c *Check) settle() {
	enterprise := c.signed(PartyEnterprise) || len(c.r.SignRefusals) > 0
	if c.r.State == Recorded && c.signed(PartyLead) && c.signed(PartyAssistant) && enterprise {
		c.move(Signed)
	}
}

func (c *Check) signed(p Party) bool {
	return slices.ContainsFunc(c.r.Signatures, func(s Signature) bool { return s.Signatory.Party == p })
}

// isOfficer is true for lead and assistant of this check.
func (c *Check) isOfficer(a Actor) bool {
	return slices.ContainsFunc(c.r.Team, func(m Member) bool {
		return m.PersonID == a.PersonID && (m.Part == PartyLead || m.Part == PartyAssistant)
	})
}

const (
	mostPoints  = 5000
	shortestInk = 0.05        // of the pad's width, all strokes together: less is a dot
	longestInk  = 3_600_000.0 // ms
	farthestInk = 20_000.0
)

// fault says in one word why an ink is no signature; "" when it is one.
func (k Ink) fault() string {
	points, way := 0, 0.0
	for _, stroke := range k.Strokes {
		if len(stroke) == 0 {
			return "empty_stroke"
		}
		for i, p := range stroke {
			if len(p) != 4 || math.Abs(p[0]) > farthestInk || math.Abs(p[1]) > farthestInk || p[2] < 0 || p[2] > longestInk || p[3] < 0 || p[3] > 1 {
				return "bad_point"
			}
			if i > 0 {
				way += math.Hypot(p[0]-stroke[i-1][0], p[1]-stroke[i-1][1])
			}
		}
		points += len(stroke)
	}
	switch {
	case points > mostPoints:
		return "too_many_points"
	case len(k.Strokes) == 0:
		return "no_strokes"
	case way < shortestInk*k.Width:
		return "too_short"
	}
	return ""
}
