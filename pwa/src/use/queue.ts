// What is on its way, check by check: for the queue screen.

import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'
import type { OutboxEntry } from '../local/db'
import { standing } from './ground'

export interface QueuedPhoto {
  sha256: string
  size: number
  percent: number
  state: 'here' | 'server'
  problem?: string
}

export interface QueuedCheck {
  checkId: string
  name: string
  acts: OutboxEntry[]
  parked: OutboxEntry[]
  photos: QueuedPhoto[]
}

/** useQueue follows every check that has, or had, something of this phone's. */
export function useQueue(): Readonly<Ref<QueuedCheck[] | undefined>> {
  const queue = shallowRef<QueuedCheck[]>()
  let round = 0
  const load = async (): Promise<void> => {
    const mine = ++round
    const next = await read()
    if (mine === round) queue.value = next
  }
  onScopeDispose(standing().listen(() => void load()))
  void load()
  return readonly(queue) as Readonly<Ref<QueuedCheck[] | undefined>>
}

async function read(): Promise<QueuedCheck[]> {
  const { local } = standing()
  const [snapshots, entries, photos] = await Promise.all([local.snapshots(), local.outbox(), local.photoStates()])
  const ids = new Set([...entries.map((e) => e.checkId), ...photos.map((p) => p.checkId)])
  const names = new Map(snapshots.map((s) => [s.checkId, s.record.enterprise.name]))
  return [...ids].map((checkId) => ({
    checkId,
    name: names.get(checkId) ?? '',
    acts: entries.filter((e) => e.checkId === checkId && (e.state === 'waiting' || e.state === 'sending')),
    parked: entries.filter((e) => e.checkId === checkId && e.state === 'parked'),
    photos: photos
      .filter((p) => p.checkId === checkId)
      .map((p) => ({ sha256: p.sha256, size: p.size, percent: p.size ? Math.floor((100 * (p.sent ?? 0)) / p.size) : 0, state: p.state, problem: p.problem?.code })),
  }))
}
