// The lock on a person's data: one random data key, kept only wrapped. A PIN of six digits keeps out who finds a phone,
// not who takes it apart: a million PINs are soon tried on a copy of the disk. Nothing here ever deletes work: too many
// wrong PINs only cost waiting, and a forgotten one costs a sign-in with the password.

import type { Local } from './db'
import { toEscrow } from './escrow'
import { Seal } from './seal'
import type { RescueKit, Vault, Wrapped } from './schema'

const ROUNDS = 600_000 // OWASP for PBKDF2-HMAC-SHA256, 2023; a quarter of a second on a phone
const LOCK_AFTER = 5
const FREE_TRIES = 3
const WAITS = [5, 15, 60, 5 * 60, 15 * 60] // seconds, the last for all that follow

/** Whether this browser can encrypt here at all (not over plain http, for one). */
export const canSeal = (): boolean => typeof crypto !== 'undefined' && crypto.subtle !== undefined

/** What is wrong with a PIN that somebody wants: six to twelve digits, not all the same, not a run. */
export function pinFault(pin: string): 'short' | 'simple' | undefined {
  if (!/^\d{6,12}$/.test(pin)) return 'short'
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])))
  return steps.size === 1 && [0, 1, -1].includes([...steps][0] as number) ? 'simple' : undefined
}

/** How long after so many wrong PINs one waits, in milliseconds. */
export const waitAfter = (wrong: number): number => (wrong < FREE_TRIES ? 0 : (WAITS[Math.min(wrong - FREE_TRIES, WAITS.length - 1)] as number) * 1000)

export interface Owner {
  personId: string
  bureauId: string
}

/**
 * Begins to lock a store: makes the data key and writes down how it is wrapped before the first row is sealed. Without a
 * PIN only the server can open it afterwards; until finish() the key itself stands beside it. Gives the key.
 */
export async function begin(local: Local, owner: Owner, kit: RescueKit, pin?: string): Promise<ArrayBuffer> {
  const raw = crypto.getRandomValues(new Uint8Array(32)).buffer
  const vault: Vault = {
    toward: 'sealed', done: false, passkeys: [], tries: { wrong: 0, until: 0 }, lockAfter: LOCK_AFTER,
    escrow: await toEscrow(kit, owner.bureauId, owner.personId, raw),
    ...(pin === undefined ? { bare: raw } : { pin: await wrapWithPin(raw, pin) }),
  }
  await local.changeVault((before) => {
    if (before) throw new Error('this store is locked already')
    return vault
  })
  await use(local, raw)
  return raw
}

/** Opens a store with its data key: rows can be read from now on. */
export async function use(local: Local, raw: ArrayBuffer): Promise<void> {
  const vault = await local.vault()
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  local.useSeal(new Seal(key, vault?.toward !== 'plain'))
}

/** Turns round: the store becomes plain again, or is sealed after all. The data key must be in use. */
export async function turn(local: Local, raw: ArrayBuffer, toward: Vault['toward'], bare?: ArrayBuffer): Promise<void> {
  await local.changeVault((v) => v && { ...v, toward, done: false, ...(bare ? { bare } : {}) })
  await use(local, raw)
}

/** Brings every row to where it should be and writes that down; a plain store is rid of its lock then. */
export async function finish(local: Local, tell?: (rows: number) => void): Promise<void> {
  await local.sweep(tell)
  await local.changeVault((v) => {
    if (!v || v.toward === 'plain') return undefined
    const { bare: _gone, ...kept } = v
    return { ...kept, done: true }
  })
  if (!(await local.vault())) local.useSeal(undefined)
}

export type Tried = { raw: ArrayBuffer } | { wait: number; wrong: boolean }

/**
 * Tries a PIN. The try is written down before it is made, so that ending the app saves no waiting. A clock that was set
 * forward or back shortens or lengthens no wait beyond its own length.
 */
export async function openWithPin(local: Local, pin: string, now: () => number): Promise<Tried> {
  let wait = 0
  let wrapped: Vault['pin']
  await local.changeVault((v) => {
    wrapped = v?.pin
    if (!v || !wrapped) return v
    wait = Math.max(0, Math.min(v.tries.until - now(), waitAfter(v.tries.wrong)))
    if (wait > 0) return v
    const wrong = v.tries.wrong + 1
    return { ...v, tries: { wrong, until: now() + waitAfter(wrong) } }
  })
  if (!wrapped || wait > 0) return { wait, wrong: false }
  const raw = await unwrap(wrapped, await pinKey(pin, wrapped.salt, wrapped.rounds))
  if (!raw) return { wait: waitAfter((await local.vault())?.tries.wrong ?? 0), wrong: true }
  await local.changeVault((v) => v && { ...v, tries: { wrong: 0, until: 0 } })
  return { raw }
}

/** Sets another PIN, or takes the PIN away where a passkey remains. Whoever calls has the data key. */
export async function setPin(local: Local, raw: ArrayBuffer, pin: string): Promise<void> {
  const made = await wrapWithPin(raw, pin)
  await local.changeVault((v) => v && { ...v, pin: made, tries: { wrong: 0, until: 0 } })
}

/** Adds a passkey, by the secret it gave for a salt. */
export async function addPasskey(local: Local, raw: ArrayBuffer, id: ArrayBuffer, salt: Uint8Array<ArrayBuffer>, secret: ArrayBuffer): Promise<void> {
  const wrapped = await wrap(raw, await passkeyKey(secret, salt))
  await local.changeVault((v) => v && { ...v, passkeys: [...v.passkeys.filter((p) => !sameBytes(p.id, id)), { id, salt, wrapped }] })
}

/** The data key by a passkey; undefined when it is not one of this store's. */
export async function openWithPasskey(local: Local, id: ArrayBuffer, secret: ArrayBuffer): Promise<ArrayBuffer | undefined> {
  const mine = (await local.vault())?.passkeys.find((p) => sameBytes(p.id, id))
  return mine && unwrap(mine, await passkeyKey(secret, mine.salt))
}

const sameBytes = (a: ArrayBuffer, b: ArrayBuffer): boolean => String(new Uint8Array(a)) === String(new Uint8Array(b))

async function wrapWithPin(raw: ArrayBuffer, pin: string): Promise<Wrapped & { rounds: number }> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  return { salt, rounds: ROUNDS, wrapped: await wrap(raw, await pinKey(pin, salt, ROUNDS)) }
}

async function pinKey(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const from = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, from, { name: 'AES-KW', length: 256 }, false, ['wrapKey', 'unwrapKey'])
}

async function passkeyKey(secret: ArrayBuffer, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const from = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode('anjian/vault/1 passkey') }, from, { name: 'AES-KW', length: 256 }, false, ['wrapKey', 'unwrapKey'])
}

async function wrap(raw: ArrayBuffer, by: CryptoKey): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', true, ['encrypt'])
  return crypto.subtle.wrapKey('raw', key, by, 'AES-KW')
}

/** AES-KW proves itself: under a wrong key nothing comes out. */
async function unwrap({ wrapped }: Wrapped, by: CryptoKey): Promise<ArrayBuffer | undefined> {
  try {
    const key = await crypto.subtle.unwrapKey('raw', wrapped, by, 'AES-KW', 'AES-GCM', true, ['encrypt'])
    return await crypto.subtle.exportKey('raw', key)
  } catch {
    return undefined
  }
}
