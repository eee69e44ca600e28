import { expect, it } from 'vitest'
import { balances, EXAMPLES, NON, OTHER, sumsOf } from './capacity'

it.each(EXAMPLES)('$days × $officers comes to $left', (e) => {
  const c = { statutoryDays: e.days, officers: e.officers, other: [{ name: OTHER[0], days: e.other - 10 }, { name: OTHER[9], days: 10 }], non: [{ name: NON[0], days: e.non }], keyDays: e.key ?? 400, generalDays: e.general ?? 14 }
  expect(sumsOf(c)).toEqual({ total: e.days * e.officers, other: e.other, non: e.non, left: e.left, open: 0 })
  expect(balances(c)).toBe(true)
  expect(balances({ ...c, keyDays: c.keyDays + 1 })).toBe(false)
})

it('more spent than there is does not balance', () => {
  expect(balances({ statutoryDays: 1, officers: 1, other: [{ name: OTHER[0], days: 3 }], non: [], keyDays: -1, generalDays: -1 })).toBe(false)
})
