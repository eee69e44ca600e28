// Going there: declarations, arrival, refused entry. Twins of declare_no_conflict.go, arrive.go, record_entry_refused.go.

import { phoneClockOf, right, whenOf } from './clock'
import { dayOf } from './day'
import { certified, officer, undeclared, who, type Deed } from './deed'
import { declaredBy, invites, stands } from './invited'
import { need } from './refused'
import { before, earlier } from './standing'
import type { Arrival, ArriveBody, CheckRecord, DeclareNoConflictBody, EntryRefusedBody } from './record.gen'

/** The civil day of the check, on which dates and certificates are judged. */
export function checkDay(record: CheckRecord): string {
  return record.arrival ? dayOf(right(record.arrival.at, record.arrival.clock)) : record.plannedOn
}

export const declareNoConflict: Deed<DeclareNoConflictBody> = (record, body, told) => {
  const { act, actor } = told
  need(body.noConflict, 'conflict.declared')
  const team = record.team.map((m) =>
    m.personId === actor.personId && (!m.noConflictAt || before(act.doneAt, m.noConflictAt)) ? { ...m, noConflictAt: act.doneAt } : m,
  )
  const invitations = declaredBy(record, told)
  const heard = team.some((m) => m.personId === actor.personId) || invitations?.some((i) => invites(i, actor) && stands(i, act.doneAt))
  need(heard, 'opinion.not_invited')
  return { ...record, team, ...(invitations ? { invitations } : {}) }
}

export const arrive: Deed<ArriveBody> = (record, body, told) => {
  const { act } = told
  need(body.noticeShown, 'arrive.notice_not_shown')
  const silent = undeclared(record)
  need(silent === undefined, 'arrive.conflict_not_declared', { name: silent })
  need(body.certificates.length === 2 && body.certificates[0] !== body.certificates[1], 'arrive.two_certificates')
  for (const [i, part] of (['lead', 'assistant'] as const).entries()) {
    const member = officer(record, part)
    need(member?.certificate.number === body.certificates[i], 'arrive.certificate_mismatch', { name: member?.name })
  }
  certified(record.team, dayOf(whenOf(act)))
  const clock = phoneClockOf(act)
  const arrival: Arrival = {
    act: act.id, at: act.doneAt, by: who(told), receivedBy: body.receivedBy, receivedByPost: body.receivedByPost ?? '',
    ...(body.position ? { position: body.position } : {}), ...(body.phone ? { phone: body.phone } : {}),
    place: body.place ?? '', noticeShown: true, certificatesSeen: body.certificates, ...(clock ? { clock } : {}),
  }
  // Each officer's phone may state it while neither has signal; of two arrivals the earlier one stands.
  return earlier(arrival, record.arrival) ? { ...record, arrival } : record
}

export const recordEntryRefused: Deed<EntryRefusedBody> = (record, body, told) => {
  return { ...record, entryRefusal: { act: told.act.id, at: told.act.doneAt, by: who(told), ...body } }
}
