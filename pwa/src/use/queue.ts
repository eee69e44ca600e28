// What is on its way, check by check: for the queue screen.

import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'
import type { BlobRow, OutboxEntry, Problem } from '../local/db'
import { storageHealth } from '../local/health'
import { contactKey } from '../sync/engine'
import { standing } from './ground'

export interface QueuedPhoto {
  sha256: string
  size: number
  sent: number
  percent: number
  savedAt: string
  state: 'here' | 'server'
  problem?: Problem
}

export interface QueuedCheck {
  checkId: string
  name: string
  acts: OutboxEntry[]
  parked: OutboxEntry[]
  /** Those still here first, in the order they were taken. */
  photos: QueuedPhoto[]
}

export interface Queue {
  checks: QueuedCheck[]
  /** When the server was last there; undefined when it never was since this phone has this memory. */
  contactAt: number | undefined
  /** Bytes this phone can still keep; undefined where the browser does not say. */
  free: number | undefined
}

/** useQueue follows every check that has, or had, something of this phone's. */
export function useQueue(): Readonly<Ref<Queue | undefined>> {
  const queue = shallowRef<Queue>()
  const names = new Map<string, string>()
  let busy = false
  let again = false
  const load = async (): Promise<void> => {
    if (busy) {
      again = true
      return
    }
    busy = true
    do {
      again = false
      queue.value = await read(names)
    } while (again)
    busy = false
  }
  onScopeDispose(standing().listen(() => void load()))
  void load()
  return readonly(queue) as Readonly<Ref<Queue | undefined>>
}

async function read(names: Map<string, string>): Promise<Queue> {
  const { local } = standing()
  const [entries, rows, contact, { free }] = await Promise.all([local.outbox(), local.photoStates(), local.meta(contactKey), storageHealth()])
  const ids = [...new Set([...entries.map((e) => e.checkId), ...rows.map((p) => p.checkId)])]
  for (const id of ids) if (!names.has(id)) names.set(id, (await local.snapshot(id))?.record.enterprise.name ?? '')
  const checks = ids.map((checkId): QueuedCheck => {
    const acts = entries.filter((e) => e.checkId === checkId)
    const photos = rows.filter((p) => p.checkId === checkId).map(queued)
    return {
      checkId,
      name: names.get(checkId) ?? '',
      acts: acts.filter((e) => e.state === 'waiting' || e.state === 'sending'),
      parked: acts.filter((e) => e.state === 'parked'),
      photos: [...photos.filter((p) => p.state === 'here'), ...photos.filter((p) => p.state !== 'here')],
    }
  })
  const unsettled = (c: QueuedCheck): boolean => c.parked.length + c.acts.length > 0 || c.photos.some((p) => p.state === 'here')
  checks.sort((a, b) => Number(unsettled(b)) - Number(unsettled(a)))
  return { checks, contactAt: typeof contact === 'number' ? contact : undefined, free }
}

function queued(row: BlobRow): QueuedPhoto {
  const sent = Math.min(row.sent ?? 0, row.size)
  return { sha256: row.sha256, size: row.size, sent, percent: row.size ? Math.floor((100 * sent) / row.size) : 0, savedAt: row.savedAt, state: row.state, ...(row.problem ? { problem: row.problem } : {}) }
}
