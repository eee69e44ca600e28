import type { Problem } from '../local/schema'
import { noNetwork, problemFrom, strangeAnswer } from './problem'
import { isPass, post, type Pass } from './sessions'

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

/** Ends the session on the server; tells whether that worked. Without a network it runs out by itself. */
export async function endSession(accessToken: string): Promise<boolean> {
  try {
    return (await fetch('/api/v1/sessions/current', { method: 'DELETE', headers: { Authorization: `Bearer ${accessToken}` } })).ok
  } catch {
    return false
  }
}
