// One file's bytes over tus 1.0 (https://tus.io/protocols/resumable-upload): creation with the first bytes, offset, data.
// The few requests a phone needs, in a tenth of the code of a general client. The upload's address is remembered beside
// the bytes as soon as there is one, so a killed tab, a restarted server or another replica goes on inside the photo; of a
// piece cut on the way the server keeps what arrived and says so.

import type { Problem } from '../local/db'
import { codeOf, fateOf } from './fate'
import type { Reply, Upload } from './wire'

const pieceBytes = 512 * 1024 // most photos are one piece and go up in one request
const patience = 120_000
const version = { 'Tus-Resumable': '1.0.0' }
const bytesType = 'application/offset+octet-stream'

type Halt = Exclude<Reply<never>, { fate: 'done' }>
type Place = { url: string; offset: number }

/** tusUpload makes an Upload that talks to `endpoint`, asking `token` for the access token before each request. */
export function tusUpload(endpoint: string, token: () => Promise<string | undefined>): Upload {
  return async (file, remember) => {
    const size = file.bytes.byteLength
    const ask = (method: string, url: string, headers: Record<string, string>, body?: ArrayBuffer): Promise<Response | null> =>
      request(method, url, headers, body, token)
    const begin = async (): Promise<Place | Halt> => {
      const metadata = `sha256 ${btoa(file.sha256)},filetype ${btoa(file.type)}`
      const headers = { 'Upload-Length': String(size), 'Upload-Metadata': metadata, 'Content-Type': bytesType }
      const answer = await ask('POST', endpoint, headers, file.bytes.slice(0, pieceBytes))
      const location = answer?.headers.get('Location')
      if (answer?.status !== 201 || !location) return halted(answer)
      return { url: new URL(location, new URL(`${endpoint}/`, self.location.href)).pathname, offset: offsetOf(answer) ?? 0 }
    }
    const resume = async (url: string): Promise<Place | Halt> => {
      const answer = await ask('HEAD', url, {})
      const offset = answer?.ok ? offsetOf(answer) : undefined
      if (offset !== undefined) return { url, offset }
      return answer?.status === 404 || answer?.status === 410 ? begin() : halted(answer)
    }

    let place = await (file.resumeAt ? resume(file.resumeAt) : begin())
    for (let lost = 0; !('fate' in place); ) {
      await remember(place.url, place.offset)
      if (place.offset >= size) return { fate: 'done', value: null }
      const headers = { 'Upload-Offset': String(place.offset), 'Content-Type': bytesType }
      const answer = await ask('PATCH', place.url, headers, file.bytes.slice(place.offset, place.offset + pieceBytes))
      const offset = answer?.status === 204 ? offsetOf(answer) : undefined
      if (offset !== undefined && offset > place.offset) place = { url: place.url, offset }
      else if (answer?.status === 409 && lost++ < 3) place = await resume(place.url) // another sender was here: ask where it stands
      else return halted(answer)
    }
    return place
  }
}

async function request(method: string, url: string, headers: Record<string, string>, body: ArrayBuffer | undefined, token: () => Promise<string | undefined>): Promise<Response | null> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    const access = await token()
    const authorization: Record<string, string> = access ? { Authorization: `Bearer ${access}` } : {}
    return await fetch(url, { method, headers: { ...version, ...headers, ...authorization }, body: body ?? null, signal: stop.signal })
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

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
