// What is due in the checks one may see.

import { readonly, shallowRef, type Ref } from 'vue'
import type { components } from '../../http/schema.gen'
import { askDesk, hasList, type Read } from './door'

export type DueItem = components['schemas']['DueItem']
export type DueList = components['schemas']['DueList']

export interface UsedDue {
  screen: Readonly<Ref<Read<DueList>>>
  /** Brings what is due in further checks; what is there already stays, in the order of its days. */
  next(): Promise<void>
  again(): Promise<void>
}

/** useDue follows what is due, page by page: a page is made of so many checks. */
export function useDue(): UsedDue {
  const screen = shallowRef<Read<DueList>>({ kind: 'loading' })
  const page = async (cursor: string, before: readonly DueItem[]): Promise<void> => {
    const answer = await askDesk<DueList>(`/due?within=30${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, hasList)
    if (!answer.ok) {
      screen.value = { kind: 'failed', problem: answer.problem }
      return
    }
    const fresh = new Set(answer.value.items.map((i) => i.checkId))
    const items = [...before.filter((i) => !fresh.has(i.checkId)), ...answer.value.items].sort((a, b) => a.dueOn.localeCompare(b.dueOn))
    screen.value = { kind: 'ready', value: { ...answer.value, items } }
  }
  const again = (): Promise<void> => page('', [])
  const next = (): Promise<void> => (screen.value.kind === 'ready' ? page(screen.value.value.nextCursor, screen.value.value.items) : again())
  void again()
  return { screen: readonly(screen) as Readonly<Ref<Read<DueList>>>, next, again }
}
