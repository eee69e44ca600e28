// Taking a workbook into the register: it is read under an id of one's own, looked through, decided and taken in whole.

import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'
import { v7 } from 'uuid'
import type { components } from '../../http/schema.gen'
import { jsonOf, noNetwork, problemFrom, strangeAnswer } from '../../http/problem'
import { standingDoor } from '../session'
import type { Minted } from './acts'
import { askDesk, hasList, hasText, type Answered, type Page, type Problem } from './door'

type Schemas = components['schemas']
export type Import = Schemas['Import']
export type ImportRow = Schemas['ImportRow']
export type Issue = Schemas['Issue']
export const OUTCOMES = ['add', 'update', 'same', 'like', 'wrong', 'skip'] as const
export type Outcome = (typeof OUTCOMES)[number]
export type Decision = 'merge' | 'add' | 'skip'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const LOOK = 700

/** Sends a workbook as it is. */
export async function sendWorkbook<T>(path: string, method: string, file: File, ours: (json: unknown) => boolean, signal?: AbortSignal): Promise<Answered<T>> {
  try {
    const request = new Request(`/api/v1${path}?name=${encodeURIComponent(file.name.slice(0, 200))}`, { method, headers: { Accept: 'application/json', 'Content-Type': XLSX }, body: file, ...(signal ? { signal } : {}) })
    const response = await standingDoor().fetch(request)
    const json = await jsonOf(response)
    if (response.ok && ours(json)) return { ok: true, value: json as T }
    return { ok: false, problem: (response.ok ? undefined : problemFrom(json)) ?? strangeAnswer }
  } catch {
    return { ok: false, problem: noNetwork }
  }
}

export type ImportScreen =
  | { kind: 'idle'; problem?: Problem }
  | { kind: 'reading'; fileName: string; done: number; total: number }
  | { kind: 'here'; value: Import; problem?: Problem }

export interface UsedImport {
  screen: Readonly<Ref<ImportScreen>>
  read(file: File): Promise<void>
  decide(no: number, decision: Decision): Promise<void>
  take(withoutWrong: boolean, minted: (body: unknown) => Minted): Promise<boolean>
  cancel(): Promise<void>
}

/** One import from the file to the register. While the file is read, how far it is is asked for from time to time. */
export function useImport(): UsedImport {
  const screen = shallowRef<ImportScreen>({ kind: 'idle' })
  let id = ''
  let timer: ReturnType<typeof setInterval> | undefined
  const rest = (): void => clearInterval(timer)
  onScopeDispose(rest)
  const ask = (path: string, method: string, body?: unknown): Promise<Answered<Import>> => askDesk<Import>(`/register-imports/${id}${path}`, hasText('id'), method, body)

  async function read(file: File): Promise<void> {
    const mine = (id = v7())
    screen.value = { kind: 'reading', fileName: file.name, done: 0, total: 0 }
    rest()
    timer = setInterval(async () => {
      const answer = await ask('', 'GET')
      if (answer.ok && mine === id && screen.value.kind === 'reading') screen.value = { kind: 'reading', fileName: file.name, done: answer.value.done, total: answer.value.total }
    }, LOOK)
    const answer = await sendWorkbook<Import>(`/register-imports/${mine}`, 'PUT', file, hasText('id'))
    if (mine !== id) return
    rest()
    screen.value = answer.ok ? { kind: 'here', value: answer.value } : { kind: 'idle', problem: answer.problem }
  }
  const show = (answer: Answered<Import>): boolean => {
    if (answer.ok) screen.value = { kind: 'here', value: answer.value }
    else if (screen.value.kind === 'here') screen.value = { ...screen.value, problem: answer.problem }
    return answer.ok
  }
  async function decide(no: number, decision: Decision): Promise<void> {
    show(await ask('/decisions', 'POST', { decisions: [{ no, do: decision }] }))
  }
  async function take(withoutWrong: boolean, minted: (body: unknown) => Minted): Promise<boolean> {
    const deed = minted({ id, withoutWrong })
    return show(await ask('/taking', 'POST', { id: deed.id, doneAt: deed.doneAt, withoutWrong }))
  }
  async function cancel(): Promise<void> {
    const gone = id
    id = ''
    rest()
    screen.value = { kind: 'idle' }
    if (gone) await askDesk(`/register-imports/${gone}`, () => true, 'DELETE')
  }
  return { screen: readonly(screen) as Readonly<Ref<ImportScreen>>, read, decide, take, cancel }
}

/** Rows of an import with one outcome, from after a row's number. */
export const importRows = (id: string, outcome: Outcome, after: number): Promise<Answered<Page<ImportRow>>> =>
  askDesk<Page<ImportRow>>(`/register-imports/${id}/rows?outcome=${outcome}&after=${after}&limit=100`, hasList)
