// The engine against a server that is cut, doubled, slow, a captive portal, or signed out: whatever happens in between, once
// the link heals every act is on the server once, in order, and nothing is left behind. Seeds make a failure repeatable.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Act, CheckRecord } from '../inspection/record.gen'
import { openLocal, type Local } from '../local/db'
import { backoff, Engine, type Status } from './engine'
import type { ChangesPage, PushResult, Reply, Wire } from './wire'

type Trouble = 'none' | 'cutBefore' | 'cutAfter' | 'portal' | 'unavailable' | 'signIn' | 'forgetful'

/** A server as the engine sees it: receipts by act id, one snapshot per check, files by hash. */
class FakeServer {
  readonly taken: Act[] = []
  readonly files = new Set<string>()
  private readonly receipts = new Map<string, PushResult>()
  private seq = 0

  constructor(private readonly trouble: () => Trouble) {}

  private async through<T>(work: () => T): Promise<Reply<T>> {
    const trouble = this.trouble()
    await Promise.resolve()
    if (trouble === 'cutBefore') return { fate: 'retry', offline: true }
    if (trouble === 'portal' || trouble === 'unavailable') return { fate: 'retry' }
    if (trouble === 'signIn') return { fate: 'signIn' }
    const value = work()
    if (trouble === 'cutAfter') return { fate: 'retry', offline: true }
    return { fate: 'done', value }
  }

  wire(): Wire {
    return {
      pushActs: (acts) => this.through(() => (this.trouble() === 'forgetful' ? acts.slice(1) : acts).map((act) => this.take(act))),
      changes: (since) => this.through(() => this.page(Number(since))),
      checklist: () => Promise.resolve({ fate: 'refused' }),
      missingFiles: (hashes) => this.through(() => hashes.filter((h) => !this.files.has(h))),
      devices: () => this.through(() => ({ devices: [], challenge: 'session' })),
      enrolDevice: () => Promise.resolve({ fate: 'refused' }),
      reportPhone: () => this.through(() => ({ checks: [], serverTime: '' })),
      picture: () => Promise.resolve(undefined),
    }
  }

  upload = (file: { sha256: string }, remember: (url: string, sent: number) => Promise<void>): Promise<Reply<null>> =>
    remember(`/uploads/${file.sha256}`, 1).then(() =>
      this.through(() => {
        this.files.add(file.sha256)
        return null
      }),
    )

  private take(act: Act): PushResult {
    const before = this.receipts.get(act.id)
    if (before) return before
    const refused = act.kind === 'reopen_record'
    const result: PushResult = refused
      ? { actId: act.id, outcome: 'refused', problem: { code: 'record.sealed', kind: 'refused', message: 'no' } }
      : { actId: act.id, outcome: 'accepted', seq: ++this.seq }
    if (!refused) this.taken.push(act)
    this.receipts.set(act.id, result)
    return result
  }

  private page(since: number): ChangesPage {
    const last = new Map<string, number>()
    for (const act of this.taken) last.set(act.checkId, this.receipts.get(act.id)?.seq ?? 0)
    const changes = [...last].filter(([, seq]) => seq > since).map(([checkId, seq]) => ({
      checkId, seq, gone: false,
      view: { record: { id: checkId, checklists: [] } as unknown as CheckRecord, seq, acts: 1, hash: '', updatedAt: '' },
    }))
    return { changes, nextCursor: String(Math.max(since, this.seq)), more: false, serverTime: '' }
  }
}

const act = (checkId: string, kind: Act['kind'] = 'answer_item'): Act =>
  ({ id: v7(), kind, checkId, doneAt: new Date().toISOString(), dialect: 1, body: {} }) as unknown as Act

function dice(seed: number): () => number {
  let s = seed
  return () => {
    s = (s * 1664525 + 1013904223) % 4294967296
    return s / 4294967296
  }
}

interface Phone {
  engine: Engine
  told: Status[]
  /** Runs the timer the engine asked for, if any. */
  tick(): boolean
}

function phone(local: Local, server: FakeServer): Phone {
  const told: Status[] = []
  let due: (() => void) | undefined
  const engine = new Engine({
    local, wire: server.wire(), upload: server.upload, now: () => 0, random: () => 0.5, online: () => true,
    setTimer: (run) => {
      due = run
      return () => (due = undefined)
    },
    asOnlySender: async (job) => {
      await job()
      return true
    },
    tell: (status) => told.push(status),
    changed: () => undefined,
  })
  return {
    engine,
    told,
    tick: () => {
      const run = due
      due = undefined
      run?.()
      return run !== undefined
    },
  }
}

async function quiet(p: Phone): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    const last = p.told.at(-1)?.phase
    if (last !== undefined && last !== 'syncing') return
  }
  throw new Error('the engine never came to rest')
}

const troubles: Trouble[] = ['none', 'cutBefore', 'cutAfter', 'portal', 'unavailable', 'signIn', 'forgetful']

describe('the engine', () => {
  it.each(Array.from({ length: 25 }, (_, seed) => seed))('loses and doubles nothing, seed %i', async (seed) => {
    const roll = dice(seed + 1)
    let bad = true
    const server = new FakeServer(() => (bad ? (troubles[Math.floor(roll() * troubles.length)] ?? 'none') : 'none'))
    const person = v7()
    let local = await openLocal(person)
    let p = phone(local, server)
    await p.engine.start()
    const checks = [v7(), v7()]
    const done: Act[] = []
    const photos: string[] = []
    for (let step = 0; step < 30; step += 1) {
      const what = roll()
      if (what < 0.5) {
        const one = act(checks[Math.floor(roll() * 2)] ?? '')
        const sha256 = v7()
        const blobs = roll() < 0.3 ? [{ sha256, bytes: new ArrayBuffer(4), type: 'image/jpeg' }] : []
        await local.saveAct(one, blobs)
        done.push(one)
        photos.push(...blobs.map((b) => b.sha256))
        p.engine.kick()
      } else if (what < 0.8) {
        if (!p.tick()) p.engine.kick()
      } else {
        // The tab is killed, in the middle of whatever is going on, and opened again.
        p.engine.stop()
        local.close()
        local = await openLocal(person)
        p = phone(local, server)
        await p.engine.start()
      }
      if (roll() < 0.5) await new Promise((resolve) => setTimeout(resolve, 0))
    }
    bad = false
    for (let i = 0; i < 6; i += 1) {
      p.told.length = 0
      p.engine.kick()
      await quiet(p)
    }
    for (const checkId of checks) {
      const want = done.filter((a) => a.checkId === checkId).map((a) => a.id)
      const got = server.taken.filter((a) => a.checkId === checkId).map((a) => a.id)
      expect([...got].sort(), 'every act once').toEqual([...want].sort())
    }
    expect([...server.files].sort()).toEqual([...photos].sort())
    expect(await local.outbox()).toEqual([])
    expect((await local.photoStates()).every((s) => s.state === 'server')).toBe(true)
    p.engine.stop()
    local.close()
  })

  it('parks a refused act with its reason and sends the others', async () => {
    const server = new FakeServer(() => 'none')
    const local = await openLocal(v7())
    const p = phone(local, server)
    const check = v7()
    await local.saveAct([act(check), act(check, 'reopen_record'), act(check)])
    await p.engine.start()
    await quiet(p)
    expect(server.taken).toHaveLength(2)
    const left = await local.outbox()
    expect(left.map((e) => [e.state, e.problem?.code])).toEqual([['parked', 'record.sealed']])
    p.engine.stop()
  })

  it('sends a photo again from its first byte when other bytes arrived, and gives up only after the third time', async () => {
    for (const [damaged, sent] of [[2, true], [3, false]] as const) {
      const server = new FakeServer(() => 'none')
      const from: (string | undefined)[] = []
      const whole = server.upload
      server.upload = (file: { sha256: string; resumeAt?: string | undefined }, remember) => {
        from.push(file.resumeAt)
        return from.length <= damaged ? Promise.resolve({ fate: 'refused', problem: { code: 'files.hash_mismatch', kind: 'refused', message: 'no' } }) : whole(file, remember)
      }
      const local = await openLocal(v7())
      await local.saveAct(act('check-1', 'attach_photo'), [{ sha256: 'a', bytes: new ArrayBuffer(4), type: 'image/jpeg' }])
      await local.setBlob('a', { uploadUrl: '/uploads/begun', sent: 2 })
      const p = phone(local, server)
      p.engine.kick()
      await quiet(p)
      expect(from.slice(0, 3)).toEqual(['/uploads/begun', undefined, undefined])
      expect(server.files.has('a')).toBe(sent)
      const [row] = await local.photoStates()
      expect([row?.state, row?.problem?.code]).toEqual(sent ? ['server', undefined] : ['here', 'files.hash_mismatch'])
      expect((await local.blob('a'))?.bytes.byteLength).toBe(4)
    }
  })

  it('sends again what a full storage left as sending', async () => {
    const server = new FakeServer(() => 'none')
    const local = await openLocal(v7())
    const p = phone(local, server)
    await local.saveAct(act(v7()))
    const settlePush = local.settlePush.bind(local)
    local.settlePush = () => Promise.reject(new Error('full'))
    await p.engine.start()
    await quiet(p)
    expect((await local.outbox()).map((e) => e.state)).toEqual(['sending'])
    local.settlePush = settlePush
    p.told.length = 0
    p.engine.kick()
    await quiet(p)
    expect(server.taken).toHaveLength(1)
    expect(await local.outbox()).toEqual([])
    p.engine.stop()
  })

  it('pauses whole on a 401 and goes on when the person has signed in', async () => {
    let trouble: Trouble = 'signIn'
    const server = new FakeServer(() => trouble)
    const local = await openLocal(v7())
    const p = phone(local, server)
    await local.saveAct(act(v7()))
    await p.engine.start()
    await quiet(p)
    expect(p.told.at(-1)?.phase).toBe('signIn')
    expect(p.tick(), 'no timer asks again by itself').toBe(false)
    expect((await local.outbox()).map((e) => e.state)).toEqual(['waiting'])
    trouble = 'none'
    p.told.length = 0
    p.engine.kick()
    await quiet(p)
    expect(server.taken).toHaveLength(1)
    expect(await local.outbox()).toEqual([])
    p.engine.stop()
  })

  it('tells offline from failing', async () => {
    for (const [trouble, phase] of [['cutBefore', 'offline'], ['unavailable', 'failing']] as const) {
      const server = new FakeServer(() => trouble)
      const local = await openLocal(v7())
      const p = phone(local, server)
      await local.saveAct(act(v7()))
      await p.engine.start()
      await quiet(p)
      expect(p.told.at(-1)?.phase).toBe(phase)
      p.engine.stop()
    }
  })

  it('waits longer after each failure, up to five minutes, never in step with others', () => {
    expect(backoff(1, 0)).toBe(500)
    expect(backoff(1, 1)).toBe(1_000)
    expect(backoff(4, 0.5)).toBe(6_000)
    expect(backoff(50, 1)).toBe(300_000)
  })
})
