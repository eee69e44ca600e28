// People, sections, leave and avoidance as the desk reads and keeps them.

import { v7 } from 'uuid'
import type { components } from '../../http/schema.gen'
import type { Minted } from './acts'
import { askDesk, hasText, tellDesk, type Answered, type Problem } from './door'
import { wholeList } from './lists'
import { useReading, type UsedRead } from './read'
import { readPeople, type Person } from './register'

type Schemas = components['schemas']
export type PersonFile = Schemas['PersonFile']
export type PersonText = Schemas['PersonText']
export type Section = Schemas['Section']
export type Leave = Schemas['Leave']
export type Conflict = Schemas['Conflict']
export const ROLES = ['inspector', 'section_head', 'leader', 'policy', 'admin', 'expert', 'town', 'enterprise'] as const satisfies readonly PersonText['role'][]

export const usePeopleList = (): UsedRead<Person[]> => useReading(readPeople)
export const useFormerPeople = (wanted: () => boolean): UsedRead<Schemas['Person'][]> => useReading(async () => (wanted() ? wholeList<Schemas['Person']>('/former-people') : { ok: true as const, value: [] }), wanted)
export const readPerson = (id: string): Promise<Answered<PersonFile>> => askDesk<PersonFile>(`/people/${id}`, hasText('id'))
export const useSections = (): UsedRead<Section[]> => useReading(() => wholeList<Section>('/sections'))
export const useLeave = (): UsedRead<Leave[]> => useReading(() => wholeList<Leave>('/leave'))
export const useConflicts = (): UsedRead<Conflict[]> => useReading(() => wholeList<Conflict>('/conflicts'))

const deed = (minted: Minted, rest: object): object => ({ id: minted.id, doneAt: minted.doneAt, ...rest })
/** The id of somebody or something new. */
export const newId = (): string => v7()
export const keepPerson = (id: string, person: PersonText, password: string, minted: Minted): Promise<Answered<Schemas['Person']>> =>
  askDesk<Schemas['Person']>(`/people/${id}`, hasText('id'), 'PUT', deed(minted, { person, ...(password ? { password } : {}) }))
export const keepSection = ({ id, ...text }: Section, minted: Minted): Promise<Problem | undefined> => tellDesk(`/sections/${id}`, 'PUT', deed(minted, text))
/** The sections that something new can go to, and the one it is in already. */
export const openSections = (all: readonly Section[], kept = ''): Section[] => all.filter((s) => !s.closed || s.id === kept)
export const enterLeave = (leave: Pick<Leave, 'personId' | 'firstDay' | 'lastDay' | 'reason'>, minted: Minted): Promise<Problem | undefined> => tellDesk('/leave', 'POST', deed(minted, leave))
export const takeBackLeave = (id: string): Promise<Problem | undefined> => tellDesk(`/leave/${id}`, 'DELETE')
export const declareConflict = (conflict: Pick<Conflict, 'enterpriseId' | 'kind' | 'reason'> & { personId?: string }, minted: Minted): Promise<Problem | undefined> => tellDesk('/conflicts', 'POST', deed(minted, conflict))
export const decideConflict = (id: string, from: 'asked' | 'standing', to: 'standing' | 'refused' | 'ended', minted: Minted): Promise<Problem | undefined> => tellDesk(`/conflicts/${id}/decision`, 'POST', deed(minted, { from, to }))
