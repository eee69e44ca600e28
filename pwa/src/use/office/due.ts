// What is due in the checks one may see.

import { readonly, shallowRef, type Ref } from 'vue'
import type { components } from '../../http/schema.gen'
import { askDesk, hasList, type Read } from './door'

export type DueItem = components['schemas']['DueItem']
export type DueList = components['schemas']['DueList']

export function useDue(): { screen: Readonly<Ref<Read<DueList>>>; again: () => Promise<void> } {
  const screen = shallowRef<Read<DueList>>({ kind: 'loading' })
  const again = async (): Promise<void> => {
    const answer = await askDesk<DueList>('/due?within=30', hasList)
    screen.value = answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', problem: answer.problem }
  }
  void again()
  return { screen: readonly(screen) as Readonly<Ref<Read<DueList>>>, again }
}
