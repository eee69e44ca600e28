// Taking in a rescue pack at a desk. The file goes up as it is; the server opens it.

import type { components } from '../../http/schema.gen'
import { jsonOf, noNetwork, problemFrom, strangeAnswer } from '../../http/problem'
import { standingDoor } from '../session'
import { hasArray, type Answered } from './door'

export type Rescued = components['schemas']['Rescued']

/** Sends a pack. Sending the same one again is harmless. */
export async function importPack(file: File): Promise<Answered<Rescued>> {
  try {
    const response = await standingDoor().fetch(new Request('/api/v1/rescue', { method: 'POST', headers: { Accept: 'application/json', 'Content-Type': 'application/octet-stream' }, body: file }))
    const json = await jsonOf(response)
    if (response.ok && hasArray('refused')(json)) return { ok: true, value: json as Rescued }
    return { ok: false, problem: (response.ok ? undefined : problemFrom(json)) ?? strangeAnswer }
  } catch {
    return { ok: false, problem: noNetwork }
  }
}
