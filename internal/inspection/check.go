package inspection

import (
	"slices"
	"time"

	"anjian/internal/checklist"
)

// Check is a check as the law room handles it. Its state moves only by the procedure.
type Check struct {
	r CheckRecord
}

// CheckFrom takes a snapshot in. The snapshot, with everything in it, belongs to the Check from now on. Lists that were
// absent are empty lists from here on, never null.
func CheckFrom(r CheckRecord) Check {
	c := Check{r: r}
	c.fillEmpty()
	return c
}

// Record gives the snapshot back.
func (c *Check) Record() CheckRecord { return c.r }

// Known is what the operation looked up for an act, because the server (or, on a phone, the downloaded snapshot)
// knows it better than the act's author. Lists holds the check's checklists by code, exactly the versions it keeps;
// the other fields are set only for the acts that name them.
type Known struct {
	Lists       map[string]checklist.Checklist
	Law         checklist.Law
	Bureau      PersonRef             // create_check: id and name of the bureau
	Section     PersonRef             // create_check: id and name of the section
	Enterprise  EnterpriseBrief       // create_check
	Team        []Member              // create_check, reassign: resolved from the register of people
	Checklists  []ChecklistRef        // create_check, revise_scheme: resolved to published versions
	Number      *DocumentNumber       // approve_scheme
	Paper       *DocumentNumber       // the acts of PaperOf: the number of the paper; nil on a phone, which gives none
	VisitOfYear int                   // dispatch
	VisitCap    int                   // dispatch
	Ways        []Way                 // approve_scheme: the ways to sign that the bureau accepts
	Certified   *Certified            // sign_with_certificate: whose certificate it was, verified
	RestDay     func(day string) bool // seal_record: is this civil day no working day; nil where no calendar is at hand
	RefusedActs []string              // write_supplement: those of its `from` that were turned away in this check
	Invited     Member                // invite_expert: the expert of its personId, from the register of people
	Terms       *Terms                // approve_scheme: the bureau's terms as they stand; nil leaves the check without its own
}

// Zone is the bureau's civil time. China keeps one zone and no summer time, so a fixed offset is exact.
var Zone = time.FixedZone("CST", 8*3600)

// Day is the civil day of an instant, YYYY-MM-DD.
func Day(t time.Time) string { return t.In(Zone).Format(time.DateOnly) }

// Do carries out one act: finds its clause, asks the act's own function, and moves the state. On a refusal the check
// is unchanged. Who may: the parties of the clause. Times count to the millisecond. Errors are fault.Error values of
// refusals.go, or of the checklist room for a value that is none.
func (c *Check) Do(act Act, known Known) error {
	d, ok := deeds[act.Kind]
	if !ok {
		return ActUnknown.With("kind", string(act.Kind))
	}
	if err := c.acceptable(act); err != nil {
		return err
	}
	clause, err := c.clauseFor(act)
	if err != nil {
		return err
	}
	act.DoneAt = exact(act.DoneAt)
	if err := d.do(c, act, known); err != nil {
		return err
	}
	c.move(clause.To)
	c.settle()
	return nil
}

// acceptable judges the envelope of an act.
func (c *Check) acceptable(act Act) error {
	switch {
	case act.Dialect > Dialect:
		return NewerApp.With("dialect", act.Dialect)
	case !isUUID(act.ID):
		return BadValue.With("field", "id")
	case !isUUID(act.CheckID):
		return BadValue.With("field", "checkId")
	case c.r.State != Nowhere && act.CheckID != c.r.ID:
		return OtherCheck
	case absurd(act.DoneAt):
		return BadTime.With("field", "doneAt")
	}
	return clockFault(act.Clock)
}

// exact is the precision in which times are evidence: UTC, milliseconds.
func exact(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// clauseFor finds the line of the procedure that lets this actor do this act now, or says why there is none.
func (c *Check) clauseFor(act Act) (Clause, error) {
	parties := c.partiesOf(act.Actor)
	if act.Actor.Purpose == ForSigning && !slices.Contains(bySigningLink, act.Kind) {
		parties = nil
	}
	known, allowed := false, false
	for _, clause := range Procedure {
		if clause.Act != act.Kind {
			continue
		}
		known = true
		if !slices.ContainsFunc(clause.By, func(p Party) bool { return slices.Contains(parties, p) }) {
			continue
		}
		allowed = true
		if slices.Contains(clause.From, c.r.State) {
			return clause, nil
		}
	}
	switch {
	case !known:
		return Clause{}, ActUnknown.With("kind", string(act.Kind))
	case !allowed:
		return Clause{}, NotYourPart.With("act", string(act.Kind))
	default:
		return Clause{}, c.wrongState(act.Kind)
	}
}

// partiesOf says what an actor is to this check. Nobody is anything to a check of another bureau.
func (c *Check) partiesOf(a Actor) []Party {
	if c.r.State == Nowhere {
		if !a.Guest() && a.Role == RoleSectionHead && a.BureauID != "" {
			return []Party{PartySectionHead}
		}
		return nil
	}
	if a.BureauID != c.r.BureauID || !a.Keeps(c.r.ID) {
		return nil
	}
	var parties []Party
	for _, m := range c.r.Team {
		if m.PersonID == a.PersonID {
			parties = append(parties, m.Part)
		}
	}
	// Whether the invitation still stood is for the act to ask: it knows when it was done.
	if a.Role == RoleExpert && slices.ContainsFunc(c.r.Invitations, func(v Invitation) bool { return v.of(a) && v.Withdrawn == nil }) {
		parties = append(parties, PartyExpert)
	}
	switch {
	case a.Role == RoleSectionHead && a.SectionID != "" && a.SectionID == c.r.SectionID:
		parties = append(parties, PartySectionHead)
	case a.Role == RoleLeader:
		parties = append(parties, PartyLeader)
	case a.Role == RoleEnterprise && a.EnterpriseID != "" && a.EnterpriseID == c.r.Enterprise.ID && (!a.Guest() || a.Purpose == ForSigning):
		parties = append(parties, PartyEnterprise)
	case a.Role == RoleEnterprise && a.EnterpriseID != "" && a.EnterpriseID == c.r.Enterprise.ID && a.Purpose == ForRectifying:
		parties = append(parties, PartyRectifier)
	}
	return parties
}

// wrongState says why an act that this actor may do cannot be done now.
func (c *Check) wrongState(kind Kind) error {
	sealed := c.r.State == Recorded || c.r.State == Signed
	switch {
	case kind == CreateCheck:
		return CheckExists
	case c.r.State == Closed:
		return CheckClosed
	case sealed && !inLoop(kind) && kind != SealRecord && kind != ReopenRecord && kind != SignRecord && kind != RefuseSignature:
		return RecordSealed.With("state", string(c.r.State))
	default:
		return WrongState.With("state", string(c.r.State)).With("act", string(kind))
	}
}

// inLoop: an act of the time after the visit only; nothing is sealed against it, it is too early.
func inLoop(kind Kind) bool {
	from := func(state State) bool {
		return slices.ContainsFunc(Procedure, func(clause Clause) bool { return clause.Act == kind && slices.Contains(clause.From, state) })
	}
	return from(Signed) && !from(Open)
}

// move is the only place that sets a state.
func (c *Check) move(to State) { c.r.State = to }

// officer gives the lead or the assistant; nil when the snapshot has none.
func (c *Check) officer(part Party) *Member {
	for i := range c.r.Team {
		if c.r.Team[i].Part == part {
			return &c.r.Team[i]
		}
	}
	return nil
}

// who names the actor in a record.
func (a Act) who() PersonRef { return PersonRef{ID: a.Actor.PersonID, Name: a.Actor.Name} }

// fillEmpty makes absent lists empty ones.
func (c *Check) fillEmpty() {
	r := &c.r
	filled(&r.Enterprise.Flags)
	filled(&r.Team)
	filled(&r.Checklists)
	filled(&r.Scheme.Methods)
	filled(&r.Scheme.Tools)
	filled(&r.Scheme.Documents)
	filled(&r.Findings)
	filled(&r.Photos)
	filled(&r.Signatures)
	filled(&r.SignRefusals)
	if r.Facts == nil {
		r.Facts = map[string]Fact{}
	}
	if r.Answers == nil {
		r.Answers = map[string][]Answer{}
	}
	if r.Superseded == nil {
		r.Superseded = map[string][]string{}
	}
}

func filled[T any](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}
