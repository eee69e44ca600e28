// @vitest-environment node
// The phone's limits, tried with what the server's own reckoning wrote down (internal/planning/testdata/standings.json).

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { standing, type Limit, type Standing } from './limits'
import { loadCalendar } from './workdays'

interface Vectors {
  limits: Record<string, Limit>
  standings: { limit: string; from: string; today: string; is: Standing }[]
}
const vectors = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../internal/planning/testdata/standings.json'), 'utf8')) as Vectors

it('reckons every limit as the server does', async () => {
  const calendar = await loadCalendar()
  expect(vectors.standings.length).toBeGreaterThan(1000)
  for (const { limit, from, today, is } of vectors.standings) {
    const one = vectors.limits[limit]
    expect([limit, from, today, one && standing(one, calendar, from, today)]).toEqual([limit, from, today, is])
  }
})
