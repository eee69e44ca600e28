// @vitest-environment node
// The phone's working days, tried with the vectors of internal/planning.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { loadCalendar } from './workdays'

interface Vectors {
  workday: { day: string; is: boolean; certain?: boolean; why: string }[]
  add: { from: string; n: number; day: string; certain?: boolean }[]
  workdaysIn: Record<string, number>
}
const vectors = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../internal/planning/testdata/workdays.json'), 'utf8')) as Vectors

it('knows the working days of the notices', async () => {
  const calendar = await loadCalendar()
  for (const v of vectors.workday) expect([v.day, calendar.isWorkday(v.day)]).toEqual([v.day, { value: v.is, certain: v.certain ?? true }])
  for (const v of vectors.add) {
    expect([v, calendar.addWorkdays(v.from, v.n)]).toEqual([v, { value: v.day, certain: v.certain ?? true }])
    if (v.certain ?? true) expect(calendar.workdaysBetween(v.from, v.day).value).toBe(v.n)
  }
  for (const [year, n] of Object.entries(vectors.workdaysIn)) {
    expect([year, calendar.workdaysBetween(`${Number(year) - 1}-12-31`, `${year}-12-31`)]).toEqual([year, { value: n, certain: true }])
  }
})
