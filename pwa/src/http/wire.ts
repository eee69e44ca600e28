// The eight calls that sync makes, over the door. Every answer becomes a fate; nothing here throws.

import type { Checklist } from '../inspection/judge'
import { fateOf } from '../sync/fate'
import type { PhonesAnswer } from '../sync/phones'
import type { ChangesPage, KnownDevice, KnownDevices, PushResult, Reply, Wire } from '../sync/wire'
import type { Door } from './door'
import { jsonOf, problemFrom, retryAfter } from './problem'

const API = '/api/v1'
const PATIENCE = 60_000
const PAGE = 50

type Shape = Record<string, unknown>
const has = (json: unknown, key: string, kind: 'array' | 'string'): boolean => {
  if (typeof json !== 'object' || json === null) return false
  const value = (json as Shape)[key]
  return kind === 'array' ? Array.isArray(value) : typeof value === kind
}

const worthPacking = 4096

/** A body as it travels: a day's answers shrink to a tenth where the browser can pack them. */
async function packed(body: unknown): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  const text = JSON.stringify(body)
  if (text.length < worthPacking || typeof CompressionStream === 'undefined') return { body: text, headers: {} }
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return { body: await new Response(zipped).arrayBuffer(), headers: { 'Content-Encoding': 'gzip' } }
}

/** Makes one request and decides its fate. `ours` recognises the success body; `pack` is for the one route that unpacks. */
export async function ask<T>(door: Door, path: string, ours: (json: unknown) => boolean, body?: unknown, pack = false): Promise<Reply<T>> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  try {
    const init: RequestInit = { headers: { Accept: 'application/json' }, signal: stop.signal }
    if (body !== undefined) {
      const sent = pack ? await packed(body) : { body: JSON.stringify(body), headers: {} }
      Object.assign(init, { method: 'POST', headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...sent.headers }, body: sent.body })
    }
    const response = await door.fetch(new Request(API + path, init))
    const json = await jsonOf(response)
    const fate = fateOf({ status: response.status, json }, ours)
    if (fate === 'done') return { fate, value: json as T }
    return { fate, problem: problemFrom(json), retryAfterMs: retryAfter(response) }
  } catch {
    return { fate: 'retry', offline: true }
  } finally {
    clearTimeout(timer)
  }
}

/** The wire over a door. */
export function wireOver(door: Door): Wire {
  return {
    async pushActs(acts, jws) {
      const covers = jws && acts[0] ? { covers: [{ checkId: acts[0].checkId, jws }] } : {}
      const reply = await ask<{ results: PushResult[] }>(door, '/acts', (json) => has(json, 'results', 'array'), { acts, ...covers }, true)
      if (reply.fate !== 'done') return reply
      return { fate: 'done', value: reply.value.results.map((r) => ({ ...r, problem: problemFrom(r.problem) })) }
    },
    devices: () => ask<KnownDevices>(door, '/devices', (json) => has(json, 'devices', 'array') && has(json, 'challenge', 'string')),
    enrolDevice: (key) => ask<KnownDevice>(door, '/devices', (json) => has(json, 'id', 'string') && has(json, 'spki', 'string'), key),
    changes: (since) => ask<ChangesPage>(door, `/changes?since=${encodeURIComponent(since)}&limit=${PAGE}`, (json) => has(json, 'changes', 'array') && has(json, 'nextCursor', 'string')),
    checklist: (code, version) =>
      ask<Checklist>(door, `/checklists/${encodeURIComponent(code)}?version=${encodeURIComponent(version)}`, (json) => has(json, 'code', 'string') && has(json, 'items', 'array')),
    async missingFiles(sha256) {
      const reply = await ask<{ missing: string[] }>(door, '/files/missing', (json) => has(json, 'missing', 'array'), { sha256 })
      return reply.fate === 'done' ? { fate: 'done', value: reply.value.missing } : reply
    },
    reportPhone: (report) => ask<PhonesAnswer>(door, '/phones', (json) => has(json, 'checks', 'array') && has(json, 'serverTime', 'string'), report),
    async picture(checkId, sha256, size) {
      try {
        const response = await door.fetch(new Request(`${API}/checks/${checkId}/files/${sha256}${size === 'thumb' ? '?size=thumb' : ''}`))
        return response.ok && response.headers.get('Content-Type')?.startsWith('image/') ? await response.blob() : undefined
      } catch {
        return undefined
      }
    },
  }
}
