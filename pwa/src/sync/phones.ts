// What this phone still holds, told to the server, and what the team's other phones last told it: for the person who
// seals. It blocks nothing and proves nothing; a phone that never spoke is exactly that.

import type { Local, Snapshot } from '../local/db'
import type { Wire } from './wire'

export interface PhonesReport {
  device: string
  name?: string
  checks: Holds[]
}

/** What one phone holds of one check and has not been able to send. */
export interface Holds {
  checkId: string
  waitingActs: number
  waitingPhotos: number
  waitingBytes: number
  lastActAt?: string
}

/** One phone of a team as the server last heard of it. `acceptedActs` and `lastAcceptedAt` the server knows by itself. */
export interface TeamPhone {
  device: string
  personId: string
  personName: string
  /** Absent: it has sent acts and never said what it holds. */
  heardAt?: string
  waitingActs: number
  waitingPhotos: number
  acceptedActs: number
  lastAcceptedAt?: string
}

export interface PhonesAnswer {
  checks: { checkId: string; phones: TeamPhone[] }[]
  serverTime: string
}

/** What the phone keeps of an answer, with when it was given: offline it is shown with its age. */
export interface HeardPhones {
  at: string
  phones: TeamPhone[]
}

export const heardKey = (checkId: string): string => `phones/${checkId}`
export const checksMost = 40
const sayAgainAfter = 4 * 60_000
const noOftenerThan = 45_000

/** Which checks are worth speaking of: those going on, and any of which something waits. */
const goingOn = new Set(['ready', 'open', 'recorded'])

/** Tells what is held, when it has changed or was told a while ago; remembers in memory what it told last. */
export class PhoneReports {
  private said = ''
  private saidAt = -Infinity

  constructor(
    private readonly local: Local,
    private readonly wire: Wire,
    private readonly device: string,
    private readonly now: () => number,
  ) {}

  /** report speaks if there is something to say; true when the team's phones were heard of. `resting`: nothing is under way. */
  async report(resting: boolean): Promise<boolean> {
    const quiet = this.now() - this.saidAt
    if (!resting && quiet < noOftenerThan) return false
    const checks = await held(this.local)
    const text = JSON.stringify(checks)
    if (checks.length === 0 || (text === this.said && quiet < sayAgainAfter)) return false
    const reply = await this.wire.reportPhone({ device: this.device, checks })
    if (reply.fate !== 'done') return false
    this.said = text
    this.saidAt = this.now()
    for (const { checkId, phones } of reply.value.checks) {
      await this.local.putMeta(heardKey(checkId), { at: reply.value.serverTime, phones } satisfies HeardPhones)
    }
    return reply.value.checks.length > 0
  }
}

async function held(local: Local): Promise<Holds[]> {
  const [snapshots, entries, photos] = await Promise.all([local.snapshots(), local.outbox(), local.photoStates()])
  const rows = new Map<string, Holds>()
  const row = (checkId: string): Holds => {
    const found = rows.get(checkId) ?? { checkId, waitingActs: 0, waitingPhotos: 0, waitingBytes: 0 }
    rows.set(checkId, found)
    return found
  }
  for (const e of entries) {
    const r = row(e.checkId)
    if (e.state !== 'confirmed') r.waitingActs += 1
    if (!r.lastActAt || e.act.doneAt > r.lastActAt) r.lastActAt = e.act.doneAt
  }
  for (const p of photos) {
    if (p.state !== 'here') continue
    const r = row(p.checkId)
    r.waitingPhotos += 1
    r.waitingBytes += p.size - Math.min(p.size, p.sent ?? 0)
  }
  const newest = [...snapshots].filter((s: Snapshot) => goingOn.has(s.record.state) && !s.gone).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
  for (const { checkId } of newest) if (rows.size < checksMost) row(checkId)
  return [...rows.values()].slice(0, checksMost)
}
