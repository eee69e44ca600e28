// What a browser gives and Node does not, for several phones in one process. Each phone's code runs at its own place:
// its own network, its own clock. Import this before anything of the app.

import 'fake-indexeddb/auto'
import { AsyncLocalStorage } from 'node:async_hooks'

/** Where a phone is: how its requests travel, and how wrong its clock is (milliseconds). */
export interface Place {
  skew: number
  send(request: Request): Promise<Response>
}

export const origin = 'http://phone.invalid'

const places = new AsyncLocalStorage<Place>()

/** Runs work, and everything that follows from it, at a place. */
export const at = <T>(place: Place, work: () => T): T => places.run(place, work)

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

Object.assign(globalThis, { Date: PhoneDate, Request: PhoneRequest, fetch: phoneFetch, self: { location: { href: `${origin}/` } } })
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true })

/** The storage of one person says no at its nth write from now: at once, or only when it should commit. */
export interface Full {
  database: string
  after: number
  how: 'throw' | 'abort'
  happened: boolean
}

let full: Full | undefined
export function setFull(trouble: Full | undefined): void {
  full = trouble
}

function guard(name: 'add' | 'put'): void {
  const real = IDBObjectStore.prototype[name]
  IDBObjectStore.prototype[name] = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
    if (full && !full.happened && this.transaction.db.name === full.database && full.after-- === 0) {
      full.happened = true
      if (full.how === 'throw') throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      const { transaction } = this
      queueMicrotask(() => transaction.abort())
    }
    return key === undefined ? real.call(this, value) : real.call(this, value, key)
  }
}
guard('add')
guard('put')
