// The lock on the data of whoever holds the phone: setting a PIN or a passkey, unlocking, changing, taking it away. What
// the lock is and what it withstands stands in local/vault.ts.

import { readonly, shallowRef } from 'vue'
import type { Local, Problem } from '../local/db'
import { fromBase64 } from '../local/escrow'
import { LocalError } from '../local/fail'
import { askPasskey, makePasskey, passkeysHere } from '../local/passkey'
import type { Vault } from '../local/schema'
import * as lock from '../local/vault'
import { jsonOf, noNetwork, problemFrom, strangeAnswer } from '../http/problem'
import { watchAway } from './away'
import { standing } from './ground'
import { admit, locked, me, openOwn, problemOf, rescueKit, rewriteTokens, sessionOf, shutBehindLock } from './session'

export { pinFault } from '../local/vault'
export { passkeysHere }
export type { Problem } from '../local/db'

export interface LockState {
  /** Whether this phone can encrypt, and has what it takes to survive a forgotten PIN. */
  can: boolean
  set: boolean
  pin: boolean
  passkey: boolean
  /** Everything is encrypted; until then it goes on in the background. */
  done: boolean
  lockAfter: number
  /** A PIN may be set without the old one: the person has just signed in with the password. */
  forgotten: boolean
}

const rows = shallowRef<number>()
/** Rows looked at so far while everything is being encrypted or made plain; undefined when that is over. */
export const sweeping = readonly(rows)
/** The data key as the server gave it back, until a new PIN is set or this page ends. */
let recovered: ArrayBuffer | undefined

export async function lockState(): Promise<LockState> {
  const vault = await standing().local.vault()
  return {
    can: lock.canSeal() && (await rescueKit()) !== undefined, set: vault?.toward === 'sealed', pin: vault?.pin !== undefined, passkey: (vault?.passkeys.length ?? 0) > 0,
    done: vault === undefined || vault.done, lockAfter: vault?.lockAfter ?? 0, forgotten: recovered !== undefined && vault?.pin !== undefined,
  }
}

/** Whether the person's data is locked with something they can come back by without a network. */
export async function hasLock(): Promise<boolean> {
  const { set, pin, passkey } = await lockState()
  return set && (pin || passkey)
}

/** Somebody who was here before wants the phone. True: their data asks for its PIN now; else it takes the password. */
export async function comeBack(personId: string): Promise<boolean> {
  const session = await sessionOf(personId)
  if (!session || !(session.sealedTokens || session.refreshToken)) return false // signed out: the password, and nothing less
  const local = await openOwn(session.person)
  if (await shutBehindLock(local, session.person)) return true
  local.close()
  return false
}

/** Lets in whoever `open` lets in: it puts the person's key to use, or says why not. */
async function unlock(open: (local: Local) => Promise<Problem | undefined>): Promise<Problem | undefined> {
  try {
    const session = locked.value && (await sessionOf(locked.value.person.personId))
    if (!session) throw new LocalError('local.failed')
    const local = await openOwn(session.person)
    const refused = await open(local)
    if (refused) local.close()
    else await admit(session.person, local)
    return refused
  } catch (error) {
    return problemOf(error)
  }
}

const wrongPin = (wait: number, wrong: boolean): Problem => ({ code: wait > 0 ? (wrong ? 'pin.wrong_wait' : 'pin.wait') : 'pin.wrong', kind: 'refused', message: 'This PIN does not open the data.', details: { seconds: Math.ceil(wait / 1000) } })
const noPasskey: Problem = { code: 'pin.no_passkey', kind: 'refused', message: 'The phone did not confirm.' }

/** The data key by the PIN, or the refusal. */
async function byPin(local: Local, pin: string): Promise<{ raw: ArrayBuffer } | { refused: Problem }> {
  const tried = await lock.openWithPin(local, pin, Date.now)
  return 'raw' in tried ? tried : { refused: wrongPin(tried.wait, tried.wrong) }
}

export const unlockWithPin = (pin: string): Promise<Problem | undefined> =>
  unlock(async (local) => {
    const tried = await byPin(local, pin)
    if ('refused' in tried) return tried.refused
    await lock.use(local, tried.raw)
    return undefined
  })

export const unlockWithPasskey = (): Promise<Problem | undefined> =>
  unlock(async (local) => {
    const given = await askPasskey((await local.vault())?.passkeys ?? [])
    const raw = given && (await lock.openWithPasskey(local, given.id, given.secret))
    if (!raw) return noPasskey
    await lock.use(local, raw)
    return undefined
  })

/** After a sign-in with the password: the server gives the key of this phone's data back. */
export async function openByServer(local: Local, vault: Vault, accessToken: string): Promise<Problem | undefined> {
  if (vault.bare) return openHalfSealed(local)
  let raw: ArrayBuffer
  try {
    const answer = await fetch('/api/v1/me/phone-key', { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${accessToken}` }, body: JSON.stringify(vault.escrow) })
    const json = await jsonOf(answer)
    const { key } = (json ?? {}) as { key?: unknown }
    if (!answer.ok || typeof key !== 'string') return problemFrom(json) ?? strangeAnswer
    raw = fromBase64(key).buffer
  } catch {
    return noNetwork
  }
  // Sealed when somebody left without a PIN: plain again, as it was. Else the PIN stays, and may be replaced.
  if (vault.pin || vault.passkeys.length > 0) {
    recovered = raw
    await lock.use(local, raw)
  } else await lock.turn(local, raw, 'plain', raw)
  return undefined
}

/** A store whose sealing without a PIN was cut short by the end of the app: nobody left, so it becomes plain again. */
export async function openHalfSealed(local: Local): Promise<undefined> {
  const { bare } = (await local.vault()) ?? {}
  if (bare) await lock.turn(local, bare, 'plain')
  return undefined
}

/** What runs for a person whose data is locked: finishing what was begun, and locking when the phone is put away. */
export async function afterUnlock(local: Local): Promise<void> {
  const vault = await local.vault()
  if (vault && !vault.done) await sweepOn(local)
  if (vault?.toward === 'sealed') watchAway(vault.lockAfter)
}

async function sweepOn(local: Local): Promise<void> {
  rows.value = 0
  try {
    await lock.finish(local, (n) => (rows.value = n))
    await rewriteTokens()
  } finally {
    rows.value = undefined
  }
}

const owner = (): lock.Owner => ({ personId: me.value?.personId ?? '', bureauId: me.value?.bureauId ?? '' })

/** Sets the first PIN. From when it resolves everything new is encrypted; what is here already follows in the background. */
export async function setFirstPin(pin: string): Promise<void> {
  const { local, ring } = standing()
  const kit = await rescueKit()
  if (!kit) throw new LocalError('local.failed')
  await lock.begin(local, owner(), kit, pin)
  await rewriteTokens()
  ring({ what: 'vault' })
  void afterUnlock(local).catch(() => undefined)
}

/** The key for a change of the lock: by the PIN, or without it right after a sign-in with the password. */
async function keyFor(pin: string): Promise<{ raw: ArrayBuffer } | { refused: Problem }> {
  return recovered ? { raw: recovered } : byPin(standing().local, pin)
}

export async function changePin(old: string, pin: string): Promise<Problem | undefined> {
  const key = await keyFor(old)
  if ('refused' in key) return key.refused
  await lock.setPin(standing().local, key.raw, pin)
  recovered = undefined
  return undefined
}

/** Adds this phone's own lock (finger, face) beside the PIN. */
export async function addPasskey(pin: string): Promise<Problem | undefined> {
  const key = await keyFor(pin)
  if ('refused' in key) return key.refused
  const made = me.value && (await makePasskey(me.value))
  if (!made) return noPasskey
  await lock.addPasskey(standing().local, key.raw, made.id, made.salt, made.secret)
  return undefined
}

/** Takes the lock away: everything becomes plain again in the background. */
export async function dropLock(pin: string): Promise<Problem | undefined> {
  const { local, ring } = standing()
  const key = await keyFor(pin)
  if ('refused' in key) return key.refused
  await lock.turn(local, key.raw, 'plain')
  recovered = undefined
  watchAway(undefined)
  await rewriteTokens()
  ring({ what: 'vault' })
  void sweepOn(local).catch(() => undefined)
  return undefined
}

export async function setLockAfter(minutes: number): Promise<void> {
  await standing().local.changeVault((v) => v && { ...v, lockAfter: minutes })
  watchAway(minutes)
}

/** Leaving with unsent work: everything of the person is sealed before the phone is anybody else's. */
export async function sealForLeaving(): Promise<void> {
  const { local } = standing()
  const kit = await rescueKit()
  if ((await local.vault())?.toward === 'plain') await lock.finish(local)
  if (!(await local.vault())) {
    if (!kit || !lock.canSeal()) return // it stays as it is: the phone knows nobody it could seal to
    await lock.begin(local, owner(), kit)
  }
  await lock.finish(local, (n) => (rows.value = n)).finally(() => (rows.value = undefined))
}
