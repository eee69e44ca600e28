package rest

import (
	"context"

	"anjian/internal/casework"
	"anjian/internal/inspection"
	"anjian/internal/office"
)

type keepPersonIn struct {
	ID   string `path:"id" format:"uuid" doc:"UUIDv7 of the person, minted by whoever adds them"`
	Body struct {
		DeedIn
		Person   office.PersonText `json:"person"`
		Password string            `json:"password,omitempty" minLength:"10" maxLength:"200" doc:"Of somebody new, or to set another; it is never shown again"`
	}
}

type personOut struct{ Body office.Person }

func (h *house) keepPerson(ctx context.Context, in *keepPersonIn) (*personOut, error) {
	hash := ""
	if in.Body.Password != "" {
		var err error
		if hash, err = h.rooms.Identity.HashPassword(in.Body.Password); err != nil {
			return nil, err
		}
	}
	p, err := h.rooms.Office.KeepPerson(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.Person, hash)
	return &personOut{p}, err
}

type getPersonIn struct {
	ID string `path:"id" format:"uuid" doc:"The person"`
}

type personFileOut struct{ Body office.PersonFile }

func (h *house) getPerson(ctx context.Context, in *getPersonIn) (*personFileOut, error) {
	p, err := h.rooms.Office.PersonFile(ctx, actorOf(ctx), in.ID)
	return &personFileOut{p}, err
}

func (h *house) listFormerPeople(ctx context.Context, _ *struct{}) (*list[office.Person], error) {
	items, err := h.rooms.Office.FormerPeople(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

type keepSectionIn struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		DeedIn
		office.SectionText
	}
}

func (h *house) keepSection(ctx context.Context, in *keepSectionIn) (*struct{}, error) {
	return nil, h.rooms.Office.KeepSection(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.SectionText)
}

func (h *house) listLeave(ctx context.Context, _ *struct{}) (*list[office.Leave], error) {
	items, err := h.rooms.Office.Away(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

type enterLeaveIn struct {
	Body struct {
		DeedIn
		LeaveID  string `json:"leaveId,omitempty" format:"uuid"`
		PersonID string `json:"personId" format:"uuid"`
		FirstDay string `json:"firstDay" format:"date"`
		LastDay  string `json:"lastDay" format:"date"`
		Reason   string `json:"reason,omitempty" maxLength:"200"`
	}
}

func (h *house) enterLeave(ctx context.Context, in *enterLeaveIn) (*struct{}, error) {
	deed, id := in.Body.deed(), in.Body.LeaveID
	if id == "" {
		id = deed.ID
	}
	return nil, h.rooms.Office.EnterLeave(ctx, actorOf(ctx), deed, office.Leave{ID: id, PersonID: in.Body.PersonID, FirstDay: in.Body.FirstDay, LastDay: in.Body.LastDay, Reason: in.Body.Reason})
}

func (h *house) takeBackLeave(ctx context.Context, in *ImportIn) (*struct{}, error) {
	return nil, h.rooms.Office.TakeBackLeave(ctx, actorOf(ctx), DeedIn{}.deed(), in.ID)
}

func (h *house) listConflicts(ctx context.Context, _ *struct{}) (*list[office.Conflict], error) {
	items, err := h.rooms.Office.Conflicts(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

type declareConflictIn struct {
	Body struct {
		DeedIn
		ConflictID   string `json:"conflictId,omitempty" format:"uuid"`
		PersonID     string `json:"personId,omitempty" maxLength:"36" doc:"Whose; an officer's own is theirs"`
		EnterpriseID string `json:"enterpriseId" format:"uuid"`
		Kind         string `json:"kind" enum:"interest,avoidance"`
		Reason       string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

func (h *house) declareConflict(ctx context.Context, in *declareConflictIn) (*struct{}, error) {
	deed, id := in.Body.deed(), in.Body.ConflictID
	if id == "" {
		id = deed.ID
	}
	person := in.Body.PersonID
	if a := actorOf(ctx); a.Role == inspection.RoleInspector {
		person = a.PersonID
	}
	return nil, h.rooms.Office.DeclareConflict(ctx, actorOf(ctx), deed, office.Conflict{ID: id, PersonID: person, EnterpriseID: in.Body.EnterpriseID, Kind: in.Body.Kind, Reason: in.Body.Reason})
}

type askAvoidanceIn struct {
	Body struct {
		DeedIn
		PersonID string `json:"personId" format:"uuid" doc:"An officer of a check of the enterprise"`
		Reason   string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

func (h *house) askAvoidance(ctx context.Context, in *askAvoidanceIn) (*struct{}, error) {
	return nil, h.rooms.Office.AskAvoidance(ctx, actorOf(ctx), in.Body.deed(), in.Body.PersonID, in.Body.Reason)
}

func (h *house) listOwnAvoidances(ctx context.Context, _ *struct{}) (*list[office.OwnAvoidance], error) {
	items, err := h.rooms.Office.OwnAvoidances(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

type decideConflictIn struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		DeedIn
		From string `json:"from" enum:"asked,standing"`
		To   string `json:"to" enum:"standing,refused,ended"`
	}
}

func (h *house) decideConflict(ctx context.Context, in *decideConflictIn) (*struct{}, error) {
	return nil, h.rooms.Office.DecideConflict(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.From, in.Body.To)
}

func (h *house) peopleRoutes(b *board) {
	put(b, replace, api+"/people/{id}", "keepPerson", admins, h.keepPerson, about("register", "Add a person, or change one"), alsoFails(409, 422))
	put(b, get, api+"/people/{id}", "getPerson", admins, h.getPerson, about("register", "A person whole, to be changed"), looked(casework.LookPeople))
	put(b, get, api+"/former-people", "listFormerPeople", admins, h.listFormerPeople, about("register", "People whose accounts have ended"), looked(casework.LookPeople))
	put(b, replace, api+"/sections/{id}", "keepSection", admins, h.keepSection, about("register", "Add a section, rename one, or close it"), status(204), alsoFails(409, 422))
	put(b, get, api+"/leave", "listLeave", desk, h.listLeave, about("register", "Who is away, from today on"), looked(casework.LookPeople))
	put(b, post, api+"/leave", "enterLeave", registrar, h.enterLeave, about("register", "请假: note when an officer is away"), status(204), alsoFails(409))
	put(b, del, api+"/leave/{id}", "takeBackLeave", registrar, h.takeBackLeave, about("register", "销假: take leave back"), status(204))
	put(b, get, api+"/conflicts", "listConflicts", interested, h.listConflicts, about("register", "Conflicts of interest and requests for avoidance"), looked(casework.LookPeople))
	put(b, post, api+"/conflicts", "declareConflict", interested, h.declareConflict, about("register", "回避: declare an interest, or ask that somebody avoid an enterprise"), status(204), alsoFails(409))
	put(b, get, api+"/own-avoidances", "listOwnAvoidances", firms, h.listOwnAvoidances, about("register", "What my enterprise asked about avoidance, and what was decided"), byLink(notice))
	put(b, post, api+"/own-avoidances", "askAvoidance", firms, h.askAvoidance, about("register", "申请回避: my enterprise asks that an officer of one of its checks avoid it"), status(204), alsoFails(409), byLink(notice))
	put(b, post, api+"/conflicts/{id}/decision", "decideConflict", leaders, h.decideConflict, about("register", "Decide a request for avoidance, or end a conflict"), status(204), alsoFails(409))
}
