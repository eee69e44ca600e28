// One check with its whole file: the record, everything done to it, its files, and its checklists.

import { readonly, shallowRef, watch, type Ref } from 'vue'
import { partiesOf, type Actor } from '../../inspection/parties'
import { procedure } from '../../inspection/procedure.gen'
import type { Bodies, Kind, Party, Role } from '../../inspection/record.gen'
import type { Lists } from '../../inspection/items'
import type { components } from '../../http/schema.gen'
import type { Problem } from '../../local/db'
import type { CheckView } from '../../sync/wire'
import { me } from '../session'
import { actOnCheck, mintFor, type LoopKind, type Minted, type OfficeKind } from './acts'
import { askDesk, hasArray, hasObject, type Read } from './door'
import { wholeList } from './lists'
import { readChecklist } from './register'

/** One line of the ledger. */
export type LedgerEntry = Omit<components['schemas']['Entry'], 'kind' | 'role'> & { kind: Kind; role: Role }
export type HeldFile = components['schemas']['Held']

export interface CaseFile {
  view: CheckView
  /** Undefined where the reader may not see it or it could not be read. */
  ledger: LedgerEntry[] | undefined
  files: HeldFile[] | undefined
  lists: Lists
  /** What this person may do to the check now, in the order of the procedure. */
  may: OfficeKind[]
}

const DESK: readonly OfficeKind[] = ['dispatch', 'approve_scheme', 'report_urgent', 'return_scheme', 'revise_scheme', 'reassign', 'cancel_check']

/** What an actor may do from a desk to a check in its state: the clauses of the procedure, read for this person. */
export function mayDo(view: CheckView, actor: Actor): OfficeKind[] {
  const mine: Party[] = partiesOf(view.record, actor)
  const { state, urgent, approval } = view.record
  const late = state !== 'assigned' && (!urgent || approval !== undefined) // only an urgent check is approved afterwards
  return DESK.filter((kind) => !(kind === 'approve_scheme' && late) && procedure.some((c) => c.act === kind && c.from.includes(view.record.state) && c.by.some((p) => mine.includes(p))))
}

/** Whether an actor may do this of the closed loop to a check now. */
export function mayLoop({ record }: CheckView, kind: LoopKind): boolean {
  const mine = me.value ? partiesOf(record, me.value) : []
  return procedure.some((c) => c.act === kind && c.from.includes(record.state) && c.by.some((p) => mine.includes(p)))
}

/** The article a kind of act rests on; after a refused entry another one than after a visit. */
export function articleOf(kind: Kind, entryRefused: boolean): string {
  const clauses = procedure.filter((c) => c.act === kind)
  return (clauses.find((c) => c.from.includes('entry_refused') === entryRefused) ?? clauses[0])?.article ?? ''
}

export interface UsedCase {
  screen: Readonly<Ref<Read<CaseFile>>>
  /** Resolves to the refusal, or undefined when it is done and the case has been read again. */
  act: <K extends OfficeKind | LoopKind>(kind: K, body: Bodies[K]) => Promise<Problem | undefined>
  again: () => Promise<void>
}

export function useCase(id: () => string): UsedCase {
  const screen = shallowRef<Read<CaseFile>>({ kind: 'loading' })
  const minted = new Map<string, Minted>()
  let round = 0
  const again = async (): Promise<void> => {
    const mine = ++round
    const next = await readCase(id())
    if (mine === round) screen.value = next
  }
  watch(id, () => {
    screen.value = { kind: 'loading' }
    void again()
  }, { immediate: true })
  const act: UsedCase['act'] = async (kind, body) => {
    const key = `${id()}/${kind}`
    const identity = mintFor(minted.get(key), body)
    minted.set(key, identity)
    const answer = await actOnCheck(id(), kind, body, identity)
    // A refusal is kept under its act's id; trying again after something has changed is a new act.
    if (answer.ok || answer.problem.kind !== 'unavailable') minted.delete(key)
    if (!answer.ok) return answer.problem
    await again()
    return undefined
  }
  return { screen: readonly(screen) as Readonly<Ref<Read<CaseFile>>>, act, again }
}

async function readCase(id: string): Promise<Read<CaseFile>> {
  const [view, ledger, manifest] = await Promise.all([
    askDesk<CheckView>(`/checks/${id}`, hasObject('record')),
    wholeList<LedgerEntry>(`/checks/${id}/ledger`),
    askDesk<{ files: HeldFile[] }>(`/checks/${id}/manifest`, hasArray('files')),
  ])
  if (!view.ok) return { kind: 'failed', problem: view.problem }
  const found = await Promise.all(view.value.record.checklists.map((c) => readChecklist(c.code, c.version)))
  const lists: Lists = Object.fromEntries(found.flatMap((f) => (f.ok ? [[f.value.code, f.value]] : [])))
  const who = me.value
  return {
    kind: 'ready',
    value: { view: view.value, ledger: ledger.ok ? ledger.value : undefined, files: manifest.ok ? manifest.value.files : undefined, lists, may: who ? mayDo(view.value, who) : [] },
  }
}
