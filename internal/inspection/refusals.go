package inspection

import "anjian/internal/fault"

// All the ways to be told no in a check. Codes are stable for ever; the sentence in every language lives in the PWA's
// locales under the code. An article is given where the law itself is the reason.
var (
	// The act itself. Details: kind; field, max, reason of what is wrong in the body.
	ActUnknown    = no(fault.Invalid, "act.unknown_kind", "This act is not known here.")
	NewerApp      = no(fault.Invalid, "act.newer_app", "This act was written by a newer version of the app.")
	BadBody       = no(fault.Invalid, "act.bad_body", "The content of this act cannot be read.")
	BadTime       = no(fault.Invalid, "act.bad_time", "The time of this act cannot be right; check the clock of the device.")
	Missing       = no(fault.Invalid, "act.missing", "Something that is needed was left empty.")
	TooLong       = no(fault.Invalid, "act.too_long", "This text is too long.")
	TooMany       = no(fault.Invalid, "act.too_many", "There are too many entries.")
	BadCharacters = no(fault.Invalid, "act.bad_characters", "The text contains characters that cannot be shown.")
	BadValue      = no(fault.Invalid, "act.bad_value", "This value is not allowed here.")
	OtherCheck    = no(fault.Invalid, "act.other_check", "This act belongs to another check.")
	NotYourPart   = no(fault.Refused, "act.not_your_part", "Your part in this check does not include this act.")
	WrongState    = no(fault.Refused, "act.wrong_state", "This cannot be done in the present state of the check.")
	RecordSealed  = no(fault.Refused, "record.sealed", "The record is sealed; nothing can be changed any more.").Under(workSafety68)

	// Planning and dispatch.
	CheckExists       = no(fault.Conflict, "check.exists", "A check with this id exists already.")
	EnterpriseUnknown = no(fault.Invalid, "enterprise.unknown", "This enterprise is not in the register.")
	TeamUnknown       = no(fault.Invalid, "team.unknown", "A member of the team is not in the register of people.")
	TeamSamePerson    = no(fault.Refused, "team.same_person", "Lead and assistant are two different officers; nobody has two parts.").Under(penalty42)
	TeamCertificate   = no(fault.Refused, "team.certificate_missing", "Lead and assistant each need an enforcement certificate.").Under(penalty42)
	ListUnknown       = no(fault.Invalid, "checklist.unknown", "There is no such published checklist.")
	ListTwice         = no(fault.Invalid, "checklist.twice", "A checklist is named twice.")
	ListNotOfCheck    = no(fault.Invalid, "checklist.not_of_this_check", "This checklist does not belong to this check.")
	ListNotAtHand     = no(fault.Unavailable, "checklist.not_at_hand", "The checklist of this check is not at hand.")
	OffPlanReason     = no(fault.Refused, "scheme.reason_needed", "A check outside the plan needs a reason.").Under(workSafety62)
	SchemeIncomplete  = no(fault.Refused, "scheme.incomplete", "The scheme is not complete.").Under(guoban54)
	OverCap           = no(fault.Refused, "scheme.over_cap", "The enterprise's visits of this year are used up; a further one needs a reason.").Under(guoban54)
	ApprovalGiven     = no(fault.Refused, "approve.given", "The scheme is approved already; only an urgent check is approved afterwards.").Under(guoban54)
	NumberMissing     = no(fault.Unavailable, "approve.number_missing", "No document number could be given.")

	// Going there.
	ConflictDeclared    = no(fault.Refused, "conflict.declared", "With an interest in the enterprise you may not check it; ask the section head to reassign.").Under(penalty43)
	ConflictNotDeclared = no(fault.Refused, "arrive.conflict_not_declared", "Both officers must first declare that they have no interest in the enterprise.").Under(penalty43)
	NoticeNotShown      = no(fault.Refused, "arrive.notice_not_shown", "The notice of the check must be shown first.").Under(guoban54)
	TwoCertificates     = no(fault.Refused, "arrive.two_certificates", "Two officers must show their enforcement certificates.").Under(penalty42)
	CertificateExpired  = no(fault.Refused, "arrive.certificate_expired", "An enforcement certificate has expired.").Under(workSafety67)
	CertificateMismatch = no(fault.Refused, "arrive.certificate_mismatch", "The certificate shown is not the registered one.").Under(workSafety67)

	// The checklist. A value of the wrong kind is refused by the checklist room (answer.wrong_type, answer.bad_date …).
	ItemUnknown        = no(fault.Invalid, "item.unknown", "This item is not in the checklist.")
	ItemDoesNotApply   = no(fault.Refused, "item.does_not_apply", "This item does not apply to the enterprise; change the fact first.")
	ConditionUnknown   = no(fault.Invalid, "fact.unknown_condition", "The checklist does not ask for this.")
	ValueNeeded        = no(fault.Refused, "answer.value_needed", "This item needs its measured value or date.")
	ContradictsMeasure = no(fault.Refused, "answer.contradicts_measure", "The verdict contradicts the value; a note must say why.")

	// Findings and photos. Details: findingId, photoId.
	FindingExists    = no(fault.Conflict, "finding.exists", "A finding with this id exists already.")
	FindingUnknown   = no(fault.Invalid, "finding.unknown", "There is no such finding in this check.")
	FindingWithdrawn = no(fault.Refused, "finding.withdrawn", "This finding has been withdrawn.")
	FindingTooMany   = no(fault.TooLarge, "finding.too_many", "The check has too many findings.")
	DueNeeded        = no(fault.Refused, "finding.due_needed", "An order to rectify needs a date.").Under(workSafety65)
	DueTooEarly      = no(fault.Refused, "finding.due_too_early", "The date to rectify by lies before the check.")
	ReferToNeeded    = no(fault.Refused, "finding.refer_to_needed", "A referral needs the body it goes to.").Under(workSafety69)
	MajorNotAsked    = no(fault.Refused, "major.not_suspected", "This finding is not suspected to be a major hazard.")
	MajorBasisNeeded = no(fault.Refused, "major.basis_needed", "A major hazard is confirmed with its law and article.").Under(workSafety65)
	MajorBasisLapsed = no(fault.Refused, "major.basis_lapsed", "The law named for this major hazard is not in force on the day of the check.").Under(workSafety65)
	MajorNoteNeeded  = no(fault.Refused, "major.note_needed", "Say why this is no major hazard.")
	PhotoExists      = no(fault.Conflict, "photo.exists", "A photo with this id exists already.")
	PhotoUnknown     = no(fault.Invalid, "photo.unknown", "There is no such photo in this check.")
	PhotoTooMany     = no(fault.TooLarge, "photo.too_many", "The check has too many photos.")

	// Closing the visit. Details: items (keys), findings (ids), counts.
	AnswersContested    = no(fault.Refused, "seal.answers_contested", "Some items have two answers; settle them first.")
	AnswersNotApplying  = no(fault.Refused, "seal.answers_not_applying", "Some answered items do not apply; answer them so or change the fact.")
	FindingsContested   = no(fault.Refused, "seal.findings_contested", "Some findings have two wordings; settle them first.")
	FindingMissing      = no(fault.Refused, "seal.finding_missing", "Every violation needs a finding.").Under(workSafety68)
	MajorUndecided      = no(fault.Refused, "seal.major_undecided", "A suspected major hazard must be decided by a person.").Under(workSafety65)
	MajorWithoutMeasure = no(fault.Refused, "finding.major_without_measure", "A major hazard needs a measure; advice is not enough.").Under(workSafety65)
	SpotNotCorrected    = no(fault.Refused, "seal.spot_not_corrected", "A finding to be put right on the spot has not been seen put right.").Under(workSafety65)
	GapsReasonNeeded    = no(fault.Refused, "seal.gaps_reason_needed", "Items or required photos are missing; say why.")
	EndsBeforeStart     = no(fault.Refused, "seal.ends_before_start", "The visit cannot end before it began.")
	DigestMismatch      = no(fault.Conflict, "seal.digest_mismatch", "The record here is not the one that was shown; take over the changes and seal again.")

	// Signing. Details: party.
	ReopenAfterSignature = no(fault.Refused, "reopen.after_signature", "A record somebody has signed or refused to sign cannot be reopened.").Under(workSafety68)
	RecordChanged        = no(fault.Conflict, "record.changed", "The record has changed since it was shown; read it again.")
	NotAParty            = no(fault.Refused, "sign.not_a_party", "You cannot sign or refuse for this party.").Under(workSafety68)
	WrongName            = no(fault.Refused, "sign.wrong_name", "The name is not that of the officer of this check.")
	AlreadySigned        = no(fault.Refused, "sign.already_signed", "This party has signed already.")
	AlreadyRefused       = no(fault.Refused, "sign.already_refused", "The enterprise's refusal is recorded already.")
	BadInk               = no(fault.Invalid, "sign.bad_ink", "This is not a usable signature; sign again.")
	ReadOutNeeded        = no(fault.Refused, "refuse.read_out_needed", "Say what was read out to the person who refused.").Under(workSafety68)
	ReportedToNeeded     = no(fault.Refused, "refuse.reported_to_needed", "A refusal is reported to the department; say to whom.").Under(workSafety68)

	// Supplements. Details: supplementId; acts (ids of refused acts).
	SupplementExists     = no(fault.Conflict, "supplement.exists", "A supplement with this id exists already.")
	SupplementUnknown    = no(fault.Invalid, "supplement.unknown", "There is no such supplement to this record.")
	SupplementTooMany    = no(fault.TooLarge, "supplement.too_many", "The record has too many supplements.")
	SupplementWithdrawn  = no(fault.Refused, "supplement.withdrawn", "This supplement has been withdrawn.")
	SupplementSigned     = no(fault.Refused, "supplement.signed", "A supplement somebody has signed or refused to sign cannot be withdrawn.").Under(workSafety68)
	ActNotRefused        = no(fault.Invalid, "supplement.act_not_refused", "A supplement can only stand for acts of this check that were turned away.")
	ActTakenUp           = no(fault.Conflict, "supplement.act_taken_up", "Another supplement stands for one of these acts already.")
	ReopenWithSupplement = no(fault.Refused, "reopen.supplement_signed", "The record cannot be reopened: a supplement to it has been signed or refused.").Under(workSafety68)

	// Experts. Details: invitationId, opinionId, personId.
	InvitationExists    = no(fault.Conflict, "invitation.exists", "An invitation with this id exists already.")
	InvitationUnknown   = no(fault.Invalid, "invitation.unknown", "There is no such invitation to this check.")
	InvitationWithdrawn = no(fault.Refused, "invitation.withdrawn", "This invitation has been withdrawn.")
	InvitationTooMany   = no(fault.TooLarge, "invitation.too_many", "The check has too many invitations.")
	InvitationTerm      = no(fault.Refused, "invitation.bad_term", "An invitation ends after it is made, and within thirty days.").Under(guoban54)
	InvitedAlready      = no(fault.Refused, "invitation.twice", "This expert takes part in the check already.")
	NotInvited          = no(fault.Refused, "opinion.not_invited", "The invitation to this check has ended.").Under(guoban54)
	InterestNotDeclared = no(fault.Refused, "opinion.interest_not_declared", "Before the first opinion an expert declares to have no interest in the enterprise.").Under(penalty43)
	OpinionExists       = no(fault.Conflict, "opinion.exists", "An opinion with this id exists already.")
	OpinionUnknown      = no(fault.Invalid, "opinion.unknown", "There is no such opinion in this check.")
	OpinionTooMany      = no(fault.TooLarge, "opinion.too_many", "The check has too many opinions.")
	OpinionWithdrawn    = no(fault.Refused, "opinion.withdrawn", "This opinion has been withdrawn.")
	OpinionAnswered     = no(fault.Refused, "opinion.answered", "The officers have answered this opinion already.")
	OpinionNotYours     = no(fault.Refused, "opinion.not_yours", "Only its author may withdraw an opinion.")
	OpinionChanged      = no(fault.Conflict, "opinion.changed", "The opinion is not the one that was shown; read it again and sign again.")
)

// Refusals lists the whole catalogue, for those who translate it.
func Refusals() []*fault.Error {
	return []*fault.Error{
		ActUnknown, NewerApp, BadBody, BadTime, Missing, TooLong, TooMany, BadCharacters, BadValue, OtherCheck, NotYourPart,
		WrongState, RecordSealed, CheckExists, EnterpriseUnknown, TeamUnknown, TeamSamePerson, TeamCertificate, ListUnknown,
		ListTwice, ListNotOfCheck, ListNotAtHand, OffPlanReason, SchemeIncomplete, OverCap, ApprovalGiven, NumberMissing, ConflictDeclared,
		ConflictNotDeclared, NoticeNotShown, TwoCertificates, CertificateExpired, CertificateMismatch, ItemUnknown,
		ItemDoesNotApply, ConditionUnknown, ValueNeeded, ContradictsMeasure, FindingExists, FindingUnknown, FindingWithdrawn,
		FindingTooMany, DueNeeded, DueTooEarly, ReferToNeeded, MajorNotAsked, MajorBasisNeeded, MajorBasisLapsed, MajorNoteNeeded, PhotoExists,
		PhotoUnknown, PhotoTooMany, AnswersContested, AnswersNotApplying, FindingsContested, FindingMissing, MajorUndecided,
		MajorWithoutMeasure, SpotNotCorrected, GapsReasonNeeded, EndsBeforeStart, DigestMismatch, ReopenAfterSignature,
		RecordChanged, NotAParty, WrongName, AlreadySigned, AlreadyRefused, BadInk, ReadOutNeeded, ReportedToNeeded,
		SupplementExists, SupplementUnknown, SupplementTooMany, SupplementWithdrawn, SupplementSigned, ActNotRefused, ActTakenUp,
		ReopenWithSupplement, InvitationExists, InvitationUnknown, InvitationWithdrawn, InvitationTooMany, InvitationTerm, InvitedAlready,
		NotInvited, InterestNotDeclared, OpinionExists, OpinionUnknown, OpinionTooMany, OpinionWithdrawn, OpinionAnswered, OpinionNotYours,
		OpinionChanged,
	}
}

func no(kind fault.Kind, code, sentence string) *fault.Error { return fault.New(kind, code, sentence) }
