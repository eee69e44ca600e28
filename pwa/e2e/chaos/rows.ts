// What really stands in a phone's database, read row by row past the app's own code.

import { databaseOf, outside } from './ground'
import { localName, type BlobRow, type OutboxEntry, type Snapshot } from '../../src/local/db'
import { Seal, type SealedStore } from '../../src/local/seal'
import { isSealed } from '../../src/local/sealed'

export interface Rows {
  outbox: OutboxEntry[]
  blobs: BlobRow[]
  /** Names of the pictures whose bytes are here. */
  bytes: string[]
  drafts: { key: string; value: unknown }[]
  saved: number
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the database says nothing'))
  })

/** Everything of one person on one phone but the checks as the server showed them. The database must be there. */
export const rowsOf = (phone: string, personId: string, key?: ArrayBuffer): Promise<Rows> => reading(phone, personId, async (db) => {
  const tx = db.transaction(['outbox', 'blobs', 'bytes', 'drafts', 'meta'])
  const all = <T>(store: string): Promise<T[]> => answerOf(tx.objectStore(store).getAll() as IDBRequest<T[]>)
  const [outbox, blobs, bytes, drafts, saved] = await Promise.all([
    all<OutboxEntry>('outbox'), all<BlobRow>('blobs'), answerOf(tx.objectStore('bytes').getAllKeys()), all<Rows['drafts'][number]>('drafts'),
    answerOf(tx.objectStore('meta').get('saved') as IDBRequest<number | undefined>),
  ])
  return { outbox: await opened(key, 'outbox', outbox), blobs, bytes: bytes.map(String), drafts: await opened(key, 'drafts', drafts), saved: saved ?? 0 }
})

/** One check as the server last showed it. They are large: reading all of them at every step was half of all the work. */
export const snapshotOf = (phone: string, personId: string, checkId: string, key?: ArrayBuffer): Promise<Snapshot | undefined> => reading(phone, personId, async (db) => {
  const row = await answerOf(db.transaction('snapshots').objectStore('snapshots').get(checkId) as IDBRequest<Snapshot | undefined>)
  return row && (await opened(key, 'snapshots', [row]))[0]
})

/** Stores in which something stands that can be read without a key. */
export const plainOf = (phone: string, personId: string): Promise<string[]> => reading(phone, personId, async (db) => {
  const names = ['outbox', 'snapshots', 'drafts']
  const tx = db.transaction(names)
  const rows = await Promise.all(names.map((name) => answerOf(tx.objectStore(name).getAll() as IDBRequest<object[]>)))
  return names.filter((_, i) => !rows[i]?.every(isSealed))
})

async function opened<R extends object>(key: ArrayBuffer | undefined, store: SealedStore, rows: R[]): Promise<R[]> {
  const seal = key && new Seal(await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']), false)
  return seal ? Promise.all(rows.map((row) => seal.open(store, row))) : rows
}

const reading = <T>(phone: string, personId: string, read: (db: IDBDatabase) => Promise<T>): Promise<T> => outside(async () => {
  const opening = indexedDB.open(databaseOf(phone, localName(personId)))
  opening.onupgradeneeded = () => opening.transaction?.abort() // reading makes no database
  const db = await answerOf(opening)
  try {
    return await read(db)
  } finally {
    db.close()
  }
})
