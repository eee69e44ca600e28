package inspection

import "slices"

// mostExtensions bounds one check.
const mostExtensions = 50

// requestExtension asks for more time for some order items: before their last day, and where the whole time is longer
// than the terms' notice, so many days before its end.
//
// 安全生产法 65; the notice to be given is one of the check's terms, with its own source.
func requestExtension(c *Check, act Act, b RequestExtensionBody, _ Known) error {
	if c.r.Extension(b.ExtensionID) != nil {
		return BadValue.With("field", "extensionId")
	}
	if len(c.r.Extensions) >= mostExtensions {
		return ExtensionTooMany.With("max", mostExtensions)
	}
	for i, id := range b.Findings {
		if slices.Contains(b.Findings[:i], id) {
			return BadValue.With("field", "findings")
		}
		if err := c.extendable(act, id, b.AskedFor); err != nil {
			return err
		}
	}
	c.r.Extensions = append(c.r.Extensions, Extension{ID: b.ExtensionID, Number: len(c.r.Extensions) + 1, Findings: slices.Clone(b.Findings), AskedFor: b.AskedFor,
		Reason: b.Reason, Interim: b.Interim, Act: act.ID, By: act.who(), At: act.DoneAt})
	return nil
}

func (c *Check) extendable(act Act, findingID, askedFor string) error {
	item, err := c.openItemFor(act.Actor, findingID)
	if err != nil {
		return err
	}
	last := c.lastDayToAsk(item)
	switch {
	case act.day() > item.DueOn:
		return ExtensionAfterEnd.With("findingId", findingID).With("dueOn", item.DueOn)
	case act.day() > last:
		return ExtensionTooLate.With("findingId", findingID).With("lastDay", last)
	case askedFor <= item.DueOn:
		return ExtensionNotLater.With("findingId", findingID).With("dueOn", item.DueOn)
	}
	for _, e := range c.r.Extensions {
		if e.Decided == nil && slices.Contains(e.Findings, findingID) {
			return ExtensionPending.With("findingId", findingID).With("extensionId", e.ID)
		}
	}
	return nil
}

// lastDayToAsk is the last day on which more time can be asked for an item: the terms' notice before its end. Where the
// time given is no longer than the notice it is the end itself, or nobody could ever ask.
func (c *Check) lastDayToAsk(item *OrderItem) string {
	notice := c.r.TermsInForce().ExtensionNotice
	last := daysAfter(item.DueOn, -notice)
	if o := c.r.Order(item.OrderID); o == nil || last <= Day(o.At) {
		return item.DueOn
	}
	return last
}
