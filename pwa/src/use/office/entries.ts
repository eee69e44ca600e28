// The register in full: lists by filter, one entry, what was done to it, saved views, and its workbook.

import { v7 } from 'uuid'
import type { components } from '../../http/schema.gen'
import type { Minted } from './acts'
import { askDesk, bytesFromDesk, hasList, hasText, type Answered, type Page, type Problem } from './door'
import { handOver } from './hand'
import { useList, type UsedList } from './lists'
import { useReading, type UsedRead } from './read'

type Schemas = components['schemas']
export type Entry = Schemas['RegisterEntry']
export type EntryText = Schemas['EntryText']
export type Licence = Schemas['Licence']
export type Contact = Schemas['Contact']
export type OfficeAct = Schemas['OfficeAct']
export type SavedView = Schemas['SavedView']
export const RISKS = ['major', 'larger', 'general', 'low'] as const
export type Risk = (typeof RISKS)[number]

/** What narrows and orders the register; names and values are the route's own, so it is also a saved view. */
export type EntryFilter = Record<'q' | 'town' | 'flag' | 'risk' | 'industry' | 'expiresBefore' | 'closed' | 'sort', string>
export const noFilter: EntryFilter = { q: '', town: '', flag: '', risk: '', industry: '', expiresBefore: '', closed: '', sort: '' }

const queryOf = (filter: EntryFilter): string => new URLSearchParams(Object.entries(filter).filter(([, v]) => v.trim() !== '')).toString()

export const useEntries = (filter: () => EntryFilter): UsedList<Entry> => useList<Entry>('/register', filter)
export const useEntry = (id: () => string): UsedRead<Entry> => useReading(() => askDesk<Entry>(`/register/${id()}`, hasText('id')), id)
export const useHistory = (path: () => string, when: () => unknown): UsedRead<Page<OfficeAct>> => useReading(() => askDesk<Page<OfficeAct>>(`${path()}/history?limit=200`, hasList), when)

/** How many entries a filter leaves; undefined when that could not be asked. */
export async function countEntries(filter: EntryFilter): Promise<number | undefined> {
  const answer = await askDesk<{ count: number }>(`/register-count?${queryOf(filter)}`, (json) => typeof (json as { count?: unknown } | null)?.count === 'number')
  return answer.ok ? answer.value.count : undefined
}

/** Brings what a filter leaves as a workbook; a problem when that failed. */
export async function saveRegister(filter: EntryFilter, name: string): Promise<Problem | undefined> {
  const answer = await bytesFromDesk(`/register.xlsx?${queryOf(filter)}`)
  if (!answer.ok) return answer.problem
  handOver(answer.value, name)
  return undefined
}

export const enterEntry = (entry: EntryText, minted: Minted): Promise<Answered<Entry>> => askDesk<Entry>('/register', hasText('id'), 'POST', { id: minted.id, doneAt: minted.doneAt, entry })
export const reviseEntry = (id: string, version: number, entry: EntryText, minted: Minted): Promise<Answered<Entry>> =>
  askDesk<Entry>(`/register/${id}`, hasText('id'), 'PUT', { id: minted.id, doneAt: minted.doneAt, version, entry })

export const useViews = (list: SavedView['list']): UsedRead<Page<SavedView>> => useReading(() => askDesk<Page<SavedView>>(`/views?list=${list}`, hasList))
const said = (): boolean => true
export const saveView = (list: SavedView['list'], name: string, query: string): Promise<Answered<unknown>> => askDesk<unknown>(`/views/${v7()}`, said, 'PUT', { list, name, query })
export const dropView = (id: string): Promise<Answered<unknown>> => askDesk<unknown>(`/views/${id}`, said, 'DELETE')

/** What of an entry people write. */
export function textOf(e: Entry | undefined): EntryText {
  if (!e) return { name: '', creditCode: '', town: '', flags: [], formerNames: [], contacts: [], licences: [], risk: '', visitCap: 0, closed: false, address: '', industry: '', industryCode: '', legalPerson: '', post: '', contact: '', phone: '' }
  const { id: _id, demo: _demo, version: _version, updatedAt: _at, visits: _visits, cap: _cap, ...text } = e
  return JSON.parse(JSON.stringify(text)) as EntryText // a reactive picture cannot be cloned otherwise
}
