// What belongs to the phone and not to a person: its id, who has used it, whose turn it is. Several people share one
// phone; each has a store of their own (see db.ts), and nobody's unsent work is ever dropped by another's sign-in.

import { openDB, unwrap, type DBSchema, type IDBPDatabase } from 'idb'
import { v7 } from 'uuid'
import type { RescueKit } from './schema'
import { asLocalError, within } from './fail'
import { neverFrozen } from './freeze'

/** A signed-in person as the server described them, with the token that lets the phone come back. */
export interface StoredSession<Person = unknown> {
  personId: string
  person: Person
  /** Empty after signing out: the person must give the password again, the unsent work waits. */
  refreshToken: string
  accessToken: string
  /** Both tokens under the person's own seal, instead of readable ones, where their data is locked. */
  sealedTokens?: ArrayBuffer
  /** Stays after signing out: a phone that cannot send can still hand its work over. */
  rescue?: RescueKit
  usedAt: string
}

interface DeviceSchema extends DBSchema {
  sessions: { key: string; value: StoredSession }
  meta: { key: string; value: string }
}

export interface Device<Person = unknown> {
  readonly id: string
  sessions(): Promise<StoredSession<Person>[]>
  session(personId: string): Promise<StoredSession<Person> | undefined>
  putSession(session: StoredSession<Person>): Promise<void>
  /** Whose turn it is; undefined when nobody is signed in. */
  current(): Promise<string | undefined>
  setCurrent(personId: string | undefined): Promise<void>
}

/** Opens the phone's own small store and gives it an id the first time. Fails with a LocalError. */
export async function openDevice<Person = unknown>(timeLimit = 5_000): Promise<Device<Person>> {
  const db = await within(timeLimit, openDB<DeviceSchema>('anjian-device', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('sessions', { keyPath: 'personId' })
      fresh.createObjectStore('meta')
    },
    blocking: (_mine, _theirs, event) => (event.target as IDBDatabase).close(), // a newer app must not wait for this page
  }))
  neverFrozen(unwrap(db))
  return deviceOver<Person>(db, (await db.get('meta', 'deviceId')) ?? (await named(db)))
}

/** Names the phone, once, whoever else is at it in another tab. */
async function named(db: IDBPDatabase<DeviceSchema>): Promise<string> {
  const tx = db.transaction('meta', 'readwrite')
  const id = (await tx.store.get('deviceId')) ?? v7()
  await tx.store.put(id, 'deviceId')
  await tx.done
  return id
}

function deviceOver<Person>(db: IDBPDatabase<DeviceSchema>, id: string): Device<Person> {
  const strict = { durability: 'strict' } as const
  const change = async (name: 'sessions' | 'meta', work: (tx: ReturnType<typeof begin>) => unknown): Promise<void> => {
    try {
      const tx = begin(name)
      await Promise.all([work(tx), tx.done])
    } catch (error) {
      throw asLocalError(error)
    }
  }
  const begin = (name: 'sessions' | 'meta') => db.transaction([name], 'readwrite', strict)
  return {
    id,
    sessions: async () => ((await db.getAll('sessions')) as StoredSession<Person>[]).sort((a, b) => b.usedAt.localeCompare(a.usedAt)),
    session: async (personId) => (await db.get('sessions', personId)) as StoredSession<Person> | undefined,
    putSession: (session) => change('sessions', (tx) => tx.objectStore('sessions').put(session)),
    current: () => db.get('meta', 'current'),
    setCurrent: (personId) => change('meta', (tx) => (personId === undefined ? tx.objectStore('meta').delete('current') : tx.objectStore('meta').put(personId, 'current'))),
  }
}
