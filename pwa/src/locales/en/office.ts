import type office from '../zh-CN/office'
import type { Translation } from '../translation'

export default {
  'office.title': 'Anjian office',
  'office.signIn': 'Sign in to the office',
  'office.find': 'Enterprise or number',
  'office.state': 'State',
  'office.all': 'All',
  'office.more': 'Show 50 more',
  'office.none': 'No check matches',
  'office.enterprise': 'Enterprise',
  'office.town': 'Town',
  'office.planned': 'Planned on',
  'office.section': 'Section',
  'office.team': 'Officers',
  'office.findings': 'Findings',
} as const satisfies Translation<typeof office>
