package office

import (
	"context"
	"errors"
	"strings"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/store"
)

// The refusals about sections.
var (
	SectionNameless = fault.New(fault.Invalid, "section.nameless", "A section has a name.")
	SectionBusy     = fault.New(fault.Refused, "section.busy", "This section still has people, open cases or targets; it can be closed when it has none.")
	SectionClosed   = fault.New(fault.Refused, "section.closed", "This section is closed; nobody and nothing new comes to it.")
)

// SectionText is a section as an administrator writes it.
type SectionText struct {
	Name   string `json:"name" minLength:"1" maxLength:"100"`
	SortNo int    `json:"sortNo" minimum:"0" maximum:"1000"`
	Closed bool   `json:"closed,omitempty" doc:"Wind the section up; false opens it again"`
}

// KeepSection adds a section or, where the id is there, renames it, closes it or opens it again. A closed one stays for what
// it did. Who may: administrator. Refuses: SectionNameless; SectionBusy, with the counts of what it still has.
func (r *Room) KeepSection(ctx context.Context, actor inspection.Actor, deed Deed, id string, text SectionText) error {
	s := store.Section{ID: id, BureauID: actor.BureauID, Name: strings.TrimSpace(text.Name), SortNo: text.SortNo, Closed: text.Closed}
	if s.Name == "" {
		return SectionNameless
	}
	body := map[string]any{"name": s.Name, "sortNo": s.SortNo}
	if s.Closed { // an act from before sections could be closed keeps its sum
		body["closed"] = true
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("keep_section", ledger.OnPerson, id, body), func(tx *store.Tx, _ int64) error {
		before, err := tx.Section(ctx, actor.BureauID, id)
		if errors.Is(err, store.NotFound) {
			return tx.InsertSection(ctx, s)
		}
		if err != nil {
			return err
		}
		if s.Closed && !before.Closed {
			people, cases, targets, err := tx.SectionBusy(ctx, actor.BureauID, id)
			if err != nil {
				return err
			}
			if people+cases+targets > 0 {
				return SectionBusy.With("people", people).With("cases", cases).With("targets", targets)
			}
		}
		return tx.UpdateSection(ctx, s)
	})
	return err
}

// openSection refuses a section that is not there or is closed. Closing takes the bureau's place in the order as every act
// does, so none comes between the question and what is done after it.
func openSection(ctx context.Context, tx *store.Tx, bureauID, id string) error {
	s, err := tx.Section(ctx, bureauID, id)
	if err == nil && s.Closed {
		return SectionClosed.With("section", s.Name)
	}
	return err
}
