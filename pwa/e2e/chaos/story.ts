// A story is a list of plain steps, written from a seed before anything happens, so that it can be told again and told
// shorter. Each step carries its own small seed: leaving one out does not change what the others do.

import { Dice } from './dice'
import type { Aim, Trouble } from './network'
import type { Wiped } from './phone'

/** Whose phone: the lead's, the assistant's, and in the loop the enterprise's. */
export type Hand = 0 | 1 | 2

export type Step = { phone: Hand } & (
  | { do: 'act'; seed: number } // whatever a person might do now
  | { do: 'photo'; seed: number; big: boolean }
  | { do: 'sync' }
  | { do: 'dieSyncing'; steps: number } // the tab is killed at its nth step
  | { do: 'dieActing'; steps: number; seed: number }
  | { do: 'kill' }
  | { do: 'trouble'; trouble: Trouble }
  | { do: 'cut'; down: boolean }
  | { do: 'clock'; days: number }
  | { do: 'expire' }
  | { do: 'other' } // somebody else signs in on this phone and syncs, then goes
  | { do: 'full'; seed: number; after: number; how: 'throw' | 'abort' }
  | { do: 'fullSyncing'; after: number; times: number; how: 'throw' | 'abort' } // the storage says no in the middle of a round
  | { do: 'wipe'; what: Wiped }
  | { do: 'serverDies'; after: number; how: 'SIGKILL' | 'SIGTERM' } // while both phones are sending
  | { do: 'actWhileSyncing'; seed: number }
  | { do: 'clockWhileSyncing'; days: number }
  | { do: 'another' } // a second tab of the same person comes to the front
  | { do: 'turn' } // the tab behind comes to the front
  | { do: 'update' } // a new version comes in the middle of a form
  | { do: 'olderServer'; older: boolean } // the app is newer than the server
  | { do: 'reassign'; back: boolean } // the assistant's part goes to somebody else, or back
  | { do: 'rescue'; now: boolean; twice: boolean; cutAt: number; wipe: boolean } // everything unsent into a pack for the desk
  | { do: 'seal' }
  | { do: 'pin'; steps: number } // the person sets a PIN; the app may end in the middle of it
  | { do: 'lock'; wrong: boolean } // the phone is put away and unlocked again
  | { do: 'rule'; seed: number; twice: boolean } // a desk decides something in the loop
)

export interface Story {
  seed: number
  checklist: string
  steps: Step[]
  /** What follows the signed record, and how the enterprise comes to it. */
  loop?: { by: 'account' | 'link'; steps: Step[] }
}

const checklists = ['dust_explosion', 'metallurgy', 'confined_space', 'chemical_using_industry']
const aims: Aim[] = ['any', 'acts', 'acts', 'acts', 'changes', 'uploads', 'uploads', 'missing', 'sessions', 'checklists', 'phones']
const statuses = [401, 413, 423, 429, 500, 502, 503, 507]

export function writeStory(seed: number): Story {
  const dice = new Dice(seed)
  const checklist = dice.pick(checklists)
  const length = 14 + dice.below(22)
  const steps: Step[] = []
  if (dice.chance(0.12)) steps.push({ phone: dice.below(2) as Hand, do: 'pin', steps: dice.chance(0.3) ? 1 + dice.below(40) : 1_000_000 })
  while (steps.length < length) steps.push(...some(dice))
  return { seed, checklist, steps, ...(dice.chance(0.22) ? { loop: writeLoop(dice) } : {}) }
}

function writeLoop(dice: Dice): NonNullable<Story['loop']> {
  const steps: Step[] = []
  const length = 10 + dice.below(14)
  while (steps.length < length) steps.push(...inLoop(dice))
  return { by: dice.chance(0.5) ? 'account' : 'link', steps }
}

function inLoop(dice: Dice): Step[] {
  const phone = dice.pick([0, 0, 1, 1, 2, 2, 2] as const)
  const act = (who: Hand = phone): Step => ({ phone: who, do: 'act', seed: dice.seed() })
  const sync: Step = { phone, do: 'sync' }
  const kinds: [number, () => Step[]][] = [
    [28, () => Array.from({ length: 1 + dice.below(3) }, () => act())],
    [14, () => [act(), sync]],
    [10, () => [sync, { phone: 0, do: 'rule', seed: dice.seed(), twice: dice.chance(0.3) }, sync]],
    [16, () => [{ phone, do: 'trouble', trouble: writeTrouble(dice) }, act(), sync]],
    [8, () => [act(), { phone, do: 'dieSyncing', steps: 1 + dice.below(dice.pick([12, 50, 130])) }]],
    [5, () => [{ phone, do: 'dieActing', steps: 1 + dice.below(9), seed: dice.seed() }]],
    [4, () => [{ phone, do: 'kill' }]],
    [5, () => [{ phone, do: 'cut', down: dice.chance(0.6) }, act()]],
    [4, () => [{ phone, do: 'clock', days: dice.pick([-1, 0, 1]) }, act()]],
    [3, () => [act(0), act(1), act(2), { phone, do: 'serverDies', after: dice.below(40), how: dice.pick(['SIGKILL', 'SIGTERM'] as const) }]],
    [3, () => [act(), { phone, do: 'fullSyncing', after: dice.below(8), times: dice.pick([1, 3, 1000]), how: dice.pick(['throw', 'abort'] as const) }, sync]],
    [3, () => [act(), { phone, do: 'another' }, act()]],
    [3, () => [{ phone, do: 'lock', wrong: dice.chance(0.3) }]],
    [2, () => [act(0), { phone: 0, do: 'cut', down: true }, act(0), { phone: 0, do: 'rescue', now: dice.chance(0.5), twice: dice.chance(0.4), cutAt: dice.roll(), wipe: dice.chance(0.3) }, { phone: 0, do: 'cut', down: false }]],
  ]
  return drawn(dice, kinds)
}

function drawn(dice: Dice, kinds: [number, () => Step[]][]): Step[] {
  let at = dice.roll() * kinds.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, steps] of kinds) {
    at -= weight
    if (at < 0) return steps()
  }
  return []
}

function some(dice: Dice): Step[] {
  const phone = dice.below(2) as 0 | 1
  const other = (1 - phone) as 0 | 1
  const act = (who: 0 | 1 = phone): Step => ({ phone: who, do: 'act', seed: dice.seed() })
  const what = dice.roll()
  if (what < 0.26) return Array.from({ length: 1 + dice.below(5) }, () => act())
  if (what < 0.3) {
    const seed = dice.seed() // the same item on both phones, neither having seen the other
    return [{ phone, do: 'act', seed }, { phone: other, do: 'act', seed }]
  }
  if (what < 0.4) return [{ phone, do: 'photo', seed: dice.seed(), big: dice.chance(0.12) }]
  if (what < 0.48) return [{ phone, do: 'sync' }]
  if (what < 0.72) return [{ phone, do: 'trouble', trouble: writeTrouble(dice) }, ...(dice.chance(0.5) ? [act()] : []), { phone, do: 'sync' }]
  if (what < 0.79) return [act(), { phone, do: 'dieSyncing', steps: 1 + dice.below(dice.pick([12, 50, 130])) }]
  if (what < 0.82) return [{ phone, do: 'dieActing', steps: 1 + dice.below(9), seed: dice.seed() }]
  return rare(dice, phone, act)
}

function rare(dice: Dice, phone: 0 | 1, act: (who?: 0 | 1) => Step): Step[] {
  const how = dice.pick(['throw', 'abort'] as const)
  const kinds: [number, () => Step[]][] = [
    [10, () => [{ phone, do: 'kill' }]],
    [10, () => [{ phone, do: 'cut', down: dice.chance(0.6) }]],
    [10, () => [{ phone, do: 'clock', days: dice.pick([-1, 0, 1]) }, act()]],
    [5, () => [act(), { phone, do: 'clockWhileSyncing', days: dice.pick([-1, 1]) }]],
    [8, () => [act(), { phone, do: 'expire' }, { phone, do: 'sync' }]],
    [8, () => [act(), { phone, do: 'other' }]],
    [12, () => [{ phone, do: 'full', seed: dice.seed(), after: dice.below(6), how }]],
    [12, () => [act(), { phone, do: 'fullSyncing', after: dice.below(8), times: dice.pick([1, 1, 3, 1000]), how }, { phone, do: 'sync' }]],
    [5, () => [{ phone, do: 'wipe', what: dice.pick(['store', 'store', 'device', 'all'] as const) }]],
    [3, () => [act(0), act(1), { phone, do: 'serverDies', after: dice.below(40), how: dice.pick(['SIGKILL', 'SIGTERM'] as const) }]],
    [12, () => [act(), { phone, do: 'actWhileSyncing', seed: dice.seed() }]],
    [9, () => [act(), { phone, do: 'another' }, act()]],
    [9, () => [{ phone, do: 'turn' }, act(), { phone, do: 'sync' }]],
    [5, () => [act(), { phone, do: 'update' }]],
    [6, () => [act(), { phone, do: 'olderServer', older: dice.chance(0.7) }, { phone, do: 'sync' }]],
    [4, () => [act(1), { phone: 1, do: 'reassign', back: false }, act(1), { phone: 1, do: 'sync' }]],
    [3, () => [{ phone: 1, do: 'reassign', back: true }, { phone: 1, do: 'sync' }]],
    [8, () => [{ phone: 0, do: 'seal' }]],
    [5, () => [{ phone, do: 'lock', wrong: dice.chance(0.3) }, act()]],
    [10, () => [{ phone, do: 'cut', down: true }, act(), { phone, do: 'rescue', now: dice.chance(0.5), twice: dice.chance(0.4), cutAt: dice.roll(), wipe: dice.chance(0.3) }, { phone, do: 'cut', down: dice.chance(0.2) }]],
  ]
  return drawn(dice, kinds)
}

function writeTrouble(dice: Dice): Trouble {
  const when = { aim: dice.pick(aims), skip: dice.chance(0.7) ? 0 : dice.below(4) }
  const what = dice.roll()
  if (what < 0.14) return { ...when, kind: 'cutBefore' }
  if (what < 0.32) return { ...when, kind: 'cutInside', fraction: dice.roll() }
  if (what < 0.52) return { ...when, kind: 'cutAfter' }
  if (what < 0.58) return { ...when, kind: 'cutReply' }
  if (what < 0.68) return { ...when, kind: 'double' }
  if (what < 0.8) return { ...when, kind: 'late', after: 1 + dice.below(6) }
  if (what < 0.86) return { ...when, kind: 'portal', page: dice.below(6) }
  if (what < 0.88) return { ...when, kind: 'expired' }
  if (what < 0.9) return { ...when, kind: 'revoked' }
  if (what < 0.93) return { ...when, kind: 'dieInside', fraction: dice.roll() }
  return { ...when, kind: 'status', status: dice.pick(statuses), ours: dice.chance(0.6) }
}

/** One step in a line, for people. */
export function tell({ phone, ...step }: Step): string {
  const { do: what, ...rest } = step as { do: string }
  return `phone ${phone + 1}: ${what} ${JSON.stringify(rest)}`
}
