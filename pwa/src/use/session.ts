// Who holds the phone. A session is remembered on the device, so the app starts without a network; signing out seals
// unsent work and never drops it; signing in as somebody else opens that person's own store.

import { readonly, shallowRef } from 'vue'
import { openDoor, type Door, type TokenKeeper, type Tokens } from '../http/door'
import { refreshSession, type Pass, type Person } from '../http/sessions'
import { wireOver } from '../http/wire'
import { openLocal, type Local, type Problem } from '../local/db'
import type { RescueKit } from '../local/schema'
import { openDevice, type Device, type StoredSession } from '../local/device'
import { asLocalError } from '../local/fail'
import type { Role } from '../inspection/record.gen'
import type { Upload } from '../sync/wire'
import { ground, leaveGround, takeGround } from './ground'

export interface Me {
  personId: string
  username: string
  name: string
  role: Role
  bureauId: string
  bureauName: string
  sectionId?: string
  section?: string
  enterpriseId?: string
  enterpriseName?: string
  town?: string
  /** Of a guest by a link: the one check, and what the link is for; personId is then the link's. */
  checkId?: string
  purpose?: 'expert' | 'rectify'
  /** The one order a link to report what was put right is for. */
  orderId?: string
}

/** Somebody whose data on this phone waits to be unlocked. */
export interface Locked {
  person: Me
  pin: boolean
  passkey: boolean
  /** Acts and photos on this phone only: counted without the key. */
  unsent: number
}

const signedIn = shallowRef<Me>()
const shut = shallowRef<Locked>()
const known = shallowRef<Me[]>([])
/** A phone keeps everything for working without a network; a desk keeps only who is signed in. */
let place: 'phone' | 'desk' = 'phone'
let device: Device<Person> | undefined
let door: Door | undefined
let keeper: TokenKeeper | undefined
let clock: typeof import('./clock') | undefined // comes with the first screen

/** The person whose turn it is; undefined when nobody is signed in. */
export const me = readonly(signedIn)
/** Whose turn it is, while their data is locked. */
export const locked = readonly(shut)
/** Everybody who has used this phone, the last one first. */
export const people = readonly(known)

/** The door of the signed-in person, for the other files of use/. */
export function standingDoor(): Door {
  if (!door) throw new Error('nobody is signed in')
  return door
}

const meFrom = ({ id, sectionName, ...p }: Person): Me => ({ ...p, personId: id, section: sectionName })

export const problemOf = (error: unknown): Problem => {
  const local = asLocalError(error)
  return { code: local.code, kind: 'internal', message: local.message }
}

const SIGNED_IN = 'anjian.signedIn'

/** Whether somebody was signed in when this app was last open: known at once, to hurry by and never to decide on. */
export const wasSignedIn = (): boolean => localStorage.getItem(SIGNED_IN) === '1'

/** Finds out at start whose turn it is, without a network. Resolves to what went wrong with the phone's storage, if anything. */
export async function openSession(at: 'phone' | 'desk' = 'phone'): Promise<Problem | undefined> {
  place = at
  try {
    device = await openDevice<Person>()
    const [sessions, id] = await Promise.all([device.sessions(), device.current()])
    known.value = sessions.map((s) => meFrom(s.person))
    const session = sessions.find((s) => s.personId === id)
    // A desk has no key for tokens that a phone's lock has sealed.
    if (session && !(at === 'desk' && session.sealedTokens)) await resume(session.person)
    return undefined
  } catch (error) {
    return problemOf(error)
  }
}

/** Lets somebody in whose password was right, with their store open and unlocked; a desk has none. */
export async function welcome({ person, rescue, ...tokens }: Pass, local: Local | undefined): Promise<void> {
  device ??= await openDevice<Person>()
  await device.putSession(await withSecrets({ personId: person.id, person, rescue, usedAt: new Date().toISOString() }, { ...tokens, author: rescue?.author }, local))
  known.value = (await device.sessions()).map((s) => meFrom(s.person))
  await admit(person, local)
}

/** Nobody holds the phone any more. `forGood`: the session on it is over too, and its tokens, as they were, come back. */
export async function dismiss(forGood: boolean): Promise<Tokens | undefined> {
  const tokens = await keeper?.read()
  const session = signedIn.value && (await device?.session(signedIn.value.personId))
  await ground.value?.local.idle()
  leaveGround()
  await device?.setCurrent(undefined)
  localStorage.removeItem(SIGNED_IN)
  if (forGood && session) await device?.putSession(await withSecrets(session, { accessToken: '', refreshToken: '', author: session.rescue?.author }))
  signedIn.value = undefined
  door = undefined
  return tokens
}

/** Writes the tokens down anew: sealed, or readable again, as the person's data now is. */
export async function rewriteTokens(): Promise<void> {
  const tokens = await keeper?.read()
  if (tokens) await keeper?.write(tokens)
}

/** What this phone keeps for a rescue pack; undefined before its first sign-in since there are such packs. */
export async function rescueKit(): Promise<RescueKit | undefined> {
  const session = signedIn.value && (await device?.session(signedIn.value.personId))
  const author = (await secretsOf(session, ground.value?.local))?.author
  return session?.rescue && author ? { ...session.rescue, author } : undefined
}

/** A phone keeps what a person works with; a desk does not. */
export const isPhone = (): boolean => place === 'phone'

/** Opens the store of a person. */
export const openOwn = (person: Person): Promise<Local> => openLocal(person.id, { onLetGo: () => location.reload() })

/** Shuts a person's store behind its lock, for `locked` to say; false when it has none. */
export async function shutBehindLock(local: Local, person: Person): Promise<boolean> {
  shut.value = await lockOf(local, person)
  if (shut.value) local.close()
  return shut.value !== undefined
}

/** How a store is locked, if it is. */
async function lockOf(local: Local, person: Person): Promise<Locked | undefined> {
  const vault = await local.vault()
  if (!vault || vault.bare) return undefined
  const { acts, parked, photos } = await local.waiting()
  return { person: meFrom(person), pin: vault.pin !== undefined, passkey: vault.passkeys.length > 0, unsent: acts + parked + photos }
}

/** The person whose turn it was. Behind a lock their store stays shut, and nothing of it is read. */
async function resume(person: Person): Promise<void> {
  if (place === 'desk') return enter(person)
  const local = await openOwn(person)
  if (await shutBehindLock(local, person)) return
  if (await local.vault()) await (await import('./vault')).openHalfSealed(local)
  await enter(person, local)
}

/** Lets somebody in whose store is open and unlocked, and makes it their turn. */
export async function admit(person: Person, local: Local | undefined): Promise<void> {
  await device?.setCurrent(person.id)
  await enter(person, local)
}

/** A session that stands on this phone. */
export const sessionOf = (personId: string): Promise<StoredSession<Person> | undefined> => device?.session(personId) ?? Promise.resolve(undefined)

/** `local`: the person's store, opened and unlocked; a desk has none. */
async function enter(person: Person, local?: Local): Promise<void> {
  keeper = keeperFor(person.id, local)
  door = openDoor(keeper, refreshSession)
  shut.value = undefined
  if (!local) {
    signedIn.value = meFrom(person)
    return
  }
  const own = door
  const upload: Upload = async (...given) => (await import('../sync/upload')).tusUpload('/api/v1/uploads', () => own.token(), (used) => own.renew(used))(...given)
  const { id: personId, name, bureauId, role, sectionId, enterpriseId, town } = person
  takeGround(local, { personId, name, bureauId, role, sectionId, enterpriseId, town }, (device as Device<Person>).id, wireOver(timed(own)), upload)
  void import('./clock').then((loaded) => (clock = loaded)).catch(() => undefined)
  signedIn.value = meFrom(person)
  localStorage.setItem(SIGNED_IN, '1')
  void import('./memory').then((m) => m.watchMemory(local)).catch(() => undefined)
  if (await local.vault()) void import('./vault').then((v) => v.afterUnlock(local)).catch(() => undefined)
}

/** A door through which every answer also tells the time. */
const timed = (own: Door): Door => ({
  ...own,
  async fetch(request) {
    const heard = clock?.listenForTime()
    const answer = await own.fetch(request)
    heard?.(answer)
    return answer
  },
})

/** A guest by a link stands on ground of their own in this tab; no session is kept of it. Gives the way back to whoever uses this phone. */
export async function enterAsGuest(guest: Me, pass: Door): Promise<() => void> {
  const { username: _u, bureauName: _b, ...actor } = guest
  const local = await openLocal(guest.personId, { onLetGo: () => location.reload() })
  leaveGround()
  keeper = undefined
  shut.value = undefined
  door = pass
  const upload: Upload = async (...given) => (await import('../sync/upload')).tusUpload('/api/v1/uploads', () => pass.token(), (used) => pass.renew(used))(...given)
  takeGround(local, actor, device?.id ?? '', wireOver(timed(pass)), upload)
  void import('./clock').then((loaded) => (clock = loaded)).catch(() => undefined)
  signedIn.value = guest
  return () => {
    leaveGround()
    signedIn.value = undefined
    door = undefined
    void openSession(place)
  }
}

/** What of a session is nobody else's business: its tokens, and the proof of who makes a rescue pack. */
type Secrets = Tokens & { author?: string }

async function secretsOf(s: StoredSession<Person> | undefined, local?: Local): Promise<Secrets | undefined> {
  if (!s?.sealedTokens) return s && { accessToken: s.accessToken, refreshToken: s.refreshToken, author: s.rescue?.author }
  return (await local?.reveal(`tokens/${s.personId}`, s.sealedTokens)) as Secrets | undefined
}

/** A session with these secrets, sealed where the person's data is. */
async function withSecrets({ personId, person, rescue, usedAt }: Omit<StoredSession<Person>, keyof Tokens>, secrets: Secrets, local?: Local): Promise<StoredSession<Person>> {
  const { author = '', ...tokens } = secrets
  const sealedTokens = await local?.hide(`tokens/${personId}`, secrets)
  const kit = (proof: string) => rescue && { ...rescue, author: proof }
  return sealedTokens ? { personId, person, usedAt, rescue: kit(''), accessToken: '', refreshToken: '', sealedTokens } : { personId, person, usedAt, rescue: kit(author), ...tokens }
}

/** Tokens stand in the device's store, where every tab reads the same; refreshing happens in one tab at a time. */
function keeperFor(personId: string, local?: Local): TokenKeeper {
  return {
    read: async () => secretsOf(await device?.session(personId), local),
    async write({ accessToken, refreshToken }) {
      const s = await device?.session(personId)
      const author = (await secretsOf(s, local))?.author
      if (s) await device?.putSession(await withSecrets(s, { accessToken, refreshToken, author }, local))
    },
    alone: (job) => (navigator.locks ? navigator.locks.request(`anjian-refresh-${personId}`, job) : job()),
  }
}
