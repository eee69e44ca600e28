// Links of a check for people without an account: made, listed and ended on the server, so only with a network.

import { v7 } from 'uuid'
import { jsonOf, noNetwork, problemFrom, strangeAnswer } from '../http/problem'
import { ask } from '../http/wire'
import type { Problem } from '../local/db'
import { standingDoor } from './session'

export interface CheckLink {
  id: string
  purpose: 'sign' | 'expert' | 'rectify' | 'notice'
  name: string
  post?: string
  madeBy: { id: string; name: string }
  expiresAt: string
  revokedAt?: string
  uses: number
  lastUsedAt?: string
}

export interface NewCheckLink {
  link: CheckLink
  /** The address with the token, told only now. The token stands in the fragment, which no server sees. */
  address: string
}

/** makeLink asks for a link with an id of the screen's choice: asking again after a lost answer makes no second one. */
export async function makeLink(checkId: string, id: string, words: { purpose: CheckLink['purpose']; name: string; post: string; days: number; orderId?: string }): Promise<NewCheckLink | Problem> {
  const expiresAt = new Date(Date.now() + words.days * 86_400_000 - 60_000).toISOString() // a phone's clock may run a little fast
  const body = { id, purpose: words.purpose, ...(words.orderId ? { orderId: words.orderId } : {}), name: words.name, ...(words.post ? { post: words.post } : {}), expiresAt }
  const reply = await ask<{ link: CheckLink; token: string }>(standingDoor(), `/checks/${checkId}/links`, (json) => typeof (json as { token?: unknown } | undefined)?.token === 'string', body)
  if (reply.fate === 'done') return { link: reply.value.link, address: `${location.origin}/g#${reply.value.token}` }
  return reply.problem ?? noNetwork
}

export const newLinkId = (): string => v7()

/** linksOf lists a check's links, newest first. */
export async function linksOf(checkId: string): Promise<CheckLink[] | Problem> {
  const reply = await ask<{ items: CheckLink[] }>(standingDoor(), `/checks/${checkId}/links`, (json) => Array.isArray((json as { items?: unknown } | undefined)?.items))
  return reply.fate === 'done' ? reply.value.items : (reply.problem ?? noNetwork)
}

/** revokeLink ends a link at once; undefined when it has ended. */
export async function revokeLink(checkId: string, id: string): Promise<Problem | undefined> {
  try {
    const response = await standingDoor().fetch(new Request(`/api/v1/checks/${checkId}/links/${id}`, { method: 'DELETE' }))
    return response.status === 204 ? undefined : (problemFrom(await jsonOf(response)) ?? strangeAnswer)
  } catch {
    return noNetwork
  }
}
