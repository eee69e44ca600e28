// A store that was wiped by the system looks exactly like a new one. So the count of acts saved here stands in three
// places: in the database itself, in localStorage and in the Cache. When the database knows fewer than a witness, it
// has forgotten.

import type { Local } from './db'

/** What a witness remembers: acts ever saved by this person on this phone, and how many were unsent then. */
interface Memory {
  saved: number
  unsent: number
}

/** What was lost. `unsent` is how many acts were on no server when last seen. */
export interface Amnesia {
  saved: number
  unsent: number
}

/** A second or third place that remembers a few bytes. */
export interface Witness {
  read(personId: string): Promise<Memory | undefined>
  write(personId: string, memory: Memory): Promise<void>
}

function parse(text: string | null): Memory | undefined {
  if (!text) return undefined
  try {
    const value: unknown = JSON.parse(text)
    const { saved, unsent } = value as Partial<Memory>
    return typeof saved === 'number' && typeof unsent === 'number' ? { saved, unsent } : undefined
  } catch {
    return undefined
  }
}

export const localStorageWitness: Witness = {
  read: async (personId) => parse(localStorage.getItem(`anjian.memory.${personId}`)),
  write: async (personId, memory) => localStorage.setItem(`anjian.memory.${personId}`, JSON.stringify(memory)),
}

export const cacheWitness: Witness = {
  async read(personId) {
    const found = await (await caches.open('anjian-memory')).match(`/memory/${personId}`)
    return parse((await found?.text()) ?? null)
  },
  async write(personId, memory) {
    await (await caches.open('anjian-memory')).put(`/memory/${personId}`, new Response(JSON.stringify(memory)))
  },
}

/** Tells the witnesses what the database knows. A witness that cannot be reached is no reason to fail. */
export async function remember(local: Local, witnesses: readonly Witness[]): Promise<void> {
  const saved = ((await local.meta('saved')) as number | undefined) ?? 0
  const { acts, parked } = await local.waiting()
  await Promise.allSettled(witnesses.map((w) => w.write(local.personId, { saved, unsent: acts + parked })))
}

const TOLD = 'forgotten'

/** The person has read what was lost. */
export const amnesiaRead = (local: Local): Promise<void> => local.putMeta(TOLD, undefined)

/**
 * Compares the database with its witnesses; undefined when nothing was forgotten. What was is said at every start until
 * it has been read: a page may be closed before anybody looks.
 */
export async function detectAmnesia(local: Local, witnesses: readonly Witness[]): Promise<Amnesia | undefined> {
  const before = (await local.meta(TOLD)) as (Amnesia & { upTo: number }) | undefined
  const saved = ((await local.meta('saved')) as number | undefined) ?? 0
  const told = await Promise.allSettled(witnesses.map((w) => w.read(local.personId)))
  const memories = told.flatMap((t) => (t.status === 'fulfilled' && t.value ? [t.value] : []))
  const most = memories.sort((a, b) => b.saved - a.saved)[0]
  if (!most || most.saved <= saved) return before
  // Two tabs may ask at once, and a page may be closed between the two writes: the same loss is counted once.
  const counted = before?.upTo === most.saved
  const lost = counted ? before : { saved: most.saved - saved + (before?.saved ?? 0), unsent: most.unsent + (before?.unsent ?? 0), upTo: most.saved }
  await local.putMeta(TOLD, lost)
  await local.putMeta('saved', most.saved)
  return lost
}
