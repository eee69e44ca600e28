import 'fake-indexeddb/auto'
import { IDBFactory, IDBOpenDBRequest as FDBOpenDBRequest } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Act, CheckRecord } from '../inspection/record.gen'
import { amnesiaRead, detectAmnesia, remember, type Witness } from './amnesia'
import { openLocal, type Local, type Snapshot } from './db'
import { openDevice } from './device'
import { LocalError } from './fail'

const wei = '0198-wei'
let local: Local

const act = (id: string, checkId = 'check-1') => ({ id, kind: 'answer_item', checkId, doneAt: '2026-11-24T01:00:00.000Z', device: 'd', dialect: 1, body: {} }) as unknown as Act
const view = (checkId: string, seq: number): Snapshot => ({ checkId, record: { id: checkId } as CheckRecord, seq, acts: 1, hash: 'h', updatedAt: '2026-11-24T01:00:00.000Z' })
const picture = (sha256: string) => ({ sha256, bytes: new Uint8Array([1, 2, 3]).buffer, type: 'image/jpeg' })

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  local = await openLocal(wei)
})
afterEach(() => {
  local.close()
  vi.unstubAllGlobals()
})

describe('saving an act', () => {
  it('stores the act with its pictures and drops the draft, together', async () => {
    await local.putDraft('finding', { text: '未张贴' }, 'check-1')
    await local.saveAct(act('a1'), [picture('f1')], 'finding')
    expect((await local.outbox()).map((e) => [e.actId, e.state, e.blobs])).toEqual([['a1', 'waiting', ['f1']]])
    expect((await local.blob('f1'))?.bytes.byteLength).toBe(3)
    expect(await local.draft('finding')).toBeUndefined()
    expect(await local.waiting()).toEqual({ acts: 1, parked: 0, photos: 1, bytes: 3 })
  })

  it('keeps nothing of an act whose picture cannot be stored', async () => {
    const broken = { sha256: 'f1', bytes: (() => 1) as unknown as ArrayBuffer, type: 'image/jpeg' }
    await expect(local.saveAct(act('a1'), [broken])).rejects.toBeInstanceOf(LocalError)
    expect(await local.outbox()).toEqual([])
  })

  it('stores the same act once, however often it is saved', async () => {
    await local.saveAct(act('a1'), [picture('f1')])
    await local.saveAct(act('a1'), [picture('f1')])
    expect(await local.outbox()).toHaveLength(1)
    expect(await local.photoStates()).toHaveLength(1)
  })

  it('keeps the order in which things were done, over a restart', async () => {
    await local.saveAct([act('b'), act('a')])
    await local.saveAct(act('c'))
    local.close()
    local = await openLocal(wei)
    expect((await local.outboxOf('check-1')).map((e) => e.actId)).toEqual(['b', 'a', 'c'])
  })
})

describe('the outbox', () => {
  it('turns sending back into waiting after the tab was killed', async () => {
    await local.saveAct(act('a1'))
    await local.markSending(['a1'])
    await local.recoverSending()
    expect((await local.outbox())[0]?.state).toBe('waiting')
  })

  it('lets a confirmed act go only when a snapshot that contains it is here', async () => {
    await local.saveAct([act('a1'), act('a2')])
    await local.settlePush([{ actId: 'a1', state: 'confirmed', seq: 7 }])
    await local.applyChanges({ views: [view('check-1', 6)], gone: [], cursor: '6' })
    expect((await local.outbox()).map((e) => e.actId)).toEqual(['a1', 'a2'])
    await local.applyChanges({ views: [view('check-1', 7)], gone: [], cursor: '7' })
    expect((await local.outbox()).map((e) => e.actId)).toEqual(['a2'])
    expect(await local.cursor()).toBe('7')
  })

  it('never goes back to an older snapshot', async () => {
    await local.applyChanges({ views: [view('check-1', 9)], gone: [], cursor: '9' })
    await local.putSnapshot(view('check-1', 4))
    expect((await local.snapshot('check-1'))?.seq).toBe(9)
  })

  it('keeps a check that is gone while unsent acts stand on it', async () => {
    await local.applyChanges({ views: [view('check-1', 1), view('check-2', 2)], gone: [], cursor: '2' })
    await local.saveAct(act('a1', 'check-1'))
    await local.applyChanges({ views: [], gone: ['check-1', 'check-2'], cursor: '3' })
    expect((await local.snapshots()).map((s) => [s.checkId, s.gone])).toEqual([['check-1', true]])
    expect(await local.outbox()).toHaveLength(1)
  })

  it('lets a refused act go only when the server shows a standing supplement that stands for it', async () => {
    const showing = (seq: number, supplements: object[]): Snapshot => ({ ...view('check-1', seq), record: { id: 'check-1', supplements } as never })
    await local.saveAct([act('a1'), act('a2'), act('a3')])
    await local.settlePush(['a1', 'a2'].map((actId) => ({ actId, state: 'parked', problem: { code: 'record.sealed', kind: 'refused', message: 'sealed' } })))
    await local.applyChanges({ views: [showing(5, [{ id: 's1', from: ['a1'], withdrawn: { reason: 'x' } }])], gone: [], cursor: '5' })
    expect((await local.outbox()).map((e) => e.actId)).toEqual(['a1', 'a2', 'a3'])
    await local.applyChanges({ views: [showing(6, [{ id: 's1', from: ['a1'], withdrawn: { reason: 'x' } }, { id: 's2', from: ['a1', 'a3'] }])], gone: [], cursor: '6' })
    expect((await local.outbox()).map((e) => e.actId)).toEqual(['a2', 'a3'])
  })

  it('takes back an act that never left, not one that may be on its way', async () => {
    await local.saveAct([act('a1'), act('a2')])
    await local.markSending(['a2'])
    expect(await local.withdraw('a1')).toBe(true)
    expect(await local.withdraw('a2')).toBe(false)
    expect((await local.outbox()).map((e) => e.actId)).toEqual(['a2'])
  })
})

describe('people on one phone', () => {
  it('never see each other’s unsent work', async () => {
    await local.saveAct(act('a1'))
    const other = await openLocal('0198-lu')
    expect(await other.outbox()).toEqual([])
    other.close()
  })

  it('are remembered by the device, the last one first', async () => {
    const device = await openDevice()
    await device.putSession({ personId: 'a', person: {}, refreshToken: 'x', accessToken: '', usedAt: '2026-11-24T01:00:00Z' })
    await device.putSession({ personId: 'b', person: {}, refreshToken: 'y', accessToken: '', usedAt: '2026-11-24T02:00:00Z' })
    await device.setCurrent('b')
    expect((await device.sessions()).map((s) => s.personId)).toEqual(['b', 'a'])
    expect(await device.current()).toBe('b')
    await device.setCurrent(undefined)
    expect(await device.current()).toBeUndefined()
    expect((await openDevice()).id).toBe(device.id)
  })
})

describe('storage that fails', () => {
  it('says so in time when the database never opens', async () => {
    vi.stubGlobal('indexedDB', { open: () => new FDBOpenDBRequest() })
    await expect(openLocal('nobody', { timeLimit: 20 })).rejects.toMatchObject({ code: 'local.timeout' })
  })

  it('tells what was lost when the system wiped the store', async () => {
    const memory = new Map<string, { saved: number; unsent: number }>()
    const witness: Witness = { read: async (id) => memory.get(id), write: async (id, m) => void memory.set(id, m) }
    const deaf: Witness = { read: () => Promise.reject(new Error('no')), write: () => Promise.reject(new Error('no')) }
    await local.saveAct([act('a1'), act('a2')])
    await remember(local, [deaf, witness])
    expect(await detectAmnesia(local, [deaf, witness])).toBeUndefined()
    vi.stubGlobal('indexedDB', new IDBFactory())
    const empty = await openLocal(wei)
    const lost = { saved: 2, unsent: 2, upTo: 2 }
    expect(await detectAmnesia(empty, [deaf, witness])).toEqual(lost)
    await empty.putMeta('saved', 0) // closed between the two writes
    expect(await detectAmnesia(empty, [deaf, witness]), 'the same loss once').toEqual(lost)
    expect(await detectAmnesia(empty, [deaf, witness]), 'nobody has read it yet').toEqual(lost)
    await amnesiaRead(empty)
    expect(await detectAmnesia(empty, [deaf, witness])).toBeUndefined()
    empty.close()
  })
})
