package rest

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"anjian/internal/casework"
	"anjian/internal/inspection"
)

// looked says that whoever reads by this route is noted, as a look of this kind: see casework.NoteLook.
func looked(kind string) option {
	return func(op *huma.Operation) { op.Metadata["look"] = kind }
}

// lookedAt is a request that names what it reads.
type lookedAt interface{ subject() string }

func (c CheckIn) subject() string      { return c.ID }
func (e EnterpriseIn) subject() string { return e.ID }

// glance is a request that shows little and comes in dozens, such as the small photos of a page: it is noted once a day.
type glance interface{ glances() bool }

// showing is an answer that shows something of other checks too.
type showing interface{ shows() []string }

func (f fileIn) glances() bool { return f.Size == "thumb" }

// noteLook notes a reading that has just succeeded, where the route says so, of the check or enterprise asked for and of
// every other check the answer shows. What cannot be noted is not shown. An enterprise that reads itself leaves no trace.
func (h *house) noteLook(ctx context.Context, op *huma.Operation, in, out any) error {
	kind, _ := op.Metadata["look"].(string)
	if kind == "" {
		return nil
	}
	a := actorOf(ctx)
	if a.Role == inspection.RoleEnterprise && (kind == casework.LookEnterprise || kind == casework.LookRegister) {
		return nil
	}
	subjects := []string{""}
	if l, ok := in.(lookedAt); ok {
		subjects[0] = l.subject()
	}
	if g, ok := in.(glance); ok && g.glances() {
		return h.rooms.Casework.NoteGlance(ctx, a, casework.LookThumb, subjects[0])
	}
	if s, ok := out.(showing); ok {
		subjects = append(subjects, s.shows()...)
	}
	return h.rooms.Casework.NoteLook(ctx, a, kind, subjects...)
}

type listLooksIn struct {
	Page
	SubjectID string `query:"subjectId" format:"uuid" doc:"Only looks at this check or enterprise"`
	PersonID  string `query:"personId" format:"uuid"`
	From      string `query:"from" format:"date"`
	Until     string `query:"until" format:"date"`
}

// listLooks says who looked at cases and personal data without being of the check's team.
func (h *house) listLooks(ctx context.Context, in *listLooksIn) (*list[casework.Look], error) {
	looks, next, err := h.rooms.Casework.Looks(ctx, actorOf(ctx), casework.LookFilter{SubjectID: in.SubjectID, PersonID: in.PersonID, From: in.From, Until: in.Until}, in.Cursor, in.Limit)
	return listOf(looks, next), err
}

// noteSync notes the checks a phone has just been given whole.
func (h *house) noteSync(ctx context.Context, changes []casework.Change) error {
	var given []string
	for _, c := range changes {
		if c.View != nil {
			given = append(given, c.CheckID)
		}
	}
	return h.rooms.Casework.NoteLook(ctx, actorOf(ctx), casework.LookSync, given...)
}
