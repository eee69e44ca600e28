package planning

import (
	"reflect"
	"strings"
	"time"
)

// Freeze fixes the pools and gives the draw its fingerprint. From here on nothing of them can change.
func Freeze(p Pool, planID, by string, at time.Time) (Draw, error) {
	p.Schema = DrawSchema
	p = p.Sorted()
	if err := p.Check(); err != nil {
		return Draw{}, err
	}
	return Draw{Pool: p, State: "frozen", PlanID: planID, FrozenBy: by, FrozenAt: at, Fingerprint: p.Print(), Promises: []Promise{}}, nil
}

// Promise takes one of the two commitments.
func (d *Draw) Promise(personID, name, commitment string, at time.Time) error {
	switch {
	case d.State != "frozen":
		return DrawWrongState.With("state", d.State)
	case !isHex(commitment, 64):
		return DrawCommitment
	case len(d.Promises) > 0 && d.Promises[0].PersonID == personID:
		return DrawSamePerson
	}
	d.Promises = append(d.Promises, Promise{PersonID: personID, Name: name, Commitment: commitment, PromisedAt: at})
	if len(d.Promises) == 2 {
		d.State = "promised"
	}
	return nil
}

// Show takes the secret that was promised; only when both promises are there, for the first shown would else be known to
// whoever promises second.
func (d *Draw) Show(personID, secret string, at time.Time) error {
	if d.State != "promised" {
		return DrawWrongState.With("state", d.State)
	}
	for i := range d.Promises {
		p := &d.Promises[i]
		if p.PersonID != personID {
			continue
		}
		if !isHex(secret, secretSize) || CommitmentTo(d.DrawID, d.Fingerprint, personID, secret) != p.Commitment {
			return DrawSecret
		}
		p.Secret, p.ShownAt = secret, &at
		return nil
	}
	return DrawSecret
}

// Run draws, when both secrets are shown.
func (d *Draw) Run(public, by string, at time.Time) error {
	if d.State != "promised" || d.Promises[0].Secret == "" || d.Promises[1].Secret == "" {
		return DrawWrongState.With("state", d.State)
	}
	if public = strings.TrimSpace(public); (public == "") != (d.Rules.PublicSrc == "") || len(public) > 200 {
		return DrawPublicNumber.With("source", d.Rules.PublicSrc)
	}
	seed := seedOf(d.Fingerprint, d.Promises, public)
	result, err := d.Pick(seed)
	if err != nil {
		return err
	}
	d.PublicNumber, d.Seed, d.Result, d.State, d.DrawnAt, d.DrawnBy = public, seed, result, "drawn", &at, by
	return nil
}

// Nullify voids a draw, with a reason; it stays to be seen.
func (d *Draw) Nullify(reason string, step PlanStep) error {
	if d.State == "void" || d.RedrawnAs != "" {
		return DrawWrongState.With("state", d.State)
	}
	if strings.TrimSpace(reason) == "" {
		return DrawReason
	}
	step.Note = reason
	d.State, d.Void = "void", &step
	return nil
}

func isHex(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "0123456789abcdef") == ""
}

// Flaw is one thing that does not hold in a certificate.
type Flaw string

// The flaws of a certificate.
const (
	FlawSchema      Flaw = "schema"
	FlawPool        Flaw = "pool"
	FlawFingerprint Flaw = "fingerprint"
	FlawPeople      Flaw = "people"
	FlawCommitment  Flaw = "commitment"
	FlawOrder       Flaw = "order"
	FlawPublic      Flaw = "public_number"
	FlawSeed        Flaw = "seed"
	FlawResult      Flaw = "result"
)

// Verify works a drawn draw out again and names everything that does not hold; nothing: it holds.
func Verify(d Draw) []Flaw {
	var flaws []Flaw
	hold := func(ok bool, f Flaw) {
		if !ok {
			flaws = append(flaws, f)
		}
	}
	hold(d.Schema == DrawSchema, FlawSchema)
	hold(d.Check() == nil && reflect.DeepEqual(d.Pool, d.Pool.Sorted()), FlawPool)
	hold(d.Print() == d.Fingerprint, FlawFingerprint)
	hold(len(d.Promises) == 2 && d.Promises[0].PersonID != d.Promises[1].PersonID, FlawPeople)
	for _, p := range d.Promises {
		hold(CommitmentTo(d.DrawID, d.Fingerprint, p.PersonID, p.Secret) == p.Commitment, FlawCommitment)
		for _, other := range d.Promises {
			hold(p.ShownAt != nil && !p.ShownAt.Before(other.PromisedAt) && d.DrawnAt != nil && !d.DrawnAt.Before(*p.ShownAt) && !p.PromisedAt.Before(d.FrozenAt), FlawOrder)
		}
	}
	hold((d.PublicNumber == "") == (d.Rules.PublicSrc == ""), FlawPublic)
	hold(seedOf(d.Fingerprint, d.Promises, d.PublicNumber) == d.Seed, FlawSeed)
	result, err := d.Pick(d.Seed)
	hold(err == nil && reflect.DeepEqual(result, d.Result), FlawResult)
	return flaws
}
