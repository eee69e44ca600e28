import type due from '../zh-CN/due'
import type { Translation } from '../translation'

export default {
  'due.rectify': 'Put right',
  'due.recheck': 'Re-check',
  'due.extension': 'Answer on more time',
  'due.resumption': 'Application to resume',
  'due.measure_approval': 'Approval of a measure',
  'due.refusal_report': 'Report of a refusal',
  'due.delivery': 'Delivery',
  'due.referral_feedback': 'Feedback on a referral',
  'due.major_measure': 'Major hazard',
  'due.over': '{about}: {days} days over',
  'due.today': '{about}: due today',
  'due.soon': '{about}: due in {days} days',
  'due.asked': '{about}: reported by the enterprise',
  'due.count': '{count} open',
  'due.uncertain': 'holidays not announced yet',
} satisfies Translation<typeof due>
