package inspection

import "anjian/internal/checklist"

// list gives one of the check's own checklists, in exactly the version the check keeps.
func (c *Check) list(known Known, code string) (checklist.Checklist, error) {
	for _, ref := range c.r.Checklists {
		if ref.Code != code {
			continue
		}
		if l, ok := known.Lists[code]; ok && l.Digest == ref.Digest {
			return l, nil
		}
		return checklist.Checklist{}, ListNotAtHand.With("checklist", code).With("version", ref.Version)
	}
	return checklist.Checklist{}, ListNotOfCheck.With("checklist", code)
}

// item gives one item of one of the check's checklists.
func (c *Check) item(known Known, code, id string) (*checklist.Item, error) {
	l, err := c.list(known, code)
	if err != nil {
		return nil, err
	}
	for i := range l.Items {
		if l.Items[i].ID == id {
			return &l.Items[i], nil
		}
	}
	return nil, ItemUnknown.With("item", id).With("checklist", code)
}

// applies asks an item with the facts stated so far; an unstated fact leaves it applying, but not known to.
func (c *Check) applies(code string, item *checklist.Item) (applies, known bool) {
	if item.AppliesIf == "" {
		return true, true
	}
	facts := map[string]bool{}
	if f, ok := c.r.Facts[FactKey(code, item.AppliesIf)]; ok {
		facts[item.AppliesIf] = f.Holds
	}
	return item.Applies(facts)
}
