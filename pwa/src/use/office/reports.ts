// How the reporting of signed records stands, and what one may do about it.

import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue'
import type { components } from '../../http/schema.gen'
import { askDesk, bytesFromDesk, hasList, hasText, type Answered, type Problem } from './door'
import { handOver } from './hand'

export type Report = components['schemas']['Report']
type Reports = components['schemas']['Reports']
export const WHICH = ['open', 'soon', 'overdue', 'rejected', 'different', 'reported', 'confirmed', 'all'] as const
export type Which = (typeof WHICH)[number]

export type ReportsScreen = { kind: 'loading' } | { kind: 'failed'; problem: Problem } | { kind: 'ready'; items: Report[]; more: boolean; about: Omit<Reports, 'items' | 'nextCursor'> }

const EVERY = 15_000 // reports move by themselves

export interface UsedReports {
  screen: Readonly<Ref<ReportsScreen>>
  next(): Promise<void>
  again(): Promise<void>
  /** Shows what has become of one line. */
  replace(report: Report): void
}

/** Follows the reports of one filter, and looks again from time to time while the first page is shown. */
export function useReports(which: () => Which): UsedReports {
  const screen = shallowRef<ReportsScreen>({ kind: 'loading' })
  let cursor = ''
  let pages = 0
  let round = 0
  const page = async (before: Report[]): Promise<void> => {
    const mine = ++round
    const answer = await askDesk<Reports>(`/reports?limit=100&which=${which()}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, hasList)
    if (mine !== round) return
    if (!answer.ok) {
      screen.value = { kind: 'failed', problem: answer.problem }
      return
    }
    const { items, nextCursor, ...about } = answer.value
    cursor = nextCursor
    pages++
    screen.value = { kind: 'ready', items: [...before, ...items], more: cursor !== '', about }
  }
  const again = (): Promise<void> => {
    cursor = ''
    pages = 0
    return page([])
  }
  watch(which, () => void again())
  const timer = setInterval(() => {
    if (pages === 1 && document.visibilityState === 'visible') void again()
  }, EVERY)
  onScopeDispose(() => clearInterval(timer))
  void again()
  const replace = (report: Report): void => {
    const now = screen.value
    if (now.kind === 'ready') screen.value = { ...now, items: now.items.map((r) => (r.checkId === report.checkId ? report : r)) }
  }
  return { screen: readonly(screen) as Readonly<Ref<ReportsScreen>>, next: () => page(screen.value.kind === 'ready' ? screen.value.items : []), again, replace }
}

export const retryReport = (checkId: string): Promise<Answered<Report>> => askDesk<Report>(`/checks/${checkId}/report/retry`, hasText('checkId'), 'POST')
export const confirmReport = (checkId: string, number: string): Promise<Answered<Report>> =>
  askDesk<Report>(`/checks/${checkId}/report/confirmation`, hasText('checkId'), 'POST', { number })

/** Brings the batch of a filter and hands it to the browser; a problem when that failed. */
export async function saveBatch(which: Which, format: 'xlsx' | 'csv', name: string): Promise<Problem | undefined> {
  const answer = await bytesFromDesk(`/reports/batch?which=${which}&format=${format}`)
  if (!answer.ok) return answer.problem
  handOver(answer.value, `${name}.${format}`)
  return undefined
}
