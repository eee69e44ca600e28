// The acts an office does to a check. An act's id is minted once, so that pressing twice or trying again after a lost
// answer does it once.

import { v7 } from 'uuid'
import { dialect } from '../../inspection/procedure.gen'
import type { Act, ApproveSchemeBody, Bodies, CheckRecord, CreateCheckBody, Kind } from '../../inspection/record.gen'
import { askDesk, hasObject, type Answered } from './door'
import { perform } from './signing'

export type OfficeKind = 'revise_scheme' | 'dispatch' | 'reassign' | 'return_scheme' | 'approve_scheme' | 'report_urgent' | 'cancel_check'
/** What a desk does after the record is signed. */
export type LoopKind =
  | 'approve_order' | 'approve_measure' | 'decide_extension' | 'consent_to_resume' | 'approve_referral' | 'send_referral' | 'record_referral_receipt' | 'record_referral_feedback'
  | 'decide_filing' | 'close_check' | 'refer' | 'file_case' | 'report_refusal' | 'recheck'
export type { ApproveSchemeBody, Bodies, CreateCheckBody, Kind }

interface Seen {
  record: CheckRecord
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

/** Carries out one act on a check, and gives the check as it then stands. */
export async function actOnCheck<K extends OfficeKind | LoopKind>(checkId: string, kind: K, body: Bodies[K], minted: Minted): Promise<Answered<CheckRecord>> {
  const problem = await perform({ id: minted.id, kind, checkId, doneAt: minted.doneAt, dialect, body } as Act)
  return problem ? { ok: false, problem } : checkOf(await askDesk<Seen>(`/checks/${checkId}`, hasObject('record')))
}

/** Plans a check. */
export async function createCheck(body: CreateCheckBody, minted: Minted): Promise<Answered<CheckRecord>> {
  const problem = await perform({ id: minted.id, kind: 'create_check', checkId: minted.id, doneAt: minted.doneAt, dialect, body } as Act)
  return problem ? { ok: false, problem } : checkOf(await askDesk<Seen>(`/checks/${minted.id}`, hasObject('record')))
}

const checkOf = (answer: Answered<Seen>): Answered<CheckRecord> => (answer.ok ? { ok: true, value: answer.value.record } : answer)
