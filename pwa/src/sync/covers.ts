// What is done on this phone is signed by a key that never leaves it: once for all acts of one check that go up together
// (internal/evidence/cover.go). Each signature goes on from the one before it on that check, and is on disk before it is
// sent, so that a lost answer brings the same one again. A browser that cannot keep a key sends unsigned; the ledger says so.

import canonicalize from 'canonicalize'
import type { Act } from '../inspection/record.gen'
import { stampOf } from '../inspection/sealed'
import type { OutboxEntry } from '../local/db'
import { LocalError } from '../local/fail'
import { deviceName } from './devicename'
import type { Halt, Signed, Signer } from './push'
import type { Wire } from './wire'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** A key of this person on this device. The private half cannot be taken out of the browser. */
export interface KeptKey {
  id: string
  spki: string
  key: CryptoKey
  /** The session in which the server last took it; empty: never. */
  session: string
}

/** How the signatures on one check stand: where the chain is, and the signature on its way. */
interface Chain {
  head: string
  pending?: { key: string; head: string; acts: string[]; jws: string; unsure?: string[] }
}

/** A device with such an answer is never enrolled: it sends unsigned, and the server says what it thinks of that. */
const forGood: ReadonlySet<string> = new Set(['device.revoked', 'device.key_taken', 'device.key_unfit', 'device.too_many'])

/** So many signatures without an answer are remembered of one check; the server takes more for none. */
const mostUnsure = 50

const keyName = (device: string): string => `device-key/${device}`
const chainName = (device: string, checkId: string): string => `chain/${device}/${checkId}`

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''))
const base64url = (bytes: Uint8Array): string => base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

async function sumOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(sum, (b) => b.toString(16).padStart(2, '0')).join('')
}

const canonical = (value: unknown): string => canonicalize(value) ?? ''

/** What makes two acts the same: the twin of evidence.ActSum, over the act as it travels. */
export function actSum(act: Act, personId: string): Promise<string> {
  const { kind, checkId, doneAt, clock, body } = JSON.parse(JSON.stringify(act)) as Act
  const at = clock && { run: clock.run, mono: clock.mono, ...(clock.server ? { server: stampOf(clock.server) } : {}), ...(clock.error ? { error: clock.error } : {}) }
  return sumOf(utf8(canonical({ actor: personId, body, checkId, ...(at ? { clock: at } : {}), doneAt: stampOf(doneAt), kind })))
}

/** Carries a chain on over acts: the twin of evidence.FoldHead. */
export async function foldHead(prev: string, acts: readonly { id: string; sum: string }[]): Promise<string> {
  let head = prev
  for (const { id, sum } of acts) head = await sumOf(utf8(`${head}\n${id}\n${sum}`))
  return head
}

async function jws(key: KeptKey, typ: string, payload: unknown): Promise<string> {
  const text = `${base64url(utf8(JSON.stringify({ alg: 'ES256', kid: key.id, typ })))}.${base64url(utf8(canonical(payload)))}`
  return `${text}.${base64url(new Uint8Array(await crypto.subtle.sign(algorithm, key.key, utf8(text))))}`
}

/** A browser that stores no keys says so when it is copied into the store. */
const cannotKeep = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'DataCloneError'

async function makeKey(): Promise<KeptKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
  return { id: await sumOf(spki), spki: base64(spki), key: privateKey, session: '' }
}

/** Where keys and chains are kept. */
export interface Shelf {
  meta(key: string): Promise<unknown>
  putMeta(key: string, value: unknown): Promise<void>
}

/** What is known of an act that is to be signed. */
type Waiting = Pick<OutboxEntry, 'actId' | 'checkId' | 'act'>

/** Signs for one person on one device. One at a time: the sender's lock is held by whoever calls. */
export class Covers implements Signer {
  private isReady = false

  constructor(
    private readonly local: Shelf,
    private readonly wire: Wire,
    private readonly device: string,
    private readonly personId: string,
  ) {}

  /** Sees, once in a run of the app, that the server knows this device's key in this session. What stops that stops sending. */
  async ready(): Promise<Halt | undefined> {
    if (this.isReady) return undefined
    const told = await this.wire.devices()
    let key = await this.keyOf(this.device)
    if (told.fate === 'done') {
      const { challenge, devices } = told.value
      const standing = devices.find((d) => d.id === key?.id)
      if (!key || (standing?.endedAt && !standing.revokedAt)) key = await this.newKey()
      if (key && key.session !== challenge && !standing?.revokedAt) {
        const halt = await this.enrol(key, challenge)
        if (halt) return halt
      }
    } else if (told.fate !== 'refused') return told
    else if (!key?.session) return { fate: 'retry', problem: told.problem } // nobody is refused this for good
    this.isReady = true
    return undefined
  }

  private async enrol(key: KeptKey, challenge: string): Promise<Halt | undefined> {
    const proof = await jws(key, 'anjian-device-key', { schema: 'anjian/device-key/1', challenge, device: this.device, person: this.personId, spki: key.spki })
    const taken = await this.wire.enrolDevice({ device: this.device, name: deviceName(globalThis.navigator?.userAgent), algorithm: 'ES256', spki: key.spki, proof })
    if (taken.fate === 'done') {
      await this.keep({ ...key, session: challenge })
      return undefined
    }
    if (taken.fate !== 'refused') return taken
    return forGood.has(taken.problem?.code ?? '') ? undefined : { fate: 'retry', problem: taken.problem }
  }

  /** The acts that go up next, and the signature over them: the one on its way, or a new one that is on disk by then. */
  async next<E extends Waiting>(queue: readonly E[], most: number): Promise<Signed<E>> {
    const first = queue[0]
    const device = first?.act.device ?? ''
    const key = device ? await this.keyOf(device) : undefined
    const after = queue.findIndex((e) => (e.act.device ?? '') !== device)
    const alike = queue.slice(0, after < 0 ? most : Math.min(after, most))
    if (!first || !key?.session) return { batch: alike }
    const name = chainName(device, first.checkId)
    const chain = ((await this.local.meta(name)) as Chain | undefined) ?? { head: '' }
    const { pending } = chain
    if (pending?.key === key.id) {
      const under = queue.filter((e) => pending.acts.includes(e.actId))
      if (under.length > 0) return { batch: under, cover: pending.jws, answered: { key: name, value: { head: pending.head } satisfies Chain } }
    }
    // Signed, sent perhaps, never answered, and its acts are gone from here: whether it arrived is the server's to know.
    const unsure = pending ? [...(pending.unsure ?? []), pending.head].slice(-mostUnsure) : []
    const acts = await Promise.all(alike.map(async (e) => ({ id: e.actId, sum: await actSum(e.act, this.personId) })))
    const head = await foldHead(chain.head, acts)
    const cover = await jws(key, 'anjian-cover', { schema: 'anjian/cover/1', device, person: this.personId, checkId: first.checkId, prev: chain.head, acts, head, ...(unsure.length ? { unsure } : {}) })
    await this.local.putMeta(name, { head: chain.head, pending: { key: key.id, head, acts: acts.map((a) => a.id), jws: cover, unsure } } satisfies Chain)
    return { batch: alike, cover, answered: { key: name, value: { head } satisfies Chain } }
  }

  /** As it stands on disk: another tab may have made it, or another one in its place, since this one looked. */
  private keyOf(device: string): Promise<KeptKey | undefined> {
    return this.local.meta(keyName(device)) as Promise<KeptKey | undefined>
  }

  /** A new key, on disk; undefined where the browser makes none or keeps none. A full storage is neither: it is tried again. */
  private async newKey(): Promise<KeptKey | undefined> {
    try {
      const key = await makeKey()
      await this.keep(key)
      return key
    } catch (error) {
      if (error instanceof LocalError && !cannotKeep(error.cause)) throw error
      return undefined
    }
  }

  private keep(key: KeptKey): Promise<void> {
    return this.local.putMeta(keyName(this.device), key)
  }
}
