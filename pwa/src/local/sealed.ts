// What the store must know of sealing without being able to do it: the cipher itself (seal.ts) comes only to a phone whose
// data is locked.

import { LocalError } from './fail'
import type { SealedStore } from './seal'

/** Closes and opens rows; see seal.ts. */
export interface RowSeal {
  readonly writes: boolean
  close<R extends object>(store: SealedStore, row: R): Promise<R>
  open<R extends object>(store: SealedStore, row: R): Promise<R>
  hide(name: string, value: unknown): Promise<ArrayBuffer>
  reveal(name: string, sealed: ArrayBuffer): Promise<unknown>
}

/** Whether a row, as it stands on disk, is a sealed one. */
export const isSealed = (row: object): row is { sealed: ArrayBuffer } => (row as { sealed?: unknown }).sealed instanceof ArrayBuffer

/** A row read from disk, opened if it is sealed. Fails with `local.locked` when there is no key for it. */
export async function openRow<R extends object>(seal: RowSeal | undefined, store: SealedStore, row: R): Promise<R> {
  if (!isSealed(row)) return row
  if (!seal) throw new LocalError('local.locked')
  return seal.open(store, row)
}
