// Who was invited as an expert, and whether the invitation still opens the check. Twins of parts of experts.go.

import type { Told } from './deed'
import type { Actor } from './parties'
import type { CheckRecord, Invitation, Opinion } from './record.gen'

/** stands: the invitation opens the check at that moment. */
export const stands = (i: Invitation, at: string): boolean => !i.withdrawn && Date.parse(at) < Date.parse(i.expiresAt)

/** invites: it was this actor who was invited, by account or by link. */
export const invites = (i: Invitation, a: Actor): boolean => (a.purpose ? i.personId === undefined && i.id === a.personId : i.personId !== undefined && i.personId === a.personId)

/** An expert's own declaration, for the team's members and the invited alike: the earliest one stays. */
export function declaredBy(record: CheckRecord, told: Told): Invitation[] | undefined {
  const at = told.act.doneAt
  return record.invitations?.map((i) => (invites(i, told.actor) && stands(i, at) && (!i.noInterestAt || at < i.noInterestAt) ? { ...i, noInterestAt: at } : i))
}

/** standingOpinions are those that were not taken back. */
export const standingOpinions = (record: CheckRecord): Opinion[] => (record.opinions ?? []).filter((o) => !o.withdrawn)
