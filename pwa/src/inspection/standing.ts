// Two phones work on one check, so acts arrive in any order; what stands must not depend on it. Everything stands that
// nobody has superseded, by (doneAt, act id). The same rule as internal/inspection/standing.go.

export interface Stamped {
  act: string
  doneAt: string
}

export interface Register<E extends Stamped> {
  standing: E[]
  superseded: string[]
}

/** before compares instants; as texts they would not do, for the server leaves out decimals that are zero. */
export function before(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b)
}

/** compare orders by (doneAt, act id). */
export function compare(a: Stamped, b: Stamped): number {
  if (before(a.doneAt, b.doneAt)) return -1
  if (before(b.doneAt, a.doneAt)) return 1
  return a.act < b.act ? -1 : a.act > b.act ? 1 : 0
}

/** later says whether `next` takes the place of what is there. */
export function later(next: Stamped, there: Stamped | undefined): boolean {
  return there === undefined || compare(next, there) > 0
}

/** earlier is for tombstones: the first one stays. */
export function earlier(next: { act: string; at: string }, there: { act: string; at: string } | undefined): boolean {
  return there === undefined || compare({ act: next.act, doneAt: next.at }, { act: there.act, doneAt: there.at }) < 0
}

/** stand adds one entry that saw `supersedes`; one that was superseded before it came stands nowhere. */
export function stand<E extends Stamped>(register: Register<E>, next: E, supersedes: readonly string[]): Register<E> {
  const superseded = [...new Set([...register.superseded, ...supersedes])].sort()
  const stale = new Set(superseded)
  const standing = [...register.standing.filter((e) => e.act !== next.act), next].filter((e) => !stale.has(e.act)).sort(compare)
  return { standing, superseded }
}
