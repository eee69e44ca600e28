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
// is said now; no second one is made. The server carries the acts out, so no device has signed them: a client with a key
// asks prepareDispatch and sends them itself.
func (h *house) dispatchTarget(ctx context.Context, in *dispatchTargetIn) (*doneOut, error) {
	actor := actorOf(ctx)
	for {
		next, err := h.toDispatch(ctx, actor, in)
		if err != nil {
			return nil, err
		}
		receipt, err := h.perform(ctx, actor, next.CheckID, in.Body.deed(), next.Acts)
		if err != nil {
			return nil, err
		}
		if next.Again {
			continue
		}
		view, err := h.rooms.Casework.Check(ctx, actor, next.CheckID)
		if err != nil {
			return nil, err
		}
		return &doneOut{Done{Receipt: receipt, Check: view.Record}}, nil
	}
}

// ToDispatch is what the dispatch of a target still needs: acts on one check, to be sent in one batch, in this order.
type ToDispatch struct {
	CheckID string        `json:"checkId"`
	Acts    []dispatchAct `json:"acts"`
	Again   bool          `json:"again" doc:"The check that waited is called off by these; ask again when they are done."`
}

type toDispatchOut struct{ Body ToDispatch }

// prepareDispatch notes which check a target becomes and says what its dispatch still needs, for a client that signs what
// it sends. It may be asked again at any time, by whoever dispatches: it is the same check, and what is done is not asked
// for again.
func (h *house) prepareDispatch(ctx context.Context, in *dispatchTargetIn) (*toDispatchOut, error) {
	next, err := h.toDispatch(ctx, actorOf(ctx), in)
	return &toDispatchOut{next}, err
}

func (h *house) toDispatch(ctx context.Context, actor inspection.Actor, in *dispatchTargetIn) (ToDispatch, error) {
	b := in.Body
	t, err := h.rooms.Office.BegunDispatch(ctx, actor, in.ID, b.CreateID, b.DispatchID)
	if err != nil {
		return ToDispatch{}, err
	}
	dispatch := dispatchAct{b.DispatchID, inspection.Dispatch, inspection.DispatchBody{}}
	if t.Over || t.Waits && t.Told {
		return ToDispatch{CheckID: t.CheckID, Acts: []dispatchAct{dispatch}}, nil
	}
	if t.Waits {
		act, same, err := h.takenUp(ctx, actor, t, b.Checklists, b.Scheme, b.Experts)
		if err != nil || !same {
			return ToDispatch{CheckID: t.CheckID, Acts: []dispatchAct{act}, Again: true}, err
		}
		return ToDispatch{CheckID: t.CheckID, Acts: []dispatchAct{act, dispatch}}, nil
	}
	checkID, err := h.rooms.Office.BeginDispatch(ctx, actor, b.deed(), in.ID, b.CheckID)
	if err != nil {
		return ToDispatch{}, err
	}
	source := inspection.InPlan
	if t.Source == planning.Random {
		source = inspection.Random
	}
	create := dispatchAct{b.CreateID, inspection.CreateCheck, inspection.CreateCheckBody{EnterpriseID: t.EnterpriseID, Kind: inspection.Routine, Source: source, PlannedOn: t.PlannedOn,
		Checklists: b.Checklists, Scheme: b.Scheme, Team: inspection.TeamChoice{Lead: t.LeadID, Assistant: t.AssistantID, Experts: b.Experts}}}
	return ToDispatch{CheckID: checkID, Acts: []dispatchAct{create, dispatch}}, nil
}

type dispatchAct struct {
	ID   string          `json:"id"`
	Kind inspection.Kind `json:"kind"`
	Body any             `json:"body"`
}

// takenUp is what a check that waits undispatched still needs: its scheme as it is wanted now. With another team (not the
// same) it is to be called off instead, for a planned check cannot change its team, and the target becomes a new one.
func (h *house) takenUp(ctx context.Context, actor inspection.Actor, t office.Begun, lists []inspection.ChecklistChoice, scheme inspection.SchemeText, experts []string) (act dispatchAct, same bool, err error) {
	view, err := h.rooms.Casework.Check(ctx, actor, t.CheckID)
	if err != nil {
		return dispatchAct{}, false, err
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
		return dispatchAct{mintID(), inspection.ReviseScheme, inspection.ReviseSchemeBody{PlannedOn: t.PlannedOn, Checklists: lists, Scheme: scheme}}, true, nil
	}
	return dispatchAct{mintID(), inspection.CancelCheck, inspection.ReasonBody{Reason: "未派单即改派其他执法人员"}}, false, nil
}

func mintID() string { return uuid.Must(uuid.NewV7()).String() }

// perform carries acts on one check out in order and gives the receipt of the last; the first refusal is the answer.
func (h *house) perform(ctx context.Context, actor inspection.Actor, checkID string, deed office.Deed, all []dispatchAct) (Receipt, error) {
	acts := make([]inspection.Act, len(all))
	for i, one := range all {
		raw, err := json.Marshal(one.Body)
		if err != nil {
			return Receipt{}, actMalformed.Because(err)
		}
		acts[i] = inspection.Act{ID: one.ID, Kind: one.Kind, CheckID: checkID, Dialect: inspection.Dialect, DoneAt: deed.DoneAt.UTC().Truncate(time.Millisecond), Body: raw}
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
