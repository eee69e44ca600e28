// The acts of a check that were turned away, as the server keeps them.

import type { components } from '../../http/schema.gen'
import type { Kind, Role } from '../../inspection/record.gen'
import { me } from '../session'
import { askDesk, hasArray } from './door'

export type RefusedAct = Omit<components['schemas']['RefusedAct'], 'kind'> & { kind: Kind }

/** Who the server shows them to. */
const keepers = new Set<Role>(['inspector', 'section_head', 'leader'])

/** Those kept for a check; none where the reader may not see them. */
export async function readRefusedActs(checkId: string): Promise<readonly RefusedAct[]> {
  if (!keepers.has(me.value?.role ?? 'admin')) return []
  const answer = await askDesk<{ items: RefusedAct[] }>(`/checks/${checkId}/refused-acts`, hasArray('items'))
  return answer.ok ? answer.value.items : []
}
