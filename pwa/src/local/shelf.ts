// What every reading and writing of a person's store goes through: one strict transaction for a write, rows sealed and
// opened on the way where the data is locked. It knows no store by its meaning; local/db.ts does.

import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'
import { asLocalError, within } from './fail'
import type { LocalSchema } from './schema'
import type { SealedStore } from './seal'
import { openRow, type RowSeal } from './sealed'

const STRICT = { durability: 'strict' } as const

/** How long a write, or the deleting of a store, may take in milliseconds. */
export const WRITE_LIMIT = 10_000

/** A store of one person whose rows may be sealed. */
export class Shelf {
  protected seal: RowSeal | undefined
  private writing: Promise<unknown> = Promise.resolve()

  constructor(
    readonly personId: string,
    protected readonly db: IDBPDatabase<LocalSchema>,
  ) {}

  close(): void {
    this.db.close()
  }

  /** From now on rows are opened, and written, with this seal. */
  useSeal(seal: RowSeal | undefined): void {
    this.seal = seal
  }

  private get sealing(): RowSeal | undefined {
    return this.seal?.writes ? this.seal : undefined
  }

  /** Seals something small that is kept elsewhere for the same person; undefined when nothing is sealed here. */
  async hide(name: string, value: unknown): Promise<ArrayBuffer | undefined> {
    return this.sealing?.hide(name, value)
  }

  /** What hide() sealed; undefined when this store has no key for it. */
  async reveal(name: string, sealed: ArrayBuffer): Promise<unknown> {
    return this.seal?.reveal(name, sealed).catch(() => undefined)
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.writing
  }

  /** Brings every row to where the seal says: sealed, or plain. Cut short at any moment, every row is one or the other. */
  async sweep(tell?: (rows: number) => void): Promise<void> {
    if (this.seal) await (await import('./sweep')).sweep(this.db, this.seal, tell)
  }

  protected opened<R extends object>(store: SealedStore, row: R | undefined): Promise<R | undefined> {
    return Promise.resolve(row && openRow(this.seal, store, row))
  }

  protected allOpened<R extends object>(store: SealedStore, rows: readonly R[]): Promise<R[]> {
    return Promise.all(rows.map((row) => openRow(this.seal, store, row)))
  }

  /** A row as it goes to disk. */
  protected closed<R extends object>(store: SealedStore, row: R): R | Promise<R> {
    return this.sealing?.close(store, row) ?? row
  }

  protected allClosed<R extends object>(store: SealedStore, rows: readonly R[]): Promise<R[]> {
    return Promise.all(rows.map((row) => this.closed(store, row)))
  }

  protected async allIn<S extends SealedStore>(store: S): Promise<LocalSchema[S]['value'][]> {
    return this.allOpened(store, await this.db.getAll(store as SealedStore) as LocalSchema[S]['value'][])
  }

  /** Puts rows into a store, and drops others from it. */
  protected async putAll<S extends SealedStore>(store: S, rows: readonly LocalSchema[S]['value'][], drop: readonly string[] = []): Promise<void> {
    await this.write([store as SealedStore], async (tx, closed) => {
      const into = tx.objectStore(store as SealedStore)
      for (const row of closed) await into.put(row)
      for (const key of drop) await into.delete(key)
    }, () => this.allClosed(store, rows))
  }

  /**
   * Makes rows ready and writes them. Sealing takes a moment, in which a later write must not come first: a draft would
   * come back after it was dropped. So writes wait their turn.
   */
  protected write<N extends StoreNames<LocalSchema>, T, P = void>(stores: N[], work: (tx: IDBPTransaction<LocalSchema, N[], 'readwrite'>, ready: P) => Promise<T>, ready?: () => Promise<P>): Promise<T> {
    const run = async (): Promise<T> => {
      const rows = (await ready?.()) as P
      return this.transact(stores, (tx) => work(tx, rows))
    }
    const turn = this.seal ? this.writing.then(run) : run()
    this.writing = Promise.all([this.writing, turn.catch(() => undefined)])
    return turn
  }

  /** One strict transaction: done means on disk; a failure or a time-out means nothing was written. */
  private async transact<N extends StoreNames<LocalSchema>, T>(stores: N[], work: (tx: IDBPTransaction<LocalSchema, N[], 'readwrite'>) => Promise<T>): Promise<T> {
    let tx: IDBPTransaction<LocalSchema, N[], 'readwrite'> | undefined
    try {
      tx = this.db.transaction(stores, 'readwrite', STRICT)
      const { done } = tx
      done.catch(() => undefined) // said once, below
      return await within(WRITE_LIMIT, work(tx).then(async (result) => (await done, result)))
    } catch (error) {
      try {
        tx?.abort()
      } catch {
        // already aborted by the failure itself
      }
      throw asLocalError(error)
    }
  }
}
