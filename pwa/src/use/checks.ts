// All checks on this phone, with what waits for each.

import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'
import { project } from '../inspection/project'
import type { Lists } from '../inspection/items'
import type { CheckRecord } from '../inspection/record.gen'
import { checklistName } from '../local/db'
import { ground, standing } from './ground'

export interface CheckRow {
  record: CheckRecord
  unsent: number
  parked: number
  /** Everything needed to run it offline is here. */
  downloaded: boolean
}

export type ChecksScreen = { kind: 'loading' } | { kind: 'ready'; checks: CheckRow[] }

/** useChecks follows the list while the calling screen lives, by planned day. */
export function useChecks(): Readonly<Ref<ChecksScreen>> {
  const screen = shallowRef<ChecksScreen>({ kind: 'loading' })
  const { listen } = standing()
  let round = 0
  const load = async (): Promise<void> => {
    if (!ground.value) return
    const mine = ++round
    const checks = await rows()
    if (mine === round) screen.value = { kind: 'ready', checks }
  }
  onScopeDispose(listen((ring) => ring.what !== 'photos' && void load()))
  void load()
  return readonly(screen) as Readonly<Ref<ChecksScreen>>
}

async function rows(): Promise<CheckRow[]> {
  const { local, actor } = standing()
  const [snapshots, entries, here] = await Promise.all([local.snapshots(), local.outbox(), local.checklistsHere()])
  const all = await Promise.all(
    snapshots.map(async (snapshot) => {
      const mine = entries.filter((e) => e.checkId === snapshot.checkId)
      const pending = mine.filter((e) => e.state !== 'parked').map((e) => e.act)
      return {
        record: pending.length > 0 ? await project(snapshot.record, pending, actor, await listsOf(snapshot.record)) : snapshot.record,
        unsent: mine.filter((e) => e.state === 'waiting' || e.state === 'sending').length,
        parked: mine.length - pending.length,
        downloaded: snapshot.record.checklists.every((c) => here.has(checklistName(c.code, c.version))),
      }
    }),
  )
  return all.sort((a, b) => a.record.plannedOn.localeCompare(b.record.plannedOn) || byName.compare(a.record.enterprise.name, b.record.enterprise.name))
}

const byName = new Intl.Collator('zh-CN')

/** The checklists of one check: read only where acts on their way have to be played over its snapshot. */
async function listsOf(record: CheckRecord): Promise<Lists> {
  const { local } = standing()
  const found = await Promise.all(record.checklists.map((c) => local.checklist(c.code, c.version)))
  return Object.fromEntries(found.filter((c) => c !== undefined).map((c) => [c.code, c]))
}
