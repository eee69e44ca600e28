package rest

import (
	"bytes"
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"anjian/internal/casework"
	"anjian/internal/office"
	"anjian/internal/planning"
)

type planOut struct{ Body office.PlanView }

// PlanIn names a plan.
type PlanIn struct {
	ID string `path:"id" format:"uuid" doc:"The plan"`
}

type listPlansIn struct {
	Year int `query:"year" minimum:"0" maximum:"2200" doc:"0: every year"`
}

func (h *house) listPlans(ctx context.Context, in *listPlansIn) (*list[planning.Plan], error) {
	items, err := h.rooms.Office.Plans(ctx, actorOf(ctx), in.Year)
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

func (h *house) getPlan(ctx context.Context, in *PlanIn) (*planOut, error) {
	p, err := h.rooms.Office.Plan(ctx, actorOf(ctx), in.ID)
	return &planOut{p}, err
}

type draftPlanIn struct {
	Body struct {
		DeedIn
		PlanID string            `json:"planId,omitempty" format:"uuid" doc:"UUIDv7 of the new plan; without it the act's id"`
		Kind   planning.PlanKind `json:"kind" enum:"annual,campaign"`
		Year   int               `json:"year" minimum:"2000" maximum:"2200"`
		Title  string            `json:"title" minLength:"1" maxLength:"200"`
	}
}

func (h *house) draftPlan(ctx context.Context, in *draftPlanIn) (*planOut, error) {
	deed, id := in.Body.deed(), in.Body.PlanID
	if id == "" {
		id = deed.ID
	}
	p, err := h.rooms.Office.DraftPlan(ctx, actorOf(ctx), deed, id, in.Body.Kind, in.Body.Year, in.Body.Title)
	return &planOut{p}, err
}

// planAct makes the handler of one act on a plan out of its name and its clause.
func planAct[B any](h *house, kind string, do func(p *planning.Plan, body B, step planning.PlanStep, deed office.Deed) error) func(context.Context, *planActIn[B]) (*planOut, error) {
	return func(ctx context.Context, in *planActIn[B]) (*planOut, error) {
		deed := in.Body.deed()
		p, err := h.rooms.Office.ActOnPlan(ctx, actorOf(ctx), deed, in.ID, office.PlanAct{Kind: kind, Body: in.Body.Body,
			Do: func(p *planning.Plan, step planning.PlanStep) error { return do(p, in.Body.Body, step, deed) }})
		return &planOut{p}, err
	}
}

type planActIn[B any] struct {
	ID   string `path:"id" format:"uuid" doc:"The plan"`
	Body struct {
		DeedIn
		Body B `json:"body"`
	}
}

// The contents of acts on a plan.
type (
	// PlanFigures replace a draft's figures.
	PlanFigures struct {
		Capacity planning.Capacity `json:"capacity"`
		Figures  planning.Figures  `json:"figures"`
	}
	// PlanShifts change figures.
	PlanShifts struct {
		Shifts []planning.Shift `json:"shifts" minItems:"1" maxItems:"100"`
	}
	// PlanNote says something with a step.
	PlanNote struct {
		Note string `json:"note,omitempty" maxLength:"1000"`
	}
	// PlanPaper names the paper by which a step is taken.
	PlanPaper struct {
		Document string `json:"document" maxLength:"100" doc:"Number of the approval, or of the issued plan"`
		On       string `json:"on" format:"date"`
		Note     string `json:"note,omitempty" maxLength:"1000"`
	}
	// PlanProposal asks for an adjustment.
	PlanProposal struct {
		Reason string           `json:"reason" minLength:"1" maxLength:"1000"`
		Shifts []planning.Shift `json:"shifts" minItems:"1" maxItems:"100"`
	}
	// PlanDecision decides the adjustment that waits.
	PlanDecision struct {
		AdjustmentID string `json:"adjustmentId" format:"uuid"`
		Approve      bool   `json:"approve"`
		Document     string `json:"document,omitempty" maxLength:"100"`
		On           string `json:"on,omitempty" maxLength:"10"`
		FiledOn      string `json:"filedOn,omitempty" maxLength:"10" doc:"The day of 备案"`
		Note         string `json:"note,omitempty" maxLength:"1000"`
	}
)

func papered(step planning.PlanStep, b PlanPaper) planning.PlanStep {
	step.Document, step.On, step.Note = b.Document, b.On, b.Note
	return step
}

func (h *house) planRoutes(b *board) {
	const plan = api + "/plans/{id}"
	put(b, get, api+"/plans", "listPlans", desk, h.listPlans, about("planning", "Annual plans and campaigns"))
	put(b, post, api+"/plans", "draftPlan", drafters, h.draftPlan, about("planning", "拟定计划: begin a plan"), status(201), alsoFails(409, 422))
	put(b, get, plan, "getPlan", desk, h.getPlan, about("planning", "A plan: figures, what has come of them, the pace of each section"))
	put(b, get, plan+"/breakdown.xlsx", "exportPlan", desk, h.exportPlan, about("planning", "任务分解表 as a workbook that can be read again"), gives(xlsx))
	putRaw(b, post, api+"/plan-sheets", "readPlanSheet", drafters, h.readPlanSheet, about("planning", "Read a breakdown workbook: its figures, or every cell that is wrong. Nothing is kept"), b.takesWorkbook(goType[planning.Figures]()))
	put(b, replace, plan+"/figures", "setPlanFigures", drafters, planAct(h, "set_plan_figures", func(p *planning.Plan, b PlanFigures, _ planning.PlanStep, _ office.Deed) error {
		return p.Set(b.Capacity, b.Figures)
	}), about("planning", "Replace a draft's capacity and figures; they must add up"), alsoFails(409, 422))
	put(b, post, plan+"/changes", "changePlan", drafters, planAct(h, "change_plan", func(p *planning.Plan, b PlanShifts, _ planning.PlanStep, _ office.Deed) error {
		return p.Change(b.Shifts...)
	}), about("planning", "Shift a draft's figures; they go on adding up"), alsoFails(409, 422))
	put(b, post, plan+"/submission", "submitPlan", drafters, planAct(h, "submit_plan", func(p *planning.Plan, b PlanNote, s planning.PlanStep, _ office.Deed) error {
		s.Note = b.Note
		return p.Submit(s)
	}), about("planning", "报批: submit a draft"), alsoFails(409, 422))
	put(b, post, plan+"/return", "returnPlan", leaders, planAct(h, "return_plan", func(p *planning.Plan, b PlanNote, s planning.PlanStep, _ office.Deed) error {
		s.Note = b.Note
		return p.Return(s)
	}), about("planning", "退回: send a submitted plan back"), alsoFails(409, 422))
	put(b, post, plan+"/approval", "approvePlan", leaders, planAct(h, "approve_plan", func(p *planning.Plan, b PlanPaper, s planning.PlanStep, _ office.Deed) error {
		return p.Approve(papered(s, b))
	}), about("planning", "批准: note the government's approval"), alsoFails(409, 422))
	put(b, post, plan+"/issue", "issuePlan", leaders, planAct(h, "issue_plan", func(p *planning.Plan, b PlanPaper, s planning.PlanStep, _ office.Deed) error {
		return p.PutInForce(papered(s, b))
	}), about("planning", "印发: put an approved plan in force"), alsoFails(409, 422))
	put(b, post, plan+"/adjustments", "proposeAdjustment", drafters, planAct(h, "propose_adjustment", func(p *planning.Plan, b PlanProposal, s planning.PlanStep, d office.Deed) error {
		return p.Propose(d.ID, b.Reason, b.Shifts, s)
	}), about("planning", "申请调整: ask for an adjustment of a plan in force; its id is the act's"), alsoFails(409, 422))
	put(b, post, plan+"/adjustment-decisions", "decideAdjustment", leaders, planAct(h, "decide_adjustment", decideAdjustment), about("planning", "审批调整: approve an adjustment with its paper and filing, or refuse it"), alsoFails(409, 422))
	put(b, post, plan+"/closing", "closePlan", leaders, planAct(h, "close_plan", func(p *planning.Plan, b PlanNote, s planning.PlanStep, _ office.Deed) error {
		s.Note = b.Note
		return p.Close(s)
	}), about("planning", "结束: close a plan"), alsoFails(409, 422))
	put(b, get, plan+"/history", "listPlanHistory", desk, h.listHistory, about("planning", "What was done to a plan"))
	put(b, get, api+"/targets", "listTargets", desk, h.listTargets, about("planning", "Checks of plans: whose, why, when, what has become of them"), looked(casework.LookChecks))
	put(b, post, plan+"/targets", "nameTargets", drafters, h.nameTargets, about("planning", "检查对象: put enterprises into a plan"), status(204), alsoFails(409, 422))
	put(b, post, plan+"/target-handovers", "handTargets", drafters, h.handTargets, about("planning", "调整承办科室: hand targets to another section; a section head those of their own, and those no section has"), status(204), alsoFails(409, 422))
	put(b, post, api+"/targets/{id}/cancellation", "cancelTarget", heads, h.cancelTarget, about("planning", "取消: call a target off"), alsoFails(409, 422))
}

func decideAdjustment(p *planning.Plan, b PlanDecision, s planning.PlanStep, _ office.Deed) error {
	return p.Decide(b.AdjustmentID, b.Approve, b.FiledOn, papered(s, PlanPaper{b.Document, b.On, b.Note}))
}

func (h *house) exportPlan(ctx context.Context, in *PlanIn) (*bytesOut, error) {
	var text bytes.Buffer
	if err := h.rooms.Office.ExportPlan(ctx, actorOf(ctx), in.ID, &text); err != nil {
		return nil, err
	}
	return workbook(text.Bytes(), "plan.xlsx", "任务分解表.xlsx"), nil
}

func (h *house) readPlanSheet(c *gin.Context) {
	data := h.bodyOf(c)
	if data == nil {
		return
	}
	f, err := office.ReadPlan(data)
	if err != nil {
		refuse(c, err)
		return
	}
	c.JSON(http.StatusOK, f)
}

type listTargetsIn struct {
	PlanID    string `query:"planId" maxLength:"36"`
	SectionID string `query:"sectionId" maxLength:"36"`
	Town      string `query:"town" maxLength:"50"`
	Class     string `query:"class" maxLength:"100"`
	Source    string `query:"source" enum:"key,random,"`
	Month     int    `query:"month" minimum:"0" maximum:"12"`
	Open      bool   `query:"open" doc:"Only those that nothing has become of yet"`
	Cursor    string `query:"cursor" maxLength:"36" doc:"nextCursor of the page before"`
	Limit     int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

func (h *house) listTargets(ctx context.Context, in *listTargetsIn) (*list[office.Target], error) {
	f := office.TargetFilter{PlanID: in.PlanID, SectionID: in.SectionID, Town: in.Town, Class: in.Class, Source: planning.Part(in.Source), Month: in.Month, Open: in.Open}
	items, err := h.rooms.Office.Targets(ctx, actorOf(ctx), f, in.Cursor, in.Limit+1)
	if err != nil {
		return nil, err
	}
	next := ""
	if len(items) > in.Limit {
		items = items[:in.Limit]
		next = items[in.Limit-1].ID
	}
	return listOf(items, next), nil
}

type nameTargetsIn struct {
	PlanIn
	Body struct {
		DeedIn
		Targets []office.NewTarget `json:"targets" minItems:"1" maxItems:"2000"`
	}
}

func (h *house) nameTargets(ctx context.Context, in *nameTargetsIn) (*struct{}, error) {
	return nil, h.rooms.Office.NameTargets(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.Targets)
}

type handTargetsIn struct {
	PlanIn
	Body struct {
		DeedIn
		Targets   []string `json:"targets" minItems:"1" maxItems:"200"`
		SectionID string   `json:"sectionId" format:"uuid" doc:"Who does them from now on"`
		Reason    string   `json:"reason" minLength:"1" maxLength:"300"`
	}
}

func (h *house) handTargets(ctx context.Context, in *handTargetsIn) (*struct{}, error) {
	return nil, h.rooms.Office.HandTargets(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.Targets, in.Body.SectionID, in.Body.Reason)
}

type targetOut struct{ Body office.Target }

type cancelTargetIn struct {
	ID   string `path:"id" format:"uuid" doc:"The target"`
	Body struct {
		DeedIn
		Reason string `json:"reason" minLength:"1" maxLength:"300"`
	}
}

func (h *house) cancelTarget(ctx context.Context, in *cancelTargetIn) (*targetOut, error) {
	t, err := h.rooms.Office.CancelTarget(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.Reason)
	return &targetOut{t}, err
}
