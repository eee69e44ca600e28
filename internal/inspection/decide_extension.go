package inspection

// decideExtension answers a request for more time. A yes says the new day, no later than was asked for, and what the
// enterprise does meanwhile. The day counts for those of the items that are still open.
//
// 安全生产法 65: until the hazard is gone its safety is seen to.
func decideExtension(c *Check, act Act, b DecideExtensionBody, known Known) error {
	e := c.r.Extension(b.ExtensionID)
	switch {
	case e == nil:
		return ExtensionUnknown.With("extensionId", b.ExtensionID)
	case e.Decided != nil:
		return PaperDecided.With("extensionId", b.ExtensionID)
	case !b.Granted && blank(b.Opinion):
		return OpinionNeeded
	}
	if b.Granted {
		if err := c.extend(act, e, b); err != nil {
			return err
		}
	} else {
		b.DueOn, b.Interim = "", ""
	}
	e.Decided = &Extending{Ruling: *act.decision(b.Granted, b.Opinion), DueOn: b.DueOn, Interim: b.Interim, Given: known.Paper}
	return nil
}

func (c *Check) extend(act Act, e *Extension, b DecideExtensionBody) error {
	switch {
	case b.DueOn == "":
		return Missing.With("field", "dueOn")
	case !realDay(b.DueOn):
		return BadValue.With("field", "dueOn")
	case b.Interim == "":
		return Missing.With("field", "interim")
	case b.DueOn > e.AskedFor:
		return ExtensionTooLong.With("askedFor", e.AskedFor)
	case b.DueOn < act.day():
		return OrderDuePast.With("dueOn", b.DueOn)
	}
	var open []*OrderItem
	for _, id := range e.Findings {
		item := c.r.Item(id)
		if item == nil || !item.Open() {
			continue
		}
		if b.DueOn <= item.DueOn {
			return ExtensionNotLater.With("findingId", id).With("dueOn", item.DueOn)
		}
		open = append(open, item)
	}
	if len(open) == 0 {
		return ItemSettled
	}
	for _, item := range open {
		item.Deadlines = append(item.Deadlines, Deadline{DueOn: b.DueOn, OrderID: item.OrderID, ExtensionID: e.ID})
		item.restand()
	}
	return nil
}
