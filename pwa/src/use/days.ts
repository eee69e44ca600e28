import { clockOf, dayOf } from '../inspection/day'
import { locale } from './i18n'

let now: () => number = Date.now

/** Whoever knows better than the device's clock what time it is (clock.ts, on a phone). */
export function tellTimeBy(better: () => number): void {
  now = better
}

/** Today in the bureau's zone, YYYY-MM-DD; by the server's time when the phone's clock is surely wrong. */
export const today = (): string => dayOf(now())

const LONG = { month: 'long', day: 'numeric', weekday: 'short', timeZone: 'UTC' } as const
const SHORT = { month: 'short', day: 'numeric', timeZone: 'UTC' } as const
// Making a formatter costs a hundred times what using it does, and a list of checks uses one per line.
const formats = new Map<string, Intl.DateTimeFormat>()

function show(day: string, options: typeof LONG | typeof SHORT | typeof WRITTEN): string {
  const name = `${locale.value} ${options.month} ${'year' in options}`
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale.value, options)
  formats.set(name, format)
  return format.format(new Date(`${day}T00:00:00Z`))
}

/** 11月24日 周二 */
export const longDay = (day: string): string => show(day, LONG)

/** 11月24日 */
export const shortDay = (day: string): string => show(day, SHORT)

const WRITTEN = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const

/** A day as papers write it: 2026年11月24日; a day with hyphens is torn apart where a line ends. */
export const writtenDay = (day: string): string => show(day, WRITTEN)

/** An instant as papers write it, in the bureau's zone: 2026年11月24日 09:02 */
export const writtenMoment = (instant: string | number | Date): string => `${writtenDay(dayOf(instant))} ${clockOf(instant)}`

/** An instant in the bureau's zone: 2026-11-24 09:02 */
export function momentText(instant: string | number | Date): string {
  const civil = new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString()
  return `${civil.slice(0, 10)} ${civil.slice(11, 16)}`
}

const UNITS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1_000]] as const

/** A span of time in its two largest units: 1天3小时; never less than a second. */
export function spanText(ms: number): string {
  let left = Math.max(1_000, Math.abs(ms))
  const first = UNITS.findIndex(([, size]) => left >= size)
  return UNITS.slice(first, first + 2).flatMap(([unit, size]) => {
    const n = Math.floor(left / size)
    left -= n * size
    return n > 0 ? [new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: locale.value === 'en' ? 'long' : 'short' }).format(n)] : []
  }).join(locale.value === 'en' ? ' ' : '')
}

/** 2.1 MB */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`
}
