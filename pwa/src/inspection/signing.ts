// Signing and refusing to sign: the same rules for the sealed record and for a supplement to it. Twin of signing.go.

import { officer, who, type Told } from './deed'
import { inkFault } from './ink'
import type { Actor } from './parties'
import { need } from './refused'
import type { CheckRecord, Party, RefuseSignatureBody, Signatory, Signature, SignRecordBody, SignRefusal, Way } from './record.gen'

/** What parties put their names to, with the names that are there. */
export interface Sheet {
  digest: string
  signatures: readonly Signature[]
  signRefusals: readonly SignRefusal[]
}

/** sign gives the signature that binds a signatory's ink to the digest they saw. */
export function sign(record: CheckRecord, sheet: Sheet, body: SignRecordBody, told: Told): Signature {
  const { party } = body.signatory
  need(body.digest === sheet.digest, 'record.changed')
  need(party === 'enterprise' || isOfficer(record, told.actor), 'sign.not_a_party', { party })
  maySign(record, sheet, body.signatory)
  const way = isOfficer(record, told.actor) ? 'phone' : told.actor.purpose ? 'own_link' : 'own_phone'
  need(accepts(record, way), 'sign.way_not_accepted', { way })
  const fault = inkFault(body.ink)
  need(fault === undefined, 'sign.bad_ink', { reason: fault })
  return {
    act: told.act.id, signatory: body.signatory, digest: body.digest, sentence: body.sentence,
    ...(body.statement ? { statement: body.statement } : {}), ink: body.ink, ...(body.position ? { position: body.position } : {}),
    by: who(told), at: told.act.doneAt,
  }
}

/** maySign refuses an officer under another name, and whoever has signed or refused already. */
export function maySign(record: CheckRecord, sheet: Sheet, { party, name }: Signatory): void {
  if (party === 'lead' || party === 'assistant') need(officer(record, party)?.name === name, 'sign.wrong_name', { party })
  need(!signedBy(sheet, party), 'sign.already_signed', { party })
  need(party !== 'enterprise' || sheet.signRefusals.length === 0, 'sign.already_refused')
}

/** accepts tells whether this check is signed that way (ways.go). */
export function accepts(record: CheckRecord, way: Way): boolean {
  return (record.ways?.length ? record.ways : defaultWays).includes(way)
}

const defaultWays: readonly Way[] = ['phone', 'own_phone', 'own_link', 'paper']

/** refuse gives the enterprise's refusal, by itself on its own phone or as an officer puts it down. */
export function refuse(record: CheckRecord, sheet: Sheet, body: RefuseSignatureBody, told: Told): SignRefusal {
  need(body.digest === sheet.digest, 'record.changed')
  need(!signedBy(sheet, 'enterprise'), 'sign.already_signed', { party: 'enterprise' })
  need(sheet.signRefusals.length === 0, 'sign.already_refused')
  const own = !isOfficer(record, told.actor)
  need(own || body.readOut, 'refuse.read_out_needed')
  need(own || body.reportedTo, 'refuse.reported_to_needed')
  return { act: told.act.id, ...body, own, by: who(told), at: told.act.doneAt }
}

/** complete: lead and assistant have signed and the enterprise has signed or refused. */
export function complete(sheet: Pick<Sheet, 'signatures' | 'signRefusals'>): boolean {
  const enterprise = signedBy(sheet, 'enterprise') || sheet.signRefusals.length > 0
  return enterprise && signedBy(sheet, 'lead') && signedBy(sheet, 'assistant')
}

export function signedBy(sheet: Pick<Sheet, 'signatures'>, party: Party): boolean {
  return sheet.signatures.some((s) => s.signatory.party === party)
}

/** isOfficer is true for lead and assistant of this check. */
export function isOfficer(record: CheckRecord, actor: Actor): boolean {
  return record.team.some((m) => m.personId === actor.personId && (m.part === 'lead' || m.part === 'assistant'))
}
