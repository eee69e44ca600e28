package rest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/sheets"
)

// DeedIn is what every office act says beside its content.
type DeedIn struct {
	ID     string     `json:"id,omitempty" format:"uuid" doc:"UUIDv7 of the act; sending it again is harmless. Without it the server mints one and the request cannot safely be repeated."`
	DoneAt *time.Time `json:"doneAt,omitempty" doc:"When it was done; needed with id."`
}

func (d DeedIn) deed() office.Deed {
	out := office.Deed{ID: d.ID, DoneAt: time.Now().UTC()}
	if out.ID == "" {
		out.ID = uuid.Must(uuid.NewV7()).String()
	}
	if d.DoneAt != nil {
		out.DoneAt = *d.DoneAt
	}
	return out
}

// FilterIn narrows and orders the register.
type FilterIn struct {
	Q             string   `query:"q" maxLength:"100" doc:"Part of the name, a former name, pinyin or initials; the beginning of a credit code"`
	Town          []string `query:"town" maxItems:"40"`
	Flag          []string `query:"flag" maxItems:"20" doc:"Any of these classes"`
	Risk          []string `query:"risk" maxItems:"5" enum:"major,larger,general,low"`
	Industry      string   `query:"industry" maxLength:"50" doc:"Part of the industry, or the beginning of its code"`
	ExpiresBefore string   `query:"expiresBefore" format:"date" doc:"A licence ends before this day"`
	Closed        string   `query:"closed" enum:"yes,no," doc:"Only those out of business, or only those not"`
	Sort          string   `query:"sort" enum:"name,-name,town,-town,risk,-risk,expiry,-expiry,updated,-updated" default:"name"`
}

func (f FilterIn) filter() office.EntryFilter {
	out := office.EntryFilter{Text: strings.TrimSpace(f.Q), Towns: f.Town, Flags: f.Flag, Risks: f.Risk, Industry: strings.TrimSpace(f.Industry), ExpiresBefore: f.ExpiresBefore, Sort: f.Sort}
	if f.Closed != "" {
		closed := f.Closed == "yes"
		out.Closed = &closed
	}
	return out
}

type listEntriesIn struct {
	Page
	FilterIn
}

func (h *house) listRegister(ctx context.Context, in *listEntriesIn) (*list[office.RegisterEntry], error) {
	items, next, err := h.rooms.Office.Register(ctx, actorOf(ctx), in.filter(), in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return listOf(items, next), nil
}

type countOut struct {
	Body struct {
		Count int `json:"count"`
	}
}

func (h *house) countRegister(ctx context.Context, in *FilterIn) (out *countOut, err error) {
	out = &countOut{}
	out.Body.Count, err = h.rooms.Office.CountRegister(ctx, actorOf(ctx), in.filter())
	return out, err
}

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// exportRegister writes the workbook whole before the first byte goes out, so that a failure is still a problem.
func (h *house) exportRegister(ctx context.Context, in *FilterIn) (*bytesOut, error) {
	var text bytes.Buffer
	if err := h.rooms.Office.ExportRegister(ctx, actorOf(ctx), in.filter(), &text); err != nil {
		return nil, err
	}
	return workbook(text.Bytes(), "register.xlsx", "企业名录.xlsx"), nil
}

func workbook(text []byte, ascii, name string) *bytesOut {
	return &bytesOut{Kept{"", "no-store"}, xlsx, attachment("attachment", ascii, name), func(ctx huma.Context) {
		_, _ = ctx.BodyWriter().Write(text) // who has gone away needs no answer
	}}
}

type entryOut struct{ Body office.RegisterEntry }

func (h *house) getRegisterEntry(ctx context.Context, in *EnterpriseIn) (*entryOut, error) {
	e, err := h.rooms.Office.RegisterEntry(ctx, actorOf(ctx), in.ID)
	return &entryOut{e}, err
}

// EntryText is an entry as people write it.
type EntryText struct {
	Name         string                `json:"name" minLength:"1" maxLength:"200"`
	FormerNames  []string              `json:"formerNames,omitempty" maxItems:"10"`
	CreditCode   string                `json:"creditCode" maxLength:"18"`
	Town         string                `json:"town" maxLength:"100"`
	Address      string                `json:"address,omitempty" maxLength:"300"`
	Industry     string                `json:"industry,omitempty" maxLength:"100"`
	IndustryCode string                `json:"industryCode,omitempty" maxLength:"5"`
	Flags        []string              `json:"flags,omitempty" maxItems:"20"`
	Risk         string                `json:"risk,omitempty" enum:"major,larger,general,low,"`
	LegalPerson  string                `json:"legalPerson,omitempty" maxLength:"100"`
	Post         string                `json:"post,omitempty" maxLength:"100"`
	Contact      string                `json:"contact,omitempty" maxLength:"100"`
	Phone        string                `json:"phone,omitempty" maxLength:"40"`
	Contacts     []planning.Contact    `json:"contacts,omitempty" maxItems:"10"`
	Licences     []planning.Licence    `json:"licences,omitempty" maxItems:"20"`
	Position     *planning.Coordinates `json:"position,omitempty"`
	Closed       bool                  `json:"closed,omitempty"`
	VisitCap     int                   `json:"visitCap,omitempty" minimum:"0" maximum:"366"`
}

func (t EntryText) entry(id string, version int64) planning.Enterprise {
	return planning.Enterprise{ID: id, Version: version, Name: t.Name, FormerNames: t.FormerNames, CreditCode: t.CreditCode, Town: t.Town, Address: t.Address,
		Industry: t.Industry, IndustryCode: t.IndustryCode, Flags: t.Flags, Risk: t.Risk, LegalPerson: t.LegalPerson, Post: t.Post, Contact: t.Contact,
		Phone: t.Phone, Contacts: t.Contacts, Licences: t.Licences, Position: t.Position, Closed: t.Closed, VisitCap: t.VisitCap}
}

type enterEntryIn struct {
	Body struct {
		DeedIn
		EntryID string    `json:"entryId,omitempty" format:"uuid" doc:"UUIDv7 of the new entry; without it the act's id"`
		Entry   EntryText `json:"entry"`
	}
}

func (h *house) enterEnterprise(ctx context.Context, in *enterEntryIn) (*entryOut, error) {
	deed := in.Body.deed()
	id := in.Body.EntryID
	if id == "" {
		id = deed.ID
	}
	e, err := h.rooms.Office.EnterEnterprise(ctx, actorOf(ctx), deed, in.Body.Entry.entry(id, 0))
	return &entryOut{e}, err
}

type reviseEntryIn struct {
	EnterpriseIn
	Body struct {
		DeedIn
		Version int64     `json:"version" doc:"The version that was seen; another one is refused."`
		Entry   EntryText `json:"entry"`
	}
}

func (h *house) reviseEnterprise(ctx context.Context, in *reviseEntryIn) (*entryOut, error) {
	e, err := h.rooms.Office.ReviseEnterprise(ctx, actorOf(ctx), in.Body.deed(), in.Body.Entry.entry(in.ID, in.Body.Version))
	return &entryOut{e}, err
}

type historyIn struct {
	ID    string `path:"id" format:"uuid"`
	After int    `query:"after" minimum:"0"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
}

// listHistory lists the office acts on one subject: an entry, an import, a plan, a draw.
func (h *house) listHistory(ctx context.Context, in *historyIn) (*list[office.OfficeAct], error) {
	items, err := h.rooms.Office.HistoryOf(ctx, actorOf(ctx), in.ID, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

// takesWorkbook describes a body that is a workbook.
func (b *board) takesWorkbook(answerType reflect.Type) option {
	return func(op *huma.Operation) {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{xlsx: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
		op.Parameters = append(op.Parameters, &huma.Param{Name: "name", In: "query", Schema: &huma.Schema{Type: "string", MaxLength: &longestName}})
		op.Errors = append(op.Errors, 409, 413, 422)
		answer(op, "200").Content = map[string]*huma.MediaType{"application/json": {Schema: b.api.OpenAPI().Components.Schemas.Schema(answerType, true, "")}}
	}
}

func goType[T any]() reflect.Type { return reflect.TypeFor[T]() }

var longestName = 200

// bodyOf reads a workbook out of a request that gin serves itself; nil when it has answered already.
func (h *house) bodyOf(c *gin.Context) []byte {
	data, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, sheets.MaxFile))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		refuse(c, sheets.TooLarge)
		return nil
	}
	if err != nil {
		refuse(c, bodyUnreadable)
		return nil
	}
	return data
}

func fileName(c *gin.Context) string {
	name := []rune(strings.ToValidUTF8(c.Query("name"), "�"))
	return string(name[:min(len(name), longestName)])
}

func (h *house) readImport(c *gin.Context) {
	id, err := uuid.Parse(c.Param("id"))
	if err != nil {
		refuse(c, requestInvalid.With("field", "id"))
		return
	}
	data := h.bodyOf(c)
	if data == nil {
		return
	}
	ctx := c.Request.Context()
	i, err := h.rooms.Office.ReadImport(ctx, actorOf(ctx), id.String(), fileName(c), data)
	if err != nil {
		refuse(c, err)
		return
	}
	c.JSON(http.StatusOK, i)
}

// ImportIn names an import.
type ImportIn struct {
	ID string `path:"id" format:"uuid"`
}

type importOut struct{ Body office.Import }

func (h *house) getImport(ctx context.Context, in *ImportIn) (*importOut, error) {
	i, err := h.rooms.Office.Import(ctx, actorOf(ctx), in.ID)
	return &importOut{i}, err
}

type importRowsIn struct {
	ImportIn
	Outcome string `query:"outcome" enum:"add,update,same,like,wrong,skip,"`
	After   int    `query:"after" minimum:"0" doc:"Rows after this row's number"`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (h *house) listImportRows(ctx context.Context, in *importRowsIn) (*list[office.ImportRow], error) {
	items, err := h.rooms.Office.ImportRows(ctx, actorOf(ctx), in.ID, in.Outcome, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

type decideIn struct {
	ImportIn
	Body struct {
		Decisions []office.Decision `json:"decisions" minItems:"1" maxItems:"500"`
	}
}

func (h *house) decideImportRows(ctx context.Context, in *decideIn) (*importOut, error) {
	i, err := h.rooms.Office.DecideRows(ctx, actorOf(ctx), in.ID, in.Body.Decisions)
	return &importOut{i}, err
}

type takeImportIn struct {
	ImportIn
	Body struct {
		DeedIn
		WithoutWrong bool `json:"withoutWrong,omitempty" doc:"Leave wrong rows out instead of refusing the whole import"`
	}
}

func (h *house) takeImport(ctx context.Context, in *takeImportIn) (*importOut, error) {
	i, err := h.rooms.Office.TakeImport(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.WithoutWrong)
	return &importOut{i}, err
}

func (h *house) cancelImport(ctx context.Context, in *ImportIn) (*struct{}, error) {
	return nil, h.rooms.Office.CancelImport(ctx, actorOf(ctx), in.ID)
}

type listViewsIn struct {
	List string `query:"list" enum:"register,checks,plan,board,draws" required:"true"`
}

func (h *house) listViews(ctx context.Context, in *listViewsIn) (*list[office.SavedView], error) {
	items, err := h.rooms.Office.Views(ctx, actorOf(ctx), in.List)
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

type saveViewIn struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		List  string `json:"list" enum:"register,checks,plan,board,draws"`
		Name  string `json:"name" minLength:"1" maxLength:"100"`
		Query string `json:"query" maxLength:"2000" doc:"The list's own parameters, as in its address"`
	}
}

func (h *house) saveView(ctx context.Context, in *saveViewIn) (*struct{}, error) {
	return nil, h.rooms.Office.SaveView(ctx, actorOf(ctx), office.SavedView{ID: in.ID, List: in.Body.List, Name: in.Body.Name, Query: in.Body.Query})
}

func (h *house) dropView(ctx context.Context, in *ImportIn) (*struct{}, error) {
	return nil, h.rooms.Office.DropView(ctx, actorOf(ctx), in.ID)
}
