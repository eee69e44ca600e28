// What a desk asks the server for. A desk has a network; it keeps nothing.

import { readonly, shallowRef, watch, type Ref } from 'vue'
import { ask } from '../http/wire'
import type { Problem } from '../local/db'
import type { State } from '../inspection/record.gen'
import { standingDoor } from './session'

/** One line of the list of checks, as the server gives it. */
export interface CheckBrief {
  id: string
  number?: string
  state: State
  enterpriseName: string
  town: string
  plannedOn: string
  section: string
  lead: string
  assistant: string
  findings: number
  updatedAt: string
}

export type DeskList<T> = { kind: 'loading' } | { kind: 'failed'; problem: Problem } | { kind: 'ready'; items: T[]; more: boolean }

const noAnswer: Problem = { code: 'network.none', kind: 'unavailable', message: 'There is no network.' }
const isList = (json: unknown): boolean => typeof json === 'object' && json !== null && Array.isArray((json as { items?: unknown }).items)

/** The list of checks one may see, newest first, narrowed by words and state; `next` brings the following page. */
export function useDeskChecks(words: () => string, state: () => string): { list: Readonly<Ref<DeskList<CheckBrief>>>; next(): Promise<void> } {
  const list = shallowRef<DeskList<CheckBrief>>({ kind: 'loading' })
  let cursor = ''
  let round = 0
  async function page(before: CheckBrief[]): Promise<void> {
    const mine = ++round
    const query = new URLSearchParams({ limit: '50' })
    if (words().trim()) query.set('q', words().trim())
    if (state()) query.set('state', state())
    if (cursor) query.set('cursor', cursor)
    const reply = await ask<{ items: CheckBrief[]; nextCursor: string }>(standingDoor(), `/checks?${query.toString()}`, isList)
    if (mine !== round) return
    if (reply.fate !== 'done') {
      list.value = { kind: 'failed', problem: reply.problem ?? noAnswer }
      return
    }
    cursor = reply.value.nextCursor
    list.value = { kind: 'ready', items: [...before, ...reply.value.items], more: cursor !== '' }
  }
  watch([words, state], () => {
    cursor = ''
    void page([])
  }, { immediate: true })
  return { list: readonly(list) as Readonly<Ref<DeskList<CheckBrief>>>, next: () => page(list.value.kind === 'ready' ? list.value.items : []) }
}
