// One file's bytes over tus 1.0 (https://tus.io/protocols/resumable-upload): creation, offset, data. The few requests a
// phone needs, in a tenth of the code of a general client. The upload's address is remembered beside the bytes as soon as
// there is one, so a killed tab, a restarted server or another replica goes on inside the photo; of a piece cut on the way
// the server keeps what arrived and says so. A cut that cost nothing but time is mended here, at once; everything else is
// the engine's.

import type { Problem } from '../local/db'
import { codeOf, fateOf } from './fate'
import { Link } from './link'
import type { Reply, Upload } from './wire'

const version = { 'Tus-Resumable': '1.0.0' }
const bytesType = 'application/offset+octet-stream'
const breath = 200 // ms between a cut and asking where the upload stands
const conflictsMost = 4

type Halt = Exclude<Reply<never>, { fate: 'done' }>
type Place = { url: string; offset: number }
type Token = () => Promise<string | undefined>
type Renew = (used: string) => Promise<string | undefined>
type Ask = (method: string, url: string, headers: Record<string, string>, body?: ArrayBuffer) => Promise<Response | null>

/** tusUpload makes an Upload that talks to `endpoint`, asking `token` before each request, and `renew` after a 401 to it. */
export function tusUpload(endpoint: string, token: Token, renew: Renew = () => Promise.resolve(undefined)): Upload {
  return async (file, remember, link = new Link(), before = () => Promise.resolve()) => {
    const ask: Ask = (method, url, headers, body) => request(method, url, headers, body, link.patience(body?.byteLength ?? 0), token, renew)
    return new Sending(endpoint, file, ask, link, before).run(remember)
  }
}

type File = Parameters<Upload>[0]

/** One photo on its way. */
class Sending {
  private losses = 0 // in a row, without a byte of progress
  private conflicts = 0
  private begun = 0

  constructor(
    private readonly endpoint: string,
    private readonly file: File,
    private readonly ask: Ask,
    private readonly link: Link,
    private readonly before: () => Promise<void>,
  ) {}

  async run(remember: (url: string, sent: number) => Promise<void>): Promise<Reply<null>> {
    const size = this.file.bytes.byteLength
    let place = await (this.file.resumeAt ? this.resume(this.file.resumeAt) : this.begin())
    while (!('fate' in place)) {
      await remember(place.url, place.offset)
      if (place.offset >= size) return { fate: 'done', value: null }
      place = await this.step(place)
    }
    return place
  }

  /** Sends one piece from where the upload stands and gives where it stands then. */
  private async step(from: Place): Promise<Place | Halt> {
    await this.before()
    const piece = this.file.bytes.slice(from.offset, from.offset + this.link.piece())
    const passage = this.link.send(piece.byteLength)
    const answer = await this.ask('PATCH', from.url, { 'Upload-Offset': String(from.offset), 'Content-Type': bytesType }, piece)
    const offset = answer?.status === 204 ? offsetOf(answer) : undefined
    if (offset !== undefined && offset > from.offset) {
      passage.arrived()
      this.losses = 0
      return { url: from.url, offset }
    }
    passage.lost()
    if (!answer) return this.afterCut(from)
    if ((answer.status === 409 || answer.status === 423) && this.conflicts++ < conflictsMost) {
      // Another sender was here, or this one's own lost request is still being read: ask where it stands.
      await pause(breath * this.conflicts)
      return this.resume(from.url)
    }
    if (answer.status === 404 || answer.status === 410) return this.resume(from.url)
    return (await this.halved(answer, piece.byteLength)) ? from : halted(answer)
  }

  /** After a cut: what arrived counts. Twice in a row without a byte of progress, it is for the engine to wait. */
  private async afterCut(from: Place): Promise<Place | Halt> {
    if (this.losses++ > 0) return { fate: 'retry', offline: true }
    await pause(breath)
    const now = await this.resume(from.url)
    if (!('fate' in now) && now.offset > from.offset) this.losses = 0
    return now
  }

  private async begin(): Promise<Place | Halt> {
    if (this.begun++ > 2) return { fate: 'retry' } // the server forgets what it promised: not now
    await this.before()
    const { sha256, type, bytes } = this.file
    const headers = { 'Upload-Length': String(bytes.byteLength), 'Upload-Metadata': `sha256 ${btoa(sha256)},filetype ${btoa(type)}` }
    // Over a good link the first bytes come along; over a poor one a cut would lose them, for they have no address yet.
    const first = this.link.steady() ? bytes.slice(0, this.link.piece()) : new ArrayBuffer(0)
    const passage = this.link.send(first.byteLength)
    const answer = first.byteLength > 0 ? await this.ask('POST', this.endpoint, { ...headers, 'Content-Type': bytesType }, first) : await this.ask('POST', this.endpoint, headers)
    const location = answer?.headers.get('Location')
    if (answer?.status === 201 && location) {
      passage.arrived()
      return { url: new URL(location, new URL(`${this.endpoint}/`, self.location.href)).pathname, offset: offsetOf(answer) ?? 0 }
    }
    passage.lost()
    return answer && (await this.halved(answer, first.byteLength)) ? this.begin() : halted(answer)
  }

  private async resume(url: string): Promise<Place | Halt> {
    const answer = await this.ask('HEAD', url, {})
    const offset = answer?.ok ? offsetOf(answer) : undefined
    if (offset !== undefined) return { url, offset }
    return answer?.status === 404 || answer?.status === 410 ? this.begin() : halted(answer)
  }

  /** A proxy's 413 (not our server's) is about the size of the request: smaller pieces pass. */
  private async halved(answer: Response, bytes: number): Promise<boolean> {
    if (answer.status !== 413 || bytes === 0) return false
    const json: unknown = await answer.clone().json().catch(() => undefined)
    return codeOf(json) === undefined && this.link.tooLarge(bytes)
  }
}

async function request(method: string, url: string, headers: Record<string, string>, body: ArrayBuffer | undefined, patience: number, token: Token, renew: Renew): Promise<Response | null> {
  const send = async (access: string | undefined): Promise<Response> => {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), patience)
    const authorization: Record<string, string> = access ? { Authorization: `Bearer ${access}` } : {}
    try {
      return await fetch(url, { method, headers: { ...version, ...headers, ...authorization }, body: body ?? null, signal: stop.signal })
    } finally {
      clearTimeout(timer)
    }
  }
  try {
    const access = await token()
    const answer = await send(access)
    if (answer.status !== 401 || !access) return answer
    const next = await renew(access) // a phone whose clock is slow learns only here that its token has run out
    return next && next !== access ? await send(next) : answer
  } catch {
    return null
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function offsetOf(answer: Response): number | undefined {
  const text = answer.headers.get('Upload-Offset')
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined
}

async function halted(answer: Response | null): Promise<Halt> {
  if (!answer) return { fate: 'retry', offline: true }
  const json: unknown = await answer.json().catch(() => undefined)
  const fate = fateOf({ status: answer.status, json }, () => false)
  const after = Number(answer.headers.get('Retry-After'))
  return {
    fate: fate === 'done' ? 'retry' : fate,
    ...(codeOf(json) ? { problem: json as Problem } : {}),
    ...(Number.isFinite(after) && after > 0 ? { retryAfterMs: after * 1000 } : {}),
  }
}
