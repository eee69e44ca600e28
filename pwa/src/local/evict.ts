// Makes room on a full phone, with what the server surely holds.

import type { IDBPDatabase } from 'idb'
import { asLocalError } from './fail'
import type { LocalSchema } from './schema'

const ASK_AT_ONCE = 100

/** See Local.evict. `closed`: the checks whose record is signed. */
export async function evict(db: IDBPDatabase<LocalSchema>, closed: ReadonlySet<string>, need: number, onServer: (sha256: string[]) => Promise<readonly string[]>): Promise<number> {
  const cited = new Set((await db.getAll('outbox')).flatMap((e) => e.blobs))
  const held = new Set(await db.getAllKeys('bytes'))
  const rows = (await db.getAll('blobs')).sort((a, b) => a.savedAt.localeCompare(b.savedAt))
  const free = rows.filter((p) => p.state === 'server' && held.has(p.sha256) && !cited.has(p.sha256))
  const order = [...free.filter((p) => closed.has(p.checkId)), ...free.filter((p) => !closed.has(p.checkId))]
  let freed = 0
  while (freed < need && order.length > 0) {
    const some = order.splice(0, ASK_AT_ONCE)
    const there = new Set(await onServer(some.map((p) => p.sha256)))
    for (const { sha256, size } of some) {
      if (freed >= need || !there.has(sha256)) continue
      if (await dropBytes(db, sha256)) freed += size
    }
  }
  return freed
}

/** Drops the bytes of one picture, unless an act that cites it came in the meantime. */
async function dropBytes(db: IDBPDatabase<LocalSchema>, sha256: string): Promise<boolean> {
  try {
    const tx = db.transaction(['outbox', 'blobs', 'bytes'], 'readwrite', { durability: 'strict' })
    const row = await tx.objectStore('blobs').get(sha256)
    const cited = (await tx.objectStore('outbox').getAll()).some((e) => e.blobs.includes(sha256))
    const drop = row?.state === 'server' && !cited
    if (drop) await tx.objectStore('bytes').delete(sha256)
    await tx.done
    return drop
  } catch (error) {
    throw asLocalError(error)
  }
}
