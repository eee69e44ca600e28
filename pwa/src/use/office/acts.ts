// The acts an office does to a check, each over its own readable route. An act's id is minted once, so that pressing twice
// or trying again after a lost answer does it once.

import { v7 } from 'uuid'
import type { ApproveSchemeBody, Bodies, CheckRecord, CreateCheckBody, Kind } from '../../inspection/record.gen'
import { askDesk, hasObject, type Answered } from './door'

export type OfficeKind = 'revise_scheme' | 'dispatch' | 'reassign' | 'return_scheme' | 'approve_scheme' | 'report_urgent' | 'cancel_check'
/** What a desk does after the record is signed. */
export type LoopKind =
  | 'approve_order' | 'approve_measure' | 'decide_extension' | 'consent_to_resume' | 'approve_referral' | 'send_referral' | 'record_referral_receipt' | 'record_referral_feedback'
  | 'decide_filing' | 'close_check' | 'refer' | 'file_case' | 'report_refusal'
export type { ApproveSchemeBody, Bodies, CreateCheckBody, Kind }

const ROUTES: Readonly<Record<OfficeKind | LoopKind, { name: string; method?: string }>> = {
  revise_scheme: { name: 'scheme', method: 'PUT' },
  dispatch: { name: 'dispatch' },
  reassign: { name: 'team' },
  return_scheme: { name: 'scheme-return' },
  approve_scheme: { name: 'approval' },
  report_urgent: { name: 'urgent-report' },
  cancel_check: { name: 'cancellation' },
  approve_order: { name: 'order-decisions' },
  approve_measure: { name: 'measure-decisions' },
  decide_extension: { name: 'extension-decisions' },
  consent_to_resume: { name: 'resumption-decisions' },
  approve_referral: { name: 'referral-decisions' },
  send_referral: { name: 'referral-dispatches' },
  record_referral_receipt: { name: 'referral-receipts' },
  record_referral_feedback: { name: 'referral-feedback' },
  decide_filing: { name: 'case-filing-decisions' },
  close_check: { name: 'closing' },
  refer: { name: 'referrals' },
  file_case: { name: 'case-filings' },
  report_refusal: { name: 'refusal-reports' },
}

interface Done {
  check: CheckRecord
}

/** The identity of something about to be done. The same one may be sent again; other content needs a new one. */
export interface Minted {
  id: string
  doneAt: string
  content: string
}

/** Keeps an act's identity while its content stays the same. */
export function mintFor(before: Minted | undefined, body: unknown): Minted {
  const content = JSON.stringify(body)
  return before?.content === content ? before : { id: v7(), doneAt: new Date().toISOString(), content }
}

/** Carries out one act on a check. */
export async function actOnCheck<K extends OfficeKind | LoopKind>(checkId: string, kind: K, body: Bodies[K], minted: Minted): Promise<Answered<CheckRecord>> {
  const { name, method } = ROUTES[kind]
  return checkOf(await askDesk<Done>(`/checks/${checkId}/${name}`, hasObject('check'), method ?? 'POST', { id: minted.id, doneAt: minted.doneAt, body }))
}

/** Plans a check. */
export async function createCheck(body: CreateCheckBody, minted: Minted): Promise<Answered<CheckRecord>> {
  return checkOf(await askDesk<Done>('/checks', hasObject('check'), 'POST', { id: minted.id, checkId: minted.id, doneAt: minted.doneAt, body }))
}

const checkOf = (answer: Answered<Done>): Answered<CheckRecord> => (answer.ok ? { ok: true, value: answer.value.check } : answer)
