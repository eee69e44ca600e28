// The app's own store, wire, upload and engine under Node, at the end of a line. What a browser gives and Node does not
// stands here.

import 'fake-indexeddb/auto'
import { openDoor } from '../../src/http/door'
import { wireOver } from '../../src/http/wire'
import { openLocal, type Local } from '../../src/local/db'
import { Engine, type Phase } from '../../src/sync/engine'
import { tusUpload } from '../../src/sync/upload'

let base = 'http://127.0.0.1'
/** Requests made so far, by method and path without ids. */
export const requests: string[] = []

const RealRequest = Request
class LineRequest extends RealRequest {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === 'string' ? new URL(input, base) : input, init)
  }
}
const realFetch = fetch
const lineFetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
  const request = new LineRequest(input, init)
  requests.push(`${request.method} ${new URL(request.url).pathname.replace(/[0-9a-f-]{36}/g, '…')}`)
  return realFetch(request)
}
Object.assign(globalThis, { Request: LineRequest, fetch: lineFetch, self: { get location() { return { href: `${base}/` } } } })
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true })

/** Where everything goes from now on. */
export function standAt(port: number): void {
  base = `http://127.0.0.1:${port}`
}

export interface OnLine {
  local: Local
  engine: Engine
  /** Resolves at the next end of a round, or `done`. */
  until(done: () => Promise<boolean>): Promise<void>
  phase(): Phase
}

export async function phoneOf(personId: string, accessToken: string): Promise<OnLine> {
  const local = await openLocal(personId)
  const door = openDoor({ read: async () => ({ accessToken, refreshToken: '-' }), write: async () => undefined, alone: (job) => job() }, async () => undefined)
  let phase: Phase = 'idle'
  const engine = new Engine({
    local, wire: wireOver(door), upload: tusUpload('/api/v1/uploads', () => door.token()),
    now: () => Date.now(), random: () => Math.random(), online: () => true, changed: () => undefined,
    setTimer(run, ms) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    asOnlySender: async (job) => (await job(), true),
    tell: (status) => (phase = status.phase),
  })
  return {
    local, engine, phase: () => phase,
    async until(done) {
      while (!(await done())) await new Promise((r) => setTimeout(r, 25))
    },
  }
}
