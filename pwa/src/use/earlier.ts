// What earlier visits found at an enterprise: fetched once for each check that lies ahead, after everything else has been
// sent and fetched, and kept on the phone.

import { ask } from '../http/wire'
import type { EarlierRow } from '../local/db'
import type { components } from '../http/schema.gen'
import type { State } from '../inspection/record.gen'
import { ground, standing } from './ground'
import { standingDoor } from './session'

export type EarlierVisit = components['schemas']['EarlierVisit']
export type EarlierFinding = components['schemas']['EarlierFinding']
interface Kept extends EarlierRow {
  visits: EarlierVisit[]
  /** The checks it was fetched for. */
  checks: string[]
}

const AHEAD: readonly State[] = ['assigned', 'ready', 'open']
const mostAtOnce = 20
const isEarlier = (json: unknown): boolean => typeof json === 'object' && json !== null && Array.isArray((json as { visits?: unknown }).visits)

let fetching = false

/** Fetches what is missing, one enterprise after the other; stops at the first that fails, and nobody minds. */
export async function fetchEarlier(): Promise<void> {
  if (fetching || !ground.value) return
  fetching = true
  try {
    const { local } = standing()
    const ahead = (await local.snapshots()).filter((s) => !s.gone && AHEAD.includes(s.record.state)).sort((a, b) => a.record.plannedOn.localeCompare(b.record.plannedOn))
    let left = mostAtOnce
    for (const { checkId, record } of ahead) {
      const kept = (await local.earlier(record.enterprise.id)) as Kept | undefined
      if (kept?.checks.includes(checkId)) continue
      if (left === 0 || ground.value?.local !== local) return
      left -= 1
      const reply = await ask<{ enterpriseId: string; visits: EarlierVisit[] }>(standingDoor(), `/checks/${checkId}/earlier`, isEarlier)
      if (reply.fate === 'refused') continue
      if (reply.fate !== 'done') return
      await local.putEarlier({ enterpriseId: record.enterprise.id, visits: reply.value.visits, checks: [...(kept?.checks ?? []), checkId] } satisfies Kept)
    }
  } finally {
    fetching = false
  }
}

/** What is known of earlier visits, the newest first; undefined while nothing was fetched. */
export async function earlierVisits(enterpriseId: string): Promise<readonly EarlierVisit[] | undefined> {
  return ((await standing().local.earlier(enterpriseId)) as Kept | undefined)?.visits
}

/** One finding of an earlier visit. */
export interface EarlierOf {
  visit: EarlierVisit
  finding: EarlierFinding
  /** Of the last visit, not of one before. */
  last: boolean
}

/** The findings of earlier visits on the items of one checklist; free ones stand under the empty item. */
export function byItem(visits: readonly EarlierVisit[], code: string): Map<string, EarlierOf[]> {
  const items = new Map<string, EarlierOf[]>()
  visits.forEach((visit, n) => {
    for (const finding of visit.findings) {
      if (finding.item && finding.checklist !== code) continue
      const item = finding.item ?? ''
      items.set(item, [...(items.get(item) ?? []), { visit, finding, last: n === 0 }])
    }
  })
  return items
}
