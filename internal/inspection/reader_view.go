package inspection

import "slices"

// ForRectifier is a check as somebody sees it who came by a link to report what was put right: the delivered orders,
// the measures that were served, what was said and found about them, and the findings and pictures they speak of. Nothing
// else of the bureau's work is in it.
func (r *CheckRecord) ForRectifier() CheckRecord {
	v := CheckRecord{
		ID: r.ID, BureauID: r.BureauID, BureauName: r.BureauName, State: r.State, Number: r.Number, Kind: r.Kind, Source: r.Source, Enterprise: r.Enterprise,
		Section: r.Section, PlannedOn: r.PlannedOn, Terms: r.Terms, Extensions: r.Extensions, Applications: r.Applications,
	}
	told := map[string]bool{}
	for _, o := range r.Orders {
		if o.Delivered() {
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
		if m.Withdrawn == nil && m.complete() {
			v.Measures = append(v.Measures, m)
			for _, f := range m.Paper.Findings {
				told[f.ID] = true
			}
		}
	}
	for _, k := range r.Rechecks {
		if k.Withdrawn == nil {
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
		return r.ForRectifier()
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
