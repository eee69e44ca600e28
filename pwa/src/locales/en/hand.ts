import type source from '../zh-CN/hand'
import type { Translation } from '../translation'

export default {
  'phrase.search': 'Characters or pinyin initials, such as xfss',
  'phrase.none': 'Nothing found; write it yourself',
  'phrase.own': 'Written {times} times',

  'earlier.visit': 'Check of {day}, led by {lead}',
  'earlier.corrected': 'Put right on the spot: {how}',
  'earlier.due': 'To be put right by {day}',
  'earlier.notKnown': 'Not recorded whether it was put right',
  'earlier.title': 'Findings of earlier visits',
  'earlier.nothing': 'That visit found nothing',
} as const satisfies Translation<typeof source>
