// States of the loop as colour, word and shape.

import type { LoopPaper } from '../../inspection/looppapers'
import type { OrderItem } from '../../inspection/record.gen'
import { complete, signedBy } from '../../inspection/signing'
import type { Tone } from '../../parts/StateMark.vue'
import { t } from '../../use/i18n'

export interface Mark {
  tone: Tone
  word: string
}

/** Whole days from one civil day to another. */
export const daysTo = (day: string, today: string): number => Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)

/** How far a day is away, in words. */
export function daysWord(day: string, today: string): string {
  const n = daysTo(day, today)
  if (n > 0) return t('loop.daysLeft', { days: n })
  return n === 0 ? t('loop.dueToday') : t('loop.daysOver', { days: -n })
}

const TONES = { ordered: 'warn', submitted: 'act', partly: 'bad', not_met: 'bad', met: 'good', filed: 'quiet', referred: 'quiet' } as const

export const itemMark = (item: OrderItem): Mark => ({ tone: TONES[item.standing], word: t(`loop.standing.${item.standing}`) })

/** How a paper stands: taken back, waiting for a yes, for signatures, or in force. */
export function paperMark(p: LoopPaper): Mark {
  if (p.withdrawn) return { tone: 'quiet', word: t('loop.mark.withdrawn') }
  if (p.ruling && !p.ruling.granted) return { tone: 'bad', word: t('loop.mark.denied') }
  if (p.kind === 'filing') {
    if (p.ruling) return { tone: 'good', word: t('loop.mark.granted') }
    return { tone: 'warn', word: t(signedBy(p, 'lead') && signedBy(p, 'assistant') ? 'loop.mark.toApprove' : 'loop.mark.toSign') }
  }
  if (p.waits) return { tone: 'warn', word: t('loop.mark.toApprove') }
  if (p.kind === 'referral') return { tone: 'good', word: t('loop.mark.granted') }
  if (complete(p)) return { tone: 'good', word: t(p.signRefusals.length > 0 ? 'loop.mark.left' : 'loop.mark.delivered') }
  return { tone: 'warn', word: t('loop.mark.toSign') }
}
