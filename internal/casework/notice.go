package casework

import (
	"context"
	"slices"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// Notice is 检查通知书 as the enterprise reads it before or during the visit: who comes, on what ground, to look at what.
// It is all that a link for the notice opens, and holds nothing of what is found.
type Notice struct {
	CheckID     string               `json:"checkId"`
	BureauName  string               `json:"bureauName"`
	Enterprise  string               `json:"enterprise"`
	Kind        inspection.CheckKind `json:"kind" enum:"routine,special,case"`
	PlannedOn   string               `json:"plannedOn" format:"date"`
	Officers    []NoticeOfficer      `json:"officers"`
	Experts     []string             `json:"experts" doc:"Who assists, with their unit; their number is fixed beforehand"`
	Joint       []string             `json:"joint" doc:"Departments that take part"`
	Basis       string               `json:"basis"`
	Content     string               `json:"content"`
	Methods     []string             `json:"methods"`
	Documents   []string             `json:"documents" doc:"What to have ready"`
	VisitOfYear int                  `json:"visitOfYear"`
	VisitCap    int                  `json:"visitCap" doc:"0: none published"`
}

// NoticeOfficer is an officer with the number of the certificate that is shown on site.
type NoticeOfficer struct {
	PersonID    string `json:"personId" doc:"Whom a request for avoidance names"`
	Name        string `json:"name"`
	Certificate string `json:"certificate"`
}

// Notice gives the notice of a check. Who may: whoever may see the check, and the bearer of a link for its notice.
// NotFound for everybody else, and before the check is approved.
//
// 国办发〔2024〕54号: the enterprise is told who comes, why, and how often it has been visited this year.
func (r *Room) Notice(ctx context.Context, actor inspection.Actor, id string) (Notice, error) {
	record, err := r.noticed(ctx, actor, id)
	if err != nil {
		return Notice{}, err
	}
	n := Notice{
		CheckID: record.ID, BureauName: record.BureauName, Enterprise: record.Enterprise.Name, Kind: record.Kind, PlannedOn: record.PlannedOn,
		Officers: []NoticeOfficer{}, Experts: []string{}, Joint: append([]string{}, record.Scheme.Joint...), Basis: record.Scheme.Basis, Content: record.Scheme.Content,
		Methods: record.Scheme.Methods, Documents: record.Scheme.Documents, VisitOfYear: record.Scheme.VisitOfYear, VisitCap: record.Scheme.VisitCap,
	}
	for _, m := range record.Team {
		switch {
		case m.Part != inspection.PartyExpert:
			n.Officers = append(n.Officers, NoticeOfficer{m.PersonID, m.Name, m.Certificate.Number})
		case m.Unit != "":
			n.Experts = append(n.Experts, m.Name+"（"+m.Unit+"）")
		default:
			n.Experts = append(n.Experts, m.Name)
		}
	}
	return n, nil
}

// noticed gives the record behind a notice the actor may read.
func (r *Room) noticed(ctx context.Context, actor inspection.Actor, id string) (inspection.CheckRecord, error) {
	view, err := r.store.CheckOf(ctx, actor, id)
	if actor.Purpose == inspection.ForNotice && actor.CheckID == id {
		view, err = r.store.Check(ctx, actor.BureauID, id)
	}
	if err != nil {
		return inspection.CheckRecord{}, err
	}
	if !slices.Contains(inspection.Announced, view.Record.State) {
		return inspection.CheckRecord{}, store.NotFound
	}
	return view.Record, nil
}
