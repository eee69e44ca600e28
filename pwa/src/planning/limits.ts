// How a limit stands on a day, reckoned as internal/planning does; both are tried with testdata/standings.json.

import type { Calendar } from './workdays'

/** A limit 期限 of the bureau, as the server tells it. */
export interface Limit {
  code: string
  length: number
  unit: 'workdays' | 'days' | 'months' | 'same_day'
  soon: number
  rolls?: boolean
}

export interface Standing {
  dueOn: string
  /** Days to the last day, which counts; negative: over by so many. */
  left: number
  urgency: 'running' | 'soon' | 'overdue'
  /** False: the holidays of a year it runs through are not announced yet. */
  certain: boolean
}

const MS = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const named = (t: number): string => new Date(t).toISOString().slice(0, 10)
const later = (day: string, n: number): string => named(at(day) + n * MS)

/** The same day of a later month, or its last one (民法典 art. 202). */
function addMonths(day: string, n: number): string {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(y, m + n, 0)).getUTCDate()
  return named(Date.UTC(y, m - 1 + n, Math.min(d, last)))
}

function end({ unit, length, rolls }: Limit, calendar: Calendar, from: string): { day: string; certain: boolean } {
  let [day, certain] = [from, true]
  if (unit === 'workdays') ({ value: day, certain } = calendar.addWorkdays(from, length))
  else if (unit === 'days') day = later(from, length)
  else if (unit === 'months') day = addMonths(from, length)
  if (!rolls) return { day, certain }
  const work = calendar.isWorkday(day)
  if (work.value && work.certain) return { day, certain }
  const next = calendar.addWorkdays(later(day, -1), 1)
  return { day: next.value, certain: next.certain }
}

/** How a limit stands on a day, for an event on `from`. */
export function standing(limit: Limit, calendar: Calendar, from: string, today: string): Standing {
  const { day, certain } = end(limit, calendar, from)
  const warn = limit.unit === 'workdays' ? calendar.addWorkdays(day, -limit.soon).value : later(day, -limit.soon)
  return { dueOn: day, left: Math.round((at(day) - at(today)) / MS), urgency: today > day ? 'overdue' : today >= warn ? 'soon' : 'running', certain }
}
