// How the phone's database grows from one released version to the next. Each step is frozen once it was released: a phone
// that slept for a year goes through all of them, in one transaction, so that an upgrade cut short leaves the old one whole.

import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'
import type { LocalSchema } from './schema'

type Upgrade = IDBPTransaction<LocalSchema, StoreNames<LocalSchema>[], 'versionchange'>

export function upgradeFrom(from: number, db: IDBPDatabase<LocalSchema>, tx: Upgrade): void {
  if (from < 1) one(db)
  if (from < 2) two(db, tx)
  if (from < 3) db.createObjectStore('vault') // how the data is locked; an app that does not know of it must not read the rows
}

function one(db: IDBPDatabase<LocalSchema>): void {
  db.createObjectStore('snapshots', { keyPath: 'checkId' })
  const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
  outbox.createIndex('actId', 'actId', { unique: true })
  outbox.createIndex('checkId', 'checkId')
  const blobs = db.createObjectStore('blobs', { keyPath: 'sha256' })
  blobs.createIndex('checkId', 'checkId')
  blobs.createIndex('state', 'state')
  db.createObjectStore('bytes', { keyPath: 'sha256' })
  db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('checkId', 'checkId')
  db.createObjectStore('checklists', { keyPath: ['code', 'version'] })
  db.createObjectStore('enterprises', { keyPath: 'id' })
  db.createObjectStore('meta')
}

/** What was found before, sentences used before, looks of pictures; and counting the outbox without reading it. */
function two(db: IDBPDatabase<LocalSchema>, tx: Upgrade): void {
  tx.objectStore('outbox').createIndex('state', 'state')
  db.createObjectStore('earlier', { keyPath: 'enterpriseId' })
  db.createObjectStore('phrases', { keyPath: 'key' })
  db.createObjectStore('prints', { keyPath: 'sha256' })
}
