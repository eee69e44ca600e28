package casework

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"anjian/internal/checklist"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/store"
)

// preparation fills in what one kind of act needs to know beyond the check's checklists and the law.
type preparation func(ctx context.Context, r *Room, at ledger.At, check *inspection.Check, act inspection.Act, known *inspection.Known) error

// preparations has a line for every kind of act for which the server looks something up.
var preparations map[inspection.Kind]preparation

func init() {
	preparations = map[inspection.Kind]preparation{
		inspection.CreateCheck:   createCheck,
		inspection.ReviseScheme:  reviseScheme,
		inspection.Dispatch:      dispatch,
		inspection.Reassign:      reassign,
		inspection.ApproveScheme: approveScheme,
		inspection.ReportUrgent:  approveScheme, // it takes the number that the approval would

		inspection.IssueOrder:      numberPaper,
		inspection.ImposeMeasure:   numberPaper,
		inspection.Recheck:         numberPaper,
		inspection.ReferOnward:     numberPaper,
		inspection.FileCase:        numberPaper,
		inspection.DecideExtension: numberPaper,

		inspection.WriteSupplement: writeSupplement,

		inspection.SignWithCertificate: signWithCertificate,
		inspection.InviteExpert:        inviteExpert,
	}
}

// prepare begins one pass over the acts of a check.
func (r *Room) prepare(ctx context.Context, at ledger.At) func(*inspection.Check, inspection.Act) (inspection.Known, error) {
	var refs []inspection.ChecklistRef
	var lists map[string]checklist.Checklist
	return func(check *inspection.Check, act inspection.Act) (inspection.Known, error) {
		if now := check.Record().Checklists; lists == nil || !slices.Equal(now, refs) {
			var err error
			if lists, err = r.listsOf(ctx, at.Reader, now); err != nil {
				return inspection.Known{}, err
			}
			refs = slices.Clone(now)
		}
		known := inspection.Known{Lists: lists, Law: r.law}
		if fill := preparations[act.Kind]; fill != nil {
			if err := fill(ctx, r, at, check, act, &known); err != nil {
				return inspection.Known{}, err
			}
		}
		return known, nil
	}
}

// read decodes a body far enough to look things up; what is wrong with it the law room says.
func read[B any](act inspection.Act) (B, error) {
	var b B
	if err := json.Unmarshal(act.Body, &b); err != nil {
		return b, inspection.BadBody.With("kind", string(act.Kind)).Because(err)
	}
	return b, nil
}

// missing is true for "not there", which the law room turns into its own refusal by not finding it in Known.
func missing(err error) bool { return errors.Is(err, store.NotFound) }

// team resolves the people of a choice, in its order; it stops at the first who is not an active officer (or expert)
// of the bureau, and the law room then refuses the team.
func team(ctx context.Context, at ledger.At, bureauID string, choice inspection.TeamChoice) ([]inspection.Member, error) {
	var members []inspection.Member
	for i, id := range append([]string{choice.Lead, choice.Assistant}, choice.Experts...) {
		part, role := inspection.PartyExpert, inspection.RoleExpert
		switch i {
		case 0:
			part, role = inspection.PartyLead, inspection.RoleInspector
		case 1:
			part, role = inspection.PartyAssistant, inspection.RoleInspector
		}
		p, err := at.Person(ctx, bureauID, id)
		if missing(err) || err == nil && (!p.Active || p.Role != role) {
			return members, nil
		}
		if err != nil {
			return nil, err
		}
		members = append(members, inspection.Member{PersonID: p.ID, Name: p.Name, Part: part, Unit: p.Unit, Certificate: p.Certificate})
	}
	return members, nil
}

// published resolves chosen checklists to published versions; it stops at the first that is not there.
func (r *Room) published(ctx context.Context, at ledger.At, choices []inspection.ChecklistChoice) ([]inspection.ChecklistRef, error) {
	refs := []inspection.ChecklistRef{}
	for _, choice := range choices {
		c, err := at.Checklist(ctx, choice.Code, choice.Version)
		if missing(err) {
			return refs, nil
		}
		if err != nil {
			return nil, err
		}
		refs = append(refs, inspection.ChecklistRef{Code: c.Code, Version: c.Version, Digest: c.Digest, Name: c.Name})
	}
	return refs, nil
}

// wouldPass asks the law room about an act on a copy of the check, so that a number is only taken for an act that
// will be accepted.
func wouldPass(check *inspection.Check, act inspection.Act, known inspection.Known) error {
	text, err := json.Marshal(check.Record())
	if err != nil {
		return fault.New(fault.Internal, "internal", "The check cannot be written.").Because(err)
	}
	var copied inspection.CheckRecord
	if err := json.Unmarshal(text, &copied); err != nil {
		return fault.New(fault.Internal, "internal", "The check cannot be read.").Because(err)
	}
	trial := inspection.CheckFrom(copied)
	return trial.Do(act, known)
}
