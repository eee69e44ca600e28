// A desk's way to the server: it has a network and keeps nothing. Every answer is a value or a refusal; nothing throws.

import { readonly, shallowRef } from 'vue'
import { jsonOf, noNetwork, problemFrom, strangeAnswer } from '../../http/problem'
import type { Problem } from '../../local/db'
import { standingDoor } from '../session'

export type { Problem }

export type Answered<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** What a page that reads something shows. */
export type Read<T> = { kind: 'loading' } | { kind: 'failed'; problem: Problem } | { kind: 'ready'; value: T }

const over = shallowRef(false)
/** True once the server has said that the session is over: the person signs in again. */
export const sessionOver = readonly(over)
export const sessionEnded = (): void => {
  over.value = true
}
export const sessionRenewed = (): void => {
  over.value = false
}

const PATIENCE = 30_000

async function send(path: string, method: string, body: unknown, accept: string): Promise<Response> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  const headers: Record<string, string> = { Accept: accept }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  try {
    const response = await standingDoor().fetch(new Request(`/api/v1${path}`, { method, headers, signal: stop.signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }))
    if (response.status === 401) over.value = true
    return response
  } finally {
    clearTimeout(timer)
  }
}

/** Asks the server for one thing, or tells it one. `ours` recognises the success body. */
export async function askDesk<T>(path: string, ours: (json: unknown) => boolean, method = 'GET', body?: unknown): Promise<Answered<T>> {
  try {
    const response = await send(path, method, body, 'application/json')
    const json = await jsonOf(response)
    if (response.ok && ours(json)) return { ok: true, value: json as T }
    return { ok: false, problem: (response.ok ? undefined : problemFrom(json)) ?? strangeAnswer }
  } catch {
    return { ok: false, problem: noNetwork }
  }
}

/** Tells the server something that it answers with nothing; undefined when it has taken it. */
export async function tellDesk(path: string, method: string, body?: unknown): Promise<Problem | undefined> {
  try {
    const response = await send(path, method, body, 'application/json')
    return response.status === 204 ? undefined : (problemFrom(await jsonOf(response)) ?? strangeAnswer)
  } catch {
    return noNetwork
  }
}

/** A no that stands inside an answer. */
export const asProblem = (json: unknown): Problem => problemFrom(json) ?? strangeAnswer

/** Fetches bytes with the person's token. */
export async function bytesFromDesk(path: string, accept = '*/*'): Promise<Answered<Blob>> {
  try {
    const response = await send(path, 'GET', undefined, accept)
    if (response.ok) return { ok: true, value: await response.blob() }
    return { ok: false, problem: problemFrom(await jsonOf(response)) ?? strangeAnswer }
  } catch {
    return { ok: false, problem: noNetwork }
  }
}

const field = (json: unknown, name: string): unknown => (typeof json === 'object' && json !== null ? (json as Record<string, unknown>)[name] : undefined)
export const hasList = (json: unknown): boolean => Array.isArray(field(json, 'items'))
export const hasText = (name: string) => (json: unknown): boolean => typeof field(json, name) === 'string'
export const hasObject = (name: string) => (json: unknown): boolean => typeof field(json, name) === 'object' && field(json, name) !== null
export const hasArray = (name: string) => (json: unknown): boolean => Array.isArray(field(json, name))

export interface Page<T> {
  items: T[]
  nextCursor: string
}
