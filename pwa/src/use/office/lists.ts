// Lists of the office, page by page.

import { readonly, shallowRef, watch, type Ref } from 'vue'
import type { Problem } from '../../local/db'
import { askDesk, hasList, type Answered, type Page } from './door'

export type Listed<T> = { kind: 'loading' } | { kind: 'failed'; problem: Problem } | { kind: 'ready'; items: T[]; more: boolean }

export interface UsedList<T> {
  list: Readonly<Ref<Listed<T>>>
  /** Brings the following page. */
  next(): Promise<void>
  /** Reads the list anew from its beginning. */
  again(): Promise<void>
}

const pause = 250 // typing is not a question yet

/** Follows a list while what is asked for changes; `ask` gives the path's filters, empty ones narrow nothing. */
export function useList<T>(path: string, ask: () => Record<string, string>, limit = 100): UsedList<T> {
  const list = shallowRef<Listed<T>>({ kind: 'loading' })
  let cursor = ''
  let round = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function page(before: T[]): Promise<void> {
    const mine = ++round
    const query = new URLSearchParams({ limit: String(limit) })
    for (const [name, value] of Object.entries(ask())) if (value.trim()) query.set(name, value.trim())
    if (cursor) query.set('cursor', cursor)
    const answer = await askDesk<Page<T>>(`${path}?${query.toString()}`, hasList)
    if (mine !== round) return
    if (!answer.ok) {
      list.value = { kind: 'failed', problem: answer.problem }
      return
    }
    cursor = answer.value.nextCursor
    list.value = { kind: 'ready', items: [...before, ...answer.value.items], more: cursor !== '' }
  }
  const again = (): Promise<void> => {
    cursor = ''
    return page([])
  }
  watch(() => JSON.stringify(ask()), () => {
    clearTimeout(timer)
    timer = setTimeout(() => void again(), pause)
  })
  void again()
  return { list: readonly(list) as Readonly<Ref<Listed<T>>>, next: () => page(list.value.kind === 'ready' ? list.value.items : []), again }
}

/** Reads every page of a short list. */
export async function wholeList<T>(path: string): Promise<Answered<T[]>> {
  const items: T[] = []
  let cursor = ''
  do {
    const mark = path.includes('?') ? '&' : '?'
    const answer: Answered<Page<T>> = await askDesk<Page<T>>(`${path}${mark}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, hasList)
    if (!answer.ok) return answer
    items.push(...answer.value.items)
    cursor = answer.value.nextCursor
  } while (cursor !== '')
  return { ok: true, value: items }
}
