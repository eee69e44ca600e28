import type { components } from './schema.gen'
import type { RescueKit } from '../local/schema'
import type { Tokens } from './door'
import { jsonOf, problemFrom } from './problem'

/** The signed-in person as the server describes them. */
export type Person = components['schemas']['Me']

export interface Pass extends Tokens {
  person: Person
  rescue?: RescueKit
}

export const isPass = (json: unknown): json is Pass =>
  typeof json === 'object' && json !== null && typeof (json as Pass).accessToken === 'string' && typeof (json as Pass).refreshToken === 'string' && typeof (json as Pass).person?.id === 'string'

export async function post(path: string, body: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  return { status: response.status, json: await jsonOf(response) }
}

/** Exchanges a refresh token. Undefined: the server says the session is over. Throws when the answer is missing or not ours. */
export async function refreshSession(refreshToken: string): Promise<Pass | undefined> {
  const { status, json } = await post('/api/v1/sessions/refresh', { refreshToken })
  if (status < 300 && isPass(json)) return json
  if (status === 401 && problemFrom(json)) return undefined
  throw new Error(`refresh: no usable answer (${status})`)
}
