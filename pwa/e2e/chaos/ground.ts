// What a browser gives and Node does not, for several phones in one process. Each phone's code runs at its own place:
// its own network, its own clock. Import this before anything of the app.

import 'fake-indexeddb/auto'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Life } from './life'

/** Where a tab is: whose phone, how its requests travel, how wrong its clock is (milliseconds), what else is wrong with it. */
export interface Place {
  /** Names the phone's databases apart from other phones' in this process. */
  phone: string
  skew: number
  life: Life
  /** The storage says no. */
  full?: Full
  /** How many versions of the database this app is newer than the built one. */
  ahead: number
  send(request: Request): Promise<Response>
}

export const origin = 'http://phone.invalid'

const places = new AsyncLocalStorage<Place>()

/** Runs work, and everything that follows from it, at a place. */
export const at = <T>(place: Place, work: () => T): T => places.run(place, work)

/** The time that no phone's clock can change. */
export const truth = (): number => RealDate.now()

/** Runs work as nobody in particular: the harness's own reading. */
export const outside = <T>(work: () => T): T => places.exit(work)

const RealDate = Date
const now = (): number => RealDate.now() + (places.getStore()?.skew ?? 0)

class PhoneDate extends RealDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(now())
    else super(...(given as [number]))
  }
  static override now(): number {
    return now()
  }
}

class PhoneRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === 'string' ? new URL(input, origin) : input, init)
  }
}

async function phoneFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const place = places.getStore()
  if (!place) throw new Error('a request from nowhere')
  return place.send(new PhoneRequest(input, init))
}

/** Locks as a browser gives them, of one phone. */
const locks = new Map<string, Promise<unknown>>()
async function requestLock<T>(name: string, options: LockOptions | ((lock: Lock | null) => Promise<T>), job?: (lock: Lock | null) => Promise<T>): Promise<T> {
  const place = places.getStore()
  const key = `${place?.phone}/${name}`
  const work = job ?? (options as (lock: Lock | null) => Promise<T>)
  const held = locks.get(key)
  if (held && typeof options === 'object' && options.ifAvailable) return work(null)
  const mine = (held ?? Promise.resolve()).then(() => {
    const done = work({ name, mode: 'exclusive' })
    return { done, over: Promise.race([done.catch(() => undefined), place?.life.died]) } // a lock dies with its tab
  })
  const over = mine.then((m) => m.over)
  locks.set(key, over)
  void over.then(() => locks.get(key) === over && locks.delete(key))
  return (await mine).done
}

Object.assign(globalThis, { Date: PhoneDate, Request: PhoneRequest, fetch: phoneFetch, self: { location: { href: `${origin}/` } } })
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true, locks: { request: requestLock } }, configurable: true })

/** The storage says no at the nth write from now and so many writes on: at once, or only when it should commit. */
export interface Full {
  after: number
  times: number
  how: 'throw' | 'abort'
  happened: number
}

/** What a phone's database is called among those of all phones of this process. */
export const databaseOf = (phone: string, name: string): string => `${phone}/${name}`

/** Every connection the apps have, by database: the system asks nobody before it clears one. */
const connections = new Map<string, Set<IDBDatabase>>()

/** Clears a database as the system does: at once, whoever has it open. */
export function clearDatabase(name: string): Promise<void> {
  for (const db of connections.get(name) ?? []) db.close()
  connections.delete(name)
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new Error('the database cannot be cleared'))
  })
}

const opened = IDBFactory.prototype.open
IDBFactory.prototype.open = function (given: string, wanted?: number) {
  const place = places.getStore()
  place?.life.touch()
  const name = place ? databaseOf(place.phone, given) : given
  const request = wanted === undefined ? opened.call(this, name) : opened.call(this, name, wanted + (given === 'anjian-device' ? 0 : (place?.ahead ?? 0)))
  request.addEventListener('success', () => {
    const known = connections.get(name) ?? new Set()
    connections.set(name, known.add(request.result))
  })
  return request
}

const begun = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<typeof begun>) {
  const life = places.getStore()?.life
  if (given[1] === 'readwrite') life?.touch()
  const transaction = begun.apply(this, given)
  life?.holds(transaction)
  return transaction
}

function guard(name: 'add' | 'put' | 'delete'): void {
  const real = IDBObjectStore.prototype[name] as (...given: unknown[]) => IDBRequest<IDBValidKey>
  const guarded = function (this: IDBObjectStore, ...given: unknown[]): IDBRequest<IDBValidKey> {
    const place = places.getStore()
    place?.life.touch()
    if (place?.full && name !== 'delete') refuse(place.full, this.transaction)
    return real.apply(this, given)
  }
  Object.defineProperty(IDBObjectStore.prototype, name, { value: guarded, configurable: true, writable: true })
}
guard('add')
guard('put')
guard('delete')

function refuse(full: Full, transaction: IDBTransaction): void {
  if (full.after-- > 0 || full.times-- <= 0) return
  full.happened += 1
  if (full.how === 'throw') throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  queueMicrotask(() => {
    try {
      transaction.abort()
    } catch {
      // it was over already
    }
  })
}

// Browsers write such things to a console nobody reads; what the app makes of them is what counts.
process.on('unhandledRejection', (reason) => {
  const name = reason instanceof Error || reason instanceof DOMException ? reason.name : ''
  if (['AbortError', 'InvalidStateError', 'QuotaExceededError', 'TransactionInactiveError'].includes(name)) return
  throw reason
})
