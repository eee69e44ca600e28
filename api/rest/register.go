package rest

import (
	"context"
	"strings"

	"anjian/internal/checklist"
	"anjian/internal/inspection"
	"anjian/internal/office"
)

// everything wraps a whole list that needs no pages.
func everything[T any](items []T) *list[T] { return listOf(items, "") }

func (h *house) listChecklists(ctx context.Context, _ *struct{}) (*list[office.ChecklistBrief], error) {
	items, err := h.rooms.Office.Checklists(ctx)
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

type getChecklistIn struct {
	KnownIn
	Code    string `path:"code" maxLength:"64" pattern:"^[a-z0-9_]+$"`
	Version string `query:"version" maxLength:"64" doc:"Without it the newest published version"`
}

type checklistOut struct {
	Kept
	Body checklist.Checklist
}

// getChecklist gives one checklist. A version never changes, so it may be kept for good.
func (h *house) getChecklist(ctx context.Context, in *getChecklistIn) (*checklistOut, error) {
	c, err := h.rooms.Office.Checklist(ctx, in.Code, in.Version)
	if err != nil {
		return nil, err
	}
	keep := "private, no-cache"
	if in.Version != "" {
		keep = "private, max-age=31536000, immutable"
	}
	etag := `"` + c.Digest + `"`
	if err := in.unchanged(etag, keep); err != nil {
		return nil, err
	}
	return &checklistOut{Kept{etag, keep}, c}, nil
}

type listEnterprisesIn struct {
	Page
	Q    string `query:"q" maxLength:"100" doc:"Part of the name, its pinyin initials, or the beginning of the credit code"`
	Town string `query:"town" maxLength:"50"`
}

func (h *house) listEnterprises(ctx context.Context, in *listEnterprisesIn) (*list[office.Enterprise], error) {
	items, next, err := h.rooms.Office.Enterprises(ctx, actorOf(ctx), strings.TrimSpace(in.Q), in.Town, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return listOf(items, next), nil
}

// EnterpriseIn names an enterprise.
type EnterpriseIn struct {
	ID string `path:"id" format:"uuid"`
}

type enterpriseOut struct{ Body office.Enterprise }

func (h *house) getEnterprise(ctx context.Context, in *EnterpriseIn) (*enterpriseOut, error) {
	e, err := h.rooms.Office.Enterprise(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &enterpriseOut{e}, nil
}

type listPeopleIn struct {
	Page
	Role      string `query:"role" enum:"inspector,section_head,leader,policy,enterprise,expert,town,admin"`
	SectionID string `query:"sectionId" format:"uuid"`
}

func (h *house) listPeople(ctx context.Context, in *listPeopleIn) (*list[office.Person], error) {
	items, next, err := h.rooms.Office.People(ctx, actorOf(ctx), inspection.Role(in.Role), in.SectionID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return listOf(items, next), nil
}

func (h *house) listSections(ctx context.Context, _ *struct{}) (*list[office.Section], error) {
	items, err := h.rooms.Office.Sections(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

// me describes an actor to themselves.
func (h *house) me(ctx context.Context, a inspection.Actor) (Me, error) {
	card, err := h.rooms.Office.Card(ctx, a)
	if err != nil {
		return Me{}, err
	}
	m := Me{ID: a.PersonID, Name: a.Name, Username: card.Username, Role: a.Role, BureauID: a.BureauID, BureauName: card.BureauName,
		SectionID: a.SectionID, SectionName: card.SectionName, EnterpriseID: a.EnterpriseID, EnterpriseName: card.EnterpriseName, Town: a.Town}
	if card.Certificate.Number != "" {
		m.Certificate = &card.Certificate
	}
	return m, nil
}
