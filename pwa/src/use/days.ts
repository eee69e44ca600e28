import { dayOf } from '../inspection/day'
import { locale } from './i18n'

/** Today in the bureau's zone, YYYY-MM-DD. */
export const today = (): string => dayOf(Date.now())

const LONG = { month: 'long', day: 'numeric', weekday: 'short', timeZone: 'UTC' } as const
const SHORT = { month: 'short', day: 'numeric', timeZone: 'UTC' } as const
// Making a formatter costs a hundred times what using it does, and a list of checks uses one per line.
const formats = new Map<string, Intl.DateTimeFormat>()

function show(day: string, options: typeof LONG | typeof SHORT): string {
  const name = `${locale.value} ${options.month}`
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale.value, options)
  formats.set(name, format)
  return format.format(new Date(`${day}T00:00:00Z`))
}

/** 11月24日 周二 */
export const longDay = (day: string): string => show(day, LONG)

/** 11月24日 */
export const shortDay = (day: string): string => show(day, SHORT)

/** An instant in the bureau's zone: 2026-11-24 09:02 */
export function momentText(instant: string | number | Date): string {
  const civil = new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString()
  return `${civil.slice(0, 10)} ${civil.slice(11, 16)}`
}

/** 2.1 MB */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`
}
