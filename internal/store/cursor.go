package store

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"anjian/internal/inspection"
)

// seqCursor marks a place in a list ordered by seq.
type seqCursor struct {
	Seq int64 `json:"s"`
}

func (c seqCursor) text() string         { return cursorText(c) }
func (c *seqCursor) read(t string) error { return cursorRead(t, c) }

// nameCursor marks a place in a list ordered by name, then id.
type nameCursor struct {
	Name string `json:"n"`
	ID   string `json:"i"`
}

func (c nameCursor) text() string         { return cursorText(c) }
func (c *nameCursor) read(t string) error { return cursorRead(t, c) }

// timeCursor marks a place in a list ordered by time, then id.
type timeCursor struct {
	At time.Time `json:"t"`
	ID string    `json:"i"`
}

func (c timeCursor) text() string         { return cursorText(c) }
func (c *timeCursor) read(t string) error { return cursorRead(t, c) }

func cursorText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func cursorRead(text string, into any) error {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return BadCursor.Because(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return BadCursor.Because(err)
	}
	return nil
}

// escapeLike takes the meaning out of the wildcards; the escape sign is "!".
func escapeLike(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}

type briefRow struct {
	ID, NumberText, State, EnterpriseName, Town, PlannedOn, SectionName, LeadName, AssistantName string

	Findings  int
	UpdatedAt time.Time
	LastSeq   int64
}

func (r briefRow) brief() CheckBrief {
	return CheckBrief{ID: r.ID, Number: r.NumberText, State: inspection.State(r.State), EnterpriseName: r.EnterpriseName,
		Town: r.Town, PlannedOn: r.PlannedOn, Section: r.SectionName, Lead: r.LeadName, Assistant: r.AssistantName,
		Findings: r.Findings, UpdatedAt: r.UpdatedAt.UTC().Format("2006-01-02T15:04:05.000Z")}
}
