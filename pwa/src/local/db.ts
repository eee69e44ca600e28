// The phone's memory of one person: what the server showed, what waits to be sent, the pictures, what is half written.
// It refuses to know the network or the screens. Every write is one strict transaction: when a promise here resolves,
// the thing is on disk. Start reading at Local.saveAct.

import { deleteDB, openDB, unwrap, type IDBPDatabase } from 'idb'
import type { Act } from '../inspection/record.gen'
import type { Checklist } from '../inspection/judge'
import { takenUp } from '../inspection/takenup'
import { asLocalError, within } from './fail'
import { neverFrozen } from './freeze'
import { isSealed } from './sealed'
import { SCHEMA_VERSION, type BlobRow, type BytesRow, type Draft, type EarlierRow, type EnterpriseRow, type LocalSchema, type OutboxEntry, type OutboxState, type PhraseRow, type PrintRow, type Problem, type Snapshot, type Vault } from './schema'
import { Shelf, WRITE_LIMIT } from './shelf'
import { upgradeFrom } from './upgrade'

export type { BlobRow, BlobState, BytesRow, Draft, EarlierRow, EnterpriseRow, OutboxEntry, OutboxState, PhraseRow, PrintRow, Problem, Snapshot } from './schema'

/** A picture to be stored together with the act that cites it. */
export interface NewBlob {
  sha256: string
  bytes: ArrayBuffer
  type: string
}

/** What became of one sent act. */
export interface Settled {
  actId: string
  state: Exclude<OutboxState, 'sending'>
  seq?: number
  problem?: Problem
}

/** One page of the changes feed, applied whole or not at all. */
export interface Changes {
  views: Snapshot[]
  gone: string[]
  cursor: string
}

/** Counts that the quiet line shows. */
export interface Waiting {
  acts: number
  parked: number
  photos: number
  bytes: number
}

/** One thing that is on no server: an act on its way or refused, or a picture with its bytes. */
export type Unsent = { what: 'act'; entry: OutboxEntry } | { what: 'photo'; photo: BlobRow & BytesRow }

export interface OpenOptions {
  /** Milliseconds before opening is given up as `local.timeout`. */
  timeLimit?: number
  /** Called when another page wants to upgrade or delete the database: let go. */
  onLetGo?: () => void
}

/** The database name of a person: two people on one phone never share a store. */
export const localName = (personId: string) => `anjian-${personId}`

/** One version of a checklist in a word. */
export const checklistName = (code: string, version: string) => `${code} ${version}`

/** Opens the store of one person, or fails with a LocalError: `local.timeout`, `local.newer`, `local.failed`. */
export async function openLocal(personId: string, options: OpenOptions = {}): Promise<Local> {
  let db: IDBPDatabase<LocalSchema> | undefined
  let late = false
  const opening = openDB<LocalSchema>(localName(personId), SCHEMA_VERSION, {
    upgrade: (fresh, from, _to, tx) => upgradeFrom(from, fresh, tx),
    blocking() {
      db?.close()
      options.onLetGo?.()
    },
  }).then((opened) => {
    if (late) opened.close()
    neverFrozen(unwrap(opened))
    return opened
  })
  try {
    db = await within(options.timeLimit ?? 5_000, opening)
  } catch (error) {
    late = true
    throw asLocalError(error)
  }
  return new Local(personId, db)
}

/** Deletes the store of somebody who is not coming back: a guest whose link is dead and who left nothing unsent. */
export const forgetLocal = (personId: string): Promise<void> => within(WRITE_LIMIT, deleteDB(localName(personId)))

export class Local extends Shelf {
  private shown: { changes: number; all: readonly Snapshot[] } | undefined

  /** How the data is locked; undefined when it is not. */
  vault(): Promise<Vault | undefined> {
    return this.db.get('vault', 'vault')
  }

  /** Changes how it is locked, as it stands then; undefined: it is not locked any more. */
  changeVault(change: (vault: Vault | undefined) => Vault | undefined): Promise<void> {
    return this.write(['vault'], async (tx) => {
      const store = tx.objectStore('vault')
      const next = change(await store.get('vault'))
      await (next ? store.put(next, 'vault') : store.delete('vault'))
    })
  }

  /**
   * Stores one act (or several of one tap) with the pictures it cites, and drops the draft it came from: all or nothing.
   * The same act id twice is stored once. Resolves when it is on disk; only then may a screen say “saved”.
   */
  async saveAct(acts: Act | readonly Act[], blobs: readonly NewBlob[] = [], draftKey?: string): Promise<void> {
    const list: readonly Act[] = Array.isArray(acts) ? acts : [acts as Act]
    const savedAt = new Date().toISOString()
    const entryOf = (act: Act): Omit<OutboxEntry, 'order'> => ({ actId: act.id, checkId: act.checkId, act, state: 'waiting', blobs: blobs.map((b) => b.sha256), savedAt })
    const ready = async () => ({ entries: await this.allClosed('outbox', list.map(entryOf)), bytes: await this.allClosed('bytes', blobs.map(({ sha256, bytes }): BytesRow => ({ sha256, bytes }))) })
    await this.write(['outbox', 'blobs', 'bytes', 'drafts', 'meta'], async (tx, { entries, bytes }) => {
      const outbox = tx.objectStore('outbox')
      const store = tx.objectStore('blobs')
      let added = 0
      for (const entry of entries) {
        if (await outbox.index('actId').getKey(entry.actId)) continue
        await outbox.add(entry as OutboxEntry)
        added += 1
      }
      const checkId = list[0]?.checkId
      for (const [at, blob] of blobs.entries()) {
        if (!checkId || (await tx.objectStore('bytes').getKey(blob.sha256))) continue
        await tx.objectStore('bytes').add(bytes[at] as BytesRow)
        const row: BlobRow = { sha256: blob.sha256, type: blob.type, size: blob.bytes.byteLength, checkId, state: 'here', savedAt }
        await store.put(row)
      }
      if (draftKey) await tx.objectStore('drafts').delete(draftKey)
      const meta = tx.objectStore('meta')
      await meta.put((((await meta.get('saved')) as number | undefined) ?? 0) + added, 'saved')
    }, ready)
  }

  /** Every act on its way, in the order it was done. */
  async outbox(): Promise<OutboxEntry[]> {
    return this.allIn('outbox')
  }

  /** The acts of one check on their way, in order. */
  async outboxOf(checkId: string): Promise<OutboxEntry[]> {
    return this.allOpened('outbox', await this.db.getAllFromIndex('outbox', 'checkId', checkId))
  }

  async markSending(actIds: readonly string[]): Promise<void> {
    await this.changeOutbox(actIds, (entry) => (entry.state === 'waiting' ? { ...entry, state: 'sending' } : entry))
  }

  /**
   * Writes down what the server said of each act. A confirmed act leaves at once when the snapshot we have already holds
   * it (its receipt came late, on a second sending); otherwise it stays until applyChanges brings that snapshot. `also` is
   * kept with it, all or nothing.
   */
  async settlePush(results: readonly Settled[], also?: { key: string; value: unknown }): Promise<void> {
    if (results.length === 0) return
    // Why an act was refused is sealed with the act, which itself never changes once it is stored.
    const ready = async () => {
      const refused = new Map<string, OutboxEntry>()
      for (const { actId, problem } of this.seal ? results : []) {
        const entry = problem && (await this.opened('outbox', await this.db.getFromIndex('outbox', 'actId', actId)))
        if (entry) refused.set(actId, await this.closed('outbox', { ...entry, problem }))
      }
      return refused
    }
    await this.write(['outbox', 'snapshots', 'meta'], async (tx, refused) => {
      if (also) await tx.objectStore('meta').put(also.value, also.key)
      const outbox = tx.objectStore('outbox')
      for (const { actId, state, seq, problem } of results) {
        const entry = await outbox.index('actId').get(actId)
        if (!entry) continue
        const held = state === 'confirmed' && seq !== undefined && ((await tx.objectStore('snapshots').get(entry.checkId))?.seq ?? -1) >= seq
        const said = refused.get(actId) ?? (isSealed(entry) ? entry : { ...entry, problem })
        if (held) await outbox.delete(entry.order)
        else await outbox.put({ ...said, state, seq })
      }
    }, ready)
  }

  /** After a killed tab: every `sending` becomes `waiting` again. Safe, because the server keeps receipts. */
  async recoverSending(): Promise<void> {
    const ids = (await this.db.getAll('outbox')).filter((e) => e.state === 'sending').map((e) => e.actId)
    await this.changeOutbox(ids, (entry) => ({ ...entry, state: 'waiting' }))
  }

  /** Takes back one act that never left the phone, or a refused one the person gives up. Not one that may be on its way. */
  async withdraw(actId: string): Promise<boolean> {
    return this.write(['outbox'], async (tx) => {
      const outbox = tx.objectStore('outbox')
      const entry = await outbox.index('actId').get(actId)
      const free = entry !== undefined && (entry.state === 'waiting' || entry.state === 'parked')
      if (entry && free) await outbox.delete(entry.order)
      return free
    })
  }

  private async changeOutbox(actIds: readonly string[], change: (entry: OutboxEntry) => OutboxEntry): Promise<void> {
    if (actIds.length === 0) return
    await this.write(['outbox'], async (tx) => {
      const outbox = tx.objectStore('outbox')
      for (const id of actIds) {
        const entry = await outbox.index('actId').get(id)
        if (entry) await outbox.put(change(entry))
      }
    })
  }

  /**
   * Every check as the server last showed it. They are large and asked for many times in a round, so they are read again
   * only when something has changed them since: whoever does so, in whichever tab, counts in the same transaction.
   */
  async snapshots(): Promise<readonly Snapshot[]> {
    const tx = this.db.transaction(['snapshots', 'meta'])
    const changes = ((await tx.objectStore('meta').get('changes')) as number | undefined) ?? 0
    if (this.shown?.changes === changes) return this.shown.all
    const rows = await tx.objectStore('snapshots').getAll()
    const all = await this.allOpened('snapshots', rows)
    this.shown = { changes, all }
    return all
  }

  async snapshot(checkId: string): Promise<Snapshot | undefined> {
    return this.opened('snapshots', await this.db.get('snapshots', checkId))
  }

  async cursor(): Promise<string> {
    return ((await this.db.get('meta', 'cursor')) as string | undefined) ?? '0'
  }

  /**
   * Applies one page of changes with its cursor in one transaction. A confirmed act leaves the outbox only now, when a
   * snapshot at least as new as its seq is here. A check that is gone goes, unless unsent acts still stand on it.
   */
  async applyChanges(changes: Changes): Promise<void> {
    await this.write(['snapshots', 'outbox', 'meta'], async (tx, closed) => {
      const snapshots = tx.objectStore('snapshots')
      const byCheck = tx.objectStore('outbox').index('checkId')
      for (const [i, view] of changes.views.entries()) {
        const before = await snapshots.get(view.checkId)
        if (!before || before.seq <= view.seq) await snapshots.put(closed[i] as Snapshot)
        const taken = takenUp(view.record) // refused acts that a supplement on the server stands for have arrived after all
        for (let at = await byCheck.openCursor(view.checkId); at; at = await at.continue()) {
          const { state, seq, actId } = at.value
          if ((state === 'confirmed' && (seq === undefined || seq <= view.seq)) || (state === 'parked' && taken.has(actId))) await at.delete()
        }
      }
      for (const checkId of changes.gone) {
        for (let at = await byCheck.openCursor(checkId); at; at = await at.continue()) {
          if (at.value.state === 'confirmed') await at.delete()
        }
        const before = await snapshots.get(checkId)
        if (before && (await byCheck.count(checkId)) > 0) await snapshots.put({ ...before, gone: true })
        else await snapshots.delete(checkId)
      }
      const meta = tx.objectStore('meta')
      await meta.put(changes.cursor, 'cursor')
      if (changes.views.length + changes.gone.length > 0) await meta.put((((await meta.get('changes')) as number | undefined) ?? 0) + 1, 'changes')
    }, () => this.allClosed('snapshots', changes.views))
  }

  /** Puts one fresh snapshot, as a resource route answers it; an older one than we have is ignored. */
  async putSnapshot(view: Snapshot): Promise<void> {
    await this.applyChanges({ views: [view], gone: [], cursor: await this.cursor() })
  }

  checklist(code: string, version: string): Promise<Checklist | undefined> {
    return this.db.get('checklists', [code, version])
  }

  /** Which checklists are here, by checklistName: their names only, not what they hold. */
  async checklistsHere(): Promise<ReadonlySet<string>> {
    return new Set((await this.db.getAllKeys('checklists')).map(([code, version]) => checklistName(code, version)))
  }

  async putChecklist(checklist: Checklist): Promise<void> {
    await this.write(['checklists'], (tx) => tx.objectStore('checklists').put(checklist))
  }

  async enterprises(): Promise<EnterpriseRow[]> {
    return this.allIn('enterprises')
  }

  async putEnterprises(rows: readonly EnterpriseRow[]): Promise<void> {
    await this.putAll('enterprises', rows)
  }

  /** A picture with its bytes. */
  async blob(sha256: string): Promise<(BlobRow & BytesRow) | undefined> {
    const tx = this.db.transaction(['blobs', 'bytes'])
    const [row, held] = await Promise.all([tx.objectStore('blobs').get(sha256), tx.objectStore('bytes').get(sha256)])
    const opened = await this.opened('bytes', held)
    return row && opened && { ...row, ...opened }
  }

  /** Where every picture on this phone stands, oldest first. */
  async photoStates(): Promise<BlobRow[]> {
    const rows = await this.db.getAll('blobs')
    return rows.sort((a, b) => a.savedAt.localeCompare(b.savedAt))
  }

  /** The pictures of one check, without saying where else they are. */
  blobsOf(checkId: string): Promise<BlobRow[]> {
    return this.db.getAllFromIndex('blobs', 'checkId', checkId)
  }

  async setBlob(sha256: string, change: Partial<Pick<BlobRow, 'state' | 'uploadUrl' | 'sent' | 'problem'>>): Promise<void> {
    await this.write(['blobs'], async (tx) => {
      const row = await tx.objectStore('blobs').get(sha256)
      if (row) await tx.objectStore('blobs').put({ ...row, ...change })
    })
  }

  async draft(key: string): Promise<Draft | undefined> {
    return this.opened('drafts', await this.db.get('drafts', key))
  }

  /** Keeps something half written. Resolves when it is on disk: await it before the camera opens. */
  async putDraft(key: string, value: unknown, checkId?: string): Promise<void> {
    await this.putAll('drafts', [{ key, value, checkId, savedAt: new Date().toISOString() }])
  }

  async dropDraft(key: string): Promise<void> {
    await this.putAll('drafts', [], [key])
  }

  meta(key: string): Promise<unknown> {
    return this.db.get('meta', key)
  }

  async putMeta(key: string, value: unknown): Promise<void> {
    await this.write(['meta'], (tx) => tx.objectStore('meta').put(value, key))
  }

  /** What earlier visits found at an enterprise, as last fetched. */
  async earlier(enterpriseId: string): Promise<EarlierRow | undefined> {
    return this.opened('earlier', await this.db.get('earlier', enterpriseId))
  }

  async putEarlier(row: EarlierRow): Promise<void> {
    await this.putAll('earlier', [row])
  }

  /** Sentences the person has written, the last used first. */
  async phrases(): Promise<PhraseRow[]> {
    return (await this.allIn('phrases')).sort((a, b) => b.usedAt.localeCompare(a.usedAt))
  }

  /** Keeps a sentence and drops others; which, local/phrases.ts says. */
  async putPhrase(row: PhraseRow, drop: readonly string[]): Promise<void> {
    await this.putAll('phrases', [row], drop)
  }

  /** What every picture seen on this phone looks like. */
  async prints(): Promise<PrintRow[]> {
    return this.allIn('prints')
  }

  async putPrint(row: PrintRow): Promise<void> {
    await this.putAll('prints', [row])
  }

  /**
   * Frees bytes of pictures until `need` are free, oldest first, those of checks still open last; resolves to how many
   * went. `onServer` asks the server just now which of the hashes it holds: an old mark is no proof. A picture that an
   * unsent act cites stays, whatever the server says.
   */
  async evict(need: number, onServer: (sha256: string[]) => Promise<readonly string[]>): Promise<number> {
    const closed = new Set((await this.snapshots()).filter((s) => s.record.state === 'signed' || s.record.state === 'closed').map((s) => s.checkId))
    return (await import('./evict')).evict(this.db, closed, need, onServer)
  }

  /** Everything that is on no server, one thing at a time so that memory does not grow with it: acts in order, then pictures. */
  async *everythingUnsent(): AsyncGenerator<Unsent> {
    for (const order of await this.db.getAllKeys('outbox')) {
      const entry = await this.opened('outbox', await this.db.get('outbox', order))
      if (entry && entry.state !== 'confirmed') yield { what: 'act', entry }
    }
    for (const row of await this.photoStates()) {
      const photo = row.state === 'here' ? await this.blob(row.sha256) : undefined
      if (photo) yield { what: 'photo', photo }
    }
  }

  /** How much has not reached the server. Counted without reading what the acts say. */
  async waiting(): Promise<Waiting> {
    const tx = this.db.transaction(['outbox', 'blobs'])
    const byState = tx.objectStore('outbox').index('state')
    const [waiting, sending, parked, blobs] = await Promise.all([byState.count('waiting'), byState.count('sending'), byState.count('parked'), tx.objectStore('blobs').index('state').getAll('here')])
    return { acts: waiting + sending, parked, photos: blobs.length, bytes: blobs.reduce((sum, b) => sum + b.size, 0) }
  }
}
