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
	PaperBasisLapsed = no(fault.Refused, "paper.basis_lapsed", "The law this paper rests on is not in force on its day.")
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

	// Ways to sign, signed pages, reports of refusals, defence. Details: way; page, pages; name.
	WayNotAccepted       = no(fault.Refused, "sign.way_not_accepted", "The bureau does not accept this way of signing.")
	PageOfAnother        = no(fault.Conflict, "page.of_another", "This page belongs to another paper, or to an older version of this one.")
	PageFiled            = no(fault.Conflict, "page.filed", "This page is filed already.")
	PageTwice            = no(fault.Conflict, "page.twice", "This photo stands for another page already.")
	PagesDiffer          = no(fault.Conflict, "page.pages_differ", "The pages filed so far are of a print with another number of pages.")
	PagesMissing         = no(fault.Refused, "page.missing", "Not every signed page is filed.").Under(workSafety68)
	PagesSigned          = no(fault.Refused, "page.signed", "A signature on these pages counts already; they stay as they are.")
	CertificateUnjudged  = no(fault.Unavailable, "sign.certificate_unjudged", "Only the server can judge a certificate's signature.")
	CertificateOfAnother = no(fault.Refused, "sign.certificate_of_another", "The certificate is somebody else's.")
	DefenceTooMany       = no(fault.TooLarge, "defence.too_many", "There are too many statements to this record.")

	// Delivery.
	DeliveryExists     = no(fault.Conflict, "delivery.exists", "A delivery or confirmation with this id exists already.")
	DeliveryTooMany    = no(fault.TooLarge, "delivery.too_many", "The check has too many deliveries.")
	ReceiptUnsigned    = no(fault.Refused, "delivery.receipt_unsigned", "Handed over, the receipt names and is signed by who took the papers.").Under(penalty61)
	LeftUnwitnessed    = no(fault.Refused, "delivery.left_unwitnessed", "Papers are left in place before a witness or a recording.").Under(penalty61)
	AddressUnconfirmed = no(fault.Refused, "delivery.address_unconfirmed", "Electronic delivery needs the enterprise's signed confirmation of that address.").Under(penalty61)

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

	// Papers of the loop. Details: paperId, orderId, recheckId, measureId, referralId.
	PaperUnknown     = no(fault.Invalid, "paper.unknown", "There is no such paper in this check.")
	PaperExists      = no(fault.Conflict, "paper.exists", "A paper with this id exists already.")
	PaperWithdrawn   = no(fault.Refused, "paper.withdrawn", "This paper has been withdrawn or was not approved.")
	PaperInUse       = no(fault.Refused, "paper.in_use", "A paper somebody has signed, or that something rests on, cannot be withdrawn.").Under(penalty47)
	PaperNotApproved = no(fault.Refused, "paper.not_approved", "This paper has not been approved yet.")
	PaperNotSigned   = no(fault.Refused, "paper.not_signed", "Both officers sign this paper first.")
	PaperDecided     = no(fault.Refused, "paper.decided", "This has been decided already.")
	ApprovalNotAsked = no(fault.Refused, "paper.approval_not_asked", "This bureau's orders need no approval.")
	OpinionNeeded    = no(fault.Refused, "paper.opinion_needed", "A no needs its reason.")
	LeftAtNeeded     = no(fault.Refused, "paper.left_at_needed", "Say where the paper was left with the enterprise.").Under(workSafety68)
	DayAhead         = no(fault.Refused, "paper.day_ahead", "This day has not come yet.")

	// Orders and their items. Details: findingId, dueOn, findings.
	OrderExists          = no(fault.Conflict, "order.exists", "An order with this id exists already.")
	OrderTooMany         = no(fault.TooLarge, "order.too_many", "The check has too many orders.")
	NothingToOrder       = no(fault.Refused, "order.nothing", "The record has no finding that is to be ordered.").Under(workSafety65)
	OrderStands          = no(fault.Refused, "order.stands", "An order stands; a further one follows a re-check that found items not put right.").Under(workSafety65)
	OrderDuePast         = no(fault.Refused, "order.due_past", "The day to rectify by has passed; say another.")
	OrderDueOfRecord     = no(fault.Refused, "order.due_of_record", "The order has the day that stands in the record.").Under(workSafety68)
	OrderDueNeeded       = no(fault.Refused, "order.due_needed", "A further order needs a day for each of its items.").Under(workSafety65)
	OrderItemUnknown     = no(fault.Invalid, "order.item_unknown", "There is no such order item.")
	ItemSettled          = no(fault.Refused, "order.item_settled", "This item is settled; nothing more is to be done about it.")
	OrderNotDelivered    = no(fault.Refused, "order.not_delivered", "The order has not been delivered yet.").Under(workSafety65)
	RectificationTooMany = no(fault.TooLarge, "rectification.too_many", "There are too many reports on this item.")
	RectificationPhotos  = no(fault.TooLarge, "rectification.too_many_photos", "There are too many pictures on this item.")

	// More time. Details: findingId, dueOn, lastDay, askedFor, extensionId.
	ExtensionUnknown  = no(fault.Invalid, "extension.unknown", "There is no such request for more time.")
	ExtensionTooMany  = no(fault.TooLarge, "extension.too_many", "There are too many requests for more time.")
	ExtensionAfterEnd = no(fault.Refused, "extension.after_end", "More time is asked for before the end; it has passed.").Under(workSafety65)
	ExtensionTooLate  = no(fault.Refused, "extension.too_late", "More time had to be asked for earlier.").Under(workSafety65)
	ExtensionNotLater = no(fault.Refused, "extension.not_later", "The new day must lie after the present one.")
	ExtensionPending  = no(fault.Refused, "extension.pending", "A request for more time for this item waits for its answer.")
	ExtensionTooLong  = no(fault.Refused, "extension.too_long", "More time than was asked for cannot be given.")

	// Re-checks. Details: findingId, dueOn, findings, measureId.
	RecheckExists         = no(fault.Conflict, "recheck.exists", "A re-check with this id exists already.")
	RecheckTooMany        = no(fault.TooLarge, "recheck.too_many", "The check has too many re-checks.")
	RecheckNothingOpen    = no(fault.Refused, "recheck.nothing_open", "There is nothing open to re-check.")
	RecheckItemMissing    = no(fault.Refused, "recheck.item_missing", "A re-check answers every open item.").Under(workSafety65)
	RecheckMeasureMissing = no(fault.Refused, "recheck.measure_missing", "A re-check answers every measure whose end is applied for.").Under(workSafety65)
	RecheckItemDue        = no(fault.Refused, "recheck.item_due", "This item is due; say what was found.").Under(workSafety65)
	RecheckNotYetDue      = no(fault.Refused, "recheck.not_yet_due", "The enterprise still has time for this item.")
	RecheckProofNeeded    = no(fault.Refused, "recheck.proof_needed", "An item put right needs a photo of it.").Under(workSafety65)
	ApplicationPending    = no(fault.Refused, "application.pending", "An application waits for its answer.")

	// Measures. Details: measureId.
	MeasureTooMany      = no(fault.TooLarge, "measure.too_many", "The check has too many measures.")
	MeasureGroundNeeded = no(fault.Refused, "measure.ground_needed", "A measure rests on a confirmed major hazard or on a danger that is stated.").Under(workSafety65)
	MeasureDangerNeeded = no(fault.Refused, "measure.danger_needed", "Approval by telephone needs an immediate danger, stated.").Under(workSafety65)
	MeasureNotInForce   = no(fault.Refused, "measure.not_in_force", "This measure is not in force.")
	ResumeNotApplied    = no(fault.Refused, "resume.not_applied", "Nobody has applied to resume.").Under(workSafety65)
	ResumeRecheckFirst  = no(fault.Refused, "resume.recheck_first", "Consent needs a re-check since the application that found the measure met.").Under(workSafety65)

	// Leading out, and the end. Details: referralId; open (what, id).
	ReferralTooMany  = no(fault.TooLarge, "referral.too_many", "The check has too many referrals.")
	ReferralSent     = no(fault.Refused, "referral.sent", "This referral has been sent already.")
	ReferralNotSent  = no(fault.Refused, "referral.not_sent", "The step before this one is missing: the referral is sent, then received.")
	ReferralReceived = no(fault.Refused, "referral.received", "The receipt of this referral is recorded already.")
	FilingTooMany    = no(fault.TooLarge, "filing.too_many", "The check has too many case filings.")
	RefusalUnknown   = no(fault.Invalid, "refusal.unknown", "There is no such refusal in this check.")
	RefusalReported  = no(fault.Refused, "refusal.reported", "This refusal has been reported already.")
	CloseUnapproved  = no(fault.Refused, "close.unapproved", "The check began on an urgent report; it cannot be closed before its approval is completed.").Under(guoban54)
	CloseOpen        = no(fault.Refused, "close.open", "The check cannot be closed while something is open.").Under(workSafety62)
	CheckClosed      = no(fault.Refused, "check.closed", "The check is closed; its case file is only read.")
)

// Refusals lists the whole catalogue, for those who translate it.
func Refusals() []*fault.Error {
	return []*fault.Error{
		ActUnknown, NewerApp, BadBody, BadTime, Missing, TooLong, TooMany, BadCharacters, BadValue, OtherCheck, NotYourPart,
		WrongState, RecordSealed, CheckExists, EnterpriseUnknown, TeamUnknown, TeamSamePerson, TeamCertificate, ListUnknown,
		ListTwice, ListNotOfCheck, ListNotAtHand, OffPlanReason, SchemeIncomplete, OverCap, ApprovalGiven, NumberMissing, ConflictDeclared,
		ConflictNotDeclared, NoticeNotShown, TwoCertificates, CertificateExpired, CertificateMismatch, ItemUnknown,
		ItemDoesNotApply, ConditionUnknown, ValueNeeded, ContradictsMeasure, FindingExists, FindingUnknown, FindingWithdrawn,
		FindingTooMany, DueNeeded, DueTooEarly, ReferToNeeded, MajorNotAsked, MajorBasisNeeded, MajorBasisLapsed, PaperBasisLapsed, MajorNoteNeeded, PhotoExists,
		PhotoUnknown, PhotoTooMany, AnswersContested, AnswersNotApplying, FindingsContested, FindingMissing, MajorUndecided,
		MajorWithoutMeasure, SpotNotCorrected, GapsReasonNeeded, EndsBeforeStart, DigestMismatch, ReopenAfterSignature,
		RecordChanged, NotAParty, WrongName, AlreadySigned, AlreadyRefused, BadInk, ReadOutNeeded, ReportedToNeeded,
		WayNotAccepted, PageOfAnother, PageFiled, PageTwice, PagesDiffer, PagesMissing, PagesSigned, CertificateUnjudged, CertificateOfAnother,
		DefenceTooMany, DeliveryExists, DeliveryTooMany, ReceiptUnsigned, LeftUnwitnessed, AddressUnconfirmed,
		SupplementExists, SupplementUnknown, SupplementTooMany, SupplementWithdrawn, SupplementSigned, ActNotRefused, ActTakenUp,
		ReopenWithSupplement, InvitationExists, InvitationUnknown, InvitationWithdrawn, InvitationTooMany, InvitationTerm, InvitedAlready,
		NotInvited, InterestNotDeclared, OpinionExists, OpinionUnknown, OpinionTooMany, OpinionWithdrawn, OpinionAnswered, OpinionNotYours,
		OpinionChanged,

		PaperUnknown, PaperExists, PaperWithdrawn, PaperInUse, PaperNotApproved, PaperNotSigned, PaperDecided,
		ApprovalNotAsked, OpinionNeeded, LeftAtNeeded, DayAhead, OrderExists, OrderTooMany, NothingToOrder, OrderStands,
		OrderDuePast, OrderDueOfRecord, OrderDueNeeded, OrderItemUnknown, ItemSettled, OrderNotDelivered,
		RectificationTooMany, RectificationPhotos, ExtensionUnknown, ExtensionTooMany, ExtensionAfterEnd, ExtensionTooLate, ExtensionNotLater,
		ExtensionPending, ExtensionTooLong, RecheckExists, RecheckTooMany, RecheckNothingOpen, RecheckItemMissing,
		RecheckMeasureMissing, RecheckItemDue, RecheckNotYetDue, RecheckProofNeeded, ApplicationPending, MeasureTooMany,
		MeasureGroundNeeded, MeasureDangerNeeded, MeasureNotInForce, ResumeNotApplied, ResumeRecheckFirst, ReferralTooMany,
		ReferralSent, ReferralNotSent, ReferralReceived, FilingTooMany, RefusalUnknown, RefusalReported, CloseUnapproved, CloseOpen, CheckClosed,
	}
}

func no(kind fault.Kind, code, sentence string) *fault.Error { return fault.New(kind, code, sentence) }
