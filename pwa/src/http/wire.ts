// The five calls that sync makes, over the door. Every answer becomes a fate; nothing here throws.

import type { Checklist } from '../inspection/judge'
import { fateOf } from '../sync/fate'
import type { ChangesPage, PushResult, Reply, Wire } from '../sync/wire'
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

/** Makes one request and decides its fate. `ours` recognises the success body. */
export async function ask<T>(door: Door, path: string, ours: (json: unknown) => boolean, body?: unknown): Promise<Reply<T>> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  try {
    const headers: Record<string, string> = body === undefined ? { Accept: 'application/json' } : { Accept: 'application/json', 'Content-Type': 'application/json' }
    const init: RequestInit = body === undefined ? { headers, signal: stop.signal } : { method: 'POST', headers, body: JSON.stringify(body), signal: stop.signal }
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
    async pushActs(acts) {
      const reply = await ask<{ results: PushResult[] }>(door, '/acts', (json) => has(json, 'results', 'array'), { acts })
      if (reply.fate !== 'done') return reply
      return { fate: 'done', value: reply.value.results.map((r) => ({ ...r, problem: problemFrom(r.problem) })) }
    },
    changes: (since) => ask<ChangesPage>(door, `/changes?since=${encodeURIComponent(since)}&limit=${PAGE}`, (json) => has(json, 'changes', 'array') && has(json, 'nextCursor', 'string')),
    checklist: (code, version) =>
      ask<Checklist>(door, `/checklists/${encodeURIComponent(code)}?version=${encodeURIComponent(version)}`, (json) => has(json, 'code', 'string') && has(json, 'items', 'array')),
    async missingFiles(sha256) {
      const reply = await ask<{ missing: string[] }>(door, '/files/missing', (json) => has(json, 'missing', 'array'), { sha256 })
      return reply.fate === 'done' ? { fate: 'done', value: reply.value.missing } : reply
    },
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
