package rest

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
)

type dispatchTargetIn struct {
	ID   string `path:"id" format:"uuid" doc:"The target"`
	Body struct {
		DeedIn
		CheckID    string                       `json:"checkId" format:"uuid" doc:"UUIDv7 of the new check"`
		CreateID   string                       `json:"createId" format:"uuid" doc:"UUIDv7 of its create_check"`
		DispatchID string                       `json:"dispatchId" format:"uuid" doc:"UUIDv7 of its dispatch"`
		Checklists []inspection.ChecklistChoice `json:"checklists" minItems:"1" maxItems:"12"`
		Scheme     inspection.SchemeText        `json:"scheme"`
		Experts    []string                     `json:"experts,omitempty" maxItems:"10"`
	}
}

// dispatchTarget plans and dispatches the check of a target that is laid, by the acts everybody uses. Every part of it is
// done once however often the request is sent: the acts have their ids, and the target is told which check it becomes
// before there is one. When the check was taken and its dispatch refused, the next request takes up that check with what
// is said now; no second one is made.
func (h *house) dispatchTarget(ctx context.Context, in *dispatchTargetIn) (*doneOut, error) {
	actor, b := actorOf(ctx), in.Body
	t, err := h.rooms.Office.BegunDispatch(ctx, actor, in.ID, b.CreateID, b.DispatchID)
	if err != nil {
		return nil, err
	}
	dispatch, checkID := dispatchAct{b.DispatchID, inspection.Dispatch, inspection.DispatchBody{}}, t.CheckID
	var acts []dispatchAct
	if t.Waits && !t.Told {
		if acts, err = h.takenUp(ctx, actor, t, b.Checklists, b.Scheme, b.Experts); err != nil {
			return nil, err
		}
	}
	if !t.Over && acts == nil && (!t.Waits || !t.Told) {
		if checkID, err = h.rooms.Office.BeginDispatch(ctx, actor, b.deed(), in.ID, b.CheckID); err != nil {
			return nil, err
		}
		source := inspection.InPlan
		if t.Source == planning.Random {
			source = inspection.Random
		}
		acts = []dispatchAct{{b.CreateID, inspection.CreateCheck, inspection.CreateCheckBody{EnterpriseID: t.EnterpriseID, Kind: inspection.Routine, Source: source, PlannedOn: t.PlannedOn,
			Checklists: b.Checklists, Scheme: b.Scheme, Team: inspection.TeamChoice{Lead: t.LeadID, Assistant: t.AssistantID, Experts: b.Experts}}}}
	}
	receipt, err := h.perform(ctx, actor, checkID, b.deed(), append(acts, dispatch))
	if err != nil {
		return nil, err
	}
	view, err := h.rooms.Casework.Check(ctx, actor, checkID)
	if err != nil {
		return nil, err
	}
	return &doneOut{Done{Receipt: receipt, Check: view.Record}}, nil
}

type dispatchAct struct {
	id   string
	kind inspection.Kind
	body any
}

// takenUp is what a check that waits undispatched still needs: its scheme as it is wanted now. With another team it is
// called off instead (a planned check cannot change its team), and nothing is given: the target becomes a new one.
func (h *house) takenUp(ctx context.Context, actor inspection.Actor, t office.Begun, lists []inspection.ChecklistChoice, scheme inspection.SchemeText, experts []string) ([]dispatchAct, error) {
	view, err := h.rooms.Casework.Check(ctx, actor, t.CheckID)
	if err != nil {
		return nil, err
	}
	of := func(part inspection.Party) (ids []string) {
		for _, m := range view.Record.Team {
			if m.Part == part {
				ids = append(ids, m.PersonID)
			}
		}
		slices.Sort(ids)
		return ids
	}
	experts = slices.Sorted(slices.Values(experts))
	if slices.Equal(of(inspection.PartyLead), []string{t.LeadID}) && slices.Equal(of(inspection.PartyAssistant), []string{t.AssistantID}) && slices.Equal(of(inspection.PartyExpert), experts) {
		return []dispatchAct{{mintID(), inspection.ReviseScheme, inspection.ReviseSchemeBody{PlannedOn: t.PlannedOn, Checklists: lists, Scheme: scheme}}}, nil
	}
	_, err = h.perform(ctx, actor, t.CheckID, office.Deed{DoneAt: time.Now()}, []dispatchAct{{mintID(), inspection.CancelCheck, inspection.ReasonBody{Reason: "未派单即改派其他执法人员"}}})
	return nil, err
}

func mintID() string { return uuid.Must(uuid.NewV7()).String() }

// perform carries acts on one check out in order and gives the receipt of the last; the first refusal is the answer.
func (h *house) perform(ctx context.Context, actor inspection.Actor, checkID string, deed office.Deed, all []dispatchAct) (Receipt, error) {
	acts := make([]inspection.Act, len(all))
	for i, one := range all {
		raw, err := json.Marshal(one.body)
		if err != nil {
			return Receipt{}, actMalformed.Because(err)
		}
		acts[i] = inspection.Act{ID: one.id, Kind: one.kind, CheckID: checkID, Dialect: inspection.Dialect, DoneAt: deed.DoneAt.UTC().Truncate(time.Millisecond), Body: raw}
	}
	outcomes, err := h.rooms.Casework.Perform(ctx, actor, acts)
	if err != nil {
		return Receipt{}, err
	}
	var refused *fault.Error
	for i, o := range outcomes {
		if h.count(acts[i].Kind, o); o.Refusal != nil && refused == nil {
			refused = o.Refusal
		}
	}
	if refused != nil {
		return Receipt{}, refused
	}
	return receiptOf(outcomes[len(outcomes)-1]), nil
}
