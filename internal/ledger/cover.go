package ledger

import (
	"context"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/store"
)

// A device that has enrolled a key for somebody signs what they do on it, once for all acts of a batch on one check
// (evidence.Cover). The signature is verified once; each act is then only looked up in it. An act that its device ought
// to have signed and did not, or signed otherwise, or signed after it was revoked, is refused and kept like any other.
// Devices without a key (other programs) go on without: the ledger shows whose acts those are.

// Cover is a device's signature over the acts of a batch on one check.
type Cover struct {
	CheckID string `json:"checkId"`
	JWS     string `json:"jws"`
}

// MaxCover bounds one signature: MaxBatch acts with their ids and sums.
const MaxCover = 128 << 10

func jwsOf(covers []Cover, checkID string) string {
	for _, c := range covers {
		if c.CheckID == checkID {
			return c.JWS
		}
	}
	return ""
}

// reading is a signature once verified; the passes of one group share it.
type reading struct {
	done  bool
	cover evidence.Cover
	by    evidence.PublicKey
	err   error
}

// covering is what a pass knows of the devices behind its acts.
type covering struct {
	row     *store.CoverRow   // the signature; nil: none, or it does not hold
	sums    map[string]string // act → sum, as signed
	wrong   *fault.Error      // why the signature that came does not hold
	alive   map[string]bool   // devices with a key
	revoked map[string]bool   // devices whose key was revoked
}

// covering reads the person's keys, where any act comes from a device, and the signature.
func (g *group) covering(ctx context.Context, at At) (c covering, err error) {
	fromDevice := g.jws != ""
	for _, w := range g.acts {
		fromDevice = fromDevice || w.Device != ""
	}
	if g.carried || !fromDevice {
		return c, nil
	}
	keys, err := at.DeviceKeysOf(ctx, g.actor.BureauID, g.actor.PersonID)
	if err != nil {
		return c, err
	}
	c.alive, c.revoked = map[string]bool{}, map[string]bool{}
	public := make([]evidence.PublicKey, len(keys))
	for i, k := range keys {
		public[i] = k.Public()
		c.alive[k.DeviceID] = c.alive[k.DeviceID] || k.Alive()
		c.revoked[k.DeviceID] = c.revoked[k.DeviceID] || k.RevokedAt != nil
	}
	if g.jws == "" {
		return c, nil
	}
	if len(g.jws) > MaxCover {
		c.wrong = CoverTooLarge
		return c, nil
	}
	if !g.read.done {
		g.read.cover, g.read.by, g.read.err = evidence.ReadCover(g.jws, public)
		g.read.done = true
	}
	c.hold(g, keys)
	return c, nil
}

// hold decides whether the signature may stand for acts of this actor on this check.
func (c *covering) hold(g *group, keys []store.DeviceKey) {
	said := g.read.cover
	if g.read.err != nil {
		c.wrong = CoverWrong.With("why", "signature").Because(g.read.err)
		return
	}
	for _, k := range keys {
		switch {
		case k.ID != g.read.by.ID:
		case k.RevokedAt != nil:
			c.wrong = DeviceRevoked.With("device", k.DeviceID)
			return
		case !k.Alive():
			c.wrong = CoverWrong.With("why", "key")
			return
		case said.Device != k.DeviceID || said.Person != g.actor.PersonID || said.CheckID != g.checkID:
			c.wrong = CoverWrong.With("why", "elsewhere")
			return
		}
	}
	c.sums = make(map[string]string, len(said.Acts))
	for _, a := range said.Acts {
		c.sums[a.ID] = a.Sum
	}
	c.row = &store.CoverRow{ID: evidence.Sum([]byte(g.jws)), BureauID: g.actor.BureauID, CheckID: g.checkID, KeyID: g.read.by.ID, DeviceID: said.Device,
		PersonID: said.Person, Prev: said.Prev, Head: said.Head, JWS: g.jws}
}

// judge refuses what its device ought to have signed, and did not.
func (c *covering) judge(w weighed) error {
	if c.wrong != nil {
		return c.wrong
	}
	sum, signed := c.sums[w.ID]
	switch {
	case signed && (sum != w.sum || w.Device != c.row.DeviceID):
		return CoverWrong.With("why", "content")
	case signed:
		return nil
	case c.alive[w.Device]:
		return Uncovered
	case c.revoked[w.Device]:
		return DeviceRevoked.With("device", w.Device)
	}
	return nil
}

// over is the signature over an act; empty when there is none.
func (c *covering) over(w weighed) string {
	if sum, signed := c.sums[w.ID]; signed && sum == w.sum && w.Device == c.row.DeviceID {
		return c.row.ID
	}
	return ""
}
