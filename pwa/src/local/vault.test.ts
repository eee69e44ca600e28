import 'fake-indexeddb/auto'
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { openDB } from 'idb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Act, CheckRecord } from '../inspection/record.gen'
import { localName, openLocal, type Local } from './db'
import { fromBase64 } from './escrow'
import { usePhrase } from './phrases'
import type { RescueKit } from './schema'
import { addPasskey, begin, finish, openWithPasskey, openWithPin, pinFault, setPin, turn, use, waitAfter } from './vault'

const wei = { personId: '0198-wei', bureauId: '0198-bureau' }
const PIN = '271828'
const secretWords = ['未张贴警示标志', '沐垣冷链', '消防通道堆物', '秘密']
let kit: RescueKit
let bureau: CryptoKeyPair
let local: Local

const act = (id: string) => ({ id, kind: 'answer_item', checkId: 'check-1', doneAt: '2026-11-24T01:00:00.000Z', device: 'd', dialect: 1, body: { note: '消防通道堆物' } }) as unknown as Act
const picture = new TextEncoder().encode('秘密的照片'.repeat(200)).buffer
const view = { checkId: 'check-1', record: { id: 'check-1', state: 'open', enterprise: { name: '沐垣冷链' } } as unknown as CheckRecord, seq: 3, acts: 1, hash: 'h', updatedAt: '' }

/** A day's mess of every store, through the front door. */
async function fill(): Promise<void> {
  await local.applyChanges({ views: [view], gone: [], cursor: '3' })
  await local.saveAct([act('a1'), act('a2'), act('a3')], [{ sha256: 'f1', bytes: picture, type: 'image/jpeg' }])
  await local.settlePush([{ actId: 'a2', state: 'parked', problem: { code: 'record.sealed', kind: 'refused', message: '秘密' } }])
  await local.putDraft('finding', { text: '未张贴警示标志', pictures: [{ bytes: picture }] }, 'check-1')
  await local.putEnterprises([{ id: 'e1', name: '沐垣冷链', town: '薛埠镇' }])
  await local.putEarlier({ enterpriseId: 'e1', checks: [{ number: '秘密' }] })
  await usePhrase(local, '未张贴警示标志', 'general/G-001')
  await local.putPrint({ sha256: 'f1', print: '00ff00ff00ff00ff', checkId: 'check-1', takenAt: '' })
}

/** Everything the app shows, through the front door. */
async function shown(): Promise<unknown> {
  const unsent = []
  for await (const one of local.everythingUnsent()) unsent.push(one.what === 'act' ? one.entry : { ...one.photo, bytes: new Uint8Array(one.photo.bytes).length })
  const draft = await local.draft('finding')
  return {
    unsent, outbox: await local.outbox(), of: await local.outboxOf('check-1'), snapshots: await local.snapshots(), one: await local.snapshot('check-1'), enterprises: await local.enterprises(),
    earlier: await local.earlier('e1'), phrases: await local.phrases(), prints: await local.prints(), waiting: await local.waiting(), cursor: await local.cursor(),
    draft: [draft?.checkId, JSON.stringify(draft?.value), (draft?.value as { pictures: { bytes: ArrayBuffer }[] } | undefined)?.pictures[0]?.bytes.byteLength],
    photo: new Uint8Array((await local.blob('f1'))!.bytes),
  }
}

/** What lies on the disk, as text, past all of the app's code; and how many rows of payload are sealed. */
async function disk(): Promise<{ text: string; sealed: number; plain: number }> {
  const db = await openDB(localName(wei.personId))
  let text = ''
  let sealed = 0
  let plain = 0
  for (const store of ['snapshots', 'outbox', 'bytes', 'drafts', 'enterprises', 'earlier', 'phrases', 'prints']) {
    for (const row of (await db.getAll(store)) as Record<string, unknown>[]) {
      if (row['sealed']) sealed += 1
      else plain += 1
      text += JSON.stringify(row, (_, v: unknown) => (v instanceof ArrayBuffer ? new TextDecoder().decode(v) : v))
    }
  }
  db.close()
  return { text, sealed, plain }
}

async function again(): Promise<void> {
  local.close()
  local = await openLocal(wei.personId)
}

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  bureau = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  kit = { keyId: 'k', publicKey: Buffer.from(await crypto.subtle.exportKey('raw', bureau.publicKey)).toString('base64url'), author: '' }
  local = await openLocal(wei.personId)
})
afterEach(() => {
  local.close()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a store behind a PIN', () => {
  it('shows the same as before and leaves nothing readable on the disk', async () => {
    await fill()
    const before = await shown()
    await begin(local, wei, kit, PIN)
    await finish(local)
    expect(await shown()).toEqual(before)
    const { text, plain, sealed } = await disk()
    expect(secretWords.filter((word) => text.includes(word))).toEqual([])
    expect([plain, sealed]).toEqual([0, 10])
    await again()
    await expect(local.outbox()).rejects.toMatchObject({ code: 'local.locked' })
    expect(await local.waiting()).toEqual({ acts: 2, parked: 1, photos: 1, bytes: picture.byteLength }) // counted without the key
    const opened = await openWithPin(local, PIN, Date.now)
    await use(local, (opened as { raw: ArrayBuffer }).raw)
    expect(await shown()).toEqual(before)
  })

  it('seals what is written after, in the order in which it was written', async () => {
    await begin(local, wei, kit, PIN)
    await fill()
    const large = new ArrayBuffer(4_000_000)
    await Promise.all([local.putDraft('sheet', { large }), local.putDraft('sheet', { text: '后写的' })])
    expect((await local.draft('sheet'))?.value).toEqual({ text: '后写的' })
    await Promise.all([local.putDraft('sheet', { large }), local.dropDraft('sheet')])
    expect(await local.draft('sheet')).toBeUndefined()
    expect((await disk()).plain).toBe(0)
    expect((await local.outbox()).find((e) => e.actId === 'a2')?.problem?.message).toBe('秘密')
    await local.settlePush([{ actId: 'a1', state: 'confirmed', seq: 2 }, { actId: 'a3', state: 'confirmed', seq: 9 }])
    await local.applyChanges({ views: [{ ...view, seq: 4 }], gone: [], cursor: '4' })
    expect((await local.outbox()).map((e) => [e.actId, e.state])).toEqual([['a2', 'parked'], ['a3', 'confirmed']])
  })

  it('is readable in every row whenever the sealing was cut short, and goes on after it', async () => {
    await fill()
    const before = await shown()
    const real = IDBObjectStore.prototype.put
    let raw: ArrayBuffer | undefined
    for (let die = 0, done = false; !done; die += 1) {
      let puts = 0
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given: Parameters<typeof real>) {
        if (puts++ >= die) throw new DOMException('killed', 'AbortError')
        return real.apply(this, given)
      } as never)
      const begun = raw ? use(local, raw) : begin(local, wei, kit, PIN).then((made) => void (raw = made))
      done = await begun.then(() => finish(local)).then(() => true, () => false)
      vi.restoreAllMocks()
      await again()
      expect((await local.vault()) !== undefined).toBe(raw !== undefined)
      if (raw) await use(local, raw)
      expect(await shown()).toEqual(before)
      expect(die).toBeLessThan(60)
      await again()
    }
    expect((await disk()).plain).toBe(0)
    expect((await local.vault())?.done).toBe(true)
    expect(await openWithPin(local, PIN, Date.now)).toEqual({ raw })
  }, 20_000)

  it('never loses a change that comes while its row is being sealed', async () => {
    await fill()
    await begin(local, wei, kit, PIN)
    const sweeping = finish(local)
    const ids: string[] = []
    for (let i = 0; i < 20; i += 1) {
      await local.markSending(['a1'])
      await local.recoverSending()
      await local.putDraft('finding', { text: `第 ${i} 稿`, pictures: [] })
      await local.saveAct(act(`late-${i}`))
      ids.push(`late-${i}`)
    }
    await sweeping
    expect((await local.draft('finding'))?.value).toEqual({ text: '第 19 稿', pictures: [] })
    expect((await local.outbox()).map((e) => e.actId)).toEqual(['a1', 'a2', 'a3', ...ids])
    expect((await disk()).plain).toBe(0)
  })

  it('becomes plain again, also when that is cut short', async () => {
    await fill()
    const before = await shown()
    const raw = await begin(local, wei, kit, PIN)
    await finish(local)
    await turn(local, raw, 'plain')
    await expect(local.sweep((rows) => {
      if (rows > 3) throw new Error('killed')
    })).rejects.toThrow('killed')
    const half = await disk()
    expect([half.plain > 0, half.sealed > 0]).toEqual([true, true])
    await again()
    const opened = await openWithPin(local, PIN, Date.now)
    await use(local, (opened as { raw: ArrayBuffer }).raw)
    expect(await shown()).toEqual(before)
    await finish(local)
    expect(await local.vault()).toBeUndefined()
    await again()
    expect(await shown()).toEqual(before)
  })
})

describe('the PIN', () => {
  it('is refused when anybody would guess it first', () => {
    expect(['12345', '1234567890123', '12a456', '一二三四五六', '000000', '123456', '987654', '135790', '271828'].map(pinFault)).toEqual(['short', 'short', 'short', 'short', 'simple', 'simple', 'simple', undefined, undefined])
  })

  it('costs more waiting with every wrong one, over a restart and whatever the clock says, and deletes nothing', async () => {
    await fill()
    await begin(local, wei, kit, PIN)
    await finish(local)
    await again()
    let now = Date.parse('2026-11-24T01:00:00Z')
    const tried = []
    for (const pin of ['111222', '111333', '111444', PIN]) tried.push(await openWithPin(local, pin, () => now))
    expect(tried).toEqual([{ wait: 0, wrong: true }, { wait: 0, wrong: true }, { wait: 5_000, wrong: true }, { wait: 5_000, wrong: false }])
    await again()
    now -= 86_400_000 // set back: the wait is no longer than it was
    expect(await openWithPin(local, PIN, () => now)).toEqual({ wait: 5_000, wrong: false })
    now += 86_400_000 + 5_000
    expect(await openWithPin(local, '111555', () => now)).toEqual({ wait: 15_000, wrong: true })
    expect([1, 3, 4, 5, 6, 7, 100].map(waitAfter)).toEqual([0, 5_000, 15_000, 60_000, 300_000, 900_000, 900_000])
    now += 15_000
    const opened = await openWithPin(local, PIN, () => now)
    await use(local, (opened as { raw: ArrayBuffer }).raw)
    expect(await local.outbox()).toHaveLength(3)
    expect((await local.vault())?.tries).toEqual({ wrong: 0, until: 0 })
  }, 20_000)

  it('can be changed without touching a row, and a passkey stands beside it', async () => {
    await fill()
    const raw = await begin(local, wei, kit, PIN)
    await finish(local)
    const before = (await disk()).text
    await setPin(local, raw, '314159')
    const id = new Uint8Array([7, 7]).buffer
    const salt = new Uint8Array(32)
    await addPasskey(local, raw, id, salt, new Uint8Array(32).fill(9).buffer)
    expect((await disk()).text).toBe(before)
    await again()
    expect(await openWithPin(local, PIN, Date.now)).toMatchObject({ wrong: true })
    expect(await openWithPin(local, '314159', Date.now)).toEqual({ raw })
    expect(await openWithPasskey(local, id, new Uint8Array(32).fill(8).buffer)).toBeUndefined()
    expect(await openWithPasskey(local, new Uint8Array([1]).buffer, new Uint8Array(32).fill(9).buffer)).toBeUndefined()
    expect(await openWithPasskey(local, id, new Uint8Array(32).fill(9).buffer)).toEqual(raw)
  })
})

describe('without a PIN', () => {
  it('a store is sealed for the server only, and its key stands there no longer than the sealing takes', async () => {
    await fill()
    const before = await shown()
    const raw = await begin(local, wei, kit)
    expect((await local.vault())?.bare).toEqual(raw)
    await finish(local)
    const vault = (await local.vault())!
    expect([vault.bare, vault.pin, vault.done]).toEqual([undefined, undefined, true])
    expect((await disk()).plain).toBe(0)

    // What the server does, from the description in internal/identity/phonekey.go.
    const { subtle } = crypto
    const theirs = await subtle.importKey('raw', fromBase64(vault.escrow.ephemeral), { name: 'ECDH', namedCurve: 'P-256' }, false, [])
    const secret = await subtle.importKey('raw', await subtle.deriveBits({ name: 'ECDH', public: theirs }, bureau.privateKey, 256), 'HKDF', false, ['deriveKey'])
    const info = new TextEncoder().encode(`anjian/phone-key/1\n${wei.bureauId}\n${wei.personId}`)
    const key = await subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: fromBase64(vault.escrow.salt), info }, secret, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
    const back = await subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, fromBase64(vault.escrow.box))
    await again()
    await use(local, back)
    expect(await shown()).toEqual(before)
  })
})
