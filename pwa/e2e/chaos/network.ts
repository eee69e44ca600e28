// One phone's link to the server, with troubles planned for requests to come. A trouble is told by what it does to the
// request, never by what the phone should make of it.

import { gunzipSync } from 'node:zlib'
import { exchange, type Got, type Sent } from './exchange'
import type { Life } from './life'

/** Which requests a trouble waits for. */
export type Aim = 'any' | 'acts' | 'changes' | 'uploads' | 'missing' | 'sessions' | 'checklists' | 'phones'

export type Trouble = { aim: Aim; skip: number } & (
  | { kind: 'cutBefore' } // the request never arrives
  | { kind: 'cutInside'; fraction: number } // some of its bytes arrive
  | { kind: 'cutAfter' } // the server has done it, the answer is lost
  | { kind: 'cutReply' } // half the answer arrives
  | { kind: 'double' } // it arrives twice at the same time
  | { kind: 'late'; after: number } // the phone gives up; it arrives after so many later ones
  | { kind: 'portal'; page: number } // somebody else's cheerful page
  | { kind: 'status'; status: number; ours: boolean } // a no, by our server's words or by a proxy's
  | { kind: 'expired' } // the token ran out just now
  | { kind: 'revoked' } // the session was ended just now, by somebody at a desk
  | { kind: 'dieInside'; fraction: number } // the tab is killed when some of the bytes have left
)

export interface Noted {
  what: 'request' | 'wiped'
  path: string
  status: number
}

interface Held {
  after: number
  deliver(): Promise<unknown>
}

const ourCodes: Record<number, [string, string]> = {
  401: ['session.expired', 'unauthenticated'], 413: ['acts.too_many', 'too_large'], 423: ['store.locked', 'unavailable'], 429: ['request.too_many', 'rate_limited'],
  500: ['internal', 'internal'], 502: ['store.unavailable', 'unavailable'], 503: ['store.unavailable', 'unavailable'], 507: ['files.full', 'unavailable'],
}

export class Network {
  troubles: Trouble[] = []
  down = false
  /** The server is older than this app: it does not know the acts' dialect. */
  older = false
  /** How many troubles have come true. */
  met = 0
  readonly log: Noted[] = []
  private held: Held[] = []

  constructor(readonly port: () => number) {}

  /** Troubles off. What the network still holds back stays held: see deliverHeld. */
  heal(): void {
    this.troubles = []
    this.down = false
    this.older = false
  }

  async deliverHeld(): Promise<void> {
    const held = this.held
    this.held = []
    for (const h of held) await h.deliver().catch(() => undefined)
  }

  async send(request: Request, life: Life): Promise<Response> {
    const { pathname, search } = new URL(request.url)
    const bytes = request.body ? Buffer.from(await request.arrayBuffer()) : undefined
    const sent: Sent = { method: request.method, path: pathname + search, headers: Object.fromEntries(request.headers), body: this.older && pathname.endsWith('/acts') ? newer(bytes) : bytes }
    const noted: Noted = { what: 'request', path: pathname, status: 0 }
    this.log.push(noted)
    try {
      const got = await this.through(sent, life)
      noted.status = got.status
      const empty = got.status === 204 || got.status === 304 || request.method === 'HEAD'
      return new Response(empty ? null : new Uint8Array(got.body), { status: got.status, headers: got.headers })
    } catch {
      throw new TypeError('Failed to fetch')
    } finally {
      await this.release()
    }
  }

  private async through(sent: Sent, life: Life): Promise<Got> {
    const go = (cutAt?: number): Promise<Got> => exchange(this.port(), sent, cutAt)
    if (this.down) throw new Error('no network')
    const trouble = this.next(sent)
    switch (trouble?.kind) {
      case undefined:
        return go()
      case 'cutBefore':
        throw new Error('cut')
      case 'cutInside':
        return go(Math.floor((sent.body?.length ?? 0) * trouble.fraction))
      case 'cutAfter':
        await go()
        throw new Error('cut')
      case 'cutReply': {
        const got = await go()
        if (got.body.length < 2) throw new Error('cut')
        return { ...got, headers: got.headers.filter(([name]) => name.toLowerCase() !== 'content-length'), body: got.body.subarray(0, got.body.length >> 1) }
      }
      case 'double':
        return (await Promise.all([go(), go()]))[0]
      case 'late':
        this.held.push({ after: trouble.after, deliver: () => go() })
        throw new Error('cut')
      case 'portal':
        return portal(trouble.page)
      case 'status':
        return refusal(trouble.status, trouble.ours && !alone(trouble.status, sent))
      case 'expired':
        return exchange(this.port(), { ...sent, headers: { ...sent.headers, ...(sent.headers.authorization ? { authorization: 'Bearer e30.e30.e30' } : {}) } })
      case 'revoked': {
        const { authorization } = sent.headers
        if (authorization) await exchange(this.port(), { method: 'DELETE', path: '/api/v1/sessions/current', headers: { authorization } })
        return go()
      }
      case 'dieInside':
        await go(Math.floor((sent.body?.length ?? 0) * trouble.fraction)).catch(() => undefined)
        life.die()
        throw new Error('cut')
    }
  }

  /** The first planned trouble that waits for this request. */
  private next({ path }: Sent): Trouble | undefined {
    const waiting = this.troubles.filter((t) => t.aim === 'any' || path.includes(`/${t.aim}`))
    for (const trouble of waiting) {
      if (trouble.skip > 0) trouble.skip -= 1
      else {
        this.troubles = this.troubles.filter((t) => t !== trouble)
        this.met += 1
        return trouble
      }
    }
    return undefined
  }

  private async release(): Promise<void> {
    for (const h of this.held) h.after -= 1
    const due = this.held.filter((h) => h.after <= 0)
    this.held = this.held.filter((h) => h.after > 0)
    for (const h of due) await h.deliver().catch(() => undefined)
  }
}

/** Our server never calls one act too many, nor a photo of ours too large: such a word about them would be a lie, and a lie is believed. */
function alone(status: number, { path, headers, body }: Sent): boolean {
  if (status !== 413) return false
  if (!path.includes('/acts')) return true
  const text = headers['content-encoding'] === 'gzip' && body ? gunzipSync(body) : body
  return (JSON.parse(text?.toString() ?? '{}') as { acts?: unknown[] }).acts?.length === 1
}

const pages: [string, string][] = [
  ['text/html', '<!doctype html><title>欢迎使用免费无线网络</title>'],
  ['application/json', '{"code":0,"msg":"success","data":{"results":[],"missing":null,"changes":{}}}'],
  ['application/json; charset=utf-8', '[]'],
  ['application/json', 'null'],
  ['application/problem+json', '{"status":200,"code":200,"title":"OK"}'],
  ['application/json', '{"results":{},"changes":"none","missing":"","nextCursor":0,"items":{}}'],
]

function portal(page: number): Got {
  const [type, body] = pages[page % pages.length] ?? ['text/plain', '']
  return { status: 200, headers: [['Content-Type', type]], body: Buffer.from(body) }
}

/** The same acts as a later release of the app would write them. */
function newer(body: Buffer | undefined): Buffer | undefined {
  if (!body) return body
  const { acts } = JSON.parse(body.toString()) as { acts: object[] }
  return Buffer.from(JSON.stringify({ acts: acts.map((act) => ({ ...act, dialect: 99 })) }))
}

function refusal(status: number, ours: boolean): Got {
  const [code, kind] = ourCodes[status] ?? ['internal', 'internal']
  if (!ours) return { status, headers: [['Content-Type', 'text/html']], body: Buffer.from(`<h1>${status}</h1>`) }
  const body = Buffer.from(JSON.stringify({ type: `urn:anjian:${code}`, title: code, status, detail: code, code, kind, requestId: 'chaos' }))
  return { status, headers: [['Content-Type', 'application/problem+json'], ['Retry-After', '1']], body }
}
