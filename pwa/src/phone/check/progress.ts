import { itemsOf, type Lists } from '../../inspection/items'
import type { CheckRecord } from '../../inspection/record.gen'

/** How far one checklist of a check is: items that apply, those looked at, those violated. */
export function progressOf(record: CheckRecord, lists: Lists, code: string): { done: number; all: number; violates: number } {
  let [done, all, violates] = [0, 0, 0]
  for (const { checklist, applies, answers } of itemsOf(record, lists)) {
    if (checklist.code !== code) continue
    const verdict = answers.length > 1 ? undefined : answers[0]?.verdict // contested: open until it is settled
    const answered = verdict !== undefined && verdict !== 'not_examined'
    if (!applies && !answered) continue
    all += 1
    if (answered) done += 1
    if (verdict === 'violates') violates += 1
  }
  return { done, all, violates }
}
