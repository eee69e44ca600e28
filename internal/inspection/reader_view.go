package inspection

import "slices"

// ForRectifier is a check as somebody sees it who came by a link to report what was put right: the one delivered order
// of the link, the measures that were served, what was said and found about them, and the findings and pictures they
// speak of. Nothing else of the bureau's work is in it, and nothing of another order.
func (r *CheckRecord) ForRectifier(orderID string) CheckRecord {
	v := CheckRecord{
		ID: r.ID, BureauID: r.BureauID, BureauName: r.BureauName, State: r.State, Number: r.Number, Kind: r.Kind, Source: r.Source, Enterprise: r.Enterprise,
		Section: r.Section, PlannedOn: r.PlannedOn, Terms: r.Terms, Applications: r.Applications,
	}
	told := map[string]bool{}
	for _, o := range r.Orders {
		if o.Delivered() && o.Paper.ID == orderID {
			v.Orders = append(v.Orders, o)
		}
	}
	for _, item := range r.OrderItems {
		if o := v.Order(item.OrderID); o != nil {
			v.OrderItems = append(v.OrderItems, item)
			told[item.FindingID] = true
		}
	}
	for _, m := range r.Measures {
		if m.Withdrawn == nil && m.complete() && r.measureBeside(m, orderID) {
			v.Measures = append(v.Measures, m)
			for _, f := range m.Paper.Findings {
				told[f.ID] = true
			}
		}
	}
	mine := func(id string) bool { return told[id] }
	for _, e := range r.Extensions {
		if slices.ContainsFunc(e.Findings, mine) {
			v.Extensions = append(v.Extensions, e)
		}
	}
	for _, k := range r.Rechecks {
		if k.Withdrawn == nil && slices.ContainsFunc(k.Paper.Items, func(i RecheckedItem) bool { return told[i.ID] }) {
			v.Rechecks = append(v.Rechecks, k)
		}
	}
	for _, f := range r.Findings {
		if told[f.ID] {
			v.Findings = append(v.Findings, f)
		}
	}
	for _, p := range r.Photos {
		if p.Removed == nil && told[p.FindingID] {
			v.Photos = append(v.Photos, p)
		}
	}
	for _, m := range r.Team {
		if m.Part != PartyExpert {
			v.Team = append(v.Team, Member{PersonID: m.PersonID, Name: m.Name, Part: m.Part, Certificate: m.Certificate})
		}
	}
	shown := CheckFrom(v)
	return shown.Record()
}

// measureBeside is false for a measure that is only about what another order is about.
func (r *CheckRecord) measureBeside(m ImposedMeasure, orderID string) bool {
	elsewhere := func(f MeasureFinding) bool {
		item := r.Item(f.ID)
		return item != nil && item.OrderID != orderID
	}
	return len(m.Paper.Findings) == 0 || slices.ContainsFunc(m.Paper.Findings, func(f MeasureFinding) bool { return !elsewhere(f) })
}

// bound refuses a guest whose link is for another order than an item's. To them the item is not there.
func (a Actor) bound(item *OrderItem) error {
	if a.Purpose == ForRectifying && item.OrderID != a.OrderID {
		return OrderItemUnknown.With("findingId", item.FindingID)
	}
	return nil
}

// Reaches tells whether a paper of the loop is one for the enterprise to read: it stands, and whoever must has said yes.
func (r *CheckRecord) Reaches(paperID string) bool {
	if o := r.Order(paperID); o != nil {
		return o.Withdrawn == nil && (!o.NeedsApproval || o.Approved != nil && o.Approved.Granted)
	}
	if m := r.Measure(paperID); m != nil {
		return m.Withdrawn == nil && (m.Approved == nil && m.Paper.PhoneApproval != nil || m.Approved != nil && m.Approved.Granted)
	}
	k := r.Recheck(paperID)
	return k == nil || k.Withdrawn == nil
}

// Shows tells whether a picture of that hash is in the check as it is shown.
func (r *CheckRecord) Shows(sha256 string) bool {
	return slices.ContainsFunc(r.AllPhotos(), func(p Photo) bool { return p.SHA256 == sha256 })
}

// inner are the acts of papers that are the bureau's own: whether to file a case, what goes to another department.
var inner = []Kind{ReferOnward, ApproveReferral, SendReferral, RecordReferralReceipt, RecordReferralFeedback, FileCase, DecideFiling}

// Inner says whether an act is about the bureau's own papers, which the enterprise, experts and towns do not read.
func (k Kind) Inner() bool { return slices.Contains(inner, k) }

// Inside says whether an actor reads the bureau's own papers.
func (a Actor) Inside() bool {
	return a.Role != RoleEnterprise && a.Role != RoleExpert && a.Role != RoleTown
}

// ForReader is a check as an actor may read it: outside the bureau without its own papers; for those who only assist
// without the numbers by which people are reached; for a guest who reports what
// was put right, only that.
func (r *CheckRecord) ForReader(a Actor) CheckRecord {
	if a.Purpose == ForRectifying {
		return r.ForRectifier(a.OrderID)
	}
	v := *r
	if !a.Inside() {
		v.Referrals, v.Filings = nil, nil
	}
	if a.Assists() {
		return v.withoutNumbers()
	}
	return v
}
