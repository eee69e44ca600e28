package inspection

import (
	"encoding/json"
	"time"

	"anjian/internal/evidence"
)

// Dialect is the version of the acts' language. A phone states the dialect it speaks; the server refuses to guess at
// a newer one (the phone keeps such acts and updates the server's side first).
const Dialect = 1

// Kind is an act's name on the wire and in the ledger.
type Kind string

// The acts of a check, up to the signed record.
const (
	CreateCheck        Kind = "create_check"         // 立项: a planned check with its scheme
	ReviseScheme       Kind = "revise_scheme"        // 修改方案
	Dispatch           Kind = "dispatch"             // 派单
	Reassign           Kind = "reassign"             // 改派
	ReturnScheme       Kind = "return_scheme"        // 方案退回
	ApproveScheme      Kind = "approve_scheme"       // 批准方案
	ReportUrgent       Kind = "report_urgent"        // 紧急检查报告: begin now, approval completed afterwards
	CancelCheck        Kind = "cancel_check"         // 取消检查
	DeclareNoConflict  Kind = "declare_no_conflict"  // 无利害关系声明
	Arrive             Kind = "arrive"               // 进场
	RecordEntryRefused Kind = "record_entry_refused" // 拒绝进入
	StateFact          Kind = "state_fact"           // 说明情形
	AnswerItem         Kind = "answer_item"          // 填写检查结果
	AttachPhoto        Kind = "attach_photo"         // 附照片
	RemovePhoto        Kind = "remove_photo"         // 撤照片
	MarkPhoto          Kind = "mark_photo"           // 标注照片
	RaiseFinding       Kind = "raise_finding"        // 提出问题
	ReviseFinding      Kind = "revise_finding"       // 修改问题
	WithdrawFinding    Kind = "withdraw_finding"     // 撤回问题
	ConfirmMajorHazard Kind = "confirm_major_hazard" // 确认或排除重大隐患
	CorrectOnSpot      Kind = "correct_on_spot"      // 当场改正
	SealRecord         Kind = "seal_record"          // 封存记录
	ReopenRecord       Kind = "reopen_record"        // 解封
	SignRecord         Kind = "sign_record"          // 签字
	RefuseSignature    Kind = "refuse_signature"     // 拒绝签字
	WriteSupplement    Kind = "write_supplement"     // 写补充记录
	WithdrawSupplement Kind = "withdraw_supplement"  // 撤回补充记录
	SignSupplement     Kind = "sign_supplement"      // 补充记录签字
	RefuseSupplement   Kind = "refuse_supplement"    // 补充记录拒绝签字

	FileSignedPage      Kind = "file_signed_page"      // 归档纸质签字页
	SignOnPaper         Kind = "sign_on_paper"         // 纸质签字
	SignWithCertificate Kind = "sign_with_certificate" // 证书签名
	StateDefence        Kind = "state_defence"         // 陈述申辩
	ConfirmAddress      Kind = "confirm_address"       // 确认送达地址
	Deliver             Kind = "deliver"               // 送达文书
	InviteExpert        Kind = "invite_expert"         // 邀请专家
	WithdrawInvitation  Kind = "withdraw_invitation"   // 撤回邀请
	GiveOpinion         Kind = "give_opinion"          // 专家意见
	WithdrawOpinion     Kind = "withdraw_opinion"      // 撤回专家意见
	AnswerOpinion       Kind = "answer_opinion"        // 答复专家意见
)

// The acts that close the loop: from the signed record to the closed case file.
const (
	IssueOrder             Kind = "issue_order"              // 责令限期整改
	ApproveOrder           Kind = "approve_order"            // 审批指令书
	ImposeMeasure          Kind = "impose_measure"           // 现场处理措施
	ApproveMeasure         Kind = "approve_measure"          // 批准现场处理措施
	SignPaper              Kind = "sign_paper"               // 文书签字
	RefusePaper            Kind = "refuse_paper"             // 文书拒绝签字，留置送达
	WithdrawPaper          Kind = "withdraw_paper"           // 撤回文书
	SubmitRectification    Kind = "submit_rectification"     // 报送整改情况
	RequestExtension       Kind = "request_extension"        // 申请延期
	DecideExtension        Kind = "decide_extension"         // 延期批复
	ApplyRecheck           Kind = "apply_recheck"            // 申请提前复查
	Recheck                Kind = "recheck"                  // 复查
	ApplyResumption        Kind = "apply_resumption"         // 申请恢复
	ConsentToResume        Kind = "consent_to_resume"        // 同意或不同意恢复
	ReferOnward            Kind = "refer"                    // 移送
	ApproveReferral        Kind = "approve_referral"         // 批准移送
	SendReferral           Kind = "send_referral"            // 送出移送
	RecordReferralReceipt  Kind = "record_referral_receipt"  // 移送回执
	RecordReferralFeedback Kind = "record_referral_feedback" // 移送反馈
	FileCase               Kind = "file_case"                // 立案呈批
	DecideFiling           Kind = "decide_filing"            // 立案审批
	ReportRefusal          Kind = "report_refusal"           // 报告拒签情况
	CloseCheck             Kind = "close_check"              // 结案归档
)

// Role is a person's standing in a bureau (PRODUCT: who uses it).
type Role string

// The eight roles.
const (
	RoleInspector   Role = "inspector"
	RoleSectionHead Role = "section_head"
	RoleLeader      Role = "leader"
	RolePolicy      Role = "policy"
	RoleEnterprise  Role = "enterprise"
	RoleExpert      Role = "expert"
	RoleTown        Role = "town"
	RoleAdmin       Role = "admin"
)

// Actor is who does an act, as known to the server at that moment. It is never taken from the wire.
type Actor struct {
	PersonID     string `json:"personId"`
	Name         string `json:"name"`
	BureauID     string `json:"bureauId"`
	Role         Role   `json:"role"`
	SectionID    string `json:"sectionId,omitempty"`
	EnterpriseID string `json:"enterpriseId,omitempty"`
	Town         string `json:"town,omitempty"`

	CheckID string  `json:"checkId,omitempty"` // of a guest: the one check the link opens
	Purpose Purpose `json:"purpose,omitempty"` // of a guest: what the link is for
	OrderID string  `json:"orderId,omitempty"` // of a guest who reports what was put right: the one order the link is for
}

// Act is one deed on one check. ID is a UUIDv7 minted where the act was done. DoneAt is the device's clock: evidence,
// not order; Clock is what else the device knew of time. Body is the kind's own content, one of the …Body types.
type Act struct {
	ID      string          `json:"id"`
	Kind    Kind            `json:"kind"`
	CheckID string          `json:"checkId"`
	DoneAt  time.Time       `json:"doneAt"`
	Clock   *evidence.Clock `json:"clock,omitempty"`
	Device  string          `json:"device,omitempty"`
	Dialect int             `json:"dialect"`
	Body    json.RawMessage `json:"body"`
	Actor   Actor           `json:"-"`
}

// Party is what an actor is to one check.
type Party string

// The parties a clause may name.
const (
	PartyLead        Party = "lead"
	PartyAssistant   Party = "assistant"
	PartySectionHead Party = "section_head"
	PartyLeader      Party = "leader"
	PartyEnterprise  Party = "enterprise"
	PartyExpert      Party = "expert"
	PartyRectifier   Party = "rectifier" // of the enterprise, come by a link to report what was put right, and no more
)
