// Plans, their figures and their targets, as the office reads and changes them.

import type { components } from '../../http/schema.gen'
import type { Minted } from './acts'
import { askDesk, bytesFromDesk, tellDesk, hasArray, hasText, type Answered, type Problem } from './door'
import { handOver } from './hand'
import { sendWorkbook } from './imports'
import { useList, wholeList, type UsedList } from './lists'
import { useReading, type UsedRead } from './read'

type Schemas = components['schemas']
export type Plan = Schemas['Plan']
export type PlanView = Schemas['PlanView']
export type Figures = Schemas['Figures']
export type Capacity = Schemas['Capacity']
export type Shift = Schemas['Shift']
export type Adjustment = Schemas['Adjustment']
export type PlanStep = Schemas['PlanStep']
export type Target = Schemas['Target']
export type Dimension = Schemas['Breakdown']['by']
export const DIMENSIONS: readonly Dimension[] = ['section', 'town', 'class', 'industry', 'month']

export const usePlans = (): UsedRead<Plan[]> => useReading(() => wholeList<Plan>('/plans'))
export const usePlan = (id: () => string): UsedRead<PlanView> => useReading(() => askDesk<PlanView>(`/plans/${id()}`, hasText('id')), id)
export const useTargets = (filter: () => Record<string, string>): UsedList<Target> => useList<Target>('/targets', filter)

const deed = (minted: Minted, rest: object): object => ({ id: minted.id, doneAt: minted.doneAt, ...rest })
export const draftPlan = (plan: Pick<Plan, 'kind' | 'year' | 'title'>, minted: Minted): Promise<Answered<PlanView>> => askDesk<PlanView>('/plans', hasText('id'), 'POST', deed(minted, plan))

/** What is done to a plan, each with its route. */
const ROUTES = { figures: 'PUT', changes: 'POST', submission: 'POST', return: 'POST', approval: 'POST', issue: 'POST', adjustments: 'POST', 'adjustment-decisions': 'POST', closing: 'POST' } as const
export type PlanDeed = keyof typeof ROUTES
export const actOnPlan = (id: string, what: PlanDeed, body: unknown, minted: Minted): Promise<Answered<PlanView>> =>
  askDesk<PlanView>(`/plans/${id}/${what}`, hasText('id'), ROUTES[what], deed(minted, { body }))

export type NewTarget = Schemas['NewTarget']
/** Puts enterprises of the register into a plan's named list. */
export const nameTargets = (planId: string, targets: readonly NewTarget[], minted: Minted): Promise<Problem | undefined> => tellDesk(`/plans/${planId}/targets`, 'POST', deed(minted, { targets }))
/** Calls a target off; the reason stays. */
export const cancelTarget = (id: string, reason: string, minted: Minted): Promise<Answered<Target>> => askDesk<Target>(`/targets/${id}/cancellation`, hasText('id'), 'POST', deed(minted, { reason }))
/** Gives targets of a plan to another section; its figures by section go with them. */
export const handTargets = (planId: string, targets: readonly string[], sectionId: string, reason: string, minted: Minted): Promise<Problem | undefined> => tellDesk(`/plans/${planId}/target-handovers`, 'POST', deed(minted, { targets, sectionId, reason }))
/** Everything of a plan that is named already, by enterprise. */
export const useNamed = (planId: () => string): UsedRead<Target[]> => useReading(() => wholeList<Target>(`/targets?planId=${planId()}`), planId)

/** Reads a breakdown workbook; nothing is kept by this. */
export const readPlanSheet = (file: File): Promise<Answered<Figures>> => sendWorkbook<Figures>('/plan-sheets', 'POST', file, hasArray('breakdowns'))

export async function savePlan(id: string, name: string): Promise<Problem | undefined> {
  const answer = await bytesFromDesk(`/plans/${id}/breakdown.xlsx`)
  if (answer.ok) handOver(answer.value, name)
  return answer.ok ? undefined : answer.problem
}
