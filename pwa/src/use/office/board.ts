// The board: which check lies on which day with which two officers, what the planning room proposes, and the way from a
// laid target to the check on a phone.

import { v7 } from 'uuid'
import type { components } from '../../http/schema.gen'
import { dialect } from '../../inspection/procedure.gen'
import type { Act, CheckRecord } from '../../inspection/record.gen'
import { mintFor, type Minted } from './acts'
import { askDesk, hasArray, hasList, hasObject, tellDesk, type Answered, type Problem } from './door'
import { wholeList } from './lists'
import { useReading, type UsedRead } from './read'
import { perform } from './signing'

type Schemas = components['schemas']
export type BoardView = Schemas['BoardView']
export type Job = Schemas['Job']
export type Crew = Schemas['Crew']
export type Placement = Schemas['Placement']
export type Proposal = Schemas['Proposal']
export type Reason = Schemas['Reason']
export type Objection = Schemas['Objection']
export type Laying = Schemas['Laying']
export type LaidMany = Schemas['LaidMany']
export type Section = Schemas['Section']
/** What a target's check needs beyond what the board knows. */
export type DispatchChoice = Pick<Schemas['DispatchTargetInBody'], 'checklists' | 'scheme'>

export interface BoardAsk {
  from: string
  to: string
  sectionId: string
  perDay: number
  vehicles: number
}

const queryOf = (ask: BoardAsk): string => new URLSearchParams(Object.entries(ask).flatMap(([name, value]) => (value === '' ? [] : [[name, String(value)]]))).toString()

export const useBoard = (ask: () => BoardAsk): UsedRead<BoardView> => useReading(() => askDesk<BoardView>(`/board?${queryOf(ask())}`, hasArray('jobs')), () => queryOf(ask()))
export const proposeBoard = (ask: BoardAsk): Promise<Answered<Proposal>> => askDesk<Proposal>(`/board/proposal?${queryOf(ask)}`, hasArray('placed'))
export const useSections = (): UsedRead<Section[]> => useReading(() => wholeList<Section>('/sections'))

/** Everything that speaks against a place; nothing is laid by asking. */
export async function weighLaying(laying: Laying): Promise<Answered<Objection[]>> {
  const answer = await askDesk<{ items: Objection[] }>('/board/objections', hasList, 'POST', laying)
  return answer.ok ? { ok: true, value: answer.value.items } : answer
}

/** Lays a job, or takes it back (a laying without a day). */
export const layJob = (laying: Laying, minted: Minted): Promise<Problem | undefined> => tellDesk('/board/layings', 'POST', { id: minted.id, doneAt: minted.doneAt, laying })

/** Lays many jobs in one step, or takes them back; what something speaks against by now is skipped and told. */
export const layMany = (layings: readonly Laying[], minted: Minted): Promise<Answered<LaidMany>> => askDesk<LaidMany>('/board/many-layings', hasArray('taken'), 'POST', { id: minted.id, doneAt: minted.doneAt, layings })

/** A dispatch is three things done at once, each with an identity of its own, and a check that comes of it. */
export interface MintedDispatch extends Minted {
  checkId: string
  createId: string
  dispatchId: string
}

export function mintDispatch(before: MintedDispatch | undefined, body: unknown): MintedDispatch {
  const minted = mintFor(before, body)
  return before && minted === before ? before : { ...minted, checkId: v7(), createId: v7(), dispatchId: v7() }
}

/** Plans and dispatches the check of a laid target: the server says what that takes, this desk signs and sends it. */
export async function dispatchTarget(targetId: string, choice: DispatchChoice, minted: MintedDispatch): Promise<Answered<CheckRecord>> {
  const { content: _, ...ids } = minted
  for (;;) {
    const next = await askDesk<Schemas['ToDispatch']>(`/targets/${targetId}/check`, hasArray('acts'), 'POST', { ...ids, ...choice })
    if (!next.ok) return next
    const { checkId, acts, again } = next.value
    const problem = await perform(...(acts ?? []).map((act) => ({ ...act, checkId, doneAt: minted.doneAt, dialect }) as Act))
    if (problem) return { ok: false, problem }
    if (again) continue
    const seen = await askDesk<{ record: CheckRecord }>(`/checks/${checkId}`, hasObject('record'))
    return seen.ok ? { ok: true, value: seen.value.record } : seen
  }
}
