package planning

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// The week board: which check on which day by which two officers. Due re-checks come first (坛应急〔2020〕2号: 优先安排到期
// 复查), then the checks of the plan's named list by nearness and risk, then the drawn ones. A proposal is only that: the
// section head moves what they like. What speaks against a place is said before anybody puts something there, by the same
// function the proposal goes by (Against).

// JobKind is where a job of the board comes from, in the order in which jobs are laid.
type JobKind string

// The kinds of job.
const (
	RecheckJob JobKind = "recheck"
	KeyJob     JobKind = "key"
	RandomJob  JobKind = "random"
)

var jobOrder = map[JobKind]int{RecheckJob: 0, KeyJob: 1, RandomJob: 2}

var riskOrder = map[string]int{RiskMajor: 0, RiskLarger: 1, RiskGeneral: 2, "": 3, RiskLow: 4}

// Job is one visit to be laid on a day.
type Job struct {
	ID           string       `json:"id"`
	Kind         JobKind      `json:"kind" enum:"recheck,key,random"`
	EnterpriseID string       `json:"enterpriseId"`
	Name         string       `json:"name"`
	Town         string       `json:"town"`
	At           *Coordinates `json:"at,omitempty"`
	Risk         string       `json:"risk"`
	SectionID    string       `json:"sectionId"`
	Month        int          `json:"month,omitempty" doc:"Of a plan's check: its month"`
	NotBefore    string       `json:"notBefore,omitempty" doc:"Of a re-check: the enterprise has until this day"`
	Limit        string       `json:"limit,omitempty" doc:"Of a re-check: the last day by its clock"`
	LeadID       string       `json:"leadId,omitempty" doc:"Drawn, or of the check before"`
	AssistantID  string       `json:"assistantId,omitempty"`
	Visits       int          `json:"visits" doc:"Visits this year so far"`
	Cap          int          `json:"cap" doc:"0: none is published"`
	LaidOn       string       `json:"laidOn,omitempty" doc:"The day it lies on, also one that this board does not show"`
}

// BoardOfficer is an officer as the board sees them.
type BoardOfficer struct {
	ID               string `json:"id"`
	Name             string `json:"name"`
	SectionID        string `json:"sectionId"`
	CertificateUntil string `json:"certificateUntil"`
}

// Crew are two officers who go out together.
type Crew struct {
	LeadID      string `json:"leadId"`
	AssistantID string `json:"assistantId"`
}

func (c Crew) key() string { return c.LeadID + " " + c.AssistantID }

// Absence is when somebody is away.
type Absence struct {
	OfficerID string `json:"officerId"`
	First     string `json:"first"`
	Last      string `json:"last"`
}

// Placement is a job on a day with a crew, and why it lies there.
type Placement struct {
	JobID string   `json:"jobId"`
	Day   string   `json:"day"`
	Crew  Crew     `json:"crew"`
	Why   []Reason `json:"why"`

	EnterpriseID string       `json:"enterpriseId"`
	Town         string       `json:"town"`
	At           *Coordinates `json:"-"`
}

// Reason says why a job lies where it lies, or why it lies nowhere.
type Reason struct {
	Code  string `json:"code"`
	Value string `json:"value,omitempty"`
}

// Objection speaks against a place. One that is hard cannot be overruled: the law or the calendar says so.
type Objection struct {
	Code  string `json:"code" enum:"no_such_officer,same_person,certificate_expired,conflict,on_leave,double_booking,vehicles,over_cap,too_early,past_limit,not_workday,laid_already,gone"`
	Value string `json:"value,omitempty"`
	Hard  bool   `json:"hard"`
}

// Board is what the jobs are laid on.
type Board struct {
	Days      []string       `json:"days"` // working days, in order
	Officers  []BoardOfficer `json:"officers"`
	Crews     []Crew         `json:"crews"`
	PerDay    int            `json:"perDay" doc:"Visits of one officer a day"`
	Vehicles  int            `json:"vehicles" doc:"Crews that can be out on one day; 0: as many as there are"`
	Leave     []Absence      `json:"leave"`
	Conflicts []DrawConflict `json:"conflicts"`
	Taken     []Placement    `json:"taken"` // laid already
	Elsewhere []Placement    `json:"elsewhere" doc:"What other sections have laid for these days: their officers are out then"`

	officers  map[string]BoardOfficer
	conflicts map[DrawConflict]bool
	load      map[string]int // officer and day
	out       map[string]map[string]int
	visits    map[string]int // of this board, by enterprise
	days      map[string]bool
	on        map[string][]Placement // crew and day
}

// Ready makes the board's own books; needed once, before Against and Lay.
func (b *Board) Ready() {
	b.officers, b.conflicts, b.load = map[string]BoardOfficer{}, map[DrawConflict]bool{}, map[string]int{}
	b.out, b.visits, b.days, b.on = map[string]map[string]int{}, map[string]int{}, map[string]bool{}, map[string][]Placement{}
	if b.PerDay < 1 {
		b.PerDay = 1
	}
	for _, o := range b.Officers {
		b.officers[o.ID] = o
	}
	for _, c := range b.Conflicts {
		b.conflicts[c] = true
	}
	for _, d := range b.Days {
		b.days[d] = true
	}
	for _, p := range b.Taken {
		b.Put(p)
	}
	for _, p := range b.Elsewhere {
		b.load[p.Crew.LeadID+p.Day]++
		b.load[p.Crew.AssistantID+p.Day]++
	}
}

// Put lays a job where it is said to lie; Against then counts it.
func (b *Board) Put(p Placement) {
	b.load[p.Crew.LeadID+p.Day]++
	b.load[p.Crew.AssistantID+p.Day]++
	if b.out[p.Day] == nil {
		b.out[p.Day] = map[string]int{}
	}
	b.out[p.Day][p.Crew.key()]++
	b.visits[p.EnterpriseID]++
	b.on[p.Crew.key()+p.Day] = append(b.on[p.Crew.key()+p.Day], p)
}

// Against says everything that speaks against a job on a day with a crew; nothing: it may lie there.
func (b *Board) Against(j Job, day string, crew Crew) []Objection {
	var all []Objection
	object := func(hard bool, code, value string) { all = append(all, Objection{code, value, hard}) }
	if !b.days[day] {
		object(true, "not_workday", day)
	}
	if crew.LeadID == crew.AssistantID {
		object(true, "same_person", "")
	}
	for _, id := range []string{crew.LeadID, crew.AssistantID} {
		o, ok := b.officers[id]
		if !ok {
			object(true, "no_such_officer", "")
			continue
		}
		if o.CertificateUntil < day {
			object(true, "certificate_expired", o.Name)
		}
		if b.conflicts[DrawConflict{id, j.EnterpriseID}] {
			object(true, "conflict", o.Name)
		}
		for _, l := range b.Leave {
			if l.OfficerID == id && l.First <= day && day <= l.Last {
				object(true, "on_leave", o.Name)
			}
		}
		if b.load[id+day] >= b.PerDay {
			object(true, "double_booking", o.Name)
		}
	}
	if b.Vehicles > 0 && b.out[day][crew.key()] == 0 && len(b.out[day]) >= b.Vehicles {
		object(true, "vehicles", fmt.Sprint(b.Vehicles))
	}
	if j.Cap > 0 && j.Kind != RecheckJob && j.Visits+b.visits[j.EnterpriseID] >= j.Cap {
		object(false, "over_cap", fmt.Sprint(j.Cap))
	}
	if j.NotBefore != "" && day < j.NotBefore {
		object(false, "too_early", j.NotBefore)
	}
	if j.Limit != "" && day > j.Limit {
		object(false, "past_limit", j.Limit)
	}
	return all
}

// Lay proposes a place for each job; what has none comes back with the reason. Jobs are laid in one steady order, so the
// same board and jobs give the same proposal.
func (b *Board) Lay(jobs []Job) (placed []Placement, left []Placement) {
	b.Ready()
	jobs = slices.Clone(jobs)
	slices.SortFunc(jobs, func(x, y Job) int {
		return cmp.Or(cmp.Compare(jobOrder[x.Kind], jobOrder[y.Kind]), strings.Compare(x.Limit, y.Limit), cmp.Compare(x.Month, y.Month),
			cmp.Compare(riskOrder[x.Risk], riskOrder[y.Risk]), strings.Compare(x.Town, y.Town), strings.Compare(x.ID, y.ID))
	})
	for _, j := range jobs {
		if p, ok := b.place(j); ok {
			b.Put(p)
			placed = append(placed, p)
		} else {
			left = append(left, p)
		}
	}
	return placed, left
}

// place finds the best place for one job: a re-check's earliest, a plan's check in its month next to what the crew does
// there anyway, or else its earliest; when its month is full, the first day after.
func (b *Board) place(j Job) (Placement, bool) {
	best, bestCost, lacks := Placement{}, math.Inf(1), map[string]int{}
	for n, day := range b.Days {
		for _, crew := range b.crewsFor(j) {
			against := b.Against(j, day, crew)
			if len(against) > 0 {
				for _, o := range against {
					lacks[o.Code]++
				}
				continue
			}
			cost, why := b.cost(j, day, n, crew)
			if cost < bestCost {
				best, bestCost = Placement{JobID: j.ID, Day: day, Crew: crew, Why: why, EnterpriseID: j.EnterpriseID, Town: j.Town, At: j.At}, cost
			}
		}
		if j.Kind == RecheckJob && !math.IsInf(bestCost, 1) {
			break // the earliest day is the best
		}
	}
	if !math.IsInf(bestCost, 1) {
		return best, true
	}
	code, most := "no_day", 0
	for c, n := range lacks {
		if n > most || n == most && c < code {
			code, most = c, n
		}
	}
	return Placement{JobID: j.ID, Why: []Reason{{Code: code}}, EnterpriseID: j.EnterpriseID, Town: j.Town}, false
}

// crewsFor are the crews that may take a job: the one that was drawn or was there before; or else those of its section,
// and where the section has none, all.
func (b *Board) crewsFor(j Job) []Crew {
	own := Crew{j.LeadID, j.AssistantID}
	var section []Crew
	for _, c := range b.Crews {
		if b.officers[c.LeadID].SectionID == j.SectionID {
			section = append(section, c)
		}
	}
	if len(section) == 0 {
		section = b.Crews
	}
	if j.LeadID == "" || j.AssistantID == "" {
		return section
	}
	if j.Kind == RecheckJob { // those who were there know the place, but a limit does not wait for them
		return append([]Crew{own}, b.Crews...)
	}
	return []Crew{own}
}

// cost weighs a place that nothing speaks against, and says why it is what it is.
func (b *Board) cost(j Job, day string, n int, crew Crew) (float64, []Reason) {
	cost, why := float64(n), []Reason{}
	switch j.Kind {
	case RecheckJob:
		why = append(why, Reason{"recheck_due", j.Limit})
		if crew.LeadID != j.LeadID || crew.AssistantID != j.AssistantID {
			cost += 0.5
		} else {
			why = append(why, Reason{"same_officers", ""})
		}
		return cost + 0.01*float64(b.load[crew.LeadID+day]), why
	case RandomJob:
		why = append(why, Reason{"drawn", ""})
	case KeyJob:
		if j.Risk != "" {
			why = append(why, Reason{"risk", j.Risk})
		}
	}
	if j.Month > 0 {
		switch month := monthOf(day); {
		case month < j.Month:
			cost += 10_000 // not before its month while there is another way
		case month > j.Month:
			cost += 5_000
			why = append(why, Reason{"month_full", fmt.Sprint(j.Month)})
		default:
			why = append(why, Reason{"month", fmt.Sprint(j.Month)})
		}
	}
	if near, km, ok := b.near(j, day, crew); ok {
		why = append(why, near)
		cost += km - 100 // a day on which the crew is there anyway is worth waiting for
	}
	// Crews share the work: who has had less goes first.
	return cost + 0.1*float64(len(b.on[crew.key()+day])), why
}

// near says how far a job is from what the crew does on the day.
func (b *Board) near(j Job, day string, crew Crew) (Reason, float64, bool) {
	best, found := Reason{}, false
	least := math.Inf(1)
	for _, p := range b.on[crew.key()+day] {
		switch {
		case p.At != nil && j.At != nil:
			if km := distance(*p.At, *j.At); km < least {
				least, best, found = km, Reason{"near", fmt.Sprintf("%.1f", km)}, km <= 10
			}
		case p.Town == j.Town && j.Town != "" && least > 5:
			least, best, found = 5, Reason{"same_town", j.Town}, true
		}
	}
	return best, least, found
}

// distance in km, on a sphere; towns of a district are near enough for a plane to do, but a sphere costs no more words.
func distance(a, b Coordinates) float64 {
	const radius, degree = 6371, math.Pi / 180
	dLat, dLng := (b.Lat-a.Lat)*degree, (b.Lng-a.Lng)*degree
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(a.Lat*degree)*math.Cos(b.Lat*degree)*math.Pow(math.Sin(dLng/2), 2)
	return 2 * radius * math.Asin(math.Sqrt(h))
}

func monthOf(day string) int {
	if len(day) < 7 {
		return 0
	}
	return int(day[5]-'0')*10 + int(day[6]-'0')
}
