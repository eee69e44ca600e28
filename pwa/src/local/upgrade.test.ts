// A phone may sleep for a year and wake up with the app of today: everything that was on it must be there afterwards.

import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { localName, openLocal } from './db'
import { released } from './released'
import { SCHEMA_VERSION } from './schema'
import { upgradeFrom } from './upgrade'

const wei = '0198-wei'

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => void vi.unstubAllGlobals())

/** Everything in a database, read by nobody's code but the browser's. */
async function dump(name: string): Promise<{ version: number; rows: Record<string, unknown[]> }> {
  const db = await openDB(name)
  const rows: Record<string, unknown[]> = {}
  for (const store of db.objectStoreNames) rows[store] = await db.getAll(store)
  const { version } = db
  db.close()
  return { version, rows }
}

describe.each(released)('a phone of version $version', ({ version, build }) => {
  it('keeps every row', async () => {
    await build(localName(wei))
    const before = await dump(localName(wei))
    const local = await openLocal(wei)
    local.close()
    const after = await dump(localName(wei))
    expect(before.version).toBe(version)
    expect(after.version).toBe(SCHEMA_VERSION)
    expect(after.rows).toMatchObject(before.rows)
  })

  it('shows its work to the app of today, in order and in every state', async () => {
    await build(localName(wei))
    const local = await openLocal(wei)
    expect((await local.outbox()).map((e) => [e.actId, e.state])).toEqual([['waiting', 'waiting'], ['sending', 'sending'], ['confirmed', 'confirmed'], ['parked', 'parked']])
    expect((await local.outboxOf('check-2'))[0]?.problem?.code).toBe('record.sealed')
    expect(await local.waiting()).toEqual({ acts: 2, parked: 1, photos: 1, bytes: 3 })
    expect(new Uint8Array((await local.blob('f1'))!.bytes)).toEqual(new Uint8Array([1, 2, 3]))
    expect((await local.draft('finding'))?.value).toEqual({ text: '未张贴警示标志' })
    expect(await local.cursor()).toBe('41')
    const unsent = []
    for await (const one of local.everythingUnsent()) unsent.push(one.what === 'act' ? one.entry.actId : one.photo.sha256)
    expect(unsent).toEqual(['waiting', 'sending', 'parked', 'f1'])
    local.close()
  })

  it('is left as it was when the upgrade is cut short', async () => {
    await build(localName(wei))
    const before = await dump(localName(wei))
    const cut = openDB(localName(wei), SCHEMA_VERSION, {
      upgrade(db, from, _to, tx) {
        upgradeFrom(from, db as never, tx as never)
        tx.done.catch(() => undefined)
        tx.abort()
      },
    })
    await expect(cut).rejects.toThrow()
    expect(await dump(localName(wei))).toEqual(before)
    const local = await openLocal(wei)
    expect(await local.outbox()).toHaveLength(4)
    local.close()
  })
})

describe('an older app', () => {
  it('refuses a newer phone with local.newer and touches nothing', async () => {
    await released[0]!.build(localName(wei))
    ;(await openDB(localName(wei), SCHEMA_VERSION + 1)).close()
    const before = await dump(localName(wei))
    await expect(openLocal(wei)).rejects.toMatchObject({ code: 'local.newer' })
    expect(await dump(localName(wei))).toEqual(before)
  })
})
