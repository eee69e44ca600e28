import { expect, it } from 'vitest'
import type { LedgerEntry } from '../use/office/casefile'
import { stretches } from './timeline'

const entry = (caseNo: number, kind: string, who: string, cover?: string): LedgerEntry => ({ actId: `a${caseNo}`, caseNo, kind, cover, actor: { id: who, name: who } }) as LedgerEntry

it('shows the newest first and takes a row of like acts together', () => {
  const shown = stretches([entry(1, 'create_check', '甲'), entry(2, 'answer_item', '乙'), entry(3, 'answer_item', '乙'), entry(4, 'answer_item', '丙')])
  expect(shown.map((s) => [s.first.caseNo, s.last.caseNo, s.count])).toEqual([[4, 4, 1], [2, 3, 2], [1, 1, 1]])
})

it('counts what no device has signed', () => {
  const shown = stretches([entry(1, 'answer_item', '甲', 'c'), entry(2, 'answer_item', '甲'), entry(3, 'answer_item', '乙', 'c')])
  expect(shown.map((s) => [s.count, s.unsigned])).toEqual([[1, 0], [2, 1]])
})

it('is empty for a check nobody has touched', () => expect(stretches([])).toEqual([]))
