package planning

import "math"

// Pace says where a section stands against the year. The plan breaks down by section and by month, not by both at once;
// so a section is expected to keep the pace of the whole plan: its number times the part of the plan whose months (and
// of the running month, whose workdays) have passed.
type Pace struct {
	Section  string  `json:"section"`
	Planned  int     `json:"planned"`
	Done     int     `json:"done"`
	Expected float64 `json:"expected" doc:"What would be done by today at the plan's pace"`
	Forecast float64 `json:"forecast" doc:"What will be done by the end of the year if it goes on as it went"`
	Word     string  `json:"word" enum:"ahead,on_pace,behind"`
}

// Elapsed is the part of a plan that should be done: of the months before this one all, of this month the part of its
// workdays that has passed. months are the plan's lines for January to December.
func Elapsed(months [12]int, month int, workdaysPassed, workdaysOfMonth int) float64 {
	sum, total := 0.0, 0.0
	for i, n := range months {
		total += float64(n)
		switch {
		case i+1 < month:
			sum += float64(n)
		case i+1 == month && workdaysOfMonth > 0:
			sum += float64(n) * float64(workdaysPassed) / float64(workdaysOfMonth)
		}
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// PaceOf compares a section with the elapsed part of the plan. Within one check, or a twentieth of its number, it is on
// pace.
func PaceOf(section string, planned, done int, elapsed float64) Pace {
	p := Pace{Section: section, Planned: planned, Done: done, Expected: float64(planned) * elapsed, Word: "on_pace"}
	p.Forecast = float64(done)
	if elapsed > 0 {
		p.Forecast = float64(done) / elapsed
	}
	p.Expected, p.Forecast = math.Round(p.Expected*10)/10, math.Round(p.Forecast*10)/10
	switch slack := math.Max(1, float64(planned)/20); {
	case float64(done) > p.Expected+slack:
		p.Word = "ahead"
	case float64(done) < p.Expected-slack:
		p.Word = "behind"
	}
	return p
}
