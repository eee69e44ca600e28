import { describe, expect, it } from 'vitest'
import { PhoneTime, type Anchor, type Look } from './clock'

const NINE = Date.UTC(2026, 10, 24, 1)
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const RUN = '019ab3c0-0000-7000-8000-0000000000c1'

/** A phone with two clocks and a server with one; only the test knows all three. */
class Bench {
  truth = NINE
  mono = 0
  phone: PhoneTime
  constructor(public offBy = 0, kept?: Anchor) {
    this.phone = new PhoneTime(RUN, this.now(), kept)
  }
  now(): Look {
    return { wall: this.truth + this.offBy, mono: this.mono }
  }
  pass(ms: number, away = false): this {
    this.truth += ms
    this.mono += ms
    this.phone.look(this.now(), away)
    return this
  }
  sleep(ms: number): this {
    this.truth += ms // and the run's milliseconds stand still
    this.phone.look(this.now(), true)
    return this
  }
  set(ms: number, away = false): this {
    this.offBy += ms
    this.phone.look(this.now(), away)
    return this
  }
  /** A request of `rtt` whose answer was written after `after` of it. */
  ask(rtt: number, after = rtt / 2): this {
    const sent = this.now()
    this.truth += after
    this.mono += after
    const said = this.truth
    this.truth += rtt - after
    this.mono += rtt - after
    this.phone.hear(said, sent, this.now())
    return this
  }
  restart(): this {
    const kept = this.phone.toKeep(this.now())
    this.mono = 0
    this.phone = new PhoneTime(RUN, this.now(), kept)
    return this
  }
  /** The estimate is never further from the truth than it says, and it knows how wrong the device's clock is. */
  holds(errorBelow = Infinity): this {
    const known = this.phone.estimate(this.now())
    expect(known).toBeDefined()
    if (!known) return this
    expect(Math.abs(known.server - this.truth), 'within its error').toBeLessThanOrEqual(known.error)
    expect(Math.abs(known.offBy - this.offBy), 'knows how far off the clock is').toBeLessThanOrEqual(known.error)
    expect(known.error).toBeLessThan(errorBelow)
    return this
  }
}

describe('what the phone knows of time', () => {
  it('knows nothing before it has heard the server, and says only the run', () => {
    const b = new Bench(DAY).pass(7)
    expect(b.phone.estimate(b.now())).toBeUndefined()
    expect(b.phone.standing(b.now())).toBeUndefined()
    expect(b.phone.stamp(b.now())).toEqual({ run: RUN, mono: 7 })
  })

  it('knows it to half the round trip, wherever in it the answer was written', () => {
    for (const after of [0, 40, 300]) new Bench(-3 * HOUR).ask(300, after).holds(152)
    const b = new Bench(5 * MINUTE).ask(300)
    expect(b.phone.stamp(b.now())).toEqual({ run: RUN, mono: 300, server: new Date(b.truth).toISOString(), error: 151 })
  })

  it('keeps the better of two answers and grows older with doubt', () => {
    const b = new Bench().ask(60).holds(32)
    b.pass(MINUTE).ask(9_000, 8_999).holds(50) // a slow answer makes nothing worse
    b.pass(10 * HOUR).holds(2 * SECOND).ask(60).holds(32)
  })

  it('is not moved by a device clock that somebody sets, and notes that', () => {
    const b = new Bench().ask(100).pass(10 * MINUTE).set(DAY).holds(SECOND)
    expect(b.phone.jumps).toEqual([DAY])
    b.set(-2 * DAY).pass(HOUR).holds(SECOND)
    expect(b.phone.jumps).toEqual([DAY, -2 * DAY])
    expect(b.phone.standing(b.now())?.offBy).toBeCloseTo(-DAY, -3)
  })

  it('takes a nap for a nap, and says that it might have been a clock that was set', () => {
    const b = new Bench(MINUTE).ask(100).sleep(8 * HOUR).holds(9 * HOUR)
    expect(b.phone.estimate(b.now())?.error).toBeGreaterThanOrEqual(8 * HOUR)
    expect(b.phone.jumps).toEqual([])
    b.ask(100).holds(52) // the next answer clears it up
  })

  it('doubts by a whole day when the clock was set forward in the settings, out of sight', () => {
    const b = new Bench().ask(100).set(DAY, true).holds(DAY + SECOND)
    b.pass(HOUR).ask(100).holds(52)
    expect(b.phone.standing(b.now())?.offBy).toBeCloseTo(DAY, -3)
  })

  it('goes on by its milliseconds when the clock was set back out of sight', () => {
    const b = new Bench().ask(100).set(-DAY, true).holds(DAY + SECOND)
    expect(b.phone.jumps).toEqual([-DAY])
    expect(b.phone.standing(b.now())?.offBy).toBe(-DAY)
  })

  it('holds out a week without a network', () => {
    new Bench(-7 * MINUTE).ask(400).pass(7 * DAY).holds(31 * SECOND)
  })

  it('falls back to the device clock after a restart and doubts it', () => {
    const b = new Bench(3 * MINUTE).ask(200).pass(HOUR).restart().pass(5 * SECOND).holds(14 * MINUTE)
    expect(b.phone.standing(b.now())).toMatchObject({ offBy: 3 * MINUTE })
    expect(b.phone.toKeep(b.now())).toBeUndefined() // nothing new was learnt
    b.ask(200).holds(103)
  })

  it('includes, after a restart, that somebody has set the clock forward meanwhile', () => {
    const b = new Bench().ask(100)
    const kept = b.phone.toKeep(b.now())
    new Bench(DAY, kept).holds(DAY + 11 * MINUTE).pass(HOUR).holds(DAY + 12 * MINUTE).ask(100).holds(52)
  })

  it('includes, after a restart, that somebody has mended the clock meanwhile', () => {
    const mended = new Bench(DAY).ask(200)
    const kept = mended.phone.toKeep(mended.now())
    new Bench(0, kept).pass(2 * DAY).holds(DAY + 11 * MINUTE + 10 * SECOND)
    new Bench(0, kept).pass(SECOND).holds(3 * DAY) // the clock stands before what it once said
    const worse = new Bench(-3 * DAY, kept)
    expect(worse.phone.estimate(worse.now())?.server).toBeGreaterThanOrEqual(kept?.server ?? Infinity)
  })

  it('believes the server when the server has moved', () => {
    const b = new Bench().ask(100)
    b.truth += DAY
    b.mono += MINUTE
    b.ask(100)
    expect(Math.abs((b.phone.estimate(b.now())?.server ?? 0) - b.truth)).toBeLessThan(52)
  })

  it('stamps no year that the server would refuse', () => {
    const b = new Bench(0, { server: 0, wall: NINE, error: 1 })
    expect(b.phone.stamp(b.now())).toEqual({ run: RUN, mono: 0 })
  })
})
