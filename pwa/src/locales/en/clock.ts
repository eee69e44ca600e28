import type clock from '../zh-CN/clock'
import type { Translation } from '../translation'

export default {
  'clock.fast': 'The phone’s clock is {off} ahead of the server (give or take {error})',
  'clock.slow': 'The phone’s clock is {off} behind the server (give or take {error})',
  'clock.mend': 'Turn on “set date and time automatically” in the phone’s settings. Work can go on; the record will say so.',
} satisfies Translation<typeof clock>
