// One thing a page reads: it can be read again, and what an act answers can take its place.

import { readonly, shallowRef, watch, type Ref } from 'vue'
import type { Answered, Read } from './door'

export interface UsedRead<T> {
  screen: Readonly<Ref<Read<T>>>
  /** Reads it anew; what is shown stays until the answer is there. */
  again(): Promise<void>
  /** Shows what an act has made of it. */
  put(value: T): void
}

/** Reads something while what it depends on stays, and anew when that changes. */
export function useReading<T>(read: () => Promise<Answered<T>>, when: () => unknown = () => 0): UsedRead<T> {
  const screen = shallowRef<Read<T>>({ kind: 'loading' })
  let round = 0
  const again = async (): Promise<void> => {
    const mine = ++round
    const answer = await read()
    if (mine === round) screen.value = answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', problem: answer.problem }
  }
  watch(when, () => {
    screen.value = { kind: 'loading' }
    void again()
  }, { immediate: true })
  const put = (value: T): void => {
    round++
    screen.value = { kind: 'ready', value }
  }
  return { screen: readonly(screen) as Readonly<Ref<Read<T>>>, again, put }
}
