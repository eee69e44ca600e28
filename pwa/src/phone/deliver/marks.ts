import type { ToDeliver } from '../../inspection/deliveries'
import type { Tone } from '../../parts/StateMark.vue'
import { t } from '../../use/i18n'

/** How a paper stands with the enterprise, as colour and word. */
export function deliveryMark(p: ToDeliver): { tone: Tone; word: string } {
  if (p.delivery) return { tone: 'good', word: t('deliver.done', { n: p.delivery.number }) }
  if (p.reached) return { tone: p.reached === 'signed' ? 'good' : 'act', word: t(`deliver.reached.${p.reached}`) }
  return { tone: 'warn', word: t('deliver.open') }
}
