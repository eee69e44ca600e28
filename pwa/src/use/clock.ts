// The phone's clock for everybody else: it listens to the server's answers, watches whether somebody sets the clock, and
// says what time it is, how wrong the phone is, and what to write beside an act. What is known belongs to the phone, not
// to a person, and is small, so it is kept in localStorage.

import { readonly, shallowRef } from 'vue'
import { v7 } from 'uuid'
import { PhoneTime, type Anchor, type Look } from '../local/clock'
import { tellTimeBy } from './days'
import type { Clock, PhoneClock } from '../inspection/record.gen'

const KEPT = 'anjian.clock'
const LOOK_EVERY = 20_000
const TOLD_FROM = 120_000

const look = (): Look => ({ wall: Date.now(), mono: performance.now() })
const time = new PhoneTime(v7(), look(), kept())
const standing = shallowRef<PhoneClock>()

/** How far this phone's clock is off, when that is more than people need to be told about. */
export const wrongClock = readonly(standing)

/** What else this phone knows of time now: goes with an act. */
export function clockStamp(): Clock {
  peek()
  return time.stamp(look())
}

/** How this phone's clock stands now; undefined when it never heard the server. */
export function phoneClock(): PhoneClock | undefined {
  peek()
  return time.standing(look())
}

/** The time to judge days by: the phone's clock unless that is surely wrong, then the server's as far as known. */
function rightNow(): number {
  const now = look()
  const known = time.estimate(now)
  return known && Math.abs(known.offBy) > Math.max(known.error, TOLD_FROM) ? known.server : now.wall
}

/** Called before a request; what it gives back is called with the answer. */
export function listenForTime(): (answer: Response) => void {
  const sent = look()
  return ({ headers }) => {
    const said = Date.parse(headers.get('Server-Time') ?? '')
    if (Number.isNaN(said) || headers.get('Cache-Control') !== 'no-store') return // an old answer tells an old time
    time.hear(said, sent, look())
    peek()
    keep()
  }
}

let away = false

function peek(): void {
  const now = look()
  time.look(now, away)
  away = document.visibilityState === 'hidden'
  const at = time.standing(now)
  const told = at && Math.abs(at.offBy) > TOLD_FROM ? at : undefined
  const before = standing.value
  if (told === undefined ? before !== undefined : Math.abs((before?.offBy ?? 0) - told.offBy) > 1_000 || before?.error !== told.error) standing.value = told
}

function kept(): Anchor | undefined {
  try {
    const { server, wall, error } = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Anchor>
    return [server, wall, error].every(Number.isFinite) ? ({ server, wall, error } as Anchor) : undefined
  } catch {
    return undefined
  }
}

function keep(): void {
  const anchor = time.toKeep(look())
  try {
    if (anchor) localStorage.setItem(KEPT, JSON.stringify(anchor))
  } catch {
    // a full or forbidden localStorage only means a larger doubt after the next start
  }
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') {
    away = true
    keep()
  } else peek()
})
tellTimeBy(rightNow)
setInterval(() => {
  if (document.visibilityState === 'visible') peek()
}, LOOK_EVERY)
peek()
