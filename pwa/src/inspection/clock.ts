// How a phone's clock stood, and what follows for days and times. Twin of internal/inspection/clock.go.

import type { Act, Arrival, Closing, Clock, PhoneClock } from './record.gen'
import { need } from './refused'
import { absurd, isUuid } from './wellformed'

const LONGEST_RUN = 315_576_000_000
const LARGEST_ERROR = 3_155_760_000_000

/** How far off a phone's clock must be for people to be told. */
export const WRONG_FROM = 120_000

export const wrong = (clock: PhoneClock | undefined): clock is PhoneClock => clock !== undefined && Math.abs(clock.offBy) > WRONG_FROM

/** The server's time, in milliseconds, for a moment read from this phone's clock. */
export const right = (at: string, clock: PhoneClock | undefined): number => Date.parse(at) - (clock?.offBy ?? 0)

/** Judges the form of an act's clock. */
export function clockFault(clock: Clock | undefined): void {
  if (!clock) return
  need(isUuid(clock.run), 'act.bad_value', { field: 'clock.run' })
  need(clock.mono >= 0 && clock.mono <= LONGEST_RUN, 'act.bad_value', { field: 'clock.mono' })
  need((clock.error ?? 0) >= 0 && (clock.error ?? 0) <= LARGEST_ERROR, 'act.bad_value', { field: 'clock.error' })
  need(!clock.server || !absurd(clock.server), 'act.bad_time', { field: 'clock.server' })
}

/** The best knowledge of the moment of an act: days are judged by it, so that a clock a day off makes no certificate expire. */
export const whenOf = (act: Act): string => act.clock?.server ?? act.doneAt

/** How the clock stood of the phone on which an act was done; undefined when that is not known. */
export function phoneClockOf({ doneAt, clock }: Act): PhoneClock | undefined {
  return clock?.server ? { offBy: Date.parse(doneAt) - Date.parse(clock.server), error: clock.error ?? 0 } : undefined
}

/** Two phones, or one whose clock was mended in between: what may be an error is no contradiction. */
export function endsBeforeStart(closing: Closing, arrival: Arrival): boolean {
  const doubt = (closing.clock?.error ?? 0) + (arrival.clock?.error ?? 0)
  return right(closing.endedAt, closing.clock) + doubt < right(arrival.at, arrival.clock)
}
