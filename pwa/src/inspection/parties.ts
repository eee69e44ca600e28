// Who somebody is to one check. The same rules as partiesOf in internal/inspection/check.go.

import { invites } from './invited';
import type { CheckRecord, Party, Purpose, Role } from './record.gen';

/** Actor is the signed-in person as the server told us. */
export interface Actor {
  personId: string;
  name: string;
  bureauId: string;
  role: Role;
  sectionId?: string;
  enterpriseId?: string;
  town?: string;
  /** Of a guest: the one check the link opens, and what for. */
  checkId?: string;
  purpose?: Purpose;
  /** Of a guest who reports what was put right: the one order the link is for. */
  orderId?: string;
}

/** partiesOf says what an actor is to a check; nobody is anything to a check of another bureau. */
export function partiesOf(record: CheckRecord, actor: Actor): Party[] {
  if (actor.bureauId !== record.bureauId || (actor.purpose && actor.checkId !== record.id)) return [];
  const parties: Party[] = record.team.filter((m) => m.personId === actor.personId).map((m) => m.part);
  if (actor.role === 'expert' && record.invitations?.some((i) => !i.withdrawn && invites(i, actor))) parties.push('expert');
  if (actor.role === 'section_head' && actor.sectionId === record.sectionId) parties.push('section_head');
  if (actor.role === 'leader') parties.push('leader');
  if (actor.role === 'enterprise' && actor.enterpriseId === record.enterprise.id) {
    if (!actor.purpose || actor.purpose === 'sign') parties.push('enterprise');
    if (actor.purpose === 'rectify') parties.push('rectifier');
  }
  return parties;
}
