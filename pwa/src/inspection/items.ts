// The items of a check: which exist, which apply, what stands for each.

import { applies, conditions, type Checklist, type Item } from './judge'
import { need } from './refused'
import type { Answer, CheckRecord } from './record.gen'

/** Lists are the checklists of a check by code, exactly the versions it keeps. */
export type Lists = Readonly<Record<string, Checklist>>

export const itemKey = (checklist: string, item: string): string => `${checklist}/${item}`
export const factKey = (checklist: string, condition: string): string => `${checklist}/${condition}`

/** listOf gives one of the check's own checklists, or refuses. */
export function listOf(record: CheckRecord, lists: Lists, code: string): Checklist {
  const ref = record.checklists.find((c) => c.code === code)
  need(ref, 'checklist.not_of_this_check', { checklist: code })
  const list = lists[code]
  need(list && list.digest === ref.digest, 'checklist.not_at_hand', { checklist: code, version: ref.version })
  return list
}

/** itemOf gives one item of one of the check's checklists, or refuses. */
export function itemOf(record: CheckRecord, lists: Lists, code: string, id: string): Item {
  const item = listOf(record, lists, code).items.find((i) => i.id === id)
  need(item, 'item.unknown', { item: id, checklist: code })
  return item
}

/** doesApply asks an item with the facts stated so far; an unstated fact leaves it applying. */
export function doesApply(record: CheckRecord, code: string, item: Item): boolean {
  const fact = item.appliesIf === '' ? undefined : record.facts[factKey(code, item.appliesIf)]
  return applies(item, fact ? { [item.appliesIf]: fact.holds } : {}).applies
}

export interface PlacedItem {
  checklist: Checklist
  item: Item
  key: string
  applies: boolean
  answers: readonly Answer[]
}

/** itemsOf lists every item of every checklist in order, with what stands for it. */
export function itemsOf(record: CheckRecord, lists: Lists): PlacedItem[] {
  return record.checklists.flatMap(({ code }) => {
    const checklist = lists[code]
    if (!checklist) return []
    return checklist.items.map((item) => {
      const key = itemKey(code, item.id)
      return { checklist, item, key, applies: doesApply(record, code, item), answers: record.answers[key] ?? [] }
    })
  })
}

/** openConditions are the yes/no questions of a checklist nobody has answered yet. */
export function openConditions(record: CheckRecord, checklist: Checklist): string[] {
  return conditions(checklist).filter((condition) => !record.facts[factKey(checklist.code, condition)])
}
