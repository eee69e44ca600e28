// Signing and refusing to sign. Twins of sign_record.go and refuse_signature.go.

import { officer, who, type Deed } from './deed'
import type { Actor } from './parties'
import { need } from './refused'
import type { CheckRecord, Ink, Party, RefuseSignatureBody, SignRecordBody } from './record.gen'

export const signRecord: Deed<SignRecordBody> = (record, body, told) => {
  const { party, name } = body.signatory
  need(record.seal && body.digest === record.seal.digest, 'record.changed')
  need(party === 'enterprise' || isOfficer(record, told.actor), 'sign.not_a_party', { party })
  if (party === 'lead' || party === 'assistant') need(officer(record, party)?.name === name, 'sign.wrong_name', { party })
  need(!hasSigned(record, party), 'sign.already_signed', { party })
  need(party !== 'enterprise' || record.signRefusals.length === 0, 'sign.already_refused')
  const fault = inkFault(body.ink)
  need(fault === undefined, 'sign.bad_ink', { reason: fault })
  const signature = {
    act: told.act.id, signatory: body.signatory, digest: body.digest, sentence: body.sentence,
    ...(body.statement ? { statement: body.statement } : {}), ink: body.ink, ...(body.position ? { position: body.position } : {}),
    by: who(told), at: told.act.doneAt,
  }
  return { ...record, signatures: [...record.signatures, signature] }
}

export const refuseSignature: Deed<RefuseSignatureBody> = (record, body, told) => {
  need(record.seal && body.digest === record.seal.digest, 'record.changed')
  need(!hasSigned(record, 'enterprise'), 'sign.already_signed', { party: 'enterprise' })
  need(record.signRefusals.length === 0, 'sign.already_refused')
  const own = !isOfficer(record, told.actor)
  need(own || body.readOut, 'refuse.read_out_needed')
  need(own || body.reportedTo, 'refuse.reported_to_needed')
  return { ...record, signRefusals: [...record.signRefusals, { act: told.act.id, ...body, own, by: who(told), at: told.act.doneAt }] }
}

/** settle makes a recorded check signed once lead and assistant have signed and the enterprise has signed or refused. */
export function settle(record: CheckRecord): CheckRecord {
  const enterprise = hasSigned(record, 'enterprise') || record.signRefusals.length > 0
  const done = record.state === 'recorded' && hasSigned(record, 'lead') && hasSigned(record, 'assistant') && enterprise
  return done ? { ...record, state: 'signed' } : record
}

export function hasSigned(record: CheckRecord, party: Party): boolean {
  return record.signatures.some((s) => s.signatory.party === party)
}

function isOfficer(record: CheckRecord, actor: Actor): boolean {
  return record.team.some((m) => m.personId === actor.personId && (m.part === 'lead' || m.part === 'assistant'))
}

const mostPoints = 5000
const mostStrokes = 200
const shortestInk = 0.05 // of the pad's width, all strokes together: less is a dot
const longestInk = 3_600_000
const farthestInk = 20_000

/** inkFault says in one word why an ink is no signature; undefined when it is one. */
export function inkFault(ink: Ink): string | undefined {
  let points = 0
  let way = 0
  for (const stroke of ink.strokes) {
    if (stroke.length === 0) return 'empty_stroke'
    let before: number[] | undefined
    for (const point of stroke) {
      const [x = NaN, y = NaN, t = NaN, pressure = NaN] = point
      const good = point.length === 4 && Math.abs(x) <= farthestInk && Math.abs(y) <= farthestInk && t >= 0 && t <= longestInk && pressure >= 0 && pressure <= 1
      if (!good) return 'bad_point'
      if (before) way += Math.hypot(x - (before[0] ?? 0), y - (before[1] ?? 0))
      before = point
    }
    points += stroke.length
  }
  if (points > mostPoints || ink.strokes.length > mostStrokes) return 'too_many_points'
  if (ink.strokes.length === 0) return 'no_strokes'
  return way < shortestInk * ink.width ? 'too_short' : undefined
}
