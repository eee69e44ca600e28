import type { AnswerSpec } from '../inspection/judge'
import { t } from '../use/i18n'

/** The limits of an item in words; empty when a person judges alone. */
export function limitText({ type, min, max, maxOpen, unit }: AnswerSpec): string {
  if (type === 'date_valid_until') return t('office.limit.validUntil')
  if (type === 'date_last_done') return max === null ? '' : t('office.limit.lastDone', { max })
  if (min !== null && max !== null) return t('office.limit.between', { min, max, unit })
  if (min !== null) return t('office.limit.atLeast', { min, unit })
  if (max !== null) return t(maxOpen ? 'office.limit.below' : 'office.limit.atMost', { max, unit })
  return ''
}
