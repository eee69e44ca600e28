import type { components } from './schema.gen'
import type { Problem, RescueKit } from '../local/schema'
import type { Tokens } from './door'
import { jsonOf, noNetwork, problemFrom, strangeAnswer } from './problem'

/** The signed-in person as the server describes them. */
export type Person = components['schemas']['Me']

export interface Pass extends Tokens {
  person: Person
  rescue?: RescueKit
}

const isPass = (json: unknown): json is Pass =>
  typeof json === 'object' && json !== null && typeof (json as Pass).accessToken === 'string' && typeof (json as Pass).refreshToken === 'string' && typeof (json as Pass).person?.id === 'string'

async function post(path: string, body: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  return { status: response.status, json: await jsonOf(response) }
}

/** Signs in. A refusal is a Problem, also without a network. */
export async function signIn(username: string, password: string): Promise<Pass | Problem> {
  try {
    const { status, json } = await post('/api/v1/sessions', { username, password })
    if (status < 300 && isPass(json)) return json
    return problemFrom(json) ?? strangeAnswer
  } catch {
    return noNetwork
  }
}

/** Exchanges a refresh token. Undefined: the server says the session is over. Throws when the answer is missing or not ours. */
export async function refreshSession(refreshToken: string): Promise<Pass | undefined> {
  const { status, json } = await post('/api/v1/sessions/refresh', { refreshToken })
  if (status < 300 && isPass(json)) return json
  if (status === 401 && problemFrom(json)) return undefined
  throw new Error(`refresh: no usable answer (${status})`)
}

/** Ends the session on the server; tells whether that worked. Without a network it runs out by itself. */
export async function endSession(accessToken: string): Promise<boolean> {
  try {
    return (await fetch('/api/v1/sessions/current', { method: 'DELETE', headers: { Authorization: `Bearer ${accessToken}` } })).ok
  } catch {
    return false
  }
}
