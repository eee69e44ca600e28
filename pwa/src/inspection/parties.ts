// Who somebody is to one check. The same rules as partiesOf in internal/inspection/check.go.

import type { CheckRecord, Party, Role } from './record.gen';

/** Actor is the signed-in person as the server told us. */
export interface Actor {
  personId: string;
  name: string;
  bureauId: string;
  role: Role;
  sectionId?: string;
  enterpriseId?: string;
  town?: string;
}

/** partiesOf says what an actor is to a check; nobody is anything to a check of another bureau. */
export function partiesOf(record: CheckRecord, actor: Actor): Party[] {
  if (actor.bureauId !== record.bureauId) return [];
  const parties: Party[] = record.team.filter((m) => m.personId === actor.personId).map((m) => m.part);
  if (actor.role === 'section_head' && actor.sectionId === record.sectionId) parties.push('section_head');
  if (actor.role === 'leader') parties.push('leader');
  if (actor.role === 'enterprise' && actor.enterpriseId === record.enterprise.id) parties.push('enterprise');
  return parties;
}
