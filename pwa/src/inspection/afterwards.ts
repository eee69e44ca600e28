// The deeds of the time after the seal: supplements, experts, and the loop from the order to the closed check. A first start
// on site can do without them, so they are a piece of their own, brought when the first of them is done.

import type { Deed } from './deed'
import { answerOpinion, giveOpinion, inviteExpert, withdrawInvitation, withdrawOpinion } from './experts'
import { closeCheck, decideFiling, fileCase, approveReferral, recordReferralFeedback, recordReferralReceipt, refer, reportRefusal, sendReferral } from './leadout'
import { applyResumption, approveMeasure, consentToResume, imposeMeasure } from './measures'
import { confirmAddress, deliver, fileSignedPage, signOnPaper, stateDefence } from './onpaper'
import { approveOrder, issueOrder, withdrawPaper } from './orders'
import { refusePaper, signPaper } from './papers'
import { recheck } from './recheck'
import type { AfterwardsAct } from './afterwards.gen'
import type { Bodies } from './record.gen'
import { applyRecheck, decideExtension, requestExtension, submitRectification } from './rectify'
import { refuseSupplement, signSupplement, withdrawSupplement, writeSupplement } from './supplement'

/** One line for each act: a missing deed or one of another kind is found by the compiler. */
export const deeds = {
  write_supplement: writeSupplement,
  withdraw_supplement: withdrawSupplement,
  sign_supplement: signSupplement,
  refuse_supplement: refuseSupplement,
  file_signed_page: fileSignedPage,
  sign_on_paper: signOnPaper,
  state_defence: stateDefence,
  confirm_address: confirmAddress,
  deliver,
  invite_expert: inviteExpert,
  withdraw_invitation: withdrawInvitation,
  give_opinion: giveOpinion,
  withdraw_opinion: withdrawOpinion,
  answer_opinion: answerOpinion,
  issue_order: issueOrder,
  approve_order: approveOrder,
  impose_measure: imposeMeasure,
  approve_measure: approveMeasure,
  sign_paper: signPaper,
  refuse_paper: refusePaper,
  withdraw_paper: withdrawPaper,
  submit_rectification: submitRectification,
  request_extension: requestExtension,
  decide_extension: decideExtension,
  apply_recheck: applyRecheck,
  recheck,
  apply_resumption: applyResumption,
  consent_to_resume: consentToResume,
  refer,
  approve_referral: approveReferral,
  send_referral: sendReferral,
  record_referral_receipt: recordReferralReceipt,
  record_referral_feedback: recordReferralFeedback,
  file_case: fileCase,
  decide_filing: decideFiling,
  report_refusal: reportRefusal,
  close_check: closeCheck,
} satisfies { [K in AfterwardsAct]: Deed<Bodies[K]> }

export { afterwardsShapes as shapes } from './afterwards.gen'
