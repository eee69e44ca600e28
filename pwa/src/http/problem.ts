import type { Problem } from '../local/schema'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads one of our problem documents; undefined for anybody else's page. The request id joins the details. */
export function problemFrom(json: unknown): Problem | undefined {
  if (!isObject(json) || typeof json.code !== 'string' || typeof json.kind !== 'string') return undefined
  const message = typeof json.detail === 'string' ? json.detail : typeof json.message === 'string' ? json.message : json.code
  const details = { ...(isObject(json.details) ? json.details : {}), ...(typeof json.requestId === 'string' ? { requestId: json.requestId } : {}) }
  const problem: Problem = { code: json.code, kind: json.kind, message }
  if (typeof json.article === 'string' && json.article !== '') problem.article = json.article
  if (Object.keys(details).length > 0) problem.details = details
  return problem
}

/** The phone's own words for a request that got no answer, or somebody else's. */
export const noNetwork: Problem = { code: 'network.none', kind: 'unavailable', message: 'There is no network.' }
export const strangeAnswer: Problem = { code: 'network.strange', kind: 'unavailable', message: 'The answer did not come from our server.' }

/** The body as JSON; undefined when it is none. */
export async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

/** Milliseconds the server asks to wait; undefined when it does not. */
export function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined
}
