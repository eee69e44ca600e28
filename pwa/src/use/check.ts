// One check as a screen sees it: the server's snapshot with the acts on their way played over it. A screen asks for an
// act; it is judged by the phone's law, stored, and only then shown.

import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue'
import { v7 } from 'uuid'
import type { NewBlob, OutboxEntry, Problem } from '../local/db'
import { asLocalError } from '../local/fail'
import { doAct, type Outcome } from '../inspection/do'
import type { Checklist } from '../inspection/judge'
import type { Lists } from '../inspection/items'
import { partiesOf } from '../inspection/parties'
import { dialect } from '../inspection/procedure.gen'
import { project } from '../inspection/project'
import type { Act, Bodies, CheckRecord, Kind, Party } from '../inspection/record.gen'
import { clockStamp } from './clock'
import { standing } from './ground'

export interface ViewedCheck {
  record: CheckRecord
  parties: Party[]
  lists: Lists
  /** The checklists in the order of the check; empty while they are not yet on this phone. */
  ordered: Checklist[]
  /** Acts on this phone only. */
  unsent: number
  /** Acts the server refused, kept here in full. */
  parked: OutboxEntry[]
}

export type CheckScreen = { kind: 'loading' } | { kind: 'missing' } | { kind: 'ready'; check: ViewedCheck }

const settleBeforeSending = 1_200 // several taps go up in one request

export interface UsedCheck {
  screen: Readonly<Ref<CheckScreen>>
  /** Resolves to undefined when the act is on disk, else to the refusal; nothing was stored then. */
  act<K extends Kind>(kind: K, body: Bodies[K], photos?: readonly NewBlob[], draftKey?: string): Promise<Problem | undefined>
}

let kickTimer: ReturnType<typeof setTimeout> | undefined

function kickSoon(): void {
  clearTimeout(kickTimer)
  const { engine } = standing()
  kickTimer = setTimeout(() => engine.kick(), settleBeforeSending)
}

/** useCheck follows one check while the calling screen lives. */
export function useCheck(id: () => string): UsedCheck {
  const ground = standing()
  const screen = shallowRef<CheckScreen>({ kind: 'loading' })
  let round = 0

  const load = async (): Promise<void> => {
    const mine = ++round
    const next = await view(id())
    if (mine === round) screen.value = next
  }
  let ownRing = false // what this screen has just done it already shows; reading it back would replay every act
  const stop = ground.listen((ring) => {
    if (!ownRing && ring.what !== 'photos' && (ring.checkId === undefined || ring.checkId === id())) void load()
  })
  onScopeDispose(stop)
  watch(id, load, { immediate: true })

  // One act at a time: each is judged on what the one before it left.
  let queue: Promise<unknown> = Promise.resolve()
  const act: UsedCheck['act'] = (kind, body, photos = [], draftKey) => {
    const turn = queue.then(async () => {
      const now = screen.value
      if (now.kind !== 'ready') return { code: 'local.failed', kind: 'internal', message: 'The check is not on this phone.' }
      const made = { id: v7(), kind, checkId: now.check.record.id, doneAt: new Date().toISOString(), clock: clockStamp(), device: ground.device, dialect, body } as Act
      const outcome: Outcome = await doAct(now.check.record, made, ground.actor, now.check.lists)
      if (!outcome.ok) return outcome.problem
      try {
        await ground.local.saveAct(made, photos, draftKey)
      } catch (error) {
        const local = asLocalError(error)
        return { code: local.code, kind: 'internal', message: local.message }
      }
      round += 1 // a load that began before this act must not overwrite it
      screen.value = { kind: 'ready', check: { ...now.check, record: outcome.record, unsent: now.check.unsent + 1 } }
      ownRing = true
      ground.ring({ what: 'acts', checkId: made.checkId })
      ownRing = false
      kickSoon()
      return undefined
    })
    queue = turn.catch(() => undefined)
    return turn
  }
  return { screen: readonly(screen) as Readonly<Ref<CheckScreen>>, act }
}

async function view(id: string): Promise<CheckScreen> {
  const { local, actor } = standing()
  const [snapshot, entries] = await Promise.all([local.snapshot(id), local.outboxOf(id)])
  if (!snapshot) return { kind: 'missing' }
  const found = await Promise.all(snapshot.record.checklists.map((c) => local.checklist(c.code, c.version)))
  const ordered = found.filter((c) => c !== undefined)
  const lists: Lists = Object.fromEntries(ordered.map((c) => [c.code, c]))
  const pending = entries.filter((e) => e.state !== 'parked' && !(e.state === 'confirmed' && (e.seq ?? Infinity) <= snapshot.seq))
  const record = await project(snapshot.record, pending.map((e) => e.act), actor, lists)
  return {
    kind: 'ready',
    check: {
      record,
      parties: partiesOf(record, actor),
      lists,
      ordered,
      unsent: entries.filter((e) => e.state === 'waiting' || e.state === 'sending').length,
      parked: entries.filter((e) => e.state === 'parked'),
    },
  }
}
