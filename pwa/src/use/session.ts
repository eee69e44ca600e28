// Who holds the phone. A session is remembered on the device, so the app starts without a network; signing out seals
// unsent work and never drops it; signing in as somebody else opens that person's own store.

import { readonly, shallowRef } from 'vue'
import { openDoor, type Door, type TokenKeeper } from '../http/door'
import { endSession, refreshSession, signIn as askToSignIn, type Person } from '../http/sessions'
import { wireOver } from '../http/wire'
import { cacheWitness, detectAmnesia, localStorageWitness, remember, type Amnesia } from '../local/amnesia'
import { openLocal, type Local, type Problem } from '../local/db'
import type { RescueKit } from '../local/schema'
import { openDevice, type Device } from '../local/device'
import { asLocalError } from '../local/fail'
import { askToKeep } from '../local/health'
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
  purpose?: 'expert'
}

const signedIn = shallowRef<Me>()
const forgotten = shallowRef<Amnesia>()
const known = shallowRef<Me[]>([])
/** A phone keeps everything for working without a network; a desk keeps only who is signed in. */
let place: 'phone' | 'desk' = 'phone'
const witnesses = [localStorageWitness, cacheWitness]
let device: Device<Person> | undefined
let door: Door | undefined
let clock: typeof import('./clock') | undefined // comes with the first screen

/** The person whose turn it is; undefined when nobody is signed in. */
export const me = readonly(signedIn)
/** What the system wiped from this phone, said once; undefined when nothing was lost. */
export const amnesia = readonly(forgotten)
/** Everybody who has used this phone, the last one first. */
export const people = readonly(known)

/** The door of the signed-in person, for the other files of use/. */
export function standingDoor(): Door {
  if (!door) throw new Error('nobody is signed in')
  return door
}

const meFrom = ({ id, sectionName, ...p }: Person): Me => ({ ...p, personId: id, section: sectionName })

const problemOf = (error: unknown): Problem => {
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
    if (session) await enter(session.person)
    return undefined
  } catch (error) {
    return problemOf(error)
  }
}

/** Signs in. Resolves to the refusal, or undefined when the person's ground is ready. */
export async function signIn(username: string, password: string): Promise<Problem | undefined> {
  const pass = await askToSignIn(username, password)
  if ('code' in pass) return pass
  try {
    device ??= await openDevice<Person>()
    const { person, accessToken, refreshToken, rescue } = pass
    await device.putSession({ personId: person.id, person, accessToken, refreshToken, rescue, usedAt: new Date().toISOString() })
    await device.setCurrent(person.id)
    known.value = (await device.sessions()).map((s) => meFrom(s.person))
    await enter(person)
    if (place === 'phone') void askToKeep()
    return undefined
  } catch (error) {
    return problemOf(error)
  }
}

/** Signs out. While work is unsent it refuses and says how much, unless the person chose to seal it on this phone. */
export async function signOut(choice: { seal?: boolean } = {}): Promise<{ unsent: number } | undefined> {
  const id = signedIn.value?.personId
  if (!id || !device) return undefined
  const waiting = await ground.value?.local.waiting()
  const unsent = (waiting?.acts ?? 0) + (waiting?.parked ?? 0) + (waiting?.photos ?? 0)
  if (unsent > 0 && !choice.seal) return { unsent }
  const session = await device.session(id)
  leaveGround()
  await device.setCurrent(undefined)
  if (session) {
    await device.putSession({ ...session, accessToken: '', refreshToken: '' })
    if (session.accessToken) void endSession(session.accessToken)
  }
  signedIn.value = undefined
  localStorage.removeItem(SIGNED_IN)
  door = undefined
  return undefined
}

/** What this phone keeps for a rescue pack; undefined before its first sign-in since there are such packs. */
export const rescueKit = async (): Promise<RescueKit | undefined> => (signedIn.value ? (await device?.session(signedIn.value.personId))?.rescue : undefined)

/** Says that the notice about lost data was read. */
export function amnesiaWasRead(): void {
  forgotten.value = undefined
}

async function enter(person: Person): Promise<void> {
  door = openDoor(keeperFor(person.id), refreshSession)
  if (place === 'desk') {
    signedIn.value = meFrom(person)
    return
  }
  const local = await openLocal(person.id, { onLetGo: () => location.reload() })
  const own = door
  const upload: Upload = async (...given) => (await import('../sync/upload')).tusUpload('/api/v1/uploads', () => own.token(), (used) => own.renew(used))(...given)
  const { id: personId, name, bureauId, role, sectionId, enterpriseId, town } = person
  takeGround(local, { personId, name, bureauId, role, sectionId, enterpriseId, town }, (device as Device<Person>).id, wireOver(timed(own)), upload)
  void import('./clock').then((loaded) => (clock = loaded)).catch(() => undefined)
  signedIn.value = meFrom(person)
  localStorage.setItem(SIGNED_IN, '1')
  void watchMemory(local)
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
  const { personId, name, bureauId, role, checkId, purpose } = guest
  const local = await openLocal(personId, { onLetGo: () => location.reload() })
  leaveGround()
  door = pass
  const upload: Upload = async (...given) => (await import('../sync/upload')).tusUpload('/api/v1/uploads', () => pass.token(), (used) => pass.renew(used))(...given)
  takeGround(local, { personId, name, bureauId, role, ...(checkId ? { checkId } : {}), ...(purpose ? { purpose } : {}) }, device?.id ?? '', wireOver(timed(pass)), upload)
  void import('./clock').then((loaded) => (clock = loaded)).catch(() => undefined)
  signedIn.value = guest
  return () => {
    leaveGround()
    signedIn.value = undefined
    door = undefined
    void openSession(place)
  }
}

const quietFor = 2_000 // the witnesses are told once after several taps

/** Compares the store with its witnesses, then keeps them told. They are told nothing before they were asked. */
async function watchMemory(local: Local): Promise<void> {
  const taken = ground.value
  try {
    forgotten.value = await detectAmnesia(local, witnesses)
  } catch {
    return // a store that cannot be read says so on the screens
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    timer = undefined
    if (ground.value === taken) void remember(local, witnesses).catch(() => undefined)
  }
  taken?.listen((ring) => {
    if (ring.what !== 'photos') timer ??= setTimeout(tell, quietFor)
  })
}

/** Tokens stand in the device's store, where every tab reads the same; refreshing happens in one tab at a time. */
function keeperFor(personId: string): TokenKeeper {
  return {
    async read() {
      const s = await device?.session(personId)
      return s && { accessToken: s.accessToken, refreshToken: s.refreshToken }
    },
    async write(tokens) {
      const s = await device?.session(personId)
      if (s) await device?.putSession({ ...s, ...tokens })
    },
    alone: (job) => (navigator.locks ? navigator.locks.request(`anjian-refresh-${personId}`, job) : job()),
  }
}
