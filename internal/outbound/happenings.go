package outbound

import (
	"context"
	"slices"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// happening is what follows outside of an act: whom a notice of which kind goes to. An act that is not here is told to
// nobody; a new one needs one line, and its words in configs/notices.yaml.
type happening struct {
	notice string // kind of configs/notices.yaml
	to     func(h *hearers) error
}

// happenings by act. What is here is also what webhooks may ask for.
var happenings = map[inspection.Kind]happening{
	inspection.Dispatch:           {"dispatched", each(team)},
	inspection.Reassign:           {"dispatched", each(team)},
	inspection.ApproveScheme:      {"approved", each(team, heads)},
	inspection.ReturnScheme:       {"returned", each(heads)},
	inspection.CancelCheck:        {"cancelled", each(team)},
	inspection.RecordEntryRefused: {"entry_refused", each(heads)},
	inspection.InviteExpert:       {"expert_invited", each(experts)},
	inspection.GiveOpinion:        {"opinion_given", each(team)},
	inspection.SealRecord:         {"record_to_sign", each(team, enterprise)},
	inspection.RefuseSignature:    {"refusal_report", each(heads, policy)},
	inspection.SignRecord:         {"", nil}, // for webhooks only
	inspection.WriteSupplement:    {"supplement_to_sign", each(team, enterprise)},

	// What follows a finding.
	inspection.IssueOrder:          {"order_issued", each(unlessToApprove(enterprise))},
	inspection.ApproveOrder:        {"order_issued", each(enterprise, team)},
	inspection.ImposeMeasure:       {"measure_to_approve", each(leaders)},
	inspection.ApproveMeasure:      {"measure_imposed", each(enterprise, team)},
	inspection.SubmitRectification: {"rectified", each(team)},
	inspection.RequestExtension:    {"extension_to_decide", each(heads)},
	inspection.DecideExtension:     {"extension_decided", each(enterprise, team)},
	inspection.ApplyRecheck:        {"recheck_applied", each(team, heads)},
	inspection.Recheck:             {"rechecked", each(enterprise, heads)},
	inspection.ApplyResumption:     {"resumption_to_decide", each(leaders, team)},
	inspection.ReferOnward:         {"referral_to_approve", each(leaders)},
	inspection.FileCase:            {"filing_to_decide", each(leaders)},
	inspection.CloseCheck:          {"closed", each(team)},
}

// alsoTold are acts that tell a second group something else than the first.
var alsoTold = map[inspection.Kind]happening{
	inspection.Dispatch:      {"scheme_to_approve", each(leaders)},
	inspection.IssueOrder:    {"order_to_approve", each(ifToApprove(leaders))},
	inspection.ImposeMeasure: {"measure_imposed", each(ifInForce(enterprise))}, // at once where danger is immediate
}

// happeningKinds are the acts the feed asks for.
var happeningKinds = func() []string {
	list := []string{}
	for kind := range happenings {
		list = append(list, string(kind))
	}
	slices.Sort(list)
	return list
}()

// hearers gathers who hears of something about a check.
type hearers struct {
	ctx    context.Context
	from   store.Reader
	check  *inspection.CheckRecord
	people []string
}

func each(groups ...func(h *hearers) error) func(h *hearers) error {
	return func(h *hearers) error {
		for _, group := range groups {
			if err := group(h); err != nil {
				return err
			}
		}
		return nil
	}
}

// team is the check's officers.
func team(h *hearers) error {
	for _, m := range h.check.Team {
		if m.Part != inspection.PartyExpert {
			h.people = append(h.people, m.PersonID)
		}
	}
	return nil
}

func experts(h *hearers) error {
	for _, i := range h.check.Invitations {
		if i.PersonID != "" && i.Withdrawn == nil {
			h.people = append(h.people, i.PersonID)
		}
	}
	return nil
}

// ifToApprove tells a group only while an order waits for approval, unlessToApprove only while none does.
func ifToApprove(group func(h *hearers) error) func(h *hearers) error {
	return func(h *hearers) error {
		if waiting(h.check) {
			return group(h)
		}
		return nil
	}
}

func unlessToApprove(group func(h *hearers) error) func(h *hearers) error {
	return func(h *hearers) error {
		if waiting(h.check) {
			return nil
		}
		return group(h)
	}
}

// ifInForce tells a group only once a measure is in force.
func ifInForce(group func(h *hearers) error) func(h *hearers) error {
	return func(h *hearers) error {
		for i := range h.check.Measures {
			if h.check.Measures[i].InForce() {
				return group(h)
			}
		}
		return nil
	}
}

func waiting(r *inspection.CheckRecord) bool {
	return slices.ContainsFunc(r.Orders, func(o inspection.IssuedOrder) bool { return o.NeedsApproval && o.Approved == nil && o.Withdrawn == nil })
}

func heads(h *hearers) error   { return h.role(inspection.RoleSectionHead, h.check.SectionID) }
func leaders(h *hearers) error { return h.role(inspection.RoleLeader, "") }
func policy(h *hearers) error  { return h.role(inspection.RolePolicy, "") }

func (h *hearers) role(role inspection.Role, section string) error {
	if role == inspection.RoleSectionHead && section == "" {
		return nil
	}
	people, _, err := h.from.PeopleFor(h.ctx, h.check.BureauID, role, section, "", 50)
	for _, p := range people {
		h.people = append(h.people, p.ID)
	}
	return err
}

func enterprise(h *hearers) error {
	people, err := h.from.PeopleOfEnterprise(h.ctx, h.check.BureauID, h.check.Enterprise.ID)
	for _, p := range people {
		h.people = append(h.people, p.ID)
	}
	return err
}
