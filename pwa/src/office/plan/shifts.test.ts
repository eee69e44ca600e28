import { describe, expect, it } from 'vitest'
import type { Figures } from '../../use/office/plans'
import { shiftWith, type Wanted } from './shifts'

const figures: Figures = {
  required: 8, key: 3, random: 6,
  breakdowns: [
    { by: 'town', of: 'key', lines: [{ name: '薛埠镇', n: 2 }, { name: '指前镇', n: 1 }] },
    { by: 'month', of: 'all', lines: [{ name: '1月', n: 4 }, { name: '2月', n: 5 }] },
  ],
}
const w = (change: Partial<Wanted>): Wanted => ({ mode: 'move', at: 0, from: '', to: '', part: 'key', lines: {}, n: 2, ...change })

describe('a change of the figures', () => {
  it('moves what is there and not more', () => {
    expect(shiftWith(figures, w({ from: '薛埠镇', to: '指前镇' }))).toEqual({ by: 'town', of: 'key', from: '薛埠镇', to: '指前镇', n: 2 })
    expect(shiftWith(figures, w({ from: '指前镇', to: '薛埠镇' }))).toBeUndefined()
    expect(shiftWith(figures, w({ from: '薛埠镇', to: '薛埠镇' }))).toBeUndefined()
  })
  it('adds to a part in a line of each breakdown that counts it', () => {
    expect(shiftWith(figures, w({ mode: 'add', lines: { town: '指前镇' } }))).toBeUndefined()
    expect(shiftWith(figures, w({ mode: 'add', lines: { town: '指前镇', month: '2月' } }))).toEqual({ of: 'key', in: { town: '指前镇', month: '2月' }, n: 2 })
    expect(shiftWith(figures, w({ mode: 'add', part: 'random', lines: { month: '2月' } }))).toEqual({ of: 'random', in: { month: '2月' }, n: 2 })
  })
  it('takes away what is there', () => {
    expect(shiftWith(figures, w({ mode: 'take', lines: { town: '薛埠镇', month: '1月' } }))).toEqual({ of: 'key', in: { town: '薛埠镇', month: '1月' }, n: -2 })
    expect(shiftWith(figures, w({ mode: 'take', lines: { town: '指前镇', month: '1月' } }))).toBeUndefined()
  })
  it('changes how many are required', () => {
    expect(shiftWith(figures, w({ mode: 'required', n: 5 }))).toEqual({ of: 'all', n: 0, requiredBy: -3 })
    expect(shiftWith(figures, w({ mode: 'required', n: 8 }))).toBeUndefined()
  })
})
