import { momentText, today } from '../../use/days'
import { t } from '../../use/i18n'

/** 14:32 today, with the day before that. */
export function clockText(instant: string | number): string {
  const text = momentText(instant)
  return text.startsWith(today()) ? text.slice(11) : text.slice(5)
}

/** How long ago, roughly. */
export function agoText(instant: string | number, now: number): string {
  const minutes = Math.floor((now - new Date(instant).getTime()) / 60_000)
  if (minutes < 1) return t('ago.now')
  if (minutes < 60) return t('ago.minutes', { count: minutes })
  if (minutes < 48 * 60) return t('ago.hours', { count: Math.floor(minutes / 60) })
  return t('ago.days', { count: Math.floor(minutes / 1440) })
}

/** How long it takes, roughly. */
export function spanText(seconds: number): string {
  if (seconds < 90) return t('span.seconds', { count: Math.max(1, Math.round(seconds)) })
  if (seconds < 90 * 60) return t('span.minutes', { count: Math.round(seconds / 60) })
  return t('span.hours', { count: Math.round(seconds / 3600) })
}
