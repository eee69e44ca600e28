import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Act, CheckRecord } from '../inspection/record.gen'
import { openLocal, type Local } from './db'
import { usePhrase } from './phrases'

let local: Local
const act = (id: string, checkId: string) => ({ id, kind: 'attach_photo', checkId, doneAt: '2026-11-24T01:00:00.000Z', device: 'd', dialect: 1, body: {} }) as unknown as Act
const picture = (sha256: string) => ({ sha256, bytes: new ArrayBuffer(10), type: 'image/jpeg' })
const all = async (hashes: string[]) => hashes

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  local = await openLocal('0198-wei')
})
afterEach(() => {
  local.close()
  vi.unstubAllGlobals()
})

/** Puts a picture on the phone as one whose act the server has taken. */
async function sentPicture(sha256: string, checkId: string): Promise<void> {
  await local.saveAct(act(`act-${sha256}`, checkId), [picture(sha256)])
  await local.setBlob(sha256, { state: 'server' })
  await local.withdraw(`act-${sha256}`)
}

describe('making room', () => {
  it('frees what the server holds, oldest first, and no more than needed', async () => {
    for (const sha of ['a', 'b', 'c']) await sentPicture(sha, 'check-1')
    expect(await local.evict(15, all)).toBe(20)
    expect([await local.blob('a'), await local.blob('b')]).toEqual([undefined, undefined])
    expect((await local.blob('c'))?.bytes.byteLength).toBe(10)
    expect((await local.photoStates()).map((p) => p.state)).toEqual(['server', 'server', 'server'])
  })

  it('believes the server of this moment, not an old mark', async () => {
    await sentPicture('a', 'check-1')
    expect(await local.evict(10, async () => [])).toBe(0)
    expect(await local.blob('a')).toBeDefined()
  })

  it('takes pictures of signed checks before those of open ones', async () => {
    const view = (checkId: string, state: string) => ({ checkId, record: { id: checkId, state } as CheckRecord, seq: 1, acts: 1, hash: 'h', updatedAt: '' })
    await local.applyChanges({ views: [view('open', 'open'), view('done', 'signed')], gone: [], cursor: '1' })
    await sentPicture('a', 'open')
    await sentPicture('b', 'done')
    await local.evict(10, all)
    expect([await local.blob('a') !== undefined, await local.blob('b') !== undefined]).toEqual([true, false])
  })

  it('never takes one that is only here, or that an unsent act cites', async () => {
    await local.saveAct(act('a1', 'check-1'), [picture('here')])
    await local.saveAct(act('a2', 'check-1'), [picture('cited')])
    await local.setBlob('cited', { state: 'server' })
    expect(await local.evict(100, all)).toBe(0)
  })

  it('keeps the bytes again when the same picture is used again', async () => {
    await sentPicture('a', 'check-1')
    await local.evict(10, all)
    await local.saveAct(act('a3', 'check-1'), [picture('a')])
    expect((await local.blob('a'))?.state).toBe('here')
  })
})

describe('what makes the hand quicker', () => {
  it('remembers sentences once each, the last used first, and not too many', async () => {
    for (let i = 0; i < 105; i++) await usePhrase(local, `第 ${i} 句`, 'general/G-001')
    await usePhrase(local, '第 50 句', 'general/G-002')
    const phrases = await local.phrases()
    expect(phrases).toHaveLength(100)
    expect(phrases[0]).toMatchObject({ text: '第 50 句', itemKey: 'general/G-002', times: 2 })
  })

  it('keeps earlier findings and looks of pictures', async () => {
    await local.putEarlier({ enterpriseId: 'e1', checks: [{ number: '1' }] })
    await local.putPrint({ sha256: 'a', print: '00ff00ff00ff00ff', checkId: 'check-1', takenAt: '' })
    expect(await local.earlier('e1')).toEqual({ enterpriseId: 'e1', checks: [{ number: '1' }] })
    expect(await local.earlier('e2')).toBeUndefined()
    expect(await local.prints()).toHaveLength(1)
  })
})
