package inspection

import (
	"slices"
	"time"
)

// DeliveryWay is how a paper reaches the enterprise.
type DeliveryWay string

// The ways of delivery.
const (
	Directly       DeliveryWay = "direct"     // 直接送达: handed over, the receipt signed
	LeftBehind     DeliveryWay = "left"       // 留置送达: refused, so left in place before witnesses or a camera
	Electronically DeliveryWay = "electronic" // 电子送达: only where the enterprise has agreed in writing
	ByPost         DeliveryWay = "post"       // 邮寄送达
)

const (
	mostDeliveries = 50
	mostAddresses  = 10
)

// ConfirmedAddress is a 送达地址确认书 as it was signed. The newest one counts.
type ConfirmedAddress struct {
	ID         string    `json:"id"`
	Act        string    `json:"act"`
	Name       string    `json:"name"`
	Post       string    `json:"post,omitempty"`
	Address    string    `json:"address"`
	Phone      string    `json:"phone"`
	Electronic string    `json:"electronic,omitempty"`
	Ink        Ink       `json:"ink"`
	By         PersonRef `json:"by"`
	At         time.Time `json:"at"`
}

// Delivery is one 文书送达回执.
type Delivery struct {
	ID         string           `json:"id"`
	Number     int              `json:"number"` // its place among the check's deliveries
	Act        string           `json:"act"`
	Papers     []DeliveredPaper `json:"papers"`
	Way        DeliveryWay      `json:"way"`
	Place      string           `json:"place"`
	ReceivedBy string           `json:"receivedBy,omitempty"`
	Post       string           `json:"post,omitempty"`
	Reason     string           `json:"reason,omitempty"`
	Witnesses  []Witness        `json:"witnesses,omitempty"`
	Recording  string           `json:"recording,omitempty"`
	AddressID  string           `json:"addressId,omitempty"`
	Remark     string           `json:"remark,omitempty"`
	Ink        *Ink             `json:"ink,omitempty"`
	Photos     []Photo          `json:"photos,omitempty"`
	By         PersonRef        `json:"by"`
	At         time.Time        `json:"at"`
}

// confirmAddress keeps where papers reach the enterprise, signed by its own hand on either side's phone.
//
// 行政处罚法 61: by fax or e-mail only with the party's signed confirmation.
func confirmAddress(c *Check, act Act, b ConfirmAddressBody, _ Known) error {
	switch {
	case len(c.r.Addresses) >= mostAddresses:
		return DeliveryTooMany.With("max", mostAddresses)
	case slices.ContainsFunc(c.r.Addresses, func(a ConfirmedAddress) bool { return a.ID == b.AddressID }):
		return DeliveryExists
	}
	if reason := b.Ink.fault(); reason != "" {
		return BadInk.With("reason", reason)
	}
	c.r.Addresses = append(c.r.Addresses, ConfirmedAddress{
		ID: b.AddressID, Act: act.ID, Name: b.Name, Post: b.Post, Address: b.Address, Phone: b.Phone, Electronic: b.Electronic, Ink: b.Ink, By: act.who(), At: act.DoneAt,
	})
	return nil
}

// deliver records that papers were delivered. Handed over, the receipt is signed; left in place it says why, before
// witnesses, a recording or photos; electronically only to what the enterprise's standing confirmation names.
//
// 行政处罚法 61: papers are delivered on the spot, or within seven days by the rules of civil procedure.
func deliver(c *Check, act Act, b DeliverBody, _ Known) error {
	switch {
	case len(c.r.Deliveries) >= mostDeliveries:
		return DeliveryTooMany.With("max", mostDeliveries)
	case slices.ContainsFunc(c.r.Deliveries, func(d Delivery) bool { return d.ID == b.DeliveryID }):
		return DeliveryExists
	}
	if err := c.deliverable(b); err != nil {
		return err
	}
	photos, err := c.loopPhotos(act, "", b.Photos, c.photosKnown())
	if err != nil {
		return err
	}
	c.r.Deliveries = append(c.r.Deliveries, Delivery{
		ID: b.DeliveryID, Number: len(c.r.Deliveries) + 1, Act: act.ID, Papers: b.Papers, Way: b.Way, Place: b.Place, ReceivedBy: b.ReceivedBy, Post: b.Post,
		Reason: b.Reason, Witnesses: b.Witnesses, Recording: b.Recording, AddressID: b.AddressID, Remark: b.Remark, Ink: b.Ink, Photos: photos, By: act.who(), At: act.DoneAt,
	})
	return nil
}

func (c *Check) deliverable(b DeliverBody) error {
	if b.Ink != nil {
		if reason := b.Ink.fault(); reason != "" {
			return BadInk.With("reason", reason)
		}
	}
	switch b.Way {
	case Directly:
		if b.ReceivedBy == "" || b.Ink == nil {
			return ReceiptUnsigned
		}
	case LeftBehind:
		switch {
		case b.Reason == "":
			return Missing.With("field", "reason")
		case len(b.Witnesses) == 0 && b.Recording == "" && len(b.Photos) == 0:
			return LeftUnwitnessed
		}
	case Electronically:
		if n := len(c.r.Addresses); n == 0 || c.r.Addresses[n-1].ID != b.AddressID || c.r.Addresses[n-1].Electronic == "" || c.r.Addresses[n-1].Electronic != b.Place {
			return AddressUnconfirmed
		}
	}
	return nil
}
