import { expect, it } from 'vitest'
import { changesBetween, linesOf } from './breakdown'

const figures = {
  required: 5, key: 2, random: 4,
  breakdowns: [
    { by: 'town' as const, of: 'key' as const, lines: [{ name: '薛埠镇', n: 2 }] },
    { by: 'town' as const, of: 'random' as const, lines: [{ name: '指前镇', n: 3 }, { name: '薛埠镇', n: 1 }] },
  ],
}

it('lays both parts of a line side by side, with what has come of them', () => {
  const progress = [{ by: 'town', of: 'key', lines: [{ line: '薛埠镇', named: 2, dispatched: 1, done: 1 }] }, { by: 'town', of: 'random', lines: [{ line: '薛埠镇', named: 1, dispatched: 1, done: 0 }] }]
  expect(linesOf(figures, progress, 'town')).toEqual([
    { name: '薛埠镇', key: 2, random: 1, sum: 3, dispatched: 2, done: 1 },
    { name: '指前镇', key: 0, random: 3, sum: 3, dispatched: 0, done: 0 },
  ])
  expect(linesOf(figures, progress, 'month')).toEqual([])
})

it('names every number an adjustment changes, and no other', () => {
  const after = structuredClone(figures)
  after.breakdowns[1]!.lines[0]!.n = 2
  after.breakdowns[1]!.lines[1]!.n = 2
  expect(changesBetween(figures, after, (by, of) => `${by}/${of}`)).toEqual([
    { where: 'town/random　指前镇', before: 3, after: 2 }, { where: 'town/random　薛埠镇', before: 1, after: 2 },
  ])
})
