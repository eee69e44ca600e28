package inspection

import (
	"encoding/json"
	"slices"
	"strings"
)

// Masked keeps the first three and the last two signs of a number or address by which somebody is reached, of a short one
// only the last two.
//
// 个人信息保护法 6, 28: no more than the purpose needs; what identifies a person is kept with care.
func Masked(number string) string {
	signs := []rune(strings.TrimSpace(number))
	switch {
	case len(signs) == 0:
		return ""
	case len(signs) < 8:
		return "****" + string(signs[max(0, len(signs)-2):])
	default:
		return string(signs[:3]) + "****" + string(signs[len(signs)-2:])
	}
}

// Assists says whether an actor only assists or watches: an expert, a town. They see what was found and said; how the
// people in it are reached is not theirs to know.
func (a Actor) Assists() bool { return a.Role == RoleExpert || a.Role == RoleTown }

// withoutNumbers is a check without the numbers and addresses of the people in it.
func (r CheckRecord) withoutNumbers() CheckRecord {
	r.Enterprise.Phone = Masked(r.Enterprise.Phone)
	if r.Arrival != nil {
		arrival := *r.Arrival
		arrival.Phone = Masked(arrival.Phone)
		r.Arrival = &arrival
	}
	r.Addresses = slices.Clone(r.Addresses)
	for i := range r.Addresses {
		a := &r.Addresses[i]
		a.Phone, a.Electronic = Masked(a.Phone), Masked(a.Electronic)
	}
	if r.Refusal != nil {
		refusal := *r.Refusal
		refusal.Witnesses = unreached(refusal.Witnesses)
		r.Refusal = &refusal
	}
	r.SignRefusals = refusedUnreached(r.SignRefusals)
	r.Supplements = slices.Clone(r.Supplements)
	for i := range r.Supplements {
		r.Supplements[i].SignRefusals = refusedUnreached(r.Supplements[i].SignRefusals)
	}
	r.Orders, r.Measures, r.Rechecks = slices.Clone(r.Orders), slices.Clone(r.Measures), slices.Clone(r.Rechecks)
	for i := range r.Orders {
		r.Orders[i].SignRefusals = refusedUnreached(r.Orders[i].SignRefusals)
	}
	for i := range r.Measures {
		r.Measures[i].SignRefusals = refusedUnreached(r.Measures[i].SignRefusals)
	}
	for i := range r.Rechecks {
		r.Rechecks[i].SignRefusals = refusedUnreached(r.Rechecks[i].SignRefusals)
	}
	r.Deliveries = slices.Clone(r.Deliveries)
	for i := range r.Deliveries {
		r.Deliveries[i].Witnesses = unreached(r.Deliveries[i].Witnesses)
		if r.Deliveries[i].Way == Electronically {
			r.Deliveries[i].Place = Masked(r.Deliveries[i].Place)
		}
	}
	return r
}

func unreached(witnesses []Witness) []Witness {
	shown := slices.Clone(witnesses)
	for i := range shown {
		shown[i].Phone = Masked(shown[i].Phone)
	}
	return shown
}

func refusedUnreached(refusals []SignRefusal) []SignRefusal {
	shown := slices.Clone(refusals)
	for i := range shown {
		shown[i].Witnesses = unreached(shown[i].Witnesses)
	}
	return shown
}

// BodyFor is the content of an act as an actor may read it in the ledger: of the bureau's own papers nothing to those
// outside it, and to those who only assist no numbers by which people are reached. What is left out or masked no longer
// gives the act's sum; whoever must verify it has the case file.
func BodyFor(a Actor, kind Kind, body json.RawMessage) json.RawMessage {
	switch {
	case kind.Inner() && !a.Inside():
		return json.RawMessage(`{}`)
	case !a.Assists():
		return body
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil || !maskIn(v) {
		return body
	}
	masked, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage(`{}`)
	}
	return masked
}

// maskIn masks every phone number and electronic address in a JSON value and says whether there were any.
func maskIn(v any) (found bool) {
	switch x := v.(type) {
	case map[string]any:
		for name, inner := range x {
			text, ok := inner.(string)
			if ok && text != "" && (name == "phone" || name == "electronic" || name == "place" && x["way"] == string(Electronically)) {
				x[name], found = Masked(text), true
			}
			found = maskIn(inner) || found
		}
	case []any:
		for _, inner := range x {
			found = maskIn(inner) || found
		}
	}
	return found
}
