package inspection

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
)

// deeds says which function carries out which act. A new act needs a line here and in Procedure.
var deeds = map[Kind]deed{
	CreateCheck:        body(createCheck),
	ReviseScheme:       body(reviseScheme),
	Dispatch:           body(dispatch),
	Reassign:           body(reassign),
	ReturnScheme:       body(returnScheme),
	ApproveScheme:      body(approveScheme),
	ReportUrgent:       body(reportUrgent),
	CancelCheck:        body(cancelCheck),
	DeclareNoConflict:  body(declareNoConflict),
	Arrive:             body(arrive),
	RecordEntryRefused: body(recordEntryRefused),
	StateFact:          body(stateFact),
	AnswerItem:         body(answerItem),
	AttachPhoto:        body(attachPhoto),
	RemovePhoto:        body(removePhoto),
	MarkPhoto:          body(markPhoto),
	RaiseFinding:       body(raiseFinding),
	ReviseFinding:      body(reviseFinding),
	WithdrawFinding:    body(withdrawFinding),
	ConfirmMajorHazard: body(confirmMajorHazard),
	CorrectOnSpot:      body(correctOnSpot),
	SealRecord:         body(sealRecord),
	ReopenRecord:       body(reopenRecord),
	SignRecord:         body(signRecord),
	RefuseSignature:    body(refuseSignature),
	WriteSupplement:    body(writeSupplement),
	WithdrawSupplement: body(withdrawSupplement),
	SignSupplement:     body(signSupplement),
	RefuseSupplement:   body(refuseSupplement),
	InviteExpert:       body(inviteExpert),
	WithdrawInvitation: body(withdrawInvitation),
	GiveOpinion:        body(giveOpinion),
	WithdrawOpinion:    body(withdrawOpinion),
	AnswerOpinion:      body(answerOpinion),

	IssueOrder:             body(issueOrder),
	ApproveOrder:           body(approveOrder),
	ImposeMeasure:          body(imposeMeasure),
	ApproveMeasure:         body(approveMeasure),
	SignPaper:              body(signPaper),
	RefusePaper:            body(refusePaper),
	WithdrawPaper:          body(withdrawPaper),
	SubmitRectification:    body(submitRectification),
	RequestExtension:       body(requestExtension),
	DecideExtension:        body(decideExtension),
	ApplyRecheck:           body(applyRecheck),
	Recheck:                body(recheck),
	ApplyResumption:        body(applyResumption),
	ConsentToResume:        body(consentToResume),
	ReferOnward:            body(refer),
	ApproveReferral:        body(approveReferral),
	SendReferral:           body(sendReferral),
	RecordReferralReceipt:  body(recordReferralReceipt),
	RecordReferralFeedback: body(recordReferralFeedback),
	FileCase:               body(fileCase),
	DecideFiling:           body(decideFiling),
	ReportRefusal:          body(reportRefusal),
	CloseCheck:             body(closeCheck),

	FileSignedPage:      body(fileSignedPage),
	SignOnPaper:         body(signOnPaper),
	SignWithCertificate: body(signWithCertificate),
	StateDefence:        body(stateDefence),
	ConfirmAddress:      body(confirmAddress),
	Deliver:             body(deliver),
}

// deed is one act's function with the form of its body. do validates first and changes the check only when nothing
// can refuse any more.
type deed struct {
	do     func(c *Check, act Act, known Known) error
	body   reflect.Type
	shapes []Shape
}

// body reads an act's body strictly and hands it to the act's function.
func body[B any](do func(c *Check, act Act, b B, known Known) error) deed {
	t := reflect.TypeFor[B]()
	shapes := shapesOf(t, "")
	return deed{body: t, shapes: shapes, do: func(c *Check, act Act, known Known) error {
		var b B
		if q, ok := any(&b).(quickBody); ok && q.quick(act.Body) {
			// read already
		} else if err := strict(act.Body, &b); err != nil {
			return BadBody.With("kind", string(act.Kind)).Because(err)
		}
		if err := wellFormed(reflect.ValueOf(&b).Elem(), shapes); err != nil {
			return err
		}
		return do(c, act, b, known)
	}}
}

// strict reads one JSON object with known members only: a member nobody reads would be lost in silence.
func strict(raw []byte, into any) error {
	if first := bytes.TrimLeft(raw, " \t\r\n"); len(first) == 0 || first[0] != '{' {
		return errors.New("a body is a JSON object")
	}
	in := json.NewDecoder(bytes.NewReader(raw))
	in.DisallowUnknownFields()
	if err := in.Decode(into); err != nil {
		return err
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the object")
	}
	return nil
}

// BodyOf gives the type of an act's body: for the HTTP schema and for the generator. ok is false for unknown kinds.
func BodyOf(kind Kind) (t reflect.Type, ok bool) {
	d, ok := deeds[kind]
	return d.body, ok
}
