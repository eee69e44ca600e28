// What an enterprise asks about avoidance (行政处罚法 43): it names an officer of one of its checks, the head of the bureau decides.

import { readonly, shallowRef, type Ref } from 'vue'
import { v7 } from 'uuid'
import type { components } from '../http/schema.gen'
import type { Problem } from '../local/db'
import { askDesk, hasList, tellDesk } from './office/door'

export type OwnAvoidance = components['schemas']['OwnAvoidance']

/** How the server is asked: with an account, or by whoever came by a link. */
export interface AvoidanceWay {
  /** Undefined: there was no answer. */
  list(): Promise<readonly OwnAvoidance[] | undefined>
  /** Undefined: it was taken. */
  send(body: { id: string; doneAt: string; personId: string; reason: string }): Promise<Problem | undefined>
}

const signedIn: AvoidanceWay = {
  async list() {
    const answer = await askDesk<{ items: OwnAvoidance[] }>('/own-avoidances', hasList)
    return answer.ok ? answer.value.items : undefined
  },
  send: (body) => tellDesk('/own-avoidances', 'POST', body),
}

/** What was asked for so far, with what was decided; undefined until it is known. */
export function useOwnAvoidances(way: AvoidanceWay = signedIn): { asked: Readonly<Ref<readonly OwnAvoidance[] | undefined>>; ask: (personId: string, reason: string) => Promise<Problem | undefined> } {
  const asked = shallowRef<readonly OwnAvoidance[]>()
  let sent: { about: string; id: string; doneAt: string } | undefined
  async function look(): Promise<void> {
    asked.value = (await way.list()) ?? asked.value
  }
  /** Asks that an officer avoid the enterprise. The same words sent again after a lost answer are the same request. */
  async function ask(personId: string, reason: string): Promise<Problem | undefined> {
    const about = `${personId} ${reason}`
    if (sent?.about !== about) sent = { about, id: v7(), doneAt: new Date().toISOString() }
    const problem = await way.send({ id: sent.id, doneAt: sent.doneAt, personId, reason })
    await look()
    return problem
  }
  void look()
  return { asked: readonly(asked) as Readonly<Ref<readonly OwnAvoidance[] | undefined>>, ask }
}
