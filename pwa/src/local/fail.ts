/** The ways the phone's own storage says no. Each has a sentence in locales/…/refusals.ts. */
export type LocalCode = 'local.timeout' | 'local.blocked' | 'local.full' | 'local.failed' | 'local.newer' | 'local.locked'

export class LocalError extends Error {
  constructor(
    readonly code: LocalCode,
    override readonly cause?: unknown,
  ) {
    super(code)
    this.name = 'LocalError'
  }
}

/** Turns whatever IndexedDB throws into one of these ways. */
export function asLocalError(error: unknown): LocalError {
  if (error instanceof LocalError) return error
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'QuotaExceededError') return new LocalError('local.full', error)
  if (name === 'VersionError') return new LocalError('local.newer', error)
  return new LocalError('local.failed', error)
}

/**
 * The result of `work`, or a LocalError after `ms`: on a full phone IndexedDB promises may neither resolve nor reject,
 * and an inspector must never look at a screen that waits for ever.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LocalError('local.timeout')), ms)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    throw asLocalError(error)
  } finally {
    clearTimeout(timer)
  }
}
