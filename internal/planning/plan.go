package planning

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"anjian/internal/fault"
)

// A plan says how many checks there are to be (安全生产法 62(2)), and breaks the number down: by town, class, industry,
// month and section. The founding plan (坛应急〔2020〕2号) breaks it down one way at a time; how many of a town's checks are
// in a month it does not say. So a breakdown is kept as what it is, a margin of one part of the plan, and no table of
// all of them at once is made up.
//
// The figures balance by construction: nothing sets a total and a line. Lines change only by Shift, which moves a number
// from one line of a breakdown to another, or adds it to one line of every breakdown of the part it belongs to. A plan
// that balances goes on balancing whatever is done to it.

// Part is what a breakdown counts.
type Part string

// The parts of a plan.
const (
	All    Part = "all"
	Key    Part = "key"    // 计划内: 重点检查, a named list
	Random Part = "random" // 双随机: 一般检查, drawn
)

// The dimensions a plan is broken down by.
const (
	ByTown     = "town"
	ByClass    = "class"
	ByIndustry = "industry"
	ByMonth    = "month"
	BySection  = "section"
)

// Dimensions in the order in which they are shown.
var Dimensions = []string{ByTown, ByClass, ByIndustry, ByMonth, BySection}

// Line is one line of a breakdown.
type Line struct {
	Name string `json:"name" maxLength:"100"`
	N    int    `json:"n" minimum:"0" maximum:"1000000"`
}

// Breakdown is one margin of a part of the plan.
type Breakdown struct {
	By    string `json:"by" enum:"town,class,industry,month,section"`
	Of    Part   `json:"of" enum:"all,key,random"`
	Lines []Line `json:"lines" maxItems:"200"`
}

// Figures are a plan's numbers. Planned is Key + Random, whatever anybody says.
type Figures struct {
	Required   int         `json:"required" minimum:"0" maximum:"1000000" doc:"应检: how many there must be"`
	Key        int         `json:"key" minimum:"0" maximum:"1000000" doc:"计划内"`
	Random     int         `json:"random" minimum:"0" maximum:"1000000" doc:"双随机"`
	Breakdowns []Breakdown `json:"breakdowns" maxItems:"20"`
}

// Planned is how many checks are planned.
func (f Figures) Planned() int { return f.Key + f.Random }

// Of is the number of one part.
func (f Figures) Of(part Part) int {
	switch part {
	case Key:
		return f.Key
	case Random:
		return f.Random
	}
	return f.Planned()
}

// What figures refuse.
var (
	FiguresUnbalanced = fault.New(fault.Refused, "plan.unbalanced", "The figures of the plan do not add up.")
	FiguresWrong      = fault.New(fault.Invalid, "plan.figures_wrong", "The figures of the plan are not well formed.")
	ShiftWrong        = fault.New(fault.Refused, "plan.shift_wrong", "The plan has no such line, or there is not so much in it.")
)

// Check refuses figures that do not add up, naming the breakdown, or that are no figures.
func (f Figures) Check() error {
	if f.Required < 0 || f.Key < 0 || f.Random < 0 {
		return FiguresWrong
	}
	for i, b := range f.Breakdowns {
		if !slices.Contains(Dimensions, b.By) || b.Of != All && b.Of != Key && b.Of != Random {
			return FiguresWrong.With("by", b.By)
		}
		for _, other := range f.Breakdowns[:i] {
			if other.By == b.By && (other.Of == b.Of || other.Of == All || b.Of == All) {
				return FiguresWrong.With("by", b.By).With("why", "twice")
			}
		}
		sum, seen := 0, map[string]bool{}
		for _, l := range b.Lines {
			if l.N < 0 || strings.TrimSpace(l.Name) == "" || seen[l.Name] || utf8.RuneCountInString(l.Name) > 100 {
				return FiguresWrong.With("by", b.By).With("line", l.Name)
			}
			seen[l.Name] = true
			sum += l.N
		}
		if want := f.Of(b.Of); sum != want {
			return FiguresUnbalanced.With("by", b.By).With("of", string(b.Of)).With("sum", sum).With("want", want)
		}
	}
	return nil
}

// Shift is one change of the figures.
//
// With From and To it moves N from one line of a breakdown to another, and no total changes. With In it adds N (or, when
// negative, takes it away) to the part Of, in one line of every breakdown that counts this part. Required is a figure of
// its own: RequiredBy changes it.
type Shift struct {
	Of         Part              `json:"of" enum:"all,key,random"`
	By         string            `json:"by,omitempty" enum:"town,class,industry,month,section," doc:"Of a move: the breakdown"`
	From       string            `json:"from,omitempty" maxLength:"100"`
	To         string            `json:"to,omitempty" maxLength:"100"`
	In         map[string]string `json:"in,omitempty" doc:"Of an addition: for each dimension the line it goes into"`
	N          int               `json:"n" minimum:"-1000000" maximum:"1000000"`
	RequiredBy int               `json:"requiredBy,omitempty" minimum:"-1000000" maximum:"1000000"`
}

// Apply gives the figures after shifts; the ones it is called on stay. Refuses with ShiftWrong, naming the shift.
func (f Figures) Apply(shifts ...Shift) (Figures, error) {
	next := f.clone()
	for i, s := range shifts {
		if err := next.apply(s); err != nil {
			return f, err.With("shift", i+1)
		}
	}
	return next, nil
}

func (f *Figures) apply(s Shift) *fault.Error {
	if f.Required += s.RequiredBy; f.Required < 0 {
		return ShiftWrong.With("by", "required")
	}
	switch {
	case s.By != "":
		b := f.breakdown(s.By, s.Of)
		if b == nil || s.N <= 0 || s.From == s.To || s.In != nil {
			return ShiftWrong.With("by", s.By)
		}
		if !b.add(s.From, -s.N) {
			return ShiftWrong.With("by", s.By).With("line", s.From)
		}
		if !b.add(s.To, s.N) {
			return ShiftWrong.With("by", s.By).With("line", s.To)
		}
	case s.N != 0:
		return f.grow(s)
	}
	return nil
}

// grow adds to a part, in one line of each breakdown that counts it.
func (f *Figures) grow(s Shift) *fault.Error {
	if s.Of != Key && s.Of != Random {
		return ShiftWrong.With("of", string(s.Of))
	}
	for i := range f.Breakdowns {
		b := &f.Breakdowns[i]
		if b.Of != All && b.Of != s.Of {
			continue
		}
		if line := s.In[b.By]; !b.add(line, s.N) {
			return ShiftWrong.With("by", b.By).With("line", line)
		}
	}
	part := &f.Key
	if s.Of == Random {
		part = &f.Random
	}
	if *part += s.N; *part < 0 {
		return ShiftWrong.With("of", string(s.Of))
	}
	return nil
}

func (f *Figures) breakdown(by string, of Part) *Breakdown {
	for i := range f.Breakdowns {
		if f.Breakdowns[i].By == by && f.Breakdowns[i].Of == of {
			return &f.Breakdowns[i]
		}
	}
	return nil
}

// add changes one line; false when there is none or it would be negative. A line that is not there yet can be added to.
func (b *Breakdown) add(name string, n int) bool {
	for i := range b.Lines {
		if b.Lines[i].Name == name {
			if b.Lines[i].N+n < 0 {
				return false
			}
			b.Lines[i].N += n
			return true
		}
	}
	if n < 0 || strings.TrimSpace(name) == "" || utf8.RuneCountInString(name) > 100 || len(b.Lines) >= 200 {
		return false
	}
	b.Lines = append(b.Lines, Line{Name: name, N: n})
	return true
}

func (f Figures) clone() Figures {
	f.Breakdowns = slices.Clone(f.Breakdowns)
	for i := range f.Breakdowns {
		f.Breakdowns[i].Lines = slices.Clone(f.Breakdowns[i].Lines)
	}
	return f
}

// Plan is an annual plan, or a campaign's (专项整治, 打非治违), with everything ever changed in it.
type Plan struct {
	ID          string       `json:"id"`
	Kind        PlanKind     `json:"kind" enum:"annual,campaign"`
	Year        int          `json:"year"`
	Title       string       `json:"title"`
	State       PlanState    `json:"state" enum:"draft,submitted,approved,in_force,closed"`
	Capacity    Capacity     `json:"capacity"`
	Figures     Figures      `json:"figures"`
	Submitted   *PlanStep    `json:"submitted,omitempty"`
	Returned    *PlanStep    `json:"returned,omitempty"`
	Approved    *PlanStep    `json:"approved,omitempty"`
	InForce     *PlanStep    `json:"inForce,omitempty"`
	Closed      *PlanStep    `json:"closed,omitempty"`
	Adjustments []Adjustment `json:"adjustments"`
	Version     int64        `json:"version"`
}

// FillEmpty makes absent lists empty ones: on the wire a list is never null.
func (p *Plan) FillEmpty() {
	if p.Capacity.Other == nil {
		p.Capacity.Other = []WorkdayLine{}
	}
	if p.Capacity.Non == nil {
		p.Capacity.Non = []WorkdayLine{}
	}
	if p.Adjustments == nil {
		p.Adjustments = []Adjustment{}
	}
}

// PlanKind tells the year's plan from a campaign's.
type PlanKind string

// The kinds of plan.
const (
	Annual   PlanKind = "annual"
	Campaign PlanKind = "campaign"
)

// PlanState is how far a plan has come.
type PlanState string

// The states of a plan: draft → submitted → approved → in force → closed. An adjustment leaves it in force.
const (
	Draft     PlanState = "draft"
	Submitted PlanState = "submitted"
	Approved  PlanState = "approved"
	InForce   PlanState = "in_force"
	Closed    PlanState = "closed"
)

// PlanStep is who took a plan a step on, when, and by which paper.
type PlanStep struct {
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Note     string    `json:"note,omitempty"`
	Document string    `json:"document,omitempty"` // number of the approval or of the issued plan
	On       string    `json:"on,omitempty"`       // day of that paper, YYYY-MM-DD
}

// Adjustment is a change of a plan in force: proposed with its reason, decided with its approval and its filing
// (坛应急〔2020〕2号: 重大调整按照有关规定审批和备案). Before and After stay for ever. One that is handed moves targets between
// sections of the bureau, holds at once, and has only the figures by section: see Plan.Hand.
type Adjustment struct {
	ID       string    `json:"id"`
	Reason   string    `json:"reason"`
	Shifts   []Shift   `json:"shifts"`
	Proposed PlanStep  `json:"proposed"`
	State    string    `json:"state" enum:"proposed,approved,refused,handed"`
	Decided  *PlanStep `json:"decided,omitempty"`
	FiledOn  string    `json:"filedOn,omitempty"`
	Before   *Figures  `json:"before,omitempty"`
	After    *Figures  `json:"after,omitempty"`
}
