// Enterprises, people and checklists as the office reads them.

import { readonly, shallowRef, watch, type Ref } from 'vue'
import type { Checklist } from '../../inspection/judge'
import type { Certificate, EnterpriseBrief, Role, State } from '../../inspection/record.gen'
import type { components } from '../../http/schema.gen'
import { askDesk, hasText, type Answered, type Read } from './door'
import { useList, wholeList, type UsedList } from './lists'

export type { Certificate, Checklist, EnterpriseBrief, Role, State }

type Schemas = components['schemas']

/** Somebody of the bureau, with the name of their section. */
export type Person = Omit<Schemas['Person'], 'role'> & { role: Role; sectionName: string }
/** One line of the list of checklists. */
export type ChecklistBrief = Schemas['ChecklistBrief']
/** One line of the list of checks. */
export type CheckBrief = Omit<Schemas['CheckBrief'], 'state'> & { state: State }

export const useChecksList = (ask: () => Record<string, string>): UsedList<CheckBrief> => useList<CheckBrief>('/checks', ask)
export const useEnterprises = (ask: () => Record<string, string>, limit = 100): UsedList<EnterpriseBrief> => useList<EnterpriseBrief>('/enterprises', ask, limit)

function useRead<T>(read: () => Promise<Answered<T>>, when: () => unknown): Readonly<Ref<Read<T>>> {
  const screen = shallowRef<Read<T>>({ kind: 'loading' })
  let round = 0
  watch(when, async () => {
    const mine = ++round
    screen.value = { kind: 'loading' }
    const answer = await read()
    if (mine === round) screen.value = answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', problem: answer.problem }
  }, { immediate: true })
  return readonly(screen) as Readonly<Ref<Read<T>>>
}

export async function readPeople(): Promise<Answered<Person[]>> {
  const [people, sections] = await Promise.all([wholeList<Omit<Person, 'sectionName'>>('/people'), wholeList<Schemas['Section']>('/sections')])
  if (!people.ok) return people
  const names = new Map(sections.ok ? sections.value.map((s) => [s.id, s.name]) : [])
  return { ok: true, value: people.value.map((p) => ({ ...p, sectionName: names.get(p.sectionId ?? '') ?? '' })) }
}

/** Everybody of the bureau; only for those who may see them. */
export const usePeople = (): Readonly<Ref<Read<Person[]>>> => useRead(readPeople, () => 0)
export const useEnterprise = (id: () => string): Readonly<Ref<Read<EnterpriseBrief>>> => useRead(() => askDesk<EnterpriseBrief>(`/enterprises/${id()}`, hasText('id')), id)
export const useChecklists = (): Readonly<Ref<Read<ChecklistBrief[]>>> => useRead(() => wholeList<ChecklistBrief>('/checklists'), () => 0)
export const useChecklist = (code: () => string): Readonly<Ref<Read<Checklist>>> => useRead(() => readChecklist(code()), code)

const kept = new Map<string, Checklist>()

/** A checklist by code, its newest version unless one is named. Versions never change, so they are read once. */
export async function readChecklist(code: string, version = ''): Promise<Answered<Checklist>> {
  const known = kept.get(`${code}/${version}`)
  if (known) return { ok: true, value: known }
  const answer = await askDesk<Checklist>(`/checklists/${encodeURIComponent(code)}${version ? `?version=${encodeURIComponent(version)}` : ''}`, hasText('code'))
  if (answer.ok) kept.set(`${answer.value.code}/${answer.value.version}`, answer.value)
  return answer
}
