package ledger

import (
	"time"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/inspection"
)

// Bounds of one request.
const (
	MaxBatch = 500
	MaxBody  = 64 << 10
)

// weighed is an act that can be read, with its sum and its place in the batch.
type weighed struct {
	inspection.Act
	sum string
	at  int
}

// weigh reads what every act has in common. What is malformed here is answered and never stored.
func weigh(actor inspection.Actor, act inspection.Act) (weighed, *fault.Error) {
	switch {
	case !isUUID(act.ID):
		return weighed{}, BadID
	case !isUUID(act.CheckID):
		return weighed{}, BadCheckID
	case act.Device != "" && !isUUID(act.Device):
		return weighed{}, BadDevice
	case act.Dialect > inspection.Dialect:
		return weighed{}, inspection.NewerApp.With("dialect", act.Dialect).With("known", inspection.Dialect)
	case act.Dialect < 1:
		return weighed{}, BadDialect
	case len(act.Body) > MaxBody:
		return weighed{}, TooLarge.With("most", MaxBody)
	case len(act.Kind) > 40:
		return weighed{}, inspection.ActUnknown
	}
	if y := act.DoneAt.UTC().Year(); y < 1970 || y > 9999 {
		return weighed{}, inspection.BadTime
	}
	if len(act.Body) == 0 {
		act.Body = []byte(`{}`)
	}
	act.DoneAt = act.DoneAt.UTC().Truncate(time.Millisecond)
	act.Clock = act.Clock.Exact()
	act.Actor = actor
	sum, err := evidence.ActSum(string(act.Kind), act.CheckID, actor.PersonID, act.DoneAt, act.Clock, act.Body)
	if err != nil {
		return weighed{}, inspection.BadBody.With("kind", string(act.Kind)).Because(err)
	}
	return weighed{Act: act, sum: sum}, nil
}

// isUUID is true for the one form in which ids are compared: 36 characters, lower case.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9' || c >= 'a' && c <= 'f':
		default:
			return false
		}
	}
	return true
}
