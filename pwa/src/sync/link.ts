// What the link carries, learnt from what it has carried: how large a piece may be and how many photos go side by side.
// It only measures and advises; nothing depends on it being right.

/** A piece should be under way for about this long: a cut then costs little even where a proxy keeps nothing of it. */
const pieceSeconds = 3
const smallest = 64 * 1024
const largest = 4 * 1024 * 1024
const untried = 256 * 1024
const shakyFor = 60_000

/** One piece on its way. */
export interface Passage {
  arrived(): void
  lost(): void
}

export class Link {
  private rate: number | undefined
  private onTheWay = 0
  private cap = largest
  private lastCut = -Infinity
  private sinceCut = Infinity

  constructor(private readonly now: () => number = () => Date.now()) {}

  /** Bytes a second over everything under way; undefined before anything has arrived. */
  get speed(): number | undefined {
    return this.rate
  }

  /** Bytes to send in one request. */
  piece(): number {
    if (this.rate === undefined) return Math.min(untried, this.cap)
    const share = (this.rate * pieceSeconds) / this.besides()
    return Math.max(Math.min(smallest, this.cap), Math.min(largest, this.cap, Math.round(share / 1024) * 1024))
  }

  /** Photos to send at the same time: one over a poor link or just after a cut, up to four over a good one. */
  besides(): number {
    if (this.sinceCut < 3) return 1
    const rate = this.rate ?? 0
    if (rate < 120_000) return 1
    if (rate < 800_000) return 2
    return rate < 2_500_000 ? 3 : 4
  }

  /** Whether bytes may be sent before the upload has an address: over a poor link a cut would lose them. */
  steady(): boolean {
    return this.now() - this.lastCut > shakyFor && (this.rate ?? 0) >= 400_000
  }

  /** Follows one piece from now on. */
  send(bytes: number): Passage {
    const began = this.now()
    this.onTheWay += 1
    const most = this.onTheWay
    let over = false
    const end = (): boolean => {
      if (over) return false
      over = true
      this.onTheWay -= 1
      return true
    }
    return {
      arrived: () => {
        if (!end()) return
        this.sinceCut += 1
        // Beside others a piece sees only its share of the link; a mean of the two ends is near enough.
        const company = (most + this.onTheWay + 1) / 2
        const seen = (bytes * company * 1000) / Math.max(1, this.now() - began)
        // A small piece measures the round trip, not the width.
        if (this.rate === undefined || seen > this.rate || bytes >= smallest) this.rate = this.rate === undefined ? seen : this.rate * 0.6 + seen * 0.4
      },
      lost: () => {
        if (!end()) return
        this.lastCut = this.now()
        this.sinceCut = 0
      },
    }
  }

  /** A proxy takes no body of this size; says whether smaller ones are worth a try. */
  tooLarge(bytes: number): boolean {
    if (bytes <= smallest / 4) return false
    this.cap = Math.max(smallest / 4, Math.floor(bytes / 2))
    return true
  }

  /** How long to wait for the answer to so many bytes before the link is taken for dead. */
  patience(bytes: number): number {
    const expected = (bytes * 1000 * this.besides()) / (this.rate ?? 20_000)
    return Math.min(120_000, Math.max(20_000, expected * 6))
  }
}
