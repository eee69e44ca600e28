// Days of the board: the weeks of a month, and what a week shows.

import type { BoardView, Crew, Job } from '../../use/office/board'

export const addDays = (day: string, n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
export const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** The Sunday of a week, or the end of the year: a plan is of one year. */
export function endOf(monday: string): string {
  const sunday = addDays(monday, 6)
  return sunday.slice(0, 4) === monday.slice(0, 4) ? sunday : `${monday.slice(0, 4)}-12-31`
}

/** The weeks of a week's month, by their Mondays; a week belongs to the month of its Monday. */
export function weeksAround(monday: string): string[] {
  let first = monday
  while (addDays(first, -7).slice(0, 7) === monday.slice(0, 7)) first = addDays(first, -7)
  const weeks = [first]
  for (let next = addDays(first, 7); next.slice(0, 7) === monday.slice(0, 7); next = addDays(next, 7)) weeks.push(next)
  return weeks
}

/** Monday to Friday, and a Saturday or Sunday that is worked to make up for a holiday. */
export const columnsOf = (monday: string, workdays: readonly string[]): string[] => [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n)).filter((day, n) => n < 5 || workdays.includes(day))

export const JOB_KINDS = ['recheck', 'key', 'random'] as const
const RISKS = ['major', 'larger', 'general', '', 'low']

/** What is still to be laid, in the order in which it is to be laid: re-checks by their limit, then by month and risk. */
export function waiting(jobs: readonly Job[], kind: Job['kind']): Job[] {
  const compare = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)
  return jobs.filter((j) => j.kind === kind && !j.laidOn)
    .sort((a, b) => compare(a.limit ?? '', b.limit ?? '') || (a.month ?? 0) - (b.month ?? 0) || RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk) || compare(a.town, b.town) || compare(a.id, b.id))
}

/** The two officers to begin with: those a job has already, or the crew with the least to do that day and nobody away. */
export function crewFor(board: Pick<BoardView, 'crews' | 'taken' | 'elsewhere' | 'leave'>, job: Job, day: string): Crew {
  if (job.leadId && job.assistantId) return { leadId: job.leadId, assistantId: job.assistantId }
  const both = (c: Crew): string[] => [c.leadId, c.assistantId]
  const load = (c: Crew): number => {
    const visits = [...board.taken, ...board.elsewhere].filter((p) => p.day === day && both(p.crew).some((id) => both(c).includes(id))).length
    return visits + (board.leave.some((l) => both(c).includes(l.officerId) && l.first <= day && day <= l.last) ? 1000 : 0)
  }
  return [...board.crews].sort((a, b) => load(a) - load(b))[0] ?? { leadId: '', assistantId: '' }
}
