// The phone's signatures against what the server verifies them by: shared vectors for sums and heads, and the whole way of
// a key and its signatures against a server that checks each one itself.

import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Act } from '../inspection/record.gen'
import { openLocal, type Local } from '../local/db'
import { actSum, Covers, foldHead } from './covers'
import { deviceName } from './devicename'
import { pushAll } from './push'
import type { NewDevice, Wire } from './wire'

interface Vector {
  name: string
  person: string
  act: Act
  sum: string
  head: string
}

const vectors = JSON.parse(readFileSync(new URL('../../../internal/evidence/testdata/covers.json', import.meta.url), 'utf8')) as Vector[]

describe('sums and heads are those of the server', () => {
  it.each(vectors.map((v) => [v.name, v] as const))('%s', async (_, v) => {
    expect(await actSum(v.act, v.person)).toBe(v.sum)
  })
  it('one after the other', async () => {
    let head = ''
    for (const v of vectors) {
      head = await foldHead(head, [{ id: v.act.id, sum: v.sum }])
      expect(head).toBe(v.head)
    }
  })
})

const utf8 = (text: string) => new TextEncoder().encode(text)
const unbase64 = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
const payloadOf = <T>(jws: string) => JSON.parse(new TextDecoder().decode(unbase64(jws.split('.')[1] ?? ''))) as T

interface Cover {
  device: string
  person: string
  checkId: string
  prev: string
  head: string
  acts: { id: string; sum: string }[]
  unsure?: string[]
}

type Trouble = 'cutBefore' | 'cutAfter' | 'refuseWhole' | undefined

/** A server that knows keys, verifies every signature and notes where a chain does not go on. */
class Server {
  readonly keys = new Map<string, NewDevice & { id: string; endedAt?: string; revokedAt?: string }>()
  readonly covers = new Map<string, Cover>()
  readonly taken = new Map<string, string>()
  breaks = 0
  session = 'session-1'
  trouble: Trouble
  asked = 0

  wire(person: string): Wire {
    const not = () => Promise.resolve({ fate: 'refused' as const })
    return {
      changes: not, checklist: not, missingFiles: not, reportPhone: not,
      picture: () => Promise.resolve(undefined),
      devices: () => {
        this.asked += 1
        return Promise.resolve({ fate: 'done', value: { devices: [...this.keys.values()], challenge: this.session } })
      },
      enrolDevice: async (key) => {
        const said = payloadOf<{ challenge: string; device: string; person: string; spki: string; schema: string }>(key.proof)
        expect(said).toEqual({ schema: 'anjian/device-key/1', challenge: this.session, device: key.device, person, spki: key.spki })
        const id = await this.verify(key.proof, 'anjian-device-key', key.spki)
        for (const old of this.keys.values()) if (old.device === key.device && old.id !== id) old.endedAt = 'now'
        this.keys.set(id, { ...key, id })
        return { fate: 'done', value: { id } }
      },
      pushActs: async (acts, jws) => {
        const trouble = this.trouble
        this.trouble = undefined
        if (trouble === 'cutBefore') return { fate: 'retry', offline: true }
        if (trouble === 'refuseWhole' && acts.length > 1) {
          this.trouble = 'refuseWhole'
          return { fate: 'refused', problem: { code: 'act.batch_too_long', kind: 'too_large', message: '' } }
        }
        await this.take(acts, jws, person)
        if (trouble === 'cutAfter') return { fate: 'retry', offline: true }
        return { fate: 'done', value: acts.map((a) => ({ actId: a.id, outcome: 'accepted' as const, seq: 1 })) }
      },
    }
  }

  private async take(acts: Act[], jws: string | undefined, person: string): Promise<void> {
    const fresh = acts.filter((a) => !this.taken.has(a.id))
    if (fresh.length === 0) return
    if (!jws) {
      for (const a of fresh) this.taken.set(a.id, '')
      return
    }
    const said = payloadOf<Cover>(jws)
    const key = [...this.keys.values()].find((k) => k.device === said.device && !k.endedAt)
    await this.verify(jws, 'anjian-cover', key?.spki ?? '')
    expect(said.person).toBe(person)
    expect(await foldHead(said.prev, said.acts)).toBe(said.head)
    for (const a of fresh) expect(said.acts).toContainEqual({ id: a.id, sum: await actSum(a, person) })
    const others = [...this.covers.values()].filter((c) => c.checkId === said.checkId && c.device === said.device)
    const unsure = said.unsure ?? []
    const stands = others.length === 0 ? said.prev === '' : others.some((c) => c.head === said.prev || (said.prev === '' && c.prev === ''))
    const follows = stands && others.every((c) => (c.prev !== said.prev || unsure.includes(c.head)) && !unsure.includes(c.prev))
    if (!this.covers.has(jws) && !follows) this.breaks += 1
    this.covers.set(jws, said)
    for (const a of fresh) this.taken.set(a.id, jws)
  }

  private async verify(jws: string, typ: string, spki: string): Promise<string> {
    const [head = '', payload = '', signature = ''] = jws.split('.')
    const said = JSON.parse(new TextDecoder().decode(unbase64(head))) as { alg: string; kid: string; typ: string }
    expect([said.alg, said.typ]).toEqual(['ES256', typ])
    const key = await crypto.subtle.importKey('spki', unbase64(spki), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
    expect(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, unbase64(signature), utf8(`${head}.${payload}`))).toBe(true)
    const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', unbase64(spki)))
    expect(Array.from(sum, (b) => b.toString(16).padStart(2, '0')).join('')).toBe(said.kid)
    return said.kid
  }
}

async function phone(server = new Server()) {
  const person = v7()
  const device = v7()
  const check = v7()
  const local: Local = await openLocal(person)
  const wire = server.wire(person)
  const act = (on = device, body: object = { note: '消防通道堆物' }): Act => ({ id: v7(), kind: 'answer_item', checkId: check, doneAt: new Date().toISOString(), device: on, dialect: 1, body }) as unknown as Act
  let covers = new Covers(local, wire, device, person)
  const round = async () => {
    const halt = await covers.ready()
    await local.recoverSending()
    return halt ?? (await pushAll(local, wire, covers))
  }
  return { server, person, device, check, local, wire, act, round, restart: () => (covers = new Covers(local, wire, device, person)) }
}

describe('a device signs what it sends', () => {
  it('enrols one key, which cannot be taken out, and signs every act once, in one chain', async () => {
    const p = await phone()
    for (let i = 0; i < 3; i++) {
      await p.local.saveAct([p.act(), p.act(), p.act()])
      expect(await p.round()).toBeUndefined()
      p.restart()
    }
    expect(p.server.keys.size).toBe(1)
    expect(p.server.covers.size).toBe(3)
    expect(p.server.breaks).toBe(0)
    expect([...p.server.taken.values()].every((jws) => jws !== '')).toBe(true)
    const kept = (await p.local.meta(`device-key/${p.device}`)) as { key: CryptoKey }
    expect(kept.key.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('pkcs8', kept.key)).rejects.toThrow()
  })

  it.each(['cutBefore', 'cutAfter', 'refuseWhole'] as const)('sends the same signature again after %s, and the chain goes on', async (trouble) => {
    const p = await phone()
    await p.local.saveAct([p.act(), p.act()])
    await p.round()
    await p.local.saveAct([p.act(), p.act(), p.act()])
    p.server.trouble = trouble
    await p.round()
    await p.local.saveAct(p.act())
    p.restart() // the tab was closed
    await p.round()
    p.server.trouble = undefined
    expect(await p.round()).toBeUndefined()
    expect(p.server.taken.size).toBe(6)
    expect([...p.server.taken.values()].every((jws) => jws !== '')).toBe(true)
    expect(p.server.covers.size).toBe(3)
    expect(p.server.breaks).toBe(0)
  })

  it('signs anew what is left when an act was taken back before it was sent', async () => {
    const p = await phone()
    const gone = p.act()
    await p.local.saveAct(gone)
    p.server.trouble = 'cutBefore'
    await p.round()
    expect(await p.local.withdraw(gone.id)).toBe(true)
    await p.local.saveAct(p.act())
    await p.round()
    expect([p.server.taken.size, p.server.covers.size, p.server.breaks]).toEqual([1, 1, 0])
  })

  it.each(['cutBefore', 'cutAfter'] as const)('says what it is unsure of when acts that were perhaps sent were taken back (%s)', async (trouble) => {
    const p = await phone()
    await p.local.saveAct(p.act())
    await p.round()
    for (const _ of [1, 2]) {
      const gone = p.act()
      await p.local.saveAct(gone)
      p.server.trouble = trouble
      await p.round()
      expect(await p.local.withdraw(gone.id)).toBe(true)
    }
    await p.local.saveAct(p.act())
    await p.round()
    await p.local.saveAct(p.act())
    await p.round()
    expect([p.server.taken.size, p.server.breaks]).toEqual([trouble === 'cutAfter' ? 5 : 3, 0])
    const last = [...p.server.covers.values()].slice(-2)
    expect(last.map((c) => c.unsure?.length ?? 0)).toEqual([2, 0])
  })

  it('asks once in a run, and enrols the same key again in a new session', async () => {
    const p = await phone()
    await p.round()
    await p.round()
    expect(p.server.asked).toBe(1)
    p.server.session = 'session-2'
    p.restart()
    await p.round()
    expect(p.server.asked).toBe(2)
    expect(p.server.keys.size).toBe(1)
  })

  it('makes another key when another took its place, and signs anew what was under the old one', async () => {
    const p = await phone()
    await p.local.saveAct(p.act())
    p.server.trouble = 'cutBefore'
    await p.round()
    for (const k of p.server.keys.values()) k.endedAt = 'now'
    p.restart()
    expect(await p.round()).toBeUndefined()
    expect(p.server.keys.size).toBe(2)
    expect([...p.server.taken.values()].every((jws) => jws !== '')).toBe(true)
  })

  it('uses the key that another tab made since it looked, and ends no other tab’s key', async () => {
    const p = await phone()
    const answers = p.wire.devices
    p.wire.devices = () => Promise.resolve({ fate: 'retry', offline: true })
    const other = new Covers(p.local, p.wire, p.device, p.person)
    expect(await other.ready()).toEqual({ fate: 'retry', offline: true }) // it has looked and found no key
    p.wire.devices = answers
    await p.local.saveAct(p.act())
    await p.round()
    expect(await other.ready()).toBeUndefined()
    await p.local.saveAct(p.act())
    await pushAll(p.local, p.wire, other)
    await p.local.saveAct(p.act())
    await p.round()
    expect(p.server.keys.size).toBe(1)
    expect([...p.server.taken.values()].every((jws) => jws !== '')).toBe(true)
    expect([p.server.taken.size, p.server.breaks]).toEqual([3, 0])
  })

  it('signs acts of before the device got another id with the key they were enrolled under', async () => {
    const p = await phone()
    await p.local.saveAct(p.act())
    await p.round()
    await p.local.saveAct([p.act(), p.act('another-device'), p.act()])
    expect(await p.round()).toBeUndefined()
    expect([...p.server.taken.values()].filter((jws) => jws === '')).toHaveLength(1) // it has no key here
    expect(p.server.breaks).toBe(0)
  })
})

it('a device has a name people know it by', () => {
  expect(deviceName('Mozilla/5.0 (Linux; Android 14; 2201122C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36')).toBe('Android · Chrome')
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1')).toBe('iPhone · Safari')
  expect(deviceName('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0')).toBe('Linux · Firefox')
  expect(deviceName('')).toBe('')
})
