package rest

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

var (
	actMalformed = fault.New(fault.Invalid, "act.malformed", "This act does not have the form of an act.")
	batchTooLong = fault.New(fault.TooLarge, "act.batch_too_long", "There are more acts in this batch than the server takes at once.")
)

// Receipt is the server's word that an act is in the ledger: the same for ever, however often the act is sent.
type Receipt struct {
	ActID   string    `json:"actId"`
	Seq     int64     `json:"seq" doc:"Place in the bureau's ledger."`
	TakenAt time.Time `json:"takenAt" doc:"The server's clock."`
	Sum     string    `json:"sum" doc:"Hex SHA-256 over the canonical act."`
	Hash    string    `json:"hash" doc:"Hex SHA-256 that chains this act to the one before it in its check."`
}

// ActResult is what became of one act of a batch.
type ActResult struct {
	ActID   string     `json:"actId"`
	Outcome string     `json:"outcome" enum:"accepted,refused"`
	Seq     int64      `json:"seq,omitempty"`
	TakenAt *time.Time `json:"takenAt,omitempty"`
	Sum     string     `json:"sum,omitempty"`
	Hash    string     `json:"hash,omitempty"`
	Problem *Problem   `json:"problem,omitempty"`
}

type actIn[B any] struct {
	ID    string `path:"id" format:"uuid" doc:"The check"`
	Cover string `header:"Act-Cover" maxLength:"2000" doc:"The device's signature over this one act (JWS ES256, as in pushActs); needed of a device that has enrolled a key."`
	Body  struct {
		ID     string          `json:"id,omitempty" format:"uuid" doc:"UUIDv7 of the act, minted where it was done; without it the server mints one and the request cannot safely be repeated."`
		DoneAt *time.Time      `json:"doneAt,omitempty" doc:"The device's clock; without it the server's."`
		Clock  *evidence.Clock `json:"clock,omitempty" doc:"What else the device knew of time."`
		Device string          `json:"device,omitempty" maxLength:"64"`
		Body   B               `json:"body"`
	}
}

// Done is the answer to one act: its receipt and the check as it then stands.
type Done struct {
	Receipt Receipt                `json:"receipt"`
	Check   inspection.CheckRecord `json:"check"`
}

type doneOut struct{ Body Done }

// putAct puts up the readable route of one act. Its body is the act's own content with its own schema; what it means
// and who may do it in which state stands in inspection.Procedure.
func putAct[B any](b *board, method, name string, kind inspection.Kind, who Who, summary string, options ...option) {
	b.bodies[kind] = reflect.TypeFor[B]()
	put(b, method, check+"/"+name, operationID(kind), who, func(ctx context.Context, in *actIn[B]) (*doneOut, error) {
		return doOne(ctx, b.h, kind, in.ID, in.Body.ID, in.Body.DoneAt, in.Body.Clock, in.Body.Device, in.Cover, in.Body.Body)
	}, append(options, about("acts", summary), alsoFails(409, 422))...)
}

// doOne carries out one act and answers with its receipt and the check as it then stands.
func doOne(ctx context.Context, h *house, kind inspection.Kind, checkID, id string, doneAt *time.Time, clock *evidence.Clock, device, cover string, body any) (*doneOut, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, actMalformed.Because(err)
	}
	act := inspection.Act{ID: id, Kind: kind, CheckID: checkID, Clock: clock, Device: device, Dialect: inspection.Dialect, Body: raw, DoneAt: time.Now().UTC()}
	if act.ID == "" {
		act.ID = uuid.Must(uuid.NewV7()).String()
	}
	if doneAt != nil {
		act.DoneAt = doneAt.UTC()
	}
	act.DoneAt = act.DoneAt.Truncate(time.Millisecond)
	outcomes, err := h.rooms.Casework.Perform(ctx, actorOf(ctx), []inspection.Act{act}, ledger.Cover{CheckID: checkID, JWS: cover})
	if err != nil {
		return nil, err
	}
	h.count(act.Kind, outcomes[0])
	if outcomes[0].Refusal != nil {
		return nil, outcomes[0].Refusal
	}
	view, err := h.rooms.Casework.Check(ctx, actorOf(ctx), checkID)
	if err != nil {
		return nil, err
	}
	return &doneOut{Done{Receipt: receiptOf(outcomes[0]), Check: view.Record}}, nil
}

var longestCover = ledger.MaxCover

type pushIn struct{ Body pushBody }

type pushOut struct{ Body pushAnswer }

// pushActs takes an ordered batch. One act that cannot be read or is refused neither loses nor hides the others: each
// gets its own result, in the order of the request.
func (h *house) pushActs(ctx context.Context, in *pushIn) (*pushOut, error) {
	if in.Body.Acts == nil && in.Body.read == nil {
		return nil, requestInvalid.With("field", "acts")
	}
	n := in.Body.len()
	if n > h.s.BatchActs {
		return nil, batchTooLong.With("most", h.s.BatchActs)
	}
	out := &pushOut{}
	out.Body.Results = make([]ActResult, n)
	acts, places := make([]inspection.Act, 0, n), make([]int, 0, n)
	for i := range n {
		act, err := in.Body.act(i)
		if err != nil {
			out.Body.Results[i] = ActResult{ActID: act.ID, Outcome: "refused", Problem: face(err, visitOf(ctx).id)}
			continue
		}
		acts, places = append(acts, act), append(places, i)
	}
	if len(in.Body.Covers) > n {
		return nil, requestInvalid.With("field", "covers")
	}
	outcomes, err := h.rooms.Casework.Perform(ctx, actorOf(ctx), acts, in.Body.Covers...)
	if err != nil {
		return nil, err
	}
	for n, o := range outcomes {
		h.count(acts[n].Kind, o)
		out.Body.Results[places[n]] = resultOf(ctx, o)
	}
	out.Body.ServerTime = time.Now().UTC().Truncate(time.Millisecond)
	return out, nil
}

// readAct reads one element of a batch. Only its outside is judged: its content is the law room's business, so that the
// refusal is kept with the act.
func readAct(raw json.RawMessage) (inspection.Act, *fault.Error) {
	var act inspection.Act
	if err := json.Unmarshal(raw, &act); err != nil {
		var only struct {
			ID string `json:"id"`
		}
		_ = json.Unmarshal(raw, &only) // the id, if that at least can be read
		return inspection.Act{ID: shortened(only.ID)}, actMalformed.With("why", plain(plainly(err).Error()))
	}
	return outside(act)
}

// outside judges what every act has around its content.
func outside(act inspection.Act) (inspection.Act, *fault.Error) {
	if _, err := uuid.Parse(act.ID); err != nil || len(act.ID) != 36 {
		return inspection.Act{ID: shortened(act.ID)}, actMalformed.With("field", "id")
	}
	if _, err := uuid.Parse(act.CheckID); err != nil || len(act.CheckID) != 36 {
		return act, actMalformed.With("field", "checkId")
	}
	if act.DoneAt.IsZero() {
		return act, actMalformed.With("field", "doneAt")
	}
	if len(act.Device) > 64 {
		return act, actMalformed.With("field", "device")
	}
	if act.Clock != nil && len(act.Clock.Run) > 64 {
		return act, actMalformed.With("field", "clock.run")
	}
	act.DoneAt = act.DoneAt.UTC().Truncate(time.Millisecond)
	return act, nil
}

func shortened(id string) string {
	if len(id) > 64 {
		return ""
	}
	return id
}

func receiptOf(o ledger.Outcome) Receipt {
	return Receipt{ActID: o.ActID, Seq: o.Seq, TakenAt: o.TakenAt, Sum: o.Sum, Hash: o.Hash}
}

func resultOf(ctx context.Context, o ledger.Outcome) ActResult {
	if o.Refusal != nil {
		return ActResult{ActID: o.ActID, Outcome: "refused", Problem: problemOf(ctx, o.Refusal)}
	}
	return ActResult{ActID: o.ActID, Outcome: "accepted", Seq: o.Seq, TakenAt: &o.TakenAt, Sum: o.Sum, Hash: o.Hash}
}

func (h *house) count(kind inspection.Kind, o ledger.Outcome) {
	outcome := "accepted"
	if o.Refusal != nil {
		outcome = "refused"
	}
	if h.board.bodies[kind] == nil && kind != inspection.CreateCheck {
		kind = "unknown" // a made-up kind must not make a new series
	}
	h.meters.acts.WithLabelValues(string(kind), outcome).Inc()
}

// actsBody describes the batch in the document: each kind of act with its own body. The document is rich; the batch
// itself is read act by act (see pushActs), so that one bad act cannot refuse the others.
func actsBody(b *board) option {
	return func(op *huma.Operation) {
		registry := b.api.OpenAPI().Components.Schemas
		b.bodies[inspection.CreateCheck] = reflect.TypeFor[inspection.CreateCheckBody]()
		kinds := make([]string, 0, len(b.bodies))
		for kind := range b.bodies {
			kinds = append(kinds, string(kind))
		}
		slices.Sort(kinds)
		one := &huma.Schema{Description: "The content, by the kind of the act."}
		names, seen := make([]any, 0, len(kinds)), map[string]bool{}
		for _, kind := range kinds {
			names = append(names, kind)
			s := registry.Schema(b.bodies[inspection.Kind(kind)], true, "")
			if !seen[s.Ref] {
				one.OneOf, seen[s.Ref] = append(one.OneOf, s), true
			}
		}
		registry.Map()["Act"] = &huma.Schema{
			Type: "object", Required: []string{"id", "kind", "checkId", "doneAt", "dialect", "body"},
			Description: "One deed on one check, minted where it was done.",
			Properties: map[string]*huma.Schema{
				"id":      {Type: "string", Format: "uuid", Description: "UUIDv7, minted once; sending it again is harmless."},
				"kind":    {Type: "string", Enum: names},
				"checkId": {Type: "string", Format: "uuid"},
				"doneAt":  {Type: "string", Format: "date-time", Description: "The device's clock."},
				"clock":   registry.Schema(reflect.TypeFor[*evidence.Clock](), true, ""),
				"device":  {Type: "string"},
				"dialect": {Type: "integer", Description: "The version of the acts' language the author speaks: 1."},
				"body":    one,
			},
		}
		op.SkipValidateBody = true
		op.Description = "A batch is answered with 200 and one result for each act, in order. 503 means that nothing of it is certain: send it again. The body may be gzip (Content-Encoding: gzip)."
		most := b.h.s.BatchActs
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{
			Type: "object", Required: []string{"acts"},
			Properties: map[string]*huma.Schema{
				"acts": {Type: "array", MaxItems: &most, Items: &huma.Schema{Ref: "#/components/schemas/Act"}},
				"covers": {Type: "array", MaxItems: &most, Description: "The devices' signatures, at most one for each check.", Items: &huma.Schema{
					Type: "object", Required: []string{"checkId", "jws"}, Properties: map[string]*huma.Schema{
						"checkId": {Type: "string", Format: "uuid"},
						"jws":     {Type: "string", MaxLength: &longestCover, Description: "Compact JWS, ES256, typ anjian-cover, kid the key's id, over the canonical form (RFC 8785) of {schema: anjian/cover/1, device, person, checkId, prev, acts: [{id, sum}], head}. For each act in turn head is the hex SHA-256 of the lines head before, id, sum; prev is the head after this device's last batch on this check, empty at first."},
					}}},
			},
		}}}}
	}
}

// operationID makes answerItem of answer_item.
func operationID(kind inspection.Kind) string {
	id := []byte{}
	for i := 0; i < len(kind); i++ {
		if kind[i] == '_' && i+1 < len(kind) {
			i++
			id = append(id, kind[i]-'a'+'A')
			continue
		}
		id = append(id, kind[i])
	}
	return string(id)
}
