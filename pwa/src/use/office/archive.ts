// The archive: closed checks, how long each case file is kept, and what is past that.

import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue'
import type { components } from '../../http/schema.gen'
import { askDesk, bytesFromDesk, hasList, type Problem } from './door'
import { handOver } from './hand'

export type Archived = components['schemas']['Archived']
type Page = components['schemas']['ArchiveList']
export interface ArchiveAsked {
  q: string
  year: string
  past: boolean
}
export type ArchiveScreen = { kind: 'loading' } | { kind: 'failed'; problem: Problem } | { kind: 'ready'; items: Archived[]; more: boolean; past: number }

export interface UsedArchive {
  screen: Readonly<Ref<ArchiveScreen>>
  next(): Promise<void>
  again(): Promise<void>
}

const PAUSE = 250 // typing is not a question yet

/** Follows the archive while what is asked for changes. */
export function useArchive(asked: () => ArchiveAsked): UsedArchive {
  const screen = shallowRef<ArchiveScreen>({ kind: 'loading' })
  let cursor = ''
  let round = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const page = async (before: Archived[]): Promise<void> => {
    const mine = ++round
    const answer = await askDesk<Page>(`/archive?${queryOf(asked())}&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, hasList)
    if (mine !== round) return
    if (!answer.ok) {
      screen.value = { kind: 'failed', problem: answer.problem }
      return
    }
    cursor = answer.value.nextCursor
    screen.value = { kind: 'ready', items: [...before, ...answer.value.items], more: cursor !== '', past: answer.value.past }
  }
  const again = (): Promise<void> => {
    cursor = ''
    return page([])
  }
  watch(() => queryOf(asked()), () => {
    clearTimeout(timer)
    timer = setTimeout(() => void again(), PAUSE)
  })
  onScopeDispose(() => clearTimeout(timer))
  void again()
  return { screen: readonly(screen) as Readonly<Ref<ArchiveScreen>>, next: () => page(screen.value.kind === 'ready' ? screen.value.items : []), again }
}

/** Brings the workbook of what is shown and hands it to the browser; a problem when that failed. */
export async function saveArchive(asked: ArchiveAsked, name: string): Promise<Problem | undefined> {
  const answer = await bytesFromDesk(`/archive.xlsx?${queryOf(asked)}`)
  if (!answer.ok) return answer.problem
  handOver(answer.value, `${name}.xlsx`)
  return undefined
}

/** Brings a filed case as one file for the system that carries it on; a problem when that failed. */
export async function saveFiling(checkId: string, paperId: string, name: string): Promise<Problem | undefined> {
  const answer = await bytesFromDesk(`/checks/${checkId}/papers/${paperId}/case-filing.zip`)
  if (!answer.ok) return answer.problem
  handOver(answer.value, `${name}.zip`)
  return undefined
}

function queryOf(asked: ArchiveAsked): string {
  const query = new URLSearchParams({ past: String(asked.past) })
  if (asked.q.trim()) query.set('q', asked.q.trim())
  if (/^\d{4}$/.test(asked.year)) query.set('year', asked.year)
  return query.toString()
}
