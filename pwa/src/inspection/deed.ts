// What every deed of the phone's law gets and gives: it judges first, then answers with a changed copy. A record is never
// changed in place, so a screen can compare and a refusal leaves nothing behind.

import { realDay } from './day'
import type { Lists } from './items'
import type { Actor } from './parties'
import { need } from './refused'
import type { Act, CheckRecord, Member, PersonRef, Reasoned } from './record.gen'

export interface Told {
  act: Act
  actor: Actor
  lists: Lists
}

/** A deed of one act kind; throws Refused. */
export type Deed<B> = (record: CheckRecord, body: B, told: Told) => CheckRecord | Promise<CheckRecord>

export const who = ({ actor }: Told): PersonRef => ({ id: actor.personId, name: actor.name })

export const because = (told: Told, reason: string): Reasoned => ({ act: told.act.id, by: who(told), at: told.act.doneAt, reason })

export function officer(record: CheckRecord, part: 'lead' | 'assistant'): Member | undefined {
  return record.team.find((m) => m.part === part)
}

/** undeclared names the officer who has not declared; undefined when both have. */
export function undeclared(record: CheckRecord): string | undefined {
  for (const part of ['lead', 'assistant'] as const) {
    const member = officer(record, part)
    if (!member) return part
    if (!member.noConflictAt) return member.name
  }
  return undefined
}

/** certified refuses officers without a certificate that is valid on the day (行政处罚法 42, 55; 安全生产法 67). */
export function certified(team: readonly Member[], day: string): void {
  for (const part of ['lead', 'assistant'] as const) {
    const member = team.find((m) => m.part === part)
    need(member && member.certificate.number.trim() !== '', 'team.certificate_missing', { part })
    const { validUntil } = member.certificate
    need(realDay(validUntil) && validUntil >= day, 'arrive.certificate_expired', { name: member.name, validUntil })
  }
}
