import type { AnswerSpec } from '../../inspection/record.gen'
import { t } from '../../use/i18n'

/** The limits of a measured item in words; empty when a person judges. */
export function limitText({ type, unit, min, max, maxOpen }: AnswerSpec): string {
  if (type === 'date_valid_until') return t('limit.validUntil')
  if (type === 'date_last_done') return max === null ? '' : t('limit.lastDone', { months: max })
  const upper = max === null ? '' : `${maxOpen ? '<' : '≤'} ${max}`
  const lower = min === null ? '' : `≥ ${min}`
  const both = [lower, upper].filter(Boolean).join(' · ')
  return both ? t('limit.number', { limits: both, unit }) : ''
}
