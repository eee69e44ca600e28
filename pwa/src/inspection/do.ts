// The one door of the phone's law: finds the clause of the (generated) procedure, asks the act's deed, moves the state.
// The server remains the judge; this tells people no while they are still on site. Twin of internal/inspection/check.go.

import type { AfterwardsAct } from './afterwards.gen'
import { answerItem, attachPhoto, removePhoto, stateFact } from './answers'
import { clockFault } from './clock'
import type { Deed, Told } from './deed'
import { confirmMajorHazard, correctOnSpot, raiseFinding, reviseFinding, withdrawFinding } from './findings'
import type { Lists } from './items'
import { markPhoto } from './marks'
import { partiesOf, type Actor } from './parties'
import { procedure, refusals, visitShapes, type Clause, type Shape, type VisitAct } from './procedure.gen'
import type { Act, Bodies, CheckRecord, Kind } from './record.gen'
import { need, Refused } from './refused'
import { reopenRecord, sealRecord } from './seal'
import { refuseSignature, settle, signRecord } from './sign'
import { arrive, declareNoConflict, recordEntryRefused } from './visit'
import { absurd, isUuid, wellFormed } from './wellformed'

/** A no of the phone's law, in the words of the wire. */
export interface LawProblem {
  code: string
  kind: string
  message: string
  article?: string
  details?: Record<string, unknown>
}

export type Outcome = { ok: true; record: CheckRecord } | { ok: false; problem: LawProblem }

/** The acts a phone can do with no signal. Planning and the approval of the scheme are done at a desk, with the server. */
export type FieldAct = VisitAct | AfterwardsAct

/** The deeds of the visit. Those of the time after the seal come when they are first needed: see afterwards.ts. */
const onSite: { [K in VisitAct]: Deed<Bodies[K]> } = {
  declare_no_conflict: declareNoConflict,
  arrive,
  record_entry_refused: recordEntryRefused,
  state_fact: stateFact,
  answer_item: answerItem,
  attach_photo: attachPhoto,
  remove_photo: removePhoto,
  mark_photo: markPhoto,
  raise_finding: raiseFinding,
  revise_finding: reviseFinding,
  withdraw_finding: withdrawFinding,
  confirm_major_hazard: confirmMajorHazard,
  correct_on_spot: correctOnSpot,
  seal_record: sealRecord,
  reopen_record: reopenRecord,
  sign_record: signRecord,
  refuse_signature: refuseSignature,
}

/** doAct carries one act out on a record, or says why not. The record given is never changed. */
export async function doAct(record: CheckRecord, act: Act, actor: Actor, lists: Lists): Promise<Outcome> {
  try {
    acceptable(record, act)
    const clause = clauseFor(record, act, actor)
    const done = await carryOut(record, act, { act, actor, lists })
    return { ok: true, record: settle({ ...done, state: clause.to }) }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: problemOf(error) }
    throw error
  }
}

/** Judges the envelope of an act. */
function acceptable(record: CheckRecord, act: Act): void {
  need(isUuid(act.id), 'act.bad_value', { field: 'id' })
  need(isUuid(act.checkId), 'act.bad_value', { field: 'checkId' })
  need(act.checkId === record.id, 'act.other_check')
  need(!absurd(act.doneAt), 'act.bad_time', { field: 'doneAt' })
  clockFault(act.clock)
}

async function carryOut(record: CheckRecord, act: Act, told: Told): Promise<CheckRecord> {
  const known = Object.hasOwn(onSite, act.kind) ? { deeds: onSite, shapes: visitShapes } : await import('./afterwards')
  const { deeds, shapes } = known as { deeds: Readonly<Record<string, Deed<unknown>>>; shapes: Readonly<Record<string, readonly Shape[]>> }
  const deed = Object.hasOwn(deeds, act.kind) ? deeds[act.kind] : undefined
  if (!deed) throw new Refused('act.unknown_kind', { kind: act.kind })
  wellFormed(shapes[act.kind] ?? [], act.body)
  return deed(record, act.body, told)
}

function clauseFor(record: CheckRecord, act: Act, actor: Actor): Clause {
  const parties = partiesOf(record, actor)
  const clauses = procedure.filter((c) => c.act === act.kind)
  if (clauses.length === 0) throw new Refused('act.unknown_kind', { kind: act.kind })
  const mine = clauses.filter((c) => c.by.some((p) => parties.includes(p)))
  if (mine.length === 0) throw new Refused('act.not_your_part', { act: act.kind })
  const now = mine.find((c) => c.from.includes(record.state))
  if (now) return now
  if (record.state === 'closed') throw new Refused('check.closed')
  const sealed = record.state === 'recorded' || record.state === 'signed'
  const from = (state: 'signed' | 'open'): boolean => clauses.some((c) => c.from.includes(state))
  const inLoop = from('signed') && !from('open') // of the time after the visit: only too early
  const aboutSeal = ['seal_record', 'reopen_record', 'sign_record', 'refuse_signature'].includes(act.kind)
  throw sealed && !inLoop && !aboutSeal ? new Refused('record.sealed', { state: record.state }) : new Refused('act.wrong_state', { state: record.state, act: act.kind })
}

/** mayNow tells whether this person's next tap on an act would be heard at all: for showing or hiding its button. */
export function mayNow(record: CheckRecord, actor: Actor, kind: Kind): boolean {
  const parties = partiesOf(record, actor)
  return procedure.some((c) => c.act === kind && c.from.includes(record.state) && c.by.some((p) => parties.includes(p)))
}

function problemOf(no: Refused): LawProblem {
  const known: { kind: string; article?: string } | undefined = Object.hasOwn(refusals, no.code) ? refusals[no.code as keyof typeof refusals] : undefined
  return { code: no.code, kind: known?.kind ?? 'invalid', message: no.code, ...(known?.article ? { article: known.article } : {}), details: no.details }
}
