package casework

import (
	"context"
	"slices"
	"strings"

	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// MostDueChecks is how many checks a page of what is due looks through at most.
const MostDueChecks = 300

const longestAhead = 60 // days

// DueItem is one thing that has to happen in one check, as it stands today.
type DueItem struct {
	CheckID        string             `json:"checkId"`
	Number         string             `json:"number"`
	EnterpriseName string             `json:"enterpriseName"`
	Town           string             `json:"town"`
	Section        string             `json:"section"`
	Lead           string             `json:"lead"`
	What           inspection.DueKind `json:"what" enum:"rectify,recheck,extension,resumption,measure_approval,refusal_report,delivery,referral_feedback,major_measure"`
	ID             string             `json:"id" doc:"The finding's, the paper's or the act's"`
	Text           string             `json:"text" doc:"Of a finding: its wording"`
	DueOn          string             `json:"dueOn" format:"date"`
	Left           int                `json:"left" doc:"Days to the last day; negative: over by so many"`
	Urgency        string             `json:"urgency" enum:"running,soon,overdue"`
	Certain        bool               `json:"certain" doc:"False: the holidays of a year it runs through are not announced yet"`
	Basis          string             `json:"basis" doc:"Where the length comes from"`
}

// DueList is one page of what is due, the most urgent first: the things of so many checks, those before which were begun
// earlier.
type DueList struct {
	Today      string    `json:"today" format:"date"`
	Items      []DueItem `json:"items"`
	NextCursor string    `json:"nextCursor" doc:"Empty on the last page."`
	Checks     int       `json:"checks" doc:"In how many checks something can be due, on all pages"`

	Overdue int                             `json:"overdue" doc:"Of the items"`
	Soon    int                             `json:"soon" doc:"Of the items"`
	Orders  map[inspection.ItemStanding]int `json:"orders" doc:"How many order items stand how, in all checks one may see"`
	Late    int                             `json:"late" doc:"Open order items past their day, in all checks one may see"`
}

// Carry gives the room the terms that checks take up when their scheme is approved, and the clocks by which what is due
// is reckoned (configs/clocks.yaml, by code).
func (r *Room) Carry(terms inspection.Terms, clocks map[string]planning.Limit) {
	r.terms, r.clocks = &terms, clocks
}

// Due lists what is due within so many days in the checks the actor may see, what is over first; to an enterprise only
// what is for it to do. A page is made of at most limit checks. Who may: everybody with checks. Refuses with BadCursor.
func (r *Room) Due(ctx context.Context, actor inspection.Actor, within int, cursor string, limit int) (DueList, error) {
	today := planning.DayOf(r.store.Now())
	horizon := (today + planning.Day(min(max(within, 0), longestAhead))).String()
	records, next, err := r.store.ChecksDue(ctx, actor, horizon, cursor, min(max(limit, 1), MostDueChecks))
	if err != nil {
		return DueList{}, err
	}
	out := DueList{Today: today.String(), Items: []DueItem{}, NextCursor: next}
	if out.Checks, err = r.store.CountDue(ctx, actor, horizon); err != nil {
		return DueList{}, err
	}
	for i := range records {
		for _, item := range Reckoned(&records[i], r.clocks, r.calendar, today) {
			if item.DueOn <= horizon && (actor.Role != inspection.RoleEnterprise || item.What == inspection.DueRectify) {
				out.Items = append(out.Items, item)
			}
		}
	}
	slices.SortFunc(out.Items, func(a, b DueItem) int {
		return strings.Compare(a.DueOn+a.CheckID+string(a.What)+a.ID, b.DueOn+b.CheckID+string(b.What)+b.ID)
	})
	for _, item := range out.Items {
		switch item.Urgency {
		case planning.Overdue:
			out.Overdue++
		case planning.DueSoon:
			out.Soon++
		}
	}
	out.Orders, out.Late, err = r.store.OrderItemCounts(ctx, actor, out.Today)
	return out, err
}

// Reckoned is all that a check waits for as it stands on a day, by these clocks and this calendar. What is counted by a clock
// nobody has set is left out.
func Reckoned(w *store.Waiting, clocks map[string]planning.Limit, calendar planning.Calendar, today planning.Day) []DueItem {
	items := []DueItem{}
	for _, d := range w.Dues {
		if item, ok := reckoned(w, d, clocks, calendar, today); ok {
			items = append(items, item)
		}
	}
	return items
}

func reckoned(w *store.Waiting, d store.DueText, clocks map[string]planning.Limit, calendar planning.Calendar, today planning.Day) (DueItem, bool) {
	from, err := planning.ParseDay(d.On)
	clock, known := clocks[d.Clock]
	if d.Clock == "" { // a day of its own: the day itself is the last
		own, set := clocks[ownDay]
		if !set {
			own = planning.Limit{Soon: 3, Basis: "责令限期整改指令书"} // a bureau whose clocks.yaml is older than that line
		}
		clock, known = planning.Limit{Unit: planning.SameDay, Soon: own.Soon, Basis: own.Basis}, true
	}
	if err != nil || !known {
		return DueItem{}, false
	}
	s := clock.Standing(calendar, from, today)
	return DueItem{CheckID: w.CheckID, Number: w.Number, EnterpriseName: w.EnterpriseName, Town: w.Town, Section: w.Section, Lead: w.Lead, What: d.What, ID: d.ID,
		Text: d.Text, DueOn: s.DueOn.String(), Left: s.Left, Urgency: s.Urgency, Certain: s.Certain, Basis: clock.Basis}, true
}

// ownDay is the clock that says how many days before the last day of an order item it is due soon; the day itself stands
// in the order and is no clock's to move.
const ownDay = "order_item"
