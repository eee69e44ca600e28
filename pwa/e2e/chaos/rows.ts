// What really stands in a phone's database, read row by row past the app's own code.

import { databaseOf, outside } from './ground'
import { localName, type BlobRow, type OutboxEntry, type Snapshot } from '../../src/local/db'
import { Seal, type SealedStore } from '../../src/local/seal'
import { isSealed } from '../../src/local/sealed'

export interface Rows {
  outbox: OutboxEntry[]
  blobs: BlobRow[]
  snapshots: Snapshot[]
  /** Names of the pictures whose bytes are here. */
  bytes: string[]
  drafts: { key: string; value: unknown }[]
  saved: number
  /** Stores in which something stands that can be read without a key. */
  plain: string[]
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the database says nothing'))
  })

/** Everything of one person on one phone. The database must be there. */
export const rowsOf = (phone: string, personId: string, key?: ArrayBuffer): Promise<Rows> => outside(() => read(databaseOf(phone, localName(personId)), key))

async function read(database: string, key: ArrayBuffer | undefined): Promise<Rows> {
  const seal = key && new Seal(await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']), false)
  const opened = <R extends object>(store: SealedStore, rows: R[]): Promise<R[]> => Promise.all(rows.map((row) => (seal ? seal.open(store, row) : row)))
  const opening = indexedDB.open(database)
  opening.onupgradeneeded = () => opening.transaction?.abort() // reading makes no database
  const db = await answerOf(opening)
  try {
    const tx = db.transaction(['outbox', 'blobs', 'snapshots', 'bytes', 'drafts', 'meta'])
    const all = <T>(store: string): Promise<T[]> => answerOf(tx.objectStore(store).getAll() as IDBRequest<T[]>)
    const [outbox, blobs, snapshots, bytes, drafts, saved] = await Promise.all([
      all<OutboxEntry>('outbox'), all<BlobRow>('blobs'), all<Snapshot>('snapshots'),
      answerOf(tx.objectStore('bytes').getAllKeys()), all<Rows['drafts'][number]>('drafts'), answerOf(tx.objectStore('meta').get('saved') as IDBRequest<number | undefined>),
    ])
    const sealable = { outbox, snapshots, drafts }
    return {
      outbox: await opened('outbox', outbox), blobs, snapshots: await opened('snapshots', snapshots), bytes: bytes.map(String), drafts: await opened('drafts', drafts), saved: saved ?? 0,
      plain: Object.entries(sealable).flatMap(([name, rows]) => (rows.every(isSealed) ? [] : [name])),
    }
  } finally {
    db.close()
  }
}
