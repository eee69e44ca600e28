// What an enterprise asks about avoidance (行政处罚法 43): it names an officer of one of its checks, the head of the bureau decides.

import type { components } from '../http/schema.gen'
import type { Problem } from '../local/db'
import type { Minted } from './office/acts'
import { askDesk, hasList, tellDesk } from './office/door'
import { useReading, type UsedRead } from './office/read'

export type OwnAvoidance = components['schemas']['OwnAvoidance']

/** What was asked for so far, with what was decided. */
export const useOwnAvoidances = (): UsedRead<OwnAvoidance[]> => useReading(async () => {
  const answer = await askDesk<{ items: OwnAvoidance[] }>('/own-avoidances', hasList)
  return answer.ok ? { ok: true, value: answer.value.items } : answer
})

export const askAvoidance = (personId: string, reason: string, minted: Minted): Promise<Problem | undefined> =>
  tellDesk('/own-avoidances', 'POST', { id: minted.id, doneAt: minted.doneAt, personId, reason })
