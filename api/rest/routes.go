package rest

import (
	"github.com/danielgtaylor/huma/v2"

	"anjian/internal/casework"
	"anjian/internal/inspection"
)

const (
	api     = "/api/v1"
	check   = api + "/checks/{id}"
	uploads = api + "/uploads"
)

// Who may use a route at all. With which check they may, casework decides, and there "not yours" is "not found".
var (
	public    Who // nobody needs to be signed in
	everybody = roles(inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy, inspection.RoleEnterprise, inspection.RoleExpert, inspection.RoleTown, inspection.RoleAdmin)
	readers   = roles(inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy, inspection.RoleEnterprise, inspection.RoleExpert, inspection.RoleTown)
	overseers = roles(inspection.RoleLeader, inspection.RolePolicy, inspection.RoleAdmin)
	rescuers  = roles(inspection.RoleSectionHead, inspection.RolePolicy, inspection.RoleAdmin)
	register  = roles(inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy, inspection.RoleEnterprise, inspection.RoleTown, inspection.RoleAdmin)
	staff     = roles(inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy, inspection.RoleAdmin)
	holders   = roles(inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy)
	admins    = roles(inspection.RoleAdmin)
	heads     = roles(inspection.RoleSectionHead)
	leaders   = roles(inspection.RoleLeader)
	officers  = roles(inspection.RoleInspector)
	keepers   = roles(inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader)
	signers   = roles(inspection.RoleInspector, inspection.RoleEnterprise)
	actors    = roles(inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RoleEnterprise, inspection.RoleExpert)
	handers   = roles(inspection.RoleInspector, inspection.RoleSectionHead)
	desk      = roles(inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy, inspection.RoleAdmin)
	surveyors = roles(inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy, inspection.RoleTown, inspection.RoleAdmin)
	registrar = roles(inspection.RoleSectionHead, inspection.RoleAdmin)
	uploaders = roles(inspection.RoleInspector, inspection.RoleEnterprise, inspection.RoleExpert)
	experts   = roles(inspection.RoleExpert)
	auditors  = roles(inspection.RolePolicy)
	surveyed  = roles(inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy, inspection.RoleEnterprise, inspection.RoleTown)
	declarers = roles(inspection.RoleInspector, inspection.RoleExpert)
	deciders  = roles(inspection.RoleSectionHead, inspection.RoleLeader)
	firms     = roles(inspection.RoleEnterprise)
	drafters  = roles(inspection.RoleSectionHead, inspection.RolePolicy)
)

// What a guest's link may be for: see byLink.
const (
	signing = inspection.ForSigning
	expert  = inspection.ForExpert
	notice  = inspection.ForNotice
	rectify = inspection.ForRectifying
)

var tags = []*huma.Tag{
	{Name: "sessions", Description: "Signing in and out, and who one is."},
	{Name: "register", Description: "Enterprises, people, sections, checklists."},
	{Name: "planning", Description: "The annual plan, the draw, the week board."},
	{Name: "checks", Description: "Checks and their case files."},
	{Name: "acts", Description: "What people do to a check: one readable route for each act, and one for many acts at once."},
	{Name: "sync", Description: "What a phone needs to catch up and to send photos."},
	{Name: "reports", Description: "Reporting signed records to the city's system."},
	{Name: "notices", Description: "What people and other systems are told."},
	{Name: "server", Description: "How the server is."},
}

// routes is every route on one page: method · path · operationId · who · handler.
func (h *house) routes(b *board) {
	put(b, post, api+"/sessions", "signIn", public, h.signIn, about("sessions", "Sign in"), status(201), alsoFails(401))
	put(b, post, api+"/sessions/refresh", "refreshSession", public, h.refreshSession, about("sessions", "Exchange the refresh token for the next pair"), alsoFails(401))
	put(b, del, api+"/sessions/current", "signOut", everybody, h.signOut, about("sessions", "End this session"), status(204))
	put(b, post, api+"/guest-sessions", "openLink", public, h.openLink, about("sessions", "Exchange the token of a link for a short access token"), status(201), alsoFails(404))
	put(b, get, api+"/me", "getMe", everybody, h.getMe, about("sessions", "Who I am here"))
	put(b, get, api+"/devices", "listMyDevices", everybody, h.listMyDevices, about("sessions", "The keys of my devices, and what the proof of a new one must name"), byLink(signing, expert, rectify))
	put(b, post, api+"/devices", "enrolDevice", everybody, h.enrolDevice, about("sessions", "Enrol the key of this device; doing so twice is harmless"), alsoFails(409, 422), byLink(signing, expert, rectify))
	put(b, get, api+"/bureau-devices", "listDevices", overseers, h.listDevices, about("sessions", "The device keys of the bureau, newest first"))
	put(b, post, api+"/devices/{keyId}/revocation", "revokeDevice", everybody, h.revokeDevice, about("sessions", "Revoke a device's key: my own, or, for an administrator, any"))

	put(b, get, api+"/checklists", "listChecklists", everybody, h.listChecklists, about("register", "The published checklists"))
	put(b, get, api+"/checklists/{code}", "getChecklist", everybody, h.getChecklist, about("register", "One checklist, by default its newest version"), knows, byLink(signing, expert))
	put(b, get, api+"/enterprises", "listEnterprises", register, h.listEnterprises, about("register", "Enterprises one may see"), looked(casework.LookRegister))
	put(b, get, api+"/enterprises/{id}", "getEnterprise", register, h.getEnterprise, about("register", "One enterprise"), looked(casework.LookEnterprise))
	put(b, get, api+"/people", "listPeople", staff, h.listPeople, about("register", "People of the bureau"), looked(casework.LookPeople))
	put(b, get, api+"/sections", "listSections", everybody, h.listSections, about("register", "Sections of the bureau"))

	h.officeRoutes(b)

	put(b, get, api+"/checks", "listChecks", readers, h.listChecks, about("checks", "Checks one may see, newest change first"), looked(casework.LookChecks))
	put(b, post, api+"/checks", "createCheck", heads, h.createCheck, about("checks", "Plan a check"), status(201), alsoFails(409, 422))
	put(b, get, api+"/due", "listDue", readers, h.listDue, about("checks", "What is due in the checks one may see: overdue first, with how the order items stand"), looked(casework.LookChecks))
	put(b, get, check, "getCheck", readers, h.getCheck, about("checks", "One check as it stands"), knows, byLink(signing, expert, rectify), looked(casework.LookCase))
	put(b, get, check+"/ledger", "listActs", readers, h.listActs, about("checks", "Everything done to a check, in order"), looked(casework.LookLedger))
	put(b, get, check+"/earlier", "getEarlierFindings", surveyed, h.getEarlier, about("checks", "What the last signed checks of the same enterprise found"), looked(casework.LookCase))
	put(b, get, check+"/lint", "lintCheck", holders, h.lintCheck, about("checks", "What does not fit together in a check: what blocks its seal, what needs a reason, what is worth a look"), looked(casework.LookCase))
	put(b, get, check+"/manifest", "getManifest", readers, h.getManifest, about("checks", "The check's files and which of them the server has"), byLink(expert), looked(casework.LookCase))
	put(b, get, check+"/notice", "getNotice", readers, h.getNotice, about("checks", "The notice 检查通知书: who comes, on what ground, to look at what"), byLink(notice), looked(casework.LookPaper))
	put(b, get, check+"/notice.pdf", "getNoticePdf", readers, h.getNoticePdf, about("checks", "The notice 检查通知书 as PDF"), gives("application/pdf"), byLink(notice), looked(casework.LookPaper))
	put(b, get, check+"/scheme.pdf", "getSchemePdf", holders, h.getSchemePdf, about("checks", "The scheme 现场检查方案 as PDF, an internal paper"), gives("application/pdf"), looked(casework.LookPaper))
	put(b, get, check+"/record.pdf", "getRecordPdf", readers, h.getRecordPdf, about("checks", "The record 现场检查记录 as PDF"), gives("application/pdf"), alsoFails(422), byLink(signing), looked(casework.LookPaper))
	put(b, get, check+"/supplements/{supplementId}/supplement.pdf", "getSupplementPdf", readers, h.getSupplementPdf, about("checks", "A supplement 现场检查记录（补充） as PDF"), gives("application/pdf"), alsoFails(422), byLink(signing), looked(casework.LookPaper))
	put(b, get, check+"/opinions/{opinionId}/opinion.pdf", "getOpinionPdf", readers, h.getOpinionPdf, about("checks", "An expert's opinion 专家意见书 as PDF"), gives("application/pdf"), alsoFails(422), byLink(expert), looked(casework.LookPaper))
	put(b, get, check+"/papers/{paperId}/paper.pdf", "getLoopPdf", readers, h.getLoopPdf, about("checks", "A paper of the closed loop as PDF: 责令限期整改指令书, 现场处理措施决定书, 整改复查意见书, 整改延期批复, 移送书, 立案审批表"), gives("application/pdf"), alsoFails(422), byLink(signing, rectify), looked(casework.LookPaper))
	put(b, get, check+"/deliveries/{deliveryId}/receipt.pdf", "getReceiptPdf", readers, h.getReceiptPdf, about("checks", "The receipt of a delivery 文书送达回执 as PDF"), gives("application/pdf"), alsoFails(422), looked(casework.LookPaper))
	put(b, get, check+"/refused-acts", "listRefusedActs", keepers, h.listRefusedActs, about("checks", "Acts on this check that were turned away, kept whole with the reason"), looked(casework.LookLedger))
	put(b, get, check+"/photo-alarms", "listPhotoAlarms", holders, h.listPhotoAlarms, about("checks", "Photos of the check that look like photos of another check; a person judges"), looked(casework.LookCase))
	put(b, get, check+"/case-file.zip", "getCaseFile", holders, h.getCaseFile, about("checks", "The case file 案卷: papers, photos, ledger, keys, anchors, and a page that verifies it without a server"), gives("application/zip"), alsoFails(422), looked(casework.LookCaseFile))
	put(b, get, check+"/papers/{paperId}/case-filing.zip", "exportFiling", holders, h.exportFiling, about("checks", "移交立案: the approval form, the list of evidence, the papers and their hashes of a case that is filed, in one file for the system that carries it on"), gives("application/zip"), alsoFails(422), looked(casework.LookCaseFile))
	put(b, get, check+"/index.pdf", "getIndexPdf", holders, h.getIndexPdf, about("checks", "The index 卷内目录 of the check's case file as PDF"), gives("application/pdf"), alsoFails(422), looked(casework.LookPaper))
	put(b, get, api+"/archive", "listArchive", holders, h.listArchive, about("checks", "案卷归档: closed checks one may see, how long each case file is kept, and what is proposed once it is past that"), looked(casework.LookChecks))
	put(b, get, api+"/archive.xlsx", "exportArchive", holders, h.exportArchive, about("checks", "The archive's index as a workbook, or the list for appraising what is past its time"), gives(typeXLSX), looked(casework.LookChecks))
	put(b, get, check+"/files/{sha256}", "getFile", readers, h.getFile, about("checks", "A photo of the check"), gives("image/jpeg", "image/png", "image/webp"), knows, byLink(signing, expert, rectify), looked(casework.LookPhoto))

	put(b, get, api+"/reports", "listReports", holders, h.listReports, about("reports", "How the reporting 上报 of each signed record to the city's system stands"), looked(casework.LookChecks))
	put(b, get, api+"/reports/batch", "getReportBatch", holders, h.getReportBatch, about("reports", "Records with the columns of the return, as XLSX or CSV"), gives(typeXLSX, "text/csv"), alsoFails(413), looked(casework.LookChecks))
	put(b, get, check+"/report", "getReport", holders, h.getReport, about("reports", "How the reporting of a check's record stands"), looked(casework.LookCase))
	put(b, post, check+"/report/retry", "retryReport", handers, h.retryReport, about("reports", "Send the record at once"), alsoFails(422))
	put(b, post, check+"/report/confirmation", "confirmReport", handers, h.confirmReport, about("reports", "手工确认: the record was keyed in by hand, under this number"), alsoFails(422))

	put(b, get, api+"/clocks", "listClocks", everybody, h.listClocks, about("reports", "The limits 期限 the system runs by, each with its ground"))
	put(b, get, api+"/notices", "listNotices", everybody, h.listNotices, about("notices", "What I was told, newest first, and how much is unread"))
	put(b, post, api+"/notices/read", "readNotices", everybody, h.readNotices, about("notices", "Mark what I was told as read"), status(204))
	put(b, get, api+"/notice-choices", "getNoticeChoices", everybody, h.getNoticeChoices, about("notices", "How I want to be told, and from what I may choose"))
	put(b, replace, api+"/notice-choices", "setNoticeChoices", everybody, h.setNoticeChoices, about("notices", "Choose how to be told"))
	put(b, post, api+"/push-endpoints", "keepPush", everybody, h.keepPush, about("notices", "Where this browser lets itself be told (Web Push)"), status(204), alsoFails(422))
	put(b, del, api+"/push-endpoints", "endPush", everybody, h.endPush, about("notices", "Tell no browser of mine any more"), status(204))
	put(b, get, api+"/calendar-feed", "getCalendarFeed", everybody, h.getCalendarFeed, about("notices", "Whether my calendar of what is due can be read from outside"))
	put(b, post, api+"/calendar-feed", "makeCalendarFeed", everybody, h.makeCalendarFeed, about("notices", "Make my calendar's address; an earlier one ends"), status(201))
	put(b, del, api+"/calendar-feed", "endCalendarFeed", everybody, h.endCalendarFeed, about("notices", "End my calendar's address at once"), status(204))
	put(b, get, api+"/calendars/{token}", "getCalendar", public, h.getCalendar, about("notices", "What is due for the holder of a token, as iCalendar; without any case content"), gives("text/calendar"))
	put(b, get, api+"/webhooks", "listWebhooks", admins, h.listWebhooks, about("notices", "Targets that are told of what happens; at least once, with an event id"))
	put(b, post, api+"/webhooks", "makeWebhook", admins, h.makeWebhook, about("notices", "Add a target; its secret is told once"), status(201), alsoFails(422))
	put(b, del, api+"/webhooks/{webhookId}", "endWebhook", admins, h.endWebhook, about("notices", "End a target at once"), status(204))
	put(b, get, api+"/outbox/stuck", "listStuck", admins, h.listStuck, about("notices", "Deliveries that were given up, or tried often without success"))
	put(b, post, api+"/outbox/{deliveryId}/redelivery", "redeliver", admins, h.redeliver, about("notices", "Have a delivery tried at once, or an event sent again under the same id"), status(204), alsoFails(422))

	put(b, get, check+"/links", "listLinks", handers, h.listLinks, about("checks", "The check's links for people without an account"), looked(casework.LookCase))
	put(b, post, check+"/links", "makeLink", handers, h.makeLink, about("checks", "Make a link: its bearer may do one thing with this check"), status(201), alsoFails(409, 422))
	put(b, del, check+"/links/{linkId}", "revokeLink", handers, h.revokeLink, about("checks", "End a link at once"), status(204))

	putAct[inspection.ReviseSchemeBody](b, replace, "scheme", inspection.ReviseScheme, heads, "修改方案: replace the scheme")
	putAct[inspection.DispatchBody](b, post, "dispatch", inspection.Dispatch, heads, "派单: hand the check to its team")
	putAct[inspection.ReassignBody](b, post, "team", inspection.Reassign, heads, "改派: give the check another team")
	putAct[inspection.ReasonBody](b, post, "scheme-return", inspection.ReturnScheme, leaders, "方案退回: send the scheme back")
	putAct[inspection.ApproveSchemeBody](b, post, "approval", inspection.ApproveScheme, leaders, "批准方案: approve the scheme")
	putAct[inspection.ReportUrgentBody](b, post, "urgent-report", inspection.ReportUrgent, heads, "紧急检查报告: begin at once, the approval is completed afterwards")
	putAct[inspection.ReasonBody](b, post, "cancellation", inspection.CancelCheck, heads, "取消检查: call the check off")
	putAct[inspection.DeclareNoConflictBody](b, post, "conflict-declarations", inspection.DeclareNoConflict, declarers, "无利害关系声明: declare no interest in the enterprise", byLink(expert))
	putAct[inspection.ArriveBody](b, post, "arrival", inspection.Arrive, officers, "进场: arrive")
	putAct[inspection.EntryRefusedBody](b, post, "entry-refusal", inspection.RecordEntryRefused, officers, "拒绝进入: record that entry was refused")
	putAct[inspection.StateFactBody](b, post, "facts", inspection.StateFact, officers, "说明情形: say whether a condition of a checklist holds")
	putAct[inspection.AnswerItemBody](b, post, "answers", inspection.AnswerItem, officers, "填写检查结果: answer an item")
	putAct[inspection.AttachPhotoBody](b, post, "photos", inspection.AttachPhoto, officers, "附照片: attach a photo")
	putAct[inspection.RemovePhotoBody](b, post, "photo-removals", inspection.RemovePhoto, officers, "撤照片: withdraw a photo")
	putAct[inspection.MarkPhotoBody](b, post, "photo-marks", inspection.MarkPhoto, officers, "标注照片: draw on a photo; its bytes stay")
	putAct[inspection.RaiseFindingBody](b, post, "findings", inspection.RaiseFinding, officers, "提出问题: raise a finding")
	putAct[inspection.ReviseFindingBody](b, post, "finding-revisions", inspection.ReviseFinding, officers, "修改问题: reword a finding")
	putAct[inspection.WithdrawFindingBody](b, post, "finding-withdrawals", inspection.WithdrawFinding, officers, "撤回问题: withdraw a finding")
	putAct[inspection.ConfirmMajorHazardBody](b, post, "major-hazard-decisions", inspection.ConfirmMajorHazard, officers, "重大隐患: confirm or reject a suspected major hazard")
	putAct[inspection.CorrectOnSpotBody](b, post, "corrections", inspection.CorrectOnSpot, officers, "当场改正: a finding was put right on the spot")
	putAct[inspection.SealRecordBody](b, post, "seal", inspection.SealRecord, officers, "封存记录: seal the record")
	putAct[inspection.ReasonBody](b, post, "reopening", inspection.ReopenRecord, officers, "解封: reopen the record before any signature")
	putAct[inspection.SignRecordBody](b, post, "signatures", inspection.SignRecord, signers, "签字: sign the record", byLink(signing))
	putAct[inspection.RefuseSignatureBody](b, post, "signature-refusals", inspection.RefuseSignature, signers, "拒绝签字: record that the enterprise does not sign", byLink(signing))
	putAct[inspection.FileSignedPageBody](b, post, "signed-pages", inspection.FileSignedPage, officers, "归档纸质签字页: file the photo of a page signed by hand")
	putAct[inspection.SignOnPaperBody](b, post, "handwritten-signatures", inspection.SignOnPaper, officers, "纸质签字: count a signature by hand once every page is filed")
	putAct[inspection.SignWithCertificateBody](b, post, "certified-signatures", inspection.SignWithCertificate, signers, "证书签名: sign with an authority's certificate", byLink(signing))
	putAct[inspection.StateDefenceBody](b, post, "defences", inspection.StateDefence, firms, "陈述申辩: the enterprise states its case", byLink(signing))
	putAct[inspection.ConfirmAddressBody](b, post, "delivery-addresses", inspection.ConfirmAddress, signers, "确认送达地址: confirm where papers are delivered", byLink(signing))
	putAct[inspection.DeliverBody](b, post, "deliveries", inspection.Deliver, officers, "送达文书: record that papers were delivered")
	putAct[inspection.WriteSupplementBody](b, post, "supplements", inspection.WriteSupplement, officers, "写补充记录: write a supplement to the sealed record")
	putAct[inspection.WithdrawSupplementBody](b, post, "supplement-withdrawals", inspection.WithdrawSupplement, officers, "撤回补充记录: withdraw a supplement nobody has signed")
	putAct[inspection.SignSupplementBody](b, post, "supplement-signatures", inspection.SignSupplement, signers, "补充记录签字: sign a supplement", byLink(signing))
	putAct[inspection.RefuseSupplementBody](b, post, "supplement-refusals", inspection.RefuseSupplement, signers, "补充记录拒绝签字: record that the enterprise does not sign a supplement", byLink(signing))
	putAct[inspection.InviteExpertBody](b, post, "invitations", inspection.InviteExpert, handers, "邀请专家: invite an expert to this check")
	putAct[inspection.WithdrawInvitationBody](b, post, "invitation-withdrawals", inspection.WithdrawInvitation, handers, "撤回邀请: end an invitation")
	putAct[inspection.GiveOpinionBody](b, post, "opinions", inspection.GiveOpinion, experts, "专家意见: give a signed opinion", byLink(expert))
	putAct[inspection.WithdrawOpinionBody](b, post, "opinion-withdrawals", inspection.WithdrawOpinion, experts, "撤回专家意见: withdraw an own opinion before it is answered", byLink(expert))
	putAct[inspection.AnswerOpinionBody](b, post, "opinion-answers", inspection.AnswerOpinion, officers, "答复专家意见: say what was made of an opinion, and why")

	putAct[inspection.IssueOrderBody](b, post, "orders", inspection.IssueOrder, officers, "责令限期整改: give an order; its items are derived from the record")
	putAct[inspection.DecisionBody](b, post, "order-decisions", inspection.ApproveOrder, deciders, "审批指令书: decide on an order, where the bureau asks for it")
	putAct[inspection.ImposeMeasureBody](b, post, "measures", inspection.ImposeMeasure, officers, "现场处理措施: decide a measure")
	putAct[inspection.DecisionBody](b, post, "measure-decisions", inspection.ApproveMeasure, leaders, "批准现场处理措施: the leader's decision on a measure")
	putAct[inspection.SignPaperBody](b, post, "paper-signatures", inspection.SignPaper, signers, "文书签字: sign an order, a measure, a re-check opinion or a case filing", byLink(signing))
	putAct[inspection.RefusePaperBody](b, post, "paper-refusals", inspection.RefusePaper, signers, "文书拒绝签字: record that the enterprise does not sign a paper, and where it was left", byLink(signing))
	putAct[inspection.WithdrawPaperBody](b, post, "paper-withdrawals", inspection.WithdrawPaper, officers, "撤回文书: withdraw a paper nobody has signed")
	putAct[inspection.SubmitRectificationBody](b, post, "rectifications", inspection.SubmitRectification, firms, "报送整改情况: say what was done about an order item", byLink(rectify))
	putAct[inspection.RequestExtensionBody](b, post, "extensions", inspection.RequestExtension, firms, "申请延期: ask for more time", byLink(rectify))
	putAct[inspection.DecideExtensionBody](b, post, "extension-decisions", inspection.DecideExtension, deciders, "延期批复: decide on more time")
	putAct[inspection.ApplyRecheckBody](b, post, "recheck-applications", inspection.ApplyRecheck, firms, "申请提前复查: apply for an early re-check", byLink(rectify))
	putAct[inspection.RecheckBody](b, post, "rechecks", inspection.Recheck, officers, "复查: answer every open order item")
	putAct[inspection.ApplyResumptionBody](b, post, "resumption-applications", inspection.ApplyResumption, firms, "申请恢复: apply to resume after a measure", byLink(rectify))
	putAct[inspection.ConsentToResumeBody](b, post, "resumption-decisions", inspection.ConsentToResume, leaders, "同意或不同意恢复: decide on that")
	putAct[inspection.ReferBody](b, post, "referrals", inspection.ReferOnward, handers, "移送: draft a referral to another department")
	putAct[inspection.DecisionBody](b, post, "referral-decisions", inspection.ApproveReferral, leaders, "批准移送: decide on a referral")
	putAct[inspection.ReferralHandingBody](b, post, "referral-dispatches", inspection.SendReferral, handers, "送出移送: a referral was handed over")
	putAct[inspection.ReferralHandingBody](b, post, "referral-receipts", inspection.RecordReferralReceipt, handers, "移送回执: a referral was taken in")
	putAct[inspection.ReferralFeedbackBody](b, post, "referral-feedback", inspection.RecordReferralFeedback, handers, "移送反馈: what the department answered")
	putAct[inspection.FileCaseBody](b, post, "case-filings", inspection.FileCase, handers, "立案呈批: propose to file a case")
	putAct[inspection.DecisionBody](b, post, "case-filing-decisions", inspection.DecideFiling, leaders, "立案审批: decide on filing")
	putAct[inspection.ReportRefusalBody](b, post, "refusal-reports", inspection.ReportRefusal, officers, "报告拒签情况: say to whom a refusal to sign was reported")
	putAct[inspection.CloseCheckBody](b, post, "closing", inspection.CloseCheck, handers, "结案归档: close a check in which nothing is open")

	put(b, post, api+"/acts", "pushActs", actors, h.pushActs, about("acts", "Many acts at once, each with its own receipt or refusal"), actsBody(b), bodyUpTo(h.s.BatchBytes, h.s.UploadTimeout), byLink(signing, expert, rectify))
	put(b, get, api+"/changes", "getChanges", readers, h.getChanges, about("sync", "Every check changed since a cursor, whole"), byLink(expert, rectify))
	put(b, post, api+"/files/missing", "listMissingFiles", uploaders, h.listMissingFiles, about("sync", "Which of these files the server does not have yet"), byLink(expert, rectify))
	put(b, post, api+"/phones", "reportPhone", officers, h.reportPhone, about("sync", "What a phone still holds of its checks; answered with what the team's phones last said"))
	h.putUploads(b)
	put(b, get, api+"/rescue/key", "getRescueKey", everybody, h.getRescueKey, about("sync", "The key to which a phone of this bureau seals a rescue pack"))
	h.putRescue(b)
	put(b, post, api+"/me/phone-key", "openPhoneKey", everybody, h.openPhoneKey, about("sync", "Give me back the key under which my phone keeps my data: for a forgotten PIN"), alsoFails(422))
	put(b, get, api+"/looks", "listLooks", auditors, h.listLooks, about("checks", "Who looked at cases and personal data without being of the team, a line a day"))

	put(b, get, api+"/verify/{checkId}/{code}", "verifyRecord", public, h.verifyRecord, about("checks", "Does a printed check code belong to this record?"))
	put(b, get, api+"/evidence-keys", "listEvidenceKeys", public, h.listEvidenceKeys, about("checks", "The keys that sign case files and anchors, with their fingerprints"))
	put(b, get, api+"/evidence-keys/documents.pem", "getDocumentAuthority", public, h.getDocumentAuthority, about("checks", "The certificate under which papers are signed, for readers of PDFs to trust"), gives("application/x-pem-file"))
	put(b, get, api+"/bureaus/{bureauId}/anchors", "listAnchors", public, h.listAnchors, about("checks", "The daily signed roots over a bureau's ledger, newest first"))
	putRaw(b, get, "/healthz", "getHealth", public, h.getHealth, about("server", "The program runs"), gives("application/json"))
	putRaw(b, get, "/readyz", "getReadiness", public, h.getReadiness, about("server", "Database and object store answer"), gives("application/json"))
	putRaw(b, get, "/metrics", "getMetrics", public, h.getMetrics, about("server", "Figures for Prometheus; for this machine, or with the operator's token"), gives("text/plain"), alsoFails(404))
}
