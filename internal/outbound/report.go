package outbound

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// kindReport is the kind of deliveries that report a record. Their id is the check's, so a record has one for ever.
const kindReport = "report"

// The clock of reporting in configs/clocks.yaml.
const clockReport = "report_record"

const feedAtOnce = 200

// feedReports notes every record that is to be reported and puts it into the outbox. It looks at what stands, not at what
// happens, so nothing that happened while no server ran is forgotten; the check's id is the key of both rows, so nothing
// is noted twice.
func (r *Room) feedReports(ctx context.Context) error {
	for {
		found, err := r.store.Unreported(ctx, feedAtOnce)
		if err != nil || len(found) == 0 {
			return err
		}
		for _, v := range found {
			c := v.Record
			err := r.store.Housekeep(ctx, func(tx *store.Tx) error {
				signed := signedAt(&c)
				if signed.IsZero() || signed.After(tx.Now()) { // a phone's clock may be ahead
					signed = tx.Now()
				}
				if err := tx.InsertReport(ctx, store.Report{CheckID: c.ID, BureauID: c.BureauID, Digest: c.Seal.Digest, SignedAt: signed}); err != nil {
					return err
				}
				return tx.InsertDelivery(ctx, store.Delivery{ID: c.ID, BureauID: c.BureauID, Kind: kindReport, Subject: c.ID, Target: "city"})
			})
			if err != nil && !errors.Is(err, store.Exists) {
				return err
			}
		}
		if len(found) < feedAtOnce {
			return nil
		}
	}
}

// Report is the reporting of one record as people see it.
type Report struct {
	CheckID      string                `json:"checkId"`
	RecordNumber string                `json:"recordNumber"`
	Enterprise   string                `json:"enterprise"`
	Section      string                `json:"section"`
	Lead         string                `json:"lead"`
	SignedAt     time.Time             `json:"signedAt"`
	State        string                `json:"state" enum:"waiting,reported,rejected,confirmed"`
	Clock        *planning.Standing    `json:"clock,omitempty" doc:"While it is neither reported nor confirmed."`
	Late         bool                  `json:"late,omitempty" doc:"It was reported after its limit."`
	Number       string                `json:"number,omitempty" doc:"Given by the city's system."`
	AcceptedAt   *time.Time            `json:"acceptedAt,omitempty"`
	Reason       string                `json:"reason,omitempty" doc:"Why the city's system said no."`
	ConfirmedBy  *inspection.PersonRef `json:"confirmedBy,omitempty" doc:"Who keyed it in by hand."`
	Attempts     int                   `json:"attempts"`
	NextTryAt    *time.Time            `json:"nextTryAt,omitempty"`
	LastError    string                `json:"lastError,omitempty"`
	Differences  []Difference          `json:"differences" doc:"Where the city's copy is otherwise than ours now."`
}

// ReportFilter narrows the list of reports. Which is all, open, overdue, soon (which has the overdue), different, or a state.
type ReportFilter struct{ Which string }

// ReportClock is the limit by which records must be there.
func (r *Room) ReportClock() planning.Limit { return r.s.Clocks[clockReport] }

// Clocks are the limits the system runs by, by their codes.
func (r *Room) Clocks() []planning.Limit {
	list := slices.Collect(maps.Values(r.s.Clocks))
	slices.SortFunc(list, func(a, b planning.Limit) int { return strings.Compare(a.Code, b.Code) })
	return list
}

// Automatic says whether records are sent by themselves.
func (r *Room) Automatic() bool { return r.s.City.Endpoint != "" }

// System is the name of the system records are reported to.
func (r *Room) System() string { return r.s.Mapping.System }

// Reports lists the reports of checks one may see, the longest signed first.
func (r *Room) Reports(ctx context.Context, actor inspection.Actor, f ReportFilter, cursor string, limit int) ([]Report, string, error) {
	lines, next, err := r.store.ReportsFor(ctx, actor, r.narrowed(f), cursor, limit)
	if err != nil {
		return nil, "", err
	}
	out := []Report{}
	for _, l := range lines {
		if told := r.report(l); f.Which != "different" || len(told.Differences) > 0 {
			out = append(out, told)
		}
	}
	return out, next, nil
}

// ReportOf gives one; NotFound when the check is not theirs or its record not yet signed.
func (r *Room) ReportOf(ctx context.Context, actor inspection.Actor, checkID string) (Report, error) {
	line, err := r.store.ReportOf(ctx, actor, checkID)
	if err != nil {
		return Report{}, err
	}
	return r.report(line), nil
}

func (r *Room) narrowed(f ReportFilter) store.ReportFilter {
	clock, today := r.ReportClock(), planning.DayOf(r.store.Now())
	switch f.Which {
	case "open":
		return store.ReportFilter{Open: true}
	case "overdue":
		return store.ReportFilter{Open: true, SignedBefore: clock.OverdueBefore(r.s.Calendar, today).Start()}
	case "soon":
		return store.ReportFilter{Open: true, SignedBefore: clock.SoonBefore(r.s.Calendar, today).Start()}
	case "", "all":
		return store.ReportFilter{}
	case "different":
		return store.ReportFilter{State: store.ReportAccepted}
	}
	return store.ReportFilter{State: store.ReportState(f.Which)}
}

func (r *Room) report(l store.ReportLine) Report {
	c := &l.Check.Record
	out := Report{CheckID: l.CheckID, RecordNumber: numberOf(c), Enterprise: c.Enterprise.Name, Section: c.Section, Lead: member(c, inspection.PartyLead), SignedAt: l.SignedAt,
		State: string(l.State), Number: l.Number, Reason: l.Reason, Attempts: l.Attempts, LastError: l.LastError, Differences: []Difference{}}
	signed := planning.DayOf(l.SignedAt)
	if l.AcceptedAt != nil {
		at := l.AcceptedAt.UTC()
		out.AcceptedAt = &at
		out.Late = r.ReportClock().Standing(r.s.Calendar, signed, planning.DayOf(at)).Urgency == planning.Overdue
	} else {
		s := r.ReportClock().Standing(r.s.Calendar, signed, planning.DayOf(r.store.Now()))
		out.Clock = &s
	}
	if l.ConfirmedBy != "" {
		out.ConfirmedBy = &inspection.PersonRef{ID: l.ConfirmedBy, Name: l.ConfirmedByName}
	}
	if l.State == store.ReportWaiting && r.Automatic() && l.NextAt != nil {
		at := l.NextAt.UTC()
		out.NextTryAt = &at
	}
	var theirs map[string]string
	if l.Theirs != "" && json.Unmarshal([]byte(l.Theirs), &theirs) == nil {
		out.Differences = r.s.Mapping.Differences(c, theirs)
	}
	return out
}

// RetryReport has a record sent at once. Who may: the check's team and its section head (the route). Refuses with NotFound,
// NoEndpoint, ReportSettled, ReportSending.
func (r *Room) RetryReport(ctx context.Context, actor inspection.Actor, checkID string) (Report, error) {
	if !r.Automatic() {
		return Report{}, NoEndpoint
	}
	err := r.change(ctx, actor, checkID, func(tx *store.Tx) error {
		if err := tx.RetryReport(ctx, actor.BureauID, checkID); err != nil {
			return err
		}
		return sendingIf(tx.ReviveDelivery(ctx, actor.BureauID, checkID))
	})
	if err != nil {
		return Report{}, err
	}
	r.Nudge(ctx, actor.BureauID, checkID)
	return r.ReportOf(ctx, actor, checkID)
}

// ConfirmReport notes that somebody keyed the record in by hand, with the number they were given; nothing is sent any more.
// Refuses with NotFound, NotConfirmed, ReportSettled, ReportSending.
func (r *Room) ConfirmReport(ctx context.Context, actor inspection.Actor, checkID, number string) (Report, error) {
	number = strings.TrimSpace(number)
	if number == "" {
		return Report{}, NotConfirmed
	}
	err := r.change(ctx, actor, checkID, func(tx *store.Tx) error {
		if err := sendingIf(tx.WithdrawDelivery(ctx, actor.BureauID, checkID)); err != nil {
			return err
		}
		return tx.ConfirmReport(ctx, actor.BureauID, checkID, number, actor)
	})
	if err != nil {
		return Report{}, err
	}
	return r.ReportOf(ctx, actor, checkID)
}

// change changes a report that is still open.
func (r *Room) change(ctx context.Context, actor inspection.Actor, checkID string, do func(tx *store.Tx) error) error {
	line, err := r.store.ReportOf(ctx, actor, checkID)
	if err != nil {
		return err
	}
	if line.State == store.ReportAccepted || line.State == store.ReportConfirmed {
		return ReportSettled.With("number", line.Number)
	}
	err = r.store.Housekeep(ctx, do)
	if errors.Is(err, store.Moved) {
		return ReportSettled // it was settled between the look and the deed
	}
	return err
}

func sendingIf(err error) error {
	if errors.Is(err, store.Moved) {
		return ReportSending
	}
	return err
}

// mostInBatch bounds one batch.
const mostInBatch = 5000

// WriteBatch writes the reports a filter leaves as a sheet with the columns of the return, "xlsx" or "csv", for keying in
// or importing elsewhere. Refuses with BatchTooLarge.
func (r *Room) WriteBatch(ctx context.Context, actor inspection.Actor, f ReportFilter, format string, w io.Writer) error {
	columns := []sheets.Column{{Title: "上报状态"}, {Title: "市级系统编号"}}
	for _, c := range r.s.Mapping.Columns {
		columns = append(columns, sheets.Column{Title: c.Title})
	}
	rows, cursor := [][]string{}, ""
	for {
		lines, next, err := r.store.ReportsFor(ctx, actor, r.narrowed(f), cursor, 200)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if f.Which == "different" && len(r.report(l).Differences) == 0 {
				continue
			}
			rows = append(rows, append([]string{stateWords[l.State], l.Number}, r.s.Mapping.Row(&l.Check.Record)...))
		}
		if len(rows) > mostInBatch {
			return BatchTooLarge.With("most", mostInBatch)
		}
		if cursor = next; next == "" {
			break
		}
	}
	if format == "csv" {
		return sheets.WriteReportCSV(w, columns, rows)
	}
	return sheets.WriteReport(w, columns, rows)
}

var stateWords = map[store.ReportState]string{store.ReportWaiting: "待上报", store.ReportAccepted: "已上报", store.ReportRejected: "被退回", store.ReportConfirmed: "已手工录入"}
