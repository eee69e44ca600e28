// Goes through a whole store once and brings every row to where it should be: sealed, or plain again. It runs beside
// everything else, a few rows at a time, and may be cut short at any moment and begun again.

import type { IDBPDatabase } from 'idb'
import type { LocalSchema } from './schema'
import { READABLE, readable, type SealedStore } from './seal'
import { isSealed, type RowSeal } from './sealed'

const STRICT = { durability: 'strict' } as const
const AT_ONCE = 50
const STORES = Object.keys(READABLE) as SealedStore[]

type Row = Record<string, unknown>

/** Sweeps with a seal: to sealed rows when it writes, else to plain ones. `tell` hears how many rows were looked at. */
export async function sweep(db: IDBPDatabase<LocalSchema>, seal: RowSeal, tell: (rows: number) => void = () => undefined): Promise<void> {
  let looked = 0
  for (const store of STORES) {
    const keys = await db.getAllKeys(store)
    const atOnce = store === 'bytes' || store === 'drafts' ? 1 : AT_ONCE // these hold pictures
    while (keys.length > 0) {
      const some = keys.splice(0, atOnce)
      while (!(await turn(db, seal, store, some))) continue // a row that changed meanwhile is read again
      tell((looked += some.length))
    }
  }
}

/** Turns some rows; false when one of them changed while its new form was made, which is then not written. */
async function turn(db: IDBPDatabase<LocalSchema>, seal: RowSeal, store: SealedStore, keys: (string | number)[]): Promise<boolean> {
  const misplaced: { key: string | number; was: Row; next: Row }[] = []
  for (const key of keys) {
    const was = (await db.get(store, key as never)) as Row | undefined
    if (was && isSealed(was) !== seal.writes) misplaced.push({ key, was, next: await (seal.writes ? seal.close(store, was) : seal.open(store, was)) })
  }
  if (misplaced.length === 0) return true
  let all = true
  const tx = db.transaction(store, 'readwrite', STRICT)
  for (const { key, was, next } of misplaced) {
    const now = (await tx.store.get(key as never)) as Row | undefined
    if (!now || isSealed(now) === seal.writes) continue
    if (same(store, was, now)) await tx.store.put(next as never)
    else all = false
  }
  await tx.done
  return all
}

/** Whether a row still says what it said: what is readable changes with every change of the rest. */
const same = (store: SealedStore, was: Row, now: Row): boolean => JSON.stringify(readable(store, was)) === JSON.stringify(readable(store, now))
