package casework

import (
	"cmp"
	"context"
	"crypto/ecdh"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"github.com/google/uuid"

	"anjian/internal/fault"
	"anjian/internal/files"
	"anjian/internal/inspection"
	"anjian/internal/rescue"
	"anjian/internal/store"
)

// Rescue opens rescue packs at a desk: what a phone could not send any more is done as if that phone had sent it.
type Rescue struct {
	cases  *Room
	files  *files.Room
	key    func(ctx context.Context, bureauID, keyID string) (*ecdh.PrivateKey, error)
	author func(ctx context.Context, bureauID, token string) (inspection.Actor, error)
}

// NewRescue makes ready to open packs. key and author are identity's: the bureau's private key, and who an author token
// speaks for.
func NewRescue(cases *Room, photos *files.Room, key func(ctx context.Context, bureauID, keyID string) (*ecdh.PrivateKey, error),
	author func(ctx context.Context, bureauID, token string) (inspection.Actor, error)) *Rescue {
	return &Rescue{cases: cases, files: photos, key: key, author: author}
}

// Rescued is what became of a pack. Everything in it may be sent again: what is there already stays as it is.
type Rescued struct {
	Pack     string               `json:"pack" doc:"Names the file: hex SHA-256 of its head."`
	Author   inspection.PersonRef `json:"author"`
	Device   string               `json:"device"`
	Complete bool                 `json:"complete" doc:"False: the file is damaged; everything before the damage was taken in."`
	Chunk    int                  `json:"chunk,omitempty" doc:"The damaged chunk, from 1."`
	Why      string               `json:"why,omitempty" enum:"head,cut,length,changed,more,entry"`
	Accepted int                  `json:"accepted" doc:"Acts that were new."`
	Repeated int                  `json:"repeated" doc:"Acts the server had already."`
	Refused  []RescueRefusal      `json:"refused" doc:"Acts that were refused; kept in full. At most 200 are named."`
	Turned   int                  `json:"turned" doc:"How many acts were refused."`
	Stored   int                  `json:"stored" doc:"Photos that were new."`
	Known    int                  `json:"known" doc:"Photos the server had already."`
	Spoilt   []RescueSpoilt       `json:"spoilt" doc:"Photos that could not be taken."`
	Checks   []RescueCheck        `json:"checks" doc:"The checks it was about, of those the importer may see."`
}

// RescueRefusal is one act that was refused.
type RescueRefusal struct {
	ActID   string          `json:"actId"`
	Kind    inspection.Kind `json:"kind"`
	Code    string          `json:"code"`
	Message string          `json:"message"`
}

// RescueSpoilt is one photo that could not be taken.
type RescueSpoilt struct {
	SHA256 string `json:"sha256"`
	Code   string `json:"code"`
}

// RescueCheck names a check.
type RescueCheck struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

const (
	rescueBatch = 200
	rescueNamed = 200
)

// Import opens a pack and does what is in it, as its author: acts through the ledger, photos through the verified store.
// Who may: the route's roles; an importer is told names only of checks they may see. A pack that is damaged in the
// middle is taken in up to the damage. Refuses what rescue.Open and the two functions of NewRescue refuse, and with
// Unavailable: then send it again.
func (r *Rescue) Import(ctx context.Context, importer inspection.Actor, body io.Reader) (Rescued, error) {
	pack, err := rescue.Open(body, func(id string) (*ecdh.PrivateKey, error) { return r.key(ctx, importer.BureauID, id) })
	if err != nil {
		return Rescued{}, err
	}
	by, said, err := r.authorOf(ctx, importer.BureauID, pack)
	if err != nil {
		return Rescued{}, err
	}
	log := store.RescueImport{ID: uuid.Must(uuid.NewV7()).String(), BureauID: importer.BureauID, Pack: pack.ID, AuthorID: by.PersonID, ImportedBy: importer.PersonID}
	if err := r.cases.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.InsertRescueImport(ctx, log) }); err != nil {
		return Rescued{}, err
	}
	one := &unpacking{r: r, by: by, checks: map[string]bool{}, told: Rescued{Pack: pack.ID, Author: inspection.PersonRef{ID: by.PersonID, Name: by.Name},
		Device: said.Device, Refused: []RescueRefusal{}, Spoilt: []RescueSpoilt{}, Checks: []RescueCheck{}}}
	if err := one.all(ctx, pack); err != nil {
		return Rescued{}, err
	}
	if err := one.name(ctx, importer); err != nil {
		return Rescued{}, err
	}
	text, err := json.Marshal(one.told)
	if err != nil {
		return Rescued{}, err
	}
	return one.told, r.cases.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.EndRescueImport(ctx, log.BureauID, log.ID, string(text)) })
}

// authorOf reads the first entry, which must be the author.
func (r *Rescue) authorOf(ctx context.Context, bureauID string, pack *rescue.Pack) (inspection.Actor, rescue.Author, error) {
	first, err := pack.Next()
	if errors.Is(err, io.EOF) {
		err = rescue.Damaged.With("chunk", 1).With("why", "entry")
	}
	if err != nil {
		return inspection.Actor{}, rescue.Author{}, err
	}
	var said rescue.Author
	if first.Kind != rescue.IsAuthor || json.Unmarshal(first.Text, &said) != nil {
		return inspection.Actor{}, said, rescue.Damaged.With("chunk", 1).With("why", "entry")
	}
	if len(said.Device) > 64 {
		said.Device = ""
	}
	by, err := r.author(ctx, bureauID, said.Token)
	return by, said, err
}

// unpacking is one pack being taken in.
type unpacking struct {
	r      *Rescue
	by     inspection.Actor
	acts   []inspection.Act
	checks map[string]bool
	told   Rescued
}

func (u *unpacking) all(ctx context.Context, pack *rescue.Pack) error {
	for {
		e, err := pack.Next()
		if err != nil {
			return u.ended(ctx, err)
		}
		switch e.Kind {
		case rescue.IsAct:
			err = u.act(ctx, e.Text)
		case rescue.IsPhoto:
			if err = u.perform(ctx); err == nil {
				err = u.photo(ctx, e)
			}
		}
		if err != nil {
			return err
		}
	}
}

// ended takes in what was read before the end, whole or not.
func (u *unpacking) ended(ctx context.Context, why error) error {
	if f, ok := errors.AsType[*fault.Error](why); ok && f.Code == rescue.Damaged.Code {
		u.told.Chunk, _ = f.Details["chunk"].(int)
		u.told.Why, _ = f.Details["why"].(string)
	} else if !errors.Is(why, io.EOF) {
		return files.CutOff.Because(why) // the sender is gone
	} else {
		u.told.Complete = true
	}
	return u.perform(ctx)
}

func (u *unpacking) act(ctx context.Context, text []byte) error {
	var a inspection.Act
	if err := json.Unmarshal(text, &a); err != nil {
		u.refuse(a, inspection.BadBody)
		return nil
	}
	if u.acts = append(u.acts, a); len(u.acts) < rescueBatch {
		return nil
	}
	return u.perform(ctx)
}

// perform does the acts gathered so far, exactly as if their phone had sent them.
func (u *unpacking) perform(ctx context.Context) error {
	if len(u.acts) == 0 {
		return nil
	}
	ids := make([]string, len(u.acts))
	for i, a := range u.acts {
		ids[i] = a.ID
	}
	before, err := u.r.cases.store.Receipts(ctx, ids)
	if err != nil {
		return err
	}
	outcomes, err := u.r.cases.ledger.PerformCarried(ctx, u.by, u.acts)
	if err != nil {
		return err
	}
	for i, o := range outcomes {
		u.checks[u.acts[i].CheckID] = true
		if o.Refusal != nil {
			u.refuse(u.acts[i], o.Refusal)
		} else if _, again := before[o.ActID]; again {
			u.told.Repeated++
		} else {
			u.told.Accepted++
		}
	}
	u.acts = u.acts[:0]
	return nil
}

func (u *unpacking) refuse(a inspection.Act, why *fault.Error) {
	if u.told.Turned++; len(u.told.Refused) < rescueNamed {
		u.told.Refused = append(u.told.Refused, RescueRefusal{ActID: a.ID, Kind: a.Kind, Code: why.Code, Message: why.Message})
	}
}

// photo stores one picture, unless it is here. Trouble of the store ends the import; a bad picture spoils only itself.
func (u *unpacking) photo(ctx context.Context, e rescue.Entry) error {
	p := e.Photo
	missing, err := u.r.cases.MissingFiles(ctx, u.by, []string{p.SHA256})
	if err != nil {
		return err
	}
	if len(missing) == 0 {
		u.told.Known++
		return nil
	}
	_, err = u.r.files.PutNamed(ctx, files.Uploader{BureauID: u.by.BureauID, PersonID: u.by.PersonID}, p.SHA256, p.Type, e.Body)
	switch f, ok := errors.AsType[*fault.Error](err); {
	case err == nil:
		u.told.Stored++
	case !ok || f.Kind == fault.Unavailable:
		return err
	case len(u.told.Spoilt) < rescueNamed:
		u.told.Spoilt = append(u.told.Spoilt, RescueSpoilt{SHA256: shortened(p.SHA256), Code: f.Code})
	}
	return nil
}

func shortened(sha string) string { return sha[:min(len(sha), 64)] }

// name names the checks that the importer may see.
func (u *unpacking) name(ctx context.Context, importer inspection.Actor) error {
	for id := range u.checks {
		v, err := u.r.cases.store.CheckOf(ctx, importer, id)
		if errors.Is(err, store.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		u.told.Checks = append(u.told.Checks, RescueCheck{ID: id, Name: v.Record.Enterprise.Name})
	}
	slices.SortFunc(u.told.Checks, func(a, b RescueCheck) int { return cmp.Compare(a.Name+a.ID, b.Name+b.ID) })
	return nil
}
