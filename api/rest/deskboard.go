package rest

import (
	"context"

	"anjian/internal/casework"
	"anjian/internal/office"
	"anjian/internal/planning"
)

type boardAskIn struct {
	From      string `query:"from" format:"date" required:"true"`
	To        string `query:"to" format:"date" required:"true" doc:"At most 62 days after from"`
	SectionID string `query:"sectionId" maxLength:"36" doc:"Whose board; a section head sees their own"`
	PerDay    int    `query:"perDay" minimum:"0" maximum:"20" default:"2" doc:"Visits of one officer a day"`
	Vehicles  int    `query:"vehicles" minimum:"0" maximum:"1000" doc:"Crews that can be out on one day; 0: no limit"`
}

func (in *boardAskIn) ask() office.BoardAsk {
	return office.BoardAsk{From: in.From, To: in.To, SectionID: in.SectionID, PerDay: in.PerDay, Vehicles: in.Vehicles}
}

type boardOut struct{ Body office.BoardView }

func (h *house) getBoard(ctx context.Context, in *boardAskIn) (*boardOut, error) {
	v, err := h.rooms.Office.Board(ctx, actorOf(ctx), in.ask())
	return &boardOut{v}, err
}

type proposalOut struct{ Body office.Proposal }

func (h *house) proposeBoard(ctx context.Context, in *boardAskIn) (*proposalOut, error) {
	p, err := h.rooms.Office.Propose(ctx, actorOf(ctx), in.ask())
	return &proposalOut{p}, err
}

type objectionsIn struct{ Body office.Laying }

func (h *house) weighLaying(ctx context.Context, in *objectionsIn) (*list[planning.Objection], error) {
	items, err := h.rooms.Office.Objections(ctx, actorOf(ctx), in.Body)
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

type layIn struct {
	Body struct {
		DeedIn
		Laying office.Laying `json:"laying"`
	}
}

func (h *house) layJob(ctx context.Context, in *layIn) (*struct{}, error) {
	return nil, h.rooms.Office.Lay(ctx, actorOf(ctx), in.Body.deed(), in.Body.Laying)
}

type layManyIn struct {
	Body struct {
		DeedIn
		Layings []office.Laying `json:"layings" minItems:"1" maxItems:"1000" doc:"Within 62 days of each other"`
	}
}

type laidManyOut struct{ Body office.LaidMany }

func (h *house) layMany(ctx context.Context, in *layManyIn) (*laidManyOut, error) {
	out, err := h.rooms.Office.LayMany(ctx, actorOf(ctx), in.Body.deed(), in.Body.Layings)
	return &laidManyOut{out}, err
}

func (h *house) boardRoutes(b *board) {
	put(b, get, api+"/board", "getBoard", desk, h.getBoard, about("planning", "The board of a span of days: who is there, what is laid, what is to be laid"), looked(casework.LookChecks))
	put(b, get, api+"/board/proposal", "proposeBoard", desk, h.proposeBoard, about("planning", "What the planning room would lay where, and why; nothing is kept"), looked(casework.LookChecks))
	put(b, post, api+"/board/objections", "weighLaying", heads, h.weighLaying, about("planning", "What speaks against laying a job somewhere, before it is laid"), alsoFails(404))
	put(b, post, api+"/board/layings", "layJob", heads, h.layJob, about("planning", "排期: lay a job on a day with two officers, or take it off"), status(204), alsoFails(404, 409, 422))
	put(b, post, api+"/board/many-layings", "layMany", heads, h.layMany, about("planning", "采纳建议: lay many jobs in one step, or take them off; what something speaks against is skipped and told"), alsoFails(409, 422))
	put(b, post, api+"/targets/{id}/dispatch", "dispatchTarget", heads, h.dispatchTarget, about("planning", "派单: plan and dispatch the check of a target"), alsoFails(409, 422))
	put(b, post, api+"/targets/{id}/check", "prepareDispatch", heads, h.prepareDispatch, about("planning", "派单: note which check a target becomes, and say what a client that signs still has to send"), alsoFails(409, 422))
	put(b, get, api+"/changes/wait", "waitForNews", readers, h.waitForNews, about("sync", "Wait up to 20 seconds for news: of the bureau, or of the checks that are mine"))
}
