// What the desks decide in the loop: the head on more time, the leader on measures, referrals, cases and resumption.

import { v7 } from 'uuid'
import { loopPapers } from '../../src/inspection/looppapers'
import type { Bodies, CheckRecord, Kind } from '../../src/inspection/record.gen'
import type { Desk, Office } from './desk'
import type { Dice } from './dice'

type Ruling = { [K in Kind]: { kind: K; body: Bodies[K]; by: 'head' | 'leader' } }[Kind]

/** Everything a desk could decide now. With `yes` nothing is denied. */
export function rulings(record: CheckRecord, dice: Dice, yes = false): Ruling[] {
  const answer = (): { granted: boolean; opinion: string } => ({ granted: yes || dice.chance(0.75), opinion: '按此办理' })
  const kinds = { measure: 'approve_measure', filing: 'decide_filing', referral: 'approve_referral', order: 'approve_order' } as const
  const papers = loopPapers(record).filter((p) => !p.withdrawn && !p.ruling && p.kind !== 'recheck' && !(p.kind === 'order' && !p.waits))
  const asked = (record.extensions ?? []).filter((e) => !e.decided)
  const resumable = (record.measures ?? []).filter((m) => !m.withdrawn && m.applications.length > m.resumptions.length)
  return [
    ...papers.map((p): Ruling => ({ kind: kinds[p.kind as keyof typeof kinds], body: { paperId: p.id, ...answer() }, by: 'leader' })),
    ...asked.map((e): Ruling => ({ kind: 'decide_extension', body: { extensionId: e.id, ...answer(), dueOn: e.askedFor, interim: '停用' }, by: 'head' })),
    ...resumable.map((m): Ruling => ({ kind: 'consent_to_resume', body: { measureId: m.paper.id, ...answer() }, by: 'leader' })),
  ]
}

/** A desk does it, twice when it is unsure of its answer; gives the act's id when it was accepted. */
export async function rules(office: Office, checkId: string, { kind, body, by }: Ruling, twice: boolean): Promise<string | undefined> {
  const desk: Desk = office[by]
  const act = { id: v7(), kind, checkId, doneAt: new Date().toISOString(), dialect: 1, body }
  for (let times = twice ? 2 : 1; ; times -= 1) {
    const { results } = await desk.post<{ results: { outcome: string }[] }>('/acts', { acts: [act] })
    if (times === 1) return results[0]?.outcome === 'accepted' ? act.id : undefined
  }
}

/** What the server holds of the check now. */
export const heldBy = async (office: Office, checkId: string): Promise<CheckRecord> => (await office.leader.get<{ record: CheckRecord }>(`/checks/${checkId}`)).record
