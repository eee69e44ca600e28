// Chance that can be had again: everything random in a simulated day comes from one seed.

export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** A number from 0 up to but not including 1 (mulberry32). */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  below(n: number): number {
    return Math.floor(this.roll() * n)
  }

  chance(p: number): boolean {
    return this.roll() < p
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.below(from.length)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }

  /** A seed for something smaller, so that a change in it does not move everything after it. */
  seed(): number {
    return Math.floor(this.roll() * 4294967296)
  }
}
