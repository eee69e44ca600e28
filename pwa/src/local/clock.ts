// What this phone can know of time. Its own clock may be wrong, and may be set while the app runs; the milliseconds since
// the app began (performance.now) only go forward. An answer of the server ties the two to the server's time, and from
// then on the server's time is estimated, together with how far that may be wrong. Pure: it is told every reading.

import type { Clock, PhoneClock } from '../inspection/record.gen'

/** One look at both clocks: `wall` the device's, `mono` since the run began, in milliseconds. */
export interface Look {
  wall: number
  mono: number
}

/** What is kept for the next run: when the device's clock said `wall`, the server's said `server` ± `error`. */
export interface Anchor {
  server: number
  wall: number
  error: number
}

/** The server's time as far as it is known, and how far ahead of it the device's clock is. */
export interface Estimate {
  server: number
  error: number
  offBy: number
}

const DRIFT = 50e-6 // how fast a phone's crystal may run wrong
const RESTART_DOUBT = 10 * 60_000 // nobody watched the clock while the app was closed
const JUMP = 1_000 // less than this is the device's clock being nursed along
const LARGEST_ERROR = 3_155_760_000_000

export class PhoneTime {
  private anchor: (Anchor & { mono: number }) | undefined
  private readonly kept: Anchor | undefined
  private skew: number
  /** Since the anchor: milliseconds by which the device's clock moved while nobody looked (asleep, or set by hand). */
  private unseen = 0
  /** How often, and by how much in sum, the device's clock was seen being set in this run. */
  readonly jumps: number[] = []

  constructor(readonly run: string, begin: Look, kept?: Anchor) {
    this.skew = begin.wall - begin.mono
    this.kept = kept
  }

  /** Notes how the clocks stand. `away`: the app was hidden since the last look, so the device may have slept. */
  look(now: Look, away: boolean): void {
    const moved = now.wall - now.mono - this.skew
    this.skew += moved
    if (Math.abs(moved) < JUMP) return
    if (away) this.unseen += moved
    if (!away || moved < 0) this.jumps.push(Math.round(moved))
  }

  /** The server said its time in an answer to a request made at `sent` and answered at `got`. */
  hear(server: number, sent: Look, got: Look): void {
    this.look(got, true) // a request may outlast a nap
    const middle = (sent.mono + got.mono) / 2
    const heard = { server: server + (got.mono - middle), wall: got.wall, mono: got.mono, error: Math.ceil((got.mono - sent.mono) / 2) + 1 }
    const known = this.estimate(got)
    // The nearer of two agreeing answers is the better one; of two that contradict each other the later counts.
    const agrees = known && this.anchor && Math.abs(known.server - heard.server) <= known.error + heard.error
    if (agrees && known.error <= heard.error) return
    this.anchor = heard
    this.unseen = 0
  }

  /** The server's time now; undefined on a phone that has never heard it. */
  estimate(now: Look): Estimate | undefined {
    const found = this.anchor ? this.sinceAnchor(now, this.anchor) : this.kept && sinceLastRun(now, this.kept)
    if (!found) return undefined
    const server = Math.round(found.server)
    return { server, error: Math.min(Math.ceil(found.error), LARGEST_ERROR), offBy: Math.round(now.wall) - server }
  }

  private sinceAnchor(now: Look, anchor: Anchor & { mono: number }): { server: number; error: number } {
    const ran = now.mono - anchor.mono
    // While the app was hidden the run's milliseconds may have stood still: then the device's clock tells how long, if
    // nobody has set it. Set back it was for certain, so that counts only as doubt.
    return { server: anchor.server + ran + Math.max(0, this.unseen), error: anchor.error + ran * DRIFT + Math.abs(this.unseen) }
  }

  /** What to keep for the next run; undefined while nothing was heard in this one. */
  toKeep(now: Look): Anchor | undefined {
    const known = this.anchor && this.estimate(now)
    return known && { server: known.server, wall: Math.round(now.wall), error: known.error }
  }

  /** The clock of an act done now. */
  stamp(now: Look): Clock {
    const known = this.estimate(now)
    const clock = { run: this.run, mono: Math.max(0, Math.round(now.mono)) }
    return known && plausible(known.server) ? { ...clock, server: new Date(known.server).toISOString(), error: known.error } : clock
  }

  /** How the device's clock stands, for a person or a record; undefined when that is not known. */
  standing(now: Look): PhoneClock | undefined {
    const known = this.estimate(now)
    return known && Math.abs(known.offBy) <= LARGEST_ERROR ? { offBy: known.offBy, error: known.error } : undefined
  }
}

/** After a restart nothing ties the clocks together but the device's own, which somebody may have mended meanwhile. */
function sinceLastRun(now: Look, kept: Anchor): { server: number; error: number } {
  const offBy = kept.wall - kept.server
  const passed = now.wall - kept.wall
  // While the app was closed the device's clock may have been set forward by as much as it says has passed.
  const closed = Math.max(0, passed - now.mono)
  const doubt = kept.error + RESTART_DOUBT + Math.abs(passed) * DRIFT + Math.abs(offBy) + closed
  if (passed >= 0) return { server: now.wall - offBy, error: doubt }
  // It was set back: the server's time cannot have been before what it was then.
  const server = Math.max(now.wall, kept.server)
  return { server, error: doubt + Math.abs(passed) }
}

/** The server refuses years that no device can honestly mean. */
const plausible = (server: number): boolean => server > Date.UTC(2020, 0, 1) && server < Date.UTC(2100, 0, 1)
