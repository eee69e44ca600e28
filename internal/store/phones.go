package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"anjian/internal/inspection"
)

// PhoneHolds is what one phone says it still holds of one check.
type PhoneHolds struct {
	CheckID       string
	Device        string
	PersonID      string
	BureauID      string
	Name          string // what its person calls the phone; may be empty
	WaitingActs   int
	WaitingPhotos int
	WaitingBytes  int64
	LastActAt     *time.Time // the device's clock
}

// TeamPhone is one phone of a check's team: what it last said, and what the ledger knows it has sent.
type TeamPhone struct {
	Device         string     `json:"device"`
	PersonID       string     `json:"personId"`
	PersonName     string     `json:"personName"`
	Name           string     `json:"name,omitempty"`
	HeardAt        *time.Time `json:"heardAt,omitempty" doc:"When it last said what it holds; absent: never, though it has sent acts."`
	WaitingActs    int        `json:"waitingActs"`
	WaitingPhotos  int        `json:"waitingPhotos"`
	WaitingBytes   int64      `json:"waitingBytes"`
	AcceptedActs   int        `json:"acceptedActs" doc:"Acts of this phone in the check's ledger."`
	LastAcceptedAt *time.Time `json:"lastAcceptedAt,omitempty" doc:"The server's clock."`
}

// RememberPhone writes down what a phone holds of a check; what it said before is forgotten.
func (t *Tx) RememberPhone(_ context.Context, p PhoneHolds) error {
	var last any
	if p.LastActAt != nil {
		last = ms(*p.LastActAt)
	}
	n, err := t.exec("renew what a phone holds", `UPDATE check_phones SET name = ?, waiting_acts = ?, waiting_photos = ?, waiting_bytes = ?, last_act_at = ?, heard_at = ? WHERE check_id = ? AND device = ? AND person_id = ? AND bureau_id = ?`,
		p.Name, p.WaitingActs, p.WaitingPhotos, p.WaitingBytes, last, t.now, p.CheckID, p.Device, p.PersonID, p.BureauID)
	if err != nil || n > 0 {
		return err
	}
	err = t.must("remember what a phone holds", `INSERT INTO check_phones (check_id, device, person_id, bureau_id, name, waiting_acts, waiting_photos, waiting_bytes, last_act_at, heard_at) VALUES (`+marks(10)+`)`,
		p.CheckID, p.Device, p.PersonID, p.BureauID, p.Name, p.WaitingActs, p.WaitingPhotos, p.WaitingBytes, last, t.now)
	if errors.Is(err, Exists) { // the same phone twice at once: either will do
		return nil
	}
	return err
}

// SeenBy gives those of the checks that the actor may see now.
func (r Reader) SeenBy(ctx context.Context, actor inspection.Actor, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	scope, args := r.visible(actor)
	return rows[string](r, ctx, "look which checks are visible", `SELECT c.id FROM checks c WHERE `+scope+` AND c.id IN (`+marks(len(ids))+`) ORDER BY c.id`, append(args, anys(ids)...)...)
}

// PhonesOf gives the phones of each check's present team, those never heard of only where the ledger has acts of theirs;
// by check, then by person and device.
func (r Reader) PhonesOf(ctx context.Context, bureauID string, ids []string) (map[string][]TeamPhone, error) {
	found := map[string]map[[2]string]*TeamPhone{}
	names := map[[2]string]string{}
	if len(ids) == 0 {
		return nil, nil
	}
	args := append([]any{bureauID}, anys(ids)...)
	team, err := rows[struct{ CheckID, PersonID, Name string }](r, ctx, "read the teams", `SELECT m.check_id, m.person_id, p.name FROM check_members m
		JOIN people p ON p.id = m.person_id WHERE p.bureau_id = ? AND m.until_seq = 0 AND m.part <> 'expert' AND m.check_id IN (`+marks(len(ids))+`)`, args...)
	if err != nil {
		return nil, err
	}
	for _, m := range team {
		names[[2]string{m.CheckID, m.PersonID}] = m.Name
	}
	phone := func(check, person, device string) *TeamPhone {
		name, ok := names[[2]string{check, person}]
		if !ok || device == "" {
			return nil
		}
		if found[check] == nil {
			found[check] = map[[2]string]*TeamPhone{}
		}
		key := [2]string{person, device}
		if found[check][key] == nil {
			found[check][key] = &TeamPhone{Device: device, PersonID: person, PersonName: name}
		}
		return found[check][key]
	}
	heard, err := rows[struct {
		CheckID, Device, PersonID, Name string
		WaitingActs, WaitingPhotos      int
		WaitingBytes                    int64
		HeardAt                         time.Time
	}](r, ctx, "read what phones hold", `SELECT check_id, device, person_id, name, waiting_acts, waiting_photos, waiting_bytes, heard_at FROM check_phones
		WHERE bureau_id = ? AND check_id IN (`+marks(len(ids))+`)`, args...)
	if err != nil {
		return nil, err
	}
	for _, h := range heard {
		if p := phone(h.CheckID, h.PersonID, h.Device); p != nil {
			at := h.HeardAt.UTC()
			p.Name, p.WaitingActs, p.WaitingPhotos, p.WaitingBytes, p.HeardAt = h.Name, h.WaitingActs, h.WaitingPhotos, h.WaitingBytes, &at
		}
	}
	if err := r.sentBy(ctx, args, len(ids), phone); err != nil {
		return nil, err
	}
	out := make(map[string][]TeamPhone, len(found))
	for check, phones := range found {
		for _, p := range phones {
			out[check] = append(out[check], *p)
		}
		slices.SortFunc(out[check], func(a, b TeamPhone) int { return strings.Compare(a.PersonID+a.Device, b.PersonID+b.Device) })
	}
	return out, nil
}

// deedHead is more than the words of a deed before its body can be long.
const deedHead = `700`

// sentBy counts what the ledger has from each phone. Only the heads of the deeds are read: who and when, not what.
func (r Reader) sentBy(ctx context.Context, args []any, n int, phone func(check, person, device string) *TeamPhone) error {
	heads, err := rows[struct{ CheckID, Head string }](r, ctx, "count what phones have sent",
		`SELECT check_id, SUBSTR(deed, 1, `+deedHead+`) AS head FROM acts WHERE bureau_id = ? AND check_id IN (`+marks(n)+`)`, args...)
	if err != nil {
		return err
	}
	for _, h := range heads {
		head, _, _ := strings.Cut(h.Head, `,"body":`)
		var said deed
		if json.Unmarshal([]byte(head+`}`), &said) != nil {
			continue
		}
		p := phone(h.CheckID, said.ActorID, said.Device)
		if p == nil {
			continue
		}
		p.AcceptedActs++
		if at := said.TakenAt.UTC(); p.LastAcceptedAt == nil || at.After(*p.LastAcceptedAt) {
			p.LastAcceptedAt = &at
		}
	}
	return nil
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
